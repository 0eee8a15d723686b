//! A security group. What it lets through is `security_rules`'s, so that groups which name each other have no cycle.

use aws_sdk_ec2::types::{ResourceType, SecurityGroup as AwsGroup};

use super::attribute::{Attributes, Read, Value, attributes};
use super::ec2::{PAGE, SERVICE, filter, owned, read_tags, tag_specification};
use super::schema::{Attribute, Schema};
use super::state::{Found, New, Observed, State, Which};
use super::{Kind, Operations};
use crate::call::{Call, gone_is_done, items};
use crate::context::Context;
use crate::error::Error;
use crate::naming;

pub(crate) struct SecurityGroup;

const VPC: &str = "vpc_id";

/// The longest name of a group (EC2 API reference, CreateSecurityGroup, 2026-09).
const LONGEST_NAME: usize = 255;

impl Operations for SecurityGroup {
    const SCHEMA: Schema =
        Schema { attributes: &[Attribute::replace(VPC)], lies_in: Some((VPC, Kind::Vpc)), ..Schema::PLAIN };

    async fn observe(cx: &Context, which: Which<'_>, _: &Observed) -> Result<Vec<Found>, Error> {
        let request = cx.clients.ec2.describe_security_groups();
        let request = match which {
            Which::Owned => request.set_filters(Some(owned(&cx.scope))),
            Which::Id(id) => request.filters(filter("group-id", id)),
        };
        let groups: Vec<AwsGroup> =
            cx.call(Call::new(SERVICE, "DescribeSecurityGroups"), async || items!(request, PAGE)).await?;
        let found = groups.iter().filter_map(|group| {
            let owner = read_tags(&cx.scope, group.tags())?;
            Some(owner.found(
                group.group_id()?,
                desired(group.vpc_id().unwrap_or_default().into()),
                State::Ready,
            ))
        });
        Ok(found.collect())
    }

    /// AWS never changes name and description, so both say only what never changes: the address.
    async fn create(cx: &Context, new: &New<'_>) -> Result<Found, Error> {
        let vpc = new.attributes.text(VPC)?;
        let request = cx
            .clients
            .ec2
            .create_security_group()
            .vpc_id(vpc)
            .group_name(naming::unique(&cx.scope, new.address, new.generation, LONGEST_NAME))
            .description(format!("{} of {}", new.address.name, cx.scope.topology))
            .tag_specifications(tag_specification(ResourceType::SecurityGroup, new.tags));
        let call = Call::new(SERVICE, "CreateSecurityGroup");
        let answer = cx.call(call.on(&[vpc]), async || request.clone().send().await).await?;
        Ok(Found::made(new, answer.group_id.unwrap_or_default(), new.attributes.clone(), State::Ready))
    }

    async fn update(_: &Context, _: &Found, _: &Attributes, changed: &[String]) -> Result<(), Error> {
        Err(Error::Refused(format!("a security group's {changed:?} cannot be changed")))
    }

    async fn delete(cx: &Context, found: &Found) -> Result<(), Error> {
        let request = cx.clients.ec2.delete_security_group().group_id(&found.id);
        let call = Call::new(SERVICE, "DeleteSecurityGroup");
        gone_is_done(cx.call(call, async || request.clone().send().await).await)
    }
}

/// The attributes of a security group.
pub(crate) fn desired(vpc: Value) -> Attributes {
    attributes([(VPC, vpc)])
}
