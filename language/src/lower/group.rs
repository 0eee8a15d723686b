//! Security groups: a thing's own, and `group admin;`.

use groundplan_model::check::language::VALUE_TYPE;
use groundplan_model::property::Block;
use groundplan_model::topology::{At, Group, GroupId, Header, Name, Tag, Thing, VpcId};

use crate::names::Meaning;
use crate::syntax::{Body, Declaration, Map, Value, ValueKind};

use super::properties::Properties;
use super::reference::Due;
use super::vpc::next;
use super::{Lowering, Part, place};

const GROUP: Due = Due { a: "a group", what: "group", words: &["group"], also: &[] };
const VPC: Due = Due { a: "a VPC", what: "VPC", words: &["vpc"], also: &[] };

/// Lowers a group that stands by itself.
pub(super) fn lower_group<'s>(lowering: &mut Lowering<'s>, part: Part<'s>) {
    let Some((declaration, name)) = part.declared() else { return };
    let at = lowering.name_site(name, None);
    let vpc = place(declaration, "in").and_then(<[Value]>::first).and_then(|value| {
        match lowering.thing(value, VPC, None).ok()?.value {
            Thing::Vpc(id) => Some(id),
            _ => None,
        }
    });
    let properties = lowering.open(Block::Group, declaration.with.as_ref(), at, name.span());
    let tags = lowering.lower_own_tags(&properties);
    let header = lowering.lower_header(part, name, None, at, tags);
    let id = GroupId(next(&lowering.topology.groups));
    lowering.topology.groups.push(Group { header, own: false, vpc });
    lowering.made(part, None, Thing::Group(id));
}

impl<'s> Lowering<'s> {
    /// Gives each thing with interfaces its own group, one for all of a family, unless its `groups:` leave it out.
    pub(super) fn reserve_own_groups(&mut self) {
        for index in 0..self.items.len() {
            let item = &self.items[index];
            if !matches!(item.kind.word, "load_balancer" | "auto_scaling_group" | "instance") {
                continue;
            }
            let part = Part { statement: item.statement, index, symbol: item.symbol };
            let (Some((declaration, name)), Some(symbol)) = (part.declared(), part.symbol) else { continue };
            if !self.wears_own(declaration, &name.to_string()) {
                continue;
            }
            let id = GroupId(next(&self.topology.groups));
            let at = self.within(index, |lowering| lowering.sites.add(name.span()));
            let was = part.statement.attributes.was.as_ref().and_then(|was| was.segments.first());
            let header = Header {
                name: At::new(Name { base: name.to_string(), key: None }, at),
                docs: String::new(),
                tags: Vec::new(),
                was: was.map(|was| Name { base: was.to_string(), key: None }),
            };
            self.topology.groups.push(Group { header, own: true, vpc: None });
            self.names.symbols[symbol].own_group = Some(id);
        }
    }

    fn wears_own(&self, declaration: &'s Declaration, name: &str) -> bool {
        let map = match &declaration.body {
            Body::Properties(map) => Some(map),
            _ => declaration.with.as_ref(),
        };
        match map.and_then(|map| self.peek(map, "groups", 0)) {
            None => true,
            Some(value) => match &self.peek_value(value).kind {
                // An empty list is told where the thing is lowered.
                ValueKind::List(values) => {
                    values.is_empty() || values.iter().any(|value| value.word().as_deref() == Some(name))
                }
                ValueKind::Failed => true,
                _ => value.word().as_deref() == Some(name),
            },
        }
    }

    /// The value of a key of a map or of what it takes over, without telling anything.
    fn peek(&self, map: &'s Map, key: &str, depth: usize) -> Option<&'s Value> {
        if let Some(entry) = map.entries.iter().find(|entry| entry.key.is(key)) {
            return Some(&entry.value);
        }
        if depth > 16 {
            return None;
        }
        map.bases.iter().find_map(|base| {
            let symbol = self.names.find(&base.to_string())?;
            let Meaning::Let(value, _) = self.names.symbols[symbol].meaning else { return None };
            match &self.peek_value(value).kind {
                ValueKind::Map(map) => self.peek(map, key, depth + 1),
                _ => None,
            }
        })
    }

    fn peek_value(&self, value: &'s Value) -> &'s Value {
        let mut value = value;
        for _ in 0..16 {
            let Some(symbol) = value.word().and_then(|word| self.names.find(&word)) else { break };
            let Meaning::Let(named, _) = self.names.symbols[symbol].meaning else { break };
            value = named;
        }
        value
    }

    /// The groups that a thing in `vpc` wears: those of its `groups:`, or its own alone.
    pub(super) fn lower_groups(
        &mut self,
        part: Part<'s>,
        properties: &Properties<'s>,
        vpc: Option<VpcId>,
    ) -> Vec<At<GroupId>> {
        let own = part.symbol.and_then(|symbol| self.names.symbols[symbol].own_group);
        let written = self.with_property(properties, "groups", |lowering, value, _| {
            let values: Vec<&'s Value> = lowering.each(value);
            if values.is_empty() {
                lowering.tell_no_groups(part, value);
                return own.into_iter().map(|own| At::default_at(own, properties.owner())).collect();
            }
            values.into_iter().flat_map(|value| lowering.read_groups(part, value, own)).collect::<Vec<_>>()
        });
        let groups = match (written, own) {
            (Some(groups), _) => groups,
            (None, Some(own)) => vec![At::default_at(own, properties.owner())],
            (None, None) => Vec::new(),
        };
        for group in &groups {
            let group = &mut self.topology.groups[group.value.0 as usize];
            group.vpc = group.vpc.or(vpc);
        }
        groups
    }

    /// Tells an empty list: AWS would take the default group of the VPC, about which nothing is known.
    fn tell_no_groups(&mut self, part: Part<'s>, value: &'s Value) {
        let name = part.symbol.map_or("web", |symbol| self.names.symbols[symbol].name.as_str());
        let help = format!("leave `groups` out, or write `groups: [{name}]`");
        let message = "`groups` lists none, and a thing wears one at least";
        self.tell_with_help(&VALUE_TYPE, value.span, message.to_owned(), help);
    }

    fn read_groups(&mut self, part: Part<'s>, value: &'s Value, own: Option<GroupId>) -> Vec<At<GroupId>> {
        let name = part.symbol.map(|symbol| self.names.symbols[symbol].name.as_str());
        if let (Some(own), Some(word), ValueKind::Name(reference)) = (own, value.word(), &value.kind)
            && name == Some(word.as_str())
        {
            self.names.uses.push(reference.segments.clone());
            return vec![self.at(own, value.span)];
        }
        let things = self.things(value, GROUP, None);
        let group = |thing: At<Thing>| match thing.value {
            Thing::Group(id) => Some(At::new(id, thing.at)),
            _ => None,
        };
        things.into_iter().filter_map(group).collect()
    }

    /// Gives a thing's own group the tags of the thing.
    pub(super) fn tag_own_group(&mut self, part: Part<'s>, tags: &[Tag]) {
        let own = part.symbol.and_then(|symbol| self.names.symbols[symbol].own_group);
        if let Some(own) = own {
            self.topology.groups[own.0 as usize].header.tags = tags.to_vec();
        }
    }

    /// Puts groups that nobody wears into the only VPC, where there is but one.
    pub(super) fn place_groups(&mut self) {
        if self.topology.vpcs.len() == 1 {
            for group in &mut self.topology.groups {
                group.vpc = group.vpc.or(Some(VpcId(0)));
            }
        }
    }
}
