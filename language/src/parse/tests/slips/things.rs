//! Slips in the declarations of things, and in what leads to them.

use super::Slip;

pub(super) const THINGS: &[Slip] = &[
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
        "database orders in data { engine: postgres \"16\", class: \"x\" }",
        &[(
            "database",
            "`database`, an RDS database, is reserved and not built yet",
            "take the statement out",
        )],
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
        "assert internet -> web;",
        &[(
            "web",
            "`internet -> web` has no ports",
            "write `assert internet -> web: tcp 80;` with the ports, or `assert internet -> web: all;`",
        )],
    ),
    ("assert never internet => web;", &[("=", "`=>` between two ends where `->` is due", "write `->`")]),
    (
        "vpc main \"10.0.0.0/16\" wiht { dns_support: yes } { }",
        &[("wiht", "`wiht` is no word of a header", "write `with`")],
    ),
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
        "alarm high on web;",
        &[("alarm", "`alarm`, a CloudWatch alarm, is reserved and not built yet", "take the statement out")],
    ),
];
