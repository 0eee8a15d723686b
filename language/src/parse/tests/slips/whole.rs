//! Slips in the statements about the whole topology, in attributes, params and names.

use super::Slip;

pub(super) const WHOLE: &[Slip] = &[
    ("#[accept(rule reason = \"so\")] zones a;", &[("rule", "`,` is missing after `rule`", "write `rule,`")]),
    (
        "#[accept(rule, reason \"so\")] zones a;",
        &[("reason", "`=` is missing after `reason`", "write `reason = \"so\"`")],
    ),
    (
        "region \"us-east-1\" zones a;",
        &[("\"us-east-1\"", "`;` is missing after `\"us-east-1\"`", "write `\"us-east-1\";`")],
    ),
    (
        "region \"us-east-1\"",
        &[("\"us-east-1\"", "`;` is missing after `\"us-east-1\"`", "write `\"us-east-1\";`")],
    ),
    ("zones a b;", &[("a", "`,` is missing after `a`", "write `a,`")]),
    ("zones \"a\", b;", &[("\"a\"", "the name `a` is quoted", "write `a`")]),
    ("region us-east-1;", &[("us", "`us-east-1` is not quoted", "write `\"us-east-1\"`")]),
    ("tags { A: \"x\" B: \"y\" }", &[("\"x\"", "`,` is missing after `\"x\"`", "write `\"x\",`")]),
    ("tags { A: \"x\"; B: \"y\"; }", &[(";", "`;` stands where `,` is due", "write `,`")]),
    ("tags { A \"x\" }", &[("A", "`:` is missing after `A`", "write `A: \"x\"`")]),
    (
        "tags { A = \"x\", B => \"y\", C -> \"z\" }",
        &[
            ("=", "`=` stands after `A` where `:` is due", "write `A: \"x\"`"),
            ("=", "`=>` stands after `B` where `:` is due", "write `B: \"y\"`"),
            ("-", "`->` stands after `C` where `:` is due", "write `C: \"z\"`"),
        ],
    ),
    ("tags { A, B: \"y\" }", &[("A", "`A` has no value", "write `A: value,`")]),
    ("tags { A: , B: \"y\" }", &[(":", "`A` has no value", "write `A: value,`")]),
    ("tags { A: \"x\", , B: \"y\" }", &[(",", "`,` begins no property", "write `key: value`")]),
    ("tags { A: \"x\" };", &[(";", "`;` stands after `}`", "take out the `;`")]),
    ("tags A: \"x\";", &[("A", "`A` does not belong to `tags` here", "write `tags { Project: \"shop\" }`")]),
    (
        "let type = 3;",
        &[("type", "`type` is a Rust keyword and cannot be a name", "write another name, as `type_value`")],
    ),
    (
        "let region = 3;",
        &[(
            "region",
            "`region` is a statement word and cannot be a name",
            "write another name, as `region_value`",
        )],
    ),
    (
        "let internet = 3;",
        &[(
            "internet",
            "`internet` is a value word and cannot be a name",
            "write another name, as `internet_value`",
        )],
    ),
    (
        "let host = 3;",
        &[(
            "host",
            "`host` is a word of the language and cannot be a name",
            "write another name, as `host_value`",
        )],
    ),
    (
        "param x = 3;",
        &[("x", "`x` has no type", "write `param x: Count 1..=4 = 2;` with the type that it has")],
    ),
    (
        "param x: = 3;",
        &[("x", "`x` has no type", "write `param x: Count 1..=4 = 2;` with the type that it has")],
    ),
    ("param x;", &[("x", "`x` has no type", "write `param x: Count 1..=4 = 2;` with the type that it has")]),
    ("param x Host;", &[("x", "`:` is missing after `x`", "write `param x: Host`")]),
    ("output x: edge.id;", &[(":", "`:` stands after `x` where `=` is due", "write `=`")]),
    (
        "use path::to as net;",
        &[(
            "use",
            "`use`, the use of a shared part, is reserved and not built yet",
            "take the statement out",
        )],
    ),
    (
        "if prod { vpc main \"10.0.0.0/16\" { } }",
        &[("if", "`if`, a condition, is reserved and not built yet", "take the statement out")],
    ),
    (
        "pub vpc main \"10.0.0.0/16\" { }",
        &[("pub", "`vpc` cannot be public, only `topology` can", "take out the `pub`")],
    ),
    ("topology Shop", &[("Shop", "`;` is missing after `Shop`", "write `Shop;`")]),
    ("pub topology \"Shop\";", &[("\"Shop\"", "the name `Shop` is quoted", "write `Shop`")]),
    (
        "enforce \"acme\";",
        &[("\"acme\"", "`enforce` names no policy", "write the path of a policy: `enforce acme::BASE;`")],
    ),
    ("enforce acme.BASE;", &[(".", "`.` in a path where `::` is due", "write `::`")]),
    (
        "foo: 3;",
        &[(
            "foo",
            "`foo` is a property, and the topology holds statements",
            "write a statement that ends with `;`, as `let name = value;`",
        )],
    ),
    (
        "foo;",
        &[(
            "foo",
            "`foo` begins no statement",
            "a statement here begins with `topology`, `region`, `zones`, `enforce`, `budget`, `tags`, `param`, `let`, `output`, `vpc`, `security`, `assert`, `certificate`, `existing`, `load_balancer`, `instance`, `auto_scaling_group`",
        )],
    ),
    (";", &[(";", "`;` stands alone", "take out the `;`")]),
    (
        "=> 3;",
        &[(
            "=",
            "`=>` begins no statement",
            "a statement here begins with `topology`, `region`, `zones`, `enforce`, `budget`, `tags`, `param`, `let`, `output`, `vpc`, `security`, `assert`, `certificate`, `existing`, `load_balancer`, `instance`, `auto_scaling_group`",
        )],
    ),
    ("#[acept(x)] zones a;", &[("acept", "`acept` is no attribute of a topology", "did you mean `accept`?")]),
    (
        "#[accept] zones a;",
        &[("accept", "`accept` names no rule", "write `#[accept(rule, reason = \"…\")]`")],
    ),
    (
        "#[accept(reason = \"x\")] zones a;",
        &[("accept", "`accept` names no rule", "write `#[accept(rule, reason = \"…\")]`")],
    ),
    (
        "#[accept(x, reason = 3)] zones a;",
        &[("reason", "`reason` is not a string", "write `reason = \"…\"`")],
    ),
    ("#[was] zones a;", &[("was", "`was` names nothing", "write `#[was(old_name)]`")]),
    ("#[cfg] zones a;", &[("cfg", "`cfg` has no condition", "write `#[cfg(feature = \"…\")]`")]),
    (
        "#![accept(x)] zones a;",
        &[(
            "#",
            "`#!` and `//!` belong to no part of a topology",
            "write `#[…]` or `///` before what it is for",
        )],
    ),
    (
        "#[accept(x)]",
        &[("]", "an attribute stands before nothing", "write it before a statement, or take it out")],
    ),
    ("region region \"x\";", &[("region", "`region` has no name", "write `region \"us-east-1\";`")]),
    (
        "tags { \"a\": true, b: 20GiB, b: 3 }",
        &[
            ("true", "`true` is spelt `yes`", "write `yes`"),
            ("20GiB", "`20GiB` has no space before its unit", "write `20 GiB`"),
        ],
    ),
    (
        "enforce a::, b;",
        &[(",", "nothing stands after `a::`", "write the path of a policy: `enforce acme::BASE;`")],
    ),
    (
        "zones a, \"b-c\", type;",
        &[
            ("\"b-c\"", "the name `b-c` is quoted", "write `b_c`"),
            ("type", "`type` is a Rust keyword and cannot be a name", "write another name, as `type_zone`"),
        ],
    ),
    (
        "pub(crate) let x = 3;",
        &[("pub", "`let` cannot be public, only `topology` can", "take out the `pub`")],
    ),
    ("pub;", &[("pub", "`pub` stands alone", "write `pub topology Name;`")]),
    (
        "match prod { yes => 3 }",
        &[("match", "`match`, a choice, is reserved and not built yet", "take the statement out")],
    ),
];
