//! The plan: what has to be done so that what is there becomes what is desired.
//!
//! [`plan`] is a pure function of two values: no clock, no call, no environment. Its answer is a value too: it can be
//! printed, saved as JSON, asserted on in a test, and applied. `apply` reads the plan alone.
//!
//! The way there: [`compare`] tells differences, [`decide`] makes a fate for each address of them, [`order`] makes
//! steps of the fates and says which comes after which, [`refuse`] says what stands against all of them.

pub(crate) mod compare;
mod decide;
mod order;
mod refuse;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::event::Verb;
use crate::naming;
use crate::resource::address::Address;
use crate::resource::attribute::{Attributes, Value};
use crate::resource::state::{Desired, Foreign, Found, Observed, Scope};

/// What has to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Whose resources these are.
    pub scope: Scope,
    /// The AWS account that was observed.
    pub account: String,
    /// A hash of what was observed: a saved plan fits only the world that it was made for.
    pub world: String,
    /// The steps, each behind those that it comes after.
    pub steps: Vec<Step>,
    /// Why nothing can be applied; empty where it can.
    pub refusals: Vec<Refusal>,
    /// What stands and is as desired.
    pub unchanged: Vec<Address>,
    /// Ids and outputs of what stands, by address and attribute: what the steps refer to.
    pub known: BTreeMap<Address, BTreeMap<String, String>>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What it is about.
    pub address: Address,
    /// What it does.
    pub action: Action,
    /// Why.
    pub reason: Reason,
    /// The steps that it comes after, by their index in the plan.
    pub after: Vec<usize>,
    /// What waits for a person, and this step with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits_for: Option<Address>,
    /// What waits for a person: until it does not, this step makes a group without machines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idles_for: Option<Address>,
}

/// What a step does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Makes a resource.
    Create {
        /// What it should look like.
        attributes: Attributes,
        /// Its tags beside those of ownership.
        tags: Attributes,
    },
    /// Changes a resource where it stands.
    Update {
        /// What stands.
        found: Found,
        /// What it should look like, whole.
        attributes: Attributes,
        /// Its tags beside those of ownership, whole.
        tags: Attributes,
        /// What is different.
        differences: Vec<Difference>,
    },
    /// Deletes a resource.
    Delete {
        /// What stands.
        found: Found,
    },
    /// Writes a resource's tags with its new address, and nothing else.
    Retag {
        /// What stands, under its old address.
        found: Found,
        /// Its tags beside those of ownership, whole.
        tags: Attributes,
    },
    /// Waits until a resource is ready, and writes nothing.
    Await {
        /// What stands.
        found: Found,
    },
}

/// A difference between desired and observed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The attribute; `tags.KEY` for a tag.
    pub attribute: String,
    /// What is there; `None`: nothing.
    pub before: Option<Value>,
    /// What should be there; `None`: nothing.
    pub after: Option<Value>,
}

/// Why a step is in the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It is desired and not there.
    Missing,
    /// It is there and not desired.
    Removed,
    /// It is different from what is desired.
    Different,
    /// These attributes are different, and AWS cannot change them where it stands: a new one takes its place.
    Replaced(Vec<Difference>),
    /// AWS says that it will never work: a new one takes its place.
    Broken(String),
    /// It holds what must be deleted before its successor can be made.
    Holds(Address),
    /// A run that was interrupted left it beside the one that is used.
    Superseded,
    /// It is called differently now.
    Renamed(Address),
    /// AWS is still at work on it.
    Pending(String),
    /// It waits for a person.
    Waiting(String),
}

