//! Steps of the fates, and which comes after which.
//!
//! * What is made or changed comes after what it refers to.
//! * What is deleted comes after everything that held it: deleted too, or changed so that it holds no longer.
//! * A replacement is made before the old one is deleted, unless both cannot be there at a time.

use std::collections::{BTreeMap, BTreeSet};

use super::decide::{Course, Decided, Fate, visit_texts};
use super::{Action, Difference, Reason, Step};
use crate::resource::Kind;
use crate::resource::address::Address;
use crate::resource::attribute::{Attributes, Value};
use crate::resource::schema::Tagging;
use crate::resource::state::{Found, Observed};

/// The steps in order, or the addresses that come after each other in a circle.
pub(super) fn order(observed: &Observed, decided: &Decided<'_>) -> Result<Vec<Step>, Vec<Address>> {
    let mut graph = Graph::default();
    for fate in decided.fates.values() {
        graph.add_fate(fate, decided);
    }
    for (found, reason) in &decided.leaving {
        graph.add_delete(found, reason.clone());
    }
    graph.join_needs(decided);
    graph.join_owners();
    graph.join_overlaps(decided);
    graph.join_replacements(decided);
    graph.join_holders(observed);
    graph.join_kinds();
    graph.join_clashes(decided);
    graph.sorted()
}

#[derive(Default)]
struct Graph<'a> {
    steps: Vec<Step>,
    after: Vec<BTreeSet<usize>>,
    /// The step behind which a desired address is as it should be.
    last: BTreeMap<&'a Address, usize>,
    /// The step that deletes what was found.
    deletes: BTreeMap<(Kind, &'a str), usize>,
    /// The step that deletes an id which others refer to.
    deletes_of_id: BTreeMap<&'a str, usize>,
    /// The step that adds a successor beside what it replaces: the resource, and the replaced addresses.
    overlaps: Vec<(usize, &'a Address, BTreeSet<&'a Address>)>,
}

impl<'a> Graph<'a> {
    fn add(
        &mut self,
        address: &Address,
        action: Action,
        reason: Reason,
        waits_for: Option<Address>,
    ) -> usize {
        let address = address.clone();
        self.steps.push(Step { address, action, reason, after: Vec::new(), waits_for, idles_for: None });
        self.after.push(BTreeSet::new());
        self.steps.len() - 1
    }

    fn add_delete(&mut self, found: &'a Found, reason: Reason) -> usize {
        let step = self.add(&found.address, Action::Delete { found: found.clone() }, reason, None);
        self.deletes.insert((found.address.kind, &found.id), step);
        // What belongs to another resource may go by its id, and nobody refers to it.
        if found.address.kind.schema().tagging != Tagging::Parent {
            self.deletes_of_id.insert(&found.id, step);
        }
        step
    }

    fn add_fate(&mut self, fate: &'a Fate<'a>, decided: &Decided<'a>) {
        let address = &fate.resource.address;
        let tags = &fate.resource.tags;
        let waits_for = fate.waits_for.clone();
        let mut before = None;
        if let (true, Some(found)) = (fate.is_retagged(), fate.standing()) {
            let action = Action::Retag { found: found.clone(), tags: tags.clone() };
            before = Some(self.add(address, action, Reason::Renamed(found.address.clone()), None));
        }
        let create = || Action::Create { attributes: fate.want.clone(), tags: tags.clone() };
        let step = match &fate.course {
            Course::Create => Some(self.add(address, create(), Reason::Missing, waits_for)),
            Course::Replace { old, reason, .. } => {
                let step = self.add(address, create(), reason.clone(), waits_for);
                self.add_delete(old, reason.clone());
                Some(step)
            }
            Course::Update { found, differences } => {
                before = self.add_overlap(fate, found, decided).or(before);
                let action = Action::Update {
                    found: (*found).clone(),
                    attributes: fate.want.clone(),
                    tags: tags.clone(),
                    differences: differences.clone(),
                };
                Some(self.add(address, action, Reason::Different, waits_for))
            }
            Course::Await { found, reason } => {
                let action = Action::Await { found: (*found).clone() };
                Some(self.add(address, action, reason.clone(), waits_for))
            }
            Course::Keep { .. } => None,
        };
        if let Some(step) = step {
            self.steps[step].idles_for = fate.idles_for.clone();
            self.after[step].extend(before);
        }
        if let Some(last) = step.or(before) {
            self.last.insert(address, last);
        }
    }

