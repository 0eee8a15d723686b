//! Which route table a subnet uses.
//!
//! An association has no tags: it belongs to its subnet and is named after it. A subnet moves from one table to another
//! in one call, so that it never falls to the VPC's main table in between.

use super::address::Address;
use super::attribute::{Attributes, Read, Value, attributes};
use super::ec2::SERVICE;
use super::schema::{Attribute, Schema, Tagging};
use super::state::{Found, New, Observed, Which};
use super::{Kind, Operations, route_table};
use crate::call::{Call, gone_is_done};
use crate::context::Context;
use crate::error::Error;

pub(crate) struct RouteTableAssociation;

const SUBNET: &str = "subnet_id";
const TABLE: &str = "route_table_id";

impl Operations for RouteTableAssociation {
    const SCHEMA: Schema = Schema {
        attributes: &[Attribute::replace(SUBNET), Attribute::in_place(TABLE)],
        parents: &[Kind::Subnet, Kind::RouteTable],
        tagging: Tagging::Parent,
        natural_key: &[SUBNET],
        ..Schema::PLAIN
    };

    async fn observe(cx: &Context, which: Which<'_>, parents: &Observed) -> Result<Vec<Found>, Error> {
        // The tables were listed a moment ago, unless nobody but this kind is looked for.
        let tables = match cx.take_tables() {
            Some(tables) => tables,
            None => route_table::describe(cx, Which::Owned).await?,
        };
        let mut found = Vec::new();
        for association in tables.iter().flat_map(|table| table.associations()) {
            let (Some(id), Some(subnet)) =
                (association.route_table_association_id(), association.subnet_id())
            else {
                continue;
            };
            let owner = parents.of_kind(Kind::Subnet).find(|parent| parent.id == subnet);
            if let Some(owner) = owner
                && (which == Which::Owned || which == Which::Id(id))
            {
                found.push(Found::part(
                    Address::new(Kind::RouteTableAssociation, owner.address.name.clone()),
                    id,
                    desired(subnet.into(), association.route_table_id().unwrap_or_default().into()),
                ));
            }
        }
        Ok(found)
    }

    async fn create(cx: &Context, new: &New<'_>) -> Result<Found, Error> {
        let (subnet, table) = (new.attributes.text(SUBNET)?, new.attributes.text(TABLE)?);
        let request = cx.clients.ec2.associate_route_table().subnet_id(subnet).route_table_id(table);
        let call = Call::new(SERVICE, "AssociateRouteTable");
        let answer = cx.call(call.on(&[subnet, table]), async || request.clone().send().await).await?;
        Ok(Found::part(
            new.address.clone(),
            answer.association_id.unwrap_or_default(),
            new.attributes.clone(),
        ))
    }

    async fn update(cx: &Context, found: &Found, want: &Attributes, _: &[String]) -> Result<(), Error> {
        let table = want.text(TABLE)?;
        let request =
            cx.clients.ec2.replace_route_table_association().association_id(&found.id).route_table_id(table);
        let call = Call::new(SERVICE, "ReplaceRouteTableAssociation");
        cx.call(call.on(&[table]), async || request.clone().send().await).await?;
        Ok(())
    }

    async fn delete(cx: &Context, found: &Found) -> Result<(), Error> {
        let request = cx.clients.ec2.disassociate_route_table().association_id(&found.id);
        let call = Call::new(SERVICE, "DisassociateRouteTable");
        gone_is_done(cx.call(call, async || request.clone().send().await).await)
    }
}

/// The attributes of an association.
pub(crate) fn desired(subnet: Value, table: Value) -> Attributes {
    attributes([(SUBNET, subnet), (TABLE, table)])
}
