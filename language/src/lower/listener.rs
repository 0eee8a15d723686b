//! `listen https 443 with { … } => match host { … };`

use groundplan_model::check::language::{
    DEFAULT_ACTION_MISSING, DEFAULT_ACTION_NOT_LAST, NAME_OF_WRONG_KIND, VALUE_TYPE,
};
use groundplan_model::closest::closest;
use groundplan_model::diagnostic::Finding;
use groundplan_model::property::Block;
use groundplan_model::property::records::FIXED_RESPONSE_STATUS;
use groundplan_model::topology::{
    Action, At, CertificateId, Listener, ListenerProtocol, ListenerRule, TargetGroupId, Thing,
};
use proc_macro2::{Ident, Span};

use crate::syntax::{Arm, Map, Reference, Statement, StatementKind, Value, ValueKind};

use super::Lowering;
use super::properties::line;
use super::reference::Due;

const TARGET: Due = Due {
    a: "a thing with a `target`",
    what: "target",
    words: &["auto_scaling_group", "instance"],
    also: &[],
};
const CERTIFICATE: Due = Due { a: "a certificate", what: "certificate", words: &["certificate"], also: &[] };

impl<'s> Lowering<'s> {
    /// A listener; `None` where its protocol or port could not be read.
    pub(super) fn lower_listener(&mut self, statement: &'s Statement) -> Option<Listener> {
        let StatementKind::Listen { protocol, port, with, action } = &statement.kind else { return None };
        let muted = self.muted;
        self.muted = statement.failed;
        let listener = self.read_listener(protocol, port, with.as_ref(), action);
        self.muted = muted;
        if listener.is_none() {
            self.leave_gap();
        }
        listener
    }

    fn read_listener(
        &mut self,
        protocol: &'s Ident,
        port: &'s Value,
        with: Option<&'s Map>,
        action: &'s Value,
    ) -> Option<Listener> {
        let span = protocol.span();
        let protocol = self.read_protocol(protocol, "listener");
        let port = self.read_port(port, line(Block::Listen, "port")).ok();
        let owner = protocol.as_ref().map_or_else(|| self.sites.next(), |protocol| protocol.at);
        let name = self.owner;
        let properties = self.open(Block::Listen, with, owner, span);
        self.owner = name;
        let certificates = self.with_property(&properties, "certificates", |lowering, value, _| {
            lowering.things(value, CERTIFICATE, None).into_iter().filter_map(as_certificate).collect()
        });
        let ssl_policy = self.optional(&properties, "ssl_policy", Lowering::read_text);
        let mut rules = Vec::new();
        let default = match &self.resolve(action).kind {
            ValueKind::Match { subject, arms } => self.read_arms(subject, arms, &mut rules),
            _ => self.read_action(action),
        };
        if let (None, false, Some(protocol)) = (&certificates, properties.is_complete(), &protocol) {
            self.stand_in(protocol.at);
        }
        let certificates = certificates.unwrap_or_default();
        Some(Listener { protocol: protocol?, port: port?, certificates, ssl_policy, rules, default })
    }

    fn read_protocol(&mut self, word: &Ident, of: &str) -> Option<At<ListenerProtocol>> {
        let protocol = match word.to_string().as_str() {
            "http" => ListenerProtocol::Http,
            "https" => ListenerProtocol::Https,
            other => {
                let message = format!("a {of} speaks `http` or `https`, found `{other}`");
                self.tell_with_help(&VALUE_TYPE, word.span(), message, "write `http` or `https`");
                return None;
            }
        };
        Some(self.at(protocol, word.span()))
    }

