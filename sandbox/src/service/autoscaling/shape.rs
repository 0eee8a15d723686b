//! What a create or an update says of a group: read, and refused where AWS refuses it.

use std::collections::BTreeSet;

use crate::operation::Call;
use crate::refusal::Refusal;
use crate::service::ec2::launch::{Launch, plan_launch};
use crate::service::ec2::launch_template::{Named, resolve};
use crate::store::scaling::{Shape, TemplateChoice};
use crate::store::{Region, is_seen};
use crate::wire::input::Input;

/// What a request says; none where it says nothing.
pub(super) struct Asked {
    pub(super) min: Option<i64>,
    pub(super) max: Option<i64>,
    pub(super) desired: Option<i64>,
    subnets: Option<Vec<String>>,
    zones: Vec<String>,
    health_checks: Option<Vec<String>>,
    grace: Option<i64>,
    cooldown: Option<i64>,
    warmup: Option<i64>,
    termination_policies: Vec<String>,
    protects_new: Option<bool>,
    capacity_rebalance: Option<bool>,
    lifetime: Option<i64>,
    maintenance: Option<(i64, i64)>,
}

pub(super) fn read_asked(input: Input<'_>) -> Result<Asked, Refusal> {
    let list = |text: &str| -> Vec<String> {
        text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let maintenance = match input.structure("InstanceMaintenancePolicy") {
        None => None,
        Some(inside) => {
            let bound = |name: &str| inside.number(name)?.ok_or_else(|| inside.missing(name));
            Some((bound("MinHealthyPercentage")?, bound("MaxHealthyPercentage")?))
        }
    };
    Ok(Asked {
        min: input.number("MinSize")?,
        max: input.number("MaxSize")?,
        desired: input.number("DesiredCapacity")?,
        subnets: input.optional("VPCZoneIdentifier").map(list),
        zones: input.texts("AvailabilityZones"),
        health_checks: input.optional("HealthCheckType").map(list),
        grace: input.number("HealthCheckGracePeriod")?,
        cooldown: input.number("DefaultCooldown")?,
        warmup: input.number("DefaultInstanceWarmup")?,
        termination_policies: input.texts("TerminationPolicies"),
        protects_new: input.flag("NewInstancesProtectedFromScaleIn")?,
        capacity_rebalance: input.flag("CapacityRebalance")?,
        lifetime: input.number("MaxInstanceLifetime")?,
        maintenance,
    })
}

/// A new group's shape: what was asked, and the defaults (API reference, CreateAutoScalingGroup).
pub(super) fn new_shape(region: &Region, asked: Asked) -> Result<Shape, Refusal> {
    let min = asked.min.ok_or_else(|| Refusal::validation("MinSize must be specified"))?;
    let max = asked.max.ok_or_else(|| Refusal::validation("MaxSize must be specified"))?;
    let shape = Shape {
        min,
        max,
        desired: min,
        subnets: Vec::new(),
        target_groups: Vec::new(),
        health_checks: vec!["EC2".to_owned()],
        grace: 0,
        cooldown: 300,
        warmup: None,
        termination_policies: vec!["Default".to_owned()],
        protects_new: false,
        capacity_rebalance: false,
        lifetime: None,
        maintenance: None,
    };
    change_shape(region, shape, asked)
}

/// A group's shape after a change.
pub(super) fn change_shape(region: &Region, before: Shape, asked: Asked) -> Result<Shape, Refusal> {
    let mut shape = before;
    shape.min = asked.min.unwrap_or(shape.min);
    shape.max = asked.max.unwrap_or(shape.max);
    if shape.min < 0 || shape.max < 0 || shape.min > shape.max {
        // API reference, CreateAutoScalingGroup; the words are those that the service answers.
        let message =
            format!("Max bound, {}, must be greater than or equal to min bound, {}", shape.max, shape.min);
        return Err(Refusal::validation(message));
    }
    shape.desired = match asked.desired {
        Some(desired) if !(shape.min..=shape.max).contains(&desired) => {
            let message = format!(
                "Desired capacity:{desired} must be between the specified min size:{} and max size:{}",
                shape.min, shape.max
            );
            return Err(Refusal::validation(message));
        }
        Some(desired) => desired,
        // API reference, UpdateAutoScalingGroup: bounds that leave the size outside move it.
        None => shape.desired.clamp(shape.min, shape.max),
    };
    if asked.subnets.is_some() || !asked.zones.is_empty() {
        shape.subnets = find_subnets(region, asked.subnets.unwrap_or_default(), &asked.zones)?;
    }
    if shape.subnets.is_empty() {
        // The words are those that the service answers.
        return Err(Refusal::validation("At least one Availability Zone or VPC Subnet is required."));
    }
    if let Some(checks) = asked.health_checks {
        // API reference, CreateAutoScalingGroup, HealthCheckType.
        if let Some(other) =
            checks.iter().find(|check| !["EC2", "ELB", "EBS", "VPC_LATTICE"].contains(&check.as_str()))
        {
            return Err(Refusal::validation(format!("Invalid HealthCheckType '{other}'")));
        }
        shape.health_checks = checks;
    }
    shape.grace = asked.grace.unwrap_or(shape.grace);
    shape.cooldown = asked.cooldown.unwrap_or(shape.cooldown);
    // API reference, CreateAutoScalingGroup, DefaultInstanceWarmup: -1 takes it away again.
    shape.warmup = asked.warmup.or(shape.warmup).filter(|warmup| *warmup != -1);
    shape.protects_new = asked.protects_new.unwrap_or(shape.protects_new);
    shape.capacity_rebalance = asked.capacity_rebalance.unwrap_or(shape.capacity_rebalance);
    shape.lifetime = asked.lifetime.or(shape.lifetime).filter(|lifetime| *lifetime != 0);
    shape.maintenance = asked.maintenance.or(shape.maintenance).filter(|bounds| *bounds != (-1, -1));
    if !asked.termination_policies.is_empty() {
        shape.termination_policies = asked.termination_policies;
    }
    refuse_shape(&shape)?;
    Ok(shape)
}

/// API reference, CreateAutoScalingGroup: ranges and words.
fn refuse_shape(shape: &Shape) -> Result<(), Refusal> {
    for (name, seconds) in [
        ("HealthCheckGracePeriod", Some(shape.grace)),
        ("DefaultCooldown", Some(shape.cooldown)),
        ("DefaultInstanceWarmup", shape.warmup),
    ] {
        if let Some(seconds) = seconds.filter(|seconds| *seconds < 0) {
            return Err(Refusal::validation(format!("{name} {seconds} must not be negative")));
        }
    }
    if let Some(lifetime) = shape.lifetime.filter(|lifetime| *lifetime < 86_400) {
        return Err(Refusal::validation(format!(
            "MaxInstanceLifetime {lifetime} must be 0 or at least 86400"
        )));
    }
    if let Some((least, most)) = shape.maintenance
        && !((0..=100).contains(&least) && (100..=200).contains(&most) && most - least <= 100)
    {
        let message = format!("Instance maintenance policy of {least} to {most} percent is not valid");
        return Err(Refusal::validation(message));
    }
    let known = [
        "Default",
        "OldestInstance",
        "NewestInstance",
        "OldestLaunchConfiguration",
        "OldestLaunchTemplate",
        "ClosestToNextInstanceHour",
        "AllocationStrategy",
    ];
    match shape.termination_policies.iter().find(|policy| !known.contains(&policy.as_str())) {
        Some(other) => Err(Refusal::validation(format!("Invalid termination policy '{other}'"))),
        None => Ok(()),
    }
}

/// The subnets that were named, all of one VPC; zones alone mean the default subnets there.
fn find_subnets(region: &Region, named: Vec<String>, zones: &[String]) -> Result<Vec<String>, Refusal> {
    let mut vpcs = BTreeSet::new();
    for id in &named {
        let subnet = region.subnets.get(id).filter(|subnet| is_seen(region, *subnet));
        // The words are those that the service answers.
        let subnet =
            subnet.ok_or_else(|| Refusal::validation(format!("The subnet ID '{id}' does not exist")))?;
        vpcs.insert(&subnet.vpc_id);
        if !zones.is_empty() && !zones.contains(&subnet.zone) {
            return Err(Refusal::validation(
                "The availability zones of the specified subnets and the Auto Scaling group do not match",
            ));
        }
    }
    if vpcs.len() > 1 {
        // Quoted in mludvig/aws-ethereum-miner issues 3 and 12.
        return Err(Refusal::validation("You can specify subnets of one VPC only"));
    }
    if !named.is_empty() {
        return Ok(named);
    }
    let default_of = |zone: &String| {
        let mut defaults = region.subnets.values().filter(|subnet| subnet.default_for_zone);
        let found = defaults.find(|subnet| subnet.zone == *zone).map(|subnet| subnet.id.clone());
        found.ok_or_else(|| Refusal::validation(format!("No default subnet for availability zone: '{zone}'")))
    };
    zones.iter().map(default_of).collect()
}

/// The VPC that a group's subnets are in.
pub(super) fn vpc_of<'a>(region: &'a Region, shape: &Shape) -> Option<&'a str> {
    let subnet = region.subnets.get(shape.subnets.first()?)?;
    Some(&subnet.vpc_id)
}

