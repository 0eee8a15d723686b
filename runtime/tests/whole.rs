//! The life of a topology with most kinds, from its text: applied, planned again, edited, destroyed.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test may panic")]

mod common;

use groundplan::desired::desired;
use groundplan::exit::Exit;
use groundplan::resource::state::Desired;
use groundplan_language::compile;
use groundplan_language::files::BesideSource;
use groundplan_model::params::Values;

use common::*;

fn declared(text: &str) -> Desired {
    let compiled = compile(text.parse().unwrap(), &BesideSource);
    assert!(!compiled.report.has_errors(), "{}", compiled.report.to_tokens());
    desired(&compiled.topology.with_values(&Values::new()), scope(), true)
}

const NETWORK: &str = r#"
    topology Shop;
    region "us-east-1";
    zones a, b;
    tags { Project: "shop" }

    vpc main "10.0.0.0/16" {
        subnet public per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
        subnet private per zone { a: "10.0.11.0/24", b: "10.0.12.0/24" }
        internet_gateway gate;
        nat_gateway out per zone in public;
        route_table to_internet on public { "0.0.0.0/0" -> gate; }
        route_table to_nat per zone on private { "0.0.0.0/0" -> out; }
        gateway_endpoint s3 "s3" on to_nat;
    }

    security {
        internet -> edge: tcp 80;
        edge -> tool: tcp 9000;
        tool -> internet: tcp 443;
        tool -> s3: tcp 443;
    }

    load_balancer edge internet_facing in public {
        listen http 80 => match path { "/v1/*" => tool, _ => respond 404 };
    }

    instance tool per zone in private {
        launch: { instance_type: "t3.small", ami: ubuntu "22.04" x86_64 },
        target: http 9000 { health_check: "/up" },
    }
"#;

#[test]
fn a_network_with_machines_lives_and_leaves_nothing() {
    let sandbox = new_sandbox();
    let desired = declared(NETWORK);
    let outcome = applied(&sandbox, &desired);
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
    let again = planned(&sandbox, &desired);
    assert!(again.is_empty(), "{}", again.to_json());
    let before = writes(&sandbox);
    assert_eq!(applied(&sandbox, &desired).exit(), Exit::Done);
    assert_eq!(writes(&sandbox), before);
    let outcome = destroyed(&sandbox);
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
    assert_nothing_left(&sandbox);
}
