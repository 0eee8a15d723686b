//! Neighbours of the rules of networks, and of the topology as a whole.

use super::Row;

pub(super) const ROWS: &[Row] = &[
    ("all_subnets_in_one_zone", &[(r#""10.0.2.0/24" in a"#, r#""10.0.2.0/24" in b"#)]),
    ("gateway_endpoint_table_other_vpc", &[("[of_ledger, of_shop]", "of_ledger")]),
    ("gateway_endpoint_twice_on_table", &[(r#"objects "s3""#, r#"rows "dynamodb""#)]),
    ("gateway_endpoint_without_table", &[(r#"objects "s3""#, r#"objects "s3" on isolated"#)]),
    ("internet_gateway_unused", &[("on app;", r#"on app { "0.0.0.0/0" -> gate; }"#)]),
    ("nat_route_loop", &[("out in private", "out in public")]),
    (
        "nat_single_zone",
        &[
            (
                r#"subnet public "10.0.1.0/24" in a;"#,
                r#"subnet public per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }"#,
            ),
            ("nat_gateway out in", "nat_gateway out per zone in"),
            ("to_nat on", "to_nat per zone on"),
        ],
    ),
    (
        "nat_unused",
        &[
            (
                r#"route_table to_internet on public { "0.0.0.0/0" -> gate; }"#,
                "subnet private \"10.0.2.0/24\" in a;\n        route_table to_nat on private { \"0.0.0.0/0\" -> out; }\n        route_table to_internet on public { \"0.0.0.0/0\" -> gate; }",
            ),
            (
                "route_table to_internet on public { \"0.0.0.0/0\" -> gate; }\n    }",
                "route_table to_internet on public { \"0.0.0.0/0\" -> gate; }\n    }\n    instance web in private { launch: { instance_type: \"t3.micro\", ami: amazon_linux \"2023\" x86_64 } }",
            ),
        ],
    ),
    (
        "route_destination_twice",
        &[(
            "\"0.0.0.0/0\" -> out;\n            \"0.0.0.0/0\" -> gate;",
            "\"0.0.0.0/0\" -> out;\n            \"203.0.113.0/24\" -> out;",
        )],
    ),
    (
        "route_equals_vpc_block",
        &[("\"0.0.0.0/0\" -> gate;\n            \"10.0.0.0/16\" -> gate;", r#""0.0.0.0/0" -> gate;"#)],
    ),
    (
        "route_inside_vpc_not_a_subnet",
        &[("\"0.0.0.0/0\" -> out;\n            \"10.0.1.0/25\" -> out;", r#""0.0.0.0/0" -> out;"#)],
    ),
    (
        "route_inside_vpc_target_kind",
        &[("\"0.0.0.0/0\" -> gate;\n            \"10.0.2.0/24\" -> gate;", r#""0.0.0.0/0" -> gate;"#)],
    ),
    ("route_table_unused", &[("        route_table spare { \"0.0.0.0/0\" -> gate; }\n", "")]),
    ("route_target_other_vpc", &[(r#"books { "0.0.0.0/0" -> gate; }"#, "books;")]),
    ("route_to_link_local_services", &[(r#""169.254.169.254/32""#, r#""203.0.113.0/24""#)]),
    (
        "route_zone_crossing",
        &[
            (r#"private.a { "0.0.0.0/0" -> out.b"#, r#"private.a { "0.0.0.0/0" -> out.a"#),
            (r#"private.b { "0.0.0.0/0" -> out.a"#, r#"private.b { "0.0.0.0/0" -> out.b"#),
        ],
    ),
    (
        "second_internet_gateway",
        &[
            (
                "internet_gateway door;\n        route_table to_internet on public {",
                "route_table to_internet on public {",
            ),
            ("-> door", "-> gate"),
        ],
    ),
    ("secondary_cidr_hides_route", &[(r#""10.8.4.0/24""#, r#""10.9.4.0/24""#)]),
    ("secondary_cidr_restricted", &[(r#""192.168.0.0/16""#, r#""100.64.0.0/16""#)]),
    (
        "secondary_private_after_public_primary",
        &[(
            r#"vpc main "100.64.0.0/16" with { secondary: ["10.0.0.0/16"] }"#,
            r#"vpc main "10.0.0.0/16" with { secondary: ["100.64.0.0/16"] }"#,
        )],
    ),
    ("subnet_duplicate", &[(r#"b: "10.0.1.0/24""#, r#"b: "10.0.2.0/24""#)]),
    (
        "subnet_of_other_vpc",
        &[
            (
                r#"subnet web "10.0.1.0/24" in a;"#,
                "subnet web \"10.0.1.0/24\" in a;\n        route_table of_shop on web;",
            ),
            ("[books, web]", "books"),
        ],
    ),
    ("subnet_outside_vpc", &[(r#""10.1.2.0/24""#, r#""10.0.2.0/24""#)]),
    ("subnet_partly_outside_vpc", &[(r#""10.0.0.0/19""#, r#""10.0.0.0/20""#)]),
    ("subnet_spans_two_blocks", &[(r#""10.4.0.0/16""#, r#""10.4.0.0/17""#)]),
    ("subnet_two_tables", &[("to_internet on public", "to_internet on public.a")]),
    (
        "subnet_unused",
        &[(
            "route_table isolated on app;\n    }",
            "route_table isolated on app;\n        route_table other on spare;\n    }\n    instance lone in spare { launch: { instance_type: \"t3.micro\", ami: amazon_linux \"2023\" x86_64 } }",
        )],
    ),
    ("subnets_overlap", &[(r#""10.0.1.0/24""#, r#""10.0.2.0/24""#)]),
    ("tag_characters", &[(r#""one & all""#, r#""one + all""#)]),
    ("tag_keys_differ_in_case", &[(r#": "production", Env"#, "")]),
    (
        "tag_too_many",
        &[(
            "        Tag40: \"40\", Tag41: \"41\", Tag42: \"42\", Tag43: \"43\", Tag44: \"44\", Tag45: \"45\", Tag46: \"46\", Tag47: \"47\",\n",
            "        Tag40: \"40\", Tag41: \"41\", Tag42: \"42\",\n",
        )],
    ),
    (
        "two_vpcs_same_range",
        &[
            (r#"ledger "10.0.0.0/16""#, r#"ledger "10.1.0.0/16""#),
            (r#"books "10.0.1.0/24""#, r#"books "10.1.1.0/24""#),
        ],
    ),
    ("vpc_cidrs_overlap", &[(r#""10.1.128.0/17""#, r#""10.2.128.0/17""#)]),
    ("vpc_dns_hostnames_without_support", &[("dns_support: no", "dns_support: yes")]),
    (
        "vpc_range_docker",
        &[(r#""172.17.0.0/16""#, r#""172.20.0.0/16""#), (r#""172.17.1.0/24""#, r#""172.20.1.0/24""#)],
    ),
    (
        "vpc_range_public",
        &[(r#""52.10.0.0/16""#, r#""10.10.0.0/16""#), (r#""52.10.1.0/24""#, r#""10.10.1.0/24""#)],
    ),
    (
        "vpc_without_subnets",
        &[(
            "vpc spare \"10.1.0.0/16\" {}\n    instance web in app { launch: { instance_type: \"t3.micro\", ami: amazon_linux \"2023\" x86_64 } }",
            r#"instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }"#,
        )],
    ),
    ("zone_name_mismatch", &[(r#""10.0.2.0/24" in a"#, r#""10.0.2.0/24" in b"#)]),
    ("zone_unknown", &[("zones a, g", "zones a, f"), (r#""10.0.1.0/24", g"#, r#""10.0.1.0/24", f"#)]),
];
