//! Text in, topology or exact problems out.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod example;

use std::path::PathBuf;
use std::str::FromStr;

use groundplan_model::topology::Topology;
use proc_macro2::{Span, TokenStream};

use crate::Compiled;
use crate::files::Files;

/// One file, `web.sh`.
struct OneFile;

impl Files for OneFile {
    fn read(&self, written: &str, _: Span) -> Result<(PathBuf, String), String> {
        match written {
            "web.sh" => Ok((PathBuf::from("/src/web.sh"), "#!/bin/sh\nserve --port {{ port }}\n".into())),
            _ => Err(format!("there is no file `{written}`")),
        }
    }
}

/// Compiles a text as it would stand between the braces of `topology! { … }`.
fn compile(text: &str) -> Compiled {
    crate::compile(TokenStream::from_str(text).unwrap(), &OneFile)
}

/// Each problem as `line:column rule: message; help`.
fn told(compiled: &Compiled) -> Vec<String> {
    let line = |problem: &crate::report::Problem| {
        let start = problem.span.start();
        let help = problem.help.as_deref().map_or_else(String::new, |help| format!("; {help}"));
        format!("{}:{} {}: {}{help}", start.line, start.column + 1, problem.rule, problem.message)
    };
    compiled.report.problems.iter().map(line).collect()
}

/// The topology of a text that must be without a problem.
fn compile_clean(text: &str) -> Topology {
    let compiled = compile(text);
    assert_eq!(told(&compiled), Vec::<String>::new(), "in:\n{text}");
    compiled.topology
}
