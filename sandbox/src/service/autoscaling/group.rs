//! Groups: made, listed, changed, deleted.

use super::shape::{
    change_shape, new_shape, read_asked, read_template, refuse_target_groups, refuse_template,
};
use super::tags::{read_tags, refuse_tags, write_tags};
use super::{PAGES, find_group, keep, read_group_name, refuse_deleted};
use crate::filter::matches_pattern;
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::store::Region;
use crate::store::scaling::Group;
use crate::wire::answer::Answer;
use crate::wire::xml::Xml;
use crate::world::Event;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("CreateAutoScalingGroup", create_auto_scaling_group),
    Operation::read("DescribeAutoScalingGroups", describe_auto_scaling_groups),
    Operation::write("UpdateAutoScalingGroup", update_auto_scaling_group),
    Operation::write("DeleteAutoScalingGroup", delete_auto_scaling_group),
];

fn create_auto_scaling_group(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let name = read_group_name(call)?;
    let asked = read_asked(call.input)?;
    let template = read_template(call)?;
    let mut target_groups = call.input.texts("TargetGroupARNs");
    target_groups.extend(super::traffic::read_sources(call.input)?);
    let tags = read_tags(call.input, &name)?;
    call.begin()?;

    refuse_name(&name)?;
    if call.region.groups.contains_key(&name) {
        // API reference: AlreadyExists; also while the old one is still going.
        let message = format!(
            "AutoScalingGroup by this name already exists - A group with the name {name} already exists"
        );
        return Err(Refusal::new("AlreadyExists", message));
    }
    if call.region.groups.len() >= call.settings.quotas.auto_scaling_groups {
        // API reference: LimitExceeded; user guide, page on quotas.
        return Err(Refusal::new("LimitExceeded", "You have reached the limit of Auto Scaling groups"));
    }
    // The words are those that the service answers.
    let template = template.ok_or_else(|| {
        Refusal::validation("Valid requests must contain either launchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.")
    })?;
    let mut shape = new_shape(call.region, asked)?;
    refuse_target_groups(call.region, &shape, &target_groups)?;
    refuse_template(call, &shape, &template, &name)?;
    refuse_tags(&tags, call.settings)?;
    target_groups.dedup();
    shape.target_groups = target_groups;
    let uuid = call.region.new_uuid();
    let arn = call.region.arn("autoscaling", &format!("autoScalingGroup:{uuid}:autoScalingGroupName/{name}"));
    let group = Group {
        arn,
        made_at: call.region.now,
        shape,
        template,
        tags,
        policies: Default::default(),
        suspended: Default::default(),
        members: Default::default(),
        activities: Vec::new(),
        failures: 0,
        retry_at: None,
        deleted_at: None,
        name: name.clone(),
    };
    call.region.groups.insert(name, group);
    Ok(Answer::empty())
}

/// API reference, CreateAutoScalingGroup, AutoScalingGroupName: 1 to 255 characters, no colon.
fn refuse_name(name: &str) -> Result<(), Refusal> {
    if name.chars().count() <= 255 && !name.contains(':') && !name.chars().any(char::is_control) {
        return Ok(());
    }
    Err(Refusal::validation(format!("The group name '{name}' is not valid")))
}

fn update_auto_scaling_group(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let name = read_group_name(call)?;
    let asked = read_asked(call.input)?;
    let template = read_template(call)?;
    call.begin()?;

    let group = find_group(call.region, &name)?;
    refuse_deleted(group)?;
    let before = group.shape.clone();
    let template = template.unwrap_or_else(|| group.template.clone());
    let shape = change_shape(call.region, before, asked)?;
    refuse_target_groups(call.region, &shape, &shape.target_groups)?;
    refuse_template(call, &shape, &template, &name)?;
    let group = find_group(call.region, &name)?;
    group.shape = shape;
    if group.template != template {
        // A new template deserves a new try.
        group.retry_at = None;
        group.failures = 0;
    }
    group.template = template;
    Ok(Answer::empty())
}

fn delete_auto_scaling_group(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let name = read_group_name(call)?;
    let force = call.input.flag("ForceDelete")?.unwrap_or(false);
    call.begin()?;
    let group = find_group(call.region, &name)?;
    refuse_deleted(group)?;
    if !group.members.is_empty() && !force {
        // API reference, DeleteAutoScalingGroup: ResourceInUse; the words are those that the service answers.
        return Err(Refusal::new(
            "ResourceInUse",
            "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.",
        ));
    }
    let goes_at = call.region.now + call.settings.durations.group_delete;
    let group = find_group(call.region, &name)?;
    group.deleted_at = Some(goes_at);
    group.shape.min = 0;
    group.shape.desired = 0;
    let ids: Vec<String> = group.members.keys().cloned().collect();
    for id in ids {
        // API reference, DeleteAutoScalingGroup, ForceDelete: without waiting for anything.
        keep::end_at_once(call.region, call.settings, &name, &id);
    }
    call.region.agenda.enter(goes_at, Event::LookAround);
    Ok(Answer::empty())
}

/// A filter of DescribeAutoScalingGroups: its name and values.
type Filter = (String, Vec<String>);

