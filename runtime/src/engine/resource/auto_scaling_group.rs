//! An auto scaling group with its scaling policy and its suspended processes.
//!
//! The desired capacity is the scaling policy's once it runs: only the bounds are ours then.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_sdk_autoscaling::operation::describe_auto_scaling_groups::builders::DescribeAutoScalingGroupsFluentBuilder;
use aws_sdk_autoscaling::types::builders::TagBuilder;
use aws_sdk_autoscaling::types::{
    AutoScalingGroup as AwsGroup, Filter, LaunchTemplateSpecification, MetricType,
    PredefinedMetricSpecification, ScalingPolicy, Tag, TargetTrackingConfiguration, TrafficSourceIdentifier,
};

use super::attribute::{Attributes, Read, Value, attributes};
use super::schema::{Attribute, Schema, Tagging};
use super::state::{Found, New, Observed, Seen, State, Tags, Which, told};
use super::{Kind, Operations, group_machines};
use crate::call::{Call, gone_is_done, items};
use crate::context::Context;
use crate::error::Error;
use crate::{naming, tags};

pub(crate) struct AutoScalingGroup;

/// The service's name in errors and formulas.
pub(crate) const SERVICE: &str = "autoscaling";

const VPC: &str = "vpc_id";
const TEMPLATE: &str = "launch_template_id";
const VERSION: &str = "launch_template_version";
const MIN: &str = "min_size";
const DESIRED: &str = "desired_capacity";
const MAX: &str = "max_size";
const SUBNETS: &str = "subnets";
const TARGETS: &str = "target_group_arns";
const HEALTH: &str = "health_check_type";
const GRACE: &str = "health_check_grace_period";
const WARMUP: &str = "instance_warmup";
const CPU: &str = "cpu_target";
const SUSPENDED: &str = "suspended_processes";

/// What a group does with a new version of its template.
const NEW_MACHINES_ONLY: &str = "machines that run stay as they are, those launched from now on get it";

/// How many machines were launched from another template or version than the group's, where some were.
pub(crate) const OUTDATED: &str = "outdated_machines";

/// The type of health check that heeds the load balancer.
pub(super) const BALANCER: &str = "ELB";
/// The one policy that a group has.
const POLICY: &str = "cpu";
/// The longest name (Auto Scaling API reference, CreateAutoScalingGroup, 2026-09).
const LONGEST_NAME: usize = 255;
/// The largest page of its describe calls (botocore model, 2026-09).
const PAGE: i32 = 100;

impl Operations for AutoScalingGroup {
    const SCHEMA: Schema = Schema {
        attributes: &[
            // Its target groups and security groups are of one VPC, and its machines move to no other.
            Attribute::replace(VPC),
            Attribute::in_place(TEMPLATE),
            Attribute::in_place(VERSION).remarked(NEW_MACHINES_ONLY),
            Attribute::in_place(MIN),
            Attribute::in_place(DESIRED),
            Attribute::in_place(MAX),
            Attribute::in_place(SUBNETS).unordered(),
            Attribute::in_place(TARGETS).unordered().overlapping(),
            Attribute::in_place(HEALTH),
            Attribute::in_place(GRACE),
            Attribute::in_place(WARMUP),
            Attribute::in_place(CPU),
            Attribute::in_place(SUSPENDED),
        ],
        parents: &[Kind::Subnet],
        tagging: Tagging::AutoScaling,
        settle: |want, found| {
            // AWS tells the subnets of a group, and only those tell the VPC: where none is seen, it is the same.
            if !found.contains_key(VPC) {
                want.remove(VPC);
            }
            let bounds = (want.number(MIN), want.number(MAX), found.number(DESIRED));
            // A group that could have no machine was held at nothing by us: no policy has chosen its size.
            let held = found.number(MAX) == Ok(0);
            if want.contains_key(CPU)
                && found.contains_key(CPU)
                && !held
                && let (Ok(min), Ok(max), Ok(desired)) = bounds
            {
                want.insert(DESIRED.to_owned(), desired.clamp(min, max.max(min)).into());
            }
        },
        idle: Some(|want| {
            for size in [MIN, DESIRED, MAX] {
                want.insert(size.to_owned(), 0.into());
            }
        }),
        // No machine starts in less, and none starts, boots and is found healthy in less.
        ready_after: |want| match want.text(HEALTH) {
            Ok(BALANCER) => Duration::from_secs(45),
            _ => Duration::from_secs(20),
        },
        ready_within: Duration::from_mins(15),
        settles: true,
        empty_after: Some(Duration::from_secs(30)),
        // A machine leaves its target groups before it ends, and their deregistration delay may be an hour (ELBv2 API
        // model, TargetGroupAttribute, 2026-09).
        gone_within: Duration::from_mins(80),
        lingers: Some(Duration::from_secs(5)),
        ..Schema::PLAIN
    };

