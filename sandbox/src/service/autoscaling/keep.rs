//! How a group keeps its number: it takes in what runs, and lets go of what is too much or not healthy.

use super::activity::{Told, begin, finish};
use super::replenish::{launch_one, put_off};
use crate::clock::{Span, Timestamp};
use crate::service::ec2::instance_life::end_instance;
use crate::service::elbv2::target::{deregister, register};
use crate::settings::Settings;
use crate::store::Region;
use crate::store::balancing::TargetState;
use crate::store::scaling::{Group, Lifecycle, Member};
use crate::world::Event;

/// Lets every group of a region do what is to be done now.
pub(crate) fn keep_groups(region: &mut Region, settings: &Settings) {
    let names: Vec<String> = region.groups.keys().cloned().collect();
    for name in names {
        keep_group(region, settings, &name);
    }
}

fn keep_group(region: &mut Region, settings: &Settings, name: &str) {
    let ids: Vec<String> =
        region.groups.get(name).map(|group| group.members.keys().cloned().collect()).unwrap_or_default();
    for id in ids {
        keep_member(region, settings, name, &id);
    }
    let Some(group) = region.groups.get(name) else { return };
    if group.members.is_empty() && group.deleted_at.is_some_and(|at| at <= region.now) {
        region.groups.remove(name);
        return;
    }
    for _ in group.shape.desired..group.capacity() {
        let too_many = region.groups.get(name).and_then(chosen_to_go);
        let Some(id) = too_many.filter(|_| !is_suspended(region, name, "Terminate")) else { break };
        let cause = "an instance was taken out of service in response to a difference between desired and actual capacity";
        let_go(region, name, &id, cause);
    }
    let Some(group) = region.groups.get(name) else { return };
    for _ in group.capacity()..group.shape.desired {
        if is_suspended(region, name, "Launch") || !launch_one(region, settings, name) {
            break;
        }
    }
}

fn is_suspended(region: &Region, name: &str, process: &str) -> bool {
    region.groups.get(name).is_some_and(|group| group.suspended.contains(process))
}

/// Moves a member on in its life.
fn keep_member(region: &mut Region, settings: &Settings, name: &str, id: &str) {
    let now = region.now;
    let Some(group) = region.groups.get(name) else { return };
    let Some(member) = group.members.get(id) else { return };
    let instance = region.instances.get(id);
    let state = instance.map_or("terminated", |instance| instance.state(now).1);
    match member.lifecycle {
        Lifecycle::Pending if state == "running" => {
            let activity = member.activity.clone();
            set_lifecycle(region, name, id, Lifecycle::InService { since: now, noticed_at: None });
            finish(region, name, &activity, "Successful", None);
            join_target_groups(region, name);
        }
        Lifecycle::Pending if state != "pending" => {
            let activity = member.activity.clone();
            let message = format!("Instance {id} became unhealthy while waiting for it to be in service.");
            finish(region, name, &activity, "Failed", Some(message));
            put_off(region, settings, name);
            remove_member(region, name, id);
        }
        Lifecycle::InService { since, noticed_at: None } if state != "running" => {
            let at = now + settings.durations.group_notices;
            region.agenda.enter(at, Event::LookAround);
            set_lifecycle(region, name, id, Lifecycle::InService { since, noticed_at: Some(at) });
        }
        Lifecycle::InService { noticed_at: Some(at), .. } if at <= now => {
            let cause = "an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped";
            replace(region, name, id, cause);
        }
        Lifecycle::InService { since, noticed_at: None } => keep_in_service(region, name, id, since),
        Lifecycle::Terminating { ends_at } if ends_at <= now => {
            if state == "terminated" {
                let activity = member.activity.clone();
                finish(region, name, &activity, "Successful", None);
                remove_member(region, name, id);
            } else {
                end_instance(region, settings, id, "Client.UserInitiatedShutdown", "User initiated shutdown");
            }
        }
        _ => {}
    }
}

/// A member that a balancer finds unhealthy after its grace period is replaced, if the group asks balancers.
fn keep_in_service(region: &mut Region, name: &str, id: &str, since: Timestamp) {
    let Some(group) = region.groups.get(name) else { return };
    if !group.shape.health_checks.iter().any(|check| check == "ELB") || !is_unhealthy(region, group, id) {
        return;
    }
    let grace_ends = since + Span::seconds(group.shape.grace.unsigned_abs());
    if grace_ends > region.now {
        region.agenda.enter(grace_ends, Event::LookAround);
        return;
    }
    let cause = "an instance was taken out of service in response to an ELB system health check failure";
    replace(region, name, id, cause);
}

