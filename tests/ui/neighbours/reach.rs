//! Neighbours of the rules of reachability.

use super::Row;

pub(super) const ROWS: &[Row] = &[
    (
        "alb_public_needs_igw_route",
        &[
            ("internet_facing in private", "internet_facing in public"),
            ("        subnet private per zone { a: \"10.0.11.0/24\", b: \"10.0.12.0/24\" }\n", ""),
            ("        route_table isolated on private;\n", ""),
        ],
    ),
    ("assert_contradicts_assert_never", &[("\n    assert never web -> api;", "")]),
    ("assert_fails", &[("permit web -> main: tcp 8080", "web -> api: tcp 8080")]),
    (
        "assert_never_cannot_be_proved",
        &[
            ("office -> web", r#""203.0.113.7/32" -> web"#),
            ("    param office: Cidr;\n", ""),
            ("assert never internet -> web", "assert never web -> internet"),
        ],
    ),
    ("assert_never_fails", &[("main -> api: tcp 8080", r#""203.0.113.7/32" -> api: tcp 8080"#)]),
    (
        "assert_never_is_vacuous",
        &[("[web, jobs]", "web"), ("    security {\n        group jobs;\n    }\n", "")],
    ),
    ("cidr_private_source_from_internet", &[(r#""192.168.4.0/24""#, r#""203.0.113.0/24""#)]),
    ("edge_has_no_path", &[(r#"web -> "192"#, r#"permit web -> "192"#)]),
    ("edge_has_path_from_some_subnets", &[("on to_internet;", "on [to_internet, isolated];")]),
    ("edge_wrong_port", &[("tcp 8080", "tcp 3000")]),
    ("group_half_connected", &[("[public.a, private.b]", "public")]),
    ("health_port_not_reachable", &[("tcp 3000;", "tcp 3000, tcp 9001;")]),
    (
        "internet_edge_to_private_address",
        &[("web in private.a", "web in public.a"), ("door in public.a", "door in private.a")],
    ),
    ("load_balancer_bypassed", &[("        internet -> web: tcp 3000;\n", "")]),
    (
        "load_balancer_cannot_reach_target",
        &[("internet -> edge: tcp 80;", "internet -> edge: tcp 80;\n        edge -> web: tcp 3000;")],
    ),
    ("load_balancer_half_public", &[("private.b]", "public.b]")]),
    ("nat_in_private_subnet", &[("zone in middle", "zone in public")]),
    (
        "nat_without_internet_gateway",
        &[
            ("nat_gateway out", "internet_gateway gate;\n        nat_gateway out"),
            ("on outer;", r#"on outer { "0.0.0.0/0" -> gate; }"#),
        ],
    ),
    (
        "no_route_to_internet",
        &[(
            "route_table isolated on private;",
            "nat_gateway out per zone in public;\n        route_table to_nat per zone on private { \"0.0.0.0/0\" -> out; }",
        )],
    ),
    ("public_address_in_private_subnet", &[("{ ..machine, public_address: yes }", "machine")]),
    ("public_subnet_without_address", &[("public_address: no", "public_address: yes")]),
    ("security_group_misses_listener_port", &[("tcp 80;\n", "tcp 80, tcp 8080;\n")]),
    (
        "subnet_without_table",
        &[(r#"b: "10.0.2.0/24" }"#, "b: \"10.0.2.0/24\" }\n        route_table isolated on spare;")],
    ),
];
