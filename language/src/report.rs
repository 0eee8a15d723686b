//! The one collector of what is wrong, handed by `&mut` through all phases, and how it is told to the compiler.
//!
//! A phase pushes and carries on, so that one build tells everything. [`Report::to_tokens`] makes compiler errors
//! and warnings of it, each at its token.

use groundplan_model::check::language::SYNTAX;
use groundplan_model::diagnostic::{Finding, Rule};
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;

use crate::settle::settle;
use crate::sites::Sites;

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
    /// Whether it stops the build; a warning does not.
    pub is_error: bool,
    /// The token to change.
    pub span: Span,
    /// What is wrong: a phrase, lowercase, without a final period.
    pub message: String,
    /// The other parties: where, and what it is, as in "first declared here".
    pub related: Vec<(Span, String)>,
    /// What to write, ready to paste.
    pub help: Option<String>,
    /// The names of other things of which the same is to be said at this token.
    pub others: Vec<String>,
    /// The other tokens at which the same is to be said.
    pub again: Vec<Span>,
    /// Whether it is about what stands beside the token, as a separator that is missing.
    pub beside: bool,
}

impl Report {
    /// Reports a problem of form at `span`.
    pub fn error(&mut self, span: Span, message: impl Into<String>) -> &mut Problem {
        self.problems.push(Problem::new(SYNTAX.name, true, span, message.into()));
        self.problems.last_mut().expect("groundplan bug: the problem just pushed is gone")
    }

    /// Adds what a rule found.
    pub(crate) fn add(&mut self, finding: &Finding, sites: &Sites) {
        let (rule, span) = (finding.rule, sites.span(finding.at));
        let related = finding.related.iter().map(|(site, label)| (sites.span(*site), label.clone()));
        self.problems.push(Problem {
            related: related.collect(),
            help: finding.help.clone(),
            ..Problem::new(rule.name, rule.severity.is_error(), span, finding.message.clone())
        });
    }

    /// Brings the problems into the order of the source, each fault once.
    pub(crate) fn settle(&mut self) {
        self.problems = settle(std::mem::take(&mut self.problems));
    }

    /// Items that make the compiler tell every problem at its token.
    #[must_use]
    pub fn to_tokens(&self) -> TokenStream {
        self.problems.iter().map(Problem::to_tokens).collect()
    }
}

impl Problem {
    fn new(rule: &'static str, is_error: bool, span: Span, message: String) -> Problem {
        Problem {
            rule,
            is_error,
            span,
            message,
            related: Vec::new(),
            help: None,
            others: Vec::new(),
            again: Vec::new(),
            beside: false,
        }
    }

