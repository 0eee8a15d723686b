//! `gateway_endpoint s3 "s3" on to_internet;`

use groundplan_model::property::Block;
use groundplan_model::topology::{
    At, GatewayEndpoint, GatewayEndpointId, GatewayService, RouteTableId, Thing,
};

use crate::syntax::Value;

use super::properties::line;
use super::reference::Due;
use super::vpc::next;
use super::{Lowering, Part, place};

const TABLE: Due = Due { a: "a route table", what: "route table", words: &["route_table"], also: &[] };

/// Lowers a gateway endpoint.
pub(super) fn lower_gateway_endpoint<'s>(lowering: &mut Lowering<'s>, part: Part<'s>) {
    let Some((declaration, name)) = part.declared() else { return };
    let at = lowering.name_site(name, None);
    let service = declaration.operands.first().and_then(|value| {
        let service = lowering.read_text(value, line(Block::GatewayEndpoint, "service")).ok()?;
        let known = [GatewayService::S3, GatewayService::DynamoDb];
        let known = known.into_iter().find(|known| known.word() == service.value)?;
        Some(At::new(known, service.at))
    });
    let on = place(declaration, "on").and_then(<[Value]>::first);
    let tables = on.map_or_else(Vec::new, |on| lowering.things(on, TABLE, None));
    let properties = lowering.open(Block::GatewayEndpoint, declaration.with.as_ref(), at, name.span());
    let tags = lowering.lower_own_tags(&properties);
    let (Some(vpc), Some(service)) = (lowering.vpc_of(part), service) else { return lowering.leave_gap() };
    let header = lowering.lower_header(part, name, None, at, tags);
    let tables = tables.into_iter().filter_map(as_table).collect();
    let id = GatewayEndpointId(next(&lowering.topology.gateway_endpoints));
    lowering.topology.gateway_endpoints.push(GatewayEndpoint { header, vpc, service, tables });
    lowering.made(part, None, Thing::GatewayEndpoint(id));
}

fn as_table(thing: At<Thing>) -> Option<At<RouteTableId>> {
    match thing.value {
        Thing::RouteTable(id) => Some(At::new(id, thing.at)),
        _ => None,
    }
}
