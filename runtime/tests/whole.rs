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
    parsed(text)
}

/// On the way between two right topologies there may be one that the checker refuses.
fn parsed(text: &str) -> Desired {
    let compiled = compile(text.parse().unwrap(), &BesideSource);
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

const SERVICE: &str = r#"
    topology Shop;
    region "us-east-1";
    zones a, b;

    vpc main "10.0.0.0/16" {
        subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
        internet_gateway gate;
        route_table to_internet on public { "0.0.0.0/0" -> gate; }
    }

    security {
        internet -> edge: tcp 80, tcp 443;
        edge -> web: tcp 3000;
        edge -> api: tcp 8080;
        permit [web, api] -> internet: all;
    }

    certificate site for ["www.shop.example.com", "api.shop.example.com"];

    load_balancer edge internet_facing in public {
        listen http 80 => redirect 301 https 443;
        listen https 443 with { certificates: [site], ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06" } => match host {
            "www.shop.example.com" => web,
            "api.shop.example.com" => api,
            _ => respond 404,
        };
    }

    let machine = { instance_type: "t3.small", ami: ubuntu "22.04" x86_64, root_volume: gp3 8 GiB };

    auto_scaling_group web in public {
        launch: { ..machine },
        size: { min: 1, desired: 2, max: 4 },
        scaling: cpu 70%,
        health_check: load_balancer { grace: 300 s },
        target: http 3000 { health_check: "/", stickiness: 24 h, deregistration_delay: 30 s },
    }

    auto_scaling_group api in public {
        launch: { ..machine },
        size: { min: 1, desired: 1, max: 2 },
        target: http 8080 { health_check: "/up", deregistration_delay: 30 s },
    }
"#;

#[test]
fn a_service_waits_for_its_certificate_and_goes_on_from_there() {
    let sandbox = new_sandbox();
    let desired = declared(SERVICE);
    let outcome = applied(&sandbox, &desired);
    assert_eq!(outcome.exit(), Exit::Waiting, "{outcome:#?}");
    assert_eq!(outcome.waiting.len(), 1);
    assert!(outcome.waiting[0].reason.contains("CNAME"), "{outcome:#?}");
    let before = writes(&sandbox);
    assert_eq!(applied(&sandbox, &desired).exit(), Exit::Waiting);
    assert_eq!(writes(&sandbox), before);

    set_dns_records(&sandbox, &outcome);
    let outcome = waited(&sandbox, &desired);
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
    let again = planned(&sandbox, &desired);
    assert!(again.is_empty(), "{}", again.to_json());

    let outcome = destroyed(&sandbox);
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
    assert_nothing_left(&sandbox);
}

#[test]
fn a_service_whose_records_are_set_meanwhile_goes_on_until_it_is_healthy() {
    let sandbox = new_sandbox_with_actor();
    let desired = declared(SERVICE);
    let outcome = waited(&sandbox, &desired);
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
    assert!(planned(&sandbox, &desired).is_empty());
    let outcome = destroyed(&sandbox);
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
    assert_nothing_left(&sandbox);
}

/// One edit of the source, and the steps that it plans.
#[test]
fn an_edit_of_a_service_is_applied_and_needs_nothing_more() {
    let edits: [(&str, &str, &[&str]); 7] = [
        ("max: 4 }", "max: 3 }", &["Update auto_scaling_group.web"]),
        (
            "edge -> api: tcp 8080;",
            "edge -> api: tcp 8080, tcp 8081;",
            &["Update security_rules.api", "Update security_rules.edge"],
        ),
        (
            r#""api.shop.example.com" => api,"#,
            r#""api.shop.example.com" if path "/v1/*" => api,"#,
            &["Update listener_rules.edge.443"],
        ),
        (r#"health_check: "/up""#, r#"health_check: "/health""#, &["Update target_group.api"]),
        (
            "t3.small",
            "t3.medium",
            &[
                "Update launch_template.api",
                "Update launch_template.web",
                "Update auto_scaling_group.api",
                "Update auto_scaling_group.web",
            ],
        ),
        ("tcp 8080", "tcp 8090", &["Update security_rules.api", "Update security_rules.edge"]),
        (
            "http 8080",
            "http 8090",
            &[
                "Create target_group.api",
                "Update auto_scaling_group.api",
                "Update listener_rules.edge.443",
                "Update auto_scaling_group.api",
                "Delete target_group.api",
            ],
        ),
    ];
    let sandbox = new_sandbox_with_actor();
    let mut text = SERVICE.to_owned();
    assert_eq!(waited(&sandbox, &declared(&text)).exit(), Exit::Done);
    for (from, to, steps) in edits {
        text = text.replace(from, to);
        let desired = parsed(&text);
        let plan = planned(&sandbox, &desired);
        let said: Vec<String> =
            plan.steps.iter().map(|step| format!("{:?} {}", step.verb(), step.address)).collect();
        assert_eq!(said, steps, "{from} → {to}");
        let outcome = applied(&sandbox, &desired);
        assert_eq!(outcome.exit(), Exit::Done, "{from} → {to}: {outcome:#?}");
        let again = planned(&sandbox, &desired);
        assert!(again.is_empty(), "{from} → {to}: {}", again.to_json());
    }
    let outcome = destroyed(&sandbox);
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
    assert_nothing_left(&sandbox);
}