    /// Says what to write instead.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Problem {
        self.help = Some(help.into());
        self
    }

    /// Says which rule speaks, where it is another one than that of form.
    pub fn rule(&mut self, rule: &'static Rule) -> &mut Problem {
        self.rule = rule.name;
        self
    }

    /// Adds another party: "first declared here".
    pub fn related(&mut self, span: Span, label: impl Into<String>) -> &mut Problem {
        self.related.push((span, label.into()));
        self
    }

    /// The whole text. The compiler shows one token only, so the other parties are told by line.
    ///
    /// A warning bears the rule in the name of its constant, so the text does not repeat it.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = self.message.clone();
        for (span, label) in &self.related {
            text.push_str("\nnote: ");
            text.push_str(&told_by_line(label, span.start().line));
        }
        if !self.others.is_empty() {
            text.push_str("\nnote: the same of ");
            text.push_str(&list(&self.others));
        }
        if !self.again.is_empty() {
            text.push_str("\nnote: used at ");
            text.push_str(&lines_of(&self.again));
            text.push_str(" too");
        }
        if let Some(help) = &self.help {
            text.push_str("\nhelp: ");
            text.push_str(help);
        }
        if self.is_error {
            text.push_str("\nrule: groundplan::");
            text.push_str(self.rule);
        }
        text
    }

    fn to_tokens(&self) -> TokenStream {
        let text = self.text();
        let tokens = if self.is_error {
            quote! { ::core::compile_error! { #text } }
        } else {
            let name = Ident::new(self.rule, self.span);
            quote! {
                const _: () = {
                    #[deprecated(note = #text)]
                    #[allow(non_upper_case_globals)]
                    const #name: () = ();
                    #name
                };
            }
        };
        at_span(tokens, self.span)
    }
}

/// "line 12", "lines 12, 18 and 26", "lines 12, 18, 26 and 4 more".
fn lines_of(places: &[Span]) -> String {
    const MOST: usize = 3;
    let mut lines: Vec<usize> = places.iter().map(|place| place.start().line).collect();
    lines.dedup();
    let shown: Vec<String> = lines.iter().take(MOST).map(ToString::to_string).collect();
    match (shown.as_slice(), lines.len().saturating_sub(MOST)) {
        ([line], _) => format!("line {line}"),
        ([first @ .., last], 0) => format!("lines {} and {last}", first.join(", ")),
        (lines, more) => format!("lines {} and {more} more", lines.join(", ")),
    }
}

/// `a`, `b` and `c`.
fn list(names: &[String]) -> String {
    let mut text = String::new();
    for (index, name) in names.iter().enumerate() {
        text.push_str(match index {
            0 => "`",
            _ if index + 1 == names.len() => " and `",
            _ => ", `",
        });
        text.push_str(name);
        text.push('`');
    }
    text
}

/// "first declared here: subnet `a`" as "first declared at line 12: subnet `a`".
fn told_by_line(label: &str, line: usize) -> String {
    if line == 0 {
        return label.to_owned();
    }
    let mut words: Vec<&str> = label.split(' ').collect();
    let at = format!("at line {line}");
    match words.iter().position(|word| word.trim_end_matches([':', ',']) == "here") {
        Some(place) => {
            let told = words[place].replacen("here", &at, 1);
            words[place] = &told;
            words.join(" ")
        }
        None => format!("{at}: {label}"),
    }
}

/// The tokens, every one at `span`: the compiler then underlines that token and nothing else.
fn at_span(tokens: TokenStream, span: Span) -> TokenStream {
    tokens
        .into_iter()
        .map(|mut token| {
            if let TokenTree::Group(group) = &token {
                token = TokenTree::Group(Group::new(group.delimiter(), at_span(group.stream(), span)));
            }
            token.set_span(span);
            token
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(is_error: bool) -> Problem {
        Problem {
            related: vec![(Span::call_site(), "first declared here: subnet `a`".into())],
            help: Some("write `\"10.0.4.0/24\"`".into()),
            ..Problem::new("subnets_overlap", is_error, Span::call_site(), "subnet `b` overlaps `a`".into())
        }
    }

    #[test]
    fn an_error_says_message_note_help_and_rule() {
        let line = Span::call_site().start().line;
        let place = if line == 0 { "here".to_owned() } else { format!("at line {line}") };
        assert_eq!(
            problem(true).text(),
            format!(
                "subnet `b` overlaps `a`\nnote: first declared {place}: subnet `a`\n\
                 help: write `\"10.0.4.0/24\"`\nrule: groundplan::subnets_overlap"
            )
        );
    }

    #[test]
    fn a_place_is_told_by_line() {
        assert_eq!(
            told_by_line("first declared here: subnet `a`", 12),
            "first declared at line 12: subnet `a`"
        );
        assert_eq!(told_by_line("there is a listener here", 12), "there is a listener at line 12");
        assert_eq!(told_by_line("subnet `a` (`10.0.1.0/24`)", 12), "at line 12: subnet `a` (`10.0.1.0/24`)");
    }

    #[test]
    fn a_warning_is_a_deprecated_constant_of_the_rules_name() {
        let tokens = problem(false).to_tokens().to_string();
        assert!(
            tokens.contains("deprecated") && tokens.contains("const subnets_overlap : () = ()"),
            "{tokens}"
        );
    }
}
