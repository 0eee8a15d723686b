//! Slips in values.

use super::Slip;

pub(super) const VALUES: &[Slip] = &[
    ("let x = host { a => b };", &[("host", "`match` is missing before `host`", "write `match host`")]),
    ("let x = true;", &[("true", "`true` is spelt `yes`", "write `yes`")]),
    (
        "let x = [true, false];",
        &[("true", "`true` is spelt `yes`", "write `yes`"), ("false", "`false` is spelt `no`", "write `no`")],
    ),
    ("let x: 3;", &[(":", "`:` stands after `x` where `=` is due", "write `=`")]),
    ("let x 3;", &[("x", "`=` is missing after `x`", "write `let x = 3`")]),
    ("let x = ;", &[("=", "`x` has no value", "write `let x = …;`")]),
    ("let x = 20GiB;", &[("20GiB", "`20GiB` has no space before its unit", "write `20 GiB`")]),
    ("let x = 7d;", &[("7d", "`d` is no unit", "write `7 days`")]),
    ("let x = 300s;", &[("300s", "`300s` has no space before its unit", "write `300 s`")]),
    ("let x = 300 seconds;", &[("seconds", "`seconds` is no unit", "write `300 s`")]),
    ("let x = 20 GB;", &[("GB", "`GB` is no unit", "write `20 GiB`")]),
    ("let x = 70percent;", &[("70percent", "`percent` is no unit", "write `70%`")]),
    (
        "let x = 5parsecs;",
        &[(
            "5parsecs",
            "`parsecs` is no unit",
            "the units are `s`, `m`, `h`, `days`, `MiB`, `GiB`, `images`, `%`",
        )],
    ),
    (
        "let x = 1.5;",
        &[("1.5", "`1.5` is no whole number", "write a whole number, or quote what AWS spells so")],
    ),
    ("let x = -1;", &[("-", "a number is below zero", "write a number from 0 up")]),
    (
        "let x = 'a';",
        &[(
            "'a'",
            "`'a'` is no value",
            "a value is a string, a number with its unit, `yes` or `no`, a name, a list `[…]` or a map `{ … }`",
        )],
    ),
    (
        "let x = b\"a\";",
        &[(
            "b\"a\"",
            "`b\"a\"` is no value",
            "a value is a string, a number with its unit, `yes` or `no`, a name, a list `[…]` or a map `{ … }`",
        )],
    ),
    (
        "let x = 99999999999999999999999;",
        &[(
            "99999999999999999999999",
            "`99999999999999999999999` is too large a number",
            "write a smaller number",
        )],
    ),
    ("let x = 1..4;", &[(".", "a range is not written with `..`", "write `1..=4`")]),
    ("let x = 80-90;", &[("-", "a range is not written with `-`", "write `80..=90`")]),
    ("let x = 80..;", &[(".", "a range has no end", "write `80..=81`")]),
    ("let x = [a; b];", &[(";", "`;` in a list where `,` is due", "write `,`")]),
    ("let x = [\"a\" \"b\"];", &[("\"a\"", "`,` is missing after `\"a\"`", "write `\"a\",`")]),
    ("let x = [, a];", &[(",", "nothing stands before `,` in a list", "take it out")]),
    (
        "let x = (a, b);",
        &[(
            "(a, b)",
            "`( … )` is no value",
            "a value is a string, a number with its unit, `yes` or `no`, a name, a list `[…]` or a map `{ … }`",
        )],
    ),
    (
        "let x = if a { 1 };",
        &[("if", "`if` as a value is a word for later and is not built yet", "write the value itself")],
    ),
    (
        "let x = match (host, path) { _ => a };",
        &[(
            "(host, path)",
            "a `match` over several things is a form for later and is not built yet",
            "write `match host { … }` with `if path \"…\"` behind a host",
        )],
    ),
    (
        "let x = match host;",
        &[("match", "`match` has no arms", "write `match host { … }` or `match path { … }`")],
    ),
    (
        "let x = match { _ => a };",
        &[("match", "`match` looks at nothing", "write `match host { … }` or `match path { … }`")],
    ),
    ("let x = ami-0abc123;", &[("ami", "`ami-0abc123` is not quoted", "write `\"ami-0abc123\"`")]),
    ("let x = { ..machine; a: 3 };", &[(";", "`;` stands where `,` is due", "write `,`")]),
    ("let x = edge.;", &[(".", "nothing stands after `edge.`", "write `edge` or `edge.attribute`")]),
    (
        "let x = = 3;",
        &[(
            "=",
            "`=` is no value",
            "a value is a string, a number with its unit, `yes` or `no`, a name, a list `[…]` or a map `{ … }`",
        )],
    ),
    (
        "let x = 3 4;",
        &[(
            "4",
            "`4` does not belong to this statement",
            "end the statement with `;` before it, or take it out",
        )],
    ),
    ("let a = 1", &[("1", "`;` is missing after `1`", "write `1;`")]),
    (
        "let x = edge.dns_name edge.id;",
        &[(
            "edge",
            "`edge` does not belong to this statement",
            "end the statement with `;` before it, or take it out",
        )],
    ),
    ("let x = { a: 1, b };", &[("b", "`b` has no value", "write `b: value,`")]),
    ("let x = { subnet };", &[("subnet", "`subnet` has no value", "write `subnet: value,`")]),
    ("let x = file;", &[("file", "`file` names no text", "write `file \"…\"`")]),
    ("let x = [a b];", &[("a", "`,` is missing after `a`", "write `a,`")]),
    ("let x = http 80 { path \"/\" };", &[("path", "`:` is missing after `path`", "write `path: \"/\"`")]),
];
