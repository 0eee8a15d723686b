//! Arrows and assertions: `a -> b: tcp 80;`, `permit`, `assert`, `assert never`.

use groundplan_model::check::language::{
    EDGE_BETWEEN_NO_GROUPS, END_WITHOUT_GROUP, NAME_OF_WRONG_KIND, PORT_RANGE_REVERSED, VALUE_TYPE,
};
use groundplan_model::cidr::ANYWHERE;
use groundplan_model::diagnostic::Finding;
use groundplan_model::property::{self, Block};
use groundplan_model::topology::{Assertion, At, Edge, End, ParamType, Ports, Protocol, Thing};

use crate::names::Meaning;
use crate::syntax::{EdgeMode, EdgeSyntax, PortsSyntax, Reference, StatementKind, Value, ValueKind};

use super::properties::line;
use super::reference::Due;
use super::{Lowering, Part};

const END: Due = Due {
    a: "an end of an arrow",
    what: "thing or group",
    words: &["load_balancer", "auto_scaling_group", "instance", "group", "vpc", "gateway_endpoint", "param"],
    also: &["internet"],
};

const PROTOCOLS: [Protocol; 4] = [Protocol::Tcp, Protocol::Udp, Protocol::Icmp, Protocol::All];

/// What an arrow says.
struct Arrow {
    from: Vec<At<End>>,
    to: Vec<At<End>>,
    ports: Vec<At<Ports>>,
}

/// Lowers a need or a permission.
pub(super) fn lower_edge<'s>(lowering: &mut Lowering<'s>, part: Part<'s>) {
    let StatementKind::Edge(edge) = &part.statement.kind else { return };
    let at = lowering.sites.add(edge.arrow);
    lowering.owner = Some(at);
    let Arrow { from, to, ports } = lowering.read_arrow(edge);
    let is_group = |end: &At<End>| matches!(end.value, End::Group(_));
    if let (Some(source), Some(target)) =
        (from.iter().find(|end| !is_group(end)), to.iter().find(|end| !is_group(end)))
    {
        lowering.push(
            Finding::new(
                &EDGE_BETWEEN_NO_GROUPS,
                at,
                "neither end of this arrow has a security group to write into",
            )
            .related(source.at, "this source has none")
            .related(target.at, "this target has none")
            .help("name a thing or a group at one end"),
        );
        return lowering.leave_gap();
    }
    if from.is_empty() || to.is_empty() || ports.is_empty() {
        return lowering.leave_gap();
    }
    let permit = matches!(edge.mode, EdgeMode::Permit(_));
    lowering.topology.edges.push(Edge { at, permit, from, to, ports });
}

/// Lowers a proof.
pub(super) fn lower_assertion<'s>(lowering: &mut Lowering<'s>, part: Part<'s>) {
    let StatementKind::Edge(edge) = &part.statement.kind else { return };
    let (never, span) = match edge.mode {
        EdgeMode::AssertNever(span) => (true, span),
        EdgeMode::Assert(span) => (false, span),
        EdgeMode::Need | EdgeMode::Permit(_) => return,
    };
    let at = lowering.sites.add(span);
    lowering.owner = Some(at);
    let Arrow { from, to, ports } = lowering.read_arrow(edge);
    if from.is_empty() || to.is_empty() || (ports.is_empty() && !(never && edge.ports.is_empty())) {
        return lowering.leave_gap();
    }
    lowering.topology.assertions.push(Assertion { at, never, from, to, ports });
}

impl<'s> Lowering<'s> {
    fn read_arrow(&mut self, edge: &'s EdgeSyntax) -> Arrow {
        let mut from = Vec::new();
        self.read_ends(&edge.from, &mut from);
        let mut to = Vec::new();
        self.read_ends(&edge.to, &mut to);
        let mut ports = Vec::new();
        for syntax in &edge.ports {
            self.read_ports(syntax, &mut ports);
        }
        Arrow { from, to, ports }
    }

    /// What stands at one end, each of a list.
    fn read_ends(&mut self, value: &'s Value, ends: &mut Vec<At<End>>) {
        let value = self.resolve(value);
        let end = match &value.kind {
            ValueKind::List(values) => return values.iter().for_each(|value| self.read_ends(value, ends)),
            ValueKind::Failed => None,
            ValueKind::Text(_) => {
                self.read_cidr(value, line(Block::Edge, "end")).ok().map(|block| match block.value {
                    ANYWHERE => At::new(End::Internet, block.at),
                    block_value => At::new(End::Cidr(block_value), block.at),
                })
            }
            ValueKind::Name(reference) if value.word().as_deref() == Some("internet") => {
                let at = self.sites.add(reference.segments[0].span());
                Some(At::new(End::Internet, at))
            }
            ValueKind::Name(reference) => self.read_named_end(reference).map(|end| self.at(end, value.span)),
            _ => {
                let message = format!("an end of an arrow is due here, found {}", self.describe(value));
                let help = "write a thing, a group, `internet`, or a block such as `\"203.0.113.0/24\"`";
                let at = self.sites.add(value.span);
                let finding = self.used_at(Finding::new(&VALUE_TYPE, at, message).help(help), value);
                self.push(finding);
                None
            }
        };
        match end {
            Some(end) => ends.push(end),
            None => self.leave_gap(),
        }
    }

