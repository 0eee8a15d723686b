//! A fate for each address: what becomes of it, and why. Addresses are decided behind those that they need, so that a
//! replacement is known when what refers to it is looked at.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::{Standing, differences, have, replaces, tag_differences, want};
use super::{Difference, Reason, Refusal, refuse};
use crate::resource::Kind;
use crate::resource::address::Address;
use crate::resource::attribute::{Attributes, Value};
use crate::resource::schema::{Change, Tagging};
use crate::resource::state::{Desired, Found, Observed, Resource, State};

/// What becomes of a desired address.
#[derive(Debug)]
pub(super) struct Fate<'a> {
    pub(super) resource: &'a Resource,
    /// What it should look like, in the words of the comparison.
    pub(super) want: Attributes,
    pub(super) course: Course<'a>,
    /// Whether it stands under its old address.
    pub(super) renamed: bool,
    /// What waits for a person, and this with it.
    pub(super) waits_for: Option<Address>,
    /// What waits for a person, and this is idle until it does not.
    pub(super) idles_for: Option<Address>,
}

/// What is done about it.
#[derive(Debug)]
pub(super) enum Course<'a> {
    Create,
    Replace { old: &'a Found, reason: Reason, delete_first: bool },
    Update { found: &'a Found, differences: Vec<Difference> },
    Await { found: &'a Found, reason: Reason },
    Keep { found: &'a Found },
}

impl<'a> Fate<'a> {
    /// What stands for the address, and goes on standing.
    pub(super) fn standing(&self) -> Option<&'a Found> {
        match self.course {
            Course::Update { found, .. } | Course::Await { found, .. } | Course::Keep { found } => {
                Some(found)
            }
            Course::Create | Course::Replace { .. } => None,
        }
    }

    pub(super) fn is_unchanged(&self) -> bool {
        matches!(self.course, Course::Keep { .. }) && !self.is_retagged()
    }

    /// Whether its tags are all that must be written to give it its new address.
    pub(super) fn is_retagged(&self) -> bool {
        self.renamed
            && self.standing().is_some()
            && self.resource.address.kind.schema().tagging != Tagging::Parent
    }

    /// Whether it is made.
    pub(super) fn is_made(&self) -> bool {
        matches!(self.course, Course::Create | Course::Replace { .. })
    }
}

/// All fates.
#[derive(Debug, Default)]
pub(super) struct Decided<'a> {
    pub(super) fates: BTreeMap<&'a Address, Fate<'a>>,
    /// What goes, beside the old sides of replacements.
    pub(super) leaving: Vec<(&'a Found, Reason)>,
    /// What is made, and what goes of another address that cannot be there beside it.
    pub(super) clashes: Vec<(&'a Address, &'a Found)>,
    pub(super) refusals: Vec<Refusal>,
}

/// Decides every address.
pub(super) fn decide<'a>(desired: &'a Desired, observed: &'a Observed) -> Decided<'a> {
    let mut decided = Decided::default();
    let (sequence, circle) = needs_first(desired);
    if !circle.is_empty() {
        decided.refusals.push(Refusal::Circle { addresses: circle.into_iter().cloned().collect() });
    }
    decided.refusals.extend(refuse::astray(observed));
    decided.refusals.extend(refuse::copies(observed));
    let referred = referred(observed);
    let mut standing = Standing::default();
    let mut delete_first: BTreeMap<&str, &Address> = BTreeMap::new();
    let mut used: BTreeSet<&Address> = BTreeSet::new();
    for resource in sequence {
        let (at, candidates) = candidates(desired, observed, resource);
        used.insert(at);
        let renamed = *at != resource.address;
        let waits_for = waits_for(resource, &decided.fates);
        let mut want = want(resource, &observed.facts, &standing);
        let current = match choose(resource, &want, candidates, &standing, &referred) {
            Ok(current) => current,
            Err(ids) => {
                let twice = Refusal::Twice { address: resource.address.clone(), ids };
                if !decided.refusals.contains(&twice) {
                    decided.refusals.push(twice);
                }
                continue;
            }
        };
        let superseded = candidates.iter().filter(|found| Some(*found) != current);
        decided.leaving.extend(superseded.map(|found| (found, Reason::Superseded)));
        let schema = resource.address.kind.schema();
        if let Some(found) = current {
            (schema.settle)(&mut want, &have(found, &standing));
        }
        let mut fate =
            Fate { resource, want, course: Course::Create, renamed, waits_for: None, idles_for: None };
        let idles = make_idle(&mut fate, current, waits_for.as_ref());
        if let Some(found) = current {
            fate.course = course(&fate, found, &standing, &delete_first, &mut decided.refusals);
        }
        if let Course::Replace { old, delete_first: true, .. } = &fate.course {
            delete_first.insert(&old.id, &resource.address);
        }
        fate.waits_for = match &fate.course {
            Course::Keep { .. } => None,
            _ if needs_person(&fate, current) => Some(resource.address.clone()),
            _ => waits_for.filter(|(_, by_reference)| *by_reference || !idles).map(|(address, _)| address),
        };
        if let Some(found) = fate.standing() {
            standing.keep(&resource.address, found);
        }
        if let Course::Update { .. } = fate.course {
            standing.will_change(&resource.address);
        }
        decided.fates.insert(&resource.address, fate);
    }
    let gone =
        observed.found.iter().filter(|(address, _)| !used.contains(address)).flat_map(|(_, found)| found);
    decided.leaving.extend(gone.map(|found| (found, Reason::Removed)));
    decided.clashes = find_clashes(&decided, &standing);
    let refusals = refuse::refuse(&decided, observed, &standing);
    decided.refusals.extend(refusals);
    decided
}

/// Resources behind those that they need, and those that lie in a circle.
fn needs_first(desired: &Desired) -> (Vec<&Resource>, Vec<&Address>) {
    let mut missing: BTreeMap<&Address, usize> = BTreeMap::new();
    let mut needed_by: BTreeMap<&Address, Vec<&Address>> = BTreeMap::new();
    for resource in desired.resources.values() {
        let needs: Vec<&Address> =
            resource.needs().into_iter().filter(|need| desired.resources.contains_key(need)).collect();
        missing.insert(&resource.address, needs.len());
        for need in needs {
            needed_by.entry(need).or_default().push(&resource.address);
        }
    }
    let mut ready: BTreeSet<&Address> =
        missing.iter().filter(|(_, count)| **count == 0).map(|(address, _)| *address).collect();
    let mut sequence = Vec::with_capacity(missing.len());
    while let Some(address) = ready.pop_first() {
        missing.remove(address);
        sequence.extend(desired.resources.get(address));
        for follower in needed_by.get(address).into_iter().flatten() {
            if let Some(count) = missing.get_mut(follower) {
                *count -= 1;
                if *count == 0 {
                    ready.insert(follower);
                }
            }
        }
    }
    (sequence, missing.into_keys().collect())
}

/// What was found for a resource, and under which address.
fn candidates<'a>(
    desired: &'a Desired,
    observed: &'a Observed,
    resource: &'a Resource,
) -> (&'a Address, &'a [Found]) {
    let found = |address: &Address| observed.found.get(address).map_or(&[][..], Vec::as_slice);
    let own = found(&resource.address);
    match &resource.was {
        Some(was) if own.is_empty() && !desired.resources.contains_key(was) => match found(was) {
            [] => (&resource.address, own),
            old => (was, old),
        },
        _ => (&resource.address, own),
    }
}

/// The ids that something of ours refers to.
fn referred(observed: &Observed) -> BTreeSet<&str> {
    let mut referred = BTreeSet::new();
    for found in observed.all() {
        for value in found.attributes.values() {
            visit_texts(value, &mut |text| {
                if text != found.id {
                    referred.insert(text);
                }
            });
        }
    }
    referred
}

/// Which of several found ones is the resource: the one that needs no replacement. Where none is, any. Where several
/// are, a lost answer or an interrupted run has made one twice: it is the one that others refer to, and the first where
/// nothing refers to any. Where others refer to several, the error is their ids.
fn choose<'a>(
    resource: &Resource,
    want: &Attributes,
    candidates: &'a [Found],
    standing: &Standing<'_>,
    referred: &BTreeSet<&str>,
) -> Result<Option<&'a Found>, Vec<String>> {
    if candidates.len() <= 1 {
        return Ok(candidates.first());
    }
    let schema = resource.address.kind.schema();
    let fits = |found: &&Found| {
        let (mut want, have) = (want.clone(), have(found, standing));
        (schema.settle)(&mut want, &have);
        let different = differences(schema, &want, &have);
        !matches!(found.state, State::Failed(_))
            && !different.iter().any(|difference| replaces(schema, difference))
    };
    let fitting: Vec<&Found> = candidates.iter().filter(fits).collect();
    let used: Vec<&Found> =
        fitting.iter().copied().filter(|one| referred.contains(one.id.as_str())).collect();
    match (fitting.as_slice(), used.as_slice()) {
        ([], _) => Ok(candidates.first()),
        ([one], _) | (_, [one]) => Ok(Some(one)),
        ([first, ..], []) => Ok(Some(first)),
        (_, several) => Err(several.iter().map(|found| found.id.clone()).collect()),
    }
}

