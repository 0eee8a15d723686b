//! What a run knows while it goes on: ids and outputs for the steps that refer to them, and what stands by now.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::context::Context;
use crate::error::Error;
use crate::plan::{Action, Plan, outputs};
use crate::resource::Kind;
use crate::resource::address::Address;
use crate::resource::attribute::{Attributes, Value};
use crate::resource::schema::Tagging;
use crate::resource::state::{Found, Observed, Seen, State, Tags};
use crate::walk::Passed;

/// Grows while steps are done.
#[derive(Debug)]
pub(crate) struct Known {
    /// Ids and outputs of what stands for an address.
    outputs: Mutex<BTreeMap<Address, BTreeMap<String, String>>>,
    /// What was observed, with what was done to it since.
    world: Mutex<Observed>,
    /// What the plan deletes, and whether another step comes after that.
    leaving: BTreeMap<(Kind, String), bool>,
}

impl Known {
    /// What stood when the plan was made.
    pub(crate) fn new(plan: &Plan, world: Observed) -> Known {
        let before: BTreeSet<usize> = plan.steps.iter().flat_map(|step| &step.after).copied().collect();
        let leaving = plan.steps.iter().enumerate().filter_map(|(index, step)| match &step.action {
            Action::Delete { found } => {
                Some(((found.address.kind, found.id.clone()), before.contains(&index)))
            }
            _ => None,
        });
        Known {
            outputs: Mutex::new(plan.known.clone()),
            world: Mutex::new(world),
            leaving: leaving.collect(),
        }
    }

    /// What stands by now: for a plan of what is left, and for the outputs, nothing has to be observed again.
    pub(crate) fn into_world(self) -> Observed {
        self.world.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// The id of what stands for an address.
    pub(crate) fn id(&self, address: &Address) -> Option<String> {
        self.outputs().get(address)?.get("id").cloned()
    }

    /// What stands for an address.
    pub(crate) fn found(&self, address: &Address) -> Option<Found> {
        let id = self.id(address)?;
        self.world().found.get(address)?.iter().find(|found| found.id == id).cloned()
    }

    /// What a kind's reads need of what stands.
    pub(crate) fn parents(&self, cx: &Context, kind: Kind) -> Observed {
        let mut parents = Observed::nothing(cx.scope.clone(), "");
        let of_kinds = kind.schema().parents;
        parents.add(self.outputs().iter().filter(|(address, _)| of_kinds.contains(&address.kind)).map(
            |(address, outputs)| Found {
                address: address.clone(),
                id: outputs.get("id").cloned().unwrap_or_default(),
                attributes: Attributes::new(),
                outputs: outputs.clone(),
                tags: Tags::new(),
                state: State::Ready,
                generation: None,
            },
        ));
        parents
    }

    /// Something stands for its address from now on.
    pub(crate) fn insert(&self, found: &Found) {
        self.outputs().insert(found.address.clone(), outputs(found));
    }

    /// A look has shown outputs.
    pub(crate) fn learn(&self, address: &Address, seen: &Seen) {
        self.outputs().entry(address.clone()).or_default().extend(seen.outputs.clone());
    }

    /// A step has made or changed what it is about: this is how it looks now.
    pub(crate) fn record(&self, found: Found, passed: &Passed<String>) {
        let known = self.outputs().get(&found.address).cloned().unwrap_or_default();
        let state = match passed {
            Passed::Done => State::Ready,
            Passed::Waiting(reason) => State::Waiting(reason.clone()),
        };
        let mut outputs = found.outputs.clone();
        outputs.extend(known.into_iter().filter(|(name, _)| name != "id"));
        self.forget(&found);
        let mut world = self.world();
        let standing = world.found.entry(found.address.clone()).or_default();
        standing.push(Found { outputs, state, ..found });
        standing.sort_by(|one, other| one.id.cmp(&other.id));
    }

    /// What a person had to do is done, or has failed.
    pub(crate) fn see(&self, found: &Found, state: State) {
        for one in self.world().found.get_mut(&found.address).into_iter().flatten() {
            if one.id == found.id {
                one.state = state.clone();
            }
        }
    }

    /// It is gone, or stands under another address.
    pub(crate) fn forget(&self, gone: &Found) {
        self.world().found.retain(|address, found| {
            let of_kind = address.kind == gone.address.kind;
            found.retain(|one| !(of_kind && one.id == gone.id));
            !found.is_empty()
        });
    }

    /// Whether a step of the plan comes after the deletion.
    pub(crate) fn comes_before_others(&self, found: &Found) -> bool {
        self.leaving.get(&(found.address.kind, found.id.clone())).is_some_and(|before| *before)
    }

    /// Whether it belongs to a resource whose id it has, and which the plan deletes too.
    pub(crate) fn leaves_with_owner(&self, found: &Found) -> bool {
        let schema = found.address.kind.schema();
        let owner = |kind: &Kind| self.leaving.contains_key(&(*kind, found.id.clone()));
        schema.tagging == Tagging::Parent && schema.parents.iter().any(owner)
    }

    /// Puts ids and outputs for references.
    pub(crate) fn resolve(&self, attributes: &Attributes) -> Result<Attributes, Error> {
        let known = self.outputs();
        let text = |part: &Value| match part {
            Value::Ref(reference) => {
                known.get(&reference.address)?.get(&reference.attribute).cloned().map(Value::Text)
            }
            _ => None,
        };
        let resolved: Attributes =
            attributes.iter().map(|(name, value)| (name.clone(), value.map_parts(&text))).collect();
        for value in resolved.values() {
            let mut unknown = None;
            value.visit_references(&mut |reference| unknown = Some(Value::Ref(reference.clone())));
            if let Some(reference) = unknown {
                return Err(Error::Refused(format!("groundplan bug: `{reference}` is not known yet")));
            }
        }
        Ok(resolved)
    }

    fn outputs(&self) -> MutexGuard<'_, BTreeMap<Address, BTreeMap<String, String>>> {
        self.outputs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn world(&self) -> MutexGuard<'_, Observed> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
