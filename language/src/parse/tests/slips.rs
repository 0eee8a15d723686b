//! Each slip has its own message, at the token to change, with what to write; and no second one follows from it.

use super::parse_text;

/// What was written, and for each problem the token, the message and the help.
type Slip = (&'static str, &'static [(&'static str, &'static str, &'static str)]);

fn assert_slips(open: &str, slips: &[Slip], close: &str) {
    for (written, expected) in slips {
        let text = format!("{open}{written}{close}");
        let (_, problems) = parse_text(&text);
        let told: Vec<(String, String, String)> = problems
            .into_iter()
            .map(|problem| {
                let token = text.get(problem.span.byte_range()).unwrap_or_default().to_string();
                (token, problem.message, problem.help.unwrap_or_default())
            })
            .collect();
        let told: Vec<_> = told
            .iter()
            .map(|(token, message, help)| (token.as_str(), message.as_str(), help.as_str()))
            .collect();
        assert_eq!(told, *expected, "in: {text}");
    }
}

const TOPOLOGY: &[Slip] = &[
    (
        "main \"10.0.0.0/16\" { subnet a \"10.0.1.0/24\" in b; }",
        &[("main", "`main` begins no statement", "did you mean `vpc main`?")],
    ),
    (
        "network main \"10.0.0.0/16\" { subnet a \"10.0.1.0/24\" in b; }",
        &[("network", "`network` begins no statement", "did you mean `vpc`?")],
    ),
    (
        "{ a -> b: all; }",
        &[("{ a -> b: all; }", "`security` is missing before `{`", "write `security { … }`")],
    ),
    (
        "instance lone in public;",
        &[("lone", "`instance lone` has no body", "write `instance lone in public.a { launch: machine }`")],
    ),
    (
        "load_balancer internal in public { listen http 80 => web; }",
        &[(
            "load_balancer",
            "`load_balancer` has no name",
            "write `load_balancer edge internet_facing in public { listen http 80 => web; }`",
        )],
    ),
    ("#[accept(rule reason = \"so\")] zones a;", &[("rule", "`,` is missing after `rule`", "write `rule,`")]),
    (
        "#[accept(rule, reason \"so\")] zones a;",
        &[("reason", "`=` is missing after `reason`", "write `reason = \"so\"`")],
    ),
    ("let x = host { a => b };", &[("host", "`match` is missing before `host`", "write `match host`")]),
    (
        "subent public \"10.0.1.0/24\";",
        &[("subent", "`subent` begins no statement", "did you mean `subnet`, in `vpc`?")],
    ),
    (
        "vcp main \"10.0.0.0/16\" { internet_gateway gate; }",
        &[("vcp", "`vcp` begins no statement", "did you mean `vpc`?")],
    ),
    ("securty { a -> b: all; }", &[("securty", "`securty` begins no statement", "did you mean `security`?")]),
    (
        "network main \"10.0.0.0/16\" { }",
        &[(
            "network",
            "`network` begins no statement",
            "a statement here begins with `topology`, `region`, `zones`, `enforce`, `budget`, `tags`, `param`, `let`, `output`, `vpc`, `security`, `assert`, `certificate`, `existing`, `load_balancer`, `instance`, `auto_scaling_group`",
        )],
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
    ("vpc main 10.0.0.0/16 { }", &[("10.0", "`10.0.0.0/16` is not quoted", "write `\"10.0.0.0/16\"`")]),
    ("vpc \"main\" \"10.0.0.0/16\" { }", &[("\"main\"", "the name `main` is quoted", "write `main`")]),
    ("vpc \"10.0.0.0/16\" { }", &[("vpc", "`vpc` has no name", "write `vpc main \"10.0.0.0/16\" { … }`")]),
    ("vpc main { }", &[("main", "`vpc main` has no block", "write `vpc main \"10.0.0.0/16\" { … }`")]),
    (
        "vpc main \"10.0.0.0/16\" { dns_support: yes }",
        &[(
            "dns_support",
            "`dns_support` is a property, and `vpc` holds statements",
            "write it before the body, in `with { dns_support: … }`",
        )],
    ),
    (
        "vpc main \"10.0.0.0/16\" { dns_support: yes, dns_hostnames: no, internet_gateway g; }",
        &[(
            "dns_support",
            "`dns_support` is a property, and `vpc` holds statements",
            "write it before the body, in `with { dns_support: … }`",
        )],
    ),
    (
        "vpc main \"10.0.0.0/16\" { dns_support: yes } { internet_gateway g; }",
        &[("{", "`with` is missing before the properties of `vpc`", "write `with { dns_support: … }`")],
    ),
    (
        "vpc main \"10.0.0.0/16\" with dns_support: yes { internet_gateway g; }",
        &[("with", "`with` gives no properties", "write `with { dns_support: … }`")],
    ),
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
        "database orders in data { engine: postgres \"16\", class: \"x\" }",
        &[(
            "database",
            "`database`, an RDS database, is reserved and not built yet",
            "take the statement out",
        )],
    ),
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
        "existing vpc main \"10.0.0.0/16\" by tag \"Name\" \"prod\" { }",
        &[(
            "vpc",
            "`existing vpc` is reserved and not built yet",
            "declare it, or take it out: only `existing certificate` is built",
        )],
    ),
    (
        "existing subnet x \"10.0.0.0/16\";",
        &[(
            "subnet",
            "`existing subnet` is reserved and not built yet",
            "declare it, or take it out: only `existing certificate` is built",
        )],
    ),
    (
        "existing certificate shop for \"a.b\" by \"arn:aws:acm\";",
        &[("by", "`by` names no ARN", "write `by arn \"arn:aws:…\"`")],
    ),
    (
        "certificate site;",
        &[("site", "`certificate site` has no `for`", "write `certificate site for [\"www.example.com\"];`")],
    ),
    (
        "certificate site for a, b;",
        &[("a", "several names after `for` stand without brackets", "write `for [a, b]`")],
    ),
    (
        "certificate site [a, b];",
        &[("[a, b]", "`[ … ]` does not belong to `certificate` here", "write `for [a, b]`")],
    ),
    (
        "load_balancer edge in public { }",
        &[(
            "edge",
            "`load_balancer edge` does not say `internet_facing` or `internal`",
            "write `load_balancer edge internet_facing in public { listen http 80 => web; }`",
        )],
    ),
    (
        "load_balancer edge internet_facng in public { }",
        &[(
            "internet_facng",
            "`internet_facng` is no kind of `load_balancer`",
            "did you mean `internet_facing`?",
        )],
    ),
    (
        "load_balancer edge internet-facing in public { }",
        &[("internet", "`internet-facing` is spelt `internet_facing`", "write `internet_facing`")],
    ),
    (
        "load_balancer edge internal on public { }",
        &[("on", "`load_balancer` takes no `on`", "write `in public`")],
    ),
    (
        "load_balancer edge internal { }",
        &[(
            "edge",
            "`load_balancer edge` has no `in`",
            "write `load_balancer edge internet_facing in public { listen http 80 => web; }`",
        )],
    ),
    (
        "load_balancer edge internal in public, data { }",
        &[("public", "several names after `in` stand without brackets", "write `in [public, data]`")],
    ),
    (
        "load_balancer edge internal in \"public\" { }",
        &[("\"public\"", "the name `public` is quoted", "write `public`")],
    ),
    (
        "load_balancer edge internal in public { idle_timeout: 60 s, listen http 80 => web; }",
        &[(
            "idle_timeout",
            "`idle_timeout` is a property, and `load_balancer` holds statements",
            "write it before the body, in `with { idle_timeout: … }`",
        )],
    ),
    (
        "instance x with { a: 1 } in public { }",
        &[(
            "with",
            "`instance` takes no `with`",
            "write the properties in the body: `instance x in public.a { launch: machine }`",
        )],
    ),
    (
        "instance x in public with { a: 1 } { b: 2 }",
        &[(
            "with",
            "`instance` takes no `with`",
            "write the properties in the body: `instance x in public.a { launch: machine }`",
        )],
    ),
    ("instance x in public { launch: m; size: 3; }", &[(";", "`;` stands where `,` is due", "write `,`")]),
    (
        "instance x in public { listen http 80 => web; launch: m }",
        &[(
            "listen",
            "`listen` begins a statement, and these braces hold properties",
            "a body holds statements that end with `;` or properties `key: value,`, never both",
        )],
    ),
    (
        "auto_scaling_group web per zone in public { size: 3 }",
        &[("per", "`auto_scaling_group` is never one for each zone", "take out `per zone`")],
    ),
    (
        "internet -> edge: tcp 80;",
        &[(
            "internet",
            "an edge belongs in `security`, not in the topology",
            "write `security { internet -> edge: tcp 80; }`",
        )],
    ),
    (
        "subnet public \"10.0.1.0/24\";",
        &[("subnet", "`subnet` belongs in `vpc`, not in the topology", "move it into the body of `vpc`")],
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
    (
        "assert internet -> web;",
        &[(
            "web",
            "`internet -> web` has no ports",
            "write `assert internet -> web: tcp 80;` with the ports, or `assert internet -> web: all;`",
        )],
    ),
    ("assert never internet => web;", &[("=", "`=>` between two ends where `->` is due", "write `->`")]),
    ("let a = 1", &[("1", "`;` is missing after `1`", "write `1;`")]),
    ("region region \"x\";", &[("region", "`region` has no name", "write `region \"us-east-1\";`")]),
    (
        "vpc main \"10.0.0.0/16\" wiht { dns_support: yes } { }",
        &[("wiht", "`wiht` is no word of a header", "write `with`")],
    ),
    (
        "let x = edge.dns_name edge.id;",
        &[(
            "edge",
            "`edge` does not belong to this statement",
            "end the statement with `;` before it, or take it out",
        )],
    ),
    (
        "tags { \"a\": true, b: 20GiB, b: 3 }",
        &[
            ("true", "`true` is spelt `yes`", "write `yes`"),
            ("20GiB", "`20GiB` has no space before its unit", "write `20 GiB`"),
        ],
    ),
    ("let x = { a: 1, b };", &[("b", "`b` has no value", "write `b: value,`")]),
    ("let x = { subnet };", &[("subnet", "`subnet` has no value", "write `subnet: value,`")]),
    ("let x = file;", &[("file", "`file` names no text", "write `file \"…\"`")]),
    ("let x = [a b];", &[("a", "`,` is missing after `a`", "write `a,`")]),
    ("let x = http 80 { path \"/\" };", &[("path", "`:` is missing after `path`", "write `path: \"/\"`")]),
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
        "load_balancer edge internet_facing in public with idle { }",
        &[("with", "`with` gives no properties", "write `with { key: value }`")],
    ),
    (
        "certificate with { a: b } for [x];",
        &[(
            "certificate",
            "`certificate` has no name",
            "write `certificate site for [\"www.example.com\"];`",
        )],
    ),
    (
        "existing;",
        &[(
            "existing",
            "`existing` does not say what",
            "write `existing certificate site for [\"www.example.com\"] by arn \"arn:aws:acm:…\";`",
        )],
    ),
    (
        "existing thing x;",
        &[(
            "thing",
            "`thing` is nothing that exists apart",
            "write `existing certificate site for [\"www.example.com\"] by arn \"arn:aws:acm:…\";`",
        )],
    ),
    (
        "match prod { yes => 3 }",
        &[("match", "`match`, a choice, is reserved and not built yet", "take the statement out")],
    ),
    (
        "alarm high on web;",
        &[("alarm", "`alarm`, a CloudWatch alarm, is reserved and not built yet", "take the statement out")],
    ),
];

const VPC: &[Slip] = &[
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

const ROUTES: &[Slip] = &[
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

const SECURITY: &[Slip] = &[
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

const BALANCER: &[Slip] = &[
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

#[test]
fn in_the_topology() {
    assert_slips("", TOPOLOGY, "");
}

#[test]
fn in_a_vpc() {
    assert_slips("vpc main \"10.0.0.0/16\" { ", VPC, " }");
}

#[test]
fn in_a_route_table() {
    assert_slips("vpc main \"10.0.0.0/16\" { route_table t { ", ROUTES, " } }");
}

#[test]
fn in_security() {
    assert_slips("security { ", SECURITY, " }");
}

#[test]
fn in_a_load_balancer() {
    assert_slips("load_balancer edge internal in private { ", BALANCER, " }");
}

#[test]
fn an_empty_topology() {
    let (_, problems) = parse_text("");
    let [problem] = problems.as_slice() else { panic!("{problems:?}") };
    assert_eq!(problem.message, "the topology is empty");
    assert_eq!(problem.help.as_deref(), Some("begin with `pub topology Name;` and `region \"us-east-1\";`"));
}
