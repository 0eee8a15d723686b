//! The rules of Acme's cloud: what every topology obeys, and what production obeys beside it.
//!
//! A topology names them in `enforce acme_policy::BASE, acme_policy::PRODUCTION;`. A new version of this crate is a
//! new policy for all who depend on it: `cargo update` brings it, `cargo check` applies it.

use groundplan::policy::{Clause, Policy};

/// What every topology of Acme obeys.
pub const BASE: Policy = Policy {
    name: "acme_policy::BASE",
    regions: &["eu-central-1", "eu-west-1"],
    instance_types: &["t3.*", "t4g.*", "m7g.*"],
    clauses: &[Clause::required_tag("CostCenter", "five digits of the ledger"), Clause::closed_to_world(22)],
    ..Policy::AWS_DEFAULTS
};

/// What production obeys beside [`BASE`].
pub const PRODUCTION: Policy = Policy {
    name: "acme_policy::PRODUCTION",
    max_instances: Some(24),
    forbidden_warnings: &["nat_single_zone", "asg_single_zone"],
    ..Policy::AWS_DEFAULTS
};
