//! The parser's guarantees: every form is read, every slip has its message, a half-typed line loses nothing.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod forms;
mod grammar;
mod half_typed;
mod robust;
mod slips;
mod tree;

use std::str::FromStr;

use proc_macro2::TokenStream;

use super::parse;
use crate::report::{Problem, Report};
use crate::syntax::Source;

/// Parses a text as it would stand between the braces of `topology! { … }`.
pub(super) fn parse_text(text: &str) -> (Source, Vec<Problem>) {
    let mut report = Report::default();
    let source = parse(TokenStream::from_str(text).unwrap(), &mut report);
    (source, report.problems)
}

/// Each problem as `line:column message; help`, as a failing test shows it best.
pub(super) fn told(problems: &[Problem]) -> Vec<String> {
    let line = |problem: &Problem| {
        let start = problem.span.start();
        let help = problem.help.as_deref().unwrap_or("no help");
        format!("{}:{} {}; {help}", start.line, start.column + 1, problem.message)
    };
    problems.iter().map(line).collect()
}

/// Parses a text that must be without a problem.
pub(super) fn parse_clean(text: &str) -> Source {
    let (source, problems) = parse_text(text);
    assert_eq!(told(&problems), Vec::<String>::new(), "in:\n{text}");
    source
}
