//! What a message says of a value that does not fit, and what to write in its place.

use groundplan_model::check::language::VALUE_TYPE;
use groundplan_model::closest::closest;
use groundplan_model::diagnostic::{Finding, Site};
use groundplan_model::property::{Property, Type, Written};
use proc_macro2::Ident;

use crate::names::Meaning;
use crate::syntax::{Literal, Map, Value, ValueKind};

use super::Lowering;
use super::name::spoken;

impl<'s> Lowering<'s> {
    /// Tells that a value is of another type than the property's.
    pub(super) fn tell_type(&mut self, value: &'s Value, property: &'static Property) -> Site {
        let ty = property.ty;
        if let ValueKind::Name(reference) = &value.kind {
            let name = reference.segments[0].to_string();
            match self.names.find(&name) {
                None if name != "true" && name != "false" => {
                    return self.tell_unknown_word(&reference.segments, ty);
                }
                Some(symbol) => {
                    self.names.symbols[symbol].used = true;
                    self.names.uses.push(vec![reference.segments[0].clone()]);
                }
                None => {}
            }
        }
        if matches!(value.kind, ValueKind::Failed) {
            return self.sites.add(value.span);
        }
        self.use_names_in(value);
        let found = self.describe(value);
        let at = self.sites.add(value.span);
        let finding = Finding::new(
            &VALUE_TYPE,
            at,
            format!("{} takes {}, found {found}", subject(property), ty.says()),
        );
        let finding = self.used_at(finding, value);
        let runtime = found.starts_with("param");
        let help =
            suggest(value, ty).or_else(|| runtime.then(|| "write a literal, or a name of `let`".to_owned()));
        self.push(match help {
            Some(help) => finding.help(help),
            None => finding,
        });
        at
    }

    /// Counts the names in a value as used that is told and read no further.
    pub(super) fn use_names_in(&mut self, value: &Value) {
        match &value.kind {
            ValueKind::Name(reference) => self.count_as_used(&reference.segments[0].to_string()),
            ValueKind::List(values) => values.iter().for_each(|value| self.use_names_in(value)),
            ValueKind::Map(map) => self.use_names_in_map(map),
            ValueKind::File(_, map) => map.iter().for_each(|map| self.use_names_in_map(map)),
            ValueKind::Typed { arguments, map, .. } => {
                arguments.iter().for_each(|value| self.use_names_in(value));
                map.iter().for_each(|map| self.use_names_in_map(map));
            }
            _ => {}
        }
    }

    fn use_names_in_map(&mut self, map: &Map) {
        map.bases.iter().for_each(|base| self.count_as_used(&base.to_string()));
        map.entries.iter().for_each(|entry| self.use_names_in(&entry.value));
    }

    /// What a message calls a value that was found.
    pub(super) fn describe(&self, value: &Value) -> String {
        match &value.kind {
            ValueKind::Text(text) if text.chars().count() > 40 => "a long string".to_owned(),
            ValueKind::Text(text) => format!("the string `\"{text}\"`"),
            ValueKind::Pattern(pattern) => format!("the pattern `r\"{pattern}\"`"),
            ValueKind::Number { number, unit } => format!("`{}`", show_number(*number, unit.as_ref())),
            ValueKind::Range(low, high) => format!("the range `{low}..={high}`"),
            ValueKind::List(_) => "a list".to_owned(),
            ValueKind::Map(_) => "properties between braces".to_owned(),
            ValueKind::Format(_) => "a `format`".to_owned(),
            ValueKind::File(..) => "a `file`".to_owned(),
            ValueKind::Typed { word, arguments, map } => {
                let mut text = word.to_string();
                for argument in arguments {
                    text.push(' ');
                    text.push_str(&show_argument(argument));
                }
                let more = if map.is_some() { " { … }" } else { "" };
                format!("`{text}{more}`")
            }
            ValueKind::Match { .. } => "a `match`".to_owned(),
            ValueKind::Failed => "what could not be read".to_owned(),
            ValueKind::Name(reference) => {
                let shown = show_path(&reference.segments);
                match self.names.find(&reference.segments[0].to_string()) {
                    Some(symbol) => {
                        let symbol = &self.names.symbols[symbol];
                        match symbol.meaning {
                            Meaning::Param(_) => {
                                format!("param `{shown}`, which is known only at run time")
                            }
                            _ => format!("{} `{shown}`", spoken(symbol.word)),
                        }
                    }
                    None => format!("the word `{shown}`"),
                }
            }
        }
    }
}

/// What a message says of the place of a property.
pub(super) fn subject(property: &Property) -> String {
    match property.written {
        Written::Key => format!("`{}`", property.name),
        Written::Operand => property.label.to_owned(),
    }
}

/// What to write in place of a value whose meaning can be guessed.
fn suggest(value: &Value, ty: Type) -> Option<String> {
    let number = match &value.kind {
        ValueKind::Number { number, unit: Some(unit) } if unit.text == "MiB" && ty == Type::Gib => {
            Some(number.div_ceil(1024))
        }
        ValueKind::Number { number, .. } => Some(*number),
        ValueKind::Text(text) => text.trim().parse().ok(),
        _ => None,
    };
    match ty {
        Type::Count | Type::Port | Type::Seconds | Type::Percent | Type::Gib => {
            number.map(|number| format!("write `{}`", ty.show(number)))
        }
        Type::File => match &value.kind {
            ValueKind::Typed { word, .. } => {
                closest(&word.to_string(), ["file"]).map(|near| format!("did you mean `{near}`"))
            }
            _ => None,
        },
        Type::YesNo => match value.word().as_deref() {
            Some("true") => Some("write `yes`".to_owned()),
            Some("false") => Some("write `no`".to_owned()),
            _ => None,
        },
        Type::Text => {
            value.word().map(|word| format!("write `\"{word}\"` if the word is meant, with its quotes"))
        }
        _ => None,
    }
}

fn show_argument(value: &Value) -> String {
    match &value.kind {
        ValueKind::Name(reference) => show_path(&reference.segments),
        ValueKind::Text(text) if text.chars().count() <= 40 => format!("\"{text}\""),
        ValueKind::Number { number, unit } => show_number(*number, unit.as_ref()),
        ValueKind::Range(low, high) => format!("{low}..={high}"),
        _ => "…".to_owned(),
    }
}

fn show_number(number: u64, unit: Option<&Literal>) -> String {
    match unit {
        None => number.to_string(),
        Some(unit) if unit.text == "%" => format!("{number}%"),
        Some(unit) => format!("{number} {}", unit.text),
    }
}

/// `public.a`.
pub(super) fn show_path(segments: &[Ident]) -> String {
    segments.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")
}
