//! What policies judge: one fact about one token, small enough for the compiler to hold.

use crate::limits::Quota;

/// A fact with its texts rendered. The macro makes `Subject<String>` and emits `Subject<&'static str>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject<S> {
    /// The region.
    Region {
        /// Its name.
        region: S,
    },
    /// The type of machines.
    InstanceType {
        /// Whose, in words: "`web` and `api`".
        owners: S,
        /// The type: `t3.small`.
        name: S,
    },
    /// The machines of one group, or one instance, at the group's maximum.
    Machines {
        /// Whose: `web`.
        owner: S,
        /// How many it can have.
        count: u32,
        /// How many those before it in the topology can have.
        before: u32,
        /// The vCPUs of its machines.
        vcpus: u32,
        /// The vCPUs of those before it.
        vcpus_before: u32,
        /// The budget of instances, where there is one: it speaks where it is smaller than a policy's limit.
        budget: Option<u32>,
        /// The budget of vCPUs.
        vcpu_budget: Option<u32>,
    },
    /// The refresh that adds most, while every group is at its maximum.
    Refresh {
        /// The group that is refreshed.
        owner: S,
        /// How many machines there are at the maximum of all groups.
        max: u32,
        /// How many the refresh adds.
        surge: u32,
        /// The vCPUs at the maximum of all groups.
        max_vcpus: u32,
        /// The vCPUs that the refresh adds.
        surge_vcpus: u32,
        /// The budget of instances.
        budget: Option<u32>,
        /// The budget of vCPUs.
        vcpu_budget: Option<u32>,
    },
    /// The topology's own budget of instances.
    InstanceBudget {
        /// The budget.
        budget: u32,
        /// How many machines there can be at the maximum of all groups.
        max: u32,
        /// How many in the refresh that adds most.
        worst: u32,
    },
    /// The topology's own budget of vCPUs.
    VcpuBudget {
        /// The budget.
        budget: u32,
        /// How many vCPUs there can be at the maximum of all groups.
        max: u32,
        /// How many in the refresh that adds most.
        worst: u32,
    },
    /// A volume of machines.
    Volume {
        /// Whose machines, in words.
        owners: S,
        /// Its type.
        kind: S,
        /// Its size.
        gib: u32,
    },
    /// The instance profile of machines.
    InstanceProfile {
        /// Whose machines, in words.
        owners: S,
        /// Its name.
        name: S,
    },
    /// The key pair of machines.
    KeyPair {
        /// Whose machines, in words.
        owners: S,
        /// Its name.
        name: S,
        /// The topology's region.
        region: S,
    },
    /// The tags of a thing, and of those that have the same keys.
    Tags {
        /// The things in words: "`main` and 11 more".
        things: S,
        /// Their tag keys, one a line.
        keys: S,
    },
    /// An arrow that lets the whole internet in.
    OpenToWorld {
        /// Who is spoken to.
        to: S,
        /// What it carries, as written: `tcp 22`.
        ports: S,
        /// The first port.
        first: u16,
        /// The last port.
        last: u16,
    },
    /// A warning of the checker.
    Warning {
        /// The name of its rule.
        rule: S,
        /// What is wrong.
        message: S,
        /// What to write; empty where there is nothing to say.
        help: S,
    },
    /// A number of things that AWS limits.
    Quota {
        /// What is counted.
        quota: Quota,
        /// Where, as the beginning of a sentence: "group `edge` has inbound".
        place: S,
        /// How many.
        count: u32,
    },
}

impl Subject<String> {
    /// The same fact about these owners, for what several things may share.
    #[must_use]
    #[cfg(feature = "rules")]
    pub(crate) fn of(self, owners: String) -> Subject<String> {
        match self {
            Subject::InstanceType { name, .. } => Subject::InstanceType { owners, name },
            Subject::Volume { kind, gib, .. } => Subject::Volume { owners, kind, gib },
            Subject::InstanceProfile { name, .. } => Subject::InstanceProfile { owners, name },
            Subject::KeyPair { name, region, .. } => Subject::KeyPair { owners, name, region },
            other => other,
        }
    }

    /// The subject with its texts borrowed.
    #[must_use]
    pub fn borrowed(&self) -> Subject<&str> {
        match self {
            Subject::Region { region } => Subject::Region { region },
            Subject::InstanceType { owners, name } => Subject::InstanceType { owners, name },
            Subject::Machines { owner, count, before, vcpus, vcpus_before, budget, vcpu_budget } => {
                Subject::Machines {
                    owner,
                    count: *count,
                    before: *before,
                    vcpus: *vcpus,
                    vcpus_before: *vcpus_before,
                    budget: *budget,
                    vcpu_budget: *vcpu_budget,
                }
            }
            Subject::Refresh { owner, max, surge, max_vcpus, surge_vcpus, budget, vcpu_budget } => {
                Subject::Refresh {
                    owner,
                    max: *max,
                    surge: *surge,
                    max_vcpus: *max_vcpus,
                    surge_vcpus: *surge_vcpus,
                    budget: *budget,
                    vcpu_budget: *vcpu_budget,
                }
            }
            Subject::InstanceBudget { budget, max, worst } => {
                Subject::InstanceBudget { budget: *budget, max: *max, worst: *worst }
            }
            Subject::VcpuBudget { budget, max, worst } => {
                Subject::VcpuBudget { budget: *budget, max: *max, worst: *worst }
            }
            Subject::Volume { owners, kind, gib } => Subject::Volume { owners, kind, gib: *gib },
            Subject::InstanceProfile { owners, name } => Subject::InstanceProfile { owners, name },
            Subject::KeyPair { owners, name, region } => Subject::KeyPair { owners, name, region },
            Subject::Tags { things, keys } => Subject::Tags { things, keys },
            Subject::OpenToWorld { to, ports, first, last } => {
                Subject::OpenToWorld { to, ports, first: *first, last: *last }
            }
            Subject::Warning { rule, message, help } => Subject::Warning { rule, message, help },
            Subject::Quota { quota, place, count } => Subject::Quota { quota: *quota, place, count: *count },
        }
    }

    /// The subject as a Rust expression; `path` leads to this module's `policy`, as `::groundplan::policy`.
    #[must_use]
    pub fn to_rust(&self, path: &str) -> String {
        let fields = match self {
            Subject::Quota { quota, place, count } => {
                return format!(
                    "{path}::Subject::Quota {{ quota: {path}::Quota::{quota:?}, place: {place:?}, count: {count} }}"
                );
            }
            other => format!("{other:?}"),
        };
        format!("{path}::Subject::{fields}")
    }
}