    fn read_named_end(&mut self, reference: &'s Reference) -> Option<End> {
        let index = self.find(&reference.segments, END).ok()?;
        let symbol = &self.names.symbols[index];
        let (name, span) = (symbol.name.clone(), reference.segments[0].span());
        if let Some(word) = reference.segments.get(1) {
            let message = format!("`{name}.{word}` is no end of an arrow, `{name}` is");
            let help = format!("write `{name}`, whose group all its members wear");
            self.tell_with_help(&NAME_OF_WRONG_KIND, word.span(), message, help);
            return None;
        }
        if let Meaning::Param(id) = symbol.meaning {
            let id = id?;
            if self.topology[id].ty == ParamType::Cidr {
                return Some(End::CidrParam(id));
            }
            let message = format!("param `{name}` is no block of addresses");
            self.tell_with_help(&VALUE_TYPE, span, message, "give it the type `Cidr`, or name a thing");
            return None;
        }
        if let Some(group) = symbol.own_group {
            return Some(End::Group(group));
        }
        if symbol.failed {
            return None;
        }
        match symbol.members.first()?.thing {
            Thing::Group(id) => Some(End::Group(id)),
            Thing::Vpc(id) => Some(End::Vpc(id)),
            Thing::GatewayEndpoint(id) => Some(End::Endpoint(id)),
            thing => {
                self.tell_end_without_group(&name, thing, span);
                None
            }
        }
    }

    fn tell_end_without_group(&mut self, name: &str, thing: Thing, span: proc_macro2::Span) {
        let topology = &self.topology;
        let worn = match thing {
            Thing::LoadBalancer(id) => &topology[id].groups,
            Thing::AutoScalingGroup(id) => &topology[id].groups,
            Thing::Instance(id) => &topology[id].groups,
            _ => return,
        };
        let worn: Vec<String> =
            worn.iter().map(|group| format!("`{}`", topology[group.value].header.name.value)).collect();
        let message = format!("`{name}` wears no group of its own, it wears {}", worn.join(" and "));
        let help = format!("name {}, or add `{name}` to its `groups:`", worn.join(" or "));
        self.tell_with_help(&END_WITHOUT_GROUP, span, message, help);
    }

    fn read_ports(&mut self, syntax: &'s PortsSyntax, ports: &mut Vec<At<Ports>>) {
        let span = syntax.protocol.span();
        let Some(protocol) = PROTOCOLS.into_iter().find(|protocol| syntax.protocol == protocol.word()) else {
            return;
        };
        let takes_ports = matches!(protocol, Protocol::Tcp | Protocol::Udp);
        match &syntax.ports {
            None if takes_ports => {}
            None => {
                let whole = Ports { protocol, first: 0, last: u16::MAX };
                ports.push(self.at(whole, span));
            }
            Some(value) if !takes_ports => {
                let word = protocol.word();
                let message = format!("`{word}` has no ports");
                self.tell_with_help(&VALUE_TYPE, value.span, message, format!("write `{word}`"));
            }
            Some(value) => {
                for value in self.each(value) {
                    if let Some(range) = self.read_port_range(protocol, value) {
                        ports.push(range);
                    }
                }
            }
        }
    }

    fn read_port_range(&mut self, protocol: Protocol, value: &'s Value) -> Option<At<Ports>> {
        let property = line(Block::Edge, "port");
        let value = self.resolve(value);
        let ValueKind::Range(low, high) = value.kind else {
            let port = self.read_port(value, property).ok()?;
            return Some(At::new(Ports { protocol, first: port.value, last: port.value }, port.at));
        };
        let at = self.sites.add(value.span);
        self.check_shape(property, property::Value::Number(low.max(high)), at);
        let (first, last) = (u16::try_from(low).ok()?, u16::try_from(high).ok()?);
        if first > last {
            let message = format!("range `{first}..={last}` is reversed");
            self.push(
                Finding::new(&PORT_RANGE_REVERSED, at, message).help(format!("write `{last}..={first}`")),
            );
            return None;
        }
        Some(At::new(Ports { protocol, first, last }, at))
    }
}
