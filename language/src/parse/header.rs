//! Declarations: word, name, operand, `per`, `in` / `on` / `for` / `by`, `with`, body, as `words.rs` tells for each.
//!
//! A header goes on after a fault: what follows is read as far as it can be, so that the name is known and the body
//! is kept.

use proc_macro2::extra::DelimSpan;
use proc_macro2::{Ident, Span};

use super::tokens::Tokens;
use super::words::{self, BodyForm, Header, Operand, Word};
use super::{Parser, slip};
use crate::closest::closest;
use crate::syntax::{Body, Declaration, Map, Place, Reference, Value, ValueKind};

/// The order of a header's parts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Operand,
    Per,
    Place,
    With,
}

impl Part {
    const fn shown(self) -> &'static str {
        match self {
            Part::Operand => "the operand",
            Part::Per => "`per zone`",
            Part::Place => "`in`, `on`, `for` and `by`",
            Part::With => "`with { … }`",
        }
    }
}

/// What is read of one header.
struct Reading {
    word: &'static Word,
    header: &'static Header,
    declaration: Declaration,
    last: Part,
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
        let mut reading = Reading { word, header, declaration, last: Part::Operand };
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
        match word.to_string().as_str() {
            "per" => {
                *window = rest;
                self.in_order(reading, Part::Per, word.span());
                match window.word() {
                    Some((zone, rest)) if zone == "zone" => {
                        *window = rest;
                        reading.declaration.per_zone = Some(word.span());
                        if !reading.header.per_zone {
                            let message = format!("`{}` is never one for each zone", reading.word.word);
                            self.slip(
                                word.span(),
                                message,
                                format!("write it as `{}`", reading.word.example),
                            );
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
                self.in_order(reading, Part::Place, word.span());
                self.parse_place(reading, word, window);
            }
            "with" => {
                *window = rest;
                self.in_order(reading, Part::With, word.span());
                match window.braces() {
                    Some((inside, braces, rest)) => {
                        *window = rest;
                        let map = self.parse_map(inside, braces.join());
                        self.take_with(reading, map, word.span());
                    }
                    None => {
                        self.fail(word.span(), "`with` gives no properties", "write `with { key: value }`")
                    }
                }
            }
            _ => self.parse_operand(reading, window),
        }
    }

    fn in_order(&mut self, reading: &mut Reading, part: Part, span: Span) {
        if part < reading.last {
            let message = format!("{} stands behind {}", part.shown(), reading.last.shown());
            let order = "the order is name, operand, `per`, `in` or `on`, `with`, body";
            self.slip(span, message, order);
        } else {
            reading.last = part;
        }
    }

    fn parse_operand(&mut self, reading: &mut Reading, window: &mut Tokens<'a>) {
        let word = reading.word.word;
        let span = window.span();
        let is_atom = window.word().is_some() || window.literal().is_some();
        if !is_atom || reading.header.operand == Operand::None || !reading.declaration.operands.is_empty() {
            let shown = window.shown();
            let help = format!("write `{}`", reading.word.example);
            self.fail(span, format!("`{shown}` does not belong to `{word}` here"), help);
            *window = window.skip().unwrap_or(*window);
            return;
        }
        let last = reading.last;
        let operand = self.parse_atom(window);
        if last > Part::Operand && !self.failed {
            self.in_order(reading, Part::Operand, span);
        }
        match (&operand.kind, reading.header.operand) {
            (ValueKind::Failed | ValueKind::Text(_), Operand::Text | Operand::TextUnlessFamily) => {}
            (ValueKind::Name(name), Operand::Word(known)) => {
                let written = name.to_string();
                if !known.contains(&written.as_str()) {
                    let known: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
                    let help = match closest(&written, words_of(reading.header)) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("write {}", known.join(" or ")),
                    };
                    self.fail(span, format!("`{written}` is no kind of `{word}`"), help);
                }
            }
            _ => {
                // A name or number in place of a string may come to be allowed; lowering says what it means.
            }
        }
        reading.declaration.operands.push(operand);
    }

    fn parse_place(&mut self, reading: &mut Reading, word: Ident, window: &mut Tokens<'a>) {
        let statement = reading.word.word;
        let takes = reading.header.places.iter().any(|(place, _)| word == place);
        if !takes {
            let known: Vec<String> =
                reading.header.places.iter().map(|(place, _)| format!("`{place}`")).collect();
            let help = if known.is_empty() {
                format!("write `{}`", reading.word.example)
            } else {
                format!("`{statement}` takes {}: `{}`", known.join(" and "), reading.word.example)
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
        if takes && reading.declaration.places.iter().any(|place| place.word == word) {
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

    fn take_with(&mut self, reading: &mut Reading, map: Map, span: Span) {
        let word = reading.word.word;
        if !reading.header.with {
            let help = match reading.header.body {
                BodyForm::Properties => {
                    format!("write the properties in the body: `{}`", reading.word.example)
                }
                _ => format!("write `{}`", reading.word.example),
            };
            self.slip(span, format!("`{word}` takes no `with`"), help);
        }
        if reading.declaration.with.is_some() {
            self.slip(span, "`with` stands twice", "write all properties in one `with { … }`");
        } else {
            reading.declaration.with = Some(map);
        }
    }

    /// Reads what stands in a declaration's braces, or takes it as the properties of a forgotten `with`; says whether
    /// the declaration ended.
    fn parse_body(
        &mut self,
        reading: &mut Reading,
        inside: Tokens<'a>,
        braces: DelimSpan,
        window: &mut Tokens<'a>,
    ) -> bool {
        let span = braces.join();
        let last = window.braces().is_none() || reading.declaration.with.is_some();
        match reading.header.body {
            BodyForm::Properties => {
                reading.declaration.body = Body::Properties(self.parse_map(inside, span));
                return true;
            }
            BodyForm::Keys if last && reading.declaration.per_zone.is_some() => {
                reading.declaration.body = Body::Properties(self.parse_map(inside, span));
                return true;
            }
            BodyForm::Statements(scope) if last => {
                let (statements, _) = self.apart(|parser| parser.parse_statements(inside, scope));
                reading.declaration.body = Body::Statements(statements);
                return true;
            }
            BodyForm::None | BodyForm::Keys | BodyForm::Statements(_) => {}
        }
        // Without a `;` behind them, the braces were meant to end it.
        let ends = window.is_empty() && window.beyond().mark(';').is_none();
        let word = reading.word.word;
        let map = self.parse_map(inside, span);
        let first = map.entries.first().map(|entry| super::map::shown(&entry.key));
        let at = braces.open();
        if !reading.header.with {
            self.fail(at, format!("`{word}` has no body"), format!("write `{}`", reading.word.example));
        } else if reading.declaration.with.is_some() {
            let help = if reading.header.body == BodyForm::Keys {
                "write `per zone` before `with` for one for each key, or take the braces out"
            } else {
                "take the braces out, and write the properties in `with`"
            };
            self.fail(at, format!("`{word}` has no body here"), help);
        } else {
            let help = match first {
                Some(key) => format!("write `with {{ {key}: … }}`"),
                None => "take the braces out".into(),
            };
            self.slip(at, format!("`with` is missing before the properties of `{word}`"), help);
            self.take_with(reading, map, span);
        }
        ends
    }

    /// Tells what the header lacks.
    fn check_header(&mut self, reading: &Reading) {
        let word = reading.word.word;
        let declaration = &reading.declaration;
        let span = declaration.name.as_ref().map_or_else(|| declaration.word.span(), Ident::span);
        let family = declaration.per_zone.is_some() && !matches!(declaration.body, Body::None);
        let help = format!("write `{}`", reading.word.example);
        if declaration.operands.is_empty() {
            let name =
                declaration.name.as_ref().map_or_else(|| word.to_string(), |name| format!("{word} {name}"));
            match reading.header.operand {
                Operand::None => {}
                Operand::TextUnlessFamily if family => {}
                Operand::Text | Operand::TextUnlessFamily => {
                    self.fail(span, format!("`{name}` lacks its string"), help.clone());
                }
                Operand::Word(known) => {
                    let known: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
                    self.fail(span, format!("`{name}` does not say {}", known.join(" or ")), help.clone());
                }
            }
        }
        for (place, required) in reading.header.places {
            if *required && !declaration.places.iter().any(|given| given.word == place) {
                self.fail(span, format!("`{word}` does not say `{place}` what"), help.clone());
            }
        }
    }

    /// Reads the name that a statement declares.
    pub(super) fn parse_declared_name(&mut self, window: &mut Tokens<'a>, word: &Word) -> Option<Ident> {
        if let Some((name, rest)) = window.word()
            && !is_header_word(&name)
        {
            *window = rest;
            self.check_name(&name, word.word);
            return Some(name);
        }
        if let Some(name) = self.parse_quoted_name(window) {
            self.check_name(&name, word.word);
            return Some(name);
        }
        let help = format!("write `{}`", word.example);
        self.fail(window.before(), format!("`{}` has no name", word.word), help);
        None
    }

    /// Refuses a name that is a word of the language or of Rust.
    pub(super) fn check_name(&mut self, name: &Ident, word: &str) {
        let written = name.to_string();
        let Some(reason) = words::forbidden_name(&written) else { return };
        let plain = written.trim_start_matches("r#");
        let proposal =
            if plain == word || plain == "_" { format!("main_{word}") } else { format!("{plain}_{word}") };
        let message = format!("`{written}` is {reason} and cannot be a name");
        self.fail(name.span(), message, format!("write another name, as `{proposal}`"));
    }
}

fn is_header_word(word: &Ident) -> bool {
    words::HEADER.contains(&word.to_string().as_str())
}

fn words_of(header: &Header) -> Vec<&'static str> {
    match header.operand {
        Operand::Word(known) => known.to_vec(),
        _ => Vec::new(),
    }
}
