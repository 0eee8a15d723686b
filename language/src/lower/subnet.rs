//! `subnet public per zone { a: "10.0.1.0/24" }` and `subnet ops "10.0.5.0/24" in a;`

use groundplan_model::check::language::{NAME_OF_WRONG_KIND, PROPERTY_MISSING};
use groundplan_model::property::Block;
use groundplan_model::topology::{At, Subnet, SubnetId, Thing};

use crate::syntax::{Body, Declaration, Value, ValueKind};

use super::family::Key;
use super::properties::line;
use super::vpc::next;
use super::{Lowering, Part, place};

/// Lowers a subnet, or a family of them.
pub(super) fn lower_subnet<'s>(lowering: &mut Lowering<'s>, part: Part<'s>) {
    let Some((declaration, name)) = part.declared() else { return };
    let own = match &declaration.body {
        Body::Properties(map) => Some(map),
        _ => None,
    };
    if declaration.per_zone.is_some() && own.is_none() {
        let message = format!("family `{name}` gives no blocks");
        let help = format!("write `subnet {name} per zone {{ a: \"10.0.1.0/24\" }}`, a block for each zone");
        lowering.tell_with_help(&PROPERTY_MISSING, name.span(), message, help);
        lowering.leave_gap();
        return;
    }
    for key in lowering.lower_keys(part, declaration, own, None) {
        let first = lowering.sites.next();
        lower_one(lowering, part, declaration, key.as_ref());
        if let Some((attributes, _)) = key.as_ref().and_then(|key| key.given) {
            lowering.accept_since(&attributes.accepts, first);
        }
    }
}

fn lower_one<'s>(
    lowering: &mut Lowering<'s>,
    part: Part<'s>,
    declaration: &'s Declaration,
    key: Option<&Key<'s>>,
) {
    let Some((_, name)) = part.declared() else { return };
    let at = lowering.name_site(name, key);
    let zone = match key {
        // An undeclared zone is told; what is in the subnet is judged all the same.
        Some(key) => {
            let zone = lowering.zone_named(&key.name, key.span);
            Some(At::new(zone.unwrap_or_else(|| lowering.zone_of(&key.name)), at))
        }
        None => lower_zone(lowering, declaration),
    };
    let block = match key {
        Some(key) => key.given.map(|(_, value)| value),
        None => declaration.operands.first(),
    };
    let cidr = block.and_then(|value| lowering.read_cidr(value, line(Block::Subnet, "cidr")).ok());
    let properties = lowering.open(Block::Subnet, declaration.with.as_ref(), at, name.span());
    let public_addresses = lowering.or_default(&properties, "public_addresses", Lowering::read_yes_no, false);
    let tags = lowering.lower_own_tags(&properties);
    let (Some(vpc), Some(zone), Some(cidr)) = (lowering.vpc_of(part), zone, cidr) else {
        lowering.leave_gap();
        return;
    };
    let header = lowering.lower_header(part, name, key, at, tags);
    let id = SubnetId(next(&lowering.topology.subnets));
    lowering.topology.subnets.push(Subnet { header, vpc, cidr, zone, public_addresses });
    lowering.made(part, key, Thing::Subnet(id));
}

/// The zone of a single subnet: `in a`.
fn lower_zone<'s>(lowering: &mut Lowering<'s>, declaration: &'s Declaration) -> Option<At<String>> {
    let name = declaration.name.as_ref()?;
    let Some(value) = place(declaration, "in").and_then(<[Value]>::first) else {
        let message = format!("subnet `{name}` says no zone");
        lowering.tell_with_help(&PROPERTY_MISSING, name.span(), message, "write `in a` behind its block");
        return None;
    };
    let value = match &value.kind {
        ValueKind::List(zones) if zones.len() == 1 => &zones[0],
        _ => value,
    };
    if let (ValueKind::Name(reference), Some(word)) = (&value.kind, value.word()) {
        let zone = lowering.zone_named(&word, value.span)?;
        lowering.names.uses.push(reference.segments.clone());
        return Some(lowering.at(zone, value.span));
    }
    if !matches!(value.kind, ValueKind::Failed) {
        let message = format!("the name of a zone is due here, found {}", lowering.describe(value));
        lowering.tell_with_help(&NAME_OF_WRONG_KIND, value.span, message, "write one of `zones`, as `in a`");
    }
    None
}
