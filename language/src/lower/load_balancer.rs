//! `load_balancer edge internet_facing in public { listen … }`

use groundplan_model::property::Block;
use groundplan_model::topology::{At, LoadBalancer, LoadBalancerId, Setting, Thing};

use crate::syntax::{Body, StatementKind, Value};

use super::vpc::next;
use super::{Lowering, Part, place};

/// Lowers a load balancer with its listeners.
pub(super) fn lower_load_balancer<'s>(lowering: &mut Lowering<'s>, part: Part<'s>) {
    let Some((declaration, name)) = part.declared() else { return };
    let at = lowering.name_site(name, None);
    let internet_facing = match declaration.operands.first() {
        Some(value) => lowering.at(value.word().as_deref() == Some("internet_facing"), value.span),
        None => {
            lowering.leave_gap();
            At::default_at(false, at)
        }
    };
    let on = place(declaration, "in").and_then(<[Value]>::first);
    let subnets = on.map_or_else(Vec::new, |value| lowering.subnets(value, None));
    let vpc = subnets.first().map(|subnet| lowering.topology[subnet.value].vpc);
    let properties = lowering.open(Block::LoadBalancer, declaration.with.as_ref(), at, name.span());
    let groups = lowering.lower_groups(part, &properties, vpc);
    let idle_timeout = lowering.or_default(&properties, "idle_timeout", Lowering::read_number, 60);
    let deletion_protection =
        lowering.or_default(&properties, "deletion_protection", Lowering::read_switch, Setting::Value(false));
    let tags = lowering.lower_own_tags(&properties);
    lowering.tag_own_group(part, &tags);
    let header = lowering.lower_header(part, name, None, at, tags);
    let mut listeners = Vec::new();
    if let Body::Statements(statements) = &declaration.body {
        for statement in statements {
            if statement.failed {
                lowering.leave_gap();
            }
            if matches!(statement.kind, StatementKind::Listen { .. }) {
                let first = lowering.sites.next();
                listeners.extend(lowering.lower_listener(statement));
                lowering.accept_since(&statement.attributes.accepts, first);
            }
        }
    }
    if subnets.is_empty() {
        return lowering.leave_gap();
    }
    let id = LoadBalancerId(next(&lowering.topology.load_balancers));
    lowering.topology.load_balancers.push(LoadBalancer {
        header,
        internet_facing,
        subnets,
        groups,
        idle_timeout,
        deletion_protection,
        listeners,
    });
    lowering.made(part, None, Thing::LoadBalancer(id));
}
