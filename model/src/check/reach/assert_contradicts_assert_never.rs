//! An assertion and an `assert never` about the same connection.



use crate::ordered::OrderedMap;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::reach::{PortSet, show};
use crate::topology::{Assertion, At, End};

pub(super) static RULE: Rule = Rule {
    name: "assert_contradicts_assert_never",
    severity: Severity::Refused,
    checks: "No connection is asserted and asserted never.",
    why: "One of the two fails whatever the topology is.",
    fails: "assert web -> db: tcp 5432; assert never web -> db;",
    instead: "Remove one of them, or narrow its ports.",
    source: "Groundplan, what an arrow means, 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    // By source, since most sources meet only themselves; blocks may meet other blocks.
    let mut by_source: OrderedMap<End, Vec<&Assertion>> = OrderedMap::new();
    let mut blocks: Vec<&Assertion> = Vec::new();
    for never in context.assertions.iter().filter(|assertion| assertion.never) {
        for source in &never.from {
            if is_block(source.value) {
                blocks.push(never);
            } else {
                by_source.entry(source.value).or_default().push(never);
            }
        }
    }
    for one in context.assertions.iter().filter(|assertion| !assertion.never) {
        let others = one.from.iter().flat_map(|source| {
            if is_block(source.value) { Some(&blocks) } else { by_source.get(&source.value) }
        });
        let Some(other) = others.flatten().find(|other| contradict(context, one, other)) else { continue };
        let (earlier, later) = if one.at < other.at { (one, *other) } else { (*other, one) };
        let message = format!("`{}` contradicts `{}`", show_assertion(context, later), show_assertion(context, earlier));
        report.push(
            Finding::new(&RULE, later.at, message)
                .about(later.at)
                .about(earlier.at)
                .related(earlier.at, "the other one")
                .help("remove one of them"),
        );
    }
}

fn is_block(end: End) -> bool {
    matches!(end, End::Vpc(_) | End::Cidr(_))
}

fn contradict(context: &Context<'_>, one: &Assertion, other: &Assertion) -> bool {
    let overlap = |one: &[At<End>], other: &[At<End>]| {
        one.iter().any(|one| other.iter().any(|other| overlap(context, one.value, other.value)))
    };
    let ports = PortSet::of(one.ports.iter().map(|ports| ports.value)).and(&asked(other));
    !ports.is_empty() && overlap(&one.from, &other.from) && overlap(&one.to, &other.to)
}

/// Whether two ends mean some of the same hosts by their own words.
fn overlap(context: &Context<'_>, one: End, other: End) -> bool {
    let blocks = |end| match end {
        End::Vpc(vpc) => context[vpc].blocks().collect(),
        End::Cidr(block) => vec![block],
        _ => Vec::new(),
    };
    one == other || blocks(one).iter().any(|block| blocks(other).iter().any(|other| block.overlaps(*other)))
}

/// What an assertion is about; without ports everything.
pub(super) fn asked(assertion: &Assertion) -> PortSet {
    match assertion.ports.as_slice() {
        [] => PortSet::everything(),
        ports => PortSet::of(ports.iter().map(|ports| ports.value)),
    }
}

/// The assertion as the language writes it.
pub(super) fn show_assertion(context: &Context<'_>, assertion: &Assertion) -> String {
    let never = if assertion.never { "never " } else { "" };
    let (from, to) = (show::show_ends(context, &assertion.from), show::show_ends(context, &assertion.to));
    match assertion.ports.as_slice() {
        [] => format!("assert {never}{from} -> {to}"),
        ports => format!("assert {never}{from} -> {to}: {}", show::show_ports(ports)),
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn one_fault_is_one_finding() {
        let mut sample = Sample::street();
        sample.arrow("assert edge -> web: tcp 3000");
        sample.arrow("assert never edge -> web: tcp 22");
        assert_eq!(sample.told(), Vec::<String>::new());
        sample.arrow("assert never [edge, main] -> web");
        assert_eq!(sample.told(), ["assert_contradicts_assert_never at assert never [edge, main] -> web"]);
    }
}