    /// An update that adds the successors of what is replaced to a list, and leaves the replaced in it.
    fn add_overlap(&mut self, fate: &'a Fate<'a>, found: &Found, decided: &Decided<'a>) -> Option<usize> {
        let schema = fate.resource.address.kind.schema();
        let attribute = schema.attributes.iter().find(|attribute| attribute.overlaps)?;
        let (Some(Value::List(before)), Some(Value::List(after))) =
            (found.attributes.get(attribute.name), fate.want.get(attribute.name))
        else {
            return None;
        };
        let mut replaced = BTreeSet::new();
        let mut successors = Vec::new();
        for value in after {
            value.visit_references(&mut |reference| {
                if let Some((address, fate)) = decided.fates.get_key_value(&reference.address)
                    && matches!(fate.course, Course::Replace { delete_first: false, .. })
                {
                    replaced.insert(*address);
                    successors.push(value.clone());
                }
            });
        }
        if replaced.is_empty() || before.is_empty() {
            return None;
        }
        let both = Value::List(before.iter().cloned().chain(successors).collect());
        let mut attributes: Attributes = found.attributes.clone();
        attributes.insert(attribute.name.to_owned(), both.clone());
        let difference = Difference {
            attribute: attribute.name.to_owned(),
            before: Some(Value::List(before.clone())),
            after: Some(both),
        };
        let action = Action::Update {
            found: found.clone(),
            attributes,
            tags: Attributes::new(),
            differences: vec![difference],
        };
        let step = self.add(&fate.resource.address, action, Reason::Different, fate.waits_for.clone());
        self.overlaps.push((step, &fate.resource.address, replaced));
        Some(step)
    }

    /// What is made or changed comes after what it needs.
    fn join_needs(&mut self, decided: &Decided<'a>) {
        for (address, step) in self.last.clone() {
            let Some(fate) = decided.fates.get(address) else { continue };
            let idles = address.kind.schema().idle.is_some();
            for need in fate.resource.needs() {
                let waits = decided.fates.get(need).is_some_and(|need| need.waits_for.is_some());
                let held = !(idles && waits && fate.resource.after.contains(need));
                if let (true, Some(before)) = (held, self.last.get(need)) {
                    let (first, second) =
                        if self.goes_before(address, *before) { (step, *before) } else { (*before, step) };
                    self.after[second].insert(first);
                }
            }
        }
    }

    /// What belongs to a resource ends behind its change, where it would have gone before it.
    fn join_owners(&mut self) {
        for delete in self.deletes.values() {
            let address = &self.steps[*delete].address;
            for parent in address.kind.schema().parents {
                let owner = Address::new(*parent, address.name.clone());
                if let Some(change) = self.last.get(&owner).filter(|step| self.goes_before(address, **step)) {
                    self.after[*delete].insert(*change);
                }
            }
        }
    }

    /// Whether what has this address belongs to the resource that the step changes, and goes before it.
    fn goes_before(&self, address: &Address, step: usize) -> bool {
        let (schema, owner) = (address.kind.schema(), &self.steps[step].address);
        schema.before_owner
            && schema.parents.contains(&owner.kind)
            && owner.name == address.name
            && matches!(self.steps[step].action, Action::Update { .. })
    }

    /// Adding a successor comes before the others switch to it, and taking the replaced away comes behind that.
    fn join_overlaps(&mut self, decided: &Decided<'a>) {
        for (step, owner, replaced) in std::mem::take(&mut self.overlaps) {
            for address in &replaced {
                self.after[step].extend(self.last.get(*address));
            }
            let Some(last) = self.last.get(owner).copied() else { continue };
            for (address, fate) in &decided.fates {
                let mut uses = false;
                for value in fate.resource.attributes.values() {
                    value.visit_references(&mut |reference| uses |= replaced.contains(&reference.address));
                }
                if let (true, Some(user)) = (uses && *address != owner, self.last.get(*address)) {
                    self.after[*user].insert(step);
                    self.after[last].insert(*user);
                }
            }
        }
    }

