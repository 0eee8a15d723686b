//! A subnet.

use aws_sdk_ec2::types::{AttributeBooleanValue, ResourceType, Subnet as AwsSubnet, SubnetState};
use groundplan_model::cidr::Cidr;

use super::attribute::{Attributes, Read, Value, attributes};
use super::ec2::{PAGE, SERVICE, filter, filter_ids, owned, read_tags, tag_specification};
use super::schema::{Attribute, Schema};
use super::state::{Foreign, Found, New, Observed, Seen, State, Which};
use super::{Kind, Operations};
use crate::call::{Call, gone_is_done, items};
use crate::class::Class;
use crate::context::Context;
use crate::error::Error;

pub(crate) struct Subnet;

const VPC: &str = "vpc_id";
const CIDR: &str = "cidr_block";
const ZONE: &str = "availability_zone";
const PUBLIC: &str = "map_public_ip_on_launch";

impl Operations for Subnet {
    const SCHEMA: Schema = Schema {
        attributes: &[
            Attribute::replace(VPC),
            Attribute::replace(CIDR),
            Attribute::replace(ZONE),
            Attribute::in_place(PUBLIC),
        ],
        natural_key: &[VPC, CIDR],
        clashes: Some(overlap),
        lies_in: Some((VPC, Kind::Vpc)),
        ..Schema::PLAIN
    };

    async fn observe(cx: &Context, which: Which<'_>, _: &Observed) -> Result<Vec<Found>, Error> {
        let request = cx.clients.ec2.describe_subnets();
        let request = match which {
            Which::Owned => request.set_filters(Some(owned(&cx.scope))),
            Which::Id(id) => request.filters(filter("subnet-id", id)),
        };
        let subnets: Vec<AwsSubnet> =
            cx.call(Call::new(SERVICE, "DescribeSubnets"), async || items!(request, PAGE)).await?;
        Ok(subnets.iter().filter_map(|subnet| read(cx, subnet)).collect())
    }

    async fn look(cx: &Context, waiting: &[Found]) -> Result<Vec<Seen>, Error> {
        let request = cx.clients.ec2.describe_subnets().filters(filter_ids("subnet-id", waiting));
        let subnets: Vec<AwsSubnet> =
            cx.call(Call::new(SERVICE, "DescribeSubnets"), async || items!(request, PAGE)).await?;
        Ok(subnets.iter().filter_map(|subnet| Seen::new(subnet.subnet_id(), state(subnet))).collect())
    }

    async fn create(cx: &Context, new: &New<'_>) -> Result<Found, Error> {
        let vpc = new.attributes.text(VPC)?;
        let request = cx
            .clients
            .ec2
            .create_subnet()
            .vpc_id(vpc)
            .cidr_block(new.attributes.text(CIDR)?)
            .availability_zone(new.attributes.text(ZONE)?)
            .tag_specifications(tag_specification(ResourceType::Subnet, new.tags));
        let made = cx
            .call(Call::new(SERVICE, "CreateSubnet").on(&[vpc]), async || request.clone().send().await)
            .await;
        match made {
            Ok(answer) => {
                let subnet = answer.subnet.unwrap_or_else(|| AwsSubnet::builder().build());
                Ok(Found::made(new, subnet.subnet_id().unwrap_or_default(), looks(&subnet), state(&subnet)))
            }
            Err(error) if error.is(Class::AlreadyThere) => take_over(cx, new, error).await,
            Err(error) => Err(error),
        }
    }

    async fn update(cx: &Context, found: &Found, want: &Attributes, changed: &[String]) -> Result<(), Error> {
        if !changed.iter().any(|name| name == PUBLIC) {
            return Ok(());
        }
        let value = AttributeBooleanValue::builder().value(want.flag(PUBLIC)?).build();
        let request =
            cx.clients.ec2.modify_subnet_attribute().subnet_id(&found.id).map_public_ip_on_launch(value);
        cx.call(Call::new(SERVICE, "ModifySubnetAttribute").on(&[&found.id]), async || {
            request.clone().send().await
        })
        .await?;
        Ok(())
    }

