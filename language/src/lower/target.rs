//! `target: http 3000 { health_check: "/", … }`: how a load balancer reaches a thing's machines.

use groundplan_model::diagnostic::Site;
use groundplan_model::property::{Block, Property};
use groundplan_model::topology::{At, HealthCheck, Name, TargetGroup, TargetGroupId, VpcId};

use crate::syntax::{Map, Value, ValueKind};

use super::properties::{Properties, line};
use super::vpc::next;
use super::{Lowering, Part};

impl<'s> Lowering<'s> {
    /// The target group of a thing in `vpc`, where its properties say one; a family has one for all.
    pub(super) fn lower_target(
        &mut self,
        part: Part<'s>,
        properties: &Properties<'s>,
        vpc: Option<VpcId>,
    ) -> Option<TargetGroupId> {
        let symbol = part.symbol?;
        if let Some(target) = self.names.symbols[symbol].target {
            return Some(target);
        }
        let target = self.with_property(properties, "target", |lowering, value, property| {
            lowering.read_target(part, value, property, vpc)
        });
        if target.is_none() && properties.is_complete() {
            return None;
        }
        match target.flatten() {
            Some(target) => {
                let id = TargetGroupId(next(&self.topology.target_groups));
                self.topology.target_groups.push(target);
                self.names.symbols[symbol].target = Some(id);
                Some(id)
            }
            None => {
                self.leave_gap();
                None
            }
        }
    }

    fn read_target(
        &mut self,
        part: Part<'s>,
        value: &'s Value,
        property: &'static Property,
        vpc: Option<VpcId>,
    ) -> Option<TargetGroup> {
        let (_, name) = part.declared()?;
        let value = self.resolve(value);
        let (_, arguments, map) = self.read_typed(value, property).ok()?;
        let [port] = arguments else {
            self.tell_type(value, property);
            return None;
        };
        let port = self.read_port(port, line(Block::Target, "port")).ok()?;
        let at = self.sites.add(name.span());
        let properties = self.open(Block::Target, map, at, value.span);
        let health = self.lower_health(&properties, at);
        let stickiness = self.optional(&properties, "stickiness", Lowering::read_number);
        let deregistration_delay =
            self.or_default(&properties, "deregistration_delay", Lowering::read_number, 300);
        let cross_zone = self.optional(&properties, "cross_zone", Lowering::read_switch);
        let name = At::new(Name { base: name.to_string(), key: None }, at);
        Some(TargetGroup { name, vpc: vpc?, port, health, stickiness, deregistration_delay, cross_zone })
    }

    fn lower_health(&mut self, properties: &Properties<'s>, owner: Site) -> HealthCheck {
        let short = self.with_property(properties, "health_check", |lowering, value, property| {
            let resolved = lowering.resolve(value);
            match &resolved.kind {
                ValueKind::Text(_) => {
                    let path = lowering.read_text(resolved, line(Block::HealthCheck, "path"));
                    let check = lowering.read_health(None, owner, value);
                    HealthCheck { path: path.unwrap_or_else(|at| At::new("/".to_owned(), at)), ..check }
                }
                ValueKind::Map(map) => lowering.read_health(Some(map), owner, value),
                _ => {
                    lowering.tell_type(resolved, property);
                    lowering.read_health(None, owner, value)
                }
            }
        });
        match short {
            Some(check) => check,
            None => self.read_health_of(None, owner, properties.span()),
        }
    }

    fn read_health(&mut self, map: Option<&'s Map>, owner: Site, value: &Value) -> HealthCheck {
        self.read_health_of(map, owner, value.span)
    }

    /// A health check with AWS's defaults for what is not written.
    ///
    /// Source: Elastic Load Balancing API reference, CreateTargetGroup, 2026-09.
    fn read_health_of(&mut self, map: Option<&'s Map>, owner: Site, span: proc_macro2::Span) -> HealthCheck {
        let properties = self.open(Block::HealthCheck, map, owner, span);
        HealthCheck {
            path: self.or_default(&properties, "path", Lowering::read_text, "/".to_owned()),
            port: self.optional(&properties, "port", Lowering::read_port),
            codes: self.or_default(&properties, "codes", Lowering::read_codes, vec![(200, 200)]),
            interval: self.or_default(&properties, "interval", Lowering::read_number, 30),
            timeout: self.or_default(&properties, "timeout", Lowering::read_number, 5),
            healthy: self.or_default(&properties, "healthy", Lowering::read_number, 5),
            unhealthy: self.or_default(&properties, "unhealthy", Lowering::read_number, 2),
        }
    }
}
