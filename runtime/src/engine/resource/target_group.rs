//! A target group: where a load balancer sends requests, and how it checks health.

use aws_sdk_elasticloadbalancingv2::types::{
    Matcher, ProtocolEnum, TargetGroup as AwsTargetGroup, TargetGroupAttribute, TargetTypeEnum,
};

use super::attribute::{Attributes, Read, Value, attributes};
use super::balancing::{PAGE, SERVICE, ours, refuse_foreign, settings, tags_of, unless_gone};
use super::schema::{Attribute, Schema, Tagging};
use super::state::{Found, New, Observed, State, Which};
use super::{Kind, Operations};
use crate::call::{Call, gone_is_done, items};
use crate::context::Context;
use crate::error::Error;
use crate::naming;
use crate::tags::Owned;

pub(crate) struct TargetGroup;

const VPC: &str = "vpc_id";
const PORT: &str = "port";
const PATH: &str = "health_check_path";
const HEALTH_PORT: &str = "health_check_port";
const CODES: &str = "health_check_codes";
const INTERVAL: &str = "health_check_interval";
const TIMEOUT: &str = "health_check_timeout";
const HEALTHY: &str = "healthy_threshold";
const UNHEALTHY: &str = "unhealthy_threshold";
const STICKINESS: &str = "stickiness";
const DELAY: &str = "deregistration_delay";
const CROSS_ZONE: &str = "cross_zone";

/// AWS's keys of what is no parameter of its own.
const STICKY_KEY: &str = "stickiness.enabled";
const STICKY_TYPE_KEY: &str = "stickiness.type";
const STICKY_SECONDS_KEY: &str = "stickiness.lb_cookie.duration_seconds";
const DELAY_KEY: &str = "deregistration_delay.timeout_seconds";
const CROSS_ZONE_KEY: &str = "load_balancing.cross_zone.enabled";

/// The health check's port where it is the target's own.
const TRAFFIC_PORT: &str = "traffic-port";
/// Cross-zone balancing where the load balancer decides.
const AS_BALANCER: &str = "use_load_balancer_configuration";

/// The longest name (ELBv2 API reference, CreateTargetGroup, 2026-09).
const LONGEST_NAME: usize = 32;

const HEALTH: [&str; 7] = [PATH, HEALTH_PORT, CODES, INTERVAL, TIMEOUT, HEALTHY, UNHEALTHY];

impl Operations for TargetGroup {
    const SCHEMA: Schema = Schema {
        attributes: &[
            Attribute::replace(VPC),
            Attribute::replace(PORT),
            Attribute::in_place(PATH),
            Attribute::in_place(HEALTH_PORT),
            Attribute::in_place(CODES),
            Attribute::in_place(INTERVAL),
            Attribute::in_place(TIMEOUT),
            Attribute::in_place(HEALTHY),
            Attribute::in_place(UNHEALTHY),
            Attribute::in_place(STICKINESS),
            Attribute::in_place(DELAY),
            Attribute::in_place(CROSS_ZONE),
        ],
        tagging: Tagging::LoadBalancing,
        lies_in: Some((VPC, Kind::Vpc)),
        ..Schema::PLAIN
    };

    async fn observe(cx: &Context, which: Which<'_>, _: &Observed) -> Result<Vec<Found>, Error> {
        let request = cx.clients.balancing.describe_target_groups();
        let request = match which {
            Which::Owned => request.page_size(PAGE),
            Which::Id(arn) => request.target_group_arns(arn),
        };
        let groups = cx.call(Call::new(SERVICE, "DescribeTargetGroups"), async || items!(request)).await;
        let groups = unless_gone(groups)?;
        let mut found = Vec::new();
        for (group, owner) in ours(cx, groups, AwsTargetGroup::target_group_arn).await? {
            found.push(read(cx, &group, owner).await?);
        }
        Ok(found)
    }

    async fn create(cx: &Context, new: &New<'_>) -> Result<Found, Error> {
        let want = new.attributes;
        let vpc = want.text(VPC)?;
        let request = cx
            .clients
            .balancing
            .create_target_group()
            .name(naming::unique(&cx.scope, new.address, new.generation, LONGEST_NAME))
            .protocol(ProtocolEnum::Http)
            .port(want.number(PORT)?)
            .vpc_id(vpc)
            .target_type(TargetTypeEnum::Instance)
            .health_check_protocol(ProtocolEnum::Http)
            .health_check_path(want.text(PATH)?)
            .health_check_port(want.text(HEALTH_PORT)?)
            .matcher(Matcher::builder().http_code(want.text(CODES)?).build())
            .health_check_interval_seconds(want.number(INTERVAL)?)
            .health_check_timeout_seconds(want.number(TIMEOUT)?)
            .healthy_threshold_count(want.number(HEALTHY)?)
            .unhealthy_threshold_count(want.number(UNHEALTHY)?)
            .set_tags(Some(tags_of(new.tags)));
        let call = Call::new(SERVICE, "CreateTargetGroup");
        let answer = cx.call(call.on(&[vpc]), async || request.clone().send().await).await?;
        let group = answer.target_groups.unwrap_or_default().into_iter().next();
        let group = group.unwrap_or_else(|| AwsTargetGroup::builder().build());
        let arn = group.target_group_arn().unwrap_or_default();
        refuse_foreign(cx, "target group", arn).await?;
        // AWS's defaults for what the call cannot say.
        Ok(Found::made(new, arn, looks(&group, None, 300, AS_BALANCER), State::Ready))
    }

