//! Every form of the language is read without a problem, and stands in the tree as it was meant.

use super::parse_clean;
use super::tree::{show, show_value};
use crate::syntax::{Body, StatementKind};

/// A whole topology with what most people write.
pub(super) const CONVIVE: &str = r##"
    /// ConvivITESO: a web app and its API behind one load balancer.
    pub topology Convive;

    region "us-east-1";
    zones a, b;                                  // us-east-1a and us-east-1b
    enforce groundplan::policy::LEARNER_LAB, acme::BASE;
    budget { instances: 9 }
    tags { Project: "ConvivITESO", "cost:center": "12345" }

    param web_host: Host = "conviveitesofront.ricardonavarro.mx";
    param api_host: Host = "conviveitesoback.ricardonavarro.mx";
    param web_count: Count 1..=4 = 2;
    param image_tag: String matching r"[a-z0-9.]+" = "latest";
    param machine_type: InstanceType one of ["t3.small", "t3.medium"] = "t3.small";
    param public_endpoint: Bool = no;
    param office: Cidr;

    vpc main "10.0.0.0/16" with { secondary: ["10.1.0.0/16"], dns_support: yes, dns_hostnames: yes } {
        subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
        #[was(private)]
        subnet data per zone { #[was(old.a)] a: "10.0.11.0/24", b: "10.0.12.0/24" }
        subnet ops "10.0.5.0/24" in a;

        internet_gateway gate;
        nat_gateway out per zone in public;
        route_table to_internet on public { "0.0.0.0/0" -> gate; }
        route_table to_nat per zone on data { "0.0.0.0/0" -> out; }
        route_table isolated on [ops];
        gateway_endpoint s3 "s3" on to_internet;
    }

    security {
        group admin;
        group lone in main;
        internet -> edge: tcp 80, tcp 443;
        edge -> web: tcp 3000;
        edge -> api: tcp 8080;
        #[accept(self_edge_is_needed_nowhere, reason = "the plan keeps the port for a shared Redis later")]
        api -> api: tcp 6379;
        "203.0.113.0/24" -> bastion: tcp 22, tcp 8000..=8010, udp 53, icmp;
        bastion -> [web, api]: tcp 22;
        permit [edge, web, api] -> internet: all;
    }

    certificate site for [web_host, api_host];
    existing certificate shop for ["shop.example.com"] by arn "arn:aws:acm:us-east-1:111122223333:certificate/x";

    load_balancer edge internet_facing in public {
        listen http 80 => redirect 301 https 443;
        listen https 443 with { certificates: [site], ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06" } => match host {
            #[accept(host_rule_same_as_default, reason = "the plan names both hosts")]
            web_host => web,
            api_host | "*.example.com" if path "/v1/*" | "/v2/*" => api,
            #[accept(default_shows_backend, reason = "unknown hosts see the web app, as the plan asks")]
            _ => web,
        };
    }
    load_balancer inner internal in data with { groups: [inner, admin], idle_timeout: 60 s, deletion_protection: no } {
        listen http 8080 => match path { "/v1/*" => api, _ => respond 404 };
        listen http 8081 => web;
    }

    let machine = {
        instance_type: "t3.small", ami: ubuntu "22.04" x86_64, instance_profile: "LabInstanceProfile",
        detailed_monitoring: yes, root_volume: gp3 8 GiB,
    };

    #[accept(burstable_unlimited_cost, reason = "surplus credits at 70 % cost less than a larger type")]
    auto_scaling_group web in public {
        launch: {
            ..machine,
            environment: { API_URL: format "https://{api_host}" },
            user_data: file "user-data/web.sh" { port: 3000, host: web_host },
        },
        size: { min: 1, desired: web_count, max: 4 },
        scaling: cpu 70%,
        health_check: load_balancer { grace: 300 s },
        instance_warmup: 60 s,
        refresh: { surge: 1 },
        schedules: {
            evening: cron "0 22 * * *" { min: 1, desired: web_count, max: 4 },
            night: cron "0 4 * * *" { min: 0, desired: 0, max: 0 },
        },
        target: http 3000 { health_check: "/", stickiness: 24 h, deregistration_delay: 30 s },
    }
    auto_scaling_group api in public {
        launch: machine,
        size: { min: 1, desired: 1, max: 4 },
        target: http 8080 { health_check: { path: "/up", codes: 200..=299, interval: 30 s, timeout: 5 s, healthy: 3, unhealthy: 2 } },
    }
    instance bastion in public.a { launch: { ..machine, key_pair: "ops", metadata_hop_limit: 1, public_address: yes } }
    instance tool per zone in data {
        launch: { ..machine, ami: ssm "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64" },
    }

    assert never internet -> data;
    assert api -> web: tcp 5432;
    assert web -> internet: tcp 443;

    output alb_dns = edge.dns_name;
    output public_subnet_ids = public.id;
    output both = [edge.dns_name, inner.dns_name];
"##;

#[test]
fn a_whole_topology_is_read_without_a_problem() {
    let source = parse_clean(CONVIVE);
    assert_eq!(source.statements.len(), 30);
    assert!(source.statements.iter().all(|statement| !statement.failed));
    assert_eq!(
        source.statements.first().unwrap().attributes.docs,
        "ConvivITESO: a web app and its API behind one load balancer."
    );
    let StatementKind::Declaration(vpc) = &source.statements[13].kind else { panic!("no vpc") };
    let Body::Statements(inside) = &vpc.body else { panic!("no body") };
    assert_eq!(inside.len(), 9);
}

/// Asserts that each text is one statement, and what it is in the tree.
fn assert_trees(open: &str, forms: &[(&str, &str)], close: &str) {
    for (text, expected) in forms {
        let source = parse_clean(&format!("{open}{text}{close}"));
        let [statement] = source.statements.as_slice() else { panic!("not one statement: {text}") };
        let shown = match (&statement.kind, open.is_empty()) {
            (StatementKind::Declaration(declaration), false) => match &declaration.body {
                Body::Statements(inside) => inside.iter().map(show).collect::<Vec<_>>().join(" "),
                _ => panic!("no body of statements: {text}"),
            },
            _ => show(statement),
        };
        assert_eq!(shown, *expected, "in: {text}");
    }
}

#[test]
fn values() {
    for (text, expected) in [
        ("\"t3.small\"", "\"t3.small\""),
        ("\"a \\\" b\"", "\"a \\\" b\""),
        ("r\"[a-z]+\"", "pattern [a-z]+"),
        ("r#\"a\"b\"#", "pattern a\"b"),
        ("80", "80"),
        ("10_000", "10000"),
        ("300 s", "300 s"),
        ("5 m", "5 m"),
        ("24 h", "24 h"),
        ("7 days", "7 days"),
        ("70%", "70 %"),
        ("512 MiB", "512 MiB"),
        ("20 GiB", "20 GiB"),
        ("10 images", "10 images"),
        ("200..=299", "200..=299"),
        ("yes", "yes"),
        ("public.a.id", "public.a.id"),
        ("[]", "[]"),
        ("[a, \"b\", 3,]", "[a, \"b\", 3]"),
        ("[[a], { b: 1 }, gp3 8 GiB]", "[[a], {b: 1}, (gp3 8 GiB)]"),
        ("{}", "{}"),
        ("{ a: 1, \"b:c\": [2], ..base, d: { e: f } }", "{..base, a: 1, \"b:c\": [2], d: {e: f}}"),
        ("format \"https://{host}\"", "format \"https://{host}\""),
        ("file \"web.sh\"", "file \"web.sh\""),
        ("file \"web.sh\" { port: 80 }", "file \"web.sh\" {port: 80}"),
        ("ubuntu \"22.04\" x86_64", "(ubuntu \"22.04\" x86_64)"),
        ("load_balancer { grace: 300 s }", "(load_balancer {grace: 300 s})"),
        ("http 3000 { health_check: \"/\" }", "(http 3000 {health_check: \"/\"})"),
        ("redirect 301 https 443", "(redirect 301 https 443)"),
        ("cron \"0 22 * * *\" { min: 1 }", "(cron \"0 22 * * *\" {min: 1})"),
        ("InstanceType one of [\"t3.small\"]", "(InstanceType one of [\"t3.small\"])"),
        ("match host { a => b }", "match host {a => b}"),
    ] {
        let source = parse_clean(&format!("let x = {text};"));
        let StatementKind::Let(_, value) = &source.statements[0].kind else { panic!("no let: {text}") };
        assert_eq!(show_value(value), expected, "in: {text}");
    }
}

#[test]
fn arms() {
    let text = "let x = match host {
        a => b,
        \"c\" | d if path \"/e\" | \"/f\" => { g: 1 },
        #[accept(rule, reason = \"so\")]
        _ => respond 404 { body: \"no\" },
    };";
    let source = parse_clean(text);
    let StatementKind::Let(_, value) = &source.statements[0].kind else { panic!("no let") };
    let expected = "match host {a => b, \"c\" | d if path \"/e\" | \"/f\" => {g: 1}, \
                    #[accept(rule, \"so\")] _ => (respond 404 {body: \"no\"})}";
    assert_eq!(show_value(value), expected);
}

#[test]
fn statements_of_a_topology() {
    assert_trees(
        "",
        &[
            ("pub(crate) topology Shop;", "pub (crate) topology Shop"),
            ("topology Shop;", "topology Shop"),
            ("/// One.\n/// Two.\nregion \"us-east-1\";", "///One.|Two. region \"us-east-1\""),
            ("zones a, b;", "zones a b"),
            ("enforce ::acme::BASE, crate::OURS;", "enforce :: acme :: BASE, crate :: OURS"),
            ("tags { A: \"b\" }", "tags {A: \"b\"}"),
            ("let a = b;", "let a = b"),
            ("param a: Host;", "param a: Host"),
            ("param a: Count 1..=4 = 2;", "param a: (Count 1..=4) = 2"),
            ("output a = b.id;", "output a = b.id"),
            ("assert a -> b: all;", "assert a -> b: all"),
            ("assert never a -> b;", "assert never a -> b:"),
            ("vpc a \"10.0.0.0/16\";", "vpc a \"10.0.0.0/16\""),
            ("vpc a \"10.0.0.0/16\" with { b: yes } { }", "vpc a \"10.0.0.0/16\" with {b: yes} {}"),
            ("certificate a for [b, \"c\"];", "certificate a for [b, \"c\"]"),
            (
                "existing certificate a for [b] by arn \"arn:aws:acm\";",
                "existing certificate a for [b] by arn \"arn:aws:acm\"",
            ),
            (
                "#[was(b.c)] #[accept(d, e, reason = \"f\")] instance a per zone in g { h: 1 }",
                "#[was(b.c)] #[accept(d e, \"f\")] instance a per zone in g {h: 1}",
            ),
            ("auto_scaling_group a in b { c: 1 }", "auto_scaling_group a in b {c: 1}"),
            ("load_balancer a internal in [b, c];", "load_balancer a internal in [b, c]"),
        ],
        "",
    );
}

#[test]
fn statements_of_a_vpc() {
    assert_trees(
        "vpc main \"10.0.0.0/16\" {",
        &[
            ("subnet a \"10.0.1.0/24\" in b;", "subnet a \"10.0.1.0/24\" in b"),
            ("subnet a per zone { b: \"c\" }", "subnet a per zone {b: \"c\"}"),
            ("subnet a per zone with { d: yes } { b: \"c\" }", "subnet a per zone with {d: yes} {b: \"c\"}"),
            ("internet_gateway a;", "internet_gateway a"),
            ("nat_gateway a per zone in b;", "nat_gateway a per zone in b"),
            (
                "nat_gateway a in b.c with { tags: { D: \"e\" } };",
                "nat_gateway a in b.c with {tags: {D: \"e\"}}",
            ),
            (
                "route_table a on [b, c] { \"0.0.0.0/0\" -> d; #[accept(e, reason = \"f\")] \"10.0.0.0/8\" -> g.h; }",
                "route_table a on [b, c] {\"0.0.0.0/0\" -> d; #[accept(e, \"f\")] \"10.0.0.0/8\" -> g.h}",
            ),
            ("gateway_endpoint a \"s3\" on b;", "gateway_endpoint a \"s3\" on b"),
        ],
        "}",
    );
}

#[test]
fn statements_of_security() {
    assert_trees(
        "security {",
        &[
            ("group a;", "group a"),
            ("group a in b with { tags: { C: \"d\" } };", "group a in b with {tags: {C: \"d\"}}"),
            ("a -> b: tcp 80;", "a -> b: tcp 80"),
            (
                "[a, b.c, \"10.0.0.0/8\"] -> [d, internet]: tcp 80, tcp 8000..=8010, udp 53, icmp, tcp e;",
                "[a, b.c, \"10.0.0.0/8\"] -> [d, internet]: tcp 80, tcp 8000..=8010, udp 53, icmp, tcp e",
            ),
            ("\"10.0.0.0/8\" -> a: all;", "\"10.0.0.0/8\" -> a: all"),
            ("permit a -> internet: all;", "permit a -> internet: all"),
        ],
        "}",
    );
}

#[test]
fn statements_of_a_load_balancer() {
    assert_trees(
        "load_balancer edge internal in private {",
        &[
            ("listen http 80 => web;", "listen http 80 => web"),
            (
                "listen http 80 with { a: 1 } => redirect 301 https 443;",
                "listen http 80 with {a: 1} => (redirect 301 https 443)",
            ),
            (
                "listen https 443 => match path { \"/a\" => b, _ => c };",
                "listen https 443 => match path {\"/a\" => b, _ => c}",
            ),
        ],
        "}",
    );
}