/// Refuses target groups that a group's members cannot join.
pub(super) fn refuse_target_groups(region: &Region, shape: &Shape, arns: &[String]) -> Result<(), Refusal> {
    for arn in arns {
        let group = region.target_groups.get(arn).filter(|group| region.sees(group.made_at));
        // The words are those that the service answers, as quoted in public issues.
        let group = group.ok_or_else(|| {
            Refusal::validation(
                "Provided Target Groups may not be valid. Please ensure they exist and try again.",
            )
        })?;
        if group.settings.target_type != "instance" {
            // Quoted in terraform issue 18674.
            let message = format!(
                "Provided Target Groups may not be valid. Please ensure they exist and have target type 'instance': '{arn}'"
            );
            return Err(Refusal::validation(message));
        }
        if vpc_of(region, shape) != Some(group.settings.vpc.as_str()) {
            return Err(Refusal::validation(format!(
                "The target group '{arn}' is not in the VPC of the subnets"
            )));
        }
    }
    Ok(())
}

/// Reads `LaunchTemplate`; none if the request names none.
pub(super) fn read_template(call: &Call<'_>) -> Result<Option<TemplateChoice>, Refusal> {
    let Some(inside) = call.input.structure("LaunchTemplate") else { return Ok(None) };
    let named = Named::read(inside).map_err(|refusal| Refusal::validation(refusal.message))?;
    let version = inside.optional("Version").unwrap_or("$Default");
    let (used, _) = resolve(call.region, named, Some(version)).map_err(|refusal| unfit(&refusal))?;
    Ok(Some(TemplateChoice { id: used.id, name: used.name, version: version.to_owned() }))
}

