//! An application load balancer. Its listeners are resources of their own.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_sdk_ec2::types::{Filter, NetworkInterface};
use aws_sdk_elasticloadbalancingv2::operation::describe_load_balancers::builders::DescribeLoadBalancersFluentBuilder;
use aws_sdk_elasticloadbalancingv2::types::{
    LoadBalancer as AwsBalancer, LoadBalancerAttribute, LoadBalancerSchemeEnum, LoadBalancerStateEnum,
    LoadBalancerTypeEnum,
};

use super::attribute::{Attributes, Read, Value, attributes};
use super::balancing::{PAGE, SERVICE, ours, refuse_foreign, settings, tags_of, unless_gone};
use super::schema::{Attribute, Schema, Tagging};
use super::state::{Found, New, Observed, Seen, State, Which, told};
use super::{Kind, Operations, ec2};
use crate::call::{Call, gone_is_done, items};
use crate::context::Context;
use crate::error::Error;
use crate::naming;
use crate::tags::Owned;

pub(crate) struct LoadBalancer;

const VPC: &str = "vpc_id";
const SCHEME: &str = "scheme";
const SUBNETS: &str = "subnets";
const GROUPS: &str = "security_groups";
const IDLE_TIMEOUT: &str = "idle_timeout";
const PROTECTION: &str = "deletion_protection";

/// AWS's keys of the two attributes that are not parameters of its own.
const IDLE_TIMEOUT_KEY: &str = "idle_timeout.timeout_seconds";
const PROTECTION_KEY: &str = "deletion_protection.enabled";

/// The longest name (ELBv2 API reference, CreateLoadBalancer, 2026-09).
const LONGEST_NAME: usize = 32;

impl Operations for LoadBalancer {
    const SCHEMA: Schema = Schema {
        attributes: &[
            // Its subnets change in place only within their VPC.
            Attribute::replace(VPC),
            Attribute::replace(SCHEME),
            Attribute::in_place(SUBNETS).unordered(),
            Attribute::in_place(GROUPS).unordered(),
            Attribute::in_place(IDLE_TIMEOUT),
            Attribute::in_place(PROTECTION),
        ],
        tagging: Tagging::LoadBalancing,
        lies_in: Some((VPC, Kind::Vpc)),
        protection: Some(PROTECTION),
        // Two to three minutes.
        ready_after: |_| Duration::from_mins(1),
        ready_within: Duration::from_mins(10),
        settles: true,
        gone_within: Duration::from_mins(35),
        holds_on: Some(Duration::from_secs(30)),
        ..Schema::PLAIN
    };

    async fn observe(cx: &Context, which: Which<'_>, _: &Observed) -> Result<Vec<Found>, Error> {
        let request = cx.clients.balancing.describe_load_balancers();
        let request = match which {
            Which::Owned => request.page_size(PAGE),
            Which::Id(arn) => request.load_balancer_arns(arn),
        };
        let balancers = list(cx, request).await?;
        let mut found = Vec::new();
        for (balancer, owner) in ours(cx, balancers, AwsBalancer::load_balancer_arn).await? {
            balancer.load_balancer_arn().and_then(path).inspect(|path| cx.remember_ours(path));
            found.push(read(cx, &balancer, owner).await?);
        }
        Ok(found)
    }

    async fn look(cx: &Context, waiting: &[Found]) -> Result<Vec<Seen>, Error> {
        let arns = |of: &[Found]| Some(of.iter().map(|found| found.id.clone()).collect());
        let request = cx.clients.balancing.describe_load_balancers();
        let mut balancers = list(cx, request.clone().set_load_balancer_arns(arns(waiting))).await?;
        // Where one is not there, AWS tells of none.
        if balancers.is_empty() && waiting.len() > 1 {
            for one in waiting.chunks(1) {
                balancers.extend(list(cx, request.clone().set_load_balancer_arns(arns(one))).await?);
            }
        }
        let seen = |balancer: &AwsBalancer| {
            Some(Seen::new(balancer.load_balancer_arn(), state(balancer))?.with_outputs(outputs(balancer)))
        };
        Ok(balancers.iter().filter_map(seen).collect())
    }

