//! What several files of lives share: the accounts of the examples.

use groundplan_life::account::left;
use groundplan_life::source::Source;
use groundplan_life::world::World;

/// The examples that are topologies.
pub const EXAMPLES: [&str; 4] = ["site", "convive", "forge", "warehouse"];

/// The certificates that examples use and did not make, with the example and the hosts.
const EXISTING: [(&str, &str, &[&str]); 2] = [
    (
        "arn:aws:acm:eu-central-1:111122223333:certificate/0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0",
        "warehouse",
        &["shop.example.com", "*.shop.example.com"],
    ),
    (
        "arn:aws:acm:eu-central-1:111122223333:certificate/6f9f0f2c-8f0e-4a51-9f0c-0c6f7ad6f3b1",
        "forge",
        &["*.example.com"],
    ),
];

/// An account for an example, with what it takes for granted, in which somebody sets DNS records.
pub fn example_world(name: &str) -> World {
    let world = World::with_actors(Source::example(name).right().scope());
    for (arn, _, hosts) in EXISTING.iter().filter(|(_, example, _)| *example == name) {
        world.sandbox().add_certificate(arn, hosts);
    }
    world
}

/// What is left of an example in its account, but for what it found there.
pub fn left_of_example(world: &World) -> Vec<String> {
    let mut left = left(world);
    left.retain(|row| !EXISTING.iter().any(|(arn, ..)| row.ends_with(arn)));
    left
}
