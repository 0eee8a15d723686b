//! `instance bastion in public.a { launch: { … } }`, and one for each zone.

use groundplan_model::property::Block;
use groundplan_model::topology::{Instance, InstanceId, Thing};

use crate::syntax::{Body, Value};

use super::reference::{SUBNET, as_subnet};
use super::vpc::next;
use super::{Lowering, Part, place};

/// Lowers an instance, or a family of them; a family's key goes with its subnet's.
pub(super) fn lower_instance<'s>(lowering: &mut Lowering<'s>, part: Part<'s>) {
    let Some((declaration, name)) = part.declared() else { return };
    let Some(value) = place(declaration, "in").and_then(<[Value]>::first) else {
        return lowering.leave_gap();
    };
    let map = match &declaration.body {
        Body::Properties(map) => Some(map),
        _ => None,
    };
    for key in lowering.lower_keys(part, declaration, None, Some(value)) {
        let key = key.as_ref();
        let at = lowering.name_site(name, key);
        let subnet = lowering.thing(value, SUBNET, key).ok().and_then(as_subnet);
        let vpc = subnet.map(|subnet| lowering.topology[subnet.value].vpc);
        let properties = lowering.open(Block::Instance, map, at, name.span());
        let groups = lowering.lower_groups(part, &properties, vpc);
        let launch = lowering.lower_launch(&properties, at);
        let target = lowering.lower_target(part, &properties, vpc);
        let tags = lowering.lower_own_tags(&properties);
        lowering.tag_own_group(part, &tags);
        let header = lowering.lower_header(part, name, key, at, tags);
        let (Some(subnet), Some(launch)) = (subnet, launch) else {
            lowering.leave_gap();
            continue;
        };
        let id = InstanceId(next(&lowering.topology.instances));
        lowering.topology.instances.push(Instance { header, subnet, groups, launch, target });
        lowering.launch_made(Thing::Instance(id));
        lowering.made(part, key, Thing::Instance(id));
    }
}
