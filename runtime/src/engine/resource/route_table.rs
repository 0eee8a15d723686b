//! A route table with its routes. Which subnets it serves is `route_table_association`'s.
//!
//! Left alone: the `local` routes, what an endpoint has put in (a prefix list as destination), propagated routes.

use aws_sdk_ec2::types::{ResourceType, Route, RouteOrigin, RouteTable as AwsRouteTable};

use super::attribute::{Attributes, Read, Value, attributes};
use super::ec2::{SERVICE, filter, owned, read_tags, tag_specification};
use super::schema::{Attribute, Schema};
use super::state::{Found, New, Observed, State, Which};
use super::{Kind, Operations};
use crate::call::{Call, already_is_done, gone_is_done, items};
use crate::context::Context;
use crate::error::Error;

pub(crate) struct RouteTable;

const VPC: &str = "vpc_id";
const ROUTES: &str = "routes";
const DESTINATION: &str = "destination";
const TARGET: &str = "target";

/// The largest page of DescribeRouteTables (botocore model of EC2, 2026-09).
pub(super) const TABLES_PAGE: i32 = 100;

impl Operations for RouteTable {
    const SCHEMA: Schema = Schema {
        attributes: &[Attribute::replace(VPC), Attribute::in_place(ROUTES).unordered()],
        lies_in: Some((VPC, Kind::Vpc)),
        spare: true,
        ..Schema::PLAIN
    };

    async fn observe(cx: &Context, which: Which<'_>, _: &Observed) -> Result<Vec<Found>, Error> {
        let tables = describe(cx, which).await?;
        let found = tables.iter().filter_map(|table| read(cx, table)).collect();
        if which == Which::Owned {
            cx.hand_over_tables(tables);
        }
        Ok(found)
    }

    async fn create(cx: &Context, new: &New<'_>) -> Result<Found, Error> {
        let vpc = new.attributes.text(VPC)?;
        let request = cx
            .clients
            .ec2
            .create_route_table()
            .vpc_id(vpc)
            .client_token(new.token)
            .tag_specifications(tag_specification(ResourceType::RouteTable, new.tags));
        let call = Call::new(SERVICE, "CreateRouteTable");
        let answer = cx.call(call.on(&[vpc]), async || request.clone().send().await).await?;
        let table = answer.route_table.unwrap_or_else(|| AwsRouteTable::builder().build());
        Ok(Found::made(new, table.route_table_id().unwrap_or_default(), looks(&table), State::Ready))
    }

    async fn update(cx: &Context, found: &Found, want: &Attributes, _: &[String]) -> Result<(), Error> {
        let id = found.id.as_str();
        let (have, want) = (found.attributes.maps(ROUTES)?, want.maps(ROUTES)?);
        for route in &want {
            let (destination, target) = (route.text(DESTINATION)?, route.text(TARGET)?);
            match find_target(&have, destination) {
                Some(old) if old == target => {}
                Some(_) => replace_route(cx, id, destination, target).await?,
                None => create_route(cx, id, destination, target).await?,
            }
        }
        for route in &have {
            let destination = route.text(DESTINATION)?;
            if find_target(&want, destination).is_none() {
                let request =
                    cx.clients.ec2.delete_route().route_table_id(id).destination_cidr_block(destination);
                let call = Call::new(SERVICE, "DeleteRoute");
                gone_is_done(cx.call(call, async || request.clone().send().await).await)?;
            }
        }
        Ok(())
    }

    async fn delete(cx: &Context, found: &Found) -> Result<(), Error> {
        let request = cx.clients.ec2.delete_route_table().route_table_id(&found.id);
        let call = Call::new(SERVICE, "DeleteRouteTable");
        gone_is_done(cx.call(call, async || request.clone().send().await).await)
    }
}

/// Route tables with their routes and associations.
pub(super) async fn describe(cx: &Context, which: Which<'_>) -> Result<Vec<AwsRouteTable>, Error> {
    let request = cx.clients.ec2.describe_route_tables();
    let request = match which {
        Which::Owned => request.set_filters(Some(owned(&cx.scope))),
        Which::Id(id) => request.filters(filter("route-table-id", id)),
    };
    cx.call(Call::new(SERVICE, "DescribeRouteTables"), async || items!(request, TABLES_PAGE)).await
}

async fn create_route(cx: &Context, table: &str, destination: &str, target: &str) -> Result<(), Error> {
    let request = cx.clients.ec2.create_route().route_table_id(table).destination_cidr_block(destination);
    let request =
        if target.starts_with("nat-") { request.nat_gateway_id(target) } else { request.gateway_id(target) };
    let call = Call::new(SERVICE, "CreateRoute");
    already_is_done(cx.call(call.on(&[table, target]), async || request.clone().send().await).await)
}

/// In one call, so that there is no moment without the route.
async fn replace_route(cx: &Context, table: &str, destination: &str, target: &str) -> Result<(), Error> {
    let request = cx.clients.ec2.replace_route().route_table_id(table).destination_cidr_block(destination);
    let request =
        if target.starts_with("nat-") { request.nat_gateway_id(target) } else { request.gateway_id(target) };
    let call = Call::new(SERVICE, "ReplaceRoute");
    cx.call(call.on(&[table, target]), async || request.clone().send().await).await?;
    Ok(())
}

fn find_target<'a>(routes: &[&'a Attributes], destination: &str) -> Option<&'a str> {
    let route = routes.iter().find(|route| route.text(DESTINATION) == Ok(destination))?;
    route.text(TARGET).ok()
}

fn read(cx: &Context, table: &AwsRouteTable) -> Option<Found> {
    let owner = read_tags(&cx.scope, table.tags())?;
    Some(owner.found(table.route_table_id()?, looks(table), State::Ready))
}

fn looks(table: &AwsRouteTable) -> Attributes {
    let routes: Vec<Value> = table.routes().iter().filter_map(read_route).collect();
    attributes([(VPC, table.vpc_id().unwrap_or_default().into()), (ROUTES, Value::List(routes))])
}

fn read_route(aws: &Route) -> Option<Value> {
    if aws.origin() != Some(&RouteOrigin::CreateRoute) {
        return None;
    }
    let target = aws.nat_gateway_id().or(aws.gateway_id()).or(aws.network_interface_id())?;
    Some(route(aws.destination_cidr_block()?, target))
}

/// A route: the block that it is for, and the id of what it goes through.
pub(crate) fn route(destination: &str, target: impl Into<Value>) -> Value {
    Value::Map(attributes([(DESTINATION, destination.into()), (TARGET, target.into())]))
}

/// The attributes of a route table.
pub(crate) fn desired(vpc: Value, routes: Vec<Value>) -> Attributes {
    attributes([(VPC, vpc), (ROUTES, Value::List(routes))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_routes_that_somebody_made_are_compared() {
        let table = AwsRouteTable::builder()
            .vpc_id("vpc-1")
            .routes(
                Route::builder()
                    .destination_cidr_block("10.0.0.0/16")
                    .gateway_id("local")
                    .origin(RouteOrigin::CreateRouteTable)
                    .build(),
            )
            .routes(
                Route::builder()
                    .destination_prefix_list_id("pl-1")
                    .gateway_id("vpce-1")
                    .origin(RouteOrigin::CreateRoute)
                    .build(),
            )
            .routes(
                Route::builder()
                    .destination_cidr_block("0.0.0.0/0")
                    .gateway_id("igw-1")
                    .origin(RouteOrigin::CreateRoute)
                    .build(),
            )
            .build();
        assert_eq!(looks(&table), desired("vpc-1".into(), vec![route("0.0.0.0/0", "igw-1")]));
    }
}
