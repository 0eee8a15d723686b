//! Topologies of the tests, as their authors write them.

use groundplan::desired::desired;
use groundplan::resource::state::Desired;
use groundplan_language::compile;
use groundplan_language::files::BesideSource;
use groundplan_model::params::Values;

use super::scope;

/// What a topology should consist of; it must check clean.
pub fn declared(text: &str) -> Desired {
    let compiled = compile(text.parse().unwrap(), &BesideSource);
    assert!(!compiled.report.has_errors(), "{}", compiled.report.to_tokens());
    parsed(text)
}

/// On the way between two right topologies there may be one that the checker refuses.
pub fn parsed(text: &str) -> Desired {
    let compiled = compile(text.parse().unwrap(), &BesideSource);
    desired(&compiled.topology.with_values(&Values::new()), scope(), true)
}

pub const NETWORK: &str = r#"
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

pub const SERVICE: &str = r#"
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
