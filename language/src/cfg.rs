//! `#[cfg(…)]` on a statement, arm or property, as a chain of one predicate at a time.
//!
//! A macro cannot know whether a predicate holds. So the expansion of a topology that has one is two: the topology
//! with all that the predicate keeps, under `#[cfg(predicate)]`, and the topology without, under `#[cfg(not(predicate))]`.
//! The compiler takes one of them, and the next predicate has its turn there. All attributes of one predicate are
//! settled in one step, because the compiler ends a chain that is too long.

use groundplan_model::ordered::OrderedSet;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::buffer::{Cursor, TokenBuffer};

use crate::parse::{CfgSite, find_cfgs};
use crate::report::Report;

/// How many different predicates one topology may have; the compiler's own limit of steps is 128.
pub const MOST_PREDICATES: usize = 60;

/// One link of the chain.
#[derive(Debug)]
pub struct Step {
    /// What stands in the parentheses of `#[cfg(…)]`.
    pub predicate: TokenStream,
    /// The input with all that stands under the predicate, and without the predicate's attributes.
    pub kept: TokenStream,
    /// The input without what stands under the predicate.
    pub dropped: TokenStream,
}

/// Takes the first predicate out of `input`, or says that there is none.
///
/// With more than [`MOST_PREDICATES`] different ones the fault is reported and nothing is taken: parsing passes over
/// the attributes then.
pub fn split_cfg(input: &TokenStream, report: &mut Report) -> Option<Step> {
    if !mentions_cfg(input.clone()) {
        return None;
    }
    let buffer = TokenBuffer::new2(input.clone());
    let mut sites = find_cfgs(&buffer);
    let texts: Vec<String> = sites.iter().map(|site| site.predicate.to_string()).collect();
    let predicates: OrderedSet<&str> = texts.iter().map(String::as_str).collect();
    if predicates.len() > MOST_PREDICATES {
        let span = sites.iter().map(|site| site.start.span()).nth(MOST_PREDICATES)?;
        report
            .error(
                span,
                format!(
                    "{} different `cfg` conditions, and a topology takes {MOST_PREDICATES}",
                    predicates.len()
                ),
            )
            .help("write fewer conditions, or several topologies");
        return None;
    }
    let first = texts.first()?.clone();
    let mut of_first = texts.iter().map(|text| *text == first);
    sites.retain(|_| of_first.next().unwrap_or(false));
    let predicate = sites.first()?.predicate.clone();
    let kept = without(buffer.begin(), &sites, |site| site.after);
    let dropped = without(buffer.begin(), &sites, |site| site.end);
    Some(Step { predicate, kept, dropped })
}

/// Whether the word `cfg` begins an attribute anywhere.
fn mentions_cfg(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => {
            let inside = group.stream();
            let begins = group.delimiter() == Delimiter::Bracket
                && matches!(inside.clone().into_iter().next(), Some(TokenTree::Ident(word)) if word == "cfg");
            begins || mentions_cfg(inside)
        }
        _ => false,
    })
}

