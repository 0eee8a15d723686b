//! Slips in the body of a VPC and of its route tables.

use super::Slip;

pub(super) const VPC: &[Slip] = &[
    (
        "subnet private zone { a: \"10.0.1.0/24\" }",
        &[("zone", "`per` is missing before `zone`", "write `per zone`")],
    ),
    (
        "subnet public per zone { a \"10.0.1.0/24\", b: \"10.0.2.0/24\" }",
        &[("a", "`:` is missing after `a`", "write `a: \"10.0.1.0/24\"`")],
    ),
    (
        "subnet public per zone { a: 10.0.1.0/24; b: \"10.0.2.0/24\" }",
        &[
            ("10.0", "`10.0.1.0/24` is not quoted", "write `\"10.0.1.0/24\"`"),
            (";", "`;` stands where `,` is due", "write `,`"),
        ],
    ),
    (
        "subnet public per zone { public_addresses: yes } { a: \"10.0.1.0/24\" }",
        &[(
            "{",
            "`with` is missing before the properties of `subnet`",
            "write `with { public_addresses: … }`",
        )],
    ),
    (
        "subnet ops \"10.0.5.0/24\" in a { public_addresses: yes }",
        &[(
            "{",
            "`with` is missing before the properties of `subnet`",
            "write `with { public_addresses: … }`",
        )],
    ),
    (
        "subnet ops in a;",
        &[(
            "ops",
            "`subnet ops` has no block",
            "write `subnet ops \"10.0.5.0/24\" in a;`, or `subnet ops per zone { a: \"10.0.1.0/24\", b: \"10.0.2.0/24\" }`",
        )],
    ),
    (
        "subnet ops \"10.0.5.0/24\" per zone { a: \"10.0.1.0/24\" }",
        &[(
            "\"10.0.5.0/24\"",
            "a family has no block of its own, each key has one",
            "take out `\"10.0.5.0/24\"`, or `per zone`",
        )],
    ),
    (
        "subnet public public per zone { a: \"10.0.1.0/24\" }",
        &[(
            "public",
            "a family has no block of its own, each key has one",
            "take out `public`, or `per zone`",
        )],
    ),
    (
        "subnet ops per zone;",
        &[(
            "ops",
            "`subnet ops` has no block",
            "write `subnet ops per zone { a: \"10.0.1.0/24\", b: \"10.0.2.0/24\" }`",
        )],
    ),
    (
        "subnet public per { a: \"10.0.1.0/24\" }",
        &[("per", "`per` stands without `zone`", "write `per zone`")],
    ),
    (
        "subnet public per zones { a: \"10.0.1.0/24\" }",
        &[("per", "`per` stands without `zone`", "write `per zone`")],
    ),
    ("subnet ops \"10.0.5.0/24\" a;", &[("a", "`a` does not belong to `subnet` here", "write `in a`")]),
    ("subnet ops \"10.0.5.0/24\" on a;", &[("on", "`subnet` takes no `on`", "write `in a`")]),
    (
        "subnet ops in a \"10.0.5.0/24\";",
        &[(
            "\"10.0.5.0/24\"",
            "`\"10.0.5.0/24\"` stands behind `in`",
            "the order is name, operand, `per`, `in` or `on`, `with`, body",
        )],
    ),
    ("subnet ops \"10.0.5.0/24\", in a;", &[(",", "`,` does not belong to `subnet` here", "take it out")]),
    (
        "nat_gateway out in public { tags: x }",
        &[("{", "`with` is missing before the properties of `nat_gateway`", "write `with { tags: … }`")],
    ),
    (
        "nat_gateway out in public { tags: x };",
        &[("{", "`with` is missing before the properties of `nat_gateway`", "write `with { tags: … }`")],
    ),
    (
        "nat_gateway out;",
        &[("out", "`nat_gateway out` has no `in`", "write `nat_gateway out per zone in public;`")],
    ),
    ("internet_gateway gate", &[("gate", "`;` is missing after `gate`", "write `gate;`")]),
    (
        "internet_gateway;",
        &[("internet_gateway", "`internet_gateway` has no name", "write `internet_gateway gate;`")],
    ),
    (
        "internet_gateway gate {}",
        &[("{", "`internet_gateway` has no body", "write `internet_gateway gate;`")],
    ),
    (
        "route_table t on public \"0.0.0.0/0\" -> gate;",
        &[(
            "\"0.0.0.0/0\"",
            "`\"0.0.0.0/0\"` does not belong to `route_table` here",
            "write `route_table t on public { \"0.0.0.0/0\" -> gate; }`",
        )],
    ),
    (
        "route_table t on public { gate }",
        &[("gate", "no `->` stands after `gate`", "write `\"0.0.0.0/0\" -> gate;`")],
    ),
    (
        "route_table t on public { \"0.0.0.0/0\" -> gate }",
        &[("gate", "`;` is missing after `gate`", "write `gate;`")],
    ),
    (
        "gateway_endpoint s3 on t;",
        &[(
            "s3",
            "`gateway_endpoint s3` has no service",
            "write `gateway_endpoint s3 \"s3\" on to_internet;`",
        )],
    ),
    (
        "edge -> web: tcp 80;",
        &[(
            "edge",
            "an edge belongs in `security`, not in `vpc`",
            "write `security { edge -> web: tcp 80; }`",
        )],
    ),
    (
        "dns_support: yes;",
        &[(
            "dns_support",
            "`dns_support` is a property, and `vpc` holds statements",
            "write it before the body, in `with { dns_support: … }`",
        )],
    ),
    (
        "subnet public pre zone { a: \"10.0.1.0/24\" }",
        &[("pre", "`pre` is no word of a header", "write `per`")],
    ),
];

pub(super) const ROUTES: &[Slip] = &[
    ("\"0.0.0.0/0\" => gate;", &[("=", "`=>` between two ends where `->` is due", "write `->`")]),
    ("0.0.0.0/0 -> gate;", &[("0.0", "`0.0.0.0/0` is not quoted", "write `\"0.0.0.0/0\"`")]),
    (
        "\"0.0.0.0/0\" -> ;",
        &[("-", "nothing stands after `\"0.0.0.0/0\" ->`", "write `\"0.0.0.0/0\" -> gate;`")],
    ),
    ("\"0.0.0.0/0\" -> gate: tcp 80;", &[(":", "a route has no ports", "write `\"0.0.0.0/0\" -> gate;`")]),
    (
        "\"0.0.0.0/0\" gate;",
        &[("\"0.0.0.0/0\"", "no `->` stands after `\"0.0.0.0/0\"`", "write `\"0.0.0.0/0\" -> gate;`")],
    ),
    (
        "\"0.0.0.0/0\": gate,",
        &[("\"0.0.0.0/0\"", "no `->` stands after `\"0.0.0.0/0\"`", "write `\"0.0.0.0/0\" -> gate;`")],
    ),
    ("\"0.0.0.0/0\" -> \"gate\";", &[("\"gate\"", "the name `gate` is quoted", "write `gate`")]),
];
