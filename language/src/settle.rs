//! From what was found to what is told: each fault once, in the order of the source.

use groundplan_model::check::language::{NAME_UNKNOWN, SYNTAX};
use groundplan_model::ordered::{OrderedMap, OrderedSet};
use proc_macro2::Span;

use crate::report::Problem;

/// Brings the problems into the order of the source, what stands at one token in the order in which it was found.
///
/// A value that several things take over is read for each, so what is wrong with it is found for each: it is told
/// once, and a note names the others. A name that is not declared is told at its first use. A token whose form is
/// wrong is not judged further.
pub(crate) fn settle(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by_cached_key(|problem| {
        let start = problem.span.start();
        (start.line, start.column)
    });
    let malformed: OrderedSet<String> =
        problems.iter().filter(|problem| is_of_form(problem)).map(place).collect();
    let mut settled: Vec<Problem> = Vec::new();
    // The places in `settled` of what was told of a rule at a token, and of each unknown name.
    let mut told: OrderedMap<(String, &str), Vec<usize>> = OrderedMap::new();
    let mut unknown: OrderedMap<String, usize> = OrderedMap::new();
    for problem in problems {
        let place = place(&problem);
        let first_of_form = is_of_form(&problem) && !told.contains_key(&(place.clone(), SYNTAX.name));
        if malformed.contains(&place) && !first_of_form && !problem.beside {
            continue;
        }
        let undeclared = undeclared_name(&problem).map(str::to_owned);
        if let Some(name) = &undeclared
            && let Some(first) = unknown.get(name)
        {
            // A value that several things take over is read for each: its tokens are the same.
            let is_here = |span: &Span| format!("{span:?}") == place;
            let first = &mut settled[*first];
            if !is_here(&first.span) && !first.again.last().is_some_and(is_here) {
                first.again.push(problem.span);
            }
            continue;
        }
        let here = told.entry((place, problem.rule)).or_default();
        let same = here.iter().find_map(|index| {
            let other = differing_name(&settled[*index].message, &problem.message)?;
            Some((*index, other.to_owned()))
        });
        match same {
            Some((index, other)) => {
                let others = &mut settled[index].others;
                if !other.is_empty() && !others.contains(&other) {
                    others.push(other);
                }
            }
            None => {
                here.push(settled.len());
                if let Some(name) = undeclared {
                    unknown.insert(name, settled.len());
                }
                settled.push(problem);
            }
        }
    }
    settled
}

/// Whether a problem says that its token is not formed as it should be.
fn is_of_form(problem: &Problem) -> bool {
    problem.rule == SYNTAX.name && !problem.beside
}

/// The name that a problem says is not declared.
fn undeclared_name(problem: &Problem) -> Option<&str> {
    let told = problem.rule == NAME_UNKNOWN.name && problem.message.ends_with(" declared");
    problem.message.split('`').nth(1).filter(|_| told)
}

fn place(problem: &Problem) -> String {
    format!("{:?}", problem.span)
}

/// The first name that `other` has in place of the one in `first`, where the two say the same of different names;
/// an empty one where they say the same.
fn differing_name<'m>(first: &str, other: &'m str) -> Option<&'m str> {
    // Between backticks stand names and values, around them the words of the rule.
    let (mut left, mut right) = (first.split('`'), other.split('`'));
    let mut name = "";
    let mut quoted = false;
    loop {
        match (left.next(), right.next()) {
            (None, None) => return Some(name),
            (Some(left), Some(right)) if left == right => {}
            (Some(_), Some(right)) if quoted => {
                if name.is_empty() {
                    name = right;
                }
            }
            _ => return None,
        }
        quoted = !quoted;
    }
}

#[cfg(test)]
mod tests {
    use super::differing_name;

    #[test]
    fn two_messages_of_a_rule_are_one_fault_where_only_names_differ() {
        let first = "`web` gets public addresses in subnet `a`";
        assert_eq!(differing_name(first, "`api` gets public addresses in subnet `b`"), Some("api"));
        assert_eq!(differing_name(first, first), Some(""));
        assert_eq!(differing_name(first, "`web` gets no addresses in subnet `a`"), None);
        assert_eq!(differing_name(first, "`web` gets public addresses"), None);
    }
}