/// What waits for a person among what the resource needs, and whether an attribute refers to it.
fn waits_for(resource: &Resource, fates: &BTreeMap<&Address, Fate<'_>>) -> Option<(Address, bool)> {
    let waits = |address: &Address| fates.get(address).and_then(|fate| fate.waits_for.clone());
    let mut by_reference = None;
    for value in resource.attributes.values() {
        value.visit_references(&mut |reference| {
            by_reference = by_reference.take().or_else(|| waits(&reference.address));
        });
    }
    match by_reference {
        Some(address) => Some((address, true)),
        None => resource.after.iter().find_map(waits).map(|address| (address, false)),
    }
}

/// A kind that can idle is made idle while what it comes after waits, unless it is at work already. Returns whether the
/// wait does not hold it.
fn make_idle(fate: &mut Fate<'_>, current: Option<&Found>, waits_for: Option<&(Address, bool)>) -> bool {
    let (Some(idle), Some((waits_for, false))) = (fate.resource.address.kind.schema().idle, waits_for) else {
        return false;
    };
    let at_work = current.is_some_and(|found| {
        let mut idled = found.attributes.clone();
        idle(&mut idled);
        idled != found.attributes
    });
    if !at_work {
        idle(&mut fate.want);
        fate.idles_for = Some(waits_for.clone());
    }
    true
}

