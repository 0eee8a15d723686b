//! `nat_gateway out per zone in public;` and `nat_gateway out in public.a;`

use groundplan_model::property::Block;
use groundplan_model::topology::{NatGateway, NatGatewayId, Thing};

use crate::syntax::Value;

use super::reference::{SUBNET, as_subnet};
use super::vpc::next;
use super::{Lowering, Part, place};

/// Lowers a NAT gateway, or a family of them; a family's key goes with its subnet's.
pub(super) fn lower_nat_gateway<'s>(lowering: &mut Lowering<'s>, part: Part<'s>) {
    let Some((declaration, name)) = part.declared() else { return };
    let Some(value) = place(declaration, "in").and_then(<[Value]>::first) else {
        return lowering.leave_gap();
    };
    for key in lowering.lower_keys(part, declaration, None, Some(value)) {
        let key = key.as_ref();
        let at = lowering.name_site(name, key);
        let subnet = lowering.thing(value, SUBNET, key);
        let properties = lowering.open(Block::NatGateway, declaration.with.as_ref(), at, name.span());
        let tags = lowering.lower_own_tags(&properties);
        let (Some(vpc), Some(subnet)) = (lowering.vpc_of(part), subnet.ok().and_then(as_subnet)) else {
            lowering.leave_gap();
            continue;
        };
        let header = lowering.lower_header(part, name, key, at, tags);
        let id = NatGatewayId(next(&lowering.topology.nat_gateways));
        lowering.topology.nat_gateways.push(NatGateway { header, vpc, subnet });
        lowering.made(part, key, Thing::NatGateway(id));
    }
}
