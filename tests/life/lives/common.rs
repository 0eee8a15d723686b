//! What several files of lives share: the accounts of the examples.

use groundplan_life::source::Source;
use groundplan_life::world::World;

/// The examples that are topologies.
pub const EXAMPLES: [&str; 3] = ["site", "convive", "warehouse"];

/// The certificate that the warehouse uses and did not make.
pub const SHOP_CERTIFICATE: &str =
    "arn:aws:acm:eu-central-1:111122223333:certificate/0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0";

/// An account for an example, with what it takes for granted, in which somebody sets DNS records.
pub fn example_world(name: &str) -> World {
    let world = World::with_actors(Source::example(name).right().scope());
    if name == "warehouse" {
        world.sandbox().add_certificate(SHOP_CERTIFICATE, &["shop.example.com", "*.shop.example.com"]);
    }
    world
}
