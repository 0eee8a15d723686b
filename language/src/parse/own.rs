//! Statements with a form of their own: `topology`, `zones`, `enforce`, `let`, `output`, `param`, `existing`.

use proc_macro2::{Delimiter, Ident, Span, TokenStream};

use super::Parser;
use super::statement::Read;
use super::tokens::Tokens;
use super::value::failed;
use super::words::{self, Form, Scope, Word};
use crate::closest::closest;
use crate::syntax::{StatementKind, Value};

impl<'a> Parser<'a, '_> {
    /// `pub topology Name;`
    pub(super) fn parse_public(&mut self, window: &mut Tokens<'a>, public: Span, scope: Scope) -> Read {
        let start = *window;
        let rest = start.skip()?;
        let rest = rest.group(Delimiter::Parenthesis).map_or(rest, |(_, _, rest)| rest);
        *window = rest;
        let near = rest.word().filter(|(next, after)| {
            after.word().is_some() && closest(&next.to_string(), ["topology"]).is_some()
        });
        if let Some((next, _)) = &near {
            let message = format!("`{next}` begins no statement");
            self.slip(next.span(), message, "did you mean `topology`?");
        }
        let begun = rest.keyword("topology").or(near);
        if let (Some((_, rest)), Some(word)) = (begun, words::statement("topology")) {
            let visibility = start.until(*window).copied();
            *window = rest;
            return self.parse_topology_name(window, visibility, word);
        }
        let Some((next, _)) = rest.word() else {
            self.fail(public, "`pub` stands alone", "write `pub topology Name;`");
            return None;
        };
        let written = next.to_string();
        if words::statement(&written).is_none()
            && let Some(word) = words::statement("topology")
        {
            let visibility = start.until(*window).copied();
            self.slip(
                next.span(),
                "`topology` is missing after `pub`",
                format!("write `pub topology {written};`"),
            );
            return self.parse_topology_name(window, visibility, word);
        }
        let message = format!("`{written}` cannot be public, only `topology` can");
        self.slip(public, message, "take out the `pub`");
        self.parse_kind(window, scope)
    }

    /// The name of a topology; one without a name bears `_`, so that it is not told to be missing.
    pub(super) fn parse_topology_name(
        &mut self,
        window: &mut Tokens<'a>,
        visibility: TokenStream,
        word: &Word,
    ) -> Read {
        let span = window.before();
        let name = self.parse_declared_name(window, word).unwrap_or_else(|| Ident::new("_", span));
        // The module of what it declares is named after it, in small letters.
        let name = match camel_case(&name.to_string()) {
            Some(camel) if !self.failed => {
                let message = format!("`{name}` is written as no type, and a topology names one");
                self.slip(name.span(), message, format!("write `topology {camel};`"));
                Ident::new(&camel, name.span())
            }
            _ => name,
        };
        Some((StatementKind::Topology { visibility, name }, false))
    }

    /// `a, b`
    pub(super) fn parse_zones(&mut self, window: &mut Tokens<'a>, word: &Word) -> Vec<Ident> {
        let mut zones = Vec::new();
        loop {
            let start = *window;
            let Some(zone) = self.parse_declared_name(window, word) else { return zones };
            zones.push(zone);
            if let Some((comma, rest)) = window.mark(',') {
                *window = rest;
                if window.is_empty() {
                    self.fail(comma, "nothing stands after `,`", "write `zones a, b;`");
                    return zones;
                }
            } else if window.word().is_some() {
                self.missing(',', start, *window);
            } else {
                return zones;
            }
        }
    }

    /// `acme::BASE, acme::PRODUCTION`
    pub(super) fn parse_enforce(&mut self, window: &mut Tokens<'a>) -> Vec<TokenStream> {
        let mut policies = Vec::new();
        loop {
            let start = *window;
            if !self.parse_path(window) {
                return policies;
            }
            policies.push(start.until(*window).copied());
            let Some((comma, rest)) = window.mark(',') else { return policies };
            *window = rest;
            if window.is_empty() {
                self.fail(comma, "nothing stands after `,`", "write `enforce acme::BASE, acme::PRODUCTION;`");
                return policies;
            }
        }
    }

    fn parse_path(&mut self, window: &mut Tokens<'a>) -> bool {
        const FORM: &str = "write the path of a policy: `enforce acme::BASE;`";
        let start = *window;
        if let Some((_, rest)) = window.operator("::") {
            *window = rest;
        }
        loop {
            let Some((_, rest)) = window.word() else {
                let span = if window.is_empty() { window.before() } else { window.span() };
                let read = start.until(*window);
                let message = if read.is_empty() {
                    "`enforce` names no policy".to_string()
                } else {
                    format!("nothing stands after `{}`", read.copied().to_string().replace(' ', ""))
                };
                self.fail(span, message, FORM);
                *window = window.end();
                return false;
            };
            *window = rest;
            if let Some((_, rest)) = window.operator("::") {
                *window = rest;
            } else if let Some((dot, rest)) = window.mark('.') {
                self.slip(dot, "`.` in a path where `::` is due", "write `::`");
                *window = rest;
            } else {
                return true;
            }
        }
    }

    /// `name = value`
    pub(super) fn parse_let_or_output(
        &mut self,
        window: &mut Tokens<'a>,
        word: &Word,
        kind: fn(Ident, Value) -> StatementKind,
    ) -> Read {
        let span = window.before();
        let Some(name) = self.parse_declared_name(window, word) else {
            return self.parse_unread(window, Ident::new(word.word, span));
        };
        self.pass_extra_word(window, '=');
        if let Some((_, rest)) = window.mark('=') {
            *window = rest;
        } else if let Some((mark, rest)) =
            window.mark(':').or_else(|| window.operator("=>")).or_else(|| window.operator("->"))
        {
            self.slip(
                mark,
                format!("`{}` stands after `{name}` where `=` is due", window.shown()),
                "write `=`",
            );
            *window = rest;
        } else if !window.is_empty() {
            let help = format!("write `{} {name} = {}`", word.word, window.shown_all());
            self.slip(name.span(), format!("`=` is missing after `{name}`"), help);
        }
        let owner = || (format!("`{name}`"), format!("write `{} {name} = …;`", word.word));
        let value = self.parse_value(window, &owner);
        Some((kind(name, value), false))
    }

    /// `name: Type = default`
    pub(super) fn parse_param(&mut self, window: &mut Tokens<'a>, word: &Word) -> Read {
        let span = window.before();
        let Some(name) = self.parse_declared_name(window, word) else {
            return self.parse_unread(window, Ident::new(word.word, span));
        };
        self.pass_extra_word(window, ':');
        let help = format!("write `param {name}: Count 1..=4 = 2;` with the type that it has");
        if let Some((_, rest)) = window.mark(':') {
            *window = rest;
        } else if window.word().is_some() {
            let help = format!("write `param {name}: {}`", window.shown_all());
            self.slip(name.span(), format!("`:` is missing after `{name}`"), help);
        }
        let ty = if window.is_empty() || window.mark('=').is_some() {
            self.fail(name.span(), format!("`{name}` has no type"), help);
            failed(name.span())
        } else {
            self.parse_value(window, &|| (format!("the type of `{name}`"), help.clone()))
        };
        let default = window.mark('=').map(|(_, rest)| {
            *window = rest;
            self.parse_value(window, &|| {
                (format!("`{name}`"), "write the default, or take out the `=`".into())
            })
        });
        Some((StatementKind::Param { name, ty, default }, false))
    }

    /// `certificate …`, of which all is declared but its making.
    pub(super) fn parse_existing(&mut self, window: &mut Tokens<'a>, existing: Ident) -> Read {
        const FORM: &str =
            "write `existing certificate site for [\"www.example.com\"] by arn \"arn:aws:acm:…\";`";
        let Some((ident, rest)) = window.word() else {
            self.fail(existing.span(), "`existing` does not say what", FORM);
            return None;
        };
        *window = rest;
        let known = words::statement(&ident.to_string());
        let Some((word, Form::Header(header))) = known.map(|word| (word, &word.form)) else {
            self.fail(ident.span(), format!("`{ident}` is nothing that exists apart"), FORM);
            return self.parse_unread(window, ident);
        };
        if word.word != "certificate" {
            let message = format!("`existing {ident}` is reserved and not built yet");
            self.fail(
                ident.span(),
                message,
                "declare it, or take it out: only `existing certificate` is built",
            );
            return self.parse_unread(window, ident);
        }
        let (declaration, closed) = self.parse_declaration(window, ident, Some(existing), word, header);
        Some((StatementKind::Declaration(declaration), closed))
    }
}

/// `OurSite` for `our_site`; nothing for a name that has a capital letter or no letter to make one of.
fn camel_case(name: &str) -> Option<String> {
    if name.contains(char::is_uppercase) || !name.starts_with(char::is_lowercase) {
        return None;
    }
    let words = name.split('_').filter_map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>())
    });
    Some(words.collect())
}
