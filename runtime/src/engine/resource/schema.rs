//! What the planner must know of a kind: which attributes it has, what an edit of each does, and in which order a
//! replacement goes.

use std::time::Duration;

use super::Kind;
use super::attribute::{Attributes, Value};

/// What the planner and the walker must know of a kind.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// Its attributes: everything that is compared.
    pub attributes: &'static [Attribute],
    /// Kinds that are observed before it, because its reads need their ids.
    pub parents: &'static [Kind],
    /// The attribute that says what it lies in, and of which kind that is. What carries our tags and lies in something
    /// that is not ours is a copy.
    pub lies_in: Option<(&'static str, Kind)>,
    /// How its tags are written.
    pub tagging: Tagging,
    /// Kinds that hold it without referring to it, as a balancer's public addresses hold an internet gateway: what is
    /// deleted of them is deleted first.
    pub gone_first: &'static [Kind],
    /// Whether it belongs to a resource whose change it comes before, and its own end behind: a request that a
    /// listener's default serves no more finds its rule there, and the other way round.
    pub before_owner: bool,
    /// Whether it goes with the resource that it belongs to, and holds others until then.
    pub goes_with_owner: bool,
    /// Attributes that AWS allows only once at a time: a replacement that keeps them all must delete first, and two
    /// addresses cannot hold the same ones. Empty where there are none.
    pub natural_key: &'static [&'static str],
    /// Whether something new cannot be there beside something old, beyond the natural key.
    pub clashes: Option<fn(old: &Attributes, new: &Attributes) -> bool>,
    /// Outputs that an update changes, as a launch template's `version`.
    pub volatile: &'static [&'static str],
    /// Takes from the desired attributes what is not ours to decide, as the size that a scaling policy has chosen.
    pub settle: fn(want: &mut Attributes, found: &Attributes),
    /// What it is made as while something that it comes after waits for a person; `None`: it waits too.
    pub idle: Option<fn(want: &mut Attributes)>,
    /// The flag that forbids its deletion in AWS, where it has one.
    pub protection: Option<&'static str>,
    /// Whether a difference between its states can only be ended by a person, as a certificate's validation.
    pub needs_person: bool,
    /// Whether it holds what cannot be made again (a certificate's validation, an address that others know): a
    /// removal beside an addition of the same kind is taken for a rename, and refused.
    pub precious: bool,
    /// Whether one that a lost answer has made twice is deleted without asking: AWS deletes none that is in use, and it
    /// holds nothing. Of others nobody can tell the twin from a copy that somebody made with our tags.
    pub spare: bool,
    /// A new one that should look so is ready no sooner than this.
    pub ready_after: fn(want: &Attributes) -> Duration,
    /// How long it may take until it is ready.
    pub ready_within: Duration,
    /// Whether what the create call cannot say is refused until it is ready.
    pub ready_first: bool,
    /// Whether an update is over only some time after AWS has answered, or shows in outputs.
    pub settles: bool,
    /// Something has to leave it before its deletion, and does so no sooner than this; `None`: nothing has to.
    pub empty_after: Option<Duration>,
    /// It is there so long after AWS has accepted its deletion, or longer; `None`: it is gone at once.
    pub lingers: Option<Duration>,
    /// Gone itself, it holds others so long, or longer: who comes behind it waits, and nobody else.
    pub holds_on: Option<Duration>,
    /// How long its deletion may take, waiting for what holds it included.
    pub gone_within: Duration,
}

impl Schema {
    /// What holds for most kinds: tagged as EC2 things are, quickly made, no special order.
    pub const PLAIN: Schema = Schema {
        attributes: &[],
        parents: &[],
        lies_in: None,
        tagging: Tagging::Ec2,
        gone_first: &[],
        before_owner: false,
        goes_with_owner: false,
        natural_key: &[],
        clashes: None,
        volatile: &[],
        settle: |_, _| (),
        idle: None,
        protection: None,
        needs_person: false,
        precious: false,
        spare: false,
        ready_after: |_| Duration::from_secs(2),
        ready_within: Duration::from_mins(10),
        ready_first: false,
        settles: false,
        empty_after: None,
        lingers: None,
        holds_on: None,
        gone_within: Duration::from_mins(20),
    };

