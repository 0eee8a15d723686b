//! Waits: how often they look, and what they tell meanwhile.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use groundplan::client::Target;
use groundplan::clock::{Clock, ClockMode};
use groundplan::connector::Quiet;
use groundplan::context::Context;
use groundplan::event::{Event, Sink};
use groundplan::exit::Exit;
use groundplan_life::source::Source;
use groundplan_life::world::{Run, Work, World, settings};
use groundplan_sandbox::Sandbox;

/// A VPC with a NAT gateway in each zone.
fn behind_gateways(zones: &[&str]) -> Source {
    let blocks = |net: usize| -> String {
        let block = |(index, zone): (usize, &&str)| format!("{zone}: \"10.0.{}.0/24\", ", net + index);
        zones.iter().enumerate().map(block).collect()
    };
    Source::new(format!(
        r#"
        topology Behind;
        region "us-east-1";
        zones {};
        vpc main "10.0.0.0/16" {{
            subnet public per zone {{ {} }}
            subnet private per zone {{ {} }}
            internet_gateway gate;
            nat_gateway out per zone in public;
            route_table to_internet on public {{ "0.0.0.0/0" -> gate; }}
            route_table to_nat per zone on private {{ "0.0.0.0/0" -> out; }}
        }}
        "#,
        zones.join(", "),
        blocks(1),
        blocks(11)
    ))
}

#[test]
fn three_of_a_kind_are_waited_for_with_the_looks_at_one() {
    let [one, three] = [&["a"][..], &["a", "b", "c"]].map(|zones| {
        let checked = behind_gateways(zones).right();
        let world = World::new(checked.scope(), settings());
        [world.apply(&checked.desired()), world.destroy()].map(|run| {
            assert_eq!(run.outcome.exit(), Exit::Done, "{:#?}", run.outcome);
            let looks =
                |run: &Run| run.calls.iter().filter(|call| call.operation == "DescribeNatGateways").count();
            looks(&run)
        })
    });
    assert_eq!(one, three);
}

#[test]
fn a_wait_tells_of_itself_also_while_nothing_is_looked_at() {
    let checked = behind_gateways(&["a"]).right();
    let told: Arc<Mutex<Vec<Duration>>> = Arc::default();
    let sink: Sink = {
        let told = told.clone();
        Arc::new(move |event| {
            if let Event::Waiting { address, waited, .. } = event
                && address.to_string() == "nat_gateway.out.a"
            {
                told.lock().unwrap().push(waited);
            }
        })
    };
    let target = Target::Sandbox(Arc::new(Mutex::new(Sandbox::new(settings()))), None);
    ClockMode::Jump.runtime().unwrap().block_on(async {
        let clock = Clock::new(ClockMode::Jump, SystemTime::now());
        let cx = Context::new(checked.scope(), &target, clock, Arc::new(Quiet), sink).await;
        let outcome = Work::Apply(&checked.desired()).run(&cx, "111122223333", Default::default()).await;
        assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
    });
    let told = told.lock().unwrap();
    assert_eq!(told.first(), Some(&Duration::ZERO));
    assert!(told.windows(2).all(|two| two[1] - two[0] <= Duration::from_secs(11)), "{told:?}");
    assert!(told.last() > Some(&Duration::from_secs(60)), "{told:?}");
}

/// No subnet can lie in a block that AWS still adds, be the VPC new or not.
#[test]
fn a_subnet_waits_until_its_block_belongs_to_the_vpc() {
    let first = r#"
        topology Grown;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" with { secondary: ["10.20.0.0/16"] } {
            subnet one per zone { a: "10.20.1.0/24" }
        }
    "#;
    let more = Source::new(
        first
            .replace(r#"["10.20.0.0/16"]"#, r#"["10.20.0.0/16", "10.30.0.0/16"]"#)
            .replace("subnet one", "subnet two per zone { a: \"10.30.1.0/24\" }\n subnet one"),
    );
    let checked = Source::new(first).right();
    let world = World::new(checked.scope(), settings());
    for desired in [checked.desired(), more.right().desired()] {
        let run = world.apply(&desired);
        assert_eq!(run.outcome.exit(), Exit::Done, "{:#?}", run.outcome);
        assert!(run.calls.iter().all(|call| call.refused.is_none()), "{:#?}", run.calls);
        assert!(world.plan(&desired).is_empty());
    }
    assert_eq!(world.destroy().outcome.exit(), Exit::Done);
}
