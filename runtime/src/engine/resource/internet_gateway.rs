//! An internet gateway and its attachment to the VPC.

use aws_sdk_ec2::types::{InternetGateway as AwsGateway, ResourceType};

use super::attribute::{Attributes, Read, attributes};
use super::ec2::{PAGE, SERVICE, filter, owned, read_tags, tag_specification, without_retries};
use super::schema::{Attribute, Schema};
use super::state::{Found, New, Observed, State, Which};
use super::{Kind, Operations};
use crate::call::{Call, gone_is_done, items};
use crate::class::Class;
use crate::context::Context;
use crate::error::Error;

pub(crate) struct InternetGateway;

const VPC: &str = "vpc_id";

impl Operations for InternetGateway {
    const SCHEMA: Schema = Schema {
        attributes: &[Attribute::replace(VPC).set_late()],
        natural_key: &[VPC],
        // Public addresses in the VPC keep its gateway attached.
        gone_first: &[
            Kind::NatGateway,
            Kind::ElasticIp,
            Kind::LoadBalancer,
            Kind::AutoScalingGroup,
            Kind::Instance,
        ],
        lies_in: Some((VPC, Kind::Vpc)),
        spare: true,
        ..Schema::PLAIN
    };

    async fn observe(cx: &Context, which: Which<'_>, _: &Observed) -> Result<Vec<Found>, Error> {
        let request = cx.clients.ec2.describe_internet_gateways();
        let request = match which {
            Which::Owned => request.set_filters(Some(owned(&cx.scope))),
            Which::Id(id) => request.filters(filter("internet-gateway-id", id)),
        };
        let gateways: Vec<AwsGateway> =
            cx.call(Call::new(SERVICE, "DescribeInternetGateways"), async || items!(request, PAGE)).await?;
        Ok(gateways.iter().filter_map(|gateway| read(cx, gateway)).collect())
    }

    async fn create(cx: &Context, new: &New<'_>) -> Result<Found, Error> {
        let request = cx
            .clients
            .ec2
            .create_internet_gateway()
            .tag_specifications(tag_specification(ResourceType::InternetGateway, new.tags));
        let answer = cx
            .call(Call::once(SERVICE, "CreateInternetGateway"), async || {
                request.clone().customize().config_override(without_retries()).send().await
            })
            .await?;
        let gateway = answer.internet_gateway.unwrap_or_else(|| AwsGateway::builder().build());
        Ok(Found::made(new, gateway.internet_gateway_id().unwrap_or_default(), looks(&gateway), State::Ready))
    }

    async fn update(cx: &Context, found: &Found, want: &Attributes, _: &[String]) -> Result<(), Error> {
        let (id, vpc) = (found.id.as_str(), want.text(VPC)?);
        let request = cx.clients.ec2.attach_internet_gateway().internet_gateway_id(id).vpc_id(vpc);
        let attached = cx
            .call(Call::new(SERVICE, "AttachInternetGateway").on(&[id, vpc]), async || {
                request.clone().send().await
            })
            .await;
        match attached {
            Err(error) if error.is(Class::AlreadyThere) => {
                let now = Self::observe(cx, Which::Id(id), &Observed::nothing(cx.scope.clone(), "")).await?;
                let ours = now.iter().any(|found| found.attributes.get(VPC) == want.get(VPC));
                if ours { Ok(()) } else { Err(error) }
            }
            other => other.map(|_| ()),
        }
    }

    async fn delete(cx: &Context, found: &Found) -> Result<(), Error> {
        if let Some(vpc) = found.attributes.maybe_text(VPC)? {
            let request = cx.clients.ec2.detach_internet_gateway().internet_gateway_id(&found.id).vpc_id(vpc);
            let call = Call::new(SERVICE, "DetachInternetGateway");
            gone_is_done(cx.call(call, async || request.clone().send().await).await)?;
        }
        let request = cx.clients.ec2.delete_internet_gateway().internet_gateway_id(&found.id);
        let call = Call::new(SERVICE, "DeleteInternetGateway");
        gone_is_done(cx.call(call, async || request.clone().send().await).await)
    }
}

fn read(cx: &Context, gateway: &AwsGateway) -> Option<Found> {
    let owner = read_tags(&cx.scope, gateway.tags())?;
    Some(owner.found(gateway.internet_gateway_id()?, looks(gateway), State::Ready))
}

/// A gateway that is not attached has no VPC: a difference, which `update` ends.
fn looks(gateway: &AwsGateway) -> Attributes {
    match gateway.attachments().first().and_then(|attachment| attachment.vpc_id()) {
        Some(vpc) => attributes([(VPC, vpc.into())]),
        None => Attributes::new(),
    }
}
