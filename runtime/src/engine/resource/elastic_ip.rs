//! An elastic IP address of a NAT gateway.

use aws_sdk_ec2::types::{DomainType, ResourceType};

use super::Operations;
use super::attribute::Attributes;
use super::ec2::{SERVICE, filter, owned, read_tags, tag_specification, without_retries};
use super::schema::Schema;
use super::state::{Found, New, Observed, State, Which, told};
use crate::call::{Call, gone_is_done};
use crate::context::Context;
use crate::error::Error;

pub(crate) struct ElasticIp;

impl Operations for ElasticIp {
    const SCHEMA: Schema = Schema { precious: true, ..Schema::PLAIN };

    /// DescribeAddresses knows no pages.
    async fn observe(cx: &Context, which: Which<'_>, _: &Observed) -> Result<Vec<Found>, Error> {
        let request = cx.clients.ec2.describe_addresses();
        let request = match which {
            Which::Owned => request.set_filters(Some(owned(&cx.scope))),
            Which::Id(id) => request.filters(filter("allocation-id", id)),
        };
        let call = Call::new(SERVICE, "DescribeAddresses");
        let answer = cx.call(call, async || request.clone().send().await).await?;
        let addresses = answer.addresses().iter().filter_map(|address| {
            let owner = read_tags(&cx.scope, address.tags())?;
            let found = owner.found(address.allocation_id()?, Attributes::new(), State::Ready);
            Some(found.with_outputs(told([("public_ip", Some(address.public_ip()?))])))
        });
        Ok(addresses.collect())
    }

    async fn create(cx: &Context, new: &New<'_>) -> Result<Found, Error> {
        let request = cx
            .clients
            .ec2
            .allocate_address()
            .domain(DomainType::Vpc)
            .tag_specifications(tag_specification(ResourceType::ElasticIp, new.tags));
        let answer = cx
            .call(Call::once(SERVICE, "AllocateAddress"), async || {
                request.clone().customize().config_override(without_retries()).send().await
            })
            .await?;
        let id = answer.allocation_id().unwrap_or_default();
        let made = Found::made(new, id, Attributes::new(), State::Ready);
        Ok(made.with_outputs(told([("public_ip", answer.public_ip())])))
    }

    async fn update(_: &Context, _: &Found, _: &Attributes, changed: &[String]) -> Result<(), Error> {
        Err(Error::Refused(format!("an elastic IP has nothing to change, least of all {changed:?}")))
    }

    async fn delete(cx: &Context, found: &Found) -> Result<(), Error> {
        let request = cx.clients.ec2.release_address().allocation_id(&found.id);
        let call = Call::new(SERVICE, "ReleaseAddress");
        gone_is_done(cx.call(call, async || request.clone().send().await).await)
    }
}
