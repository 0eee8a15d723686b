//! Resources as they are desired and as they were found.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::address::Address;
use super::attribute::{Attributes, Lookup, Value};

/// Tags by key.
pub type Tags = BTreeMap<String, String>;

/// Which deployment a run is about. Part of the identity of everything that it makes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Scope {
    /// The topology's declared name, as `Convive`.
    pub topology: String,
    /// The deployment, `main` unless said.
    pub deployment: String,
    /// The region, as `us-east-1`.
    pub region: String,
}

/// A resource as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resource {
    /// Its identity.
    pub address: Address,
    /// What it should look like. Other resources are [`Value::Ref`]s.
    pub attributes: Attributes,
    /// Its tags beside those of ownership; values are texts, or joined of texts and references.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: Attributes,
    /// Resources that must stand before it although no attribute refers to them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub after: BTreeSet<Address>,
    /// The address that it had before a rename.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Address>,
}

impl Resource {
    /// A resource without tags and without an order of its own.
    #[must_use]
    pub fn new(address: Address, attributes: Attributes) -> Resource {
        Resource { address, attributes, tags: Attributes::new(), after: BTreeSet::new(), was: None }
    }

    /// Everything that must stand before it: what its attributes and tags refer to, and `after`.
    #[must_use]
    pub fn needs(&self) -> BTreeSet<&Address> {
        let mut needs: BTreeSet<&Address> = self.after.iter().collect();
        for value in self.attributes.values().chain(self.tags.values()) {
            value.visit_references(&mut |reference| {
                needs.insert(&reference.address);
            });
        }
        needs
    }
}

/// Everything that a deployment should consist of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desired {
    /// Whose resources these are.
    pub scope: Scope,
    /// The resources by address.
    pub resources: BTreeMap<Address, Resource>,
    /// What AWS is asked before planning beside the lookups in attributes: what is taken for granted must be so.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub questions: BTreeSet<Lookup>,
}

impl Desired {
    /// Nothing at all: what a destroyed deployment should consist of.
    #[must_use]
    pub fn nothing(scope: Scope) -> Desired {
        Desired { scope, resources: BTreeMap::new(), questions: BTreeSet::new() }
    }

    /// Adds resources.
    #[must_use]
    pub fn with(mut self, resources: impl IntoIterator<Item = Resource>) -> Desired {
        self.resources.extend(resources.into_iter().map(|resource| (resource.address.clone(), resource)));
        self
    }

    /// The facts that AWS must be asked for before planning.
    #[must_use]
    pub fn lookups(&self) -> BTreeSet<Lookup> {
        let mut lookups = self.questions.clone();
        for value in self.resources.values().flat_map(|resource| resource.attributes.values()) {
            value.visit_lookups(&mut |lookup| {
                lookups.insert(lookup.clone());
            });
        }
        lookups
    }
}

/// A resource of ours as AWS shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Its identity, from its tags (or those of the resource that it belongs to).
    pub address: Address,
    /// What AWS calls it: an id, an ARN or a name, whatever its calls take.
    pub id: String,
    /// What it looks like. Other resources are raw ids; attributes that AWS leaves at "none" are missing.
    pub attributes: Attributes,
    /// What others may refer to beside `id`: `arn`, `dns_name`, `version` …
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub outputs: BTreeMap<String, String>,
    /// Its tags beside those of ownership and AWS's own.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: Tags,
    /// Whether it can be used.
    pub state: State,
    /// The hash of what cannot change in place, as it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generation: Option<String>,
}

impl Found {
    /// One that a call has just made, as far as its answer shows it.
    pub(crate) fn made(new: &New<'_>, id: impl Into<String>, attributes: Attributes, state: State) -> Found {
        let generation = Some(new.generation.to_owned());
        Found { state, generation, ..Found::part(new.address.clone(), id, attributes) }
    }

    /// A part of another resource: it has no tags of its own, and is ready.
    pub(crate) fn part(address: Address, id: impl Into<String>, attributes: Attributes) -> Found {
        Found {
            address,
            id: id.into(),
            attributes,
            outputs: BTreeMap::new(),
            tags: Tags::new(),
            state: State::Ready,
            generation: None,
        }
    }

    /// The same, with what others may refer to.
    pub(crate) fn with_outputs(self, outputs: BTreeMap<String, String>) -> Found {
        Found { outputs, ..self }
    }

    /// The kind and the id of what it lies in.
    #[must_use]
    pub fn lies_in(&self) -> Option<(super::Kind, &str)> {
        let (attribute, kind) = self.address.kind.schema().lies_in?;
        match self.attributes.get(attribute) {
            Some(Value::Text(id)) => Some((kind, id)),
            _ => None,
        }
    }

    /// The id, or an output.
    #[must_use]
    pub fn output(&self, name: &str) -> Option<&str> {
        if name == "id" { Some(&self.id) } else { self.outputs.get(name).map(String::as_str) }
    }
}

