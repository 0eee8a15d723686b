//! Topologies of one shop, each as small as what it shows allows, and their lives.

use std::collections::BTreeSet;
use std::time::Duration;

use groundplan::exit::Exit;
use groundplan::outcome::Outcome;
use groundplan::resource::address::Address;
use groundplan_life::account::left;
use groundplan_life::source::Source;
use groundplan_life::world::{World, settings};

/// Two subnets with a way to the internet.
pub const SMALL: &str = r#"
    topology Shop;
    region "us-east-1";
    zones a, b;

    vpc main "10.0.0.0/16" {
        subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
        internet_gateway gate;
        route_table to_internet on public { "0.0.0.0/0" -> gate; }
    }
"#;

/// Private machines, each by itself, behind a balancer and NAT gateways.
pub const NETWORK: &str = r#"
    topology Shop;
    region "us-east-1";
    zones a, b;
    tags { Project: "shop" }

    vpc main "10.0.0.0/16" {
        subnet public per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
        subnet private per zone { a: "10.0.11.0/24", b: "10.0.12.0/24" }
        internet_gateway gate;
        nat_gateway out per zone in public;
        route_table to_internet on public { "0.0.0.0/0" -> gate; }
        route_table to_nat per zone on private { "0.0.0.0/0" -> out; }
        gateway_endpoint s3 "s3" on to_nat;
    }

    security {
        internet -> edge: tcp 80;
        edge -> tool: tcp 9000;
        tool -> internet: tcp 443;
        tool -> s3: tcp 443;
    }

    load_balancer edge internet_facing in public {
        listen http 80 => match path { "/v1/*" => tool, _ => respond 404 };
    }

    instance tool per zone in private {
        launch: { instance_type: "t3.small", ami: ubuntu "22.04" x86_64 },
        target: http 9000 { health_check: "/up" },
    }
"#;

/// Groups of machines behind a balancer with a certificate.
pub const SERVICE: &str = r#"
    topology Shop;
    region "us-east-1";
    zones a, b;

    vpc main "10.0.0.0/16" {
        subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
        internet_gateway gate;
        route_table to_internet on public { "0.0.0.0/0" -> gate; }
    }

    security {
        internet -> edge: tcp 80, tcp 443;
        edge -> web: tcp 3000;
        edge -> api: tcp 8080;
        permit [web, api] -> internet: all;
    }

    certificate site for ["www.shop.example.com", "api.shop.example.com"];

    load_balancer edge internet_facing in public {
        listen http 80 => redirect 301 https 443;
        listen https 443 with { certificates: [site], ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06" } => match host {
            "www.shop.example.com" => web,
            "api.shop.example.com" => api,
            _ => respond 404,
        };
    }

    let machine = { instance_type: "t3.small", ami: ubuntu "22.04" x86_64, root_volume: gp3 8 GiB };

    auto_scaling_group web in public {
        launch: { ..machine },
        size: { min: 1, desired: 2, max: 4 },
        scaling: cpu 70%,
        health_check: load_balancer { grace: 300 s },
        target: http 3000 { health_check: "/", stickiness: 24 h, deregistration_delay: 30 s },
    }

    auto_scaling_group api in public {
        launch: { ..machine },
        size: { min: 1, desired: 1, max: 2 },
        target: http 8080 { health_check: "/up", deregistration_delay: 30 s },
    }
"#;

/// An account for a topology of the shop, in which somebody sets DNS records.
pub fn shop_world(source: &Source) -> World {
    World::with_actors(source.right().scope())
}

/// It makes everything once, needs nothing more, and leaves nothing.
fn assert_lives(text: &str) {
    let source = Source::new(text);
    let (world, desired) = (shop_world(&source), source.right().desired());
    let run = world.apply(&desired);
    assert_eq!(run.outcome.exit(), Exit::Done, "{:#?}", run.outcome);
    assert_eq!(done(&run.outcome), desired.resources.keys().collect());

    let again = world.plan(&desired);
    assert!(again.is_empty(), "{}", again.to_json());
    assert_eq!(again.unchanged.len(), desired.resources.len());
    let run = world.apply(&desired);
    assert_eq!((run.outcome.exit(), run.writes()), (Exit::Done, 0), "{:#?}", run.outcome);

    let run = world.destroy();
    assert_eq!(run.outcome.exit(), Exit::Done, "{:#?}", run.outcome);
    assert_eq!(done(&run.outcome), desired.resources.keys().collect());
    assert_eq!(left(&world), [""; 0]);
    assert!(world.destroy().outcome.done.is_empty());
}

/// What was made or deleted.
fn done(outcome: &Outcome) -> BTreeSet<&Address> {
    outcome.done.iter().map(|done| &done.address).collect()
}

#[test]
fn a_small_network_lives_and_leaves_nothing() {
    assert_lives(SMALL);
}

#[test]
fn a_network_with_machines_lives_and_leaves_nothing() {
    assert_lives(NETWORK);
}

#[test]
fn a_service_whose_records_are_set_meanwhile_goes_on_until_it_is_healthy() {
    assert_lives(SERVICE);
}

/// Does what the outcome asks a person to do: sets the DNS records.
fn set_dns_records(world: &World, outcome: &Outcome) {
    for waiting in &outcome.waiting {
        let words: Vec<&str> = waiting.reason.split_whitespace().collect();
        for record in words.windows(3).filter(|words| words[1] == "CNAME") {
            world.sandbox().set_dns_record(record[0], record[2].trim_end_matches(';'));
        }
    }
}

#[test]
fn a_service_waits_for_its_certificate_and_goes_on_from_there() {
    let checked = Source::new(SERVICE).right();
    let (world, desired) = (World::new(checked.scope(), settings()), checked.desired());
    let outcome = world.apply(&desired).outcome;
    assert_eq!(outcome.exit(), Exit::Waiting, "{outcome:#?}");
    assert_eq!(outcome.waiting.len(), 1);
    assert!(outcome.waiting[0].reason.contains("CNAME"), "{outcome:#?}");
    let run = world.apply(&desired);
    assert_eq!((run.outcome.exit(), run.writes()), (Exit::Waiting, 0), "{:#?}", run.outcome);

    set_dns_records(&world, &outcome);
    world.pass(Duration::from_mins(30));
    let outcome = world.apply(&desired).outcome;
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
    let again = world.plan(&desired);
    assert!(again.is_empty(), "{}", again.to_json());

    assert_eq!(world.destroy().outcome.exit(), Exit::Done);
    assert_eq!(left(&world), [""; 0]);
}
