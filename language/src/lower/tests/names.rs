//! One name space: twice, unknown, of another kind, unused; and what an emitter of names gets.

use super::*;

#[test]
fn a_name_declared_twice_names_the_first() {
    assert_eq!(
        problems(&format!(
            "{HEAD}vpc main \"10.0.0.0/16\" {{ subnet x \"10.0.1.0/24\" in a; }}\nparam x: Host = \"x.example.com\";"
        )),
        [
            "1:42 name_unused: zone `b` is never used; use it, or remove it",
            "3:7 name_declared_twice: `x` is declared twice; rename one of the two (2:33 first declared here: \
             subnet `x`)",
        ]
    );
}

#[test]
fn a_misspelt_name_gets_the_nearest_of_its_kind() {
    assert_eq!(
        problems_in_net("vpc other \"10.1.0.0/16\" { route_table t on publik; }"),
        ["2:44 name_unknown: no subnet `publik` is declared; did you mean `public`"]
    );
    assert_eq!(
        problems_in_net("security { internet -> ghost: tcp 80; }"),
        ["2:24 name_unknown: no thing or group `ghost` is declared; declared are `main`"]
    );
}

#[test]
fn a_name_of_another_kind_says_what_it_is_and_what_is_due() {
    assert_eq!(
        problems_in_net(
            "instance one in main { launch: machine }\nlet machine = { instance_type: \"t3.small\", ami: ubuntu \"22.04\" };"
        ),
        [
            "2:17 name_of_wrong_kind: `main` is a VPC, a subnet is due here; declared are `public` (1:49 declared \
          here: VPC `main`)"
        ]
    );
    assert_eq!(
        problems_in_net("security { internet -> public: tcp 80; }"),
        [
            "2:24 name_of_wrong_kind: `public` is a subnet, an end of an arrow is due here; declared are `main` \
          (1:77 declared here: subnet `public`)"
        ]
    );
}

#[test]
fn what_nothing_uses_is_a_warning_where_no_rule_of_its_kind_says_so_and_what_acts_is_used() {
    assert_eq!(
        problems(
            "topology T; region \"us-east-1\"; zones a, b;
            param web: Host;
            let port = 80;
            vpc main \"10.0.0.0/16\" {
                subnet one \"10.0.1.0/24\" in a;
                internet_gateway gate;
                route_table idle;
                route_table acts on one;
                gateway_endpoint s3 \"s3\" on acts;
            }"
        ),
        [
            "1:42 name_unused: zone `b` is never used; use it, or remove it",
            "2:19 name_unused: param `web` is never used; use it, or remove it",
            "3:17 name_unused: value `port` is never used; use it, or remove it",
        ]
    );
}

#[test]
fn a_name_may_be_used_before_its_declaration() {
    let topology =
        compile_clean(&format!("instance one in public.a {{ launch: machine }}\n{MACHINE}\n{NET}"));
    assert_eq!(names(topology.instances.iter().map(|instance| &instance.header)), ["one"]);
    assert_eq!(topology[topology.instances[0].subnet.value].header.name.value.to_string(), "public.a");
}

#[test]
fn what_only_follows_from_an_unknown_name_is_not_told() {
    let text = format!(
        "{NET}{MACHINE}
        auto_scaling_group web in pubic {{ launch: machine, size: {{ min: 1, max: 1 }}, target: http 80 }}
        load_balancer edge internet_facing in public {{ listen http 80 => web; }}
        security {{ internet -> edge: tcp 80; edge -> web: tcp 80; }}
        output machines = web.id;"
    );
    assert_eq!(problems(&text), ["3:35 name_unknown: no subnet `pubic` is declared; did you mean `public`"]);
}

#[test]
fn outputs_have_names_of_their_own() {
    compile_clean(&format!("{NET}output public = public.id; output main = main.id;"));
    assert_eq!(
        problems_in_net("output x = main.id;\noutput x = gate.id;"),
        ["3:8 name_declared_twice: output `x` is declared twice; rename one of the two (2:8 first declared \
          here: output `x`)"]
    );
}

#[test]
fn declarations_and_uses_are_recorded_with_their_tokens() {
    let compiled = compile(&format!(
        "{NET}/// The way in.\nparam host: Host = \"a.example.com\";
        certificate site for [host];
        output first = public.a.id; output lost = nowhere.id; output odd = gate.idd;"
    ));
    let shown =
        |path: &[proc_macro2::Ident]| path.iter().map(ToString::to_string).collect::<Vec<_>>().join("::");
    let declared: Vec<String> = compiled
        .names
        .declared
        .iter()
        .map(|name| format!("{} {} [{}] {:?}", name.word, name.name, shown(&name.keys), name.attributes))
        .collect();
    assert_eq!(
        declared,
        [
            "zone a [] []",
            "zone b [] []",
            "vpc main [] [\"id\"]",
            "subnet public [a::b] [\"id\"]",
            "internet_gateway gate [] [\"id\"]",
            "route_table out [] [\"id\"]",
            "param host [] []",
            "certificate site [] [\"arn\"]",
        ]
    );
    assert_eq!(compiled.names.declared[6].docs, "The way in.");
    let mut uses: Vec<String> = compiled.names.uses.iter().map(|path| shown(path)).collect();
    uses.sort();
    assert_eq!(uses, ["gate", "host", "public", "public::a::id"]);
    let unknown: Vec<String> = compiled.names.unknown.iter().map(|path| shown(path)).collect();
    assert_eq!(unknown, ["nowhere::id", "gate::idd"]);
    assert_eq!(compiled.names.uses.iter().map(|path| path[0].span().start().line).max(), Some(5));
}

#[test]
fn a_name_that_a_misspelt_one_means_is_not_unused() {
    assert_eq!(
        problems_in_net("param web_host: Host; certificate site for [web_hots]; output a = sit.arn;"),
        [
            "2:45 name_unknown: `web_hots` is not declared; did you mean `web_host`",
            "2:67 name_unknown: `sit` is not declared; did you mean `site`",
        ]
    );
}

#[test]
fn five_mistakes_are_five_errors() {
    let text = example::STREET
        .replace("\"10.0.12.0/24\"", "\"10.0.12/24\"")
        .replace("-> gate;", "-> gat;")
        .replace("instance_warmup: 60 s", "instance_warmup: 60")
        .replace("edge -> api: tcp 8080", "edge -> api: tcp 80800")
        .replace("stickiness", "stikiness");
    let found: Vec<String> = (compile(&text).report.problems.iter())
        .filter(|problem| problem.is_error)
        .map(|problem| format!("{} {}", problem.span.start().line, problem.rule))
        .collect();
    assert_eq!(
        found,
        [
            "17 cidr_malformed",
            "20 name_unknown",
            "28 port_out_of_range",
            "61 value_type",
            "63 property_unknown",
        ]
    );
}
