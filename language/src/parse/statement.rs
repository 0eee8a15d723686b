//! Statements: the loop over a body, and the forms that have no header.

use proc_macro2::{Delimiter, Ident, TokenStream};

use super::Parser;
use super::attribute::Cfgs;
use super::recover::{begins_with_word, skip_key, statement_end};
use super::tokens::Tokens;
use super::value::failed;
use super::words::{self, Form, Scope, Word};
use crate::closest::closest;
use crate::syntax::{Attributes, Body, Declaration, EdgeMode, Statement, StatementKind};

/// What was read of a statement, and whether it ended with the brace of its body.
type Read = Option<(StatementKind, bool)>;

impl<'a> Parser<'a, '_> {
    /// Reads the statements of a body.
    pub(super) fn parse_statements(&mut self, inside: Tokens<'a>, scope: Scope) -> Vec<Statement> {
        let mut statements = Vec::new();
        let mut tokens = inside;
        while !tokens.is_empty() {
            if let Some((mark, rest)) = tokens.mark(';') {
                let message = if tokens.cursor() == inside.cursor() {
                    "`;` stands alone"
                } else {
                    "`;` after a statement that has ended"
                };
                self.slip(mark, message, "take out the `;`");
                tokens = rest;
                continue;
            }
            let (attributes, cfgs) = self.parse_attributes(&mut tokens);
            if tokens.is_empty() {
                let help = "write it before a statement, or take it out";
                self.slip(tokens.before(), "an attribute stands before nothing", help);
                self.close_cfgs(&cfgs, tokens);
                break;
            }
            tokens = self.parse_statement(tokens, scope, attributes, &cfgs, &mut statements);
        }
        statements
    }

    fn parse_statement(
        &mut self,
        start: Tokens<'a>,
        scope: Scope,
        attributes: Attributes,
        cfgs: &Cfgs,
        statements: &mut Vec<Statement>,
    ) -> Tokens<'a> {
        let end = start.from(statement_end(start, scope, self.lines));
        let mut window = start.until(end);
        let mut next = end;
        self.ended = false;
        let (read, failed) = self.apart(|parser| {
            let read = parser.parse_kind(&mut window, scope);
            next = match &read {
                Some((_, true)) => start.from(window),
                _ => parser.parse_end_of_statement(window, end),
            };
            read
        });
        self.close_cfgs(cfgs, next);
        if let Some((kind, _)) = read {
            statements.push(Statement { attributes, span: start.span(), failed, kind });
        }
        next
    }

    /// The `;`, or what a person wrote in its place.
    fn parse_end_of_statement(&mut self, window: Tokens<'a>, end: Tokens<'a>) -> Tokens<'a> {
        if !window.is_empty() {
            let message = format!("`{}` does not belong to the statement before it", window.shown());
            self.fail(window.span(), message, "end the statement with `;`, or take it out");
        }
        if let Some((_, rest)) = end.mark(';') {
            return rest;
        }
        if !self.ended {
            let last = end.before();
            let help = match end.is_empty() {
                true => "write `;` at the end of the statement".into(),
                false => format!("write `;` before `{}`", shown_start(end)),
            };
            self.slip(last, "`;` is missing after a statement", help);
        }
        end
    }

    fn parse_kind(&mut self, window: &mut Tokens<'a>, scope: Scope) -> Read {
        let Some((ident, rest)) = window.word() else { return self.parse_without_word(window, scope) };
        let written = ident.to_string();
        let arrow = is_arrow(rest);
        if !arrow {
            if written == "pub" {
                return self.parse_topology(window);
            }
            if let Some(word) = words::statement(&written) {
                *window = rest;
                return self.parse_word(window, ident, word, scope);
            }
        }
        if arrow || rest.mark('.').is_some() {
            return self.parse_arrow_statement(window, scope);
        }
        if skip_key(*window).is_some() {
            return self.parse_stray_properties(window, &ident, scope);
        }
        if words::PROTOCOLS.contains(&written.as_str()) && scope == Scope::Security {
            self.fail(
                ident.span(),
                "`;` between two ports where `,` is due",
                "write `a -> b: tcp 80, tcp 443;`",
            );
            return self.skip_statement(window);
        }
        self.parse_unknown_word(window, ident, rest, scope)
    }

    /// A statement that begins with a string, a list, or nothing that a statement begins with.
    fn parse_without_word(&mut self, window: &mut Tokens<'a>, scope: Scope) -> Read {
        let operand = window.brackets().is_some() || window.literal().is_some();
        if operand
            && (matches!(scope, Scope::Security | Scope::RouteTable) || window.skip().is_some_and(is_arrow))
        {
            return self.parse_arrow_statement(window, scope);
        }
        let message = format!("`{}` begins no statement", window.shown());
        self.fail(window.span(), message, expected(scope));
        self.skip_statement(window)
    }

    fn parse_arrow_statement(&mut self, window: &mut Tokens<'a>, scope: Scope) -> Read {
        let span = window.span();
        if scope == Scope::RouteTable {
            return Some((self.parse_route(window), false));
        }
        if scope == Scope::Security {
            return Some((StatementKind::Edge(self.parse_edge(window, EdgeMode::Need)), false));
        }
        let help = if scope == Scope::Vpc {
            "write an edge in `security { … }`, a route in `route_table name on subnets { … }`"
        } else {
            "write `security { a -> b: tcp 80; }`"
        };
        self.fail(span, format!("an arrow stands in {}", scope.shown()), help);
        Some((StatementKind::Edge(self.parse_edge(window, EdgeMode::Need)), false))
    }

    fn parse_word(
        &mut self,
        window: &mut Tokens<'a>,
        ident: Ident,
        word: &'static Word,
        scope: Scope,
    ) -> Read {
        let ident_span = ident.span();
        let name = word.word;
        if let Form::Reserved { is } = word.form {
            let message = format!("`{name}` is {is}, which is reserved and not built yet");
            self.fail(ident_span, message, "take the statement out");
            return self.parse_reserved(window, ident);
        }
        if !word.scopes.contains(&scope) {
            let homes: Vec<&str> = word.scopes.iter().map(|scope| scope.shown()).collect();
            let message = format!("`{name}` stands in {}", scope.shown());
            self.fail(ident_span, message, format!("write it in {}", homes.join(" or in ")));
        }
        match &word.form {
            Form::Header(header) => {
                let (declaration, closed) = self.parse_declaration(window, ident, None, word, header);
                Some((StatementKind::Declaration(declaration), closed))
            }
            _ => self.parse_own(window, ident, word),
        }
    }

    fn parse_own(&mut self, window: &mut Tokens<'a>, ident: Ident, word: &'static Word) -> Read {
        let kind = match word.word {
            "topology" => return self.parse_topology_name(window, TokenStream::new(), word),
            "zones" => StatementKind::Zones(self.parse_zones(window, word)),
            "enforce" => StatementKind::Enforce(self.parse_enforce(window)),
            "let" => return self.parse_let_or_output(window, word, StatementKind::Let),
            "output" => return self.parse_let_or_output(window, word, StatementKind::Output),
            "param" => return self.parse_param(window, word),
            "existing" => return self.parse_existing(window, ident),
            "listen" => return self.parse_listen(window, &ident),
            _ => self.parse_prefixed_edge(window, &ident),
        };
        Some((kind, false))
    }

    /// `pub topology Name;`
    fn parse_topology(&mut self, window: &mut Tokens<'a>) -> Read {
        let (visibility, rest) = window.word()?;
        let mut tokens = TokenStream::from(proc_macro2::TokenTree::from(visibility));
        *window = rest;
        if let Some((inside, span, rest)) = window.group(Delimiter::Parenthesis) {
            let mut group = proc_macro2::Group::new(Delimiter::Parenthesis, inside.cursor().token_stream());
            group.set_span(span.join());
            tokens.extend([proc_macro2::TokenTree::from(group)]);
            *window = rest;
        }
        let word = words::statement("topology")?;
        match window.word() {
            Some((next, rest)) if next == "topology" => {
                *window = rest;
                self.parse_topology_name(window, tokens, word)
            }
            other => {
                let span = other.map_or_else(|| window.before(), |(next, _)| next.span());
                self.fail(
                    span,
                    "only `topology` can be public",
                    "write `pub topology Name;`, and no `pub` elsewhere",
                );
                self.skip_statement(window)
            }
        }
    }

    fn parse_topology_name(&mut self, window: &mut Tokens<'a>, visibility: TokenStream, word: &Word) -> Read {
        let name = self.parse_declared_name(window, word)?;
        Some((StatementKind::Topology { visibility, name }, false))
    }

    fn parse_zones(&mut self, window: &mut Tokens<'a>, word: &Word) -> Vec<Ident> {
        let mut zones = Vec::new();
        loop {
            let Some(zone) = self.parse_declared_name(window, word) else { return zones };
            zones.push(zone);
            if let Some((comma, rest)) = window.mark(',') {
                *window = rest;
                if window.is_empty() {
                    self.fail(comma, "nothing stands after `,`", "write `zones a, b;`");
                    return zones;
                }
            } else if window.word().is_some() {
                let help = format!("write `,` before `{}`", window.shown());
                self.slip(window.before(), "`,` is missing between two zones", help);
            } else {
                return zones;
            }
        }
    }

    fn parse_enforce(&mut self, window: &mut Tokens<'a>) -> Vec<TokenStream> {
        const FORM: &str = "write the path of a policy: `enforce acme::BASE;`";
        let mut policies = Vec::new();
        loop {
            let start = *window;
            if let Some((_, rest)) = window.operator("::") {
                *window = rest;
            }
            loop {
                let Some((_, rest)) = window.word() else {
                    self.fail(window.before(), "a path has no end", FORM);
                    return policies;
                };
                *window = rest;
                match window.operator("::") {
                    Some((_, rest)) => *window = rest,
                    None => break,
                }
            }
            policies.push(start.until(*window).copied());
            if let Some((comma, rest)) = window.mark(',') {
                *window = rest;
                if window.is_empty() {
                    self.fail(comma, "nothing stands after `,`", FORM);
                    return policies;
                }
            } else {
                return policies;
            }
        }
    }

    fn parse_let_or_output(
        &mut self,
        window: &mut Tokens<'a>,
        word: &Word,
        kind: fn(Ident, crate::syntax::Value) -> StatementKind,
    ) -> Read {
        let name = self.parse_declared_name(window, word)?;
        let help = format!("write `{} {name} = …;`", word.word);
        self.parse_equals(window, &name, &help);
        let value = self.parse_value(window, &format!("`{name}`"), &help);
        Some((kind(name, value), false))
    }

    fn parse_equals(&mut self, window: &mut Tokens<'a>, name: &Ident, help: &str) {
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
            self.slip(name.span(), format!("`=` is missing after `{name}`"), help);
        }
    }

    fn parse_param(&mut self, window: &mut Tokens<'a>, word: &Word) -> Read {
        let name = self.parse_declared_name(window, word)?;
        let help = format!("write `param {name}: Count 1..=4 = 2;` with the type that it has");
        if let Some((_, rest)) = window.mark(':') {
            *window = rest;
        } else {
            self.fail(name.span(), format!("`{name}` has no type"), help.clone());
            if window.is_empty() || window.mark('=').is_none() {
                let ty = failed(name.span());
                *window = window.end();
                return Some((StatementKind::Param { name, ty, default: None }, false));
            }
        }
        let ty = if window.mark('=').is_some() {
            self.fail(name.span(), format!("`{name}` has no type"), help);
            failed(name.span())
        } else {
            self.parse_value(window, &format!("the type of `{name}`"), &help)
        };
        let default = match window.mark('=') {
            Some((_, rest)) => {
                *window = rest;
                Some(self.parse_value(window, &format!("`{name}`"), "write the default, or take out the `=`"))
            }
            None => None,
        };
        Some((StatementKind::Param { name, ty, default }, false))
    }

    fn parse_existing(&mut self, window: &mut Tokens<'a>, existing: Ident) -> Read {
        const FORM: &str =
            "write `existing certificate site for [\"www.example.com\"] by arn \"arn:aws:acm:…\";`";
        let known = window
            .word()
            .and_then(|(ident, rest)| Some((words::statement(&ident.to_string())?, ident, rest)));
        let Some((word, ident, rest)) = known else {
            self.fail(existing.span(), "`existing` does not say what", FORM);
            return self.skip_statement(window);
        };
        *window = rest;
        let Form::Header(header) = &word.form else {
            self.fail(ident.span(), format!("`{ident}` is nothing that exists apart"), FORM);
            return self.skip_statement(window);
        };
        if word.word != "certificate" {
            let message = format!("`existing {ident}` is reserved and not built yet");
            self.fail(
                ident.span(),
                message,
                "only `existing certificate` is built: declare it, or take it out",
            );
        }
        let (declaration, closed) = self.parse_declaration(window, ident, Some(existing), word, header);
        Some((StatementKind::Declaration(declaration), closed))
    }

    /// `http 80 with { … } => action`
    fn parse_listen(&mut self, window: &mut Tokens<'a>, listen: &Ident) -> Read {
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
                self.fail(other.span(), format!("`{other}` is no protocol of a listener"), help);
                *window = rest;
                other
            }
            None => {
                let at = if window.is_empty() { listen.span() } else { window.span() };
                self.fail(at, "`listen` has no protocol", FORM);
                listen.clone()
            }
        };
        let port = if window.literal().is_some() {
            self.parse_atom(window)
        } else if let Some((_, _)) = window.word().filter(|(word, _)| word != "with") {
            self.parse_atom(window)
        } else {
            self.fail(protocol.span(), format!("`listen {protocol}` has no port"), FORM);
            failed(protocol.span())
        };
        let mut with = None;
        if let Some((word, rest)) = window.keyword("with") {
            *window = rest;
            match window.braces() {
                Some((inside, braces, rest)) => {
                    *window = rest;
                    with = Some(self.parse_map(inside, braces.join()));
                }
                None => self.fail(word.span(), "`with` gives no properties", "write `with { key: value }`"),
            }
        } else if let Some((inside, braces, rest)) = window.braces() {
            *window = rest;
            let map = self.parse_map(inside, braces.join());
            let help = match map.entries.first() {
                Some(entry) => format!("write `with {{ {}: … }}`", super::map::shown(&entry.key)),
                None => "take the braces out".into(),
            };
            self.slip(braces.open(), "`with` is missing before the properties of `listen`", help);
            with = Some(map);
        }
        let listener = format!("listen {protocol} {}", super::edge::shown(&port));
        let help = format!("write `{listener} => web;` with the target that it forwards to");
        if let Some((_, rest)) = window.operator("=>") {
            *window = rest;
        } else if let Some((arrow, rest)) = window.operator("->") {
            self.slip(arrow, "`->` in a listener where `=>` is due", "write `=>`");
            *window = rest;
        } else {
            let span = if window.is_empty() { port.span } else { window.span() };
            self.fail(span, format!("`{listener}` has no `=> …`"), help.clone());
        }
        let action = if self.failed && window.is_empty() {
            failed(port.span)
        } else {
            self.parse_value(window, &format!("`{listener}`"), &help)
        };
        Some((StatementKind::Listen { protocol, port, with, action }, false))
    }

    /// `key: value` in a body of statements: told once for all that stand together.
    fn parse_stray_properties(&mut self, window: &mut Tokens<'a>, key: &Ident, scope: Scope) -> Read {
        let message = format!("`{key}` is a property, and {} holds statements", scope.shown());
        let help = match scope {
            Scope::Topology => "write a statement that ends with `;`, as `let name = value;`".into(),
            Scope::Security => "write `a -> b: tcp 80;`".into(),
            _ => format!("write it before the body, in `with {{ {key}: … }}`"),
        };
        self.fail(key.span(), message, help);
        self.skip_statement(window)
    }

    /// A word that begins no statement: taken for the nearest one that does, if there is one.
    fn parse_unknown_word(
        &mut self,
        window: &mut Tokens<'a>,
        ident: Ident,
        rest: Tokens<'a>,
        scope: Scope,
    ) -> Read {
        let written = ident.to_string();
        let message = format!("`{written}` begins no statement");
        let here = words::STATEMENTS.iter().filter(|word| word.scopes.contains(&scope) && is_built(word));
        let near = closest(&written, here.map(|word| word.word))
            .or_else(|| closest(&written, words::STATEMENTS.iter().map(|word| word.word)));
        if scope == Scope::Security && rest.is_empty() {
            self.fail(
                ident.span(),
                format!("no `->` stands after `{written}`"),
                format!("write `{written} -> target: tcp 80;`"),
            );
            return self.skip_statement(window);
        }
        let Some(word) = near.and_then(words::statement) else {
            self.fail(ident.span(), message, expected(scope));
            *window = rest;
            return self.parse_reserved(window, ident);
        };
        self.slip(ident.span(), message, format!("did you mean `{}`?", word.word));
        *window = rest;
        if begins_with_word(word.word, rest) {
            self.parse_word(window, Ident::new(word.word, ident.span()), word, scope)
        } else {
            self.failed = true;
            self.parse_reserved(window, ident)
        }
    }

    /// What is not known or not built: its name, and nothing of its body.
    fn parse_reserved(&mut self, window: &mut Tokens<'a>, word: Ident) -> Read {
        let name = window
            .word()
            .map(|(name, _)| name)
            .filter(|name| words::forbidden_name(&name.to_string()).is_none());
        let mut closed = false;
        let mut value = false;
        while let Some(rest) = window.skip() {
            let braces = window.braces().is_some();
            let with = window.word().is_some_and(|(word, _)| word == "with");
            let gives = with || window.mark('=').is_some() || window.operator("=>").is_some();
            *window = rest;
            if braces && !value {
                closed = true;
                break;
            }
            value = gives || value && !braces && !with;
        }
        let declaration = Declaration {
            word,
            existing: None,
            name,
            operands: Vec::new(),
            per_zone: None,
            places: Vec::new(),
            with: None,
            body: Body::None,
        };
        Some((StatementKind::Declaration(declaration), closed))
    }

    fn skip_statement(&mut self, window: &mut Tokens<'a>) -> Read {
        *window = window.end();
        None
    }
}

const fn is_built(word: &Word) -> bool {
    !matches!(word.form, Form::Reserved { .. })
}

fn is_arrow(tokens: Tokens<'_>) -> bool {
    tokens.operator("->").is_some() || tokens.operator("=>").is_some()
}

fn expected(scope: Scope) -> String {
    let words: Vec<String> = words::STATEMENTS
        .iter()
        .filter(|word| word.scopes.contains(&scope) && is_built(word))
        .map(|word| format!("`{}`", word.word))
        .collect();
    let arrow = match scope {
        Scope::Security => ", or an edge `a -> b: tcp 80;`",
        Scope::RouteTable => "a route `\"0.0.0.0/0\" -> gate;`",
        _ => "",
    };
    format!("here stand {}{arrow}", words.join(", "))
}

/// The beginning of a statement as a message shows it.
fn shown_start(tokens: Tokens<'_>) -> String {
    if tokens.mark('#').is_some() { "#[…]".into() } else { tokens.shown() }
}
