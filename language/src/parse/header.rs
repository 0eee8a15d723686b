//! Declarations: word, name, operand, `per`, `in` / `on` / `for` / `by`, `with`, body, as `words.rs` tells for each.
//!
//! A header goes on after a fault: what follows is read as far as it can be, so that the name is known and the body
//! is kept.

use proc_macro2::{Ident, Span};

use super::Parser;
use super::recover::skip_key;
use super::tokens::Tokens;
use super::words::{self, BodyForm, Header, Operand, Word};
use crate::closest::closest;
use crate::syntax::{Body, Declaration, Reference, Value, ValueKind};

/// The order of a header's parts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Operand,
    Per,
    Place,
    With,
}

/// What is read of one header.
pub(super) struct Reading {
    pub word: &'static Word,
    pub header: &'static Header,
    pub declaration: Declaration,
    /// The part that was read last, and the word that a message shows for it.
    last: (Part, String),
}

impl Reading {
    pub fn has(&self, place: &str) -> bool {
        self.declaration.places.iter().any(|given| given.word == place)
    }

    /// The form of the statement, with the user's own name.
    pub fn example(&self) -> String {
        let name = self.declaration.name.as_ref().map(ToString::to_string);
        self.word.example_for(name.as_deref())
    }
}

impl<'a> Parser<'a, '_> {
    /// Reads what follows a statement word that has a header; says whether it ended with its body.
    pub(super) fn parse_declaration(
        &mut self,
        window: &mut Tokens<'a>,
        ident: Ident,
        existing: Option<Ident>,
        word: &'static Word,
        header: &'static Header,
    ) -> (Declaration, bool) {
        let name = if header.name { self.parse_declared_name(window, word) } else { None };
        let declaration = Declaration {
            word: ident,
            existing,
            name,
            operands: Vec::new(),
            per_zone: None,
            places: Vec::new(),
            with: None,
            body: Body::None,
        };
        let mut reading = Reading { word, header, declaration, last: (Part::Operand, String::new()) };
        let mut closed = false;
        while !window.is_empty() {
            if let Some((inside, braces, rest)) = window.braces() {
                *window = rest;
                closed = self.parse_body(&mut reading, inside, braces, window);
                if closed {
                    break;
                }
            } else {
                self.parse_header_part(&mut reading, window);
            }
        }
        self.check_header(&reading);
        (reading.declaration, closed)
    }

    fn parse_header_part(&mut self, reading: &mut Reading, window: &mut Tokens<'a>) {
        let Some((word, rest)) = window.word() else {
            self.parse_operand(reading, window);
            return;
        };
        let meant = self.parse_header_word(&word, rest);
        match meant.as_str() {
            "per" => {
                *window = rest;
                self.in_order(reading, Part::Per, "per", word.span());
                match window.word() {
                    Some((zone, rest)) if zone == "zone" => {
                        *window = rest;
                        reading.declaration.per_zone = Some(word.span());
                        if !reading.header.per_zone {
                            let message = format!("`{}` is never one for each zone", reading.word.word);
                            self.slip(word.span(), message, "take out `per zone`");
                        }
                        if let Operand::TextUnlessFamily(what) = reading.header.operand
                            && let Some(operand) = reading.declaration.operands.first()
                        {
                            let message = format!("a family has no {what} of its own, each key has one");
                            let help = format!("take out `{}`, or `per zone`", super::edge::shown(operand));
                            self.fail(operand.span, message, help);
                        }
                    }
                    other => {
                        if let Some((_, rest)) = other.filter(|(other, _)| !is_header_word(other)) {
                            *window = rest;
                        }
                        reading.declaration.per_zone = Some(word.span());
                        self.fail(word.span(), "`per` stands without `zone`", "write `per zone`");
                    }
                }
            }
            "in" | "on" | "for" | "by" => {
                *window = rest;
                self.in_order(reading, Part::Place, &word.to_string(), word.span());
                self.parse_place(reading, word, window);
            }
            "with" => {
                *window = rest;
                self.in_order(reading, Part::With, "with", word.span());
                match window.braces().filter(|(inside, ..)| !self.are_statements(reading.header, *inside)) {
                    Some((inside, braces, rest)) => {
                        *window = rest;
                        let map = self.parse_map(inside, braces.join());
                        self.take_with(reading, map, word.span());
                    }
                    None => {
                        let help = match skip_key(*window) {
                            Some(_) => format!("write `with {{ {}: … }}`", window.shown()),
                            None => "write `with { key: value }`".into(),
                        };
                        self.fail(word.span(), "`with` gives no properties", help);
                    }
                }
            }
            "zone" if reading.header.per_zone && reading.declaration.per_zone.is_none() => {
                let swapped = rest.keyword("per").map(|(_, rest)| rest);
                *window = swapped.unwrap_or(rest);
                let message = match swapped {
                    Some(_) => "`zone per` is written the other way round",
                    None => "`per` is missing before `zone`",
                };
                self.slip(word.span(), message, "write `per zone`");
                reading.declaration.per_zone = Some(word.span());
            }
            "zone" if reading.declaration.per_zone.is_some() => {
                *window = rest;
                self.slip(word.span(), "`zone` stands twice", "write `per zone`");
            }
            _ => self.parse_operand(reading, window),
        }
    }

    /// The word of a header that is meant: this one, or the near one that what follows belongs to.
    fn parse_header_word(&mut self, word: &Ident, rest: Tokens<'a>) -> String {
        let written = word.to_string();
        let near = match () {
            () if is_header_word(word) => None,
            // A word as short as this one is near to nothing by itself.
            () if rest.keyword("zone").is_some() && written.len() <= 2 => Some("per"),
            () if rest.keyword("zone").is_some() => closest(&written, ["per"]),
            () if rest.braces().is_some() => closest(&written, ["with"]),
            () => None,
        };
        match near {
            Some(near) => {
                self.slip(
                    word.span(),
                    format!("`{written}` is no word of a header"),
                    format!("write `{near}`"),
                );
                near.to_string()
            }
            None => written,
        }
    }

    fn in_order(&mut self, reading: &mut Reading, part: Part, shown: &str, span: Span) {
        if part < reading.last.0 {
            let message = format!("`{shown}` stands behind `{}`", reading.last.1);
            self.slip(span, message, "the order is name, operand, `per`, `in` or `on`, `with`, body");
        } else {
            reading.last = (part, shown.to_string());
        }
    }

    fn parse_operand(&mut self, reading: &mut Reading, window: &mut Tokens<'a>) {
        let word = reading.word.word;
        let span = window.span();
        let is_atom = window.word().is_some() || window.literal().is_some();
        if !is_atom || reading.header.operand == Operand::None || !reading.declaration.operands.is_empty() {
            let place = reading.header.places.iter().find(|(place, _)| !reading.has(place));
            let shown = window.shown();
            // `n public` is `on public`, and the short word is what is wrong.
            let behind = window.skip().filter(|next| {
                next.word().is_some_and(|(word, _)| !is_header_word(&word)) || next.brackets().is_some()
            });
            let operand = behind.filter(|_| window.word().is_some() && shown.len() <= 2).unwrap_or(*window);
            let after = operand.skip().unwrap_or(operand);
            let help = match place {
                Some((place, _)) if is_atom || window.brackets().is_some() => {
                    format!("write `{place} {}`", operand.until(after).shown_all())
                }
                _ if is_atom => format!("write `{}`", reading.example()),
                _ => "take it out".into(),
            };
            self.fail(span, format!("`{shown}` does not belong to `{word}` here"), help);
            *window = after;
            return;
        }
        let shown = window.shown();
        let operand = match reading.header.operand {
            Operand::Word(known) => self.parse_operand_word(word, known, window),
            _ => self.parse_atom(window),
        };
        if reading.last.0 > Part::Operand && !self.failed {
            self.in_order(reading, Part::Operand, &shown, span);
        }
        reading.declaration.operands.push(operand);
    }

    /// `internet_facing`, or what a person wrote in its place.
    fn parse_operand_word(
        &mut self,
        word: &str,
        known: &'static [&'static str],
        window: &mut Tokens<'a>,
    ) -> Value {
        let span = window.span();
        let named = |name: &str| ValueKind::Name(Reference { segments: vec![Ident::new(name, span)] });
        // `internet-facing`, as AWS spells it.
        if let Some((first, rest)) = window.word()
            && let Some((_, rest)) = rest.mark('-')
            && let Some((second, rest)) = rest.word()
            && let Some(meant) = known.iter().find(|known| **known == format!("{first}_{second}"))
        {
            *window = rest;
            self.slip(span, format!("`{first}-{second}` is spelt `{meant}`"), format!("write `{meant}`"));
            return Value { span, kind: named(meant) };
        }
        if let Some(name) = self.parse_quoted_name(window) {
            return Value { span, kind: named(&name.to_string()) };
        }
        let operand = self.parse_atom(window);
        let written = super::edge::shown(&operand);
        if !self.failed && !known.contains(&written.as_str()) {
            let help = match closest(&written, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write {}", or(known)),
            };
            self.fail(span, format!("`{written}` is no kind of `{word}`"), help);
        }
        operand
    }

    /// Tells what the header lacks.
    fn check_header(&mut self, reading: &Reading) {
        let word = reading.word.word;
        let declaration = &reading.declaration;
        let span = declaration.name.as_ref().map_or_else(|| declaration.word.span(), Ident::span);
        let name =
            declaration.name.as_ref().map_or_else(|| word.to_string(), |name| format!("{word} {name}"));
        if declaration.operands.is_empty() {
            match reading.header.operand {
                Operand::Text(what) => {
                    self.fail(
                        span,
                        format!("`{name}` has no {what}"),
                        format!("write `{}`", reading.example()),
                    );
                }
                Operand::TextUnlessFamily(what) if matches!(declaration.body, Body::None) => {
                    let help = if declaration.per_zone.is_some() {
                        format!("write `{}`", reading.example())
                    } else {
                        format!("write `{name} \"10.0.5.0/24\" in a;`, or `{}`", reading.example())
                    };
                    self.fail(span, format!("`{name}` has no {what}"), help);
                }
                Operand::Word(known) => {
                    let help = format!("write `{}`", reading.example());
                    self.fail(span, format!("`{name}` does not say {}", or(known)), help);
                }
                Operand::None | Operand::TextUnlessFamily(_) => {}
            }
        }
        let needs_body = match reading.header.body {
            BodyForm::Properties => true,
            BodyForm::Statements(_) => !reading.header.name,
            BodyForm::None | BodyForm::Keys => false,
        };
        if needs_body && matches!(declaration.body, Body::None) {
            self.fail(span, format!("`{name}` has no body"), format!("write `{}`", reading.example()));
        }
        for (place, required) in reading.header.places {
            if *required && !reading.has(place) {
                self.fail(
                    span,
                    format!("`{name}` has no `{place}`"),
                    format!("write `{}`", reading.example()),
                );
            }
        }
    }
}

/// Whether a word goes on with a header.
pub(super) fn is_header_word(word: &Ident) -> bool {
    words::HEADER.contains(&word.to_string().as_str())
}

/// `a` or `b`, each in backticks.
fn or(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(" or ")
}
