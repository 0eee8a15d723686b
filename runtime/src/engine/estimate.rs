//! How long a plan will take: the longest way through its steps.
//!
//! The durations are typical ones of a small, quiet account, not promises.

use std::time::Duration;

use crate::event::Verb;
use crate::plan::{Plan, Step};
use crate::resource::Kind;

/// What a step typically takes, in seconds: made or changed until ready, and deleted until gone. What is not listed
/// takes a call or two.
///
/// Source: waits and typical times of the AWS user guides of each service, and the load balancer's interfaces as users
/// report them, 2026-11.
const SECONDS: &[(Kind, u64, u64)] = &[
    (Kind::NatGateway, 120, 60),
    (Kind::GatewayEndpoint, 10, 5),
    (Kind::Certificate, 60, 10),
    (Kind::LoadBalancer, 150, 120),
    (Kind::AutoScalingGroup, 210, 180),
    (Kind::Instance, 60, 60),
];

/// What a step of any other kind takes, in seconds.
const QUICK: u64 = 2;

/// How long the plan will take, without what waits for a person.
#[must_use]
pub fn estimate(plan: &Plan) -> Duration {
    let mut ends: Vec<u64> = Vec::with_capacity(plan.steps.len());
    for step in &plan.steps {
        let start = step.after.iter().map(|index| ends[*index]).max().unwrap_or_default();
        ends.push(start + if step.waits_for.is_some() { 0 } else { seconds(step) });
    }
    Duration::from_secs(ends.into_iter().max().unwrap_or_default())
}

fn seconds(step: &Step) -> u64 {
    let row = SECONDS.iter().find(|(kind, ..)| *kind == step.address.kind);
    match (row, step.verb()) {
        (_, Verb::Retag) | (None, _) => QUICK,
        (Some((_, _, deleted)), Verb::Delete) => *deleted,
        (Some((_, made, _)), _) => *made,
    }
}