    async fn observe(cx: &Context, which: Which<'_>, parents: &Observed) -> Result<Vec<Found>, Error> {
        let request = cx.clients.scaling.describe_auto_scaling_groups();
        let request = match which {
            Which::Owned => request.set_filters(Some(owned(cx))).max_records(PAGE),
            Which::Id(name) => request.auto_scaling_group_names(name),
        };
        let groups = list(cx, request).await?;
        if groups.is_empty() {
            return Ok(Vec::new());
        }
        let policies = list_policies(cx).await?;
        Ok(groups.iter().filter_map(|group| read(cx, which, group, &policies, parents)).collect())
    }

    /// Tells why a group is not ready, and waits for the load balancer's verdict where it is heeded: a machine counts as
    /// healthy until its grace is over.
    async fn look(cx: &Context, waiting: &[Found]) -> Result<Vec<Seen>, Error> {
        let mut seen = Vec::new();
        for group in list(cx, named(cx, waiting)).await? {
            let state = group_machines::look(cx, &group).await?;
            let one = Seen::new(group.auto_scaling_group_name(), state);
            seen.extend(one.map(|seen| seen.with_outputs(outputs(&group))));
        }
        Ok(seen)
    }

    /// Takes its machines away: AWS refuses to delete a group that has some, and waits for them to drain.
    async fn empty(cx: &Context, found: &Found) -> Result<(), Error> {
        let request = cx
            .clients
            .scaling
            .update_auto_scaling_group()
            .auto_scaling_group_name(&found.id)
            .min_size(0)
            .max_size(0)
            .desired_capacity(0);
        let call = Call::new(SERVICE, "UpdateAutoScalingGroup");
        gone_is_done(cx.call(call, async || request.clone().send().await).await)
    }

    async fn look_inside(cx: &Context, waiting: &[Found]) -> Result<Vec<Seen>, Error> {
        let groups = list(cx, named(cx, waiting)).await?;
        let full = |group: &AwsGroup| {
            Seen::new(group.auto_scaling_group_name(), State::Pending(group_machines::leaving(group)?))
        };
        Ok(groups.iter().filter_map(full).collect())
    }

    async fn create(cx: &Context, new: &New<'_>) -> Result<Found, Error> {
        let want = new.attributes;
        let name = naming::unique(&cx.scope, new.address, new.generation, LONGEST_NAME);
        let (template, subnets, targets) = (want.text(TEMPLATE)?, want.texts(SUBNETS)?, want.texts(TARGETS)?);
        let request = cx
            .clients
            .scaling
            .create_auto_scaling_group()
            .auto_scaling_group_name(&name)
            .launch_template(template_of(want)?)
            .min_size(want.number(MIN)?)
            .desired_capacity(want.number(DESIRED)?)
            .max_size(want.number(MAX)?)
            .vpc_zone_identifier(subnets.join(","))
            .set_target_group_arns(Some(targets.clone()))
            .health_check_type(want.text(HEALTH)?)
            .health_check_grace_period(want.number(GRACE)?)
            .set_default_instance_warmup(want.maybe_number(WARMUP)?)
            .set_tags(Some(tags_of(&name, new.tags)));
        let ids: Vec<&str> = subnets.iter().chain(&targets).map(String::as_str).chain([template]).collect();
        let call = Call::new(SERVICE, "CreateAutoScalingGroup");
        cx.call(call.on(&ids), async || request.clone().send().await).await?;
        let mut made = want.clone();
        made.remove(CPU);
        made.insert(SUSPENDED.to_owned(), Value::List(Vec::new()));
        let state = match want.number(DESIRED)? {
            0 => State::Ready,
            _ => State::Pending("machines start".to_owned()),
        };
        Ok(Found::made(new, name, made, state))
    }

