//! What an organisation allows: limits, lists and clauses as data, judged at the user's tokens.
//!
//! A policy is a value of any crate:
//!
//! ```
//! use groundplan_model::policy::{Clause, Policy};
//!
//! pub const PRODUCTION: Policy = Policy {
//!     name: "acme::PRODUCTION",
//!     regions: &["eu-central-1", "eu-west-1"],
//!     instance_types: &["t3.*", "m7g.*"],
//!     max_instances: Some(40),
//!     clauses: &[Clause::required_tag("CostCenter", "five digits of the ledger"), Clause::closed_to_world(22)],
//!     ..Policy::AWS_DEFAULTS
//! };
//! # assert_eq!(PRODUCTION.name, "acme::PRODUCTION");
//! ```
//!
//! The macro cannot see its numbers. It works out the facts ([`crate::facts::subjects`]) and emits, at each token
//! that a policy can object to, one
//!
//! ```
//! # use groundplan_model::policy::{Policy, Subject, check};
//! const _: () = check(&[&Policy::AWS_DEFAULTS], &Subject::Region { region: "us-east-1" });
//! ```
//!
//! which the compiler evaluates. At run time [`check_policies`] asks the same questions and returns findings.
//!
//! | several policies | who speaks |
//! |---|---|
//! | a number (instances, vCPUs, GiB) | the smallest |
//! | a list (regions, types, profiles) | the first that has not the value |
//! | a quota | the smallest that a policy sets, else AWS's default |
//! | a forbidden warning | the first that forbids it |
//! | a clause | each, once |

mod glob;
mod judge;
mod line;
pub mod rules;
mod subject;

#[cfg(feature = "rules")]
pub use crate::check::policies::check_policies;
pub use crate::limits::Quota;
pub use judge::{Breach, breach, check};
pub use line::Line;
pub use subject::Subject;

/// What an organisation, or an account, allows. An empty list allows everything.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// Its name in messages, as its path: `acme::PRODUCTION`.
    pub name: &'static str,
    /// The regions, by name.
    pub regions: &'static [&'static str],
    /// Patterns of instance types, `*` for one part of the name: `t3.*`, `*.small`.
    pub instance_types: &'static [&'static str],
    /// The most EC2 instances at any time: groups at their maximum, and what a refresh adds.
    pub max_instances: Option<u32>,
    /// The most vCPUs at any time, counted as instances are.
    pub max_vcpus: Option<u32>,
    /// The types of EBS volumes: `gp3`.
    pub volume_types: &'static [&'static str],
    /// The largest EBS volume, in GiB.
    pub max_volume_gib: Option<u32>,
    /// The names of instance profiles that may be used.
    pub instance_profiles: &'static [&'static str],
    /// Key pairs that exist in some regions only. Others are not judged.
    pub key_pairs: &'static [KeyPair],
    /// Quotas of the account that are not AWS's defaults.
    pub quotas: &'static [(Quota, u32)],
    /// Warnings that stop the build, by the name of their rule. One that is accepted at its place does not.
    pub forbidden_warnings: &'static [&'static str],
    /// What lists and numbers cannot say.
    pub clauses: &'static [Clause],
}

/// A key pair and where it exists.
#[derive(Clone, Copy, Debug)]
pub struct KeyPair {
    /// Its name.
    pub name: &'static str,
    /// The regions that have it.
    pub regions: &'static [&'static str],
}

/// One demand of a policy.
#[derive(Clone, Copy, Debug)]
pub struct Clause {
    kind: ClauseKind,
}

#[derive(Clone, Copy, Debug)]
enum ClauseKind {
    RequiredTag { key: &'static str, meaning: &'static str },
    ClosedToWorld { port: u16 },
}

impl Clause {
    /// Every thing that can bear tags has one of this key; `meaning` says what its value is.
    #[must_use]
    pub const fn required_tag(key: &'static str, meaning: &'static str) -> Clause {
        Clause { kind: ClauseKind::RequiredTag { key, meaning } }
    }

    /// No arrow opens this port to the whole internet, in tcp or udp.
    #[must_use]
    pub const fn closed_to_world(port: u16) -> Clause {
        Clause { kind: ClauseKind::ClosedToWorld { port } }
    }
}

impl Policy {
    /// AWS's own quotas and no demand: what holds where a topology enforces nothing.
    pub const AWS_DEFAULTS: Policy = Policy {
        name: "AWS defaults",
        regions: &[],
        instance_types: &[],
        max_instances: None,
        max_vcpus: None,
        volume_types: &[],
        max_volume_gib: None,
        instance_profiles: &[],
        key_pairs: &[],
        quotas: &[],
        forbidden_warnings: &[],
        clauses: &[],
    };
}

/// The limits of an AWS Academy Learner Lab.
///
/// Source: the restrictions of the lab as two independent public repositories of students quote them, 2026-09.
pub const LEARNER_LAB: Policy = Policy {
    name: "LEARNER_LAB",
    regions: &["us-east-1", "us-west-2"],
    instance_types: &["*.nano", "*.micro", "*.small", "*.medium", "*.large"],
    max_instances: Some(9),
    max_vcpus: Some(32),
    volume_types: &["gp2", "gp3", "sc1", "standard"],
    max_volume_gib: Some(100),
    instance_profiles: &["LabInstanceProfile"],
    key_pairs: &[KeyPair { name: "vockey", regions: &["us-east-1"] }],
    ..Policy::AWS_DEFAULTS
};

#[cfg(all(test, feature = "rules"))]
mod tests;
