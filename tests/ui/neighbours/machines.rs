//! Neighbours of the rules of machines and their groups.

use super::Row;

pub(super) const ROWS: &[Row] = &[
    ("ami_arch_mismatch", &[(r#""2023" x86_64"#, r#""2023" arm64"#)]),
    ("asg_desired_zero_behind_alb", &[("min: 0,", "min: 0, desired: 1,")]),
    (
        "asg_ec2_check_behind_alb",
        &[(
            r#"target: http 3000 { health_check: "/" },"#,
            "health_check: load_balancer { grace: 300 s },\n        target: http 3000 { health_check: \"/\" },",
        )],
    ),
    (
        "asg_elb_check_without_target_group",
        &[(
            "size: { min: 1, max: 4 },\n        health_check: load_balancer { grace: 300 s },",
            "size: { min: 1, max: 4 },",
        )],
    ),
    ("asg_grace_zero", &[("health_check: load_balancer,", "health_check: load_balancer { grace: 300 s },")]),
    ("asg_max_zero", &[("{ min: 0", "{ min: 1"), ("1, max: 0", "1, max: 1")]),
    ("asg_single_zone", &[("in app.a", "in app")]),
    ("asg_sizes_out_of_order", &[("desired: 5", "desired: 4")]),
    ("asg_sizes_out_of_order_by_param", &[("machines, max: 4", "machines, max: 6")]),
    (
        "asg_subnets_of_two_vpcs",
        &[
            (
                r#"subnet books "10.1.1.0/24" in b;"#,
                "subnet more \"10.1.2.0/24\" in a;\n        subnet books \"10.1.1.0/24\" in b;",
            ),
            (
                "route_table of_ledger on books;\n    }",
                "route_table of_ledger on [books, more];\n    }\n    instance front in web { launch: { instance_type: \"t3.micro\", ami: amazon_linux \"2023\" x86_64 } }",
            ),
            ("web, books", "books, more"),
        ],
    ),
    ("burstable_unlimited_cost", &[("scaling: cpu 70", "scaling: cpu 10")]),
    ("instance_type_unknown", &[(r#""t3.smal""#, r#""t3.small""#)]),
    ("instance_type_unknown_in_param", &[(r#""t3.smal""#, r#""t3.medium""#)]),
    ("role_given_as_profile", &[(r#""LabRole""#, r#""LabInstanceProfile""#)]),
    ("root_volume_below_snapshot", &[("root_volume: gp3 4", "root_volume: gp3 8")]),
    ("sc1_root", &[("root_volume: sc1", "root_volume: gp3")]),
    ("refresh_surge_over_max", &[("surge: 90", "surge: 4")]),
    ("scaling_policy_no_room", &[("2, max: 2", "2, max: 3")]),
    ("subnet_out_of_addresses", &[("min: 30", "min: 16"), ("max: 30", "max: 16")]),
    ("subnet_out_of_addresses_at_max", &[("max: 30", "max: 16")]),
    ("subnet_out_of_addresses_in_refresh", &[("max: 20", "max: 18"), ("surge: 6", "surge: 1")]),
    ("user_data_crlf", &[("crlf.sh", "unused_variable.sh")]),
    ("user_data_cycle", &[("web.arn", "edge.dns_name")]),
    ("user_data_needs_role", &[("x86_64,", r#"x86_64, instance_profile: "LabInstanceProfile","#)]),
    ("user_data_no_shebang", &[("no_shebang.sh", "unused_variable.sh")]),
    ("user_data_over_16_kib", &[("over_16_kib.sh", "unused_variable.sh")]),
    ("user_data_secret", &[("secret.sh", "unused_variable.sh")]),
    ("user_data_two_formats", &[("two_formats.yaml", "unused_variable.sh")]),
    ("user_data_unrendered", &[("port: 3000", r#"port: 3000, host: "www.example.com""#)]),
    (
        "user_data_unused_variable",
        &[(r#""user-data/unused_variable.sh" { port: 80 }"#, r#""user-data/unused_variable.sh""#)],
    ),
    ("user_data_wrong_package_manager", &[(r#"amazon_linux "2023""#, r#"ubuntu "22.04""#)]),
    ("volume_iops_missing", &[("root_volume: io1", "root_volume: gp3")]),
    ("volume_size_by_type", &[("gp2 20000", "gp2 16384")]),
];
