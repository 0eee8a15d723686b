//! How a group gets members: one by one, in the zone that has the fewest, and again when a launch failed.

use std::collections::BTreeMap;

use super::activity::{Told, begin, finish};
use super::shape::launch_of;
use crate::clock::Span;
use crate::refusal::Refusal;
use crate::service::ec2::launch::{launch, plan_launch};
use crate::settings::{Serving, Settings};
use crate::store::Region;
use crate::store::scaling::{Group, Lifecycle, Member};
use crate::world::Event;

/// Launches one member in the zone that has the fewest. False if that failed or must wait.
pub(super) fn launch_one(region: &mut Region, settings: &Settings, name: &str) -> bool {
    let now = region.now;
    let Some(group) = region.groups.get(name) else { return false };
    if group.retry_at.is_some_and(|at| at > now) {
        return false;
    }
    let capacity = group.capacity();
    let cause = format!(
        "At {now} an instance was started in response to a difference between desired and actual capacity, increasing the capacity from {capacity} to {}.",
        capacity + 1
    );
    let mut tried: Option<(String, Refusal)> = None;
    for subnet in subnets_by_need(region, group) {
        match try_launch(region, settings, name, &subnet) {
            Ok(member) => {
                take_in(region, name, member, subnet, cause);
                return true;
            }
            // Another zone may have what this one has not.
            Err(refusal) => tried = tried.or(Some((subnet, refusal))),
        }
    }
    if let Some((subnet, refusal)) = tried {
        let zone = region.subnets.get(&subnet).map(|subnet| subnet.zone.clone()).unwrap_or_default();
        // The words are those that the service writes into its activities.
        let reason = refusal.message.trim_end_matches('.');
        let message = format!("{} - {reason}. Launching EC2 instance failed.", refusal.code);
        let description = format!("Launching a new EC2 instance.  Status Reason: {message}");
        let activity = begin(region, name, Told { description, cause, status: "InProgress", zone, subnet });
        finish(region, name, &activity, "Failed", Some(message));
        put_off(region, settings, name);
    }
    false
}

/// Makes a machine that was launched a member.
fn take_in(region: &mut Region, name: &str, member: Member, subnet: String, cause: String) {
    let description = format!("Launching a new EC2 instance: {}", member.id);
    let zone = member.zone.clone();
    let activity = begin(region, name, Told { description, cause, status: "InProgress", zone, subnet });
    if let Some(group) = region.groups.get_mut(name) {
        group.members.insert(member.id.clone(), Member { activity, ..member });
        group.failures = 0;
        group.retry_at = None;
    }
}

/// When a launch failed the next waits, twice as long each time, 15 minutes at most (how long AWS waits is assumed).
pub(super) fn put_off(region: &mut Region, settings: &Settings, name: &str) {
    let Some(group) = region.groups.get_mut(name) else { return };
    let wait = settings.durations.group_retries.0.saturating_mul(1 << group.failures.min(10));
    let at = region.now + Span(wait.min(Span::minutes(15).0));
    group.failures += 1;
    group.retry_at = Some(at);
    region.agenda.enter(at, Event::LookAround);
}

/// The group's subnets: those in the zones with the fewest members first.
fn subnets_by_need(region: &Region, group: &Group) -> Vec<String> {
    let mut by_zone: BTreeMap<&str, usize> = BTreeMap::new();
    for member in group.members.values().filter(|member| member.counts()) {
        *by_zone.entry(&member.zone).or_default() += 1;
    }
    let zone_of = |id: &str| region.subnets.get(id).map(|subnet| subnet.zone.as_str()).unwrap_or_default();
    let mut subnets = group.shape.subnets.clone();
    subnets.sort_by_key(|id| (by_zone.get(zone_of(id)).copied().unwrap_or_default(), zone_of(id)));
    subnets
}

fn try_launch(region: &mut Region, settings: &Settings, name: &str, subnet: &str) -> Result<Member, Refusal> {
    let Some(group) = region.groups.get(name) else { return Err(Refusal::validation("the group is gone")) };
    let protected = group.shape.protects_new;
    let mut wanted = launch_of(region, &group.template, subnet)?;
    wanted.group = Some(name.to_owned());
    let tags = wanted.data.tags.entry("instance".to_owned()).or_default();
    let propagated = group.tags.iter().filter(|(_, tag)| tag.propagates);
    tags.extend(propagated.map(|(key, tag)| (key.clone(), tag.value.clone())));
    tags.insert("aws:autoscaling:groupName".to_owned(), name.to_owned());
    let template = wanted.template.clone().ok_or_else(|| Refusal::validation("the group has no template"))?;
    let serves = expected_of(region, group);
    let planned = plan_launch(region, settings, wanted)?;
    let ids = launch(region, settings, planned)?;
    let instance = ids.first().and_then(|id| region.instances.get_mut(id));
    let instance = instance.ok_or_else(|| Refusal::validation("nothing was launched"))?;
    instance.serves = serves;
    Ok(Member {
        id: instance.id.clone(),
        zone: instance.zone.clone(),
        instance_type: instance.instance_type.clone(),
        template,
        launched_at: instance.made_at,
        lifecycle: Lifecycle::Pending,
        is_healthy: true,
        is_protected: protected,
        activity: String::new(),
    })
}

/// What a machine that is launched now is expected to serve: 200 on the health path of each target group.
fn expected_of(region: &Region, group: &Group) -> Option<Serving> {
    let mut serves = Serving::new();
    for row in group.shape.target_groups.iter().filter_map(|arn| region.target_groups.get(arn)) {
        let port = row.health.port.unwrap_or(row.settings.port);
        serves.entry(port).or_default().insert(row.health.path.clone(), 200);
    }
    (!serves.is_empty()).then_some(serves)
}
