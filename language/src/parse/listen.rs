//! Listeners: `listen https 443 with { certificates: [site] } => match host { … };`

use groundplan_model::property::records::LISTENER_PROTOCOL_NOT_FOR_ALB;
use proc_macro2::Ident;

use super::Parser;
use super::edge::shown;
use super::recover::begins_arm;
use super::statement::Read;
use super::tokens::Tokens;
use super::value::failed;
use crate::closest::closest;
use crate::syntax::{Map, StatementKind, Value};

impl<'a> Parser<'a, '_> {
    /// Reads what follows `listen`.
    pub(super) fn parse_listen(&mut self, window: &mut Tokens<'a>, listen: &Ident) -> Read {
        const FORM: &str = "write `listen http 80 => web;`";
        let protocol = match window.word() {
            Some((protocol, rest)) if protocol == "http" || protocol == "https" => {
                *window = rest;
                protocol
            }
            Some((other, rest)) => {
                let help = match closest(&other.to_string(), ["http", "https"]) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "write `http` or `https`".into(),
                };
                let message = format!("`{other}` is no protocol of a listener");
                self.slip_of(&LISTENER_PROTOCOL_NOT_FOR_ALB, other.span(), message, help);
                self.failed = true;
                *window = rest;
                other
            }
            None => {
                let at = if window.is_empty() { listen.span() } else { window.span() };
                self.fail(at, "`listen` has no protocol", FORM);
                listen.clone()
            }
        };
        if let Some((twice, rest)) = window.word().filter(|(word, _)| word == "http" || word == "https") {
            self.slip(twice.span(), format!("`{twice}` stands where the port is due"), "take it out");
            *window = rest;
        }
        let takes_port = window.literal().is_some() || window.word().is_some_and(|(word, _)| word != "with");
        let port = if takes_port {
            self.parse_atom(window)
        } else {
            self.fail(protocol.span(), format!("`listen {protocol}` has no port"), FORM);
            failed(protocol.span())
        };
        let with = self.parse_listen_properties(window);
        let listener = format!("listen {protocol} {}", shown(&port));
        let action = self.parse_listen_action(window, &listener, &port);
        Some((StatementKind::Listen { protocol, port, with, action }, false))
    }

    fn parse_listen_properties(&mut self, window: &mut Tokens<'a>) -> Option<Map> {
        let misspelt = window
            .word()
            .filter(|(word, rest)| rest.braces().is_some() && closest(&word.to_string(), ["with"]).is_some());
        if let Some((word, _)) = &misspelt {
            self.slip(word.span(), format!("`{word}` is no word of a listener"), "write `with`");
        }
        let with = window.keyword("with").or(misspelt);
        if let Some((_, rest)) = &with {
            *window = *rest;
        }
        let Some((inside, braces, rest)) = window.braces() else {
            if let Some((word, _)) = with {
                self.fail(word.span(), "`with` gives no properties", "write `with { key: value }`");
            }
            return None;
        };
        *window = rest;
        if with.is_none() && begins_arm(inside) {
            self.fail(
                braces.open(),
                "`=> match host` is missing before the arms",
                "write `=> match host { … };`",
            );
            *window = window.end();
            return None;
        }
        let map = self.parse_map(inside, braces.join());
        if with.is_none() {
            let help = match map.entries.first() {
                Some(entry) => format!("write `with {{ {}: … }}`", super::map::shown(&entry.key)),
                None => "take the braces out".into(),
            };
            self.slip(braces.open(), "`with` is missing before the properties of `listen`", help);
        }
        Some(map)
    }

    /// What a listener does. Arms alone lack their `match`.
    fn parse_listen_action(&mut self, window: &mut Tokens<'a>, listener: &str, port: &Value) -> Value {
        let help = format!("write `{listener} => web;` with the target that it forwards to");
        if let Some((_, rest)) = window.operator("=>") {
            *window = rest;
        } else if let Some((mark, rest)) = window.operator("->").or_else(|| window.mark(':')) {
            self.slip(mark, format!("`{}` in a listener where `=>` is due", window.shown()), "write `=>`");
            *window = rest;
        } else if !self.failed && window.word().is_some() {
            let help = format!("write `{listener} => {}`", window.shown_all());
            self.slip(window.span(), format!("`=>` is missing after `{listener}`"), help);
        } else {
            let span = if window.is_empty() { port.span } else { window.span() };
            self.fail(span, format!("`{listener}` has no `=> …`"), help);
            return failed(port.span);
        }
        if let Some((inside, _, rest)) = window.braces().filter(|(inside, ..)| begins_arm(*inside)) {
            self.fail(
                window.span(),
                "`match host` is missing before the arms",
                "write `=> match host { … };`",
            );
            self.parse_arms(inside);
            *window = rest;
            return failed(port.span);
        }
        self.parse_value(window, &|| (format!("`{listener}`"), help.clone()))
    }
}
