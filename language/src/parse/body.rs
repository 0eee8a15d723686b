//! What a declaration's braces hold: statements, properties, keys, or the properties of a forgotten `with`.

use proc_macro2::Span;
use proc_macro2::extra::DelimSpan;

use super::Parser;
use super::header::Reading;
use super::recover::begins_statement;
use super::tokens::Tokens;
use super::words::{BodyForm, Header};
use crate::syntax::{Body, Map};

impl<'a> Parser<'a, '_> {
    /// Takes the properties of a `with`, written or forgotten.
    pub(super) fn take_with(&mut self, reading: &mut Reading, map: Map, span: Span) {
        let word = reading.word.word;
        if !reading.header.with {
            let help = match reading.header.body {
                BodyForm::Properties => format!("write the properties in the body: `{}`", reading.example()),
                _ => format!("write `{}`", reading.example()),
            };
            self.fail(span, format!("`{word}` takes no `with`"), help);
        }
        if reading.declaration.with.is_some() {
            self.slip(span, "`with` stands twice", "write all properties in one `with { … }`");
        } else {
            reading.declaration.with = Some(map);
        }
    }

    /// Reads what stands in a declaration's braces, or takes it as the properties of a forgotten `with`; says whether
    /// the declaration ended.
    pub(super) fn parse_body(
        &mut self,
        reading: &mut Reading,
        inside: Tokens<'a>,
        braces: DelimSpan,
        window: &mut Tokens<'a>,
    ) -> bool {
        let span = braces.join();
        let with = reading.declaration.with.is_some();
        let last = window.braces().is_none();
        match reading.header.body {
            BodyForm::Properties => {
                reading.declaration.body = Body::Properties(self.parse_map(inside, span));
                return true;
            }
            BodyForm::Keys if (last || with) && reading.declaration.per_zone.is_some() => {
                self.are_keys = true;
                reading.declaration.body = Body::Properties(self.parse_map(inside, span));
                return true;
            }
            BodyForm::Statements(scope) if last || self.are_statements(reading.header, inside) => {
                let (statements, _) = self.apart(|parser| parser.parse_statements(inside, scope));
                reading.declaration.body = Body::Statements(statements);
                return true;
            }
            BodyForm::None | BodyForm::Keys | BodyForm::Statements(_) => {}
        }
        self.parse_forgotten_with(reading, inside, braces);
        // Without a `;` behind them, the braces were meant to end it.
        window.is_empty() && window.beyond().mark(';').is_none()
    }

    fn parse_forgotten_with(&mut self, reading: &mut Reading, inside: Tokens<'a>, braces: DelimSpan) {
        let word = reading.word.word;
        let at = braces.open();
        if reading.declaration.with.is_some() {
            let help = if reading.header.body == BodyForm::Keys {
                "write `per zone` before `with` for one for each key, or take the braces out"
            } else {
                "take the braces out, and write the properties in one `with { … }`"
            };
            self.fail(at, format!("`{word}` has no body here"), help);
            return;
        }
        if !reading.header.with || inside.is_empty() {
            self.fail(at, format!("`{word}` has no body"), format!("write `{}`", reading.example()));
            return;
        }
        // They may be keys that stand twice, so what is before them is not told.
        self.are_keys = true;
        let map = self.parse_map(inside, braces.join());
        let help = match map.entries.first() {
            Some(entry) => format!("write `with {{ {}: … }}`", super::map::shown(&entry.key)),
            None => "take the braces out".into(),
        };
        self.slip(at, format!("`with` is missing before the properties of `{word}`"), help);
        self.take_with(reading, map, at);
    }

    /// Whether braces begin with a statement of the body that the header takes.
    pub(super) fn are_statements(&self, header: &Header, inside: Tokens<'a>) -> bool {
        match header.body {
            BodyForm::Statements(scope) => begins_statement(inside, scope, self.lines),
            BodyForm::None | BodyForm::Properties | BodyForm::Keys => false,
        }
    }
}
