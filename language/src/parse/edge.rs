//! Arrows: `permit [edge, web] -> internet: all;` and the routes of a table. What stands behind the colon is read in
//! `ports.rs`.

use proc_macro2::{Ident, Span};

use super::recover::skip_arrow;
use super::tokens::Tokens;
use super::value::failed;
use super::{Parser, slip};
use crate::syntax::{EdgeMode, EdgeSyntax, Reference, StatementKind, Value, ValueKind};

/// Which arrow is read, for what a message says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Arrow {
    Edge(&'static str),
    Route,
}

impl<'a> Parser<'a, '_> {
    /// `permit …`, `assert …`, `assert never …`; `word` was read.
    pub(super) fn parse_prefixed_edge(&mut self, window: &mut Tokens<'a>, word: &Ident) -> StatementKind {
        let mode = if word == "permit" {
            EdgeMode::Permit(word.span())
        } else if let Some((_, rest)) = window.keyword("never") {
            *window = rest;
            EdgeMode::AssertNever(word.span())
        } else {
            EdgeMode::Assert(word.span())
        };
        StatementKind::Edge(self.parse_edge(window, mode))
    }

    /// `from -> to: ports`.
    pub(super) fn parse_edge(&mut self, window: &mut Tokens<'a>, mode: EdgeMode) -> EdgeSyntax {
        let kind = Arrow::Edge(prefix(mode));
        let (from, arrow, to) = self.parse_ends(window, kind);
        let mut edge = EdgeSyntax { mode, from, arrow, to, ports: Vec::new() };
        if !self.failed {
            self.parse_ports(window, &mut edge);
        }
        edge
    }

    /// `"0.0.0.0/0" -> gate` in a route table.
    pub(super) fn parse_route(&mut self, window: &mut Tokens<'a>) -> StatementKind {
        let (destination, _, target) = self.parse_ends(window, Arrow::Route);
        if !self.failed
            && let Some((colon, _)) = window.mark(':')
        {
            let help = format!("write `{} -> {};`", shown(&destination), shown(&target));
            self.fail(colon, "a route has no ports", help);
            *window = window.end();
        }
        StatementKind::Route(destination, target)
    }

    fn parse_ends(&mut self, window: &mut Tokens<'a>, kind: Arrow) -> (Value, Span, Value) {
        let from = self.parse_end(window, kind);
        let arrow = self.parse_arrow(window, &from, kind);
        if self.failed {
            return (from, arrow, failed(arrow));
        }
        let missing = window.is_empty() || window.mark(':').is_some() || window.operator("->").is_some();
        if missing {
            let beyond = window.beyond();
            let chained =
                window.is_empty() && !beyond.is_empty() && self.lines.surely_same(arrow, beyond.span());
            if chained && beyond.mark(';').is_none() {
                self.fail(
                    arrow,
                    "an arrow goes from one end to one end",
                    "write one statement for each arrow",
                );
            } else {
                let written = shown(&from);
                let message = format!("nothing stands after `{written} ->`");
                self.fail(arrow, message, format!("write `{}`", example(kind, &written, None)));
            }
            return (from, arrow, failed(arrow));
        }
        let to = self.parse_end(window, kind);
        let to = if window.mark(',').is_some() { self.parse_more_ends(window, to) } else { to };
        (from, arrow, to)
    }

    fn parse_arrow(&mut self, window: &mut Tokens<'a>, from: &Value, kind: Arrow) -> Span {
        let span = window.span();
        if let Some((arrow, rest)) = window.operator("->") {
            *window = rest;
            return arrow;
        }
        if self.failed {
            return span;
        }
        let wrong =
            ["=>", "-", ">"].into_iter().find_map(|wrong| window.operator(wrong).map(|found| (wrong, found)));
        if let Some((wrong, (mark, rest))) = wrong
            && !rest.is_empty()
        {
            self.slip(mark, format!("`{wrong}` between two ends where `->` is due"), "write `->`");
            *window = skip_arrow(rest).unwrap_or(rest);
            return mark;
        }
        self.tell_no_arrow(*window, &shown(from), from.span, kind);
        *window = window.end();
        span
    }

    /// Tells that an edge has no arrow, with the target that seems to be meant.
    pub(super) fn tell_no_arrow_of_edge(&mut self, rest: Tokens<'a>, from: &str, span: Span) {
        self.tell_no_arrow(rest, from, span, Arrow::Edge(""));
    }

    fn tell_no_arrow(&mut self, rest: Tokens<'a>, from: &str, span: Span, kind: Arrow) {
        let mut target = None;
        let mut at = rest;
        while !at.is_empty() && (at.mark(':').is_none() || target.is_none()) {
            let is_end = at.word().is_some_and(|(word, _)| !super::ports::is_protocol(&word));
            if is_end || at.brackets().is_some() {
                target = Some(at.until(at.skip().unwrap_or(at)).shown_all());
            }
            let Some(next) = at.skip() else { break };
            at = next;
        }
        let help = format!("write `{}`", example(kind, from, target.as_deref()));
        self.fail(span, format!("no `->` stands after `{from}`"), help);
    }

    /// One end of an arrow: a name, a block, a list of them.
    fn parse_end(&mut self, window: &mut Tokens<'a>, kind: Arrow) -> Value {
        if window.operator("->").is_some() || window.is_empty() {
            let span = if window.is_empty() { window.before() } else { window.span() };
            if let (true, Arrow::Edge(prefix)) = (window.is_empty(), kind) {
                let message = format!("nothing stands after `{}`", prefix.trim());
                self.fail(span, message, format!("write `{}`", example(kind, "edge", None)));
                return failed(span);
            }
            let from = if kind == Arrow::Route { "\"0.0.0.0/0\"" } else { "edge" };
            let help = format!("write `{}`", example(kind, from, None));
            self.fail(span, "nothing stands before `->`", help);
            return failed(span);
        }
        if let Some((text, _)) = slip::text(*window)
            && slip::is_name(&text.text)
            && let Some(name) = self.parse_quoted_name(window)
        {
            return named(name);
        }
        if let Some((inside, _, rest)) = window.brackets() {
            let span = window.span();
            *window = rest;
            return Value { span, kind: ValueKind::List(self.parse_names(inside)) };
        }
        if window.word().is_none() && window.literal().is_none() {
            let help = "an end is a name, `internet`, a block as `\"10.0.0.0/16\"` or a list `[…]`";
            self.fail(window.span(), format!("`{}` is no end of an arrow", window.shown()), help);
            return failed(window.span());
        }
        // A hyphen behind a name is half an arrow here, no part of a string.
        match self.parse_reference(window) {
            Some(name) => Value {
                span: name.segments.first().map_or(window.before(), Ident::span),
                kind: ValueKind::Name(name),
            },
            None if self.failed => failed(window.before()),
            None => self.parse_atom(window),
        }
    }

    /// `web, api`, which lacks its brackets.
    fn parse_more_ends(&mut self, window: &mut Tokens<'a>, first: Value) -> Value {
        let span = first.span;
        let mut ends = vec![first];
        while let Some((_, rest)) = window.mark(',') {
            *window = rest;
            if window.word().is_none() && window.literal().is_none() {
                break;
            }
            ends.push(self.parse_atom(window));
        }
        let list = Value { span, kind: ValueKind::List(ends) };
        self.slip(span, "several ends stand without brackets", format!("write `{}`", shown(&list)));
        list
    }

    /// The names and blocks in the brackets of a list of ends or places.
    pub(super) fn parse_names(&mut self, inside: Tokens<'a>) -> Vec<Value> {
        let mut names = Vec::new();
        let mut tokens = inside;
        while !tokens.is_empty() {
            let start = tokens;
            if tokens.word().is_none() && tokens.literal().is_none() {
                let message = format!("`{}` does not belong in a list of names", tokens.shown());
                self.fail(tokens.span(), message, "write `[first, second]`");
                return names;
            }
            let quoted = slip::text(tokens).filter(|(text, _)| slip::is_name(&text.text));
            match quoted.and_then(|_| self.parse_quoted_name(&mut tokens)) {
                Some(name) => names.push(named(name)),
                None => names.push(self.parse_atom(&mut tokens)),
            }
            if let Some((_, rest)) = tokens.mark(',') {
                tokens = rest;
            } else if let Some((mark, rest)) = tokens.mark(';') {
                self.slip(mark, "`;` in a list where `,` is due", "write `,`");
                tokens = rest;
            } else if tokens.word().is_some() || tokens.literal().is_some() {
                self.missing(',', start, tokens);
            }
        }
        names
    }
}

