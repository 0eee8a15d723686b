//! Arrows: `permit [edge, web] -> internet: tcp 80, udp 53;` and the routes of a table.

use proc_macro2::{Ident, Span};

use super::tokens::Tokens;
use super::value::failed;
use super::words::{self, PROTOCOLS};
use super::{Parser, slip};
use crate::closest::closest;
use crate::syntax::{EdgeMode, EdgeSyntax, PortsSyntax, Reference, StatementKind, Value, ValueKind};

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
        let from = self.parse_end(window, "an arrow has no start");
        let arrow = self.parse_arrow(window, &from);
        let mut edge = EdgeSyntax { mode, from, arrow, to: failed(arrow), ports: Vec::new() };
        if self.failed {
            return edge;
        }
        edge.to = self.parse_end(window, "an arrow has no target");
        if self.failed {
            return edge;
        }
        self.parse_ports(window, &mut edge);
        edge
    }

    /// `"0.0.0.0/0" -> gate` in a route table.
    pub(super) fn parse_route(&mut self, window: &mut Tokens<'a>) -> StatementKind {
        let destination = self.parse_end(window, "a route has no destination");
        let arrow = self.parse_arrow(window, &destination);
        let target =
            if self.failed { failed(arrow) } else { self.parse_end(window, "a route has no target") };
        if !self.failed
            && let Some((colon, _)) = window.mark(':')
        {
            self.fail(
                colon,
                "a route has no ports",
                "write `\"0.0.0.0/0\" -> gate;` and the ports at an edge in `security`",
            );
        }
        StatementKind::Route(destination, target)
    }

    fn parse_arrow(&mut self, window: &mut Tokens<'a>, from: &Value) -> Span {
        let span = window.span();
        if let Some((arrow, rest)) = window.operator("->") {
            *window = rest;
            return arrow;
        }
        if self.failed {
            return span;
        }
        if let Some((mark, rest)) = window.operator("=>") {
            self.slip(mark, "`=>` between two ends where `->` is due", "write `->`");
            *window = rest;
            return mark;
        }
        let written = shown(from);
        let message = format!("no `->` stands after `{written}`");
        self.fail(span, message, format!("write `{written} -> target: tcp 80;`"));
        span
    }

    /// One end of an arrow: a name, a block, a list of them.
    fn parse_end(&mut self, window: &mut Tokens<'a>, missing: &str) -> Value {
        const ENDS: &str = "an end is a name, `internet`, a block as `\"10.0.0.0/16\"` or a list `[…]`";
        if self.failed {
            return failed(window.span());
        }
        if window.is_empty() || window.mark(':').is_some() || window.operator("->").is_some() {
            let span = if window.is_empty() { window.before() } else { window.span() };
            self.fail(span, missing, ENDS);
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
            self.fail(window.span(), format!("`{}` is no end of an arrow", window.shown()), ENDS);
            return failed(window.span());
        }
        self.parse_atom(window)
    }

    fn parse_ports(&mut self, window: &mut Tokens<'a>, edge: &mut EdgeSyntax) {
        let written = format!("{} -> {}", shown(&edge.from), shown(&edge.to));
        let span = edge.to.span;
        if let Some((colon, rest)) = window.mark(':') {
            *window = rest;
            if window.is_empty() {
                self.fail(colon, format!("`{written}` has no ports"), format!("write `{written}: tcp 80;`"));
                return;
            }
        } else if window.is_empty() {
            if !matches!(edge.mode, EdgeMode::AssertNever(_)) {
                let help = format!("write `{written}: tcp 80;` with its ports, or `{written}: all;`");
                self.fail(span, format!("`{written}` has no ports"), help);
            }
            return;
        } else if starts_ports(*window) {
            let help = format!("write `{written}: {} …;`", window.shown());
            self.slip(window.span(), "`:` is missing before the ports", help);
        } else if let Some((arrow, _)) = window.operator("->") {
            self.fail(arrow, "an arrow has two ends", "write one statement for each arrow");
            return;
        } else {
            let message = format!("`{}` stands where the ports are due", window.shown());
            self.fail(window.span(), message, format!("write `{written}: tcp 80;`"));
            return;
        }
        loop {
            let Some(ports) = self.parse_one_ports(window) else { return };
            edge.ports.push(ports);
            if window.is_empty() {
                return;
            }
            if let Some((comma, rest)) = window.mark(',') {
                *window = rest;
                if window.is_empty() {
                    self.slip(comma, "`,` after an edge where `;` is due", "write `;`");
                    self.ended = true;
                    return;
                }
            } else if starts_ports(*window) {
                let help = format!("write `,` before `{}`", window.shown());
                self.slip(window.before(), "`,` is missing between two ports", help);
            } else {
                let message = format!("`{}` does not belong to the ports", window.shown());
                self.fail(
                    window.span(),
                    message,
                    "write ports as `tcp 80, tcp 8000..=8010, icmp` and end with `;`",
                );
                return;
            }
        }
    }

    /// `tcp 80`, `tcp 8000..=8010`, `icmp`, `all`.
    fn parse_one_ports(&mut self, window: &mut Tokens<'a>) -> Option<PortsSyntax> {
        if let Some((word, rest)) = window.word() {
            let written = word.to_string();
            *window = rest;
            let protocol = if PROTOCOLS.contains(&written.as_str()) {
                word
            } else {
                let meant = match written.as_str() {
                    "http" | "https" | "ssh" | "TCP" => Some("tcp"),
                    "dns" | "UDP" => Some("udp"),
                    "ping" | "ICMP" => Some("icmp"),
                    "any" => Some("all"),
                    other => closest(other, PROTOCOLS.iter().copied()),
                };
                let message = format!("`{written}` is no protocol of an edge");
                let Some(meant) = meant else {
                    self.fail(word.span(), message, "write `tcp 80`, `udp 53`, `icmp` or `all`");
                    return None;
                };
                let help = match window.literal() {
                    Some((number, _)) => format!("write `{meant} {number}`"),
                    None => format!("write `{meant}`"),
                };
                self.slip(word.span(), message, help);
                Ident::new(meant, word.span())
            };
            let takes_number = window.literal().is_some()
                || window.brackets().is_some()
                || window.word().is_some_and(|(word, _)| !PROTOCOLS.contains(&word.to_string().as_str()));
            if !takes_number {
                if protocol == "tcp" || protocol == "udp" {
                    let message = format!("`{protocol}` has no port");
                    self.fail(
                        protocol.span(),
                        message,
                        format!("write `{protocol} 80` or `{protocol} 8000..=8010`"),
                    );
                    return None;
                }
                return Some(PortsSyntax { protocol, ports: None });
            }
            let ports = self.parse_atom(window);
            return Some(PortsSyntax { protocol, ports: Some(ports) });
        }
        if let Some((number, _)) = window.literal() {
            let span = number.span();
            self.slip(span, format!("`{number}` has no protocol"), format!("write `tcp {number}`"));
            let ports = self.parse_atom(window);
            return Some(PortsSyntax { protocol: Ident::new("tcp", span), ports: Some(ports) });
        }
        let message = format!("`{}` is no port", window.shown());
        self.fail(window.span(), message, "write `tcp 80`, `tcp 8000..=8010`, `icmp` or `all`");
        None
    }

    /// The names and blocks in the brackets of a list of ends or places.
    pub(super) fn parse_names(&mut self, inside: Tokens<'a>) -> Vec<Value> {
        let mut names = Vec::new();
        let mut tokens = inside;
        while !tokens.is_empty() {
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
            } else if !tokens.is_empty() && (tokens.word().is_some() || tokens.literal().is_some()) {
                self.slip(
                    tokens.before(),
                    "`,` is missing in a list",
                    format!("write `,` before `{}`", tokens.shown()),
                );
            }
        }
        names
    }
}

/// Whether ports begin here: a protocol, or a number in its place.
fn starts_ports(tokens: Tokens<'_>) -> bool {
    match tokens.word() {
        Some((word, rest)) => {
            words::PROTOCOLS.contains(&word.to_string().as_str()) || rest.literal().is_some()
        }
        None => tokens.literal().is_some_and(|(literal, _)| !literal.to_string().starts_with('"')),
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
