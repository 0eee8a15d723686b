//! The one production of a value, and the atoms that a header, an edge and a pattern take.

use proc_macro2::{Ident, Span};
use syn::Lit;

use super::recover::begins_arm;
use super::tokens::Tokens;
use super::words;
use super::{Parser, slip};
use crate::syntax::{Reference, Value, ValueKind};

const VALUES: &str =
    "a value is a string, a number with its unit, `yes` or `no`, a name, a list `[…]` or a map `{ … }`";

impl<'a> Parser<'a, '_> {
    /// Reads a whole value; `owner` says what has it, and what to write where nothing stands.
    pub(super) fn parse_value(
        &mut self,
        tokens: &mut Tokens<'a>,
        owner: &dyn Fn() -> (String, String),
    ) -> Value {
        if tokens.is_empty() {
            let (owner, help) = owner();
            self.fail(tokens.before(), format!("{owner} has no value"), help);
            return failed(tokens.before());
        }
        let span = tokens.span();
        if let Some((inside, braces, rest)) = tokens.braces() {
            *tokens = rest;
            return Value { span, kind: ValueKind::Map(self.parse_map(inside, braces.join())) };
        }
        if let Some((word, rest)) = tokens.word()
            && let Some(value) = self.parse_keyword_value(&word, rest, tokens)
        {
            return value;
        }
        let start = *tokens;
        let value = self.parse_atom(tokens);
        let starts_atom = |tokens: &Tokens<'_>| {
            tokens.word().is_some() || tokens.literal().is_some() || tokens.brackets().is_some()
        };
        let takes_more = starts_atom(tokens) || tokens.braces().is_some();
        let ValueKind::Name(name) = &value.kind else { return value };
        if !takes_more {
            return value;
        }
        let [word] = name.segments.as_slice() else { return value };
        let word = word.clone();
        let mut arguments = Vec::new();
        while starts_atom(tokens) {
            arguments.push(self.parse_atom(tokens));
        }
        if let Some((inside, _, _)) = tokens.braces()
            && arguments.is_empty()
            && words::SUBJECTS.iter().any(|subject| word == subject)
            && begins_arm(inside)
        {
            self.slip(span, format!("`match` is missing before `{word}`"), format!("write `match {word}`"));
            *tokens = start;
            return Value { span, kind: self.parse_match(tokens, span) };
        }
        let map = tokens.braces().map(|(inside, braces, rest)| {
            *tokens = rest;
            self.parse_map(inside, braces.join())
        });
        Value { span, kind: ValueKind::Typed { word, arguments, map } }
    }

    /// `format "…"`, `file "…" { … }`, `match host { … }`.
    fn parse_keyword_value(
        &mut self,
        word: &Ident,
        rest: Tokens<'a>,
        tokens: &mut Tokens<'a>,
    ) -> Option<Value> {
        let span = word.span();
        let kind = match word.to_string().as_str() {
            "format" | "file" if rest.is_empty() => {
                *tokens = rest;
                self.fail(span, format!("`{word}` names no text"), format!("write `{word} \"…\"`"));
                ValueKind::Failed
            }
            "format" => {
                let (text, rest) = slip::text(rest)?;
                *tokens = rest;
                ValueKind::Format(text)
            }
            "file" => {
                let (text, rest) = slip::text(rest)?;
                *tokens = rest;
                let map = tokens.braces().map(|(inside, braces, rest)| {
                    *tokens = rest;
                    self.parse_map(inside, braces.join())
                });
                ValueKind::File(text, map)
            }
            "match" => {
                *tokens = rest;
                self.parse_match(tokens, span)
            }
            "if" => {
                *tokens = rest;
                self.fail(
                    span,
                    "`if` as a value is a word for later and is not built yet",
                    "write the value itself",
                );
                ValueKind::Failed
            }
            _ => return None,
        };
        Some(Value { span, kind })
    }

    /// Reads what holds no whole value: a literal, a name, a range, a list of values.
    ///
    /// The caller knows that something is there.
    pub(super) fn parse_atom(&mut self, tokens: &mut Tokens<'a>) -> Value {
        let span = tokens.span();
        if let Some(value) = self.parse_unquoted(tokens) {
            return value;
        }
        if let Some((word, rest)) = tokens.word() {
            if let Some(value) = self.parse_truth(&word) {
                *tokens = rest;
                return value;
            }
            return match self.parse_reference(tokens) {
                Some(name) => Value { span, kind: ValueKind::Name(name) },
                None => failed(span),
            };
        }
        if tokens.literal().is_some() {
            return Value { span, kind: self.parse_literal(tokens) };
        }
        if let Some((inside, _, rest)) = tokens.brackets() {
            *tokens = rest;
            return Value { span, kind: ValueKind::List(self.parse_list(inside)) };
        }
        if tokens.mark('-').is_some_and(|(_, rest)| rest.literal().is_some()) {
            self.fail(span, "a number is below zero", "write a number from 0 up");
        } else {
            self.fail(span, format!("`{}` is no value", tokens.shown()), VALUES);
        }
        failed(span)
    }

    /// `public.a`: a name with what follows its dots.
    pub(super) fn parse_reference(&mut self, tokens: &mut Tokens<'a>) -> Option<Reference> {
        let (word, rest) = tokens.word()?;
        *tokens = rest;
        let mut segments = vec![word];
        while let Some((dot, rest)) = tokens.mark('.') {
            let Some((word, rest)) = rest.word() else {
                *tokens = rest;
                let name = segments.last().map(ToString::to_string).unwrap_or_default();
                self.fail(
                    dot,
                    format!("nothing stands after `{name}.`"),
                    format!("write `{name}` or `{name}.attribute`"),
                );
                return None;
            };
            segments.push(word);
            *tokens = rest;
        }
        Some(Reference { segments })
    }

    fn parse_literal(&mut self, tokens: &mut Tokens<'a>) -> ValueKind {
        let Some((literal, rest)) = tokens.literal() else { return ValueKind::Failed };
        *tokens = rest;
        let span = literal.span();
        let written = literal.to_string();
        if let Some(plain) = slip::plain_text(&written) {
            return ValueKind::Text(plain.into());
        }
        if let Ok(number) = written.parse() {
            return self.parse_number(number, "", span, tokens);
        }
        match Lit::new(literal) {
            Lit::Str(text) if text.suffix().is_empty() => {
                if written.starts_with('r') {
                    ValueKind::Pattern(text.value())
                } else {
                    ValueKind::Text(text.value())
                }
            }
            Lit::Int(number) => match number.base10_digits().parse() {
                Ok(value) => self.parse_number(value, number.suffix(), span, tokens),
                Err(_) => {
                    self.fail(span, format!("`{written}` is too large a number"), "write a smaller number");
                    ValueKind::Failed
                }
            },
            Lit::Float(_) => {
                self.fail(
                    span,
                    format!("`{written}` is no whole number"),
                    "write a whole number, or quote what AWS spells so",
                );
                ValueKind::Failed
            }
            _ => {
                self.fail(span, format!("`{written}` is no value"), VALUES);
                ValueKind::Failed
            }
        }
    }

    fn parse_number(&mut self, number: u64, suffix: &str, span: Span, tokens: &mut Tokens<'a>) -> ValueKind {
        if suffix.is_empty() {
            if let Some((_, rest)) = tokens.operator("..=") {
                return self.parse_range_end(number, rest, tokens);
            }
            if let Some((mark, rest)) = tokens.operator("..")
                && rest.is_empty()
            {
                self.fail(
                    mark,
                    "a range has no end",
                    format!("write `{number}..={}`", number.saturating_add(1)),
                );
                *tokens = rest;
                return ValueKind::Failed;
            }
            for mistaken in ["...", "..", "-"] {
                let end = tokens.operator(mistaken).map(|(mark, rest)| (mark, rest, rest.literal()));
                if let Some((mark, rest, Some((end, _)))) = end {
                    self.slip(
                        mark,
                        format!("a range is not written with `{mistaken}`"),
                        format!("write `{number}..={end}`"),
                    );
                    return self.parse_range_end(number, rest, tokens);
                }
            }
        }
        let unit = self.parse_unit(number, suffix, span, tokens);
        if !suffix.is_empty() && unit.is_none() {
            ValueKind::Failed
        } else {
            ValueKind::Number { number, unit }
        }
    }

    fn parse_range_end(&mut self, from: u64, rest: Tokens<'a>, tokens: &mut Tokens<'a>) -> ValueKind {
        let end = rest.literal().and_then(|(literal, rest)| match Lit::new(literal) {
            Lit::Int(number) if number.suffix().is_empty() => {
                Some((number.base10_parse::<u64>().ok()?, rest))
            }
            _ => None,
        });
        match end {
            Some((to, rest)) => {
                *tokens = rest;
                ValueKind::Range(from, to)
            }
            None => {
                self.fail(
                    rest.before(),
                    "a range has no end",
                    format!("write `{from}..={}`", from.saturating_add(1)),
                );
                *tokens = if rest.literal().is_some() { rest.skip().unwrap_or(rest) } else { rest };
                ValueKind::Failed
            }
        }
    }

    /// The values between brackets.
    pub(super) fn parse_list(&mut self, inside: Tokens<'a>) -> Vec<Value> {
        let mut values = Vec::new();
        let mut tokens = inside;
        while !tokens.is_empty() {
            let end = list_item_end(tokens);
            if end.cursor() == tokens.cursor() {
                let message = format!("nothing stands before `{}` in a list", tokens.shown());
                self.fail(tokens.span(), message, "take it out");
                tokens = tokens.skip().unwrap_or(tokens);
                continue;
            }
            let mut item = tokens.until(end);
            let value = self.parse_value(&mut item, &|| ("a place in a list".into(), "write a value".into()));
            match value.kind {
                // No word of a type has names alone behind it: these are places of the list.
                ValueKind::Typed { word, arguments, map: None } if arguments.iter().all(is_name) => {
                    self.missing(',', tokens, tokens.skip().unwrap_or(tokens));
                    let name = ValueKind::Name(Reference { segments: vec![word] });
                    values.push(Value { span: value.span, kind: name });
                    values.extend(arguments);
                }
                kind => values.push(Value { span: value.span, kind }),
            }
            tokens = tokens.from(item);
            if tokens.is_empty() {
                break;
            }
            if let Some((_, rest)) = tokens.mark(',') {
                tokens = rest;
            } else if let Some((mark, rest)) = tokens.mark(';') {
                self.slip(mark, "`;` in a list where `,` is due", "write `,`");
                tokens = rest;
            } else if starts_value(tokens) {
                self.missing(',', inside, tokens);
            } else {
                self.fail(
                    tokens.span(),
                    format!("`{}` does not belong in a list", tokens.shown()),
                    "write `[first, second]`",
                );
                tokens = tokens.from(list_item_end(tokens));
                if let Some((_, rest)) = tokens.mark(',') {
                    tokens = rest;
                }
            }
        }
        values
    }
}

fn starts_value(tokens: Tokens<'_>) -> bool {
    tokens.word().is_some()
        || tokens.literal().is_some()
        || tokens.brackets().is_some()
        || tokens.braces().is_some()
}

fn is_name(value: &Value) -> bool {
    matches!(value.kind, ValueKind::Name(_))
}

fn list_item_end(start: Tokens<'_>) -> Tokens<'_> {
    let mut at = start;
    while !at.is_empty() && at.mark(',').is_none() && at.mark(';').is_none() {
        match at.skip() {
            Some(rest) => at = rest,
            None => break,
        }
    }
    at
}

/// A value that could not be read.
pub(super) fn failed(span: Span) -> Value {
    Value { span, kind: ValueKind::Failed }
}
