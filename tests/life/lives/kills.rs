//! A run that is killed before or after any write call is finished by the next: the same world, nothing twice,
//! nothing forgotten.

use std::collections::BTreeMap;

use groundplan::exit::Exit;
use groundplan::plan::plan;
use groundplan::resource::state::{Desired, Observed};
use groundplan_life::account::{counts, looks};
use groundplan_life::kill::Death;
use groundplan_life::source::Source;
use groundplan_life::world::{Work, World};

use crate::common::{example_world, left_of_example};
use crate::shop::{NETWORK, SERVICE, shop_world};

/// The world that a run leaves when nobody kills it.
struct Whole {
    looks: Vec<String>,
    counts: BTreeMap<String, usize>,
}

impl Whole {
    fn of(world: &World, observed: &Observed) -> Whole {
        Whole { looks: looks(observed), counts: counts(world) }
    }

    /// Applies to what a kill has left.
    fn assert_converges(&self, world: &World, desired: &Desired, killed: &str) {
        let run = world.apply(desired);
        assert_eq!(run.outcome.exit(), Exit::Done, "{killed}: {:#?}", run.outcome);
        let observed = world.observe(desired);
        let plan = plan(desired, &observed);
        assert!(plan.is_empty(), "{killed}: {}", plan.to_json());
        let now = Whole::of(world, &observed);
        assert_eq!(now.looks, self.looks, "{killed}");
        assert_eq!(now.counts, self.counts, "{killed}");
    }
}

fn assert_destroys(world: &World, killed: &str) {
    let run = world.destroy();
    assert_eq!(run.outcome.exit(), Exit::Done, "{killed}: {:#?}", run.outcome);
    assert_eq!(left_of_example(world), [""; 0], "{killed}");
}

/// An example survives.
fn assert_example_survives(name: &str) {
    assert_survives(name, &example_world(name), &Source::example(name).right().desired());
}

/// A topology of the shop survives.
fn assert_shop_survives(name: &str, text: &str) {
    let source = Source::new(text);
    assert_survives(name, &shop_world(&source), &source.right().desired());
}

/// Every state in which a kill of an apply or of a destroy can leave the account is continued.
fn assert_survives(name: &str, world: &World, desired: &Desired) {
    let states = world.kept(Work::Apply(desired));
    let whole = Whole::of(world, &world.observe(desired));
    println!("{name}: {} states of an apply", states.len());
    for (number, state) in states.iter().enumerate() {
        let killed = format!("{name}, {:?}, {}", state.death, state.operation);
        let world = world.fork_of(&state.sandbox);
        whole.assert_converges(&world, desired, &killed);
        // They are all the same now; that they can be destroyed is asked of some.
        if number % 4 == 0 {
            assert_destroys(&world, &killed);
        }
    }
    let states = world.kept(Work::Destroy);
    println!("{name}: {} states of a destroy", states.len());
    for state in states {
        let killed = format!("{name}, {:?} of a destroy, {}", state.death, state.operation);
        assert_destroys(&world.fork_of(&state.sandbox), &killed);
    }
}

#[test]
fn site_survives_a_kill_at_any_write() {
    assert_example_survives("site");
}

#[test]
fn convive_survives_a_kill_at_any_write() {
    assert_example_survives("convive");
}

#[test]
fn forge_survives_a_kill_at_any_write() {
    assert_example_survives("forge");
}

#[test]
fn warehouse_survives_a_kill_at_any_write() {
    assert_example_survives("warehouse");
}

#[test]
fn a_network_with_machines_survives_a_kill_at_any_write() {
    assert_shop_survives("network", NETWORK);
}

#[test]
fn a_service_survives_a_kill_at_any_write() {
    assert_shop_survives("service", SERVICE);
}

/// Wherever a replacement is killed, the next run finishes it, or takes it back if the declaration says so.
#[test]
fn a_replacement_survives_a_kill_at_any_write() {
    let source = Source::new(NETWORK);
    let (world, before) = (shop_world(&source), source.right().desired());
    assert_eq!(world.apply(&before).outcome.exit(), Exit::Done);
    let whole_before = Whole::of(&world, &world.observe(&before));
    let after = source.edited("10.0.0.0/16", "10.0.0.0/18").right().desired();
    let states = world.kept(Work::Apply(&after));
    let whole_after = Whole::of(&world, &world.observe(&after));
    println!("{} states of a replacement", states.len());
    for (number, state) in states.iter().enumerate() {
        let killed = format!("{:?} of a replacement, {}", state.death, state.operation);
        match number % 3 {
            0 => whole_after.assert_converges(&world.fork_of(&state.sandbox), &after, &killed),
            1 => whole_before.assert_converges(&world.fork_of(&state.sandbox), &before, &killed),
            _ => assert_destroys(&world.fork_of(&state.sandbox), &killed),
        }
    }
}

/// What [`World::kept`] keeps is what a kill leaves: real kills of the smallest example, each with its whole run before.
#[test]
fn a_killed_process_leaves_what_was_kept() {
    let desired = Source::example("site").right().desired();
    let states = example_world("site").kept(Work::Apply(&desired));
    for state in states.iter().step_by(5) {
        let world = example_world("site");
        assert!(world.killed(state.death, Work::Apply(&desired)));
        let kept = world.fork_of(&state.sandbox);
        assert_eq!(counts(&world), counts(&kept), "{:?}", state.death);
        assert_eq!(looks(&world.observe(&desired)), looks(&kept.observe(&desired)), "{:?}", state.death);
    }
    let last = states.last().unwrap().death.write;
    let world = example_world("site");
    assert!(!world.killed(Death { write: last + 1, after: false }, Work::Apply(&desired)));
}
