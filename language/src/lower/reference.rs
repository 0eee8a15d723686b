//! What a name in a value, a place or an arrow refers to.

use groundplan_model::check::language::{FAMILY_KEY_MISSING, NAME_OF_WRONG_KIND, NAME_UNKNOWN, VALUE_TYPE};
use groundplan_model::closest::closest;
use groundplan_model::diagnostic::{Finding, Site};
use groundplan_model::topology::{At, ParamType, SubnetId, Thing};
use proc_macro2::{Ident, Span};

use crate::names::{Meaning, Member};
use crate::syntax::{Reference, Value, ValueKind};

use super::Lowering;
use super::family::Key;
use super::name::{a_spoken, spoken};

/// What kind of name is due at a place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Due {
    /// With its article: `a subnet`.
    pub a: &'static str,
    /// Without, where a name of it is not declared: `subnet`.
    pub what: &'static str,
    /// The words that declare it.
    pub words: &'static [&'static str],
    /// Words of the language that may stand there too.
    pub also: &'static [&'static str],
}

/// A subnet.
pub(crate) const SUBNET: Due = Due { a: "a subnet", what: "subnet", words: &["subnet"], also: &[] };

/// A thing that a name refers to.
pub(crate) type Found = Result<At<Thing>, Site>;

impl<'s> Lowering<'s> {
    /// The row of a name of the kind that is due. A fault is told at the name.
    pub(super) fn find(&mut self, path: &[Ident], due: Due) -> Result<usize, Site> {
        let Some(first) = path.first() else { return Err(self.sites.next()) };
        let name = first.to_string();
        let Some(symbol) = self.names.find(&name) else {
            return Err(self.tell_unknown(path, due));
        };
        self.names.symbols[symbol].used = true;
        self.names.uses.push(self.known_part(symbol, path));
        if due.words.contains(&self.names.symbols[symbol].word) {
            return Ok(symbol);
        }
        Err(self.tell_wrong_kind(symbol, first.span(), due))
    }

    /// As much of a path as is declared: the name, and a key or an attribute that it has.
    fn known_part(&self, symbol: usize, path: &[Ident]) -> Vec<Ident> {
        let symbol = &self.names.symbols[symbol];
        let attributes = symbol.attributes();
        let mut known = 1;
        if path.get(1).is_some_and(|key| symbol.keys.iter().any(|own| own == key)) {
            known = 2;
        }
        if path.get(known).is_some_and(|word| attributes.iter().any(|attribute| word == attribute)) {
            known += 1;
        }
        path[..known].to_vec()
    }

    fn tell_unknown(&mut self, path: &[Ident], due: Due) -> Site {
        let first = &path[0];
        self.names.unknown.push(path.to_vec());
        self.leave_gap();
        let name = first.to_string();
        let near = self.near_name(&name, due);
        if near.is_none() {
            self.missed.extend(due.words.iter().copied());
        }
        let help = match near {
            Some(near) => format!("did you mean `{near}`"),
            None => self.list_declared(due),
        };
        self.tell_undeclared(&name, first.span(), format!("no {} `{name}` is declared", due.what), help)
    }

    /// The declared name nearest to an unknown one, of the kind that is due where there is one. It was meant, so it
    /// counts as used.
    ///
    /// Each look goes through all names, so there are only so many: whoever has hundreds of unknown names has made
    /// one mistake, and the first of them says which.
    fn near_name(&mut self, name: &str, due: Due) -> Option<String> {
        const MOST_LOOKS: usize = 200;
        if self.names.unknown.len() > MOST_LOOKS {
            return None;
        }
        let of_kind = self.names.of_words(due.words).map(|symbol| symbol.name.as_str());
        let of_kind = of_kind.chain(due.also.iter().copied());
        let near = closest(name, of_kind)
            .or_else(|| closest(name, self.names.symbols.iter().map(|symbol| symbol.name.as_str())));
        let near = near.map(str::to_owned)?;
        self.count_as_used(&near);
        Some(near)
    }

    /// Notes that a name is used, by a misspelt one that means it.
    pub(super) fn count_as_used(&mut self, name: &str) {
        if let Some(symbol) = self.names.find(name) {
            self.names.symbols[symbol].used = true;
        }
    }

