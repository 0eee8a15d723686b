//! Differences between what is desired and what was found, both in the same words: an id of ours is a reference, an
//! output that is known is a text, a list without order is sorted.

use std::collections::{BTreeMap, BTreeSet};

use super::Difference;
use crate::resource::address::Address;
use crate::resource::attribute::{Attributes, Joined, Lookup, Reference, Value};
use crate::resource::schema::{Schema, Tagging};
use crate::resource::state::{Found, Resource};

/// What is known while addresses are decided one after the other: those that keep what stands for them.
#[derive(Debug, Default)]
pub(super) struct Standing<'a> {
    /// What stands, by address.
    found: BTreeMap<&'a Address, &'a Found>,
    /// Addresses by id.
    by_id: BTreeMap<&'a str, &'a Address>,
    /// Outputs that an update will change.
    volatile: BTreeSet<(&'a Address, &'a str)>,
}

impl<'a> Standing<'a> {
    /// The address keeps what was found.
    pub(super) fn keep(&mut self, address: &'a Address, found: &'a Found) {
        self.found.insert(address, found);
        // What belongs to another resource may go by its id, and nobody refers to it.
        if address.kind.schema().tagging != Tagging::Parent {
            self.by_id.insert(&found.id, address);
        }
    }

    /// The address keeps what was found, and an update changes some of its outputs.
    pub(super) fn will_change(&mut self, address: &'a Address) {
        self.volatile.extend(address.kind.schema().volatile.iter().map(|output| (address, *output)));
    }

    /// The value that a reference has now; `None` if it will only be known when the plan is applied.
    fn known(&self, reference: &Reference) -> Option<&str> {
        let volatile = self.volatile.contains(&(&reference.address, reference.attribute.as_str()));
        if volatile { None } else { self.found.get(&reference.address)?.output(&reference.attribute) }
    }

    /// Puts texts for outputs that are known. Ids stay references, since both sides name them so.
    pub(super) fn resolve(&self, value: &Value) -> Value {
        value.map_parts(&|part| match part {
            Value::Ref(reference) if reference.attribute == "id" => Some(part.clone()),
            Value::Ref(reference) => self.known(reference).map(Value::from),
            Value::Joined(joined) => {
                // Inside a text an id is a text as well.
                let inside = |piece: &Value| match piece {
                    Value::Ref(reference) => self.known(reference).map(Value::from),
                    _ => None,
                };
                let pieces = joined.pieces.iter().map(|piece| piece.map_parts(&inside)).collect();
                Some(Value::Joined(Joined { pieces }).map_parts(&|_| None))
            }
            _ => None,
        })
    }

    /// Puts references for ids of what stands.
    pub(super) fn link(&self, value: &Value) -> Value {
        value.map_parts(&|part| match part {
            Value::Text(text) => {
                self.by_id.get(text.as_str()).map(|address| Value::id_of((*address).clone()))
            }
            _ => None,
        })
    }
}

/// What a resource should look like, in the words of the comparison.
pub(super) fn want(
    resource: &Resource,
    facts: &BTreeMap<Lookup, String>,
    standing: &Standing<'_>,
) -> Attributes {
    let fact = |value: &Value| {
        value.map_parts(&|part| match part {
            Value::Lookup(lookup) => facts.get(lookup).map(|fact| Value::Text(fact.clone())),
            _ => None,
        })
    };
    let schema = resource.address.kind.schema();
    let resolved = |(name, value): (&String, &Value)| (name.clone(), standing.resolve(&fact(value)));
    sorted(schema, resource.attributes.iter().map(resolved).collect())
}

/// What was found looks like, in the words of the comparison.
pub(super) fn have(found: &Found, standing: &Standing<'_>) -> Attributes {
    let schema = found.address.kind.schema();
    sorted(
        schema,
        found.attributes.iter().map(|(name, value)| (name.clone(), standing.link(value))).collect(),
    )
}

fn sorted(schema: &Schema, mut attributes: Attributes) -> Attributes {
    schema.sort(&mut attributes);
    attributes
}

/// Whether the difference can only be ended by another resource.
pub(super) fn replaces(schema: &Schema, difference: &Difference) -> bool {
    let late = schema.attribute(&difference.attribute).is_some_and(|attribute| attribute.set_late);
    schema.replaces(&difference.attribute) && !(late && difference.before.is_none())
}

/// The attributes that differ.
pub(crate) fn differences(schema: &Schema, want: &Attributes, have: &Attributes) -> Vec<Difference> {
    let names = schema.attributes.iter().map(|attribute| attribute.name);
    let different = names.filter(|name| want.get(*name) != have.get(*name));
    different
        .map(|name| Difference {
            attribute: name.to_owned(),
            before: have.get(name).cloned(),
            after: want.get(name).cloned(),
        })
        .collect()
}

/// The tags that differ, as `tags.KEY`.
pub(super) fn tag_differences(
    resource: &Resource,
    found: &Found,
    standing: &Standing<'_>,
) -> Vec<Difference> {
    let want: Attributes =
        resource.tags.iter().map(|(key, value)| (key.clone(), standing.resolve(value))).collect();
    let have: Attributes =
        found.tags.iter().map(|(key, value)| (key.clone(), value.clone().into())).collect();
    let keys: BTreeSet<&String> = want.keys().chain(have.keys()).collect();
    keys.into_iter()
        .filter(|key| want.get(*key) != have.get(*key))
        .map(|key| Difference {
            attribute: format!("tags.{key}"),
            before: have.get(key).cloned(),
            after: want.get(key).cloned(),
        })
        .collect()
}