/// The tokens from `at` on, without what stands from the start of each site to where `until` says.
///
/// Sites are in the order of their starts, and one may lie in what another leaves out.
fn without<'a>(at: Cursor<'a>, sites: &[CfgSite<'a>], until: fn(&CfgSite<'a>) -> Cursor<'a>) -> TokenStream {
    let mut at = at;
    let mut next = 0;
    let mut tokens = TokenStream::new();
    while !at.eof() {
        while sites.get(next).is_some_and(|site| site.start < at) {
            next += 1;
        }
        if let Some(site) = sites.get(next)
            && site.start == at
        {
            at = until(site);
            next += 1;
            continue;
        }
        if let Some((inside, delimiter, span, rest)) = at.any_group()
            && sites.get(next).is_some_and(|site| site.start < rest)
        {
            let mut group =
                Group::new(delimiter, without(inside, sites.get(next..).unwrap_or_default(), until));
            group.set_span(span.join());
            tokens.extend([TokenTree::from(group)]);
            at = rest;
            continue;
        }
        let Some((token, rest)) = at.token_tree() else { break };
        tokens.extend([token]);
        at = rest;
    }
    tokens
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use std::str::FromStr;

    use proc_macro2::TokenStream;

    use super::{MOST_PREDICATES, Step, split_cfg};
    use crate::parse::parse;
    use crate::report::Report;

    fn split(text: &str) -> Option<Step> {
        split_cfg(&TokenStream::from_str(text).unwrap(), &mut Report::default())
    }

    fn assert_step(text: &str, predicate: &str, kept: &str, dropped: &str) {
        let plain = |text: &str| TokenStream::from_str(text).unwrap().to_string();
        let step = split(text).unwrap();
        assert_eq!(step.predicate.to_string(), plain(predicate));
        assert_eq!(step.kept.to_string(), plain(kept));
        assert_eq!(step.dropped.to_string(), plain(dropped));
    }

    #[test]
    fn without_a_condition_there_is_no_step() {
        assert!(split("region \"us-east-1\"; #[accept(rule, reason = \"cfg\")] group g;").is_none());
    }

    #[test]
    fn a_statement_is_kept_or_dropped_whole() {
        assert_step(
            "region \"us-east-1\"; #[cfg(feature = \"x\")] #[was(old)] vpc main \"10.0.0.0/16\" { internet_gateway g; } zones a;",
            "feature = \"x\"",
            "region \"us-east-1\"; #[was(old)] vpc main \"10.0.0.0/16\" { internet_gateway g; } zones a;",
            "region \"us-east-1\"; zones a;",
        );
    }

    #[test]
    fn nested_statements_edges_arms_and_properties_are_kept_or_dropped() {
        assert_step(
            "security { #[cfg(x)] a -> b: tcp 80, tcp 443; b -> c: all; }
             load_balancer e internal in p { listen http 80 => match host { #[cfg(x)] a => b, _ => c }; }
             let m = { #[cfg(x)] k: gp3 8 GiB, l: { #[cfg(x)] z: 1 } };",
            "x",
            "security { a -> b: tcp 80, tcp 443; b -> c: all; }
             load_balancer e internal in p { listen http 80 => match host { a => b, _ => c }; }
             let m = { k: gp3 8 GiB, l: { z: 1 } };",
            "security { b -> c: all; }
             load_balancer e internal in p { listen http 80 => match host { _ => c }; }
             let m = { l: { } };",
        );
    }

    #[test]
    fn one_step_settles_one_predicate_everywhere() {
        assert_step(
            "#[cfg(x)] vpc m \"10.0.0.0/16\" { #[cfg(x)] internet_gateway g; #[cfg(y)] internet_gateway h; } #[cfg(y)] zones a; #[cfg(x)] zones b;",
            "x",
            "vpc m \"10.0.0.0/16\" { internet_gateway g; #[cfg(y)] internet_gateway h; } #[cfg(y)] zones a; zones b;",
            "#[cfg(y)] zones a;",
        );
    }

    #[test]
    fn two_conditions_on_one_statement_take_two_steps() {
        let first = split("#[cfg(x)] #[cfg(y)] zones a; zones b;").unwrap();
        assert_eq!(first.dropped.to_string(), "zones b ;");
        let second = split_cfg(&first.kept, &mut Report::default()).unwrap();
        assert_eq!(second.predicate.to_string(), "y");
        assert_eq!(second.dropped.to_string(), "zones b ;");
        assert_eq!(second.kept.to_string(), "zones a ; zones b ;");
    }

    #[test]
    fn a_statement_that_cannot_be_read_is_dropped_whole_too() {
        assert_step(
            "#[cfg(x)] subnet nonsense ? in; zones a;",
            "x",
            "subnet nonsense ? in; zones a;",
            "zones a;",
        );
        assert_step("#[cfg(x)] group\nzones a;", "x", "group zones a;", "zones a;");
        assert_step("tags { #[cfg(x)] a\n b: 1 }", "x", "tags { a b: 1 }", "tags { b: 1 }");
    }

    #[test]
    fn sixty_predicates_pass_and_one_more_is_our_own_error() {
        let conditions = |count: usize| {
            let statements: Vec<String> =
                (0..count).map(|n| format!("#[cfg(p{n})] let v{n} = {n};")).collect();
            TokenStream::from_str(&statements.join("\n")).unwrap()
        };
        let mut report = Report::default();
        assert!(split_cfg(&conditions(MOST_PREDICATES), &mut report).is_some());
        assert!(report.problems.is_empty());
        let many = conditions(MOST_PREDICATES + 1);
        assert!(split_cfg(&many, &mut report).is_none());
        assert_eq!(report.problems[0].message, "61 different `cfg` conditions, and a topology takes 60");
        let source = parse(many, &mut report);
        assert_eq!((source.statements.len(), report.problems.len()), (MOST_PREDICATES + 1, 1));
    }
}