    fn join_replacements(&mut self, decided: &Decided<'a>) {
        for (address, fate) in &decided.fates {
            let Course::Replace { old, delete_first, .. } = fate.course else { continue };
            let (Some(create), Some(delete)) =
                (self.last.get(*address), self.deletes.get(&(old.address.kind, old.id.as_str())))
            else {
                continue;
            };
            let (first, second) = if delete_first { (*delete, *create) } else { (*create, *delete) };
            self.after[second].insert(first);
        }
    }

    /// What is deleted comes after everything that held it.
    fn join_holders(&mut self, observed: &Observed) {
        for holder in observed.all() {
            let schema = holder.address.kind.schema();
            let itself = self.deletes.get(&(holder.address.kind, holder.id.as_str())).copied();
            let let_go = itself.or_else(|| self.last.get(&holder.address).copied());
            let Some(let_go) = let_go else { continue };
            let owner = |kind: &Kind| self.deletes.get(&(*kind, holder.id.as_str())).copied();
            let owner = schema.parents.iter().filter(|_| schema.goes_with_owner).find_map(owner);
            let mut held = Vec::new();
            for (name, value) in &holder.attributes {
                if schema.attribute(name).is_none_or(|attribute| attribute.holds) {
                    visit_texts(value, &mut |text| held.extend(self.deletes_of_id.get(text).copied()));
                }
            }
            for let_go in owner.into_iter().chain([let_go]) {
                for delete in held.iter().filter(|delete| **delete != let_go) {
                    self.after[*delete].insert(let_go);
                }
            }
        }
    }

    /// Kinds that hold each other without a reference.
    fn join_kinds(&mut self) {
        let deletes: Vec<usize> = self.deletes.values().copied().collect();
        for step in &deletes {
            let first = self.steps[*step].address.kind.schema().gone_first;
            if first.is_empty() {
                continue;
            }
            let before =
                deletes.iter().copied().filter(|other| first.contains(&self.steps[*other].address.kind));
            let before: Vec<usize> = before.filter(|other| other != step).collect();
            self.after[*step].extend(before);
        }
    }

    /// What cannot be there beside something that goes comes after it.
    fn join_clashes(&mut self, decided: &Decided<'a>) {
        for (address, found) in &decided.clashes {
            if let (Some(create), Some(delete)) =
                (self.last.get(*address), self.deletes.get(&(found.address.kind, found.id.as_str())))
            {
                self.after[*create].insert(*delete);
            }
        }
    }

    /// The steps behind those that they come after; among those that could come next, by address.
    fn sorted(self) -> Result<Vec<Step>, Vec<Address>> {
        let mut missing: Vec<usize> = self.after.iter().map(BTreeSet::len).collect();
        let mut followers: Vec<Vec<usize>> = vec![Vec::new(); self.steps.len()];
        for (step, before) in self.after.iter().enumerate() {
            for one in before {
                followers[*one].push(step);
            }
        }
        let key = |step: usize| (&self.steps[step].address, step);
        let mut ready: BTreeSet<(&Address, usize)> =
            (0..self.steps.len()).filter(|step| missing[*step] == 0).map(key).collect();
        let mut sequence = Vec::with_capacity(self.steps.len());
        while let Some((_, step)) = ready.pop_first() {
            sequence.push(step);
            for follower in &followers[step] {
                missing[*follower] -= 1;
                if missing[*follower] == 0 {
                    ready.insert(key(*follower));
                }
            }
        }
        if sequence.len() < self.steps.len() {
            let circle: BTreeSet<Address> = (0..self.steps.len())
                .filter(|step| missing[*step] > 0)
                .map(|step| self.steps[step].address.clone())
                .collect();
            return Err(circle.into_iter().collect());
        }
        let mut place = vec![0; sequence.len()];
        for (new, old) in sequence.iter().enumerate() {
            place[*old] = new;
        }
        let mut steps: Vec<Option<Step>> = self.steps.into_iter().map(Some).collect();
        let in_order = sequence.iter().filter_map(|old| {
            let mut step = steps[*old].take()?;
            step.after = self.after[*old].iter().map(|before| place[*before]).collect();
            step.after.sort_unstable();
            Some(step)
        });
        Ok(in_order.collect())
    }
}
