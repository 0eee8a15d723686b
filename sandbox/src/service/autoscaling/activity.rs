//! What groups did: launches, terminations, and why they failed.

use super::{PAGES, find_group};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::store::Region;
use crate::store::scaling::{Activity, Group};
use crate::wire::answer::Answer;
use crate::wire::xml::Xml;

pub(super) const OPERATIONS: &[Operation] =
    &[Operation::read("DescribeScalingActivities", describe_scaling_activities)];

/// The newest first. Those of groups that are gone are not kept.
fn describe_scaling_activities(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let name = call.input.optional("AutoScalingGroupName");
    let ids = call.input.texts("ActivityIds");
    call.input.flag("IncludeDeletedGroups")?;
    let part = PAGES.read(call.input)?;
    call.begin()?;
    if let Some(name) = name {
        find_group(call.region, name)?;
    }
    let groups = call.region.groups.values().filter(|group| name.is_none_or(|name| group.name == name));
    let rows =
        groups.flat_map(|group| group.activities.iter().enumerate().map(move |(at, row)| (group, at, row)));
    let wanted = rows.filter(|(.., activity)| ids.is_empty() || ids.contains(&activity.id));
    let keyed = wanted.map(|(group, at, activity)| {
        let age = u64::MAX - activity.began.0;
        (format!("{age:020} {} {:06}", group.name, 999_999 - at), (group, activity))
    });
    let (rows, next) = part.cut(keyed.collect());
    Ok(Answer::query(|xml| {
        xml.list("Activities", rows, |xml, (group, activity)| write_activity(xml, group, activity));
        xml.optional("NextToken", next);
    }))
}

pub(super) fn write_activity(xml: &mut Xml, group: &Group, activity: &Activity) {
    xml.text("ActivityId", &activity.id);
    xml.text("AutoScalingGroupName", &group.name);
    xml.text("AutoScalingGroupARN", &group.arn);
    xml.text("Description", &activity.description);
    xml.text("Cause", &activity.cause);
    xml.text("StartTime", activity.began);
    xml.optional("EndTime", activity.ended);
    xml.text("StatusCode", &activity.status);
    xml.optional("StatusMessage", activity.message.as_ref());
    xml.text("Progress", if activity.ended.is_some() { 100 } else { 50 });
    let details = serde_json::json!({ "Subnet ID": activity.subnet, "Availability Zone": activity.zone });
    xml.text("Details", details.to_string());
}

/// How many activities a group remembers (AWS: those of the last six weeks).
const REMEMBERED: usize = 200;

/// What is told of an activity.
pub(super) struct Told {
    pub(super) description: String,
    pub(super) cause: String,
    pub(super) status: &'static str,
    pub(super) zone: String,
    pub(super) subnet: String,
}

/// Writes down that something begins; gives the activity's id.
pub(super) fn begin(region: &mut Region, name: &str, told: Told) -> String {
    let id = region.new_uuid();
    let now = region.now;
    if let Some(group) = region.groups.get_mut(name) {
        group.activities.push(Activity {
            id: id.clone(),
            description: told.description,
            cause: told.cause,
            began: now,
            ended: None,
            status: told.status.to_owned(),
            message: None,
            zone: told.zone,
            subnet: told.subnet,
        });
        let forgotten = group.activities.len().saturating_sub(REMEMBERED);
        group.activities.drain(..forgotten);
    }
    id
}

/// Writes down how something ended.
pub(super) fn finish(region: &mut Region, name: &str, activity: &str, status: &str, message: Option<String>) {
    let now = region.now;
    let group = region.groups.get_mut(name);
    if let Some(row) = group.and_then(|group| group.activities.iter_mut().find(|row| row.id == activity)) {
        row.status = status.to_owned();
        row.message = message;
        row.ended = Some(now);
    }
}
