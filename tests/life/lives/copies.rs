//! Things that others made with a copy of our tags, as "launch more like this" does: none is deleted by a guess.

use std::sync::Arc;

use aws_sdk_ec2::types::{Instance, ResourceType, Tag, TagSpecification};
use groundplan::connector::Quiet;
use groundplan::exit::Exit;
use groundplan::plan::{Plan, Refusal};
use groundplan::resource::state::Desired;
use groundplan_life::account::left;
use groundplan_life::source::Source;
use groundplan_life::world::World;

use crate::shop::{NETWORK, SERVICE, shop_world};

fn standing(text: &str) -> (World, Desired) {
    let source = Source::new(text);
    let (world, desired) = (shop_world(&source), source.right().desired());
    let outcome = world.apply(&desired).outcome;
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
    (world, desired)
}

/// The tags that a person can copy: AWS keeps its own.
fn copied(tags: &[Tag], kind: ResourceType) -> TagSpecification {
    let tags = tags.iter().filter(|tag| !tag.key().unwrap_or_default().starts_with("aws:"));
    TagSpecification::builder().resource_type(kind).set_tags(Some(tags.cloned().collect())).build()
}

/// Launches a machine like one whose address is as given, and tells the ids of both.
fn launch_like(world: &World, address: &str) -> (String, String) {
    world.run(Arc::new(Quiet), async |cx, _| {
        let answer = cx.clients.ec2.describe_instances().send().await.unwrap();
        let is_it = |one: &&Instance| one.tags().iter().any(|tag| tag.value() == Some(address));
        let ours = answer.reservations().iter().flat_map(|one| one.instances()).find(is_it).unwrap();
        let launched = cx.clients.ec2.run_instances().min_count(1).max_count(1);
        let launched = launched
            .image_id(ours.image_id().unwrap())
            .instance_type(ours.instance_type().unwrap().clone())
            .subnet_id(ours.subnet_id().unwrap())
            .tag_specifications(copied(ours.tags(), ResourceType::Instance));
        let launched = launched.send().await.unwrap();
        let id = |one: &Instance| one.instance_id().unwrap().to_owned();
        (id(ours), id(&launched.instances()[0]))
    })
}

/// A plan, an apply and a destroy refuse because of these two, and write nothing.
fn assert_refused(world: &World, desired: &Desired, address: &str, one: &str, other: &str) {
    let mut both = vec![one.to_owned(), other.to_owned()];
    both.sort();
    let twice = |plan: &[Refusal]| match plan {
        [Refusal::Twice { address: at, ids }] => at.to_string() == address && *ids == both,
        _ => false,
    };
    let Plan { refusals, .. } = world.plan(desired);
    assert!(twice(&refusals), "{refusals:#?}");
    let run = world.apply(desired);
    assert_eq!((run.outcome.exit(), run.writes()), (Exit::Refused, 0));
    let run = world.destroy();
    assert_eq!((run.outcome.exit(), run.writes()), (Exit::Refused, 0));
    assert!(twice(&run.outcome.refusals), "{:#?}", run.outcome.refusals);
}

#[test]
fn a_machine_with_a_copy_of_our_tags_is_refused_and_deleted_by_nobody() {
    let (world, desired) = standing(NETWORK);
    let (ours, copy) = launch_like(&world, "instance.tool.a");
    assert_refused(&world, &desired, "instance.tool.a", &ours, &copy);
    world.run(Arc::new(Quiet), async |cx, _| {
        let keys = ["groundplan:topology", "groundplan:address"];
        let keys = keys.map(|key| Tag::builder().key(key).build()).to_vec();
        cx.clients.ec2.delete_tags().resources(&copy).set_tags(Some(keys)).send().await.unwrap();
    });
    assert!(world.plan(&desired).is_empty());
    let run = world.destroy();
    assert_eq!((run.outcome.exit(), run.writes()), (Exit::Refused, 0));
    assert!(format!("{:?}", run.outcome.refusals).contains(&copy), "{:#?}", run.outcome.refusals);
}

#[test]
fn a_machine_launched_like_one_of_a_group_is_foreign_to_a_destroy() {
    let (world, desired) = standing(SERVICE);
    let (_, copy) = launch_like(&world, "auto_scaling_group.web");
    assert!(world.plan(&desired).is_empty());
    let run = world.destroy();
    assert_eq!((run.outcome.exit(), run.writes()), (Exit::Refused, 0));
    assert!(format!("{:?}", run.outcome.refusals).contains(&copy), "{:#?}", run.outcome.refusals);

    world.run(Arc::new(Quiet), async |cx, _| {
        cx.clients.ec2.terminate_instances().instance_ids(&copy).send().await.unwrap();
    });
    world.pass(std::time::Duration::from_mins(5));
    assert_eq!(world.destroy().outcome.exit(), Exit::Done);
    assert_eq!(left(&world), [""; 0]);
}

#[test]
fn a_security_group_with_a_copy_of_our_tags_is_refused_and_deleted_by_nobody() {
    let (world, desired) = standing(NETWORK);
    let (ours, copy) = world.run(Arc::new(Quiet), async |cx, _| {
        let answer = cx.clients.ec2.describe_security_groups().send().await.unwrap();
        let is_it = |tag: &Tag| tag.value() == Some("security_group.tool");
        let ours = answer.security_groups().iter().find(|one| one.tags().iter().any(is_it)).unwrap();
        let made = cx.clients.ec2.create_security_group().group_name("copy of tool").description("a copy");
        let made = made
            .vpc_id(ours.vpc_id().unwrap())
            .tag_specifications(copied(ours.tags(), ResourceType::SecurityGroup));
        let made = made.send().await.unwrap();
        (ours.group_id().unwrap().to_owned(), made.group_id().unwrap().to_owned())
    });
    assert_refused(&world, &desired, "security_group.tool", &ours, &copy);
}
