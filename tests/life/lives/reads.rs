//! How many calls an example takes: its reads by the table of formulas, and what making, finding nothing to do and
//! destroying it costs.

use std::collections::BTreeMap;

use groundplan::calls::{Counts, FORMULAS, LOOKUPS};
use groundplan_life::source::Source;

use crate::common::{EXAMPLES, example_world};

/// For scale: what a careful script takes for a topology of 28 parts.
const BY_HAND: &str = "by hand, 28 parts: 73 calls to make, 28 to find nothing to do, 68 to destroy";

#[test]
fn the_reads_of_an_observation_follow_the_formulas() {
    println!("{BY_HAND}");
    for name in EXAMPLES {
        let desired = Source::example(name).right().desired();
        let world = example_world(name);
        let made = world.apply(&desired);
        let nothing_to_do = world.apply(&desired);
        let observed = world.observe(&desired);

        let counts = Counts::of(&observed);
        let mut calls: BTreeMap<&str, usize> = BTreeMap::new();
        for call in &nothing_to_do.calls {
            *calls.entry(&call.operation).or_default() += 1;
        }
        for (operation, number) in &calls {
            match FORMULAS.iter().find(|formula| formula.operation == *operation) {
                Some(formula) => {
                    let most = (formula.most)(&counts);
                    assert!(
                        *number <= most,
                        "{name}: {operation}: {number} calls, {} is {most}",
                        formula.text
                    );
                }
                None => assert!(LOOKUPS.contains(operation), "{name}: {operation} has no formula"),
            }
        }

        let destroyed = world.destroy();
        println!(
            "{name}, {} parts: {} calls to make ({} writes), {} to find nothing to do, {} to destroy ({} writes)",
            desired.resources.len(),
            made.calls.len(),
            made.writes(),
            nothing_to_do.calls.len(),
            destroyed.calls.len(),
            destroyed.writes(),
        );
    }
}