    /// Its network interfaces stay for some minutes and hold groups, subnets and the internet gateway.
    async fn look_behind(cx: &Context, deleted: &[Found]) -> Result<Vec<Seen>, Error> {
        let described = |found: &Found| Some(format!("ELB {}", path(&found.id)?));
        let descriptions = deleted.iter().filter_map(described).collect();
        let filter = Filter::builder().name("description").set_values(Some(descriptions)).build();
        let request = cx.clients.ec2.describe_network_interfaces().filters(filter);
        let call = Call::new(ec2::SERVICE, "DescribeNetworkInterfaces");
        let interfaces: Vec<NetworkInterface> = cx.call(call, async || items!(request, ec2::PAGE)).await?;
        let left = |found: &Found| {
            let described = described(found)?;
            let of_it = |interface: &&NetworkInterface| interface.description() == Some(&described);
            let state = match interfaces.iter().filter(of_it).count() {
                0 => return None,
                count => State::Pending(format!("{count} of its network interfaces are still there")),
            };
            Seen::new(Some(&found.id), state)
        };
        Ok(deleted.iter().filter_map(left).collect())
    }

    async fn create(cx: &Context, new: &New<'_>) -> Result<Found, Error> {
        let (subnets, groups) = (new.attributes.texts(SUBNETS)?, new.attributes.texts(GROUPS)?);
        let request = cx
            .clients
            .balancing
            .create_load_balancer()
            .name(naming::unique(&cx.scope, new.address, new.generation, LONGEST_NAME))
            .r#type(LoadBalancerTypeEnum::Application)
            .scheme(LoadBalancerSchemeEnum::from(new.attributes.text(SCHEME)?))
            .set_subnets(Some(subnets.clone()))
            .set_security_groups(Some(groups.clone()))
            .set_tags(Some(tags_of(new.tags)));
        let ids: Vec<&str> = subnets.iter().chain(&groups).map(String::as_str).collect();
        let call = Call::new(SERVICE, "CreateLoadBalancer");
        let answer = cx.call(call.on(&ids), async || request.clone().send().await).await?;
        let balancer = answer
            .load_balancers
            .unwrap_or_default()
            .into_iter()
            .next()
            .unwrap_or_else(|| AwsBalancer::builder().build());
        let arn = balancer.load_balancer_arn().unwrap_or_default();
        refuse_foreign(cx, "load balancer", arn).await?;
        // AWS's defaults for what the call cannot say.
        Ok(Found::made(new, arn, looks(&balancer, 60, false), state(&balancer))
            .with_outputs(outputs(&balancer)))
    }

    async fn update(cx: &Context, found: &Found, want: &Attributes, changed: &[String]) -> Result<(), Error> {
        let arn = found.id.as_str();
        let changes = |name: &str| changed.iter().any(|changed| changed == name);
        if changes(SUBNETS) {
            let subnets = want.texts(SUBNETS)?;
            let request =
                cx.clients.balancing.set_subnets().load_balancer_arn(arn).set_subnets(Some(subnets.clone()));
            let ids: Vec<&str> = subnets.iter().map(String::as_str).chain([arn]).collect();
            cx.call(Call::new(SERVICE, "SetSubnets").on(&ids), async || request.clone().send().await).await?;
        }
        if changes(GROUPS) {
            let groups = want.texts(GROUPS)?;
            let request = cx
                .clients
                .balancing
                .set_security_groups()
                .load_balancer_arn(arn)
                .set_security_groups(Some(groups.clone()));
            let ids: Vec<&str> = groups.iter().map(String::as_str).chain([arn]).collect();
            cx.call(Call::new(SERVICE, "SetSecurityGroups").on(&ids), async || request.clone().send().await)
                .await?;
        }
        if changes(IDLE_TIMEOUT) || changes(PROTECTION) {
            let request = cx
                .clients
                .balancing
                .modify_load_balancer_attributes()
                .load_balancer_arn(arn)
                .attributes(setting(IDLE_TIMEOUT_KEY, want.number(IDLE_TIMEOUT)?))
                .attributes(setting(PROTECTION_KEY, want.flag(PROTECTION)?));
            let call = Call::new(SERVICE, "ModifyLoadBalancerAttributes");
            cx.call(call.on(&[arn]), async || request.clone().send().await).await?;
        }
        Ok(())
    }

