//! An edit is what its plan says, and nothing else.

use groundplan::event::Verb;
use groundplan::exit::Exit;
use groundplan::plan::{Plan, Refusal};
use groundplan_life::account::left;
use groundplan_life::source::Source;
use groundplan_life::world::World;

use crate::shop::{NETWORK, SERVICE, SMALL, shop_world};

fn steps(plan: &Plan) -> Vec<String> {
    plan.steps.iter().map(|step| format!("{:?} {}", step.verb(), step.address)).collect()
}

/// The edit plans these steps, and needs nothing more when they are done. On the way between two right topologies there
/// may be one that the checker refuses: it is applied all the same.
fn assert_edit(world: &World, source: &Source, expected: &[&str]) {
    let desired = source.check().desired();
    let plan = world.plan(&desired);
    assert_eq!(steps(&plan), expected, "{}", source.text);
    let outcome = world.apply(&desired).outcome;
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
    let again = world.plan(&desired);
    assert!(again.is_empty(), "{}", again.to_json());
}

/// A topology that stands.
fn standing(text: &str) -> (World, Source) {
    let source = Source::new(text);
    let world = shop_world(&source);
    let outcome = world.apply(&source.right().desired()).outcome;
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
    (world, source)
}

#[test]
fn an_edit_is_the_plan_and_nothing_else() {
    let (world, source) = standing(SMALL);
    let edited = source.edited("public_addresses: yes", "public_addresses: no");
    assert_edit(&world, &edited, &["Update subnet.public.a", "Update subnet.public.b"]);
}

#[test]
fn another_block_of_the_vpc_replaces_everything_in_it() {
    let (world, source) = standing(SMALL);
    let desired = source.edited("10.0.0.0/16", "10.0.0.0/18").right().desired();
    let outcome = world.apply(&desired).outcome;
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:?}");
    for verb in [Verb::Create, Verb::Delete] {
        let done = outcome.done.iter().filter(|done| done.verb == verb);
        assert_eq!(done.count(), desired.resources.len(), "{verb:?}");
    }
    assert!(world.plan(&desired).is_empty());
    assert_eq!(world.destroy().outcome.exit(), Exit::Done);
    assert_eq!(left(&world), [""; 0]);
}

#[test]
fn a_rename_writes_tags_and_nothing_else() {
    let (world, source) = standing(SMALL);
    let unsaid = source.edited("internet_gateway gate", "internet_gateway door").edited("-> gate", "-> door");
    let refusals = world.plan(&unsaid.right().desired()).refusals;
    assert!(matches!(refusals[..], [Refusal::Renamed { .. }]), "{refusals:?}");
    let said = unsaid.edited("internet_gateway door", "#[was(gate)] internet_gateway door").right().desired();
    assert_eq!(steps(&world.plan(&said)), ["Retag internet_gateway.door"]);
    let run = world.apply(&said);
    assert_eq!((run.outcome.exit(), run.writes()), (Exit::Done, 1), "{:#?}", run.outcome);
    assert!(world.plan(&said).is_empty());
}

/// Nothing of a load balancer's or a group's can move from one network to another.
#[test]
fn another_block_of_the_vpc_replaces_what_serves_in_it() {
    for text in [NETWORK, SERVICE] {
        let (world, source) = standing(text);
        let desired = source.edited("10.0.0.0/16", "10.0.0.0/18").right().desired();
        let outcome = world.apply(&desired).outcome;
        assert_eq!(outcome.exit(), Exit::Done, "{:#?}", outcome.failed);
        let again = world.plan(&desired);
        assert!(again.is_empty(), "{}", again.to_json());
        assert_eq!(world.destroy().outcome.exit(), Exit::Done);
        assert_eq!(left(&world), [""; 0]);
    }
}

/// One edit of the source after the other, and the steps that each plans.
#[test]
fn an_edit_of_a_service_is_applied_and_needs_nothing_more() {
    let edits: [(&str, &str, &[&str]); 7] = [
        ("max: 4 }", "max: 3 }", &["Update auto_scaling_group.web"]),
        (
            "edge -> api: tcp 8080;",
            "edge -> api: tcp 8080, tcp 8081;",
            &["Update security_rules.api", "Update security_rules.edge"],
        ),
        (
            r#""api.shop.example.com" => api,"#,
            r#""api.shop.example.com" if path "/v1/*" => api,"#,
            &["Update listener_rules.edge.443"],
        ),
        (r#"health_check: "/up""#, r#"health_check: "/health""#, &["Update target_group.api"]),
        (
            "t3.small",
            "t3.medium",
            &[
                "Update launch_template.api",
                "Update launch_template.web",
                "Update auto_scaling_group.api",
                "Update auto_scaling_group.web",
            ],
        ),
        ("tcp 8080", "tcp 8090", &["Update security_rules.api", "Update security_rules.edge"]),
        (
            "http 8080",
            "http 8090",
            &[
                "Create target_group.api",
                "Update auto_scaling_group.api",
                "Update listener_rules.edge.443",
                "Update auto_scaling_group.api",
                "Delete target_group.api",
            ],
        ),
    ];
    let (world, mut source) = standing(SERVICE);
    for (from, to, expected) in edits {
        source.text = source.text.replace(from, to);
        assert_edit(&world, &source, expected);
    }
    assert_eq!(world.destroy().outcome.exit(), Exit::Done);
    assert_eq!(left(&world), [""; 0]);
}
