//! Tokens in, tree out: a hand-written recursive parser that reports every fault and loses nothing else.
//!
//! It knows the forms of the language and where each word may stand; what a name means and what a property accepts
//! is lowering's. One file holds one kind of form. To add a statement word, add a line to the table in `words.rs`;
//! only a word with a form of its own needs a function in `statement.rs`.
//!
//! Reading goes through windows (`tokens.rs`): before a statement, property or arm is read, `recover.rs` says where
//! it ends, and nothing reads over that end. What fails is reported once and marked; what was read of it is kept.

mod arm;
mod attribute;
mod body;
mod edge;
mod header;
mod listen;
mod map;
mod name;
mod own;
mod place;
mod ports;
mod recover;
mod slip;
mod statement;
mod tokens;
mod unknown;
mod value;
pub mod words;

#[cfg(test)]
mod tests;

use groundplan_model::diagnostic::Rule;
use proc_macro2::{Span, TokenStream};
use syn::buffer::TokenBuffer;

use crate::report::Report;
use crate::syntax::Source;

pub(crate) use attribute::CfgSite;
use recover::Lines;
use tokens::Tokens;
use words::Scope;

/// Reads what stands between the braces of `topology! { … }`.
///
/// What cannot be read is reported, once each; all the rest is in the tree.
pub fn parse(tokens: TokenStream, report: &mut Report) -> Source {
    let buffer = TokenBuffer::new2(tokens);
    Parser::new(Tokens::new(buffer.begin()), report).parse_source(Tokens::new(buffer.begin()))
}

/// The `#[cfg(…)]` in `tokens` and what each stands before; problems are found again when the rest is parsed.
pub(crate) fn find_cfgs<'a>(buffer: &'a TokenBuffer) -> Vec<CfgSite<'a>> {
    let mut report = Report::default();
    let mut parser = Parser::new(Tokens::new(buffer.begin()), &mut report);
    parser.parse_source(Tokens::new(buffer.begin()));
    parser.cfgs
}

/// What goes through all parsing functions.
struct Parser<'a, 'r> {
    report: &'r mut Report,
    /// The statement, property or arm being read has failed: it is told once.
    failed: bool,
    /// What is wrong about the end of the statement being read was told.
    ended: bool,
    /// The `#[cfg(…)]` met so far.
    cfgs: Vec<CfgSite<'a>>,
    lines: Lines,
    /// The next braces hold the keys of a family, not properties.
    are_keys: bool,
}

impl<'a, 'r> Parser<'a, 'r> {
    fn new(tokens: Tokens<'a>, report: &'r mut Report) -> Parser<'a, 'r> {
        Parser {
            report,
            failed: false,
            ended: false,
            cfgs: Vec::new(),
            lines: Lines::of(tokens),
            are_keys: false,
        }
    }

    fn parse_source(&mut self, tokens: Tokens<'a>) -> Source {
        if tokens.is_empty() {
            self.slip(
                Span::call_site(),
                "the topology is empty",
                "begin with `pub topology Name;` and `region \"us-east-1\";`",
            );
        }
        Source { statements: self.parse_statements(tokens, Scope::Topology) }
    }

    /// Reports what was written wrongly and understood all the same.
    fn slip(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        if !self.failed {
            self.report.error(span, message).help(help);
        }
    }

    /// Reports a slip that a rule has a name for.
    fn slip_of(&mut self, rule: &'static Rule, span: Span, message: String, help: impl Into<String>) {
        if !self.failed {
            self.report.error(span, message).help(help).rule(rule);
        }
    }

    /// Reports what could not be read, and marks what is being read: once for each statement, property or arm.
    fn fail(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.slip(span, message, help);
        self.failed = true;
    }

    /// Tells that a separator is missing between what `start` begins and `end`.
    fn missing(&mut self, separator: char, start: Tokens<'a>, end: Tokens<'a>) {
        let last = start.until(end).shown_last();
        let message = format!("`{separator}` is missing after `{last}`");
        if !self.failed {
            let problem = self.report.error(end.before(), message);
            problem.help(format!("write `{last}{separator}`")).beside = true;
        }
    }

    /// The `,` behind a property or an arm, or what a person wrote in its place; `semicolons` keeps that a `;` was told
    /// in these braces.
    fn parse_comma(&mut self, start: Tokens<'a>, end: Tokens<'a>, semicolons: &mut bool) -> Tokens<'a> {
        if let Some((_, rest)) = end.mark(',') {
            return rest;
        }
        if let Some((mark, rest)) = end.mark(';') {
            if !std::mem::replace(semicolons, true) {
                self.slip(mark, "`;` stands where `,` is due", "write `,`");
            }
            return rest;
        }
        if !end.is_empty() {
            self.missing(',', start, end);
        }
        end
    }

    /// Reads one part with a mark of its own, and says whether it failed.
    fn apart<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> (T, bool) {
        let outer = std::mem::replace(&mut self.failed, false);
        let part = read(self);
        (part, std::mem::replace(&mut self.failed, outer))
    }
}
