//! `internet_gateway gate;`

use groundplan_model::property::Block;
use groundplan_model::topology::{InternetGateway, InternetGatewayId, Thing};

use super::vpc::next;
use super::{Lowering, Part};

/// Lowers an internet gateway, attached to the VPC in whose braces it stands.
pub(super) fn lower_internet_gateway<'s>(lowering: &mut Lowering<'s>, part: Part<'s>) {
    let Some((declaration, name)) = part.declared() else { return };
    let Some(vpc) = lowering.vpc_of(part) else { return lowering.leave_gap() };
    let at = lowering.name_site(name, None);
    let properties = lowering.open(Block::InternetGateway, declaration.with.as_ref(), at, name.span());
    let tags = lowering.lower_own_tags(&properties);
    let header = lowering.lower_header(part, name, None, at, tags);
    let id = InternetGatewayId(next(&lowering.topology.internet_gateways));
    lowering.topology.internet_gateways.push(InternetGateway { header, vpc });
    lowering.made(part, None, Thing::InternetGateway(id));
}