fn is_unhealthy(region: &Region, group: &Group, id: &str) -> bool {
    group
        .shape
        .target_groups
        .iter()
        .filter_map(|arn| region.target_groups.get(arn))
        .any(|row| row.targets.iter().any(|target| target.id == id && target.state == TargetState::Unhealthy))
}

/// Lets go of a member that is not healthy; what is then missing is launched like anything else that is.
fn replace(region: &mut Region, name: &str, id: &str, cause: &str) {
    if is_suspended(region, name, "HealthCheck") {
        return;
    }
    if let Some(member) = region.groups.get_mut(name).and_then(|group| group.members.get_mut(id)) {
        member.is_healthy = false;
    }
    if !is_suspended(region, name, "ReplaceUnhealthy") && !is_suspended(region, name, "Terminate") {
        let_go(region, name, id, cause);
    }
}

fn set_lifecycle(region: &mut Region, name: &str, id: &str, lifecycle: Lifecycle) {
    if let Some(member) = region.groups.get_mut(name).and_then(|group| group.members.get_mut(id)) {
        member.lifecycle = lifecycle;
    }
}

fn remove_member(region: &mut Region, name: &str, id: &str) {
    if let Some(group) = region.groups.get_mut(name) {
        group.members.remove(id);
    }
}

/// The member that goes first when there are too many: of the fullest zone, of the oldest version of the template, the
/// oldest (user guide, "Default termination policy"); protected ones stay.
fn chosen_to_go(group: &Group) -> Option<String> {
    let there: Vec<&Member> = group.members.values().filter(|member| member.counts()).collect();
    let in_zone = |zone: &str| there.iter().filter(|member| member.zone == zone).count();
    let free = there.iter().filter(|member| !member.is_protected);
    let newest_first =
        group.shape.termination_policies.first().is_some_and(|policy| policy == "NewestInstance");
    let chosen = free.min_by_key(|member| {
        let age = if newest_first { u64::MAX - member.launched_at.0 } else { member.launched_at.0 };
        let version = if newest_first { 0 } else { member.template.version };
        (usize::MAX - in_zone(&member.zone), version, age, &member.id)
    });
    chosen.map(|member| member.id.clone())
}

/// Begins the end of a member: it leaves its target groups, connections have their time, then it is terminated.
pub(super) fn let_go(region: &mut Region, name: &str, id: &str, cause: &str) {
    let Some(group) = region.groups.get(name) else { return };
    let Some(member) = group.members.get(id).filter(|member| member.counts()) else { return };
    let zone = member.zone.clone();
    let left = group.capacity() - 1;
    let arns = group.shape.target_groups.clone();
    let delay = arns.iter().map(|arn| deregister(region, arn, id, None)).max();
    let ends_at = region.now + delay.unwrap_or(Span::ZERO);
    let draining = ends_at > region.now;
    let told = Told {
        description: format!("Terminating EC2 instance: {id}"),
        cause: format!("At {} {cause}, shrinking the capacity from {} to {left}.", region.now, left + 1),
        status: if draining { "WaitingForELBConnectionDraining" } else { "InProgress" },
        zone,
        subnet: String::new(),
    };
    let activity = begin(region, name, told);
    if let Some(member) = region.groups.get_mut(name).and_then(|group| group.members.get_mut(id)) {
        member.lifecycle = Lifecycle::Terminating { ends_at };
        member.activity = activity;
    }
    region.agenda.enter(ends_at, Event::LookAround);
}

/// Ends a member without waiting for connections.
pub(super) fn end_at_once(region: &mut Region, settings: &Settings, name: &str, id: &str) {
    let_go(region, name, id, "an instance was taken out of service in response to a user request");
    set_lifecycle(region, name, id, Lifecycle::Terminating { ends_at: region.now });
    end_instance(region, settings, id, "Client.UserInitiatedShutdown", "User initiated shutdown");
}

/// Registers the members that are in service with the group's target groups.
pub(super) fn join_target_groups(region: &mut Region, name: &str) {
    if is_suspended(region, name, "AddToLoadBalancer") {
        return;
    }
    let Some(group) = region.groups.get(name) else { return };
    let in_service =
        group.members.values().filter(|member| matches!(member.lifecycle, Lifecycle::InService { .. }));
    let ids: Vec<String> = in_service.map(|member| member.id.clone()).collect();
    for arn in group.shape.target_groups.clone() {
        ids.iter().for_each(|id| register(region, &arn, id, None));
    }
}

/// Deregisters the members from target groups that the group does not have any more.
pub(super) fn leave_target_groups(region: &mut Region, name: &str, arns: &[String]) {
    let Some(group) = region.groups.get(name) else { return };
    let ids: Vec<String> = group.members.keys().cloned().collect();
    for arn in arns {
        for id in &ids {
            deregister(region, arn, id, None);
        }
    }
}