    /// The arms of a `match`: rules, and what its `_` does.
    fn read_arms(
        &mut self,
        subject: &Ident,
        arms: &'s [Arm],
        rules: &mut Vec<ListenerRule>,
    ) -> Option<At<Action>> {
        let by_host = subject == "host";
        let mut default: Option<(Span, Option<At<Action>>)> = None;
        for arm in arms {
            let first = self.sites.next();
            let span = arm.patterns.first().map_or(arm.action.span, |pattern| pattern.span);
            let at = self.sites.add(span);
            let any = arm.patterns.iter().any(|pattern| pattern.word().as_deref() == Some("_"));
            if let Some((first, _)) = &default {
                let first = self.sites.add(*first);
                self.push(
                    Finding::new(
                        &DEFAULT_ACTION_NOT_LAST,
                        at,
                        "this arm stands behind `_` and is never reached",
                    )
                    .related(first, "`_` takes all that is left")
                    .help("move `_` to the end, or remove this arm"),
                );
            }
            if any && arm.guard.is_none() {
                let action = self.read_action(&arm.action);
                default.get_or_insert((span, action));
            } else if let Some(rule) = self.read_arm(arm, at, by_host, any) {
                rules.push(rule);
            } else {
                self.leave_gap();
            }
            self.accept_since(&arm.attributes.accepts, first);
        }
        if default.is_none() {
            let message = "no arm says what happens with every other request";
            let help = "end with `_ => respond 404,` or with the target of all other requests";
            self.tell_with_help(&DEFAULT_ACTION_MISSING, subject.span(), message, help);
        }
        default.and_then(|(_, action)| action)
    }

    fn read_arm(
        &mut self,
        arm: &'s Arm,
        at: groundplan_model::diagnostic::Site,
        by_host: bool,
        any: bool,
    ) -> Option<ListenerRule> {
        let (mut hosts, mut paths) = (Vec::new(), Vec::new());
        let mut whole = true;
        for pattern in arm.patterns.iter().filter(|_| !any) {
            if by_host {
                match self.read_host(pattern, line(Block::Arm, "host")) {
                    Ok(host) => hosts.push(host),
                    Err(_) => whole = false,
                }
            } else {
                match self.read_text(pattern, line(Block::Arm, "path")) {
                    Ok(path) => paths.push(path),
                    Err(_) => whole = false,
                }
            }
        }
        if let Some((word, patterns)) = &arm.guard {
            if word != "path" || !by_host {
                let message = format!("an arm cannot ask for `{word}` here");
                let help = "write `match host { \"www.example.com\" if path \"/v1/*\" => … }`";
                self.tell_with_help(&VALUE_TYPE, word.span(), message, help);
                whole = false;
            }
            for pattern in patterns {
                match self.read_text(pattern, line(Block::Arm, "path")) {
                    Ok(path) => paths.push(path),
                    Err(_) => whole = false,
                }
            }
        }
        let action = self.read_action(&arm.action)?;
        whole.then_some(ListenerRule { at, hosts, paths, action })
    }

    /// A target, `redirect …` or `respond …`.
    fn read_action(&mut self, value: &'s Value) -> Option<At<Action>> {
        let value = self.resolve(value);
        let action = match &value.kind {
            ValueKind::Name(_) if value.word().as_deref() == Some("redirect") => {
                self.read_redirect(value.span, &[], None)
            }
            ValueKind::Name(_) if value.word().as_deref() == Some("respond") => {
                self.read_respond(value.span, &[], None)
            }
            ValueKind::Name(reference) => self.read_target_name(reference).map(Action::Forward),
            ValueKind::Typed { word, arguments, map } if word == "redirect" => {
                self.read_redirect(value.span, arguments, map.as_ref())
            }
            ValueKind::Typed { word, arguments, map } if word == "respond" => {
                self.read_respond(value.span, arguments, map.as_ref())
            }
            ValueKind::Failed => None,
            _ => {
                let message = format!("an action is due here, found {}", self.describe(value));
                let near = match &value.kind {
                    ValueKind::Typed { word, .. } => closest(&word.to_string(), ["redirect", "respond"]),
                    _ => None,
                };
                let help = match near {
                    Some(near) => format!("did you mean `{near}`"),
                    None => {
                        "write a thing with a `target`, `redirect 301 https 443` or `respond 404`".to_owned()
                    }
                };
                self.tell_with_help(&VALUE_TYPE, value.span, message, help);
                None
            }
        };
        match action {
            Some(action) => Some(self.at(action, value.span)),
            None => {
                self.leave_gap();
                None
            }
        }
    }