fn needs_person(fate: &Fate<'_>, current: Option<&Found>) -> bool {
    fate.resource.address.kind.schema().needs_person
        && (fate.is_made() || current.is_some_and(|found| matches!(found.state, State::Waiting(_))))
}

/// What is done about something that stands.
fn course<'a>(
    fate: &Fate<'a>,
    found: &'a Found,
    standing: &Standing<'_>,
    delete_first: &BTreeMap<&str, &Address>,
    refusals: &mut Vec<Refusal>,
) -> Course<'a> {
    let address = &fate.resource.address;
    let schema = address.kind.schema();
    let have = have(found, standing);
    let mut different = differences(schema, &fate.want, &have);
    for difference in &different {
        if let Some(Change::Refused(reason)) = schema.attribute(&difference.attribute).map(|one| one.change) {
            refusals.push(Refusal::Unchangeable {
                address: address.clone(),
                difference: difference.clone(),
                reason: reason.to_owned(),
            });
        }
    }
    if let Some(held) = holds(fate, found, delete_first) {
        return Course::Replace { old: found, reason: Reason::Holds(held), delete_first: true };
    }
    let key_stays = !schema.natural_key.is_empty()
        && schema.natural_key.iter().all(|key| fate.want.get(*key) == have.get(*key));
    let delete_first = key_stays || schema.clashes.is_some_and(|clash| clash(&have, &fate.want));
    if let State::Failed(why) = &found.state {
        // It serves nobody, and its successor may need its name: asked for a load balancer of the same name and looks,
        // AWS answers with the broken one.
        return Course::Replace { old: found, reason: Reason::Broken(why.clone()), delete_first: true };
    }
    let (replacing, in_place): (Vec<Difference>, Vec<Difference>) =
        different.drain(..).partition(|difference| replaces(schema, difference));
    if !replacing.is_empty() {
        return Course::Replace { old: found, reason: Reason::Replaced(replacing), delete_first };
    }
    let mut differences = in_place;
    // A renamed resource gets its tags with the new address.
    if schema.tagging != Tagging::Parent && !fate.renamed {
        differences.extend(tag_differences(fate.resource, found, standing));
    }
    match &found.state {
        _ if !differences.is_empty() => Course::Update { found, differences },
        State::Pending(why) => Course::Await { found, reason: Reason::Pending(why.clone()) },
        State::Waiting(what) => Course::Await { found, reason: Reason::Waiting(what.clone()) },
        State::Ready | State::Failed(_) => Course::Keep { found },
    }
}

