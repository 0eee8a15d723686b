//! Neighbours of the rules of the language: what cannot be read, or names nothing.

use super::Row;

pub(super) const ROWS: &[Row] = &[
    (
        "accept_of_law",
        &[
            ("#[accept(subnets_overlap, reason = \"we know\")]\n        ", ""),
            (r#""10.0.1.0/24""#, r#""10.0.2.0/24""#),
        ],
    ),
    ("accept_unknown", &[("subnet_to_wide", "imds_v1_allowed")]),
    ("accept_unused", &[("#[accept(burstable_unlimited_cost, reason = \"cheap enough\")]\n    ", "")]),
    ("accept_without_reason", &[("burstable_unlimited_cost)", r#"imds_v1_allowed, reason = "a lab")"#)]),
    ("cidr_host_bits_set", &[(r#""10.0.1.5/16""#, r#""10.0.0.0/16""#)]),
    ("cidr_leading_zero", &[(r#""10.0.01.0/24""#, r#""10.0.1.0/24""#)]),
    ("cidr_malformed", &[(r#""10.0.1/24""#, r#""10.0.1.0/24""#)]),
    ("cidr_without_prefix", &[(r#""203.0.113.7""#, r#""203.0.113.7/32""#)]),
    ("cidr_wrong_family", &[(r#""2001:db8::/56""#, r#""10.0.0.0/16""#)]),
    (
        "default_action_missing",
        &[(r#""www.example.com" => web,"#, "\"www.example.com\" => web,\n            _ => respond 404,")],
    ),
    (
        "default_action_not_last",
        &[
            ("_ => respond 404,", "\"www.example.com\" => web,\n            _ => respond 404,"),
            ("_ => respond 404,\n            \"www.example.com\" => web,", "_ => respond 404,"),
        ],
    ),
    ("edge_between_no_groups", &[(r#"internet -> "10.0.0.0/16""#, "main -> web")]),
    (
        "end_without_group",
        &[
            ("internet -> web: tcp 443;", "web -> shared: tcp 8080;\n        internet -> web: tcp 443;"),
            ("groups: [", "groups: [web, "),
        ],
    ),
    ("family_key_missing", &[(r#""10.0.2.0/24""#, r#""10.0.2.0/24", c: "10.0.3.0/24""#)]),
    ("file_unreadable", &[("data/wbe.sh", "data/unused_variable.sh")]),
    ("first_true", &[("public_addresses: true", "public_addresses: yes")]),
    ("first_unit_joined", &[("gp3 20GiB", "gp3 20 GiB")]),
    ("first_unquoted_cidr", &[("10.0.1.0/24", r#""10.0.1.0/24""#)]),
    ("former_name_taken", &[("was(store", "was(shop")]),
    (
        "name_declared_twice",
        &[
            (r#"subnet app "10.0.2.0/24""#, r#"subnet data "10.0.2.0/24""#),
            (
                "route_table isolated on app;\n    }",
                "route_table isolated on [app, data];\n    }\n    instance other in data { launch: { instance_type: \"t3.micro\", ami: amazon_linux \"2023\" x86_64 } }",
            ),
        ],
    ),
    ("name_of_wrong_kind", &[("in main", "in app")]),
    ("name_reserved", &[("subnet zone", "subnet room"), ("on zone", "on room"), ("in zone", "in room")]),
    ("name_unknown", &[("internet -> wbe", "internet -> web")]),
    (
        "name_unused",
        &[(
            "param web_host: Host;\n    instance web in app { launch: { instance_type: \"t3.micro\", ami: amazon_linux \"2023\" x86_64 } }",
            r#"instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }"#,
        )],
    ),
    ("param_default", &[(".=4 = 9", ".=4 = 4")]),
    ("param_flag_taken", &[("param wait", "param wait_value"), (r#""{wait}"#, r#""{wait_value}"#)]),
    ("param_type", &[("machines: Number", "machines: Count")]),
    ("port_out_of_range", &[("tcp 70000", "tcp 65535")]),
    ("port_range_reversed", &[("9000..=8000", "8000..=9000")]),
    (
        "property_missing",
        &[(
            r#"launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },"#,
            "launch: { instance_type: \"t3.micro\", ami: amazon_linux \"2023\" x86_64 },\n        size: { min: 2, max: 4 },",
        )],
    ),
    ("property_twice", &[("min: 2, ", "")]),
    ("property_unknown", &[("instance_warm_up", "instance_warmup")]),
    ("region_missing", &[("topology Case;", "topology Case;\n    region \"us-east-1\";")]),
    ("statement_twice", &[("    region \"us-west-2\";\n", "")]),
    ("syntax", &[(r#""10.0.0.0/16" main"#, r#"main "10.0.0.0/16""#)]),
    (
        "text_without_format",
        &[
            (r#""https://{web_host}/""#, r#"format "https://{web_host}/""#),
            (r#""http://{ web.private_address }:8080""#, r#"format "http://{ web.private_address }:8080""#),
        ],
    ),
    ("topology_unnamed", &[(r#"region "us-east-1""#, "topology Case;\n    region \"us-east-1\"")]),
    ("value_type", &[(r#"min: "1""#, "min: 1")]),
];
