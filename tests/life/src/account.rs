//! What an account holds, asked by a test: whether everything serves, whether anything is left.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use groundplan::connector::Quiet;
use groundplan::resource::attribute::{Attributes, Value};
use groundplan::resource::state::Observed;

use crate::world::World;

/// Parts of a region that AWS fills, or that are no things: images and parameters, what happens later, tokens, DNS.
const NOT_OURS: [&str; 5] = ["agenda", "dns", "images", "parameters", "tokens"];

/// Who does not serve: machines of a group that are not in service, targets that are not healthy, groups and
/// listeners' target groups without any.
#[must_use]
pub fn unhealthy(world: &World) -> Vec<String> {
    world.run(Arc::new(Quiet), async |cx, _| {
        let mut sick = Vec::new();
        let groups = cx.clients.scaling.describe_auto_scaling_groups().send().await;
        let groups = groups.expect("the sandbox lists groups");
        for group in groups.auto_scaling_groups() {
            let name = group.auto_scaling_group_name().unwrap_or_default();
            let wanted = group.desired_capacity().unwrap_or_default();
            let serving = group.instances().iter().filter(|one| {
                one.lifecycle_state().is_some_and(|state| state.as_str() == "InService")
                    && one.health_status() == Some("Healthy")
            });
            let serving = serving.count();
            if i32::try_from(serving) != Ok(wanted) || wanted == 0 {
                sick.push(format!("group {name}: {serving} of {wanted} serve"));
            }
        }
        let targets = cx.clients.balancing.describe_target_groups().send().await;
        let targets = targets.expect("the sandbox lists target groups");
        for group in targets.target_groups().iter().filter(|group| !group.load_balancer_arns().is_empty()) {
            let name = group.target_group_name().unwrap_or_default();
            let arn = group.target_group_arn().unwrap_or_default();
            let health = cx.clients.balancing.describe_target_health().target_group_arn(arn).send().await;
            let health = health.expect("the sandbox tells health");
            if health.target_health_descriptions().is_empty() {
                sick.push(format!("target group {name}: no target"));
            }
            for one in health.target_health_descriptions() {
                let state = one.target_health().and_then(|health| health.state());
                if state.is_none_or(|state| state.as_str() != "healthy") {
                    sick.push(format!("target group {name}: {:?}", one.target_health()));
                }
            }
        }
        sick
    })
}

/// What the account holds in any region: rows by table, as `us-east-1 vpcs: vpc-0…`. Asked two hours later, when what
/// AWS shows for a while after its end is gone.
///
/// # Panics
///
/// Where the store's form is not the one that this reads.
#[must_use]
pub fn left(world: &World) -> Vec<String> {
    rows(world)
        .into_iter()
        .flat_map(|(table, ids)| ids.into_iter().map(move |id| format!("{table}: {id}")))
        .collect()
}

/// How many rows each table holds, two hours later.
#[must_use]
pub fn counts(world: &World) -> BTreeMap<String, usize> {
    rows(world).into_iter().map(|(table, ids)| (table, ids.len())).filter(|(_, count)| *count > 0).collect()
}

fn rows(world: &World) -> BTreeMap<String, Vec<String>> {
    let after = world.fork();
    after.pass(Duration::from_hours(2));
    let store = serde_json::to_value(after.sandbox().store()).expect("a store can be saved");
    let regions = store["regions"].as_object().expect("a store has regions");
    let mut rows = BTreeMap::new();
    for (region, tables) in regions {
        for (table, held) in tables.as_object().expect("a region has tables") {
            if let Some(held) = held.as_object().filter(|_| !NOT_OURS.contains(&table.as_str())) {
                rows.insert(format!("{region} {table}"), held.keys().cloned().collect());
            }
        }
    }
    rows
}

/// A deployment without what differs between two accounts in which the same was made: addresses stand for ids, and
/// what AWS chose is left out.
#[must_use]
pub fn looks(observed: &Observed) -> Vec<String> {
    let names: BTreeMap<&str, String> =
        observed.all().map(|found| (found.id.as_str(), found.address.to_string())).collect();
    let plain = |value: &Value| {
        value.map_parts(&|part| match part {
            Value::Text(text) => names.get(text.as_str()).map(|name| Value::Text(format!("<{name}>"))),
            _ => None,
        })
    };
    let dns_names: Vec<(&String, String)> = (observed.all())
        .filter_map(|found| Some((found.outputs.get("dns_name")?, format!("<{}>", found.address))))
        .collect();
    let mut looks: Vec<String> = (observed.all())
        .map(|found| {
            let mut attributes: Attributes =
                found.attributes.iter().map(|(name, value)| (name.clone(), plain(value))).collect();
            found.address.kind.schema().sort(&mut attributes);
            let looks = format!("{} {:?} {attributes:?} {:?}", found.address, found.state, found.tags);
            // AWS makes a DNS name anew each time; a script holds it as text.
            dns_names.iter().fold(looks, |looks, (name, shown)| looks.replace(name.as_str(), shown))
        })
        .collect();
    looks.sort();
    looks
}