/// What is deleted before its successor is made, while this refers to both.
fn holds(fate: &Fate<'_>, found: &Found, delete_first: &BTreeMap<&str, &Address>) -> Option<Address> {
    let schema = fate.resource.address.kind.schema();
    let mut held = None;
    for attribute in schema.attributes.iter().filter(|attribute| attribute.holds) {
        let (Some(before), Some(after)) =
            (found.attributes.get(attribute.name), fate.want.get(attribute.name))
        else {
            continue;
        };
        visit_texts(before, &mut |text| {
            if let Some(address) = delete_first.get(text) {
                after.visit_references(&mut |reference| {
                    if reference.address == **address {
                        held = Some(reference.address.clone());
                    }
                });
            }
        });
    }
    held
}

/// Calls `visit` for each whole text in a value.
pub(super) fn visit_texts<'a>(value: &'a Value, visit: &mut impl FnMut(&'a str)) {
    match value {
        Value::Text(text) => visit(text),
        Value::List(values) => values.iter().for_each(|value| visit_texts(value, visit)),
        Value::Map(map) => map.values().for_each(|value| visit_texts(value, visit)),
        _ => {}
    }
}

/// Everything that will be deleted.
pub(super) fn deleted<'a, 'b>(decided: &'b Decided<'a>) -> impl Iterator<Item = &'a Found> + use<'a, 'b> {
    let replaced = decided.fates.values().filter_map(|fate| match fate.course {
        Course::Replace { old, .. } => Some(old),
        _ => None,
    });
    replaced.chain(decided.leaving.iter().map(|(found, _)| *found))
}

/// What is made, and what goes of another address that cannot be there beside it.
fn find_clashes<'a>(decided: &Decided<'a>, standing: &Standing<'_>) -> Vec<(&'a Address, &'a Found)> {
    // Only what lies in the same thing can clash: that keeps the pairs few.
    let place = |kind: Kind, attributes: &Attributes| {
        let within = kind.schema().lies_in.and_then(|(attribute, _)| attributes.get(attribute).cloned());
        (kind, within)
    };
    let mut going: BTreeMap<_, Vec<(&Found, Attributes)>> = BTreeMap::new();
    for found in deleted(decided).filter(|found| found.address.kind.schema().clashes.is_some()) {
        let have = have(found, standing);
        going.entry(place(found.address.kind, &have)).or_default().push((found, have));
    }
    let mut clashes = Vec::new();
    for (address, fate) in decided.fates.iter().filter(|(_, fate)| fate.is_made()) {
        let Some(clash) = address.kind.schema().clashes else { continue };
        let Some(going) = going.get(&place(address.kind, &fate.want)) else { continue };
        let beside =
            going.iter().filter(|(found, have)| found.address != **address && clash(have, &fate.want));
        clashes.extend(beside.map(|(found, _)| (*address, *found)));
    }
    clashes
}
