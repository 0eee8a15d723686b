//! Auto Scaling of EC2: groups of machines that keep their number, their policies, tags and activities.

mod activity;
mod capacity;
mod group;
pub(crate) mod keep;
mod policy;
mod replenish;
mod shape;
mod tags;
mod traffic;

use crate::operation::{Call, Operation};
use crate::pages::Pages;
use crate::refusal::Refusal;
use crate::store::Region;
use crate::store::scaling::Group;

/// The tables of operations, one for each file.
pub(crate) const TABLES: &[&[Operation]] = &[
    group::OPERATIONS,
    capacity::OPERATIONS,
    policy::OPERATIONS,
    tags::OPERATIONS,
    traffic::OPERATIONS,
    activity::OPERATIONS,
];

/// API reference, the describe operations: 50 by default, at most 100.
const PAGES: Pages =
    Pages { size: "MaxRecords", most: 100, usual: 50, token: "NextToken", wrong_token: "InvalidNextToken" };

/// The group of this name. The code for one that is not there is the service's for everything it does not know; the
/// words are its own.
fn find_group<'a>(region: &'a mut Region, name: &str) -> Result<&'a mut Group, Refusal> {
    let message = format!("AutoScalingGroup name not found - AutoScalingGroup '{name}' not found");
    region.groups.get_mut(name).ok_or_else(|| Refusal::validation(message))
}

/// The group that a request names in `AutoScalingGroupName`, and that is not being deleted.
fn read_group_name(call: &Call<'_>) -> Result<String, Refusal> {
    Ok(call.input.text("AutoScalingGroupName")?.to_owned())
}

/// Refuses changes to a group that is being deleted (API reference: ScalingActivityInProgress).
fn refuse_deleted(group: &Group) -> Result<(), Refusal> {
    if group.deleted_at.is_none() {
        return Ok(());
    }
    let message = format!("AutoScalingGroup '{}' is being deleted", group.name);
    Err(Refusal::new("ScalingActivityInProgress", message))
}
