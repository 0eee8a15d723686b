//! Properties: `{ key: value, ..base }`.

use proc_macro2::{Ident, Span};

use super::attribute::Cfgs;
use super::recover::{begins_arm, begins_property, begins_statement, begins_with_word, property_end};
use super::tokens::Tokens;
use super::value::failed;
use super::words::Scope;
use super::{Parser, slip};
use crate::syntax::{Attributes, Entry, Key, Map, Value, ValueKind};

impl<'a> Parser<'a, '_> {
    /// Reads what stands between braces that hold properties.
    pub(super) fn parse_map(&mut self, inside: Tokens<'a>, span: Span) -> Map {
        let are_keys = std::mem::take(&mut self.are_keys);
        let mut map = Map { span, bases: Vec::new(), entries: Vec::new(), failed: false };
        let mut tokens = if self.tell_foreign(inside) {
            map.failed = true;
            inside.end()
        } else {
            inside
        };
        let mut semicolons = false;
        while !tokens.is_empty() {
            let (attributes, cfgs) = self.parse_attributes(&mut tokens);
            if !are_keys {
                self.tell_stray_was(&attributes);
            }
            let start = tokens;
            let ((), failed) = self.apart(|parser| {
                tokens = parser.parse_property(start, attributes, &cfgs, &mut map, &mut semicolons);
            });
            map.failed |= failed;
        }
        map
    }

    /// Tells, once for all, that statements or arms stand where properties are due.
    fn tell_foreign(&mut self, inside: Tokens<'a>) -> bool {
        let holds = |found: &dyn Fn(Tokens<'_>) -> bool| {
            let mut at = inside;
            while let Some(rest) = at.skip() {
                if found(at) {
                    return true;
                }
                at = rest;
            }
            false
        };
        if begins_statement(inside, Scope::Security, self.lines) && holds(&|at| at.mark(';').is_some()) {
            let message =
                format!("`{}` begins a statement, and these braces hold properties", inside.shown());
            let help = "a body holds statements that end with `;` or properties `key: value,`, never both";
            self.fail(inside.span(), message, help);
            return true;
        }
        if begins_arm(inside)
            && holds(&|at| at.keyword("_").is_some_and(|(_, rest)| rest.operator("=>").is_some()))
        {
            self.fail(inside.span(), "arms stand where properties are due", "write `match host { … }`");
            return true;
        }
        false
    }

    fn parse_property(
        &mut self,
        start: Tokens<'a>,
        attributes: Attributes,
        cfgs: &Cfgs,
        map: &mut Map,
        semicolons: &mut bool,
    ) -> Tokens<'a> {
        if start.is_empty() {
            self.end_attributes(cfgs, start, "a property");
            return start;
        }
        let known = map.entries.len();
        let mut end = property_end(start);
        let mut window = start.until(end);
        if window.operator("..").is_some() {
            let bare = attributes.docs.is_empty() && attributes.accepts.is_empty();
            if !bare {
                self.slip(window.span(), "an attribute stands before `..`", "write it before a property");
            }
            self.parse_base(&mut window, map);
        } else if let Some(key) = self.parse_key(&mut window) {
            if let Some((comma, rest)) = value_behind_comma(window, start.from(end)) {
                let name = shown(&key);
                self.slip(
                    comma,
                    format!("`,` stands before the value of `{name}`"),
                    format!("write `{name}: {}`", rest.shown()),
                );
                end = property_end(rest);
                window = rest.until(end);
                let value = self.parse_value(&mut window, &|| (format!("`{name}`"), String::new()));
                map.entries.push(Entry { attributes, key, value });
                let next = self.parse_comma(rest, start.from(end), semicolons);
                self.close_cfgs(cfgs, next);
                return next;
            }
            let value = self.parse_property_value(&key, &mut window);
            map.entries.push(Entry { attributes, key, value });
        }
        if !window.is_empty() {
            let number = map.entries.get(known..).and_then(<[Entry]>::first).map(|entry| &entry.value.kind);
            if let (Some(ValueKind::Number { unit: None, .. }), Some((word, rest))) = (number, window.word())
                && rest.is_empty()
            {
                self.fail(
                    word.span(),
                    format!("`{word}` is no unit"),
                    format!("the units are {}", slip::units()),
                );
            } else {
                let message = format!("`{}` does not belong to the value before it", window.shown());
                self.fail(window.span(), message, "write `,` and a property `key: value`, or take it out");
            }
        }
        if let Some(entry) = map.entries.get_mut(known..).and_then(|new| new.first_mut())
            && self.failed
        {
            entry.value.kind = ValueKind::Failed;
        }
        let next = self.parse_comma(start, start.from(end), semicolons);
        self.close_cfgs(cfgs, next);
        next
    }

    fn parse_base(&mut self, window: &mut Tokens<'a>, map: &mut Map) {
        let Some((dots, rest)) = window.operator("..") else { return };
        *window = rest;
        match window.word() {
            Some((base, rest)) => {
                map.bases.push(base);
                *window = rest;
            }
            None => {
                self.fail(dots, "`..` takes over nothing", "write `..name` with the name of a `let`");
                *window = window.end();
            }
        }
    }

    /// The key with its colon, or what a person wrote in its place.
    fn parse_key(&mut self, window: &mut Tokens<'a>) -> Option<Key> {
        let key = match window.word() {
            Some((word, rest)) => {
                if begins_with_word(&word.to_string(), rest) && rest.braces().is_none() {
                    self.fail(
                        word.span(),
                        format!("`{word}` begins a statement, and these braces hold properties"),
                        "a body holds statements that end with `;` or properties `key: value,`, never both",
                    );
                    *window = rest.end();
                    return None;
                }
                *window = rest;
                Key::Word(word)
            }
            None => match slip::text(*window) {
                Some((text, rest)) => {
                    *window = rest;
                    Key::Text(text)
                }
                None => {
                    let message = format!("`{}` begins no property", window.shown());
                    self.fail(window.span(), message, "write `key: value`");
                    *window = window.end();
                    return None;
                }
            },
        };
        Some(key)
    }

    fn parse_property_value(&mut self, key: &Key, window: &mut Tokens<'a>) -> Value {
        let name = shown(key);
        let span = key_span(key);
        if let Some((_, rest)) = window.mark(':') {
            *window = rest;
        } else if window.is_empty() {
            self.fail(span, format!("`{name}` has no value"), format!("write `{name}: value,`"));
            return failed(span);
        } else {
            let mistaken = ["=>", "->", "="].into_iter().find_map(|wrong| {
                let (span, rest) = window.operator(wrong)?;
                Some((wrong, span, rest))
            });
            match mistaken {
                Some((_, _, rest)) if rest.is_empty() => *window = rest,
                Some((wrong, span, rest)) => {
                    *window = rest;
                    let help = format!("write `{name}: {}`", window.shown());
                    self.slip(span, format!("`{wrong}` stands after `{name}` where `:` is due"), help);
                }
                None => {
                    let help = format!("write `{name}: {}`", window.shown());
                    self.slip(span, format!("`:` is missing after `{name}`"), help);
                }
            }
        }
        self.parse_value(window, &|| (format!("`{name}`"), format!("write `{name}: value,`")))
    }
}

/// The comma that stands between a key with its colon and a value, and what follows it.
fn value_behind_comma<'a>(window: Tokens<'a>, end: Tokens<'a>) -> Option<(Span, Tokens<'a>)> {
    let (_, nothing) = window.mark(':')?;
    let (comma, rest) = end.mark(',')?;
    let has_value = rest.word().is_some() || rest.literal().is_some();
    (nothing.is_empty() && has_value && !begins_property(rest)).then_some((comma, rest))
}

/// A key as a message shows it.
pub(super) fn shown(key: &Key) -> String {
    match key {
        Key::Word(word) => word.to_string(),
        Key::Text(text) => format!("\"{}\"", text.text),
    }
}

fn key_span(key: &Key) -> Span {
    match key {
        Key::Word(word) => Ident::span(word),
        Key::Text(text) => text.span,
    }
}
