//! Slips in the body of a load balancer.

use super::Slip;

pub(super) const BALANCER: &[Slip] = &[
    (
        "listen http 80;",
        &[(
            "80",
            "`listen http 80` has no `=> …`",
            "write `listen http 80 => web;` with the target that it forwards to",
        )],
    ),
    ("listen http 80 -> web;", &[("-", "`->` in a listener where `=>` is due", "write `=>`")]),
    ("listen 80 => web;", &[("80", "`listen` has no protocol", "write `listen http 80 => web;`")]),
    ("listen tcp 80 => web;", &[("tcp", "`tcp` is no protocol of a listener", "write `http` or `https`")]),
    ("listen http => web;", &[("http", "`listen http` has no port", "write `listen http 80 => web;`")]),
    (
        "listen http 80 web;",
        &[("web", "`=>` is missing after `listen http 80`", "write `listen http 80 => web`")],
    ),
    (
        "listen https 443 { certificates: [site] } => web;",
        &[("{", "`with` is missing before the properties of `listen`", "write `with { certificates: … }`")],
    ),
    (
        "listen http 80 => ;",
        &[(
            ">",
            "`listen http 80` has no value",
            "write `listen http 80 => web;` with the target that it forwards to",
        )],
    ),
    (
        "listen http 80 => match host { a => b; _ => c };",
        &[(";", "`;` stands where `,` is due", "write `,`")],
    ),
    (
        "listen http 80 => match host { a -> b, _ => c };",
        &[("-", "`->` in an arm where `=>` is due", "write `=>`")],
    ),
    (
        "listen http 80 => match host { a: b, _ => c };",
        &[(":", "`:` in an arm where `=>` is due", "write `=>`")],
    ),
    (
        "listen http 80 => match host { a b, _ => c };",
        &[("b", "`=>` is missing after `a`", "write `a => b`")],
    ),
    ("listen http 80 => match host { a => b _ => c };", &[("b", "`,` is missing after `b`", "write `b,`")]),
    (
        "listen http 80 => match host { a, _ => c };",
        &[("a", "the arm of `a` has no `=>`", "write `a => web,` with the target that it goes to")],
    ),
    (
        "listen http 80 => match host { => b, _ => c };",
        &[("=", "`=>` is no pattern", "write a string, a name or `_`")],
    ),
    (
        "listen http 80 => match host { a if \"/x\" => b, _ => c };",
        &[("\"/x\"", "`path` is missing after `if`", "write `if path \"/x\"`")],
    ),
    ("listen http 80 => match host { _ => c }", &[("}", "`;` is missing after `}`", "write `};`")]),
    (
        "listen http 80 => match host { _ => c } listen http 81 => web;",
        &[("}", "`;` is missing after `}`", "write `};`")],
    ),
    (
        "listen http 80 { _ => c };",
        &[("{", "`=> match host` is missing before the arms", "write `=> match host { … };`")],
    ),
    ("listener http 80 => web;", &[("listener", "`listener` begins no statement", "did you mean `listen`?")]),
    ("http 80 => web;", &[("http", "`listen` is missing before `http`", "write `listen http 80 => web`")]),
    ("listen http 80: web;", &[(":", "`:` in a listener where `=>` is due", "write `=>`")]),
    (
        "listen https 443 with { certificates: [site] };",
        &[(
            "443",
            "`listen https 443` has no `=> …`",
            "write `listen https 443 => web;` with the target that it forwards to",
        )],
    ),
];