/// What a group would launch in a subnet.
pub(super) fn launch_of(region: &Region, template: &TemplateChoice, subnet: &str) -> Result<Launch, Refusal> {
    let (used, data) = resolve(region, Named::id(&template.id), Some(&template.version))?;
    Ok(Launch { data, template: Some(used), subnet: Some(subnet.to_owned()), count: 1, ..Launch::default() })
}

/// Refuses a template that cannot be launched from, as AWS finds out when a group is made or changed. What may be
/// another time is no reason: addresses, quotas, what a zone offers.
pub(super) fn refuse_template(
    call: &Call<'_>,
    shape: &Shape,
    template: &TemplateChoice,
    name: &str,
) -> Result<(), Refusal> {
    let Some(subnet) = shape.subnets.first() else { return Ok(()) };
    let mut launch = launch_of(call.region, template, subnet).map_err(|refusal| unfit(&refusal))?;
    if launch.data.interfaces.iter().any(|interface| interface.subnet.is_some()) {
        // User guide, "Create a launch template": no subnet in a template for a group; code as for the others.
        return Err(Refusal::validation(
            "You must use a valid fully-formed launch template. Network interfaces must not specify a subnet ID",
        ));
    }
    launch.group = Some(name.to_owned());
    let passing = ["InsufficientFreeAddressesInSubnet", "VcpuLimitExceeded", "Unsupported"];
    match plan_launch(call.region, call.settings, launch) {
        Err(refusal) if !passing.contains(&refusal.code.as_ref()) => Err(unfit(&refusal)),
        _ => Ok(()),
    }
}

/// The words are those that the service answers, as quoted in public issues of many tools.
fn unfit(refusal: &Refusal) -> Refusal {
    Refusal::validation(format!("You must use a valid fully-formed launch template. {}", refusal.message))
}