    fn read_target_name(&mut self, reference: &'s Reference) -> Option<TargetGroupId> {
        let index = self.find(&reference.segments, TARGET).ok()?;
        let symbol = &self.names.symbols[index];
        let (name, span) = (symbol.name.clone(), reference.segments[0].span());
        if let Some(word) = reference.segments.get(1) {
            let message = format!("`{name}.{word}` has no target group of its own, `{name}` has one for all");
            self.tell_with_help(&NAME_OF_WRONG_KIND, word.span(), message, format!("write `{name}`"));
            return None;
        }
        if symbol.target.is_none() && !symbol.failed {
            let declared = symbol.ident.span();
            let at = self.sites.add(span);
            let related = self.sites.add(declared);
            self.push(
                Finding::new(
                    &NAME_OF_WRONG_KIND,
                    at,
                    format!("`{name}` has no `target` to send requests to"),
                )
                .related(related, format!("declared here: `{name}`"))
                .help(format!("write `target: http 3000` among the properties of `{name}`")),
            );
        }
        self.names.symbols[index].target
    }

    /// `redirect 301 https 443`.
    fn read_redirect(&mut self, span: Span, arguments: &'s [Value], map: Option<&'s Map>) -> Option<Action> {
        let [status, protocol, port] = arguments else {
            let message = "`redirect` takes a status, a protocol and a port";
            self.tell_with_help(&VALUE_TYPE, span, message, "write `redirect 301 https 443`");
            return None;
        };
        if let Some(map) = map {
            self.tell_with_help(&VALUE_TYPE, map.span, "`redirect` takes no properties", "remove the braces");
        }
        let status = self.read_port(status, line(Block::Redirect, "status")).ok();
        let protocol = match &protocol.kind {
            ValueKind::Name(reference) => self.read_protocol(&reference.segments[0], "redirect"),
            _ => {
                self.tell_type(protocol, line(Block::Redirect, "protocol"));
                None
            }
        };
        let port = self.read_port(port, line(Block::Redirect, "port")).ok();
        Some(Action::Redirect { status: status?, protocol: protocol?, port: port? })
    }

    /// `respond 404 { content_type: "text/plain", body: "no" }`.
    fn read_respond(&mut self, span: Span, arguments: &'s [Value], map: Option<&'s Map>) -> Option<Action> {
        let [status] = arguments else {
            self.tell_with_help(&VALUE_TYPE, span, "`respond` takes a status", "write `respond 404`");
            return None;
        };
        if let ValueKind::Number { number: 300..=399, unit: None } = self.resolve(status).kind {
            let message = "a response is no redirect, its status is one of `200..=299` and `400..=599`";
            let help = "write `redirect 301 https 443` with where to go, or a status such as `respond 404`";
            self.tell_with_help(&FIXED_RESPONSE_STATUS, status.span, message, help);
            return None;
        }
        let status = self.read_port(status, line(Block::Respond, "status"));
        let name = self.owner;
        let owner = self.sites.add(span);
        let properties = self.open(Block::Respond, map, owner, span);
        self.owner = name;
        let content_type = self.optional(&properties, "content_type", Lowering::read_text);
        let body = self.optional(&properties, "body", Lowering::read_text);
        Some(Action::Respond { status: status.ok()?, content_type, body })
    }
}

fn as_certificate(thing: At<Thing>) -> Option<At<CertificateId>> {
    match thing.value {
        Thing::Certificate(id) => Some(At::new(id, thing.at)),
        _ => None,
    }
}
