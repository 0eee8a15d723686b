//! The whole example of the documentation, as far as it is built.

use groundplan_model::cidr::ANYWHERE;
use groundplan_model::topology::{
    Action, Architecture, At, End, GatewayService, Image, ImageSource, ListenerProtocol, OutputValue,
    ParamType, RouteTableId, Setting,
};

use super::{compile, compile_clean, names, show};

/// A web application and its API behind one load balancer.
pub(super) const STREET: &str = r#"
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
fn the_example_breaks_no_rule() {
    let compiled = compile(STREET);
    assert_eq!(compiled.report.problems.iter().map(show).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn the_example_lowers_to_its_topology() {
    let topology = compile_clean(STREET);
    let written = |name: Option<&At<String>>| name.map(|at| at.value.clone()).unwrap_or_default();
    assert_eq!(written(topology.name.as_ref()), "Convive");
    assert_eq!(topology.docs, "A web app and its API behind one load balancer.");
    assert_eq!(written(topology.region.as_ref()), "us-east-1");
    assert_eq!(topology.zones.iter().map(|zone| zone.value.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(written(topology.policies.first()), "groundplan::policy::LEARNER_LAB");
    assert_eq!(topology.budget.instances.map(|at| at.value), Some(9));
    assert_eq!(topology.budget.vcpus.map(|at| at.value), Some(32));
    assert_eq!(topology.tags.len(), 2);
    assert_eq!(topology.params[2].ty, ParamType::Count(1, 4));
    assert_eq!(topology.params[2].default.as_ref().map(|at| at.value.as_str()), Some("2"));
}

#[test]
fn the_network_of_the_example_is_whole() {
    let topology = compile_clean(STREET);
    assert_eq!(
        names(topology.subnets.iter().map(|one| &one.header)),
        ["public.a", "public.b", "data.a", "data.b"]
    );
    let public: Vec<bool> = topology.subnets.iter().map(|one| one.public_addresses.value).collect();
    assert_eq!(public, [true, true, false, false]);
    assert_eq!(names(topology.route_tables.iter().map(|one| &one.header)), ["to_internet", "isolated"]);
    let tables: Vec<(usize, usize)> =
        topology.route_tables.iter().map(|table| (table.subnets.len(), table.routes.len())).collect();
    assert_eq!(tables, [(2, 1), (2, 0)]);
    assert_eq!(topology.route_tables[0].routes[0].destination.value, ANYWHERE);
    assert_eq!(topology.gateway_endpoints[0].service.value, GatewayService::S3);
    assert_eq!(topology.gateway_endpoints[0].tables[0].value, RouteTableId(0));
}

#[test]
fn the_arrows_of_the_example_are_its_needs_and_permissions() {
    let topology = compile_clean(STREET);
    let end = |end: &At<End>| match end.value {
        End::Group(id) => topology[id].header.name.value.to_string(),
        End::Internet => "internet".to_owned(),
        other => format!("{other:?}"),
    };
    let shown: Vec<String> = (topology.edges.iter())
        .map(|edge| {
            let list = |ends: &[At<End>]| ends.iter().map(end).collect::<Vec<_>>().join(", ");
            let ports: Vec<String> = edge.ports.iter().map(|ports| ports.value.to_string()).collect();
            let permit = if edge.permit { "permit " } else { "" };
            format!("{permit}{} -> {}: {}", list(&edge.from), list(&edge.to), ports.join(", "))
        })
        .collect();
    assert_eq!(
        shown,
        [
            "internet -> edge: tcp 80, tcp 443",
            "edge -> web: tcp 3000",
            "edge -> api: tcp 8080",
            "api -> api: tcp 6379",
            "permit edge, web, api -> internet: all",
        ]
    );
    let never: Vec<bool> = topology.assertions.iter().map(|one| one.never).collect();
    assert_eq!(never, [false, true]);
    assert_eq!(names(topology.groups.iter().map(|group| &group.header)), ["edge", "web", "api"]);
    assert!(topology.groups.iter().all(|group| group.own && group.vpc.is_some()));
}

#[test]
fn the_machines_of_the_example_are_what_is_written_and_the_defaults() {
    let topology = compile_clean(STREET);
    let web = &topology.auto_scaling_groups[0];
    assert_eq!(web.launch.instance_type.value, Setting::Value("t3.small".to_owned()));
    let image =
        Image { source: ImageSource::Ubuntu("22.04".into()), architecture: Some(Architecture::X86_64) };
    assert_eq!(web.launch.image.value, image);
    assert_eq!(web.launch.root_volume.as_ref().map(|volume| volume.value.size.value), Some(8));
    assert!(web.launch.user_data.is_some());
    assert_eq!(web.launch.metadata_hop_limit.value, 1);
    assert_eq!(web.min.value, Setting::Value(1));
    assert_eq!(web.desired.value, Setting::Param(groundplan_model::topology::ParamId(2)));
    assert_eq!(web.max.value, Setting::Value(4));
    assert_eq!(web.cpu_target.map(|at| at.value), Some(70));
    assert!(web.balancer_health.value);
    assert_eq!((web.grace.value, web.warmup.map(|at| at.value), web.surge.value), (300, Some(60), 1));
    let target = &topology[web.target.unwrap()];
    assert_eq!((target.port.value, target.health.path.value.as_str()), (3000, "/"));
    assert_eq!(target.stickiness.map(|at| at.value), Some(86_400));
    assert_eq!(target.deregistration_delay.value, 30);
    let api = &topology[topology.auto_scaling_groups[1].target.unwrap()];
    assert_eq!(api.health.codes.value, [(200, 299)]);
    assert_eq!((api.health.healthy.value, api.deregistration_delay.value), (5, 300));
    assert!(!api.deregistration_delay.written);
}

#[test]
fn the_balancer_of_the_example_redirects_and_routes_by_host() {
    let topology = compile_clean(STREET);
    let balancer = &topology.load_balancers[0];
    assert!(balancer.internet_facing.value);
    assert_eq!((balancer.subnets.len(), balancer.idle_timeout.value), (2, 60));
    let [http, https] = balancer.listeners.as_slice() else { panic!("not two listeners") };
    assert!(matches!(
        &http.default.as_ref().unwrap().value,
        Action::Redirect { status, protocol, port }
            if (status.value, protocol.value, port.value) == (301, ListenerProtocol::Https, 443)
    ));
    assert_eq!(https.rules.len(), 2);
    assert_eq!(topology[https.certificates[0].value].hosts.len(), 2);
    assert_eq!(https.ssl_policy.as_ref().unwrap().value, "ELBSecurityPolicy-TLS13-1-2-2021-06");
    assert_eq!(topology.accepts.len(), 5);
    assert!(matches!(&topology.outputs[0].value, OutputValue::One(text) if text.0.len() == 1));
    assert!(matches!(&topology.outputs[1].value, OutputValue::List(texts) if texts.len() == 2));
}

#[test]
fn the_text_form_of_the_example_is_read_back_whole() {
    let topology = compile_clean(STREET);
    let read = groundplan_model::topology::Topology::from_text(&topology.to_text()).unwrap();
    assert_eq!(format!("{read:?}"), format!("{topology:?}"));
}
