//! A gateway endpoint: the way to S3 or DynamoDB that route tables take, without the internet.

use std::time::Duration;

use aws_sdk_ec2::types::{ResourceType, State as AwsState, VpcEndpoint, VpcEndpointType};

use super::attribute::{Attributes, Read, Value, attributes};
use super::ec2::{PAGE, SERVICE, filter, filter_ids, owned, read_tags, tag_specification};
use super::schema::{Attribute, Schema};
use super::state::{Found, New, Observed, Seen, State, Which};
use super::{Kind, Operations};
use crate::call::{Call, gone_is_done, items};
use crate::context::Context;
use crate::error::{AwsError, Error};

pub(crate) struct GatewayEndpoint;

const VPC: &str = "vpc_id";
const SERVICE_NAME: &str = "service_name";
const TABLES: &str = "route_table_ids";

impl Operations for GatewayEndpoint {
    const SCHEMA: Schema = Schema {
        attributes: &[
            Attribute::replace(VPC),
            Attribute::replace(SERVICE_NAME),
            Attribute::in_place(TABLES).unordered().lets_go(),
        ],
        ready_within: Duration::from_mins(10),
        lingers: Some(Duration::from_secs(10)),
        lies_in: Some((VPC, Kind::Vpc)),
        ..Schema::PLAIN
    };

    async fn observe(cx: &Context, which: Which<'_>, _: &Observed) -> Result<Vec<Found>, Error> {
        let request = cx.clients.ec2.describe_vpc_endpoints();
        let request = match which {
            Which::Owned => request.set_filters(Some(owned(&cx.scope))),
            Which::Id(id) => request.filters(filter("vpc-endpoint-id", id)),
        };
        let endpoints: Vec<VpcEndpoint> =
            cx.call(Call::new(SERVICE, "DescribeVpcEndpoints"), async || items!(request, PAGE)).await?;
        Ok(endpoints.iter().filter_map(|endpoint| read(cx, which, endpoint)).collect())
    }

    async fn look(cx: &Context, waiting: &[Found]) -> Result<Vec<Seen>, Error> {
        let request = cx.clients.ec2.describe_vpc_endpoints().filters(filter_ids("vpc-endpoint-id", waiting));
        let endpoints: Vec<VpcEndpoint> =
            cx.call(Call::new(SERVICE, "DescribeVpcEndpoints"), async || items!(request, PAGE)).await?;
        let there = endpoints.iter().filter(|endpoint| !is_state(endpoint, &AwsState::Deleted));
        Ok(there.filter_map(|endpoint| Seen::new(endpoint.vpc_endpoint_id(), state(endpoint))).collect())
    }

    async fn create(cx: &Context, new: &New<'_>) -> Result<Found, Error> {
        let vpc = new.attributes.text(VPC)?;
        let tables = new.attributes.texts(TABLES)?;
        let request = cx
            .clients
            .ec2
            .create_vpc_endpoint()
            .vpc_endpoint_type(VpcEndpointType::Gateway)
            .vpc_id(vpc)
            .service_name(new.attributes.text(SERVICE_NAME)?)
            .set_route_table_ids(Some(tables.clone()))
            .client_token(new.token)
            .tag_specifications(tag_specification(ResourceType::VpcEndpoint, new.tags));
        let ids: Vec<&str> = tables.iter().map(String::as_str).chain([vpc]).collect();
        let call = Call::new(SERVICE, "CreateVpcEndpoint");
        let answer = cx.call(call.on(&ids), async || request.clone().send().await).await?;
        let endpoint = answer.vpc_endpoint.unwrap_or_else(|| VpcEndpoint::builder().build());
        Ok(Found::made(
            new,
            endpoint.vpc_endpoint_id().unwrap_or_default(),
            looks(&endpoint),
            state(&endpoint),
        ))
    }

    async fn update(cx: &Context, found: &Found, want: &Attributes, _: &[String]) -> Result<(), Error> {
        let (have, want) = (found.attributes.texts(TABLES)?, want.texts(TABLES)?);
        let only_in = |these: &[String], those: &[String]| -> Vec<String> {
            these.iter().filter(|table| !those.contains(table)).cloned().collect()
        };
        let (added, removed) = (only_in(&want, &have), only_in(&have, &want));
        let request = cx
            .clients
            .ec2
            .modify_vpc_endpoint()
            .vpc_endpoint_id(&found.id)
            .set_add_route_table_ids(Some(added.clone()).filter(|tables| !tables.is_empty()))
            .set_remove_route_table_ids(Some(removed).filter(|tables| !tables.is_empty()));
        let ids: Vec<&str> = added.iter().map(String::as_str).chain([found.id.as_str()]).collect();
        let call = Call::new(SERVICE, "ModifyVpcEndpoint");
        cx.call(call.on(&ids), async || request.clone().send().await).await?;
        Ok(())
    }

    /// The answer is 200 also where it failed: what it could not delete stands in `unsuccessful`.
    async fn delete(cx: &Context, found: &Found) -> Result<(), Error> {
        let request = cx.clients.ec2.delete_vpc_endpoints().vpc_endpoint_ids(&found.id);
        let call = Call::new(SERVICE, "DeleteVpcEndpoints");
        let answer = cx.call(call, async || request.clone().send().await).await;
        let failures = answer.as_ref().map(|answer| answer.unsuccessful()).unwrap_or_default();
        let failure = failures.first().and_then(|item| item.error()).map(|error| {
            let (code, message) = (error.code().unwrap_or_default(), error.message().unwrap_or_default());
            Error::from(Box::new(AwsError::told(SERVICE, "DeleteVpcEndpoints", code, message)))
        });
        gone_is_done(failure.map_or(answer.map(|_| ()), Err))
    }
}

/// One that is being deleted is still there for who asks for it by id, and is no longer ours for who lists.
fn read(cx: &Context, which: Which<'_>, endpoint: &VpcEndpoint) -> Option<Found> {
    let going = is_state(endpoint, &AwsState::Deleting);
    if is_state(endpoint, &AwsState::Deleted) || (going && which == Which::Owned) {
        return None;
    }
    let owner = read_tags(&cx.scope, endpoint.tags())?;
    Some(owner.found(endpoint.vpc_endpoint_id()?, looks(endpoint), state(endpoint)))
}

fn looks(endpoint: &VpcEndpoint) -> Attributes {
    let tables = endpoint.route_table_ids().iter().map(|table| Value::from(table.as_str())).collect();
    desired(endpoint.vpc_id().unwrap_or_default().into(), endpoint.service_name().unwrap_or_default(), tables)
}

fn state(endpoint: &VpcEndpoint) -> State {
    if is_state(endpoint, &AwsState::Failed) || is_state(endpoint, &AwsState::Rejected) {
        let why = endpoint.last_error().and_then(|error| error.message()).unwrap_or("AWS does not say why");
        State::Failed(why.to_owned())
    } else if is_state(endpoint, &AwsState::Available) {
        State::Ready
    } else {
        State::Pending("AWS makes the endpoint".to_owned())
    }
}

/// The answers of different calls spell states in different case.
fn is_state(endpoint: &VpcEndpoint, state: &AwsState) -> bool {
    endpoint.state().is_some_and(|is| is.as_str().eq_ignore_ascii_case(state.as_str()))
}

/// The attributes of an endpoint.
pub(crate) fn desired(vpc: Value, service: &str, tables: Vec<Value>) -> Attributes {
    attributes([(VPC, vpc), (SERVICE_NAME, service.into()), (TABLES, Value::List(tables))])
}