    async fn delete(cx: &Context, found: &Found) -> Result<(), Error> {
        let request = cx.clients.ec2.delete_subnet().subnet_id(&found.id);
        gone_is_done(cx.call(Call::new(SERVICE, "DeleteSubnet"), async || request.clone().send().await).await)
    }
}

/// The block is taken: by ours, made by a call whose answer was lost, or by another's.
async fn take_over(cx: &Context, new: &New<'_>, refused: Error) -> Result<Found, Error> {
    let vpc = new.attributes.text(VPC)?;
    let request = cx.clients.ec2.describe_subnets().filters(filter("vpc-id", vpc)).max_results(PAGE);
    let answer =
        cx.call(Call::new(SERVICE, "DescribeSubnets"), async || request.clone().send().await).await?;
    if let Some(ours) =
        answer.subnets().iter().filter_map(|subnet| read(cx, subnet)).find(|found| {
            found.address == *new.address && found.attributes.get(CIDR) == new.attributes.get(CIDR)
        })
    {
        return Ok(ours);
    }
    let other = answer.subnets().iter().find(|subnet| overlap(&looks(subnet), new.attributes));
    match other {
        Some(subnet) => {
            Err(Error::Foreign { address: new.address.clone(), holder: Box::new(foreign(subnet)) })
        }
        None => Err(refused),
    }
}

/// A subnet that is not ours, as something in the way.
pub(crate) fn foreign(subnet: &AwsSubnet) -> Foreign {
    let name = subnet.tags().iter().find(|tag| tag.key() == Some("Name")).and_then(|tag| tag.value());
    Foreign {
        what: format!("subnet {}", subnet.cidr_block().unwrap_or_default()),
        id: subnet.subnet_id().unwrap_or_default().to_owned(),
        owner: name.unwrap_or_default().to_owned(),
        within: subnet.vpc_id().unwrap_or_default().to_owned(),
        like: Some((Kind::Subnet, looks(subnet))),
    }
}

/// AWS allows no two subnets of a VPC with common addresses.
fn overlap(old: &Attributes, new: &Attributes) -> bool {
    let block = |attributes: &Attributes| match attributes.get(CIDR) {
        Some(Value::Text(text)) => Cidr::parse(text).ok().map(|(block, _)| block),
        _ => None,
    };
    old.get(VPC) == new.get(VPC) && block(old).zip(block(new)).is_some_and(|(old, new)| old.overlaps(new))
}

fn read(cx: &Context, subnet: &AwsSubnet) -> Option<Found> {
    let owner = read_tags(&cx.scope, subnet.tags())?;
    Some(owner.found(subnet.subnet_id()?, looks(subnet), state(subnet)))
}

fn looks(subnet: &AwsSubnet) -> Attributes {
    attributes([
        (VPC, subnet.vpc_id().unwrap_or_default().into()),
        (CIDR, subnet.cidr_block().unwrap_or_default().into()),
        (ZONE, subnet.availability_zone().unwrap_or_default().into()),
        (PUBLIC, subnet.map_public_ip_on_launch().unwrap_or_default().into()),
    ])
}

fn state(subnet: &AwsSubnet) -> State {
    match subnet.state() {
        Some(SubnetState::Pending) => State::Pending("AWS makes the subnet".to_owned()),
        Some(SubnetState::Failed | SubnetState::FailedInsufficientCapacity) => {
            State::Failed("AWS could not make the subnet".to_owned())
        }
        _ => State::Ready,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(vpc: &str, cidr: &str) -> Attributes {
        attributes([(VPC, vpc.into()), (CIDR, cidr.into())])
    }

    #[test]
    fn blocks_of_one_vpc_clash_when_they_overlap() {
        assert!(overlap(&block("vpc-1", "10.0.1.0/24"), &block("vpc-1", "10.0.1.128/25")));
        assert!(!overlap(&block("vpc-1", "10.0.1.0/24"), &block("vpc-1", "10.0.2.0/24")));
        assert!(!overlap(&block("vpc-1", "10.0.1.0/24"), &block("vpc-2", "10.0.1.0/24")));
    }
}