/// Why a plan cannot be applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The deployment holds something in another region.
    Elsewhere {
        /// The regions.
        regions: Vec<String>,
    },
    /// An address was found more than once, and nothing says which one is right.
    Twice {
        /// The address.
        address: Address,
        /// The ids.
        ids: Vec<String>,
    },
    /// Something carries our tags and lies in something that is not ours: a copy, or its parent is lost.
    Astray {
        /// The address in its tags.
        address: Address,
        /// Its id.
        id: String,
        /// The id of what it lies in.
        within: String,
    },
    /// An attribute is different that the engine does not change.
    Unchangeable {
        /// The resource.
        address: Address,
        /// The difference.
        difference: Difference,
        /// Why.
        reason: String,
    },
    /// A resource is to be deleted whose deletion is forbidden in AWS.
    Protected {
        /// The resource.
        address: Address,
        /// The flag to turn off first.
        attribute: String,
    },
    /// One address goes and another comes that looks like it: `#[was]` is missing, or they cannot change in one step.
    Renamed {
        /// What goes.
        from: Address,
        /// What comes.
        to: Address,
    },
    /// Something that is not ours has what is to be made.
    Taken {
        /// What is to be made.
        address: Address,
        /// What is in the way.
        holder: Foreign,
    },
    /// Something that is not ours is in what is to be deleted.
    Foreign {
        /// What is in the way.
        holder: Foreign,
    },
    /// Resources come after each other in a circle.
    Circle {
        /// The resources.
        addresses: Vec<Address>,
    },
}

impl Step {
    /// What it does, in one word.
    #[must_use]
    pub fn verb(&self) -> Verb {
        match self.action {
            Action::Create { .. } => Verb::Create,
            Action::Update { .. } => Verb::Update,
            Action::Delete { .. } => Verb::Delete,
            Action::Retag { .. } => Verb::Retag,
            Action::Await { .. } => Verb::Await,
        }
    }

    /// Whether it writes.
    #[must_use]
    pub fn writes(&self) -> bool {
        self.verb() != Verb::Await
    }
}

impl Plan {
    /// Whether there is nothing to write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.refusals.is_empty() && !self.steps.iter().any(Step::writes)
    }

    /// The steps about an address.
    pub fn of<'a>(&'a self, address: &'a Address) -> impl Iterator<Item = &'a Step> {
        self.steps.iter().filter(move |step| step.address == *address)
    }

    /// The id of everything that stood when the plan was made.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        let deleted = self.steps.iter().filter_map(|step| match &step.action {
            Action::Delete { found } => Some(found.id.as_str()),
            _ => None,
        });
        self.known.values().filter_map(|outputs| outputs.get("id")).map(String::as_str).chain(deleted)
    }

    /// The plan as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("groundplan bug: a plan has texts as keys")
    }

    /// Reads a plan that [`Plan::to_json`] wrote.
    ///
    /// # Errors
    ///
    /// Where the text is no such plan.
    pub fn from_json(text: &str) -> Result<Plan, serde_json::Error> {
        serde_json::from_str(text)
    }
}

/// Compares what is desired with what was observed.
///
/// # Guarantees
///
/// The same values give the same plan, to the last byte of its JSON. Steps stand behind those that they come after.
/// The time grows with the number of resources and references, not with their square.
#[must_use]
pub fn plan(desired: &Desired, observed: &Observed) -> Plan {
    let decided = decide::decide(desired, observed);
    let mut refusals = decided.refusals.clone();
    let unchanged =
        decided.fates.iter().filter(|(_, fate)| fate.is_unchanged()).map(|(at, _)| (*at).clone()).collect();
    let known = decided
        .fates
        .iter()
        .filter_map(|(address, fate)| Some(((*address).clone(), outputs(fate.standing()?))))
        .collect();
    let steps = order::order(observed, &decided).unwrap_or_else(|addresses| {
        refusals.push(Refusal::Circle { addresses });
        Vec::new()
    });
    Plan {
        scope: desired.scope.clone(),
        account: observed.account.clone(),
        world: fingerprint(observed),
        steps,
        refusals,
        unchanged,
        known,
    }
}

/// Everything that others may refer to.
pub(crate) fn outputs(found: &Found) -> BTreeMap<String, String> {
    let mut outputs = found.outputs.clone();
    outputs.insert("id".to_owned(), found.id.clone());
    outputs
}

/// A hash of what was observed. States are left out: that something has become ready in the meantime moves nothing.
#[must_use]
pub fn fingerprint(observed: &Observed) -> String {
    let looks: Vec<_> =
        observed.all().map(|found| (&found.address, &found.id, &found.attributes, &found.tags)).collect();
    let text = serde_json::to_string(&looks).expect("groundplan bug: attributes have texts as keys");
    naming::hash(&[&observed.account, &text], 32)
}
