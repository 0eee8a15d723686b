//! The whole example of the documentation, as far as it is built.

use super::compile_clean;

/// A web application and its API behind one load balancer.
const STREET: &str = r#"
    /// A web app and its API behind one load balancer.
    pub topology Convive;

    region "us-east-1";
    zones a, b;
    enforce groundplan::policy::LEARNER_LAB;
    budget { instances: 9, vcpus: 32 }
    tags { Project: "ConvivITESO", Environment: "production" }

    param web_host: Host = "conviveitesofront.ricardonavarro.mx";
    param api_host: Host = "conviveitesoback.ricardonavarro.mx";
    param web_count: Count 1..=4 = 2;

    vpc main "10.0.0.0/16" {
        subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
        subnet data per zone { a: "10.0.11.0/24", b: "10.0.12.0/24" }

        internet_gateway gate;
        route_table to_internet on public { "0.0.0.0/0" -> gate; }
        route_table isolated on data;
        gateway_endpoint s3 "s3" on to_internet;
    }

    security {
        internet -> edge: tcp 80, tcp 443;
        edge -> web: tcp 3000;
        edge -> api: tcp 8080;
        #[accept(self_edge_is_needed_nowhere, reason = "the plan keeps the port for a shared Redis later")]
        api -> api: tcp 6379;
        permit [edge, web, api] -> internet: all;
    }

    certificate site for [web_host, api_host];

    load_balancer edge internet_facing in public {
        listen http 80 => redirect 301 https 443;
        listen https 443 with { certificates: [site], ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06" } => match host {
            #[accept(host_rule_same_as_default, reason = "the plan names both hosts")]
            web_host => web,
            api_host => api,
            #[accept(default_shows_backend, reason = "unknown hosts see the web app, as the plan asks")]
            _ => web,
        };
    }

    let machine = {
        instance_type: "t3.small", ami: ubuntu "22.04" x86_64, instance_profile: "LabInstanceProfile",
        detailed_monitoring: yes, root_volume: gp3 8 GiB,
    };

    #[accept(burstable_unlimited_cost, reason = "surplus credits at 70 % cost less than a larger type")]
    auto_scaling_group web in public {
        launch: {
            ..machine,
            user_data: file "web.sh" { port: 3000 },
        },
        size: { min: 1, desired: web_count, max: 4 },
        scaling: cpu 70%,
        health_check: load_balancer { grace: 300 s },
        instance_warmup: 60 s,
        refresh: { surge: 1 },
        target: http 3000 { health_check: "/", stickiness: 24 h, deregistration_delay: 30 s },
    }

    #[accept(burstable_unlimited_cost, reason = "surplus credits at 70 % cost less than a larger type")]
    auto_scaling_group api in public {
        launch: machine,
        size: { min: 1, max: 4 },
        scaling: cpu 70%,
        health_check: load_balancer { grace: 300 s },
        target: http 8080 { health_check: { path: "/health", codes: 200..=299, interval: 30 s, timeout: 5 s } },
    }

    assert web -> internet: tcp 443;
    assert never web -> api: tcp 8080;

    output alb_dns = edge.dns_name;
    output public_subnet_ids = public.id;
"#;

#[test]
fn the_example_is_clean() {
    let topology = compile_clean(STREET);
    assert_eq!(topology.subnets.len(), 4);
}
