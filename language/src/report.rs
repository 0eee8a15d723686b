//! The one collector of what is wrong, handed by `&mut` through all phases.
//!
//! A phase pushes and carries on, so that one build tells everything. How a problem becomes a compile error is not
//! decided here.

use proc_macro2::Span;

/// The rule of a problem that is one of form: what was written is no sentence of the language.
pub const SYNTAX: &str = "syntax";

/// What is wrong with a topology.
#[derive(Debug, Default)]
pub struct Report {
    /// The problems, in the order in which they were found.
    pub problems: Vec<Problem>,
}

/// One problem, at a token.
#[derive(Debug)]
pub struct Problem {
    /// The rule that speaks, as in `groundplan::syntax`.
    pub rule: &'static str,
    /// The token to change.
    pub span: Span,
    /// What is wrong: a phrase, lowercase, without a final period.
    pub message: String,
    /// The other parties: where, and what it is, as in "first declared here".
    pub related: Vec<(Span, String)>,
    /// What to write, ready to paste.
    pub help: Option<String>,
}

impl Report {
    /// Reports a problem of form at `span`.
    pub fn error(&mut self, span: Span, message: impl Into<String>) -> &mut Problem {
        self.problems.push(Problem {
            rule: SYNTAX,
            span,
            message: message.into(),
            related: Vec::new(),
            help: None,
        });
        self.problems.last_mut().expect("groundplan bug: the problem just pushed is gone")
    }
}

impl Problem {
    /// Says what to write instead.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Problem {
        self.help = Some(help.into());
        self
    }

    /// Adds another party: "first declared here".
    pub fn related(&mut self, span: Span, label: impl Into<String>) -> &mut Problem {
        self.related.push((span, label.into()));
        self
    }
}
