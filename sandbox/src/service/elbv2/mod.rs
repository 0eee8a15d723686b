//! Elastic Load Balancing: application load balancers, their listeners and rules, target groups.

mod action;
mod attribute;
mod condition;
pub(crate) mod health;
mod listener;
mod listener_certificate;
pub(crate) mod load_balancer;
mod placement;
mod rule;
mod tags;
pub(crate) mod target;
pub(crate) mod target_group;

use crate::operation::Operation;
use crate::pages::Pages;
use crate::refusal::Refusal;

/// The tables of operations, one for each file.
pub(crate) const TABLES: &[&[Operation]] = &[
    load_balancer::OPERATIONS,
    target_group::OPERATIONS,
    target::OPERATIONS,
    attribute::OPERATIONS,
    listener::OPERATIONS,
    listener_certificate::OPERATIONS,
    rule::OPERATIONS,
    tags::OPERATIONS,
];

/// API reference, the describe operations: 1 to 400. The code of a wrong marker is assumed.
const PAGES: Pages =
    Pages { size: "PageSize", most: 400, usual: 400, token: "Marker", wrong_token: "ValidationError" };

/// API reference, the constraints of names of load balancers and target groups.
fn refuse_name(kind: &str, name: &str) -> Result<(), Refusal> {
    let wrong = if name.len() > 32 {
        "cannot be longer than '32' characters"
    } else if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        "can only contain characters that are alphanumeric characters or hyphens(-)"
    } else if name.starts_with('-') || name.ends_with('-') {
        "cannot begin or end with a hyphen(-)"
    } else if kind == "load balancer" && name.starts_with("internal-") {
        "cannot begin with 'internal-'"
    } else {
        return Ok(());
    };
    Err(Refusal::validation(format!("The {kind} name '{name}' {wrong}")))
}

/// API reference: InvalidConfigurationRequest, "The requested configuration is not valid".
fn unfit(message: impl Into<String>) -> Refusal {
    Refusal::new("InvalidConfigurationRequest", message)
}
