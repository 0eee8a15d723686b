//! What AWS cannot change where it stands: what comes, what goes, and in which order.

use super::*;

#[test]
fn another_vpc_takes_everything_in_it_along() {
    let standing = balanced();
    let mut edited = standing.clone();
    set(&mut edited, &at(Kind::Vpc, "main"), "cidr_block", "10.9.0.0/16");
    let plan = plan(&edited, &made(&standing));
    steps(&plan);
    for name in
        ["vpc.main", "subnet.public.a", "security_group.web", "security_rules.web", "target_group.web"]
    {
        assert!(comes_after(&plan, &format!("delete {name}"), &format!("create {name}")), "{name}");
    }
    assert!(comes_after(&plan, "delete subnet.public.a", "update load_balancer.edge"));
    assert!(comes_after(&plan, "delete vpc.main", "delete security_group.web"));
    assert!(comes_after(&plan, "delete security_group.web", "delete security_rules.edge"));
}

/// Else a request in between meets neither the old default nor its rule.
#[test]
fn rules_come_before_a_new_default_of_their_listener_and_go_behind_it() {
    let (listener, rules) = (at(Kind::Listener, "edge.443"), at(Kind::ListenerRules, "edge.443"));
    let plain = balanced();
    let one = Value::Map(attributes([("action", id(Kind::TargetGroup, "web"))]));
    let mut ruled = plain.clone().with([Resource::new(
        rules,
        attributes([("listener_arn", id(Kind::Listener, "edge.443")), ("rules", Value::List(vec![one]))]),
    )]);
    set(&mut ruled, &listener, "default_action", "404");
    let come = plan(&ruled, &made(&plain));
    steps(&come);
    assert!(comes_after(&come, "update listener.edge.443", "create listener_rules.edge.443"));
    let go = plan(&plain, &made(&ruled));
    steps(&go);
    assert!(comes_after(&go, "delete listener_rules.edge.443", "update listener.edge.443"));
    let first = plan(&ruled, &nothing());
    assert!(comes_after(&first, "create listener_rules.edge.443", "create listener.edge.443"));
}

#[test]
fn a_subnet_that_keeps_its_block_goes_first_and_what_holds_it_with_it() {
    let standing = balanced();
    let mut edited = standing.clone();
    set(&mut edited, &at(Kind::Subnet, "public.a"), "availability_zone", "us-east-1c");
    let plan = plan(&edited, &made(&standing));
    steps(&plan);
    assert!(comes_after(&plan, "create subnet.public.a", "delete subnet.public.a"));
    assert!(comes_after(&plan, "delete subnet.public.a", "delete load_balancer.edge"));
    assert!(comes_after(&plan, "create load_balancer.edge", "create subnet.public.a"));
    let balancer = plan.steps.iter().find(|step| said(step) == "create load_balancer.edge").unwrap();
    assert_eq!(balancer.reason, Reason::Holds(at(Kind::Subnet, "public.a")));
}

#[test]
fn a_target_group_is_replaced_without_a_moment_without_targets() {
    let standing = balanced();
    let mut edited = standing.clone();
    set(&mut edited, &at(Kind::TargetGroup, "web"), "port", 8080);
    let plan = plan(&edited, &made(&standing));
    let order = [
        "create target_group.web",
        "update auto_scaling_group.web",
        "update listener.edge.443",
        "update auto_scaling_group.web",
        "delete target_group.web",
    ];
    assert_eq!(steps(&plan), order);
    for pair in 1..order.len() {
        assert!(!plan.steps[pair].after.is_empty());
    }
    let Action::Update { attributes, .. } = &plan.steps[1].action else { panic!() };
    let both = Value::List(vec!["<target_group.web>".into(), id(Kind::TargetGroup, "web")]);
    assert_eq!(attributes["target_group_arns"], both);
}

#[test]
fn groups_that_name_each_other_lose_their_rules_first() {
    let standing = balanced();
    let plan = plan(&Desired::nothing(scope()), &made(&standing));
    assert_eq!(steps(&plan).len(), standing.resources.len());
    for name in ["web", "edge"] {
        for rules in ["web", "edge"] {
            let (group, rules) =
                (format!("delete security_group.{name}"), format!("delete security_rules.{rules}"));
            assert!(comes_after(&plan, &group, &rules));
        }
    }
    assert!(comes_after(&plan, "delete vpc.main", "delete security_group.web"));
    assert!(comes_after(&plan, "delete target_group.web", "delete listener.edge.443"));
    assert_eq!(said(plan.steps.last().unwrap()), "delete vpc.main");
}

#[test]
fn a_part_that_overlaps_what_goes_is_made_behind_it() {
    let standing = desired([vpc("10.0.0.0/16"), subnet("a", "10.0.0.0/20")]);
    let split = desired([vpc("10.0.0.0/16"), subnet("b", "10.0.0.0/24")]);
    let plan = plan(&split, &made(&standing));
    assert!(comes_after(&plan, "create subnet.public.b", "delete subnet.public.a"));
}

#[test]
fn a_broken_resource_is_replaced_and_a_pending_one_awaited() {
    let desired = desired([vpc("10.0.0.0/16")]);
    let mut observed = made(&desired);
    let address = at(Kind::Vpc, "main");
    found(&mut observed, &address).state = State::Pending("AWS makes it".into());
    let awaited = plan(&desired, &observed);
    assert_eq!(steps(&awaited), ["await vpc.main"]);
    assert!(awaited.is_empty());
    found(&mut observed, &address).state = State::Failed("no luck".into());
    let replaced = plan(&desired, &observed);
    assert_eq!(steps(&replaced), ["delete vpc.main", "create vpc.main"]);
    assert!(replaced.steps.iter().all(|step| step.reason == Reason::Broken("no luck".into())));
}

/// Its name is the same, and AWS would answer with the broken one.
#[test]
fn a_broken_load_balancer_goes_before_its_successor_comes() {
    let desired = balanced();
    let mut observed = made(&desired);
    found(&mut observed, &at(Kind::LoadBalancer, "edge")).state = State::Failed("no luck".into());
    let plan = plan(&desired, &observed);
    assert!(
        comes_after(&plan, "create load_balancer.edge", "delete load_balancer.edge"),
        "{:?}",
        steps(&plan)
    );
    assert!(
        comes_after(&plan, "create listener.edge.443", "create load_balancer.edge"),
        "{:?}",
        steps(&plan)
    );
}
