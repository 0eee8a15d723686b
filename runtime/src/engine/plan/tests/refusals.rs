//! What a plan refuses, and what it takes for the same thing under another name.

use super::*;

#[test]
fn a_rename_retags_and_an_unsaid_one_is_refused() {
    let standing = desired([vpc("10.0.0.0/16"), subnet("a", "10.0.1.0/24")]);
    let mut renamed = subnet("a", "10.0.1.0/24");
    renamed.address = at(Kind::Subnet, "front");
    let refused = plan(&desired([vpc("10.0.0.0/16"), renamed.clone()]), &made(&standing));
    let (from, to) = (at(Kind::Subnet, "public.a"), at(Kind::Subnet, "front"));
    assert_eq!(refused.refusals, [Refusal::Renamed { from: from.clone(), to }]);
    renamed.was = Some(from);
    let plan = plan(&desired([vpc("10.0.0.0/16"), renamed]), &made(&standing));
    assert_eq!(steps(&plan), ["retag subnet.front"]);
}

#[test]
fn a_precious_thing_is_not_lost_to_a_changed_word() {
    let certificate =
        |name: &str| Resource::new(at(Kind::Certificate, name), attributes([("domain_name", name.into())]));
    let plan = plan(&desired([certificate("new")]), &made(&desired([certificate("old")])));
    assert!(matches!(plan.refusals[0], Refusal::Renamed { .. }));
}

#[test]
fn blocks_that_change_places_are_refused_and_a_block_that_moves_on_is_not() {
    let standing = desired([vpc("10.0.0.0/16"), subnet("a", "10.0.1.0/24"), subnet("b", "10.0.2.0/24")]);
    let swapped = desired([vpc("10.0.0.0/16"), subnet("a", "10.0.2.0/24"), subnet("b", "10.0.1.0/24")]);
    let refusals = plan(&swapped, &made(&standing)).refusals;
    assert!(matches!(&refusals[..], [Refusal::Circle { addresses }] if addresses.len() == 2));
    let moved = desired([vpc("10.0.0.0/16"), subnet("a", "10.0.2.0/24"), subnet("b", "10.0.3.0/24")]);
    let plan = plan(&moved, &made(&standing));
    assert!(comes_after(&plan, "create subnet.public.a", "delete subnet.public.b"));
}

#[test]
fn what_an_interrupted_replacement_left_is_taken_away() {
    let desired = desired([vpc("10.0.0.0/16"), subnet("a", "10.0.1.0/24")]);
    let mut observed = made(&desired);
    let mut old = observed.found[&at(Kind::Vpc, "main")][0].clone();
    old.id = "<old>".into();
    old.attributes.insert("cidr_block".into(), "10.9.0.0/16".into());
    observed.add([old]);
    let plan = plan(&desired, &observed);
    assert_eq!(steps(&plan), ["delete vpc.main"]);
    assert_eq!(plan.steps[0].reason, Reason::Superseded);
}

#[test]
fn of_twins_the_one_that_is_used_stays_and_used_ones_are_refused() {
    let wanted = desired([vpc("10.0.0.0/16"), subnet("a", "10.0.1.0/24")]);
    let mut observed = made(&wanted);
    let mut twin = observed.found[&at(Kind::Vpc, "main")][0].clone();
    twin.id = "<a twin>".into();
    observed.add([twin]);
    let mended = plan(&wanted, &observed);
    assert_eq!(steps(&mended), ["delete vpc.main"]);
    let Action::Delete { found: gone } = &mended.steps[0].action else { panic!() };
    assert_eq!(gone.id, "<a twin>");

    let mut other = observed.found[&at(Kind::Subnet, "public.a")][0].clone();
    other.id = "<other>".into();
    other.attributes.insert("vpc_id".into(), "<a twin>".into());
    observed.add([other]);
    let refusals = plan(&wanted, &observed).refusals;
    let ids = vec!["<vpc.main>".to_owned(), "<a twin>".to_owned()];
    assert_eq!(refusals, [Refusal::Twice { address: at(Kind::Vpc, "main"), ids }]);
}