fn example(kind: Arrow, from: &str, to: Option<&str>) -> String {
    match kind {
        Arrow::Edge(prefix) => {
            let to = to.unwrap_or(if from == "web" { "api" } else { "web" });
            format!("{prefix}{from} -> {to}: tcp 80;")
        }
        Arrow::Route if from.starts_with('"') => format!("{from} -> {};", to.unwrap_or("gate")),
        Arrow::Route => format!("\"0.0.0.0/0\" -> {from};"),
    }
}

/// What stands before an edge, as a message shows it.
pub(super) const fn prefix(mode: EdgeMode) -> &'static str {
    match mode {
        EdgeMode::Need => "",
        EdgeMode::Permit(_) => "permit ",
        EdgeMode::Assert(_) => "assert ",
        EdgeMode::AssertNever(_) => "assert never ",
    }
}

fn named(name: Ident) -> Value {
    Value { span: name.span(), kind: ValueKind::Name(Reference { segments: vec![name] }) }
}

/// An end as a message shows it.
pub(super) fn shown(value: &Value) -> String {
    match &value.kind {
        ValueKind::Name(name) => name.to_string(),
        ValueKind::Text(text) => format!("\"{text}\""),
        ValueKind::Number { number, .. } => number.to_string(),
        ValueKind::List(values) => {
            let values: Vec<String> = values.iter().map(shown).collect();
            format!("[{}]", values.join(", "))
        }
        _ => "…".into(),
    }
}
