//! Neighbours of the rules of security groups and arrows.

use super::Row;

pub(super) const ROWS: &[Row] = &[
    ("admin_port_open_to_world", &[("internet -> web", r#""203.0.113.7/32" -> web"#)]),
    ("all_traffic_from_world", &[("internet -> web: all", "internet -> web: tcp 8080")]),
    ("database_port_open_to_world", &[("internet -> web", r#""203.0.113.7/32" -> web"#)]),
    ("group_attached_other_vpc", &[("[web, shared]", "web")]),
    ("group_reference_other_vpc", &[("job in right", "job in left")]),
    (
        "group_without_members",
        &[(
            "instance web in public.a { launch: machine }",
            "instance web in public.a { launch: machine }\n    instance job in public.b { groups: [job, jobs], launch: machine }",
        )],
    ),
    ("port_range_covers_sensitive", &[("3100..=6000", "8000..=8100")]),
    ("port_zero_is_not_all", &[("web: tcp 0", "web: tcp 0..=65535")]),
    ("rule_contained", &[("        main -> web: tcp 8080;\n", "")]),
    ("rule_twice", &[("        \"10.0.0.0/16\" -> web: tcp 8080;\n", "")]),
    ("self_edge_is_needed_nowhere", &[("web -> web", "main -> web")]),
    ("source_range_too_wide", &[(r#""128.0.0.0/2""#, r#""203.0.113.7/32""#)]),
    ("world_in_pieces", &[(r#"["0.0.0.0/1", "128.0.0.0/1"]"#, r#""203.0.113.0/24""#)]),
];