    async fn update(cx: &Context, found: &Found, want: &Attributes, changed: &[String]) -> Result<(), Error> {
        let changes = |names: &[&str]| changed.iter().any(|name| names.contains(&name.as_str()));
        if changes(&[SUSPENDED]) {
            update_processes(cx, found, want).await?;
        }
        if changes(&[TARGETS]) {
            attach_targets(cx, found, want).await?;
        }
        if changes(&[TEMPLATE, VERSION, MIN, DESIRED, MAX, SUBNETS, HEALTH, GRACE, WARMUP]) {
            update_group(cx, found, want).await?;
        }
        if changes(&[CPU]) {
            update_policy(cx, found, want).await?;
        }
        if changes(&[TARGETS]) {
            detach_targets(cx, found, want).await?;
        }
        Ok(())
    }

    async fn delete(cx: &Context, found: &Found) -> Result<(), Error> {
        let request = cx.clients.scaling.delete_auto_scaling_group().auto_scaling_group_name(&found.id);
        let call = Call::new(SERVICE, "DeleteAutoScalingGroup");
        gone_is_done(cx.call(call, async || request.clone().send().await).await)
    }
}

fn owned(cx: &Context) -> Vec<Filter> {
    tags::select(&cx.scope)
        .into_iter()
        .map(|(key, value)| Filter::builder().name(format!("tag:{key}")).values(value).build())
        .collect()
}

/// Tags as the service takes them; its machines get them too.
pub(crate) fn tags_of(group: &str, tags: &Tags) -> Vec<Tag> {
    tags.iter().map(|(key, value)| tag(group, key).value(value).build()).collect()
}

/// A tag of a group, still without its value.
pub(crate) fn tag(group: &str, key: &str) -> TagBuilder {
    Tag::builder().resource_id(group).resource_type("auto-scaling-group").key(key).propagate_at_launch(true)
}

fn template_of(want: &Attributes) -> Result<LaunchTemplateSpecification, Error> {
    Ok(LaunchTemplateSpecification::builder()
        .launch_template_id(want.text(TEMPLATE)?)
        .version(want.text(VERSION)?)
        .build())
}

async fn update_group(cx: &Context, found: &Found, want: &Attributes) -> Result<(), Error> {
    let subnets = want.texts(SUBNETS)?;
    let request = cx
        .clients
        .scaling
        .update_auto_scaling_group()
        .auto_scaling_group_name(&found.id)
        .launch_template(template_of(want)?)
        .min_size(want.number(MIN)?)
        .desired_capacity(want.number(DESIRED)?)
        .max_size(want.number(MAX)?)
        .vpc_zone_identifier(subnets.join(","))
        .health_check_type(want.text(HEALTH)?)
        .health_check_grace_period(want.number(GRACE)?)
        // -1 takes the warm-up away (Auto Scaling API reference, UpdateAutoScalingGroup, 2026-09).
        .default_instance_warmup(want.maybe_number(WARMUP)?.unwrap_or(-1));
    let ids: Vec<&str> = subnets.iter().map(String::as_str).chain([want.text(TEMPLATE)?]).collect();
    let call = Call::new(SERVICE, "UpdateAutoScalingGroup");
    cx.call(call.on(&ids), async || request.clone().send().await).await?;
    Ok(())
}

async fn update_policy(cx: &Context, found: &Found, want: &Attributes) -> Result<(), Error> {
    let Some(percent) = want.maybe_number(CPU)? else {
        let request =
            cx.clients.scaling.delete_policy().auto_scaling_group_name(&found.id).policy_name(POLICY);
        return gone_is_done(
            cx.call(Call::new(SERVICE, "DeletePolicy"), async || request.clone().send().await).await,
        );
    };
    let metric = PredefinedMetricSpecification::builder()
        .predefined_metric_type(MetricType::AsgAverageCpuUtilization)
        .build();
    let tracking = TargetTrackingConfiguration::builder()
        .predefined_metric_specification(metric)
        .target_value(percent.into())
        .build();
    let request = cx
        .clients
        .scaling
        .put_scaling_policy()
        .auto_scaling_group_name(&found.id)
        .policy_name(POLICY)
        .policy_type("TargetTrackingScaling")
        .target_tracking_configuration(tracking);
    let call = Call::new(SERVICE, "PutScalingPolicy");
    cx.call(call.on(&[&found.id]), async || request.clone().send().await).await?;
    Ok(())
}

