//! A half-typed line before a good one gives one problem, and nothing of the good one is lost or changed.

use std::fmt::Debug;

use super::{parse_text, told};
use crate::syntax::{Body, Source, StatementKind, ValueKind};

/// Lines of a topology that somebody has not finished.
const IN_TOPOLOGY: &[&str] = &[
    "region",
    "region \"us-east-1\"",
    "zones",
    "zones a,",
    "zones a, b",
    "enforce",
    "enforce acme",
    "enforce acme::",
    "enforce acme::BASE,",
    "tags",
    "budget",
    "param",
    "param count",
    "param count:",
    "param count: Count 1..=",
    "param count: Count 1..=4",
    "param count: Count 1..=4 =",
    "let",
    "let machine",
    "let machine =",
    "let machine = gp3",
    "let machine = format",
    "output",
    "output address",
    "output address =",
    "output address = edge.",
    "output address = [edge]",
    "vpc",
    "vpc main",
    "vpc main \"10.0.0.0/16\" with",
    "security",
    "assert",
    "assert never",
    "assert never internet",
    "assert never internet ->",
    "assert never internet -> web",
    "assert api -> web:",
    "assert api -> web: tcp",
    "assert api -> web: tcp 80,",
    "certificate",
    "certificate site for",
    "existing",
    "existing certificate",
    "existing certificate site for [host] by",
    "existing certificate site for [host] by arn",
    "load_balancer",
    "load_balancer edge",
    "load_balancer edge internal in",
    "instance bastion in public.",
    "instance tool per",
    "auto_scaling_group web in public",
    "pub",
    "subnte",
    "#",
];

const AFTER_IN_TOPOLOGY: &[&str] = &[
    "vpc net \"10.0.0.0/16\" { internet_gateway gate; }",
    "let volume = { size: 8 GiB };",
    "output web_name = web.name;",
    "param web_host: Host = \"a.example.com\";",
    "assert never internet -> web;",
    "assert [web, api] -> internet: tcp 443;",
    "tags { Project: \"shop\" }",
    "security { edge -> web: tcp 80; }",
    "/// One machine.\ninstance lone in public.a { launch: volume }",
    "pub topology Shop;",
    "existing certificate shop for [\"a.b.c\"] by arn \"arn:x\";",
];

const IN_SECURITY: &[&str] = &[
    "group",
    "group admin",
    "group admin in",
    "group admin in main",
    "edge",
    "edge ->",
    "edge -> web",
    "edge -> web:",
    "edge -> web: tcp",
    "edge -> web: tcp 80",
    "edge -> web: tcp 80,",
    "edge -> public.",
    "[edge, web]",
    "[edge, web] ->",
    "\"10.0.0.0/8\"",
    "\"10.0.0.0/8\" ->",
    "permit",
    "permit web",
    "permit web ->",
    "permit web -> internet:",
    "permit web -> internet: all",
];

const AFTER_IN_SECURITY: &[&str] = &[
    "api -> store: tcp 5432;",
    "[web, api] -> store: tcp 5432, udp 53;",
    "\"10.9.0.0/16\" -> api: icmp;",
    "public.a -> api: tcp 8000..=8010;",
    "permit api -> internet: all;",
    "group lone in main;",
    "assert never internet -> api;",
    "#[accept(rule, reason = \"so\")]\napi -> api: tcp 6379;",
];

const IN_VPC: &[&str] = &[
    "subnet",
    "subnet public",
    "subnet public per",
    "subnet public per zone",
    "subnet public per zone with",
    "subnet ops \"10.0.5.0/24\" in",
    "subnet ops \"10.0.5.0/24\" in a",
    "internet_gateway",
    "internet_gateway gate",
    "nat_gateway out per zone in",
    "route_table t on",
    "route_table t on [a]",
    "gateway_endpoint s3 \"s3\" on",
    "gateway_endpoint s3",
];

const AFTER_IN_VPC: &[&str] = &[
    "subnet data per zone { a: \"10.0.11.0/24\" }",
    "subnet single \"10.0.6.0/24\" in b;",
    "route_table isolated;",
    "route_table to_gate on public { \"0.0.0.0/0\" -> gate; }",
    "internet_gateway other;",
];

const IN_ROUTES: &[&str] =
    &["\"10.1.0.0/16\"", "\"10.1.0.0/16\" ->", "\"10.1.0.0/16\" -> peer", "\"10.1.0.0/16\" -> peer."];

const IN_BALANCER: &[&str] = &[
    "listen",
    "listen http",
    "listen http 80",
    "listen http 80 with",
    "listen http 80 with { certificates: [site] }",
    "listen http 80 =>",
    "listen http 80 => web",
    "listen http 80 => redirect 301",
    "listen http 80 => match",
    "listen http 80 => match host",
    "listen http 80 => match host { _ => web }",
];

const IN_MAP: &[&str] = &[
    "min",
    "min:",
    "min: 1",
    "min: 8 GiB",
    "min: web.",
    "min: format",
    "min: file",
    "min: http 80 { path: \"/\" }",
    "min =",
    "\"min\"",
    "..",
    "..machine",
    "min: match host",
];

const AFTER_IN_MAP: &[&str] = &[
    "max: 4,",
    "\"a:b\": [web, api],",
    "..base,",
    "#[accept(rule, reason = \"so\")] max: load_balancer { grace: 3 s },",
];

