//! `auto_scaling_group web in public { launch: { … }, size: { … }, target: http 3000 }`

use groundplan_model::check::language::VALUE_TYPE;
use groundplan_model::diagnostic::Site;
use groundplan_model::property::{Block, Property};
use groundplan_model::topology::{At, AutoScalingGroup, AutoScalingGroupId, Setting, Thing};

use crate::syntax::{Body, Map, Value, ValueKind};

use super::properties::{Properties, Read, line};
use super::vpc::next;
use super::{Lowering, Part, place};

/// The three sizes of a group.
struct Size {
    min: At<Setting<u32>>,
    desired: At<Setting<u32>>,
    max: At<Setting<u32>>,
}

/// Lowers an auto scaling group.
pub(super) fn lower_auto_scaling_group<'s>(lowering: &mut Lowering<'s>, part: Part<'s>) {
    let Some((declaration, name)) = part.declared() else { return };
    let at = lowering.name_site(name, None);
    let on = place(declaration, "in").and_then(<[Value]>::first);
    let subnets = on.map_or_else(Vec::new, |value| lowering.subnets(value, None));
    let vpc = subnets.first().map(|subnet| lowering.topology[subnet.value].vpc);
    let map = match &declaration.body {
        Body::Properties(map) => Some(map),
        _ => None,
    };
    let properties = lowering.open(Block::AutoScalingGroup, map, at, name.span());
    let groups = lowering.lower_groups(part, &properties, vpc);
    let launch = lowering.lower_launch(&properties, at);
    let size = lower_size(lowering, &properties, at);
    let cpu_target = lowering.with_property(&properties, "scaling", read_scaling).and_then(Result::ok);
    let health = lowering.with_property(&properties, "health_check", |lowering, value, property| {
        read_health(lowering, value, property, at)
    });
    let (balancer_health, grace) = match health {
        Some(Ok(health)) => health,
        other => {
            let defaults = match other {
                Some(Err(fault)) => lowering.stand_in(fault),
                _ => properties.defaults(),
            };
            (At::default_at(false, defaults), At::default_at(0, defaults))
        }
    };
    let warmup = lowering.optional(&properties, "instance_warmup", Lowering::read_number);
    let surge = lower_surge(lowering, &properties, at);
    let target = lowering.lower_target(part, &properties, vpc);
    let tags = lowering.lower_own_tags(&properties);
    lowering.tag_own_group(part, &tags);
    let header = lowering.lower_header(part, name, None, at, tags);
    let (Some(launch), Some(Size { min, desired, max })) = (launch, size) else {
        return lowering.leave_gap();
    };
    if subnets.is_empty() {
        return lowering.leave_gap();
    }
    let id = AutoScalingGroupId(next(&lowering.topology.auto_scaling_groups));
    lowering.topology.auto_scaling_groups.push(AutoScalingGroup {
        header,
        subnets,
        groups,
        launch,
        min,
        desired,
        max,
        cpu_target,
        balancer_health,
        grace,
        warmup,
        surge,
        target,
    });
    lowering.launch_made(Thing::AutoScalingGroup(id));
    lowering.made(part, None, Thing::AutoScalingGroup(id));
}

fn lower_size<'s>(lowering: &mut Lowering<'s>, properties: &Properties<'s>, owner: Site) -> Option<Size> {
    let size = lowering.with_property(properties, "size", |lowering, value, property| {
        let map = lowering.read_block(value, property)?;
        let properties = lowering.open(Block::Size, Some(map), owner, value.span);
        let one = || Setting::Value(1);
        let min = lowering.required(&properties, "min", Lowering::read_count, one());
        let max = lowering.required(&properties, "max", Lowering::read_count, one());
        let desired = lowering
            .with_property(&properties, "desired", Lowering::read_count)
            .map(|desired| {
                desired.unwrap_or_else(|fault| At::new(min.value.clone(), lowering.stand_in(fault)))
            })
            .unwrap_or_else(|| At::default_at(min.value.clone(), min.at));
        Some(Size { min, desired, max })
    });
    match size {
        Some(size) => size,
        None => {
            lowering.tell_missing(properties, "size");
            None
        }
    }
}

/// `cpu 70%`.
fn read_scaling<'s>(lowering: &mut Lowering<'s>, value: &'s Value, property: &'static Property) -> Read<u32> {
    let value = lowering.resolve(value);
    let (_, arguments, _) = lowering.read_typed(value, property)?;
    match arguments {
        [share] => lowering.read_number(share, line(Block::Scaling, "cpu")),
        _ => Err(lowering.tell_type(value, property)),
    }
}

/// `load_balancer { grace: 300 s }`.
fn read_health<'s>(
    lowering: &mut Lowering<'s>,
    value: &'s Value,
    property: &'static Property,
    owner: Site,
) -> Result<(At<bool>, At<u32>), Site> {
    let value = lowering.resolve(value);
    let (word, arguments, map) = lowering.read_typed(value, property)?;
    if !arguments.is_empty() {
        return Err(lowering.tell_type(value, property));
    }
    let balancer = lowering.at(word == "load_balancer", word.span());
    let properties = lowering.open(Block::GroupHealth, map, owner, value.span);
    let grace = lowering.or_default(&properties, "grace", Lowering::read_number, 0);
    Ok((balancer, grace))
}

fn lower_surge<'s>(lowering: &mut Lowering<'s>, properties: &Properties<'s>, owner: Site) -> At<u32> {
    let surge = lowering.with_property(properties, "refresh", |lowering, value, property| {
        let map = lowering.read_block(value, property)?;
        let properties = lowering.open(Block::Refresh, Some(map), owner, value.span);
        Some(lowering.or_default(&properties, "surge", Lowering::read_number, 1))
    });
    surge.flatten().unwrap_or_else(|| At::default_at(1, properties.defaults()))
}

impl<'s> Lowering<'s> {
    /// Properties between braces.
    pub(super) fn read_block(&mut self, value: &'s Value, property: &'static Property) -> Option<&'s Map> {
        let resolved = self.resolve(value);
        match &resolved.kind {
            ValueKind::Map(map) => Some(map),
            ValueKind::Failed => None,
            _ => {
                let message = format!(
                    "`{}` takes properties between braces, found {}",
                    property.name,
                    self.describe(resolved)
                );
                let help = format!("write `{}: {{ … }}`", property.name);
                self.tell_with_help(&VALUE_TYPE, resolved.span, message, help);
                None
            }
        }
    }
}
