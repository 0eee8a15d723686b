//! `route_table to_internet on public { "0.0.0.0/0" -> gate; }`

use groundplan_model::property::Block;
use groundplan_model::topology::{At, Route, RouteTable, RouteTableId, RouteTarget, SubnetId, Thing};

use crate::syntax::{Body, Declaration, StatementKind, Value};

use super::family::Key;
use super::properties::line;
use super::reference::{Due, SUBNET, as_subnet};
use super::vpc::next;
use super::{Lowering, Part, place};

const TARGET: Due =
    Due { a: "a gateway", what: "gateway", words: &["internet_gateway", "nat_gateway"], also: &[] };

/// Lowers a route table, or a family of them; a family's key goes with that of its subnets and gateways.
pub(super) fn lower_route_table<'s>(lowering: &mut Lowering<'s>, part: Part<'s>) {
    let Some((declaration, name)) = part.declared() else { return };
    let on = place(declaration, "on").and_then(<[Value]>::first);
    if let (Some(_), Some(symbol)) = (on, part.symbol) {
        lowering.names.symbols[symbol].used = true;
    }
    for key in lowering.lower_keys(part, declaration, None, on) {
        let key = key.as_ref();
        let at = lowering.name_site(name, key);
        let subnets = on.map_or_else(Vec::new, |on| lowering.subnets(on, key));
        let properties = lowering.open(Block::RouteTable, declaration.with.as_ref(), at, name.span());
        let tags = lowering.lower_own_tags(&properties);
        let routes = lower_routes(lowering, declaration, key);
        let Some(vpc) = lowering.vpc_of(part) else {
            lowering.leave_gap();
            continue;
        };
        let header = lowering.lower_header(part, name, key, at, tags);
        let id = RouteTableId(next(&lowering.topology.route_tables));
        lowering.topology.route_tables.push(RouteTable { header, vpc, subnets, routes });
        lowering.made(part, key, Thing::RouteTable(id));
    }
}

fn lower_routes<'s>(
    lowering: &mut Lowering<'s>,
    declaration: &'s Declaration,
    key: Option<&Key<'s>>,
) -> Vec<Route> {
    let Body::Statements(statements) = &declaration.body else { return Vec::new() };
    let mut routes = Vec::new();
    for statement in statements {
        if statement.failed {
            lowering.leave_gap();
        }
        let StatementKind::Route(destination, target) = &statement.kind else { continue };
        let muted = std::mem::replace(&mut lowering.muted, statement.failed);
        let first = lowering.sites.next();
        let destination = lowering.read_cidr(destination, line(Block::Route, "destination"));
        let target = lowering.thing(target, TARGET, key).ok().and_then(as_target);
        match (destination, target) {
            (Ok(destination), Some(target)) => routes.push(Route { destination, target }),
            _ => lowering.leave_gap(),
        }
        lowering.accept_since(&statement.attributes.accepts, first);
        lowering.muted = muted;
    }
    routes
}

fn as_target(thing: At<Thing>) -> Option<At<RouteTarget>> {
    let target = match thing.value {
        Thing::InternetGateway(id) => RouteTarget::InternetGateway(id),
        Thing::NatGateway(id) => RouteTarget::NatGateway(id),
        _ => return None,
    };
    Some(At::new(target, thing.at))
}

impl<'s> Lowering<'s> {
    /// The subnets that a value names.
    pub(super) fn subnets(&mut self, value: &'s Value, key: Option<&Key<'s>>) -> Vec<At<SubnetId>> {
        self.things(value, SUBNET, key).into_iter().filter_map(as_subnet).collect()
    }
}
