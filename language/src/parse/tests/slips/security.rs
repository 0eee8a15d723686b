//! Slips in `security`.

use super::Slip;

pub(super) const SECURITY: &[Slip] = &[
    ("permit;", &[("permit", "nothing stands after `permit`", "write `permit edge -> web: tcp 80;`")]),
    (
        "assert never;",
        &[("never", "nothing stands after `assert never`", "write `assert never edge -> web: tcp 80;`")],
    ),
    ("edge >  web: tcp 80;", &[(">", "`>` between two ends where `->` is due", "write `->`")]),
    ("never edge -> web;", &[("never", "`assert` is missing before `never`", "write `assert never`")]),
    (
        "edge -> web;",
        &[(
            "web",
            "`edge -> web` has no ports",
            "write `edge -> web: tcp 80;` with the ports, or `edge -> web: all;`",
        )],
    ),
    (
        "edge -> web:;",
        &[(
            ":",
            "`edge -> web` has no ports",
            "write `edge -> web: tcp 80;` with the ports, or `edge -> web: all;`",
        )],
    ),
    ("edge -> web: 3000;", &[("3000", "`3000` has no protocol", "write `tcp 3000`")]),
    ("edge -> web: tcp 80, 443;", &[("443", "`443` has no protocol", "write `tcp 443`")]),
    (
        "edge -> web tcp 3000;",
        &[("tcp", "`:` is missing after `edge -> web`", "write `edge -> web: tcp 3000;`")],
    ),
    ("edge -> web: tcp 80 tcp 443;", &[("80", "`,` is missing after `80`", "write `80,`")]),
    (
        "edge -> web: tcp 80; tcp 443;",
        &[("tcp", "`;` between two ports where `,` is due", "write `a -> b: tcp 80, tcp 443;`")],
    ),
    ("edge -> web: tcp 80,", &[(",", "`,` after an edge where `;` is due", "write `;`")]),
    ("edge -> web: tcp 80,;", &[(",", "`,` after an edge where `;` is due", "write `;`")]),
    ("edge -> web: http 80;", &[("http", "`http` is no protocol of an edge", "write `tcp 80`")]),
    ("edge -> web: tpc 80;", &[("tpc", "`tpc` is no protocol of an edge", "write `tcp 80`")]),
    (
        "edge -> web: sctp 80;",
        &[("sctp", "`sctp` is no protocol of an edge", "write `tcp 80`, `udp 53`, `icmp` or `all`")],
    ),
    ("edge -> web: tcp;", &[("tcp", "`tcp` has no port", "write `tcp 80` or `tcp 8000..=8010`")]),
    ("edge -> web: tcp 80-90;", &[("-", "a range is not written with `-`", "write `80..=90`")]),
    ("edge -> web: tcp 80..90;", &[(".", "a range is not written with `..`", "write `80..=90`")]),
    ("edge => web: tcp 80;", &[("=", "`=>` between two ends where `->` is due", "write `->`")]),
    ("edge - web: tcp 80;", &[("-", "`-` between two ends where `->` is due", "write `->`")]),
    ("edge web: tcp 80;", &[("edge", "no `->` stands after `edge`", "write `edge -> web: tcp 80;`")]),
    ("edge to web: tcp 80;", &[("edge", "no `->` stands after `edge`", "write `edge -> web: tcp 80;`")]),
    ("edge: tcp 80;", &[("edge", "no `->` stands after `edge`", "write `edge -> web: tcp 80;`")]),
    (
        "edge -> api -> web: tcp 80;",
        &[("-", "nothing stands after `edge ->`", "write `edge -> web: tcp 80;`")],
    ),
    ("\"edge\" -> web: tcp 80;", &[("\"edge\"", "the name `edge` is quoted", "write `edge`")]),
    ("edge -> [\"web\", api]: tcp 80;", &[("\"web\"", "the name `web` is quoted", "write `web`")]),
    ("10.0.0.0/8 -> web: tcp 80;", &[("10.0", "`10.0.0.0/8` is not quoted", "write `\"10.0.0.0/8\"`")]),
    ("[web api] -> edge: tcp 80;", &[("web", "`,` is missing after `web`", "write `web,`")]),
    ("edge -> web, api: tcp 80;", &[("web", "several ends stand without brackets", "write `[web, api]`")]),
    ("web, api -> edge: tcp 80;", &[("web", "several ends stand without brackets", "write `[web, …] -> …`")]),
    (
        "permit web -> internet;",
        &[(
            "internet",
            "`web -> internet` has no ports",
            "write `permit web -> internet: tcp 80;` with the ports, or `permit web -> internet: all;`",
        )],
    ),
    ("permit web: all;", &[("web", "no `->` stands after `web`", "write `permit web -> api: tcp 80;`")]),
    (
        "permit -> internet: all;",
        &[("-", "nothing stands before `->`", "write `permit edge -> web: tcp 80;`")],
    ),
    ("group;", &[("group", "`group` has no name", "write `group admin;`")]),
    ("group \"admin\";", &[("\"admin\"", "the name `admin` is quoted", "write `admin`")]),
    ("group admin with;", &[("with", "`with` gives no properties", "write `with { key: value }`")]),
    (
        "group admin { tags: x }",
        &[("{", "`with` is missing before the properties of `group`", "write `with { tags: … }`")],
    ),
    ("group admin on main;", &[("on", "`group` takes no `on`", "write `in main`")]),
    (
        "subnet x \"10.0.0.0/24\";",
        &[(
            "subnet",
            "`subnet` belongs in `vpc`, not in `security`",
            "move it out of the body of `security`, into `vpc`",
        )],
    ),
    ("edge;", &[("edge", "no `->` stands after `edge`", "write `edge -> web: tcp 80;`")]),
    (
        "edge -> web: tcp 80 on x;",
        &[(
            "on",
            "`on` does not belong to the ports",
            "write ports as `tcp 80, tcp 8000..=8010, icmp`, and end with `;`",
        )],
    ),
    (
        "edge -> web: tcp 80, tcp 443, tcp 8000..=8010 tcp 22;",
        &[("8010", "`,` is missing after `8010`", "write `8010,`")],
    ),
    (
        "permit [a, b] -> internet all;",
        &[("all", "`:` is missing after `[a, b] -> internet`", "write `permit [a, b] -> internet: all;`")],
    ),
    ("edge -> : tcp 80;", &[("-", "nothing stands after `edge ->`", "write `edge -> web: tcp 80;`")]),
    ("-> web: tcp 80;", &[("-", "nothing stands before `->`", "write `edge -> web: tcp 80;`")]),
    (
        "edge -> web: ;",
        &[(
            ":",
            "`edge -> web` has no ports",
            "write `edge -> web: tcp 80;` with the ports, or `edge -> web: all;`",
        )],
    ),
    ("edge -> web: \"tcp 80\";", &[("\"tcp 80\"", "`\"tcp 80\"` is quoted", "write `tcp 80`")]),
    (
        "edge -> web: [tcp 80, tcp 443];",
        &[("[tcp 80, tcp 443]", "`[ … ]` is no port", "write `tcp 80`, `tcp 8000..=8010`, `icmp` or `all`")],
    ),
    (
        "edge -> web { tcp 80 };",
        &[(
            "{ tcp 80 }",
            "`{ … }` stands where the ports of `edge -> web` are due",
            "write `edge -> web: tcp 80;`",
        )],
    ),
];
