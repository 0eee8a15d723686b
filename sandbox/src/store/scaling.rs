//! Rows of auto scaling: groups with their members, policies and activities.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::machine::TemplateUse;
use crate::clock::Timestamp;

/// An auto scaling group, known by its name.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Group {
    pub(crate) name: String,
    pub(crate) arn: String,
    pub(crate) made_at: Timestamp,
    pub(crate) shape: Shape,
    /// What new members are launched from.
    pub(crate) template: TemplateChoice,
    pub(crate) tags: BTreeMap<String, GroupTag>,
    pub(crate) policies: BTreeMap<String, Policy>,
    /// The processes that do nothing until they are resumed.
    pub(crate) suspended: BTreeSet<String>,
    /// By the id of the instance.
    pub(crate) members: BTreeMap<String, Member>,
    /// The newest last.
    pub(crate) activities: Vec<Activity>,
    /// How many launches failed in a row, and when the next may be tried.
    pub(crate) failures: u32,
    pub(crate) retry_at: Option<Timestamp>,
    /// When it was asked to go: it does when it has no members any more, and some time has passed.
    pub(crate) deleted_at: Option<Timestamp>,
}

/// What a create or an update says of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shape {
    pub(crate) min: i64,
    pub(crate) max: i64,
    pub(crate) desired: i64,
    /// In the order in which they were given.
    pub(crate) subnets: Vec<String>,
    /// The ARNs of the target groups that its members join.
    pub(crate) target_groups: Vec<String>,
    /// `EC2`, `ELB` …
    pub(crate) health_checks: Vec<String>,
    /// Seconds.
    pub(crate) grace: i64,
    pub(crate) cooldown: i64,
    pub(crate) warmup: Option<i64>,
    pub(crate) termination_policies: Vec<String>,
    pub(crate) protects_new: bool,
    pub(crate) capacity_rebalance: bool,
    pub(crate) lifetime: Option<i64>,
    /// The percentages of its instance maintenance policy: at least, at most.
    pub(crate) maintenance: Option<(i64, i64)>,
}

/// The launch template of a group: its id and name, and a number, `$Latest` or `$Default`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TemplateChoice {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) version: String,
}

/// A tag of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GroupTag {
    pub(crate) value: String,
    /// Whether new members get it too.
    pub(crate) propagates: bool,
}

/// A target tracking policy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Policy {
    pub(crate) name: String,
    pub(crate) arn: String,
    pub(crate) metric: String,
    pub(crate) label: Option<String>,
    pub(crate) target: f64,
    pub(crate) disable_scale_in: bool,
    pub(crate) warmup: Option<i64>,
    pub(crate) enabled: bool,
}

/// An instance of a group.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Member {
    pub(crate) id: String,
    pub(crate) zone: String,
    pub(crate) instance_type: String,
    pub(crate) template: TemplateUse,
    pub(crate) launched_at: Timestamp,
    pub(crate) lifecycle: Lifecycle,
    pub(crate) is_healthy: bool,
    pub(crate) is_protected: bool,
    /// The activity that brings it in, or lets it go.
    pub(crate) activity: String,
}

/// Where a member is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Lifecycle {
    Pending,
    InService {
        since: Timestamp,
        /// When the group sees that the instance is gone, if it is.
        noticed_at: Option<Timestamp>,
    },
    /// Connections have their time until `ends_at`; then the instance is terminated.
    Terminating {
        ends_at: Timestamp,
    },
}

/// Something that a group did.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Activity {
    pub(crate) id: String,
    pub(crate) description: String,
    pub(crate) cause: String,
    pub(crate) began: Timestamp,
    pub(crate) ended: Option<Timestamp>,
    /// `InProgress`, `Successful`, `Failed` …
    pub(crate) status: String,
    pub(crate) message: Option<String>,
    pub(crate) zone: String,
    pub(crate) subnet: String,
}

impl Member {
    /// Whether it counts as capacity: it is there, or coming.
    pub(crate) fn counts(&self) -> bool {
        !matches!(self.lifecycle, Lifecycle::Terminating { .. })
    }

    /// API reference, Instance, LifecycleState.
    pub(crate) fn lifecycle_text(&self) -> &'static str {
        match self.lifecycle {
            Lifecycle::Pending => "Pending",
            Lifecycle::InService { .. } => "InService",
            Lifecycle::Terminating { .. } => "Terminating",
        }
    }
}

impl Group {
    /// How many members count as capacity.
    pub(crate) fn capacity(&self) -> i64 {
        i64::try_from(self.members.values().filter(|member| member.counts()).count()).unwrap_or(i64::MAX)
    }
}
