//! The places of a header: `in public.a`, `on [to_internet, to_nat]`, `for ["www.example.com"]`, `by arn "arn:…"`.

use proc_macro2::Ident;

use super::header::{Reading, is_header_word};
use super::tokens::Tokens;
use super::{Parser, slip};
use crate::syntax::{Place, Reference, Value, ValueKind};

impl<'a> Parser<'a, '_> {
    /// Reads what follows the word of a place.
    pub(super) fn parse_place(&mut self, reading: &mut Reading, word: Ident, window: &mut Tokens<'a>) {
        let statement = reading.word.word;
        let takes = reading.header.places.iter().any(|(place, _)| word == place);
        if !takes {
            let place = reading.header.places.iter().find(|(place, _)| !reading.has(place));
            let help = match place {
                Some((place, _)) => {
                    format!("write `{place} {}`", window.until(window.skip().unwrap_or(*window)).shown_all())
                }
                None => format!("write `{}`", reading.example()),
            };
            self.fail(word.span(), format!("`{statement}` takes no `{word}`"), help);
        }
        let mut values = Vec::new();
        if word == "by" {
            match (window.word(), window.word().and_then(|(_, rest)| slip::text(rest))) {
                (Some((way, _)), Some((text, rest))) if way == "arn" => {
                    let name = Reference { segments: vec![way.clone()] };
                    values.push(Value { span: way.span(), kind: ValueKind::Name(name) });
                    values.push(Value { span: text.span, kind: ValueKind::Text(text.text) });
                    *window = rest;
                }
                _ => self.fail(word.span(), "`by` names no ARN", "write `by arn \"arn:aws:…\"`"),
            }
        } else {
            match self.parse_place_value(&word, window) {
                Some(value) => values.push(value),
                None => {
                    let help = format!("write `{word} name` or `{word} [first, second]`");
                    self.fail(word.span(), format!("`{word}` names nothing"), help);
                }
            }
        }
        if takes && reading.has(&word.to_string()) {
            self.slip(
                word.span(),
                format!("`{word}` stands twice"),
                format!("write one `{word}` with a list `[…]`"),
            );
            return;
        }
        if takes {
            reading.declaration.places.push(Place { word, values });
        }
    }

    fn parse_place_value(&mut self, word: &Ident, window: &mut Tokens<'a>) -> Option<Value> {
        let span = window.span();
        if let Some((inside, _, rest)) = window.brackets() {
            *window = rest;
            let values = if word == "for" { self.parse_list(inside) } else { self.parse_names(inside) };
            return Some(Value { span, kind: ValueKind::List(values) });
        }
        let first = self.parse_place_name(word, window)?;
        if window.mark(',').is_none() {
            return Some(first);
        }
        let mut shown = vec![super::edge::shown(&first)];
        let mut values = vec![first];
        while let Some((_, rest)) = window.mark(',') {
            *window = rest;
            let Some(value) = self.parse_place_name(word, window) else { break };
            shown.push(super::edge::shown(&value));
            values.push(value);
        }
        let help = format!("write `{word} [{}]`", shown.join(", "));
        self.slip(span, format!("several names after `{word}` stand without brackets"), help);
        Some(Value { span, kind: ValueKind::List(values) })
    }

    fn parse_place_name(&mut self, word: &Ident, window: &mut Tokens<'a>) -> Option<Value> {
        if let Some((next, _)) = window.word() {
            return if is_header_word(&next) { None } else { Some(self.parse_atom(window)) };
        }
        window.literal()?;
        if word != "for"
            && let Some(name) = self.parse_quoted_name(window)
        {
            return Some(Value {
                span: name.span(),
                kind: ValueKind::Name(Reference { segments: vec![name] }),
            });
        }
        Some(self.parse_atom(window))
    }
}
