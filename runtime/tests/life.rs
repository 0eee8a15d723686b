//! The whole life of a small network on the sandbox: planned, applied, planned again, edited, killed, destroyed.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test may panic")]

mod common;

use std::sync::{Arc, Mutex};

use groundplan::connector::{Attempt, Hook, Quiet, Verdict};
use groundplan::event::Verb;
use groundplan::exit::Exit;
use groundplan::resource::Kind;
use groundplan::resource::address::Address;
use groundplan::resource::attribute::{Attributes, Value, attributes};
use groundplan::resource::state::{Desired, Resource};

use common::*;

fn resource(kind: Kind, name: &str, attributes: Attributes) -> Resource {
    let mut resource = Resource::new(Address::new(kind, name), attributes);
    resource.tags.insert("Name".into(), format!("Shop {name}").into());
    resource
}

fn vpc() -> Value {
    Value::id_of(Address::new(Kind::Vpc, "main"))
}

fn subnet(zone: &str, cidr: &str) -> Resource {
    let attributes = attributes([
        ("vpc_id", vpc()),
        ("cidr_block", cidr.into()),
        ("availability_zone", format!("us-east-1{zone}").into()),
        ("map_public_ip_on_launch", true.into()),
    ]);
    resource(Kind::Subnet, &format!("public.{zone}"), attributes)
}

fn network(cidr: &str) -> Desired {
    let attributes_of_vpc = attributes([
        ("cidr_block", cidr.into()),
        ("secondary_cidr_blocks", Value::List(vec![])),
        ("enable_dns_support", true.into()),
        ("enable_dns_hostnames", true.into()),
    ]);
    Desired::nothing(scope()).with([
        resource(Kind::Vpc, "main", attributes_of_vpc),
        subnet("a", "10.0.1.0/24"),
        subnet("b", "10.0.2.0/24"),
        resource(Kind::InternetGateway, "gate", attributes([("vpc_id", vpc())])),
    ])
}

#[test]
fn what_is_applied_needs_nothing_more_and_can_be_destroyed() {
    let sandbox = new_sandbox();
    let desired = network("10.0.0.0/16");
    let outcome = applied(&sandbox, &desired);
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:?}");
    assert_eq!(outcome.done.len(), 4);

    let again = planned(&sandbox, &desired);
    assert!(again.is_empty(), "{}", again.to_json());
    assert_eq!(again.unchanged.len(), 4);
    let before = writes(&sandbox);
    assert_eq!(applied(&sandbox, &desired).exit(), Exit::Done);
    assert_eq!(writes(&sandbox), before);

    let outcome = destroyed(&sandbox);
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:?}");
    assert_eq!(outcome.done.len(), 4);
    assert!(destroyed(&sandbox).done.is_empty());
}

#[test]
fn an_edit_is_the_plan_and_nothing_else() {
    let sandbox = new_sandbox();
    applied(&sandbox, &network("10.0.0.0/16"));
    let mut desired = network("10.0.0.0/16");
    let address = Address::new(Kind::Subnet, "public.b");
    let edited = desired.resources.get_mut(&address).unwrap();
    edited.attributes.insert("map_public_ip_on_launch".into(), false.into());
    assert_eq!(verbs(&planned(&sandbox, &desired)), [(Verb::Update, "subnet.public.b".to_owned())]);
    assert_eq!(applied(&sandbox, &desired).exit(), Exit::Done);
    assert!(planned(&sandbox, &desired).is_empty());
}

#[test]
fn another_block_of_the_vpc_replaces_everything_in_it() {
    let sandbox = new_sandbox();
    applied(&sandbox, &network("10.0.0.0/16"));
    let desired = network("10.0.0.0/18");
    let outcome = applied(&sandbox, &desired);
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:?}");
    assert_eq!(outcome.done.iter().filter(|done| done.verb == Verb::Create).count(), 4);
    assert_eq!(outcome.done.iter().filter(|done| done.verb == Verb::Delete).count(), 4);
    assert!(planned(&sandbox, &desired).is_empty());
    destroyed(&sandbox);
}

