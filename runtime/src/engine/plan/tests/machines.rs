//! Groups of machines: templates, sizes, and what they wait for.

use super::*;

#[test]
fn a_new_template_version_is_known_only_when_it_is_made() {
    let standing = balanced();
    let mut edited = standing.clone();
    set(&mut edited, &at(Kind::LaunchTemplate, "web"), "instance_type", "t3.medium");
    let plan = plan(&edited, &made(&standing));
    assert_eq!(steps(&plan), ["update launch_template.web", "update auto_scaling_group.web"]);
    let Action::Update { differences, .. } = &plan.steps[1].action else { panic!() };
    let version = Value::attribute_of(at(Kind::LaunchTemplate, "web"), "version");
    assert_eq!(differences[0].after, Some(version));
}

#[test]
fn a_pending_certificate_holds_its_listener_and_lets_machines_idle() {
    let desired = balanced();
    let first = plan(&desired, &nothing());
    let step = |plan: &Plan, text: &str| plan.steps.iter().find(|step| said(step) == text).cloned();
    let site = at(Kind::Certificate, "site");
    assert_eq!(step(&first, "create listener.edge.443").unwrap().waits_for, Some(site.clone()));
    let machines = step(&first, "create auto_scaling_group.web").unwrap();
    assert_eq!((machines.waits_for, machines.idles_for), (None, Some(site.clone())));
    let Action::Create { attributes, .. } = &machines.action else { panic!() };
    assert_eq!(attributes["max_size"], 0.into());
    assert!(!comes_after(&first, "create auto_scaling_group.web", "create listener.edge.443"));

    // All that could be made is made; the certificate waits.
    let mut idle = desired.clone();
    for size in ["min_size", "desired_capacity", "max_size"] {
        set(&mut idle, &at(Kind::AutoScalingGroup, "web"), size, 0);
    }
    let mut observed = made(&idle);
    observed.found.remove(&at(Kind::Listener, "edge.443"));
    found(&mut observed, &site).state = State::Waiting("set the DNS record".into());
    let second = plan(&desired, &observed);
    assert_eq!(steps(&second), ["await certificate.site", "create listener.edge.443"]);
    assert_eq!(second.steps[1].after, [0]);

    // It is issued: the group starts to work behind its listener.
    found(&mut observed, &site).state = State::Ready;
    let third = plan(&desired, &observed);
    assert_eq!(steps(&third), ["create listener.edge.443", "update auto_scaling_group.web"]);
    assert_eq!(third.steps[1].after, [0]);
}

#[test]
fn machines_at_work_are_not_sent_home_by_a_new_certificate() {
    let standing = balanced();
    let mut edited = standing.clone();
    set(&mut edited, &at(Kind::Certificate, "site"), "domain_name", "www.example.com");
    let plan = plan(&edited, &made(&standing));
    assert_eq!(
        steps(&plan),
        ["create certificate.site", "update listener.edge.443", "delete certificate.site"]
    );
    assert_eq!(plan.steps[2].after, [0, 1]);
}

#[test]
fn the_size_that_a_scaling_policy_chose_is_no_difference_but_its_bounds_hold() {
    let desired = balanced();
    let mut observed = made(&desired);
    let machines = at(Kind::AutoScalingGroup, "web");
    found(&mut observed, &machines).attributes.insert("desired_capacity".into(), 3.into());
    assert!(plan(&desired, &observed).is_empty());
    found(&mut observed, &machines).attributes.insert("desired_capacity".into(), 9.into());
    let clamped = plan(&desired, &observed);
    let Action::Update { differences, .. } = &clamped.steps[0].action else { panic!() };
    assert_eq!(differences[0].after, Some(4.into()));
}
