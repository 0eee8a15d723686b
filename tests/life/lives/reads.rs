//! How many calls an example takes: its reads by the table of formulas, and what making, finding nothing to do and
//! destroying it costs.

use std::collections::BTreeMap;

use groundplan::exit::Exit;
use groundplan::resource::state::Observed;
use groundplan_life::formulas::{Counts, FORMULAS, LOOKUPS};
use groundplan_life::source::Source;
use groundplan_life::world::{World, settings};
use groundplan_sandbox::CallRecord;

use crate::common::{EXAMPLES, example_world};
use crate::shop::{NETWORK, SERVICE, shop_world};

/// For scale: what a careful script takes for a topology of 28 parts.
const BY_HAND: &str = "by hand, 28 parts: 73 calls to make, 28 to find nothing to do, 68 to destroy";

fn assert_within_formulas(name: &str, observed: &Observed, calls: &[CallRecord]) {
    let counts = Counts::of(observed);
    for (operation, number) in count(calls) {
        match FORMULAS.iter().find(|formula| formula.operation == operation) {
            Some(formula) => {
                let most = (formula.most)(&counts);
                assert!(number <= most, "{name}: {operation}: {number} calls, {} is {most}", formula.text);
            }
            None => assert!(LOOKUPS.contains(&operation), "{name}: {operation} has no formula"),
        }
    }
}

/// How often each operation is called.
fn count(calls: &[CallRecord]) -> BTreeMap<&str, usize> {
    let mut counted = BTreeMap::new();
    for call in calls {
        *counted.entry(call.operation.as_str()).or_default() += 1;
    }
    counted
}

#[test]
fn the_reads_of_an_observation_follow_the_formulas() {
    println!("{BY_HAND}");
    for name in EXAMPLES {
        let desired = Source::example(name).right().desired();
        let world = example_world(name);
        let made = world.apply(&desired);
        let nothing_to_do = world.apply(&desired);
        let observed = world.observe(&desired);

        assert_within_formulas(name, &observed, &nothing_to_do.calls);

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

#[test]
fn an_observation_of_the_shop_calls_what_the_formulas_say() {
    for text in [NETWORK, SERVICE] {
        let source = Source::new(text);
        let (world, desired) = (shop_world(&source), source.right().desired());
        assert_eq!(world.apply(&desired).outcome.exit(), Exit::Done);
        let nothing_to_do = world.apply(&desired);
        assert_eq!(nothing_to_do.writes(), 0);
        assert_within_formulas("the shop", &world.observe(&desired), &nothing_to_do.calls);
    }
}

/// A VPC with so many subnets, each routed and each with a rule of its own.
fn wide(subnets: usize) -> String {
    let names: Vec<String> = (0..subnets).map(|index| format!("s{index}")).collect();
    let declared: String = names
        .iter()
        .enumerate()
        .map(|(index, name)| format!("subnet {name} \"10.0.{index}.0/24\" in a;\n"))
        .collect();
    let on = names.join(", ");
    let blocks = (0..subnets.min(50)).map(|index| format!("\"10.0.{index}.0/24\" -> tool: tcp 9000;\n"));
    format!(
        r#"
        topology Wide;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {{
            {declared}
            internet_gateway gate;
            route_table to_internet on [{on}] {{ "0.0.0.0/0" -> gate; }}
        }}
        security {{ {} }}
        instance tool in s0 {{ launch: {{ instance_type: "t3.small", ami: ubuntu "22.04" x86_64 }} }}
        "#,
        blocks.collect::<String>()
    )
}

#[test]
fn a_hundred_and_fifty_subnets_take_no_more_reads_than_four() {
    let runs = [4, 150].map(|subnets| {
        let checked = Source::new(wide(subnets)).right();
        let (world, desired) = (World::new(checked.scope(), settings()), checked.desired());
        let outcome = world.apply(&desired).outcome;
        assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
        let nothing_to_do = world.apply(&desired);
        assert_within_formulas("a wide network", &world.observe(&desired), &nothing_to_do.calls);
        nothing_to_do.calls
    });
    let [few, many] = &runs;
    assert_eq!(count(few), count(many));
}