    /// The attribute of that name.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// Whether an edit of the attribute replaces the resource.
    #[must_use]
    pub fn replaces(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|attribute| attribute.change == Change::Replace)
    }

    /// Sorts the lists whose order means nothing.
    pub fn sort(&self, attributes: &mut Attributes) {
        for attribute in self.attributes.iter().filter(|attribute| attribute.unordered) {
            if let Some(Value::List(values)) = attributes.get_mut(attribute.name) {
                values.sort();
            }
        }
    }
}

/// An attribute of a kind.
#[derive(Clone, Copy, Debug)]
pub struct Attribute {
    /// Its name, in AWS's own terms.
    pub name: &'static str,
    /// What an edit does.
    pub change: Change,
    /// Whether what it refers to cannot be deleted while this refers to it.
    pub holds: bool,
    /// Whether a replaced thing that it refers to is kept beside the new one until the others have switched.
    pub overlaps: bool,
    /// Whether it is a list whose order means nothing: the planner compares it sorted.
    pub unordered: bool,
    /// Whether a half-made resource lacks it at first: then it is set where it stands, whatever a later edit does.
    pub set_late: bool,
    /// What a change of it does not do, though one may think so; the plan tells it.
    pub remark: Option<&'static str>,
}

impl Attribute {
    const fn plain(name: &'static str, change: Change) -> Attribute {
        Attribute {
            name,
            change,
            holds: true,
            overlaps: false,
            unordered: false,
            set_late: false,
            remark: None,
        }
    }

    /// An attribute that AWS changes without replacing the resource.
    #[must_use]
    pub const fn in_place(name: &'static str) -> Attribute {
        Attribute::plain(name, Change::InPlace)
    }

    /// An attribute that AWS never changes.
    #[must_use]
    pub const fn replace(name: &'static str) -> Attribute {
        Attribute::plain(name, Change::Replace)
    }

    /// An attribute that the engine refuses to change, and why.
    #[must_use]
    pub const fn refused(name: &'static str, reason: &'static str) -> Attribute {
        Attribute::plain(name, Change::Refused(reason))
    }

    /// The same, but AWS lets go by itself when what it refers to is deleted.
    #[must_use]
    pub const fn lets_go(self) -> Attribute {
        Attribute { holds: false, ..self }
    }

    /// The same, but it is a list whose order means nothing.
    #[must_use]
    pub const fn unordered(self) -> Attribute {
        Attribute { unordered: true, ..self }
    }

    /// The same, but a half-made resource lacks it, and it is set where it stands.
    #[must_use]
    pub const fn set_late(self) -> Attribute {
        Attribute { set_late: true, ..self }
    }

    /// The same, but the plan tells something beside a change of it.
    #[must_use]
    pub const fn remarked(self, remark: &'static str) -> Attribute {
        Attribute { remark: Some(remark), ..self }
    }

    /// The same, but a replaced thing stays in the list beside its successor until all others use the successor.
    #[must_use]
    pub const fn overlapping(self) -> Attribute {
        Attribute { overlaps: true, ..self }
    }
}

/// What an edit of an attribute does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// AWS changes it where it stands.
    InPlace,
    /// A new resource takes the place of the old one.
    Replace,
    /// Nothing: the plan refuses, for this reason.
    Refused(&'static str),
}

/// How a kind's tags are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tagging {
    /// EC2's CreateTags and DeleteTags.
    Ec2,
    /// Elastic Load Balancing's AddTags and RemoveTags.
    LoadBalancing,
    /// Auto Scaling's CreateOrUpdateTags and DeleteTags.
    AutoScaling,
    /// ACM's AddTagsToCertificate and RemoveTagsFromCertificate.
    Certificate,
    /// It has no tags of its own: it belongs to the resource that it is named after.
    Parent,
}
