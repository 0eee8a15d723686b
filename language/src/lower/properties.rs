//! Properties: `{ key: value, ..base }` read by the model's table of what each block takes.

use groundplan_model::check::language::{PROPERTY_MISSING, PROPERTY_TWICE, PROPERTY_UNKNOWN, VALUE_TYPE};
use groundplan_model::closest::closest;
use groundplan_model::diagnostic::{Finding, Site};
use groundplan_model::property::{self, Block, Property, Type};
use groundplan_model::topology::At;
use proc_macro2::{Ident, Span};

use crate::names::Meaning;
use crate::syntax::{AcceptSyntax, Entry, Key, Map, Value, ValueKind};

use super::Lowering;
use super::describe::show_path;
use super::reference::Due;

/// What the next issues of the language bring: said so where it is met.
const NOT_BUILT: &[(Block, &str, &str)] = &[
    (Block::Budget, "monthly_usd", "budgets in dollars"),
    (Block::Budget, "peak_usd", "budgets in dollars"),
    (Block::Launch, "container", "containers"),
    (Block::Launch, "environment", "environments of containers"),
    (Block::AutoScalingGroup, "schedules", "schedules"),
];

/// How deep `..base` may go; a chain that is longer goes round.
const DEEPEST_BASE: usize = 16;

/// A value that was read, or the place of the fault that was told.
pub(crate) type Read<T> = Result<At<T>, Site>;

/// What reads a value by the property that it stands for.
pub(crate) type Reader<'s, T> = fn(&mut Lowering<'s>, &'s Value, &'static Property) -> Read<T>;

/// A map with the attributes that cover its entries.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layer<'s> {
    /// The map.
    pub map: &'s Map,
    /// What stands before the `let` that names it.
    accepts: &'s [AcceptSyntax],
}

/// The properties of one block, with those that it takes over.
#[derive(Debug)]
pub(crate) struct Properties<'s> {
    block: Block,
    /// The name of the thing that takes the defaults.
    owner: Site,
    /// Where the defaults are: at the name, or where none can be judged, since a property may be the one left out.
    defaults: Site,
    /// Where a missing property is told.
    span: Span,
    /// Its own map, then those of its bases.
    layers: Vec<Layer<'s>>,
    /// Whether all of them could be read, so that what is missing is missing.
    complete: bool,
}

impl<'s> Properties<'s> {
    fn find(&self, name: &str) -> Option<(&'s Entry, &'s [AcceptSyntax])> {
        self.layers.iter().find_map(|layer| {
            let entry = layer.map.entries.iter().find(|entry| entry.key.is(name))?;
            Some((entry, layer.accepts))
        })
    }

    /// The name of the thing that takes the defaults.
    pub fn owner(&self) -> Site {
        self.owner
    }

    /// Whether all of them could be read, so that what is missing is missing.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// Where the defaults are.
    pub fn defaults(&self) -> Site {
        self.defaults
    }

    /// Where a missing property is told.
    pub fn span(&self) -> Span {
        self.span
    }
}

