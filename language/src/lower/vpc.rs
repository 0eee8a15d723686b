//! `vpc main "10.0.0.0/16" { … }`

use groundplan_model::cidr::ANYWHERE;
use groundplan_model::property::Block;
use groundplan_model::topology::{At, Thing, Vpc, VpcId};

use crate::syntax::Value;

use super::properties::{Read, line};
use super::{Lowering, Part};

/// Lowers a VPC; what stands in its braces is lowered by itself.
pub(super) fn lower_vpc<'s>(lowering: &mut Lowering<'s>, part: Part<'s>) {
    let Some((declaration, name)) = part.declared() else { return };
    let at = lowering.name_site(name, None);
    let properties = lowering.open(Block::Vpc, declaration.with.as_ref(), at, name.span());
    let cidr = match declaration.operands.first() {
        Some(value) => lowering.read_cidr(value, line(Block::Vpc, "cidr")),
        None => {
            lowering.leave_gap();
            Err(at)
        }
    };
    // A VPC whose block is wrong holds any subnet, so that what stands in it is still judged by itself.
    let cidr = cidr.unwrap_or_else(|place| At::new(ANYWHERE, place));
    let secondary = lowering.with_property(&properties, "secondary", |lowering, value, property| {
        let blocks: Vec<&'s Value> = lowering.each(value);
        blocks.into_iter().filter_map(|value| Read::ok(lowering.read_cidr(value, property))).collect()
    });
    let dns_support = lowering.or_default(&properties, "dns_support", Lowering::read_yes_no, true);
    let dns_hostnames = lowering.or_default(&properties, "dns_hostnames", Lowering::read_yes_no, false);
    let tags = lowering.lower_own_tags(&properties);
    let header = lowering.lower_header(part, name, None, at, tags);
    let id = VpcId(next(&lowering.topology.vpcs));
    let secondary = secondary.unwrap_or_default();
    lowering.topology.vpcs.push(Vpc { header, cidr, secondary, dns_support, dns_hostnames });
    lowering.made(part, None, Thing::Vpc(id));
}

/// The index that the next row of a table will have.
pub(super) fn next<T>(table: &[T]) -> u32 {
    u32::try_from(table.len()).unwrap_or(u32::MAX)
}
