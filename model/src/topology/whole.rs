//! What belongs to the topology as a whole or to every thing in it: headers, tags, budget, params, outputs, accepts.

#[cfg(feature = "decode")]
use nanoserde::DeJson;
use nanoserde::SerJson;

use super::{At, Name, Text};
use crate::diagnostic::Site;

/// What every declared thing has beside its own properties.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Header {
    /// The declared name.
    pub name: At<Name>,
    /// The doc comment.
    pub docs: String,
    /// Tags of this thing alone; they win over the topology's.
    pub tags: Vec<Tag>,
    /// The name that it had before, by `#[was(…)]`.
    pub was: Option<Name>,
}

/// A tag.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Tag {
    /// The key.
    pub key: At<String>,
    /// The value.
    pub value: At<Text>,
}

/// What the topology limits itself to, beside its policies.
#[derive(Clone, Debug, Default, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Budget {
    /// The most EC2 instances at any time.
    pub instances: Option<At<u32>>,
    /// The most vCPUs at any time.
    pub vcpus: Option<At<u32>>,
}

/// A value that the user gives at run time.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Param {
    /// Its name, as `web_host`.
    pub name: At<String>,
    /// Its doc comment.
    pub docs: String,
    /// What it may be.
    pub ty: ParamType,
    /// Its value where none is given, as a person would type it.
    pub default: Option<At<String>>,
}

/// What a param may be.
#[derive(Clone, Debug, PartialEq, Eq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub enum ParamType {
    /// A host name, without wildcard.
    Host,
    /// A number between the two, both included.
    Count(u32, u32),
    /// An IPv4 block, at an edge.
    Cidr,
    /// One of these instance types.
    InstanceType(Vec<At<String>>),
    /// `yes` or `no`.
    Bool,
    /// A text; where there is a pattern, one that matches it wholly.
    Text(Option<String>),
}

/// What the topology tells when it stands.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Output {
    /// Its name.
    pub name: At<String>,
    /// Its doc comment.
    pub docs: String,
    /// Its value.
    pub value: OutputValue,
}

/// The value of an output.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub enum OutputValue {
    /// One text.
    One(Text),
    /// A list of texts.
    List(Vec<Text>),
}

/// `#[accept(rule, …, reason = "…")]`: findings of these rules that the source accepts at a place.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Accept {
    /// The rules' names.
    pub rules: Vec<At<String>>,
    /// Why.
    pub reason: String,
    /// What the attribute stands before: the first and the last site of each stretch of it.
    pub places: Vec<(Site, Site)>,
}

impl Accept {
    /// Whether the place lies in what the attribute stands before.
    #[must_use]
    pub fn covers(&self, at: Site) -> bool {
        self.places.iter().any(|(first, last)| (*first..=*last).contains(&at))
    }
}