const IN_ARMS: &[&str] = &[
    "web_host",
    "web_host |",
    "web_host if",
    "web_host if path",
    "web_host if path \"/v1/*\"",
    "web_host if path \"/v1/*\" |",
    "web_host =>",
    "web_host => web",
    "web_host => redirect 301",
    "\"a.b\" | \"c.d\"",
    "\"a.b\"",
];

const AFTER_IN_ARMS: &[&str] = &[
    "\"x.example.com\" => web,",
    "api_host | other => api,",
    "api_host if path \"/v1/*\" => api,",
    "_ => respond 404,",
];

/// What was written, without the places of the tokens.
fn shape(part: &impl Debug) -> String {
    let debug = format!("{part:?}");
    let mut pieces = debug.split("bytes(");
    let mut shape = pieces.next().unwrap_or_default().to_string();
    for piece in pieces {
        shape.push_str(piece.split_once(')').map_or("", |(_, rest)| rest));
    }
    shape
}

/// The parts of a source that a line can be: statements at both levels, properties, arms.
fn parts(source: &Source) -> Vec<String> {
    let mut parts: Vec<String> = source.statements.iter().map(shape).collect();
    for statement in &source.statements {
        match &statement.kind {
            StatementKind::Declaration(declaration) => match &declaration.body {
                Body::Statements(inside) => {
                    parts.extend(inside.iter().map(shape));
                    for statement in inside {
                        let StatementKind::Declaration(inner) = &statement.kind else { continue };
                        if let Body::Statements(routes) = &inner.body {
                            parts.extend(routes.iter().map(shape));
                        }
                    }
                }
                Body::Properties(map) => {
                    parts.extend(map.entries.iter().map(shape));
                    parts.extend(map.bases.iter().map(shape));
                }
                Body::None => {}
            },
            StatementKind::Let(_, value) => {
                if let ValueKind::Match { arms, .. } = &value.kind {
                    parts.extend(arms.iter().map(shape));
                }
            }
            _ => {}
        }
    }
    parts
}

fn assert_nothing_lost(open: &str, half: &[&str], after: &[&str], close: &str) {
    let mut faults = Vec::new();
    for good in after {
        let (alone, problems) = parse_text(&format!("{open}\n{good}\n{close}"));
        assert_eq!(told(&problems), Vec::<String>::new(), "the good line: {good}");
        let (without, _) = parse_text(&format!("{open}\n{close}"));
        let without = parts(&without);
        let expected: Vec<String> =
            parts(&alone).into_iter().filter(|part| !without.contains(part)).collect();
        // The statement around the line changes with it; the line itself is the last part.
        let line = expected.last().expect("the good line is no part");
        for half in half {
            let text = format!("{open}\n{half}\n{good}\n{close}");
            let (source, problems) = parse_text(&text);
            let told = told(&problems);
            let in_half_line = problems.iter().all(|problem| problem.span.start().line == 2);
            if problems.len() != 1 || !in_half_line || !parts(&source).contains(line) {
                faults.push(format!("{text}\n{told:#?}\nlost: {}", !parts(&source).contains(line)));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn in_a_topology() {
    assert_nothing_lost("", IN_TOPOLOGY, AFTER_IN_TOPOLOGY, "");
}

#[test]
fn in_security() {
    assert_nothing_lost("security {", IN_SECURITY, AFTER_IN_SECURITY, "}");
}

#[test]
fn in_a_vpc() {
    assert_nothing_lost("vpc main \"10.0.0.0/16\" {", IN_VPC, AFTER_IN_VPC, "}");
}

#[test]
fn in_a_route_table() {
    let after = ["\"0.0.0.0/0\" -> gate;"];
    assert_nothing_lost("vpc main \"10.0.0.0/16\" { route_table t {", IN_ROUTES, &after, "} }");
}

#[test]
fn in_a_load_balancer() {
    let after =
        ["listen https 443 => api;", "/// Web.\nlisten http 8080 with { idle: 60 s } => respond 404;"];
    assert_nothing_lost("load_balancer edge internal in public {", IN_BALANCER, &after, "}");
}

#[test]
fn in_properties() {
    assert_nothing_lost("auto_scaling_group web in public {", IN_MAP, AFTER_IN_MAP, "}");
}

#[test]
fn in_arms() {
    assert_nothing_lost("let routing = match host {", IN_ARMS, AFTER_IN_ARMS, "};");
}

#[test]
fn at_the_end_of_a_body() {
    for (open, halves, close) in [
        ("security {", IN_SECURITY, "}"),
        ("vpc main \"10.0.0.0/16\" {", IN_VPC, "}"),
        ("load_balancer edge internal in public {", IN_BALANCER, "}"),
        ("", IN_TOPOLOGY, ""),
    ] {
        for half in halves {
            let text = format!("{open}\n{half}\n{close}");
            let (_, problems) = parse_text(&text);
            assert_eq!(problems.len(), 1, "one problem in:\n{text}\nbut {:#?}", told(&problems));
        }
    }
}

#[test]
fn where_no_line_is_known_the_shape_decides() {
    let text = "security { edge -> web: tcp 80 permit web -> internet: all; group g; } vpc main region \"us-east-1\";";
    let (source, problems) = parse_text(text);
    assert_eq!(source.statements.len(), 3);
    assert_eq!(problems.len(), 2, "{:#?}", told(&problems));
}