    /// The help that lists what could be written: the first five names of the kind.
    fn list_declared(&self, due: Due) -> String {
        // Where a param may stand beside things, it is a block of addresses.
        let fits = |symbol: &&crate::names::Symbol<'s>| match symbol.meaning {
            Meaning::Param(Some(id)) => self.topology[id].ty == ParamType::Cidr,
            Meaning::Param(None) => false,
            _ => true,
        };
        let names: Vec<String> = (self.names.of_words(due.words).filter(fits))
            .take(5)
            .map(|symbol| format!("`{}`", symbol.name))
            .collect();
        if names.is_empty() {
            format!("declare one: `{} …`", due.words.first().unwrap_or(&"let"))
        } else {
            format!("declared are {}", names.join(", "))
        }
    }

    fn tell_wrong_kind(&mut self, symbol: usize, span: Span, due: Due) -> Site {
        self.leave_gap();
        self.missed.extend(due.words.iter().copied());
        let symbol = &self.names.symbols[symbol];
        let (name, word, declared) = (symbol.name.clone(), symbol.word, symbol.ident.span());
        let help = self.list_declared(due);
        let at = self.sites.add(span);
        let related = self.sites.add(declared);
        let message = format!("`{name}` is {}, {} is due here", a_spoken(word), due.a);
        self.push(
            Finding::new(&NAME_OF_WRONG_KIND, at, message)
                .related(related, format!("declared here: {} `{name}`", spoken(word)))
                .help(help),
        );
        at
    }

    /// Every thing that a value names: a list's each, a family's all, or with `key` its member of that key.
    pub(super) fn things(&mut self, value: &'s Value, due: Due, key: Option<&Key<'s>>) -> Vec<At<Thing>> {
        let value = self.resolve(value);
        match &value.kind {
            ValueKind::List(values) => {
                let mut things = Vec::new();
                for value in values {
                    if key.is_none_or(|key| !self.is_of_other_key(value, key)) {
                        things.extend(self.things(value, due, key));
                    }
                }
                things
            }
            ValueKind::Name(reference) => {
                let members = self.members(reference, due, key).unwrap_or_default();
                // One mention is one place, however many members it stands for.
                let at = self.sites.add(value.span);
                members.into_iter().map(|member| At::new(member.thing, at)).collect()
            }
            _ => {
                self.tell_no_name(value, due);
                Vec::new()
            }
        }
    }

    /// The one thing that a value names; with `key`, a family's member of that key.
    pub(super) fn thing(&mut self, value: &'s Value, due: Due, key: Option<&Key<'s>>) -> Found {
        let value = self.resolve(value);
        let reference = match &value.kind {
            ValueKind::Name(reference) => reference,
            ValueKind::List(values) => {
                let mut of_key =
                    values.iter().filter(|value| key.is_none_or(|key| !self.is_of_other_key(value, key)));
                return match (of_key.next(), of_key.next()) {
                    (Some(value), None) => self.thing(value, due, key),
                    _ => Err(self.tell_no_name(value, due)),
                };
            }
            _ => return Err(self.tell_no_name(value, due)),
        };
        let members = self.members(reference, due, key)?;
        match members.as_slice() {
            [member] if member.key.is_none() || key.is_some() || reference.segments.len() > 1 => {
                Ok(self.at(member.thing, value.span))
            }
            [] => Err(self.sites.add(value.span)),
            _ => Err(self.tell_family(reference, due)),
        }
    }

    fn tell_no_name(&mut self, value: &'s Value, due: Due) -> Site {
        self.leave_gap();
        if matches!(value.kind, ValueKind::Failed) {
            return self.sites.add(value.span);
        }
        let found = self.describe(value);
        let message = format!("the name of {} is due here, found {found}", due.a);
        match &value.kind {
            ValueKind::Text(text) if self.names.find(text).is_some() => self.tell_with_help(
                &VALUE_TYPE,
                value.span,
                message,
                format!("write `{text}` without quotes"),
            ),
            _ => {
                let help = self.list_declared(due);
                self.tell_with_help(&VALUE_TYPE, value.span, message, help)
            }
        }
    }

    fn tell_family(&mut self, reference: &Reference, due: Due) -> Site {
        self.leave_gap();
        self.missed.extend(due.words.iter().copied());
        let first = &reference.segments[0];
        let symbol = self.names.find(&first.to_string());
        let keys: Vec<String> = (symbol.iter())
            .flat_map(|symbol| &self.names.symbols[*symbol].keys)
            .map(|key| format!("`{first}.{key}`"))
            .collect();
        let message = format!("`{first}` is a family of {}, {} alone is due here", keys.len(), due.a);
        self.tell_with_help(
            &NAME_OF_WRONG_KIND,
            first.span(),
            message,
            format!("write {}", keys.join(" or ")),
        )
    }

    /// The members that a name refers to: a single thing, all of a family, or the one of a key.
    ///
    /// A member that failed is left out: it was told, and the statement is marked.
    fn members(
        &mut self,
        reference: &'s Reference,
        due: Due,
        key: Option<&Key<'s>>,
    ) -> Result<Vec<Member>, Site> {
        let symbol = self.find(&reference.segments, due)?;
        if self.names.symbols[symbol].failed {
            self.leave_gap();
        }
        let family = self.names.symbols[symbol].family;
        let wanted = match (&reference.segments[1..], key) {
            ([], Some(key)) if family => {
                if !self.has_key(symbol, &key.name) {
                    return Err(self.tell_key_missing(symbol, reference.segments[0].span(), key));
                }
                Some(key.name.clone())
            }
            ([], _) => None,
            ([word], _) if family && self.has_key(symbol, &word.to_string()) => Some(word.to_string()),
            ([word, ..], _) => return Err(self.tell_no_member(symbol, word, due)),
        };
        let members = self.names.symbols[symbol].members.iter();
        Ok(match wanted {
            Some(key) => members.filter(|member| member.key.as_ref() == Some(&key)).cloned().collect(),
            None => members.cloned().collect(),
        })
    }

    fn has_key(&self, symbol: usize, key: &str) -> bool {
        self.names.symbols[symbol].keys.iter().any(|own| own == key)
    }

    fn tell_key_missing(&mut self, symbol: usize, span: Span, key: &Key<'s>) -> Site {
        self.leave_gap();
        let symbol = &self.names.symbols[symbol];
        if symbol.failed {
            return self.sites.add(span);
        }
        let (name, declared) = (symbol.name.clone(), symbol.ident.span());
        let mine = self.items[self.here].symbol.map_or_else(String::new, |symbol| {
            let symbol = &self.names.symbols[symbol];
            format!(", which `{}` has", symbol.name)
        });
        let at = self.sites.add(span);
        let related = self.sites.add(declared);
        self.push(
            Finding::new(&FAMILY_KEY_MISSING, at, format!("family `{name}` has no key `{}`{mine}", key.name))
                .related(related, format!("declared here: `{name}`"))
                .help(format!("add the key `{}` to `{name}`, or name one member", key.name)),
        );
        at
    }

    fn tell_no_member(&mut self, symbol: usize, word: &Ident, due: Due) -> Site {
        self.leave_gap();
        let symbol = &self.names.symbols[symbol];
        let name = symbol.name.clone();
        if symbol.failed && symbol.members.is_empty() {
            return self.sites.add(word.span());
        }
        let attributes = symbol.attributes();
        if attributes.iter().any(|attribute| word == attribute) {
            let message = format!("`{name}.{word}` is an attribute, {} is due here", due.a);
            return self.tell_with_help(&NAME_OF_WRONG_KIND, word.span(), message, format!("write `{name}`"));
        }
        let keys: Vec<String> = symbol.keys.iter().map(ToString::to_string).collect();
        let (message, help) = if symbol.family {
            let help = match closest(&word.to_string(), keys.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{name}.{near}`"),
                None => format!("its keys are `{}`", keys.join("`, `")),
            };
            (format!("family `{name}` has no key `{word}`"), help)
        } else {
            (format!("`{name}` is no family and has no key `{word}`"), format!("write `{name}`"))
        };
        self.names.unknown.push(vec![word.clone()]);
        self.tell_with_help(&NAME_UNKNOWN, word.span(), message, help)
    }
}

/// The thing as a subnet, which it is where [`SUBNET`] was due.
pub(crate) fn as_subnet(thing: At<Thing>) -> Option<At<SubnetId>> {
    match thing.value {
        Thing::Subnet(id) => Some(At::new(id, thing.at)),
        _ => None,
    }
}