/// Outputs by name; what AWS does not tell is left out.
pub(crate) fn told<'a>(
    outputs: impl IntoIterator<Item = (&'a str, Option<&'a str>)>,
) -> BTreeMap<String, String> {
    let told = outputs.into_iter().filter_map(|(name, value)| Some((name, value?)));
    let told = told.filter(|(_, value)| !value.is_empty());
    told.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// What a look at a resource shows: as much as a wait for it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    /// Which one it is.
    pub(crate) id: String,
    /// Whether it can be used.
    pub(crate) state: State,
    /// What others may refer to beside `id`.
    pub(crate) outputs: BTreeMap<String, String>,
}

impl Seen {
    /// What a look shows of the resource with this id; none where AWS does not tell the id.
    pub(crate) fn new(id: Option<&str>, state: State) -> Option<Seen> {
        Some(Seen { id: id?.to_owned(), state, outputs: BTreeMap::new() })
    }

    /// The same, and what others may refer to.
    pub(crate) fn with_outputs(self, outputs: BTreeMap<String, String>) -> Seen {
        Seen { outputs, ..self }
    }
}

/// Whether a resource can be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It can.
    Ready,
    /// It will be, by itself; the text says what it does meanwhile.
    Pending(String),
    /// It will be when a person has done what the text says.
    Waiting(String),
    /// It never will; the text says why. It must be replaced.
    Failed(String),
}

/// A resource that is not ours but stands in the way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Foreign {
    /// What it is, as `network interface`.
    pub what: String,
    /// Its id.
    pub id: String,
    /// Who made it or what it is for, as AWS or its tags tell; empty where nothing does.
    pub owner: String,
    /// The id of the resource of ours that it lies in or holds.
    pub within: String,
    /// The kind of ours that it would be, and its attributes with raw ids, where it can take what is ours to make.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub like: Option<(super::Kind, Attributes)>,
}

/// What AWS showed of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observed {
    /// Whose resources these are.
    pub scope: Scope,
    /// The AWS account, twelve digits.
    pub account: String,
    /// Every resource with our tags. An address can be found more than once: a replacement that was interrupted.
    pub found: BTreeMap<Address, Vec<Found>>,
    /// What is in our VPCs and is not ours; filled only where it was asked for.
    pub foreign: Vec<Foreign>,
    /// The answers to [`Desired::lookups`].
    #[serde(with = "pairs")]
    pub facts: BTreeMap<Lookup, String>,
    /// Regions (other than the scope's) in which the same deployment holds something.
    pub elsewhere: BTreeSet<String>,
}

impl Observed {
    /// An account in which nothing is ours.
    #[must_use]
    pub fn nothing(scope: Scope, account: impl Into<String>) -> Observed {
        Observed {
            scope,
            account: account.into(),
            found: BTreeMap::new(),
            foreign: Vec::new(),
            facts: BTreeMap::new(),
            elsewhere: BTreeSet::new(),
        }
    }

    /// Adds what was found.
    pub fn add(&mut self, found: impl IntoIterator<Item = Found>) {
        for one in found {
            self.found.entry(one.address.clone()).or_default().push(one);
        }
    }

    /// Everything that was found, by address.
    pub fn all(&self) -> impl Iterator<Item = &Found> {
        self.found.values().flatten()
    }

    /// Everything of one kind.
    pub fn of_kind(&self, kind: super::Kind) -> impl Iterator<Item = &Found> {
        self.all().filter(move |found| found.address.kind == kind)
    }
}

/// Which resources of a kind to observe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which<'a> {
    /// All that carry the tags of the run's scope.
    Owned,
    /// The one with this id.
    Id(&'a str),
}

/// A resource that is to be made: everything is known.
#[derive(Clone, Debug)]
pub struct New<'a> {
    /// Its identity.
    pub address: &'a Address,
    /// Its attributes, references resolved to ids and texts.
    pub attributes: &'a Attributes,
    /// All its tags, those of ownership included.
    pub tags: &'a Tags,
    /// The short hash of what cannot change in place, for names that AWS wants unique.
    pub generation: &'a str,
    /// A token that is the same for the same request, for calls that take one (at most 32 letters and digits).
    pub token: &'a str,
}

/// Texts of a map of tags.
#[must_use]
pub fn tags_of(attributes: &Attributes) -> Tags {
    attributes
        .iter()
        .map(|(key, value)| match value {
            Value::Text(text) => (key.clone(), text.clone()),
            other => (key.clone(), other.to_string()),
        })
        .collect()
}

/// A map whose keys are no texts, as a list of pairs in JSON.
mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<K: Serialize, V: Serialize, S: Serializer>(
        map: &BTreeMap<K, V>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(map)
    }

    pub fn deserialize<'de, K, V, D>(deserializer: D) -> Result<BTreeMap<K, V>, D::Error>
    where
        K: Deserialize<'de> + Ord,
        V: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        Ok(Vec::<(K, V)>::deserialize(deserializer)?.into_iter().collect())
    }
}