    async fn update(cx: &Context, found: &Found, want: &Attributes, changed: &[String]) -> Result<(), Error> {
        let arn = found.id.as_str();
        if changed.iter().any(|name| HEALTH.contains(&name.as_str())) {
            let request = cx
                .clients
                .balancing
                .modify_target_group()
                .target_group_arn(arn)
                .health_check_path(want.text(PATH)?)
                .health_check_port(want.text(HEALTH_PORT)?)
                .matcher(Matcher::builder().http_code(want.text(CODES)?).build())
                .health_check_interval_seconds(want.number(INTERVAL)?)
                .health_check_timeout_seconds(want.number(TIMEOUT)?)
                .healthy_threshold_count(want.number(HEALTHY)?)
                .unhealthy_threshold_count(want.number(UNHEALTHY)?);
            let call = Call::new(SERVICE, "ModifyTargetGroup");
            cx.call(call.on(&[arn]), async || request.clone().send().await).await?;
        }
        if changed.iter().any(|name| !HEALTH.contains(&name.as_str())) {
            let sticky = want.maybe_number(STICKINESS)?;
            let mut settings = vec![
                setting(DELAY_KEY, want.number(DELAY)?),
                setting(CROSS_ZONE_KEY, want.text(CROSS_ZONE)?),
                setting(STICKY_KEY, sticky.is_some()),
            ];
            if let Some(seconds) = sticky {
                settings
                    .extend([setting(STICKY_TYPE_KEY, "lb_cookie"), setting(STICKY_SECONDS_KEY, seconds)]);
            }
            let request = cx
                .clients
                .balancing
                .modify_target_group_attributes()
                .target_group_arn(arn)
                .set_attributes(Some(settings));
            let call = Call::new(SERVICE, "ModifyTargetGroupAttributes");
            cx.call(call.on(&[arn]), async || request.clone().send().await).await?;
        }
        Ok(())
    }

    async fn delete(cx: &Context, found: &Found) -> Result<(), Error> {
        let request = cx.clients.balancing.delete_target_group().target_group_arn(&found.id);
        let call = Call::new(SERVICE, "DeleteTargetGroup");
        gone_is_done(cx.call(call, async || request.clone().send().await).await)
    }
}

fn setting(key: &str, value: impl ToString) -> TargetGroupAttribute {
    TargetGroupAttribute::builder().key(key).value(value.to_string()).build()
}

async fn read(cx: &Context, group: &AwsTargetGroup, owner: Owned) -> Result<Found, Error> {
    let arn = group.target_group_arn().unwrap_or_default();
    let request = cx.clients.balancing.describe_target_group_attributes().target_group_arn(arn);
    let call = Call::new(SERVICE, "DescribeTargetGroupAttributes");
    let answer = cx.call(call.on(&[arn]), async || request.clone().send().await).await?;
    let settings = settings(answer.attributes().iter().map(|one| (one.key(), one.value())));
    let seconds = |key: &str| settings.get(key).and_then(|seconds| seconds.parse().ok());
    let sticky = seconds(STICKY_SECONDS_KEY).filter(|_| settings.get(STICKY_KEY) == Some(&"true"));
    let cross_zone = settings.get(CROSS_ZONE_KEY).copied().unwrap_or(AS_BALANCER);
    let looks = looks(group, sticky, seconds(DELAY_KEY).unwrap_or(300), cross_zone);
    Ok(owner.found(arn, looks, State::Ready))
}

fn looks(group: &AwsTargetGroup, sticky: Option<u32>, delay: u32, cross_zone: &str) -> Attributes {
    let number = |value: Option<i32>| Value::from(value.unwrap_or_default());
    let mut looks = attributes([
        (VPC, group.vpc_id().unwrap_or_default().into()),
        (PORT, number(group.port())),
        (PATH, group.health_check_path().unwrap_or_default().into()),
        (HEALTH_PORT, group.health_check_port().unwrap_or(TRAFFIC_PORT).into()),
        (CODES, group.matcher().and_then(|matcher| matcher.http_code()).unwrap_or_default().into()),
        (INTERVAL, number(group.health_check_interval_seconds())),
        (TIMEOUT, number(group.health_check_timeout_seconds())),
        (HEALTHY, number(group.healthy_threshold_count())),
        (UNHEALTHY, number(group.unhealthy_threshold_count())),
        (DELAY, delay.into()),
        (CROSS_ZONE, cross_zone.into()),
    ]);
    looks.extend(sticky.map(|seconds| (STICKINESS.to_owned(), seconds.into())));
    looks
}

/// The attributes of a declared target group.
pub(crate) fn desired(vpc: Value, group: &groundplan_model::topology::TargetGroup) -> Attributes {
    let health = &group.health;
    let codes: Vec<String> = (health.codes.iter())
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}-{last}") })
        .collect();
    let health_port = health.port.as_ref().map_or(TRAFFIC_PORT.to_owned(), |port| port.to_string());
    let cross_zone = group.cross_zone.as_ref().map_or(AS_BALANCER.to_owned(), |on| on.is_on().to_string());
    let mut wanted = attributes([
        (VPC, vpc),
        (PORT, (*group.port).into()),
        (PATH, health.path.value.clone().into()),
        (HEALTH_PORT, health_port.into()),
        (CODES, codes.join(",").into()),
        (INTERVAL, (*health.interval).into()),
        (TIMEOUT, (*health.timeout).into()),
        (HEALTHY, (*health.healthy).into()),
        (UNHEALTHY, (*health.unhealthy).into()),
        (DELAY, (*group.deregistration_delay).into()),
        (CROSS_ZONE, cross_zone.into()),
    ]);
    wanted.extend(group.stickiness.as_ref().map(|seconds| (STICKINESS.to_owned(), (**seconds).into())));
    wanted
}
