//! What an edge carries: `tcp 80, tcp 8000..=8010, icmp` or `all`.

use groundplan_model::property::records::PROTOCOL_UNKNOWN;
use proc_macro2::Ident;

use super::Parser;
use super::edge::{prefix, shown};
use super::tokens::Tokens;
use super::words::PROTOCOLS;
use crate::closest::closest;
use crate::syntax::{EdgeMode, EdgeSyntax, PortsSyntax};

impl<'a> Parser<'a, '_> {
    /// Reads the colon of an edge and what follows.
    pub(super) fn parse_ports(&mut self, window: &mut Tokens<'a>, edge: &mut EdgeSyntax) {
        if let Some((_, rest)) = window.mark(':').filter(|(_, rest)| !rest.is_empty()) {
            *window = rest;
        } else if !self.parse_missing_colon(window, edge) {
            return;
        }
        let mut start = *window;
        let Some(ports) = self.parse_one_ports(window) else { return };
        edge.ports.push(ports);
        while !window.is_empty() {
            if let Some((comma, rest)) = window.mark(',') {
                *window = rest;
                if window.is_empty() {
                    self.slip(comma, "`,` after an edge where `;` is due", "write `;`");
                    self.ended = true;
                    return;
                }
            } else if window.word().is_some() && starts_ports(*window) {
                self.missing(',', start, *window);
            } else if starts_ports(*window) {
                let number = window.shown();
                let message = format!("`{number}` has no `,` and no protocol before it");
                self.slip(window.span(), message, format!("write `, tcp {number}`"));
                let ports = self.parse_atom(window);
                let protocol = Ident::new("tcp", ports.span);
                edge.ports.push(PortsSyntax { protocol, ports: Some(ports) });
                continue;
            } else {
                let message = format!("`{}` does not belong to the ports", window.shown());
                let help = "write ports as `tcp 80, tcp 8000..=8010, icmp`, and end with `;`";
                self.fail(window.span(), message, help);
                return;
            }
            start = *window;
            let Some(ports) = self.parse_one_ports(window) else { return };
            edge.ports.push(ports);
        }
    }

    /// Tells what stands in the place of the colon; says whether ports follow all the same.
    fn parse_missing_colon(&mut self, window: &mut Tokens<'a>, edge: &EdgeSyntax) -> bool {
        let ends = format!("{} -> {}", shown(&edge.from), shown(&edge.to));
        let written = format!("{}{ends}", prefix(edge.mode));
        let colon = window.mark(':');
        if window.is_empty() || colon.is_some() {
            if window.is_empty() && matches!(edge.mode, EdgeMode::AssertNever(_)) {
                return false;
            }
            let span = colon.map_or(edge.to.span, |(colon, _)| colon);
            let help = format!("write `{written}: tcp 80;` with the ports, or `{written}: all;`");
            self.fail(span, format!("`{ends}` has no ports"), help);
            *window = window.end();
            return false;
        }
        if starts_ports(*window) {
            let help = format!("write `{written}: {};`", window.shown_all());
            self.slip(window.span(), format!("`:` is missing after `{ends}`"), help);
            return true;
        }
        let message = format!("`{}` stands where the ports of `{ends}` are due", window.shown());
        self.fail(window.span(), message, format!("write `{written}: tcp 80;`"));
        false
    }

    /// `tcp 80`, `tcp 8000..=8010`, `icmp`, `all`.
    fn parse_one_ports(&mut self, window: &mut Tokens<'a>) -> Option<PortsSyntax> {
        let Some((word, rest)) = window.word() else { return self.parse_bare_port(window) };
        *window = rest;
        let protocol = if is_protocol(&word) { word } else { self.parse_other_protocol(&word, *window)? };
        let takes_port = window.literal().is_some()
            || window.brackets().is_some()
            || window.word().is_some_and(|(word, _)| !is_protocol(&word));
        if takes_port {
            let ports = self.parse_atom(window);
            return Some(PortsSyntax { protocol, ports: Some(ports) });
        }
        if protocol == "tcp" || protocol == "udp" {
            let message = format!("`{protocol}` has no port");
            self.fail(protocol.span(), message, format!("write `{protocol} 80` or `{protocol} 8000..=8010`"));
            return None;
        }
        Some(PortsSyntax { protocol, ports: None })
    }

    /// `3000` for `tcp 3000`.
    fn parse_bare_port(&mut self, window: &mut Tokens<'a>) -> Option<PortsSyntax> {
        let Some((number, _)) = window.literal() else {
            let message = format!("`{}` is no port", window.shown());
            self.fail(window.span(), message, "write `tcp 80`, `tcp 8000..=8010`, `icmp` or `all`");
            return None;
        };
        let span = number.span();
        if let Some((text, _)) = super::slip::text(*window) {
            self.fail(span, format!("`{number}` is quoted"), format!("write `{}`", text.text));
            return None;
        }
        let after = window.skip().unwrap_or(*window);
        if let Some((protocol, rest)) = after.word().filter(|(word, _)| is_protocol(word))
            && (rest.is_empty() || rest.mark(',').is_some())
        {
            let message = format!("`{number} {protocol}` is written the other way round");
            self.slip(span, message, format!("write `{protocol} {number}`"));
            let ports = self.parse_atom(window);
            *window = rest;
            return Some(PortsSyntax { protocol, ports: Some(ports) });
        }
        self.slip(span, format!("`{number}` has no protocol"), format!("write `tcp {number}`"));
        let ports = self.parse_atom(window);
        Some(PortsSyntax { protocol: Ident::new("tcp", span), ports: Some(ports) })
    }

    /// The protocol that is meant by a word which is none.
    fn parse_other_protocol(&mut self, word: &Ident, rest: Tokens<'a>) -> Option<Ident> {
        let written = word.to_string();
        let meant = match written.as_str() {
            "http" | "https" | "ssh" | "TCP" => Some("tcp"),
            "dns" | "UDP" => Some("udp"),
            "ping" | "ICMP" => Some("icmp"),
            "any" => Some("all"),
            other => closest(other, PROTOCOLS.iter().copied()),
        };
        let message = format!("`{written}` is no protocol of an edge");
        let Some(meant) = meant else {
            self.slip_of(
                &PROTOCOL_UNKNOWN,
                word.span(),
                message,
                "write `tcp 80`, `udp 53`, `icmp` or `all`",
            );
            self.failed = true;
            return None;
        };
        let help = match rest.literal() {
            Some((number, _)) => format!("write `{meant} {number}`"),
            None => format!("write `{meant}`"),
        };
        self.slip_of(&PROTOCOL_UNKNOWN, word.span(), message, help);
        Some(Ident::new(meant, word.span()))
    }
}

/// Whether a word is a protocol of an edge.
pub(super) fn is_protocol(word: &Ident) -> bool {
    PROTOCOLS.iter().any(|protocol| word == protocol)
}

/// Whether ports begin here: a protocol, or a number in its place.
fn starts_ports(tokens: Tokens<'_>) -> bool {
    match tokens.word() {
        Some((word, rest)) => is_protocol(&word) || rest.literal().is_some(),
        None => tokens.literal().is_some_and(|(literal, _)| !literal.to_string().starts_with('"')),
    }
}
