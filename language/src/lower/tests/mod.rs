//! Text in, topology or exact problems out.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod accepts;
mod arrows;
mod balancers;
mod example;
mod families;
mod machines;
mod names;
mod robust;
mod values;

use std::path::PathBuf;
use std::str::FromStr;

use groundplan_model::check::{Phase, find_rule};
use groundplan_model::topology::Topology;
use proc_macro2::{Span, TokenStream};

use crate::Compiled;
use crate::files::{Files, Unread};
use crate::report::Problem;

/// One file, `web.sh`.
struct OneFile;

impl Files for OneFile {
    fn read(&self, written: &str, _: Span) -> Result<(PathBuf, String), Unread> {
        match written {
            "web.sh" => Ok((PathBuf::from("/src/web.sh"), "#!/bin/sh\nserve --port {{ port }}\n".into())),
            _ => Err(Unread::Because(format!("there is no file `{written}`"))),
        }
    }
}

/// A head and a network with two public subnets, on one line.
const NET: &str = r#"topology T; region "us-east-1"; zones a, b; vpc main "10.0.0.0/16" { subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" } internet_gateway gate; route_table out on public { "0.0.0.0/0" -> gate; } }
"#;

/// A head with two zones, on one line.
const HEAD: &str = "topology T; region \"us-east-1\"; zones a, b;\n";

/// What every machine of these tests is made of.
const MACHINE: &str = r#"let machine = { instance_type: "t3.small", ami: ubuntu "22.04" };"#;

/// Compiles a text as it would stand between the braces of `topology! { … }`.
fn compile(text: &str) -> Compiled {
    crate::compile(TokenStream::from_str(text).unwrap(), &OneFile)
}

/// What reading tells, each problem as `line:column rule: message; help`, behind it what the other parties are. What
/// the relations of the model say beside it is theirs to test.
fn told(compiled: &Compiled) -> Vec<String> {
    let of_reading = |problem: &&Problem| {
        find_rule(problem.rule).is_none_or(|entry| {
            entry.check.is_none() && matches!(entry.phase, Phase::Name | Phase::Shape | Phase::Last)
        })
    };
    compiled.report.problems.iter().filter(of_reading).map(show).collect()
}

fn show(problem: &Problem) -> String {
    let start = problem.span.start();
    let help = problem.help.as_deref().map_or_else(String::new, |help| format!("; {help}"));
    let related: String = (problem.related.iter())
        .map(|(span, label)| format!(" ({}:{} {label})", span.start().line, span.start().column + 1))
        .collect();
    let place = format!("{}:{}", start.line, start.column + 1);
    format!("{place} {}: {}{help}{related}", problem.rule, problem.message)
}

/// The problems of a text.
fn problems(text: &str) -> Vec<String> {
    told(&compile(text))
}

/// The problems of a text behind [`NET`], which begins at line 2.
fn problems_in_net(text: &str) -> Vec<String> {
    problems(&format!("{NET}{text}"))
}

/// The topology of a text in which reading finds no problem.
fn compile_clean(text: &str) -> Topology {
    let compiled = compile(text);
    assert_eq!(told(&compiled), Vec::<String>::new(), "in:\n{text}");
    compiled.topology
}

/// The names of things, as messages give them.
fn names<'a>(headers: impl IntoIterator<Item = &'a groundplan_model::topology::Header>) -> Vec<String> {
    headers.into_iter().map(|header| header.name.value.to_string()).collect()
}
