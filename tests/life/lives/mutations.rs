//! One token of an example put wrong, thirty times in each of five classes: it is refused at the token or at what the
//! token belongs to; or it is right, and then it lives.

use std::collections::BTreeMap;

use fastrand::Rng;
use groundplan::exit::Exit;
use groundplan_life::account::unhealthy;
use groundplan_life::mutate::{CLASSES, Class, Mutation, mutate, overlap, statement_around};
use groundplan_life::packets::contradictions;
use groundplan_life::source::{Checked, Source, Told};
use groundplan_life::world::World;

/// Drawn once; the report prints it.
const SEED: u64 = 2026;
const OF_EACH_CLASS: usize = 30;

/// What became of a mutation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// Refused at the token.
    AtToken,
    /// Refused at what the token belongs to, or names, or clashes with.
    AtPartner,
    /// Warned of there, and it lives.
    Warned,
    /// Nothing new is said, and it lives.
    Right,
}

#[test]
fn one_wrong_token_is_refused_where_it_stands_or_is_right() {
    let example = Source::example("convive");
    let before = example.right();
    let mut rng = Rng::with_seed(SEED);
    let mut report: BTreeMap<Class, BTreeMap<Verdict, usize>> = BTreeMap::new();
    let mut failures = Vec::new();
    for class in CLASSES {
        for _ in 0..OF_EACH_CLASS {
            let mutation = mutate(&example.text, class, &mut rng).expect("the example has two of each class");
            let source = Source { text: mutation.text.clone(), folder: example.folder.clone() };
            match judge(&mutation, &source, &before) {
                Ok(verdict) => *report.entry(class).or_default().entry(verdict).or_default() += 1,
                Err(failure) => failures.push(format!("{}\n{failure}", told(&mutation))),
            }
        }
    }
    println!("mutations of convive, seed {SEED}:");
    for (class, verdicts) in &report {
        println!("  {class:?}: {verdicts:?}");
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n\n"));
}

fn told(mutation: &Mutation) -> String {
    let line = mutation.text[..mutation.range.start].rfind('\n').map_or(0, |end| end + 1);
    let text = mutation.text[line..].lines().next().unwrap_or_default().trim();
    format!("{:?} `{}` -> `{}` in: {text}", mutation.class, mutation.from, mutation.to)
}

fn judge(mutation: &Mutation, source: &Source, before: &Checked) -> Result<Verdict, String> {
    let checked = source.check();
    let errors: Vec<&Told> = checked.errors().collect();
    if !errors.is_empty() {
        return match place(mutation, &errors) {
            Some(verdict) => Ok(verdict),
            None => Err(format!("refused elsewhere: {}", messages(&errors))),
        };
    }
    let known: Vec<&str> = before.findings.iter().map(|told| told.message.as_str()).collect();
    let new: Vec<&Told> =
        checked.findings.iter().filter(|told| !known.contains(&told.message.as_str())).collect();
    if !new.is_empty() && place(mutation, &new).is_none() {
        return Err(format!("warned of elsewhere: {}", messages(&new)));
    }
    live(&checked)?;
    Ok(if new.is_empty() { Verdict::Right } else { Verdict::Warned })
}

fn messages(told: &[&Told]) -> String {
    told.iter().map(|told| format!("{} ({})", told.message, told.rule)).collect::<Vec<_>>().join("; ")
}

/// Whether findings stand at the token; or in the statement that it stands in, or at the token's old or new namesakes.
fn place(mutation: &Mutation, told: &[&Told]) -> Option<Verdict> {
    let places = || told.iter().flat_map(|told| &told.places);
    if places().any(|place| overlap(place, &mutation.range)) {
        return Some(Verdict::AtToken);
    }
    let own = statement_around(&mutation.text, &mutation.range);
    let is_partner = |place: &std::ops::Range<usize>| {
        let text = mutation.text.get(place.clone()).unwrap_or_default();
        text == mutation.from || text == mutation.to || own.as_ref().is_some_and(|own| overlap(own, place))
    };
    places().any(is_partner).then_some(Verdict::AtPartner)
}

fn live(checked: &Checked) -> Result<(), String> {
    let desired = checked.desired();
    let world = World::with_actors(checked.scope());
    let run = world.apply(&desired);
    if run.outcome.exit() != Exit::Done {
        return Err(format!("said to be right, and not applied: {:#?}", run.outcome));
    }
    let mut wrong = unhealthy(&world);
    wrong.extend(contradictions(&world, &checked.topology, &world.observe(&desired)));
    if wrong.is_empty() { Ok(()) } else { Err(format!("said to be right: {wrong:#?}")) }
}
