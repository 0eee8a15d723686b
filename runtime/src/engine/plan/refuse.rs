//! Why a plan cannot be applied, where it takes more than one fate to see it.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::{Standing, have};
use super::decide::{Course, Decided, deleted};
use super::{Reason, Refusal};
use crate::resource::Kind;
use crate::resource::address::Address;
use crate::resource::attribute::{Attributes, Value};
use crate::resource::state::{Found, Observed, State};

/// What everything together gives reason to refuse.
pub(super) fn refuse(decided: &Decided<'_>, observed: &Observed, standing: &Standing<'_>) -> Vec<Refusal> {
    let mut refusals: Vec<Refusal> = deleted(decided).filter_map(protected).collect();
    refusals.extend(renamed(decided, standing));
    refusals.extend(taken(decided, observed, standing));
    if !observed.elsewhere.is_empty() {
        refusals.push(Refusal::Elsewhere { regions: observed.elsewhere.iter().cloned().collect() });
    }
    refusals
}

/// What lies in something that is not ours.
pub(super) fn astray(observed: &Observed) -> Vec<Refusal> {
    let ours: BTreeSet<(Kind, &str)> =
        observed.all().map(|found| (found.address.kind, found.id.as_str())).collect();
    let within =
        |found: &Found| found.lies_in().filter(|within| !ours.contains(within)).map(|(_, id)| id.to_owned());
    let lost = observed.all().filter_map(|found| Some((found, within(found)?)));
    lost.map(|(found, within)| Refusal::Astray {
        address: found.address.clone(),
        id: found.id.clone(),
        within,
    })
    .collect()
}

/// What stands more than once as it was made, and is deleted by no guess: two of one generation are the twin of a lost
/// answer, or a copy that somebody made with our tags, and AWS deletes the one as readily as the other. What an
/// interrupted replacement left is of another generation, or has failed.
pub(super) fn copies(observed: &Observed) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    for (address, found) in observed.found.iter().filter(|(address, _)| !address.kind.schema().spare) {
        let mut alike: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for one in found.iter().filter(|one| !matches!(one.state, State::Failed(_))) {
            if let Some(generation) = &one.generation {
                alike.entry(generation).or_default().push(one.id.clone());
            }
        }
        let twice = alike.into_values().filter(|ids| ids.len() > 1);
        refusals.extend(twice.map(|ids| Refusal::Twice { address: address.clone(), ids }));
    }
    refusals
}

/// What AWS is told not to delete.
fn protected(found: &Found) -> Option<Refusal> {
    let flag = found.address.kind.schema().protection?;
    let on = found.attributes.get(flag) == Some(&Value::Flag(true));
    on.then(|| Refusal::Protected { address: found.address.clone(), attribute: flag.to_owned() })
}

/// What only one resource of a kind can have.
type Key = (Kind, Vec<Option<Value>>);

fn key(kind: Kind, attributes: &Attributes) -> Option<Key> {
    let names = kind.schema().natural_key;
    (!names.is_empty()).then(|| (kind, names.iter().map(|name| attributes.get(*name).cloned()).collect()))
}

/// Something goes, and something comes that could be the same under another name.
fn renamed(decided: &Decided<'_>, standing: &Standing<'_>) -> Vec<Refusal> {
    let created = || decided.fates.values().filter(|fate| matches!(fate.course, Course::Create));
    let by_key: BTreeMap<Key, &Address> = created()
        .filter_map(|fate| Some((key(fate.resource.address.kind, &fate.want)?, &fate.resource.address)))
        .collect();
    let mut precious: BTreeMap<Kind, &Address> = BTreeMap::new();
    for fate in created().filter(|fate| fate.resource.address.kind.schema().precious) {
        precious.entry(fate.resource.address.kind).or_insert(&fate.resource.address);
    }
    let mut refusals = Vec::new();
    for (found, _) in decided.leaving.iter().filter(|(_, reason)| *reason == Reason::Removed) {
        let kind = found.address.kind;
        let same = key(kind, &have(found, standing)).and_then(|key| by_key.get(&key));
        if let Some(to) = same.or_else(|| precious.get(&kind)) {
            refusals.push(Refusal::Renamed { from: found.address.clone(), to: (*to).clone() });
        }
    }
    refusals
}

/// Something that is not ours has what is to be made.
fn taken(decided: &Decided<'_>, observed: &Observed, standing: &Standing<'_>) -> Vec<Refusal> {
    let mut taken = BTreeMap::new();
    for holder in &observed.foreign {
        if let Some((kind, attributes)) = &holder.like {
            let linked: Attributes =
                attributes.iter().map(|(name, value)| (name.clone(), standing.link(value))).collect();
            taken.extend(key(*kind, &linked).map(|key| (key, holder)));
        }
    }
    decided
        .fates
        .values()
        .filter(|fate| fate.is_made())
        .filter_map(|fate| {
            let holder = taken.get(&key(fate.resource.address.kind, &fate.want)?)?;
            Some(Refusal::Taken { address: fate.resource.address.clone(), holder: (*holder).clone() })
        })
        .collect()
}
