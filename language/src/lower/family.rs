//! The keys of families: one thing is declared for each.

use groundplan_model::check::language::{NAME_RESERVED, PROPERTY_TWICE, VALUE_TYPE};
use groundplan_model::closest::closest;
use groundplan_model::data::regions::find_region;
use groundplan_model::diagnostic::Finding;
use groundplan_model::ordered::OrderedMap;
use groundplan_model::topology::Thing;
use proc_macro2::{Ident, Span};

use crate::names::Member;
use crate::syntax::{Attributes, Declaration, Map, Value, ValueKind};

use super::{Lowering, Part};

/// A key of the family being declared.
#[derive(Clone, Debug)]
pub(crate) struct Key<'s> {
    /// The word.
    pub name: String,
    /// Where the key is written; where it is taken over, the family's name.
    pub span: Span,
    /// What the family gives for it, with what stands before it.
    pub given: Option<(&'s Attributes, &'s Value)>,
}

/// Words that are attributes of things: a key of that spelling could not be told from one.
const ATTRIBUTES: &[&str] =
    &["arn", "dns_name", "id", "name", "private_address", "public_address", "zone_id"];

impl<'s> Lowering<'s> {
    /// The keys that a declaration is lowered for: `None` alone for a single thing; for a family its own keys, or
    /// those of the family that `along` names, or all zones.
    pub(super) fn lower_keys(
        &mut self,
        part: Part<'s>,
        declaration: &'s Declaration,
        own: Option<&'s Map>,
        along: Option<&'s Value>,
    ) -> Vec<Option<Key<'s>>> {
        let Some(name) = &declaration.name else { return Vec::new() };
        if declaration.per_zone.is_none() {
            return vec![None];
        }
        let keys = match own {
            Some(map) => self.own_keys(map),
            None => {
                if along.is_some_and(|along| self.failed_family(along)) {
                    self.leave_gap();
                }
                let taken = along.and_then(|along| self.keys_along(along)).unwrap_or_else(|| self.zones());
                let key = |key: String| Key { name: key, span: name.span(), given: None };
                taken.into_iter().map(key).collect()
            }
        };
        if let Some(symbol) = part.symbol {
            let idents = keys.iter().filter_map(|key| to_ident(&key.name, key.span)).collect();
            self.names.symbols[symbol].keys = idents;
        }
        keys.into_iter().map(Some).collect()
    }

    fn own_keys(&mut self, map: &'s Map) -> Vec<Key<'s>> {
        let mut keys: Vec<Key<'s>> = Vec::new();
        let mut firsts: OrderedMap<String, Span> = OrderedMap::new();
        if map.failed {
            self.leave_gap();
        }
        for base in &map.bases {
            let message = "a family takes no keys over with `..`".to_owned();
            self.tell_with_help(&VALUE_TYPE, base.span(), message, "write its keys here");
        }
        for (index, entry) in map.entries.iter().enumerate() {
            let (name, span) = (entry.key.text(), entry.key.span());
            let failed = matches!(entry.value.kind, ValueKind::Failed);
            if failed && map.entries[index + 1..].iter().any(|later| later.key.text() == name) {
                continue;
            }
            if let Some(first) = firsts.get(&name) {
                self.tell_key_twice(&name, span, *first);
                continue;
            }
            firsts.insert(name.clone(), span);
            if ATTRIBUTES.contains(&name.as_str()) {
                let message = format!("`{name}` is the name of an attribute and cannot be a key");
                self.tell_with_help(&NAME_RESERVED, span, message, "choose another key");
                self.leave_gap();
                continue;
            }
            keys.push(Key { name, span, given: Some((&entry.attributes, &entry.value)) });
        }
        keys
    }

    fn tell_key_twice(&mut self, name: &str, span: Span, first: Span) {
        let at = self.sites.add(span);
        let first = self.sites.add(first);
        self.push(
            Finding::new(&PROPERTY_TWICE, at, format!("key `{name}` is given twice"))
                .related(first, "first given here")
                .help("remove one of the two"),
        );
    }

    /// The keys of the families and members that a value names.
    fn keys_along(&self, value: &'s Value) -> Option<Vec<String>> {
        let ValueKind::List(values) = &value.kind else { return self.keys_named(value) };
        let mut keys: Vec<String> = Vec::new();
        for key in values.iter().filter_map(|value| self.keys_named(value)).flatten() {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        (!keys.is_empty()).then_some(keys)
    }

    fn keys_named(&self, value: &'s Value) -> Option<Vec<String>> {
        let ValueKind::Name(reference) = &value.kind else { return None };
        let (name, key) = match reference.segments.as_slice() {
            [name] => (name, None),
            [name, key] => (name, Some(key)),
            _ => return None,
        };
        let symbol = &self.names.symbols[self.names.find(&name.to_string())?];
        let keys = symbol.keys.iter().filter(|own| key.is_none_or(|key| key == *own));
        symbol.family.then(|| keys.map(ToString::to_string).collect())
    }

    /// Whether a value in a list names a member of another key than `key`: key meets key.
    pub(super) fn is_of_other_key(&self, value: &Value, key: &Key<'s>) -> bool {
        let ValueKind::Name(reference) = &value.kind else { return false };
        let [name, word] = reference.segments.as_slice() else { return false };
        let symbol = self.names.find(&name.to_string()).map(|symbol| &self.names.symbols[symbol]);
        symbol.is_some_and(|symbol| symbol.keys.contains(word)) && word != key.name.as_str()
    }

    /// Whether the family that a value names lacks keys whose fault was told.
    fn failed_family(&self, value: &'s Value) -> bool {
        let ValueKind::Name(reference) = &value.kind else { return false };
        let first = reference.segments.first().and_then(|name| self.names.find(&name.to_string()));
        first.is_some_and(|symbol| self.names.symbols[symbol].failed)
    }

    /// The keys of all zones, which are used with that.
    fn zones(&mut self) -> Vec<String> {
        let symbols = &mut self.names.symbols;
        self.names
            .zones
            .iter()
            .map(|zone| {
                symbols[*zone].used = true;
                symbols[*zone].name.clone()
            })
            .collect()
    }

    /// The name of the zone whose key is written at `span`, as `us-east-1a`.
    pub(super) fn zone_named(&mut self, key: &str, span: Span) -> Option<String> {
        let zone = self.names.find(key).filter(|symbol| self.names.symbols[*symbol].word == "zone");
        let Some(zone) = zone else {
            // A zone that the region has not is told, and may be the one that is meant.
            if self.names.zones.iter().any(|zone| !self.is_zone_of_region(&self.names.symbols[*zone].name)) {
                self.missed.extend(["zone"]);
                self.leave_gap();
                return None;
            }
            let zones: Vec<&str> = self.names.of_words(&["zone"]).map(|zone| zone.name.as_str()).collect();
            let near = closest(key, zones.iter().copied()).map(str::to_owned);
            let help = match &near {
                Some(near) => format!("did you mean `{near}`"),
                None if zones.is_empty() => format!("declare it: `zones {key};`"),
                None => format!("declare it: `zones {}, {key};`", zones.join(", ")),
            };
            self.tell_undeclared(key, span, format!("no zone `{key}` is declared"), help);
            if let Some(near) = near {
                self.count_as_used(&near);
            }
            self.leave_gap();
            return None;
        };
        self.names.symbols[zone].used = true;
        Some(self.zone_of(key))
    }

    /// Whether the region has a zone of this letter; yes for a region that is not known.
    fn is_zone_of_region(&self, zone: &str) -> bool {
        let region = self.topology.region.as_ref().and_then(|region| find_region(&region.value));
        region.is_none_or(|region| zone.len() == 1 && region.zones.contains(zone))
    }

    /// The name that the zone of a key has.
    pub(super) fn zone_of(&self, key: &str) -> String {
        let region = self.topology.region.as_ref().map_or("", |region| region.value.as_str());
        format!("{region}{key}")
    }

    /// Notes that the statement made a thing.
    pub(super) fn made(&mut self, part: Part<'s>, key: Option<&Key<'s>>, thing: Thing) {
        if let Some(symbol) = part.symbol {
            let key = key.map(|key| key.name.clone());
            self.names.symbols[symbol].members.push(Member { key, thing });
        }
    }
}

/// An identifier of this spelling, where one can be.
pub(super) fn to_ident(name: &str, span: Span) -> Option<Ident> {
    let mut ident = syn::parse_str::<Ident>(name).ok()?;
    ident.set_span(span);
    Some(ident)
}