fn read_filters(call: &Call<'_>) -> Result<Vec<Filter>, Refusal> {
    let mut filters = Vec::new();
    for filter in call.input.structures("Filters") {
        let name = filter.text("Name")?.to_owned();
        // API reference, Filter: the filters of DescribeAutoScalingGroups.
        let known = ["tag-key", "tag-value"].contains(&name.as_str())
            || name.strip_prefix("tag:").is_some_and(|key| !key.is_empty());
        if !known {
            return Err(Refusal::validation(format!("'{name}' is not a valid filter name")));
        }
        filters.push((name, filter.texts("Values")));
    }
    Ok(filters)
}

fn accepts(group: &Group, (name, values): &Filter) -> bool {
    let fits = |text: &str| values.iter().any(|value| matches_pattern(value.as_bytes(), text.as_bytes()));
    match name.strip_prefix("tag:") {
        Some(key) => group.tags.get(key).is_some_and(|tag| fits(&tag.value)),
        None if name == "tag-key" => group.tags.keys().any(|key| fits(key)),
        None => group.tags.values().any(|tag| fits(&tag.value)),
    }
}

/// Names that are not there are left out (API reference, DescribeAutoScalingGroups).
fn describe_auto_scaling_groups(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let names = call.input.texts("AutoScalingGroupNames");
    let filters = read_filters(call)?;
    let with_instances = call.input.flag("IncludeInstances")?.unwrap_or(true);
    let part = PAGES.read(call.input)?;
    call.begin()?;
    let region = &*call.region;
    let wanted = region.groups.values().filter(|group| {
        (names.is_empty() || names.contains(&group.name))
            && filters.iter().all(|filter| accepts(group, filter))
    });
    let (rows, next) = part.cut(wanted.map(|group| (group.name.clone(), group)).collect());
    Ok(Answer::query(|xml| {
        xml.list("AutoScalingGroups", rows, |xml, group| write_group(xml, group, region, with_instances));
        xml.optional("NextToken", next);
    }))
}

fn write_group(xml: &mut Xml, group: &Group, region: &Region, with_instances: bool) {
    let shape = &group.shape;
    xml.text("AutoScalingGroupName", &group.name);
    xml.text("AutoScalingGroupARN", &group.arn);
    xml.element("LaunchTemplate", |xml| {
        xml.text("LaunchTemplateId", &group.template.id);
        xml.text("LaunchTemplateName", &group.template.name);
        xml.text("Version", &group.template.version);
    });
    xml.text("MinSize", shape.min);
    xml.text("MaxSize", shape.max);
    xml.text("DesiredCapacity", shape.desired);
    xml.text("DefaultCooldown", shape.cooldown);
    let mut zones: Vec<&str> = shape
        .subnets
        .iter()
        .filter_map(|id| region.subnets.get(id))
        .map(|subnet| subnet.zone.as_str())
        .collect();
    zones.sort_unstable();
    zones.dedup();
    xml.texts("AvailabilityZones", zones);
    xml.texts("LoadBalancerNames", [""; 0]);
    xml.texts("TargetGroupARNs", &shape.target_groups);
    xml.text("HealthCheckType", shape.health_checks.join(","));
    xml.text("HealthCheckGracePeriod", shape.grace);
    let members = group.members.values().filter(|_| with_instances);
    xml.list("Instances", members, |xml, member| {
        xml.text("InstanceId", &member.id);
        xml.text("InstanceType", &member.instance_type);
        xml.text("AvailabilityZone", &member.zone);
        xml.text("LifecycleState", member.lifecycle_text());
        xml.text("HealthStatus", if member.is_healthy { "Healthy" } else { "Unhealthy" });
        xml.element("LaunchTemplate", |xml| {
            xml.text("LaunchTemplateId", &member.template.id);
            xml.text("LaunchTemplateName", &member.template.name);
            xml.text("Version", member.template.version);
        });
        xml.text("ProtectedFromScaleIn", member.is_protected);
    });
    xml.text("CreatedTime", group.made_at);
    xml.list("SuspendedProcesses", &group.suspended, |xml, process| {
        xml.text("ProcessName", process);
        xml.text("SuspensionReason", "User suspended");
    });
    xml.text("VPCZoneIdentifier", shape.subnets.join(","));
    xml.list("EnabledMetrics", [0; 0], |_, _| {});
    xml.optional("Status", group.deleted_at.map(|_| "Delete in progress"));
    write_tags(xml, group);
    xml.texts("TerminationPolicies", &shape.termination_policies);
    xml.text("NewInstancesProtectedFromScaleIn", shape.protects_new);
    let account = &region.account;
    xml.text(
        "ServiceLinkedRoleARN",
        format!("arn:aws:iam::{account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"),
    );
    xml.optional("MaxInstanceLifetime", shape.lifetime);
    xml.text("CapacityRebalance", shape.capacity_rebalance);
    xml.optional("DefaultInstanceWarmup", shape.warmup);
    xml.list("TrafficSources", &shape.target_groups, |xml, arn| {
        xml.text("Identifier", arn);
        xml.text("Type", "elbv2");
    });
    if let Some((least, most)) = shape.maintenance {
        xml.element("InstanceMaintenancePolicy", |xml| {
            xml.text("MinHealthyPercentage", least);
            xml.text("MaxHealthyPercentage", most);
        });
    }
}
