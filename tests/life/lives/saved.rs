//! A saved plan is what a person has agreed to: it is applied when it is still what the declaration and the world ask
//! for, and nothing that somebody has written into it is done.

use std::sync::Arc;

use groundplan::apply::check_saved;
use groundplan::connector::Quiet;
use groundplan::plan::{Action, Plan};
use groundplan::resource::state::{Desired, Scope};
use groundplan_life::source::Source;
use groundplan_life::world::World;

use crate::shop::{SMALL, shop_world};

/// A topology that stands, and what an edit of it asks for: everything anew in another block.
fn moved() -> (World, Desired) {
    let source = Source::new(SMALL);
    let world = shop_world(&source);
    assert!(world.apply(&source.right().desired()).outcome.failed.is_empty());
    let desired = source.edited("10.0.0.0/16", "10.0.0.0/18").right().desired();
    (world, desired)
}

/// What an apply of the saved plan would do, or why it would not.
fn checked(world: &World, desired: &Desired, saved: &Plan) -> Result<Plan, String> {
    let saved = Plan::from_json(&saved.to_json()).unwrap();
    world.run(Arc::new(Quiet), async |cx, account| {
        check_saved(cx, account, desired, &saved)
            .await
            .map(|(plan, _)| plan)
            .map_err(|error| error.to_string())
    })
}

#[test]
fn a_saved_plan_is_applied_as_it_was_agreed_to() {
    let (world, desired) = moved();
    let saved = world.plan(&desired);
    assert!(saved.steps.iter().any(|step| matches!(step.action, Action::Delete { .. })));
    assert_eq!(checked(&world, &desired, &saved), Ok(saved));
}

#[test]
fn a_saved_plan_for_something_else_is_refused() {
    let (world, desired) = moved();
    let saved = world.plan(&desired);
    let told = |saved: &Plan| checked(&world, &desired, saved).unwrap_err();

    let scope = Scope { deployment: "staging".into(), ..saved.scope.clone() };
    assert!(told(&Plan { scope, ..saved.clone() }).contains("the plan was made for `Shop` (staging)"));
    let account = "999988887777".to_owned();
    assert!(told(&Plan { account, ..saved.clone() }).contains("account `999988887777`"));
    let world_then = "0".repeat(32);
    assert!(told(&Plan { world: world_then, ..saved.clone() }).contains("the world has moved"));
    let other = Source::new(SMALL).edited("10.0.0.0/16", "10.0.0.0/17").right().desired();
    assert!(checked(&world, &other, &saved).unwrap_err().contains("another declaration"));
}

#[test]
fn what_is_written_into_a_saved_plan_is_never_done() {
    let (world, desired) = moved();
    let saved = world.plan(&desired);

    let mut aimed = saved.clone();
    for step in &mut aimed.steps {
        if let Action::Delete { found } = &mut step.action {
            found.id = found.id.replace('0', "1");
        }
    }
    assert!(checked(&world, &desired, &aimed).unwrap_err().contains("another declaration"));

    let mut disordered = saved.clone();
    disordered.known.values_mut().for_each(|outputs| outputs.clear());
    for step in &mut disordered.steps {
        step.after = vec![usize::MAX];
        if let Action::Delete { found } = &mut step.action {
            found.attributes.clear();
        }
    }
    assert_eq!(checked(&world, &desired, &disordered), Ok(saved));
}