impl<'s> Lowering<'s> {
    /// Opens the properties of a block for the thing named at `owner`; a property that the block has not, and one
    /// that stands twice, is told.
    pub(super) fn open(
        &mut self,
        block: Block,
        map: Option<&'s Map>,
        owner: Site,
        span: Span,
    ) -> Properties<'s> {
        self.owner = Some(owner);
        let layers = map.map_or_else(Vec::new, |map| self.layers_of(map));
        let mut complete = layers.len() == count_bases(&layers) + usize::from(map.is_some());
        for layer in &layers {
            // A key that is misspelt is told, and may be the one that is missing.
            complete &= !layer.map.failed & self.check_keys(block, layer.map);
        }
        let defaults = if complete {
            owner
        } else {
            let at = self.sites.add(self.sites.span(owner));
            self.stand_in(at)
        };
        Properties { block, owner, defaults, span, layers, complete }
    }

    /// The map and what it takes over, nearest first.
    pub(super) fn layers_of(&mut self, map: &'s Map) -> Vec<Layer<'s>> {
        let mut layers = vec![Layer { map, accepts: &[] }];
        let mut next = 0;
        while let Some(layer) = layers.get(next).copied() {
            next += 1;
            for base in &layer.map.bases {
                if layers.len() > DEEPEST_BASE {
                    let message = format!("`..{base}` goes round, or too deep");
                    self.tell(&VALUE_TYPE, base.span(), message);
                    return layers;
                }
                layers.extend(self.layer_named(base));
            }
        }
        layers
    }

    fn layer_named(&mut self, base: &'s Ident) -> Option<Layer<'s>> {
        const BLOCK: Due = Due { a: "a block named by `let`", what: "block", words: &["let"], also: &[] };
        let symbol = self.find(std::slice::from_ref(base), BLOCK).ok()?;
        let Meaning::Let(value, attributes) = self.names.symbols[symbol].meaning else { return None };
        match &self.resolve(value).kind {
            ValueKind::Map(map) => Some(Layer { map, accepts: &attributes.accepts }),
            ValueKind::Failed => None,
            _ => {
                let message = format!("`..{base}` takes over a block, `{base}` is {}", self.describe(value));
                let help = format!("write `let {base} = {{ … }};`");
                self.tell_with_help(&VALUE_TYPE, base.span(), message, help);
                None
            }
        }
    }

    /// Tells keys that the block has not, and those that stand twice; whether it has all of them.
    fn check_keys(&mut self, block: Block, map: &'s Map) -> bool {
        let mut all_known = true;
        for (index, entry) in map.entries.iter().enumerate() {
            let (name, span) = (entry.key.text(), entry.key.span());
            let known = matches!(entry.key, Key::Word(_))
                && property::keys_of(block).any(|property| property.name == name);
            all_known &= known;
            if !known {
                self.tell_unknown_property(block, &name, span);
                self.use_names_in(&entry.value);
            } else if let Some(first) = (map.entries[..index].iter())
                .find(|first| first.key.is(&name) && !matches!(first.value.kind, ValueKind::Failed))
            {
                let at = self.sites.add(span);
                let first = self.sites.add(first.key.span());
                self.push(
                    Finding::new(&PROPERTY_TWICE, at, format!("`{name}` is written twice"))
                        .related(first, "first written here")
                        .help("remove one of the two"),
                );
            }
        }
        all_known
    }

    fn tell_unknown_property(&mut self, block: Block, name: &str, span: Span) {
        let known: Vec<&str> = property::keys_of(block).map(|property| property.name).collect();
        let later = NOT_BUILT.iter().find(|(place, word, _)| *place == block && *word == name);
        let (message, help) = if let Some((_, _, what)) = later {
            (format!("`{name}` is not built yet"), format!("leave it out until {what} are"))
        } else {
            let help = match closest(name, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`"),
                None if known.is_empty() => "remove it".to_owned(),
                None => format!("there are `{}`", known.join("`, `")),
            };
            (format!("there is no property `{name}` here"), help)
        };
        self.tell_with_help(&PROPERTY_UNKNOWN, span, message, help);
    }

    /// Runs `act` on the value of a property, where it is written.
    pub(super) fn with_property<T>(
        &mut self,
        properties: &Properties<'s>,
        name: &str,
        act: impl FnOnce(&mut Lowering<'s>, &'s Value, &'static Property) -> T,
    ) -> Option<T> {
        let (entry, accepts) = properties.find(name)?;
        let property = line(properties.block, name);
        let first = self.sites.next();
        let result = act(self, &entry.value, property);
        self.accept_since(&entry.attributes.accepts, first);
        self.accept_since(accepts, first);
        Some(result)
    }

    /// The value of a property, where it is written and could be read.
    pub(super) fn optional<T>(
        &mut self,
        properties: &Properties<'s>,
        name: &str,
        reader: Reader<'s, T>,
    ) -> Option<At<T>> {
        self.with_property(properties, name, reader)?.ok()
    }

    /// The value of a property, or its default. A value that could not be read is the default at the place of its
    /// fault, which is told.
    pub(super) fn or_default<T>(
        &mut self,
        properties: &Properties<'s>,
        name: &str,
        reader: Reader<'s, T>,
        default: T,
    ) -> At<T> {
        match self.with_property(properties, name, reader) {
            None => At::default_at(default, properties.defaults),
            Some(Ok(value)) => value,
            Some(Err(at)) => At::new(default, self.stand_in(at)),
        }
    }

    /// The value of a property that must be written; `stand_in` at the place of the fault where it is not.
    pub(super) fn required<T>(
        &mut self,
        properties: &Properties<'s>,
        name: &str,
        reader: Reader<'s, T>,
        stand_in: T,
    ) -> At<T> {
        match self.with_property(properties, name, reader) {
            None => {
                let at = self.tell_missing(properties, name);
                self.leave_gap();
                At::default_at(stand_in, self.stand_in(at))
            }
            Some(Ok(value)) => value,
            Some(Err(at)) => At::new(stand_in, self.stand_in(at)),
        }
    }

    /// Tells that a property is missing, unless a part of the block could not be read.
    pub(super) fn tell_missing(&mut self, properties: &Properties<'s>, name: &str) -> Site {
        if !properties.complete {
            return self.sites.add(properties.span);
        }
        let property = line(properties.block, name);
        let message = format!("`{name}` is missing");
        let help = property.write_missing();
        self.tell_with_help(&PROPERTY_MISSING, properties.span, message, help)
    }

    /// Tells what a shape of the table says of a value.
    pub(super) fn check_shape(&mut self, property: &'static Property, value: property::Value<'_>, at: Site) {
        if let Some((rule, message, help)) = property::check_shape(property, value) {
            self.push(Finding::new(rule, at, message).about(self.owner.unwrap_or(at)).help(help));
        }
    }

    /// As [`Lowering::check_shape`] for a text.
    pub(super) fn check_text(&mut self, property: &'static Property, text: &str, at: Site) {
        self.check_shape(property, property::Value::Text(text), at);
    }

    /// Tells that a name in a value is not declared.
    pub(super) fn tell_unknown_word(&mut self, path: &[Ident], ty: Type) -> Site {
        let known: &[&str] = match ty {
            Type::YesNo => &["yes", "no"],
            Type::Word(words) => words,
            _ => &[],
        };
        let (what, quoted) = (ty.says(), ty == Type::Text);
        let Some(first) = path.first() else { return self.sites.next() };
        self.names.unknown.push(path.to_vec());
        let name = first.to_string();
        let named = self.names.of_words(&["let", "param"]).map(|symbol| symbol.name.as_str());
        let near = closest(&name, known.iter().copied().chain(named)).map(str::to_owned);
        let help = match near {
            Some(near) => {
                self.count_as_used(&near);
                format!("did you mean `{near}`")
            }
            None if quoted => format!("write `\"{}\"`, in quotes", show_path(path)),
            None => format!("write {what}"),
        };
        self.tell_undeclared(&name, first.span(), format!("`{name}` is not declared"), help)
    }
}

/// The line of the table for a property that the language reads.
pub(crate) fn line(block: Block, name: &str) -> &'static Property {
    property::find(block, name).expect("groundplan bug: a property that is read is in the table")
}

fn count_bases(layers: &[Layer<'_>]) -> usize {
    layers.iter().map(|layer| layer.map.bases.len()).sum()
}

impl Key {
    /// Its text.
    pub(crate) fn text(&self) -> String {
        match self {
            Key::Word(word) => word.to_string(),
            Key::Text(literal) => literal.text.clone(),
        }
    }

    /// Its token.
    pub(crate) fn span(&self) -> Span {
        match self {
            Key::Word(word) => word.span(),
            Key::Text(literal) => literal.span,
        }
    }

    /// Whether it is this word.
    pub(crate) fn is(&self, name: &str) -> bool {
        matches!(self, Key::Word(word) if word == name)
    }
}