#[test]
fn of_what_is_deleted_in_use_no_twin_is_guessed() {
    let wanted = desired([vpc("10.0.0.0/16"), subnet("a", "10.0.1.0/24")]);
    let address = at(Kind::Subnet, "public.a");
    let mut observed = made(&wanted);
    let mut twin = found(&mut observed, &address).clone();
    twin.id = "<a twin>".into();
    let generation = |observed: &mut Observed, generation: &[&str]| {
        let all = observed.found.get_mut(&address).unwrap().iter_mut();
        all.zip(generation).for_each(|(one, generation)| one.generation = Some((*generation).to_owned()));
    };
    observed.add([twin]);
    generation(&mut observed, &["1", "1"]);
    let ids = vec!["<subnet.public.a>".to_owned(), "<a twin>".to_owned()];
    let twice = [Refusal::Twice { address: address.clone(), ids }];
    assert_eq!(plan(&wanted, &observed).refusals, twice);
    assert_eq!(plan(&Desired::nothing(scope()), &observed).refusals, twice);

    generation(&mut observed, &["1", "2"]);
    assert_eq!(plan(&wanted, &observed).refusals, []);
    generation(&mut observed, &["1", "1"]);
    observed.found.get_mut(&address).unwrap()[1].state = State::Failed("no luck".into());
    assert_eq!(plan(&wanted, &observed).refusals, []);
}

#[test]
fn what_carries_our_tags_in_a_foreign_network_is_refused() {
    let wanted = desired([vpc("10.0.0.0/16"), subnet("a", "10.0.1.0/24")]);
    let mut observed = made(&wanted);
    let mut copy = observed.found[&at(Kind::Subnet, "public.a")][0].clone();
    copy.id = "<copy>".into();
    copy.attributes.insert("vpc_id".into(), "vpc-of-another".into());
    observed.add([copy]);
    let within = "vpc-of-another".to_owned();
    let astray = Refusal::Astray { address: at(Kind::Subnet, "public.a"), id: "<copy>".into(), within };
    let astray = [astray];
    assert_eq!(plan(&wanted, &observed).refusals, astray);
    assert_eq!(plan(&Desired::nothing(scope()), &observed).refusals, astray);
}

#[test]
fn a_foreign_thing_with_the_same_key_is_refused_with_its_owner() {
    let wanted = desired([vpc("10.0.0.0/16"), subnet("a", "10.0.1.0/24")]);
    let mut observed = made(&desired([vpc("10.0.0.0/16")]));
    observed.foreign.push(Foreign {
        what: "subnet 10.0.1.0/24".into(),
        id: "subnet-9".into(),
        owner: "somebody".into(),
        within: "<vpc.main>".into(),
        like: Some((
            Kind::Subnet,
            attributes([("vpc_id", "<vpc.main>".into()), ("cidr_block", "10.0.1.0/24".into())]),
        )),
    });
    let refusals = plan(&wanted, &observed).refusals;
    assert!(matches!(&refusals[..], [Refusal::Taken { holder, .. }] if holder.owner == "somebody"));
}

#[test]
fn another_region_and_a_protection_refuse_the_plan() {
    let standing = balanced();
    let mut observed = made(&standing);
    observed.elsewhere.insert("eu-west-1".into());
    let elsewhere = plan(&standing, &observed).refusals;
    assert_eq!(elsewhere, [Refusal::Elsewhere { regions: vec!["eu-west-1".into()] }]);

    let mut observed = made(&standing);
    let balancer = at(Kind::LoadBalancer, "edge");
    found(&mut observed, &balancer).attributes.insert("deletion_protection".into(), true.into());
    let protected = plan(&Desired::nothing(scope()), &observed).refusals;
    let attribute = "deletion_protection".to_owned();
    assert_eq!(protected, [Refusal::Protected { address: balancer, attribute }]);
}

#[test]
fn resources_in_a_circle_are_refused() {
    let mut one = vpc("10.0.0.0/16");
    one.after.insert(at(Kind::Subnet, "public.a"));
    let refusals = plan(&desired([one, subnet("a", "10.0.1.0/24")]), &nothing()).refusals;
    assert!(matches!(&refusals[0], Refusal::Circle { addresses } if addresses.len() == 2));
}
