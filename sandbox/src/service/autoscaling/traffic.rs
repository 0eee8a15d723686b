//! The target groups that a group's members join, under the name of today and the older one.

use super::shape::refuse_target_groups;
use super::{PAGES, find_group, keep, read_group_name, refuse_deleted};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::store::Region;
use crate::store::balancing::TargetState;
use crate::store::scaling::Group;
use crate::wire::answer::Answer;
use crate::wire::input::Input;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("AttachTrafficSources", attach_traffic_sources),
    Operation::write("DetachTrafficSources", detach_traffic_sources),
    Operation::read("DescribeTrafficSources", describe_traffic_sources),
    Operation::write("AttachLoadBalancerTargetGroups", attach_target_groups),
    Operation::write("DetachLoadBalancerTargetGroups", detach_target_groups),
    Operation::read("DescribeLoadBalancerTargetGroups", describe_target_groups),
];

/// Reads `TrafficSources`: target groups only.
pub(super) fn read_sources(input: Input<'_>) -> Result<Vec<String>, Refusal> {
    let mut sources = Vec::new();
    for source in input.structures("TrafficSources") {
        if let Some(other) = source.optional("Type").filter(|kind| *kind != "elbv2") {
            // AWS has more; the sandbox says aloud that it has not.
            return Err(Refusal::validation(format!("The sandbox has no traffic source of type '{other}'")));
        }
        sources.push(source.text("Identifier")?.to_owned());
    }
    Ok(sources)
}

fn attach_traffic_sources(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let sources = read_sources(call.input)?;
    attach(call, sources)
}

fn attach_target_groups(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arns = call.input.texts("TargetGroupARNs");
    attach(call, arns)
}

fn attach(call: &mut Call<'_>, arns: Vec<String>) -> Result<Answer, Refusal> {
    let name = read_group_name(call)?;
    call.begin()?;
    // API reference, AttachTrafficSources: 1 to 10.
    if arns.is_empty() || arns.len() > 10 {
        return Err(Refusal::validation(format!(
            "{} target groups were specified, 1 to 10 are allowed",
            arns.len()
        )));
    }
    let group = find_group(call.region, &name)?;
    refuse_deleted(group)?;
    let shape = group.shape.clone();
    refuse_target_groups(call.region, &shape, &arns)?;
    let group = find_group(call.region, &name)?;
    for arn in arns {
        if !group.shape.target_groups.contains(&arn) {
            group.shape.target_groups.push(arn);
        }
    }
    keep::join_target_groups(call.region, &name);
    Ok(Answer::empty())
}

fn detach_traffic_sources(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let sources = read_sources(call.input)?;
    detach(call, &sources)
}

fn detach_target_groups(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arns = call.input.texts("TargetGroupARNs");
    detach(call, &arns)
}

fn detach(call: &mut Call<'_>, arns: &[String]) -> Result<Answer, Refusal> {
    let name = read_group_name(call)?;
    call.begin()?;
    let group = find_group(call.region, &name)?;
    if let Some(other) = arns.iter().find(|arn| !group.shape.target_groups.contains(arn)) {
        // The words are those that the service answers.
        let message = format!("Trying to remove Target Groups that are not part of the group: {other}");
        return Err(Refusal::validation(message));
    }
    group.shape.target_groups.retain(|arn| !arns.contains(arn));
    keep::leave_target_groups(call.region, &name, arns);
    Ok(Answer::empty())
}

/// `InService` once a member is healthy there (API reference, TrafficSourceState).
fn state_of(region: &Region, group: &Group, arn: &str) -> &'static str {
    let targets = region.target_groups.get(arn).map(|row| row.targets.as_slice()).unwrap_or_default();
    let healthy = targets
        .iter()
        .any(|target| target.state == TargetState::Healthy && group.members.contains_key(&target.id));
    if healthy { "InService" } else { "Added" }
}

/// The target groups of a group with their states, and the token of the next page.
type Listed = (Vec<(String, &'static str)>, Option<String>);

fn list(call: &mut Call<'_>) -> Result<Listed, Refusal> {
    let name = read_group_name(call)?;
    let part = PAGES.read(call.input)?;
    call.begin()?;
    let group = find_group(call.region, &name)?.clone();
    let rows = group
        .shape
        .target_groups
        .iter()
        .map(|arn| (arn.clone(), (arn.clone(), state_of(call.region, &group, arn))));
    Ok(part.cut(rows.collect()))
}

fn describe_traffic_sources(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    if let Some(other) = call.input.optional("TrafficSourceType").filter(|kind| *kind != "elbv2") {
        return Err(Refusal::validation(format!("The sandbox has no traffic source of type '{other}'")));
    }
    let (rows, next) = list(call)?;
    Ok(Answer::query(|xml| {
        xml.list("TrafficSources", rows, |xml, (arn, state)| {
            xml.text("TrafficSource", &arn);
            xml.text("Identifier", &arn);
            xml.text("Type", "elbv2");
            xml.text("State", state);
        });
        xml.optional("NextToken", next);
    }))
}

fn describe_target_groups(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let (rows, next) = list(call)?;
    Ok(Answer::query(|xml| {
        xml.list("LoadBalancerTargetGroups", rows, |xml, (arn, state)| {
            xml.text("LoadBalancerTargetGroupARN", arn);
            xml.text("State", state);
        });
        xml.optional("NextToken", next);
    }))
}
