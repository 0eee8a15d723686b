//! Doc comments and attributes: `///`, `#[accept(rule, reason = "…")]`, `#[was(old)]`, `#[cfg(…)]`.

use proc_macro2::{Span, TokenStream};
use syn::buffer::Cursor;

use super::tokens::Tokens;
use super::{Parser, slip};
use crate::closest::closest;
use crate::syntax::{AcceptSyntax, Attributes, Literal, Reference};

const ATTRIBUTES: [&str; 4] = ["accept", "was", "cfg", "doc"];

/// A `#[cfg(…)]` and what it stands before.
pub(crate) struct CfgSite<'a> {
    /// What stands in its parentheses.
    pub predicate: TokenStream,
    /// The attribute's `#`.
    pub start: Cursor<'a>,
    /// What follows the attribute.
    pub after: Cursor<'a>,
    /// What follows that before which it stands, its separator included.
    pub end: Cursor<'a>,
}

/// Which of the `#[cfg(…)]` met so far stand before one thing.
pub(super) struct Cfgs {
    from: usize,
    to: usize,
    /// An attribute is not as it should be, which was reported.
    pub told: bool,
}

impl<'a> Parser<'a, '_> {
    /// Reads what stands before a statement, property or arm.
    pub(super) fn parse_attributes(&mut self, tokens: &mut Tokens<'a>) -> (Attributes, Cfgs) {
        let mut attributes = Attributes::default();
        let from = self.cfgs.len();
        let problems = self.report.problems.len();
        while let Some((mark, rest)) = tokens.mark('#') {
            let inner = rest.mark('!');
            let rest = inner.map_or(rest, |(_, rest)| rest);
            let Some((inside, _, rest)) = rest.brackets() else {
                self.slip(
                    mark,
                    "`#` stands alone",
                    "write an attribute as `#[accept(rule, reason = \"…\")]`",
                );
                *tokens = rest;
                continue;
            };
            let start = tokens.cursor();
            *tokens = rest;
            if inner.is_some() {
                self.slip(
                    mark,
                    "`#!` and `//!` belong to no part of a topology",
                    "write `#[…]` or `///` before what it is for",
                );
                continue;
            }
            self.parse_attribute(inside, mark, &mut attributes);
            if let Some((word, predicate)) = inside.keyword("cfg") {
                match predicate.group(proc_macro2::Delimiter::Parenthesis) {
                    Some((predicate, _, _)) if !predicate.is_empty() => self.cfgs.push(CfgSite {
                        predicate: predicate.cursor().token_stream(),
                        start,
                        after: rest.cursor(),
                        end: rest.cursor(),
                    }),
                    _ => self.slip(word.span(), "`cfg` has no condition", "write `#[cfg(feature = \"…\")]`"),
                }
            }
        }
        (attributes, Cfgs { from, to: self.cfgs.len(), told: self.report.problems.len() > problems })
    }

    /// Says where that ends before which the attributes stand.
    pub(super) fn close_cfgs(&mut self, cfgs: &Cfgs, end: Tokens<'a>) {
        for cfg in &mut self.cfgs[cfgs.from..cfgs.to] {
            cfg.end = end.cursor();
        }
    }

    /// Tells a former name before what has none.
    pub(super) fn tell_stray_was(&mut self, attributes: &Attributes) {
        if let Some(name) = attributes.was.as_ref().and_then(|was| was.segments.first()) {
            let help =
                "write it before the declaration of a thing, or before a key of a family, or take it out";
            self.slip(name.span(), "`was` stands before what has no former name", help);
        }
    }

    /// Tells that attributes stand before nothing.
    pub(super) fn end_attributes(&mut self, cfgs: &Cfgs, end: Tokens<'a>, due: &str) {
        if !cfgs.told {
            let help = format!("write it before {due}, or take it out");
            self.slip(end.before(), "an attribute stands before nothing", help);
        }
        self.close_cfgs(cfgs, end);
    }

    fn parse_attribute(&mut self, inside: Tokens<'a>, mark: Span, attributes: &mut Attributes) {
        let Some((word, rest)) = inside.word() else {
            self.slip(mark, "an attribute has no name", "write `#[accept(rule, reason = \"…\")]`");
            return;
        };
        let arguments = rest.group(proc_macro2::Delimiter::Parenthesis).map(|(inside, _, _)| inside);
        match word.to_string().as_str() {
            "doc" => {
                let line = rest.mark('=').and_then(|(_, rest)| slip::text(rest));
                if let Some((line, _)) = line {
                    if !attributes.docs.is_empty() {
                        attributes.docs.push('\n');
                    }
                    attributes.docs.push_str(line.text.strip_prefix(' ').unwrap_or(&line.text));
                }
            }
            "accept" => match arguments {
                Some(arguments) => {
                    let accept = self.parse_accept(arguments, word.span());
                    attributes.accepts.push(accept);
                }
                None => self.slip(
                    word.span(),
                    "`accept` names no rule",
                    "write `#[accept(rule, reason = \"…\")]`",
                ),
            },
            "was" => match arguments.and_then(|arguments| self.parse_old_name(arguments)) {
                Some(old) => attributes.was = Some(old),
                None => self.slip(word.span(), "`was` names nothing", "write `#[was(old_name)]`"),
            },
            // Where conditions stand is kept by the caller; what they say is the compiler's to judge.
            "cfg" => {}
            other => {
                let near = closest(other, ATTRIBUTES);
                if let (Some("accept"), Some(arguments)) = (near, arguments) {
                    let accept = self.parse_accept(arguments, word.span());
                    attributes.accepts.push(accept);
                }
                let help = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "the attributes are `accept`, `was` and `cfg`".into(),
                };
                self.slip(word.span(), format!("`{other}` is no attribute of a topology"), help);
            }
        }
    }

    fn parse_accept(&mut self, inside: Tokens<'a>, span: Span) -> AcceptSyntax {
        const FORM: &str = "write `#[accept(rule, reason = \"…\")]`";
        let mut accept = AcceptSyntax { rules: Vec::new(), reason: None, span };
        let problems = self.report.problems.len();
        let mut tokens = inside;
        while let Some((word, rest)) = tokens.word() {
            let start = tokens;
            tokens = rest;
            let misspelt = word != "reason" && tokens.mark('=').is_some();
            if misspelt {
                let message = format!("`{word}` is nothing that `accept` takes");
                self.slip(word.span(), message, "write `reason = \"…\"`");
            }
            if misspelt || word == "reason" {
                let value = tokens.mark('=').map_or(tokens, |(_, rest)| rest);
                match (slip::text(value), tokens.mark('=')) {
                    (Some((reason, rest)), equals) => {
                        if equals.is_none() {
                            let help = format!("write `reason = \"{}\"`", reason.text);
                            self.slip(word.span(), "`=` is missing after `reason`", help);
                        }
                        accept.reason = Some(reason);
                        tokens = rest;
                    }
                    (None, _) => {
                        self.slip(word.span(), "`reason` is not a string", "write `reason = \"…\"`");
                        tokens = tokens.end();
                    }
                }
            } else {
                accept.rules.push(word);
            }
            if let Some((_, rest)) = tokens.mark(',') {
                tokens = rest;
            } else if tokens.word().is_some() {
                self.missing(',', start, tokens);
            } else {
                break;
            }
        }
        if !tokens.is_empty() {
            let message = format!("`{}` does not belong in `accept`", tokens.shown());
            self.slip(tokens.span(), message, FORM);
        } else if accept.rules.is_empty() {
            self.slip(span, "`accept` names no rule", FORM);
        }
        // What was told of its form stands for the reason too.
        if self.report.problems.len() > problems && accept.reason.is_none() {
            accept.reason = Some(Literal { text: "…".into(), span });
        }
        accept
    }

    fn parse_old_name(&mut self, tokens: Tokens<'a>) -> Option<Reference> {
        let mut tokens = tokens;
        tokens.word()?;
        let reference = self.parse_reference(&mut tokens)?;
        tokens.is_empty().then_some(reference)
    }
}