    /// Its listeners and rules go with it.
    async fn delete(cx: &Context, found: &Found) -> Result<(), Error> {
        let request = cx.clients.balancing.delete_load_balancer().load_balancer_arn(&found.id);
        let call = Call::new(SERVICE, "DeleteLoadBalancer");
        gone_is_done(cx.call(call, async || request.clone().send().await).await)
    }
}

async fn list(cx: &Context, request: DescribeLoadBalancersFluentBuilder) -> Result<Vec<AwsBalancer>, Error> {
    unless_gone(cx.call(Call::new(SERVICE, "DescribeLoadBalancers"), async || items!(request)).await)
}

/// The end of an ARN that names it: AWS describes its network interfaces so.
fn path(arn: &str) -> Option<&str> {
    arn.split_once(":loadbalancer/").map(|(_, path)| path)
}

fn setting(key: &str, value: impl ToString) -> LoadBalancerAttribute {
    LoadBalancerAttribute::builder().key(key).value(value.to_string()).build()
}

async fn read(cx: &Context, balancer: &AwsBalancer, owner: Owned) -> Result<Found, Error> {
    let arn = balancer.load_balancer_arn().unwrap_or_default();
    let request = cx.clients.balancing.describe_load_balancer_attributes().load_balancer_arn(arn);
    let call = Call::new(SERVICE, "DescribeLoadBalancerAttributes");
    let answer = cx.call(call.on(&[arn]), async || request.clone().send().await).await?;
    let settings = settings(answer.attributes().iter().map(|one| (one.key(), one.value())));
    let idle_timeout = settings.get(IDLE_TIMEOUT_KEY).and_then(|value| value.parse().ok()).unwrap_or(60);
    let protection = settings.get(PROTECTION_KEY) == Some(&"true");
    Ok(owner
        .found(arn, looks(balancer, idle_timeout, protection), state(balancer))
        .with_outputs(outputs(balancer)))
}

fn looks(balancer: &AwsBalancer, idle_timeout: u32, protection: bool) -> Attributes {
    let subnets =
        balancer.availability_zones().iter().filter_map(|zone| zone.subnet_id()).map(Value::from).collect();
    let groups = balancer.security_groups().iter().map(|group| Value::from(group.as_str())).collect();
    let scheme = balancer.scheme().map(LoadBalancerSchemeEnum::as_str).unwrap_or_default();
    desired(
        balancer.vpc_id().unwrap_or_default().into(),
        scheme == LoadBalancerSchemeEnum::InternetFacing.as_str(),
        subnets,
        groups,
        idle_timeout,
        protection,
    )
}

fn outputs(balancer: &AwsBalancer) -> BTreeMap<String, String> {
    told([
        ("arn", balancer.load_balancer_arn()),
        ("dns_name", balancer.dns_name()),
        ("zone_id", balancer.canonical_hosted_zone_id()),
    ])
}

fn state(balancer: &AwsBalancer) -> State {
    let state = balancer.state();
    match state.and_then(|state| state.code()) {
        Some(LoadBalancerStateEnum::Failed) => {
            let why = state.and_then(|state| state.reason()).unwrap_or("AWS does not say why");
            State::Failed(why.to_owned())
        }
        Some(LoadBalancerStateEnum::Provisioning) => State::Pending("AWS makes the load balancer".to_owned()),
        _ => State::Ready,
    }
}

/// The attributes of a load balancer.
pub(crate) fn desired(
    vpc: Value,
    internet_facing: bool,
    subnets: Vec<Value>,
    groups: Vec<Value>,
    idle_timeout: u32,
    deletion_protection: bool,
) -> Attributes {
    attributes([
        (VPC, vpc),
        (SCHEME, if internet_facing { "internet-facing" } else { "internal" }.into()),
        (SUBNETS, Value::List(subnets)),
        (GROUPS, Value::List(groups)),
        (IDLE_TIMEOUT, idle_timeout.into()),
        (PROTECTION, deletion_protection.into()),
    ])
}
