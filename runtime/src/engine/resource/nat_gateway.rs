//! A public NAT gateway: the way to the internet for private subnets.
//!
//! AWS lists a failed or deleted one for about an hour.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_sdk_ec2::types::{NatGateway as AwsNatGateway, NatGatewayState, ResourceType};

use super::address::Address;
use super::attribute::{Attributes, Read, Value, attributes};
use super::ec2::{PAGE, SERVICE, filter, filter_ids, owned, read_tags, tag_specification};
use super::schema::{Attribute, Schema};
use super::state::{Found, New, Observed, Seen, State, Which, told};
use super::{Kind, Operations};
use crate::call::{Call, gone_is_done, items};
use crate::context::Context;
use crate::error::Error;
use crate::wait::{Look, try_until};

pub(crate) struct NatGateway;

const SUBNET: &str = "subnet_id";
const ALLOCATION: &str = "allocation_id";

impl Operations for NatGateway {
    const SCHEMA: Schema = Schema {
        attributes: &[Attribute::replace(SUBNET), Attribute::replace(ALLOCATION)],
        natural_key: &[ALLOCATION],
        // One to three minutes.
        ready_after: |_| Duration::from_secs(45),
        ready_within: Duration::from_mins(10),
        gone_within: Duration::from_mins(30),
        lingers: Some(Duration::from_secs(30)),
        lies_in: Some((SUBNET, Kind::Subnet)),
        ..Schema::PLAIN
    };

    async fn observe(cx: &Context, which: Which<'_>, _: &Observed) -> Result<Vec<Found>, Error> {
        let request = cx.clients.ec2.describe_nat_gateways();
        let request = match which {
            Which::Owned => request.set_filter(Some(owned(&cx.scope))),
            Which::Id(id) => request.filter(filter("nat-gateway-id", id)),
        };
        let gateways: Vec<AwsNatGateway> =
            cx.call(Call::new(SERVICE, "DescribeNatGateways"), async || items!(request, PAGE)).await?;
        for going in gateways.iter().filter(|gateway| gateway.state() == Some(&NatGatewayState::Deleting)) {
            cx.remember_held(allocation_of(going));
        }
        Ok(gateways.iter().filter_map(|gateway| read(cx, which, gateway)).collect())
    }

    async fn look(cx: &Context, waiting: &[Found]) -> Result<Vec<Seen>, Error> {
        let request = cx.clients.ec2.describe_nat_gateways().filter(filter_ids("nat-gateway-id", waiting));
        let gateways: Vec<AwsNatGateway> =
            cx.call(Call::new(SERVICE, "DescribeNatGateways"), async || items!(request, PAGE)).await?;
        let there = gateways.iter().filter(|gateway| gateway.state() != Some(&NatGatewayState::Deleted));
        let seen = |gateway: &AwsNatGateway| {
            Some(Seen::new(gateway.nat_gateway_id(), state(gateway))?.with_outputs(outputs(gateway)))
        };
        Ok(there.filter_map(seen).collect())
    }

    async fn create(cx: &Context, new: &New<'_>) -> Result<Found, Error> {
        let (subnet, allocation) = (new.attributes.text(SUBNET)?, new.attributes.text(ALLOCATION)?);
        if cx.is_held(allocation) {
            wait_free(cx, new.address, allocation).await?;
        }
        let request = cx
            .clients
            .ec2
            .create_nat_gateway()
            .subnet_id(subnet)
            .allocation_id(allocation)
            .client_token(new.token)
            .tag_specifications(tag_specification(ResourceType::Natgateway, new.tags));
        let call = Call::new(SERVICE, "CreateNatGateway");
        let answer = cx.call(call.on(&[subnet, allocation]), async || request.clone().send().await).await?;
        let gateway = answer.nat_gateway.unwrap_or_else(|| AwsNatGateway::builder().build());
        Ok(Found::made(
            new,
            gateway.nat_gateway_id().unwrap_or_default(),
            new.attributes.clone(),
            state(&gateway),
        )
        .with_outputs(outputs(&gateway)))
    }

    async fn update(_: &Context, _: &Found, _: &Attributes, changed: &[String]) -> Result<(), Error> {
        Err(Error::Refused(format!("a NAT gateway's {changed:?} cannot be changed")))
    }

    async fn delete(cx: &Context, found: &Found) -> Result<(), Error> {
        let request = cx.clients.ec2.delete_nat_gateway().nat_gateway_id(&found.id);
        let call = Call::new(SERVICE, "DeleteNatGateway");
        gone_is_done(cx.call(call, async || request.clone().send().await).await)
    }
}

/// Waits until the gateway that an earlier run has deleted gives its address back: AWS makes another one with it all the
/// same, and lets that fail.
async fn wait_free(cx: &Context, address: &Address, allocation: &str) -> Result<(), Error> {
    let going = filter("state", NatGatewayState::Deleting.as_str());
    let request = cx.clients.ec2.describe_nat_gateways().filter(going);
    try_until(cx, address, NatGateway::SCHEMA.gone_within, async || {
        let call = Call::new(SERVICE, "DescribeNatGateways");
        let going: Vec<AwsNatGateway> = cx.call(call, async || items!(request, PAGE)).await?;
        Ok(match going.iter().find(|gateway| allocation_of(gateway) == allocation) {
            Some(gateway) => {
                let id = gateway.nat_gateway_id().unwrap_or_default();
                Look::NotYet(format!("`{id}` is going and still holds its address"))
            }
            None => Look::Holds(()),
        })
    })
    .await
}

fn allocation_of(gateway: &AwsNatGateway) -> &str {
    let address = gateway.nat_gateway_addresses().first();
    address.and_then(|address| address.allocation_id()).unwrap_or_default()
}

/// One that is being deleted is still there for who asks for it by id, and is no longer ours for who lists.
fn read(cx: &Context, which: Which<'_>, gateway: &AwsNatGateway) -> Option<Found> {
    match gateway.state() {
        Some(NatGatewayState::Deleted) => return None,
        Some(NatGatewayState::Deleting) if which == Which::Owned => return None,
        _ => {}
    }
    let owner = read_tags(&cx.scope, gateway.tags())?;
    Some(
        owner.found(gateway.nat_gateway_id()?, looks(gateway), state(gateway)).with_outputs(outputs(gateway)),
    )
}

fn looks(gateway: &AwsNatGateway) -> Attributes {
    desired(gateway.subnet_id().unwrap_or_default().into(), allocation_of(gateway).into())
}

fn outputs(gateway: &AwsNatGateway) -> BTreeMap<String, String> {
    let address = gateway.nat_gateway_addresses().first();
    told([("public_address", address.and_then(|address| address.public_ip()))])
}

fn state(gateway: &AwsNatGateway) -> State {
    match gateway.state() {
        Some(NatGatewayState::Available) => State::Ready,
        Some(NatGatewayState::Failed) => {
            let (code, message) = (gateway.failure_code(), gateway.failure_message());
            State::Failed(format!(
                "{}: {}",
                code.unwrap_or("failed"),
                message.unwrap_or("AWS does not say why")
            ))
        }
        Some(NatGatewayState::Deleting) => State::Pending("AWS deletes the NAT gateway".to_owned()),
        _ => State::Pending("AWS makes the NAT gateway".to_owned()),
    }
}

/// The attributes of a NAT gateway.
pub(crate) fn desired(subnet: Value, allocation: Value) -> Attributes {
    attributes([(SUBNET, subnet), (ALLOCATION, allocation)])
}