async fn update_processes(cx: &Context, found: &Found, want: &Attributes) -> Result<(), Error> {
    let (have, want) = (found.attributes.texts(SUSPENDED)?, want.texts(SUSPENDED)?);
    let suspended: Vec<String> = want.iter().filter(|process| !have.contains(process)).cloned().collect();
    let resumed: Vec<String> = have.iter().filter(|process| !want.contains(process)).cloned().collect();
    if !suspended.is_empty() {
        let request = cx
            .clients
            .scaling
            .suspend_processes()
            .auto_scaling_group_name(&found.id)
            .set_scaling_processes(Some(suspended));
        let call = Call::new(SERVICE, "SuspendProcesses");
        cx.call(call.on(&[&found.id]), async || request.clone().send().await).await?;
    }
    if !resumed.is_empty() {
        let request = cx
            .clients
            .scaling
            .resume_processes()
            .auto_scaling_group_name(&found.id)
            .set_scaling_processes(Some(resumed));
        let call = Call::new(SERVICE, "ResumeProcesses");
        cx.call(call.on(&[&found.id]), async || request.clone().send().await).await?;
    }
    Ok(())
}

/// The target groups that one list has and the other has not.
fn sources(these: &[String], those: &[String]) -> Vec<TrafficSourceIdentifier> {
    these
        .iter()
        .filter(|arn| !those.contains(arn))
        .map(|arn| TrafficSourceIdentifier::builder().identifier(arn).r#type("elbv2").build())
        .collect()
}

async fn attach_targets(cx: &Context, found: &Found, want: &Attributes) -> Result<(), Error> {
    let (have, want) = (found.attributes.texts(TARGETS)?, want.texts(TARGETS)?);
    let added = sources(&want, &have);
    if added.is_empty() {
        return Ok(());
    }
    let request = cx
        .clients
        .scaling
        .attach_traffic_sources()
        .auto_scaling_group_name(&found.id)
        .set_traffic_sources(Some(added));
    let ids: Vec<&str> = want.iter().map(String::as_str).collect();
    let call = Call::new(SERVICE, "AttachTrafficSources");
    cx.call(call.on(&ids), async || request.clone().send().await).await?;
    Ok(())
}

async fn detach_targets(cx: &Context, found: &Found, want: &Attributes) -> Result<(), Error> {
    let (have, want) = (found.attributes.texts(TARGETS)?, want.texts(TARGETS)?);
    let removed = sources(&have, &want);
    if removed.is_empty() {
        return Ok(());
    }
    let request = cx
        .clients
        .scaling
        .detach_traffic_sources()
        .auto_scaling_group_name(&found.id)
        .set_traffic_sources(Some(removed));
    let call = Call::new(SERVICE, "DetachTrafficSources");
    gone_is_done(cx.call(call, async || request.clone().send().await).await)
}

async fn list(cx: &Context, request: DescribeAutoScalingGroupsFluentBuilder) -> Result<Vec<AwsGroup>, Error> {
    cx.call(Call::new(SERVICE, "DescribeAutoScalingGroups"), async || items!(request)).await
}

fn named(cx: &Context, waiting: &[Found]) -> DescribeAutoScalingGroupsFluentBuilder {
    let names = waiting.iter().map(|found| found.id.clone()).collect();
    cx.clients.scaling.describe_auto_scaling_groups().set_auto_scaling_group_names(Some(names))
}

/// The CPU targets by group, in one list of all policies of the account that are called as ours.
async fn list_policies(cx: &Context) -> Result<BTreeMap<String, i64>, Error> {
    let request = cx.clients.scaling.describe_policies().policy_names(POLICY).max_records(PAGE);
    let policies: Vec<ScalingPolicy> =
        cx.call(Call::new(SERVICE, "DescribePolicies"), async || items!(request)).await?;
    let target = |policy: &ScalingPolicy| {
        let percent = policy.target_tracking_configuration()?.target_value()?.round();
        #[expect(clippy::cast_possible_truncation, reason = "a percentage that we wrote as a whole number")]
        Some((policy.auto_scaling_group_name()?.to_owned(), percent as i64))
    };
    Ok(policies.iter().filter_map(target).collect())
}

fn read(
    cx: &Context,
    which: Which<'_>,
    group: &AwsGroup,
    policies: &BTreeMap<String, i64>,
    parents: &Observed,
) -> Option<Found> {
    if group_machines::is_deleted(group) && which == Which::Owned {
        return None;
    }
    let pairs = group.tags().iter().filter_map(|tag| Some((tag.key()?, tag.value()?)));
    let (owner, name) = (tags::read(&cx.scope, pairs)?, group.auto_scaling_group_name()?);
    let state = group_machines::missing(group).map_or(State::Ready, State::Pending);
    let mut looks = looks(group, policies.get(name).copied());
    looks.extend(vpc_of(group, parents).map(|vpc| (VPC.to_owned(), vpc)));
    let found = owner.found(name, looks, state);
    Some(found.with_outputs(outputs(group)))
}

/// The VPC of the first of its subnets that was seen.
fn vpc_of(group: &AwsGroup, parents: &Observed) -> Option<Value> {
    let zones = group.vpc_zone_identifier().unwrap_or_default();
    let subnet = parents.of_kind(Kind::Subnet).find(|subnet| zones.split(',').any(|id| id == subnet.id))?;
    subnet.lies_in().map(|(_, vpc)| vpc.into())
}

fn outputs(group: &AwsGroup) -> BTreeMap<String, String> {
    let outdated = group.instances().iter().filter(|machine| {
        let (has, wants) = (machine.launch_template(), group.launch_template());
        has.map(|has| (has.launch_template_id(), has.version()))
            != wants.map(|wants| (wants.launch_template_id(), wants.version()))
    });
    let outdated = Some(outdated.count()).filter(|number| *number > 0).map(|number| number.to_string());
    told([("arn", group.auto_scaling_group_arn()), (OUTDATED, outdated.as_deref())])
}

fn looks(group: &AwsGroup, cpu: Option<i64>) -> Attributes {
    let texts = |values: &mut dyn Iterator<Item = &str>| Value::List(values.map(Value::from).collect());
    let template = group.launch_template();
    let zones = group.vpc_zone_identifier().unwrap_or_default();
    let mut suspended: Vec<&str> =
        group.suspended_processes().iter().filter_map(|process| process.process_name()).collect();
    suspended.sort_unstable();
    let mut looks = attributes([
        (TEMPLATE, template.and_then(|template| template.launch_template_id()).unwrap_or_default().into()),
        (VERSION, template.and_then(|template| template.version()).unwrap_or_default().into()),
        (MIN, group.min_size().unwrap_or_default().into()),
        (DESIRED, group.desired_capacity().unwrap_or_default().into()),
        (MAX, group.max_size().unwrap_or_default().into()),
        (SUBNETS, texts(&mut zones.split(',').filter(|subnet| !subnet.is_empty()))),
        (TARGETS, texts(&mut group.target_group_arns().iter().map(String::as_str))),
        (HEALTH, group.health_check_type().unwrap_or_default().into()),
        (GRACE, group.health_check_grace_period().unwrap_or_default().into()),
        (SUSPENDED, texts(&mut suspended.into_iter())),
    ]);
    looks.extend(group.default_instance_warmup().map(|seconds| (WARMUP.to_owned(), seconds.into())));
    looks.extend(cpu.map(|percent| (CPU.to_owned(), percent.into())));
    looks
}

/// A group as it is declared.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// The VPC of its subnets.
    pub vpc: Value,
    /// The launch template.
    pub template: Value,
    /// Its version.
    pub version: Value,
    /// The fewest machines.
    pub min: u32,
    /// How many where nothing scales it.
    pub desired: u32,
    /// The most machines.
    pub max: u32,
    /// The subnets that it launches in.
    pub subnets: Vec<Value>,
    /// Its target groups.
    pub targets: Vec<Value>,
    /// Whether the load balancer's verdict counts.
    pub balancer_health: bool,
    /// Seconds in which a new machine's failures do not count.
    pub grace: u32,
    /// Seconds until a new machine's metrics count.
    pub warmup: Option<u32>,
    /// The average CPU use that scaling keeps.
    pub cpu_target: Option<u32>,
    /// Processes that AWS leaves off.
    pub suspended: Vec<&'static str>,
}

/// The attributes of a group.
pub(crate) fn desired(group: Group) -> Attributes {
    let mut wanted = attributes([
        (VPC, group.vpc),
        (TEMPLATE, group.template),
        (VERSION, group.version),
        (MIN, group.min.into()),
        (DESIRED, group.desired.into()),
        (MAX, group.max.into()),
        (SUBNETS, Value::List(group.subnets)),
        (TARGETS, Value::List(group.targets)),
        (HEALTH, if group.balancer_health { BALANCER } else { "EC2" }.into()),
        (GRACE, group.grace.into()),
        (SUSPENDED, group.suspended.into()),
    ]);
    wanted.extend(group.warmup.map(|seconds| (WARMUP.to_owned(), seconds.into())));
    wanted.extend(group.cpu_target.map(|percent| (CPU.to_owned(), percent.into())));
    wanted
}
