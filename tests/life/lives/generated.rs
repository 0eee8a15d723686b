//! Topologies that nobody wrote: what the checker lets pass lives, and its proofs hold for packets.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use groundplan::exit::Exit;
use groundplan::plan::plan;
use groundplan_life::account::{left, unhealthy};
use groundplan_life::edit::shuffled_edits;
use groundplan_life::generate::{STATEMENTS, existing_certificate, generate, scripts, statements_in};
use groundplan_life::packets::contradictions;
use groundplan_life::source::{Checked, Source, forget_texts};
use groundplan_life::world::World;

const TOPOLOGIES: u64 = 200;

/// What all lives together report.
#[derive(Default)]
struct Report {
    clean: u64,
    statements: BTreeMap<&'static str, u64>,
    refused_by: BTreeMap<&'static str, u64>,
    edits: BTreeMap<String, u64>,
    failures: Vec<String>,
}

#[test]
fn what_checks_clean_lives() {
    let report = Mutex::new(Report::default());
    let next = AtomicU64::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= TOPOLOGIES {
                        break;
                    }
                    one(seed, &report);
                    forget_texts();
                }
            });
        }
    });
    let report = report.into_inner().unwrap();
    println!(
        "generated topologies, seeds 0 to {}: {} of {TOPOLOGIES} check clean",
        TOPOLOGIES - 1,
        report.clean
    );
    println!("  statements: {:?}", report.statements);
    println!("  refused by: {:?}", report.refused_by);
    println!("  edits: {:?}", report.edits);
    assert!(report.failures.is_empty(), "{}", report.failures.join("\n\n"));
    assert!(report.clean * 10 >= TOPOLOGIES * 6, "{} of {TOPOLOGIES} check clean", report.clean);
    for statement in STATEMENTS {
        let count = report.statements.get(statement).copied().unwrap_or_default();
        assert!(
            count * 10 >= report.clean,
            "`{statement}` is in {count} of {} that check clean",
            report.clean
        );
    }
}

fn one(seed: u64, report: &Mutex<Report>) {
    let source = Source { text: generate(seed), folder: scripts() };
    let checked = source.check();
    {
        let mut report = report.lock().unwrap();
        let rules: BTreeSet<&'static str> = checked.errors().map(|told| told.rule).collect();
        for rule in &rules {
            *report.refused_by.entry(rule).or_default() += 1;
        }
        if !rules.is_empty() {
            return;
        }
        report.clean += 1;
        for statement in statements_in(&source.text) {
            *report.statements.entry(statement).or_default() += 1;
        }
    }
    let lived = live(seed, &source, &checked);
    let mut report = report.lock().unwrap();
    match lived {
        Ok(edit) => *report.edits.entry(edit).or_default() += 1,
        Err(failure) => report.failures.push(format!("seed {seed}: {failure}\n{}", source.text)),
    }
}

/// The whole life; tells which edit it took.
fn live(seed: u64, source: &Source, checked: &Checked) -> Result<String, String> {
    let world = World::with_actors(checked.scope());
    let existing = existing_certificate(&source.text);
    if let Some((arn, names)) = &existing {
        world.sandbox().add_certificate(arn, names);
    }
    applies(&world, checked)?;
    let again = world.apply(&checked.desired());
    if again.writes() > 0 || again.outcome.exit() != Exit::Done {
        return Err(format!("a second apply writes: {:#?}", again.outcome));
    }
    let mut edit = String::from("none");
    for (told, text) in shuffled_edits(&source.text, seed) {
        let edited = Source { text, folder: source.folder.clone() }.check();
        if edited.errors().next().is_none() {
            applies(&world, &edited).map_err(|problem| format!("edit {told}: {problem}"))?;
            edit = told;
            break;
        }
    }
    let run = world.destroy();
    if run.outcome.exit() != Exit::Done {
        return Err(format!("destroy: {:#?}", run.outcome));
    }
    let mut left = left(&world);
    left.retain(|row| existing.as_ref().is_none_or(|(arn, _)| !row.ends_with(arn)));
    if left.is_empty() { Ok(edit) } else { Err(format!("left: {left:#?}")) }
}

/// Applied, everything serves, packets arrive as proved, and there is nothing more to do.
fn applies(world: &World, checked: &Checked) -> Result<(), String> {
    let desired = checked.desired();
    let run = world.apply(&desired);
    if run.outcome.exit() != Exit::Done {
        return Err(format!("apply: {:#?}", run.outcome));
    }
    let mut wrong = unhealthy(world);
    let observed = world.observe(&desired);
    wrong.extend(contradictions(world, &checked.topology, &observed));
    let again = plan(&desired, &observed);
    if !again.is_empty() {
        wrong.push(format!("a second apply writes: {}", again.to_json()));
    }
    if wrong.is_empty() { Ok(()) } else { Err(format!("{wrong:#?}")) }
}