#[test]
fn a_rename_writes_tags_and_nothing_else() {
    let sandbox = new_sandbox();
    applied(&sandbox, &network("10.0.0.0/16"));
    let mut desired = network("10.0.0.0/16");
    let old = Address::new(Kind::InternetGateway, "gate");
    let mut gate = desired.resources.remove(&old).unwrap();
    gate.address = Address::new(Kind::InternetGateway, "door");
    gate.tags.insert("Name".into(), "Shop door".into());
    let unsaid = desired.clone().with([gate.clone()]);
    assert_eq!(planned(&sandbox, &unsaid).refusals.len(), 1);
    gate.was = Some(old);
    let said = desired.with([gate]);
    assert_eq!(verbs(&planned(&sandbox, &said)), [(Verb::Retag, "internet_gateway.door".to_owned())]);
    let before = writes(&sandbox);
    assert_eq!(applied(&sandbox, &said).exit(), Exit::Done);
    assert_eq!(writes(&sandbox), before + 1);
    assert!(planned(&sandbox, &said).is_empty());
}

#[test]
fn a_run_that_is_killed_at_any_write_is_finished_by_the_next() {
    let desired = network("10.0.0.0/16");
    for after in [false, true] {
        for write in 1.. {
            let sandbox = new_sandbox();
            let was_killed = killed(&sandbox, write, after, async |cx, account| {
                apply_all(cx, account, &desired).await;
            });
            let outcome = applied(&sandbox, &desired);
            assert_eq!(outcome.exit(), Exit::Done, "write {write}, after {after}: {outcome:?}");
            assert!(planned(&sandbox, &desired).is_empty(), "write {write}, after {after}");
            let destroyed_when_killed = killed(&sandbox, write, after, async |cx, account| {
                destroy_all(cx, account).await;
            });
            let outcome = destroyed(&sandbox);
            assert_eq!(outcome.exit(), Exit::Done, "write {write}, after {after}: {outcome:?}");
            assert_nothing_left(&sandbox);
            if !was_killed && !destroyed_when_killed {
                assert!(write > 8, "{write}");
                break;
            }
        }
    }
}

#[test]
fn a_lost_answer_makes_nothing_twice() {
    for operation in ["CreateVpc", "CreateInternetGateway", "CreateSubnet", "AttachInternetGateway"] {
        let sandbox = new_sandbox();
        let desired = network("10.0.0.0/16");
        let hook = Arc::new(LoseAnswer(operation, Mutex::default()));
        let outcome = run(&sandbox, hook, async |cx, account| apply_all(cx, account, &desired).await);
        assert_eq!(outcome.exit(), Exit::Done, "{operation}: {outcome:?}");
        assert!(planned(&sandbox, &desired).is_empty(), "{operation}");
        assert_eq!(destroyed(&sandbox).done.len(), 4, "{operation}");
        assert_nothing_left(&sandbox);
    }
}

#[test]
fn credentials_that_end_stop_the_run_and_the_next_one_goes_on() {
    #[derive(Debug)]
    struct Expire(Mutex<u32>);
    impl Hook for Expire {
        fn judge(&self, attempt: &Attempt) -> Verdict {
            let mut writes = self.0.lock().unwrap();
            *writes += u32::from(attempt.writes);
            if *writes < 3 {
                return Verdict::Pass;
            }
            Verdict::Refuse { status: 400, code: "ExpiredToken".into(), message: "expired".into() }
        }
    }
    let sandbox = new_sandbox();
    let desired = network("10.0.0.0/16");
    let hook = Arc::new(Expire(Mutex::new(0)));
    let outcome = run(&sandbox, hook, async |cx, account| apply_all(cx, account, &desired).await);
    assert_eq!(outcome.exit(), Exit::Credentials, "{outcome:?}");
    assert_eq!(applied(&sandbox, &desired).exit(), Exit::Done);
}

#[test]
fn something_foreign_in_the_network_refuses_the_destroy_before_it_begins() {
    let sandbox = new_sandbox();
    applied(&sandbox, &network("10.0.0.0/16"));
    let vpc = run(&sandbox, Arc::new(Quiet), async |cx, _| {
        let vpcs = cx.clients.ec2.describe_vpcs().send().await.unwrap();
        let id = vpcs.vpcs()[0].vpc_id().unwrap().to_owned();
        cx.clients.ec2.create_subnet().vpc_id(&id).cidr_block("10.0.9.0/24").send().await.unwrap();
        id
    });
    let before = writes(&sandbox);
    let outcome = destroyed(&sandbox);
    assert_eq!(outcome.exit(), Exit::Refused);
    assert_eq!(writes(&sandbox), before);
    assert!(format!("{:?}", outcome.refusals).contains(&vpc));
}
