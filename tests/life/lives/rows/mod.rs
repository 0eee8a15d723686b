//! What the first user's migration plan asks for, row by row: what is declared for it, and what sees that it is so.
//!
//! A row is seen by what AWS's API shows of the example [`convive`](../../../examples/convive), which lives once for all
//! of them, or by the error that a wrong declaration gets at its token, or by both. Rows about what cannot be declared
//! yet (databases, image repositories, containers, secrets, money) come with it.

mod balancing;
mod limits;
mod machines;
mod network;
mod variables;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use groundplan::connector::Quiet;
use groundplan::context::Context;
use groundplan::exit::Exit;
use groundplan::resource::Kind;
use groundplan::resource::address::Address;
use groundplan::resource::state::{Desired, Found, Observed};
use groundplan_life::mutate::overlap;
use groundplan_life::source::{Checked, Source};
use groundplan_life::world::{Run, World};

/// A row of the plan.
struct Row {
    /// Its name.
    id: &'static str,
    /// What the plan wants.
    wants: &'static str,
    /// The declaration: pieces of the example's text.
    declares: &'static [&'static str],
    /// What the API shows when it stands.
    shows: Option<fn(&Lived)>,
    /// Wrong declarations, with the rule that refuses each.
    refuses: &'static [Wrong],
}

/// A wrong declaration.
struct Wrong {
    /// What is written instead of what; the rule speaks at the last one.
    instead: &'static [(&'static str, &'static str)],
    /// The rule.
    rule: &'static str,
}

/// The example after its first apply.
struct Lived {
    source: Source,
    checked: Checked,
    desired: Desired,
    world: World,
    observed: Observed,
    apply: Run,
}

const CHAPTERS: [(&str, &[Row]); 5] = [
    ("limits", limits::ROWS),
    ("network", network::ROWS),
    ("balancing", balancing::ROWS),
    ("machines", machines::ROWS),
    ("variables", variables::ROWS),
];

/// The example; its API is checked at a path of its own, as the plan has it and the example's stand-in has not.
fn example() -> Source {
    let source = Source::example("convive");
    let at = source.text.rfind("health_check: \"/\"").expect("the API has a health check");
    let (before, after) = source.text.split_at(at);
    let text = format!("{before}{}", after.replacen("\"/\"", "\"/health\"", 1));
    Source { text, folder: source.folder }
}

impl Lived {
    fn live() -> Lived {
        let source = example();
        let checked = source.right();
        let desired = checked.desired();
        let world = World::with_actors(checked.scope());
        let apply = world.apply(&desired);
        assert_eq!(apply.outcome.exit(), Exit::Done, "{:#?}", apply.outcome);
        let observed = world.observe(&desired);
        Lived { source, checked, desired, world, observed, apply }
    }

    /// Asks AWS.
    fn ask<T>(&self, question: impl AsyncFnOnce(&Context) -> T) -> T {
        self.world.run(Arc::new(Quiet), async |cx, _| question(cx).await)
    }

    fn found(&self, kind: Kind, name: &str) -> &Found {
        let found = self.observed.found.get(&Address::new(kind, name)).and_then(|found| found.first());
        found.unwrap_or_else(|| panic!("{kind:?} {name} is not there"))
    }

    fn id(&self, kind: Kind, name: &str) -> String {
        self.found(kind, name).id.clone()
    }

    /// How often an operation was called by the apply.
    fn calls(&self, operation: &str) -> usize {
        self.apply.calls.iter().filter(|call| call.operation == operation).count()
    }
}

/// The place of what is written last, in the whole wrong text.
fn written_wrong(source: &Source, wrong: &Wrong) -> (Source, std::ops::Range<usize>) {
    let mut text = source.text.clone();
    let mut place = 0..0;
    for (from, to) in wrong.instead {
        let start = text.find(from).unwrap_or_else(|| panic!("`{from}` is not in the example"));
        text.replace_range(start..start + from.len(), to);
        place = start..start + to.len();
    }
    (Source { text, folder: source.folder.clone() }, place)
}

fn assert_refused(source: &Source, wrong: &Wrong) {
    let (wrong_source, place) = written_wrong(source, wrong);
    let checked = wrong_source.check();
    let told: Vec<_> = checked.findings.iter().filter(|told| told.rule == wrong.rule).collect();
    assert!(!told.is_empty(), "{:?} is not told by {}: {:#?}", wrong.instead, wrong.rule, checked.findings);
    let there = told.iter().any(|told| told.places.iter().any(|told| overlap(told, &place)));
    assert!(there, "{:?} is told elsewhere: {told:#?}", wrong.instead);
}

#[test]
fn each_row_is_declared_and_seen() {
    let lived = Lived::live();
    let mut failures = Vec::new();
    let mut rows = 0;
    for (chapter, table) in CHAPTERS {
        for row in table {
            rows += 1;
            let seen = catch_unwind(AssertUnwindSafe(|| {
                for piece in row.declares {
                    assert!(lived.source.text.contains(piece), "`{piece}` is not in the example");
                }
                if let Some(shows) = row.shows {
                    shows(&lived);
                }
                for wrong in row.refuses {
                    assert_refused(&lived.source, wrong);
                }
            }));
            if seen.is_err() {
                failures.push(format!("{chapter}: {}: {}", row.id, row.wants));
            }
        }
    }
    println!("{rows} rows of the plan are declared and seen");
    assert!(
        failures.is_empty(),
        "{} of {rows} rows are not as wanted, see above:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn no_row_is_without_a_declaration_or_without_what_sees_it() {
    let mut ids = BTreeSet::new();
    for row in CHAPTERS.iter().flat_map(|(_, rows)| rows.iter()) {
        assert!(ids.insert(row.id), "row `{}` is there twice", row.id);
        assert!(!row.wants.is_empty() && !row.declares.is_empty(), "row `{}` declares nothing", row.id);
        assert!(row.shows.is_some() || !row.refuses.is_empty(), "nothing sees row `{}`", row.id);
    }
}
