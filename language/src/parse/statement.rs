//! Statements: the loop over a body, and the forms that have no header.

use groundplan_model::ordered::OrderedSet;
use proc_macro2::{Ident, TokenStream};

use super::Parser;
use super::attribute::Cfgs;
use super::recover::{skip_key, statement_end};
use super::tokens::Tokens;
use super::unknown::{expected, homes, word_of_body};
use super::words::{self, Form, Scope, Word};
use crate::syntax::{Attributes, Declaration, EdgeMode, Statement, StatementKind};

/// What was read of a statement, and whether it ended with the brace of its body.
pub(super) type Read = Option<(StatementKind, bool)>;

impl<'a> Parser<'a, '_> {
    /// Reads the statements of a body.
    pub(super) fn parse_statements(&mut self, inside: Tokens<'a>, scope: Scope) -> Vec<Statement> {
        let mut statements = Vec::new();
        let mut tokens = inside;
        let mut closed = false;
        while !tokens.is_empty() {
            if let Some((mark, rest)) = tokens.mark(';') {
                let message = if closed { "`;` stands after `}`" } else { "`;` stands alone" };
                self.slip(mark, message, "take out the `;`");
                tokens = rest;
                continue;
            }
            let (attributes, cfgs) = self.parse_attributes(&mut tokens);
            if tokens.is_empty() {
                self.end_attributes(&cfgs, tokens, "a statement");
                break;
            }
            (tokens, closed) = self.parse_statement(tokens, scope, attributes, &cfgs, &mut statements);
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
    ) -> (Tokens<'a>, bool) {
        let end = start.from(statement_end(start, scope, self.lines));
        let mut window = start.until(end);
        let mut next = end;
        self.ended = false;
        let (read, failed) = self.apart(|parser| {
            let read = parser.parse_kind(&mut window, scope);
            next = match &read {
                Some((_, true)) => start.from(window),
                Some((_, false)) => parser.parse_end_of_statement(start, window, end),
                None => end.mark(';').map_or(end, |(_, rest)| rest),
            };
            read
        });
        self.close_cfgs(cfgs, next);
        let unread = || (StatementKind::Unread { words: OrderedSet::new(), nameless: false }, false);
        let (mut kind, closed) = read.unwrap_or_else(unread);
        match &mut kind {
            StatementKind::Unread { words, .. } => start.until(next).add_words(words),
            StatementKind::Declaration(Declaration { name: Some(_), existing: None, .. }) => {}
            _ if failed => {}
            _ => self.tell_stray_was(&attributes),
        }
        statements.push(Statement { attributes, span: start.span(), failed, kind });
        (next, closed)
    }

    /// The `;`, or what a person wrote in its place.
    fn parse_end_of_statement(
        &mut self,
        start: Tokens<'a>,
        window: Tokens<'a>,
        end: Tokens<'a>,
    ) -> Tokens<'a> {
        if !window.is_empty() {
            let message = format!("`{}` does not belong to this statement", window.shown());
            self.fail(window.span(), message, "end the statement with `;` before it, or take it out");
        }
        if let Some((_, rest)) = end.mark(';') {
            return rest;
        }
        if !self.ended {
            self.missing(';', start, end);
        }
        end
    }

    /// Reads one statement of any form. What is none has been reported.
    pub(super) fn parse_kind(&mut self, window: &mut Tokens<'a>, scope: Scope) -> Read {
        let Some((ident, rest)) = window.word() else { return self.parse_without_word(window, scope) };
        let written = ident.to_string();
        let word = words::statement(&written);
        let arrow = is_arrow(rest) && !matches!(written.as_str(), "permit" | "assert");
        if arrow || word.is_none() && rest.mark('.').is_some() {
            return self.parse_arrow_statement(window, scope);
        }
        if written == "pub" {
            return self.parse_public(window, ident.span(), scope);
        }
        if let Some(word) = word {
            *window = rest;
            return self.parse_word(window, ident, word, scope);
        }
        if written == "never" {
            self.slip(ident.span(), "`assert` is missing before `never`", "write `assert never`");
            return Some((self.parse_prefixed_edge(window, &Ident::new("assert", ident.span())), false));
        }
        match scope {
            Scope::Security if super::ports::is_protocol(&ident) => {
                let help = "write `a -> b: tcp 80, tcp 443;`";
                self.fail(ident.span(), "`;` between two ports where `,` is due", help);
                None
            }
            Scope::Security if rest.mark(',').is_some() => {
                let help = format!("write `[{written}, …] -> …`");
                self.fail(ident.span(), "several ends stand without brackets", help);
                None
            }
            Scope::Security if rest.mark('-').is_some() || rest.mark('>').is_some() => {
                self.parse_arrow_statement(window, scope)
            }
            Scope::Security if lacks_arrow(rest) => {
                self.tell_no_arrow_of_edge(rest, &written, ident.span());
                // A name alone may be that of a group.
                if rest.is_empty() { self.parse_unread(window, ident) } else { None }
            }
            Scope::RouteTable => self.parse_arrow_statement(window, scope),
            Scope::LoadBalancer if written == "http" || written == "https" => {
                let help = format!("write `listen {}`", window.shown_all());
                self.slip(ident.span(), format!("`listen` is missing before `{written}`"), help);
                self.parse_listen(window, &ident)
            }
            Scope::Topology if skip_key(*window).is_some() => {
                self.tell_stray_property(&ident, scope);
                self.parse_unread(window, ident)
            }
            _ if skip_key(*window).is_some() => {
                self.tell_stray_property(&ident, scope);
                None
            }
            _ => self.parse_unknown_word(window, ident, rest, scope),
        }
    }

    /// A statement that begins with a string, a list, or nothing that a statement begins with.
    fn parse_without_word(&mut self, window: &mut Tokens<'a>, scope: Scope) -> Read {
        let operand = window.brackets().is_some() || window.literal().is_some() || is_arrow(*window);
        let arrows = matches!(scope, Scope::Security | Scope::RouteTable);
        if operand && (arrows || window.skip().is_some_and(is_arrow)) {
            return self.parse_arrow_statement(window, scope);
        }
        if let Some(word) = word_of_body(*window, scope).and_then(words::statement)
            && let Form::Header(header) = &word.form
            && !header.name
        {
            let name = word.word;
            self.slip(
                window.span(),
                format!("`{name}` is missing before `{{`"),
                format!("write `{name} {{ … }}`"),
            );
            let ident = Ident::new(name, window.span());
            let (declaration, closed) = self.parse_declaration(window, ident, None, word, header);
            return Some((StatementKind::Declaration(declaration), closed));
        }
        self.fail(window.span(), format!("`{}` begins no statement", window.shown()), expected(scope));
        None
    }

    fn parse_arrow_statement(&mut self, window: &mut Tokens<'a>, scope: Scope) -> Read {
        match scope {
            Scope::RouteTable => return Some((self.parse_route(window), false)),
            Scope::Security => {}
            Scope::Topology | Scope::Vpc | Scope::LoadBalancer => {
                let message = format!("an edge belongs in `security`, not in {}", scope.shown());
                let help = format!("write `security {{ {}; }}`", window.shown_all());
                self.fail(window.span(), message, help);
            }
        }
        Some((StatementKind::Edge(self.parse_edge(window, EdgeMode::Need)), false))
    }

    /// Reads what follows a statement word.
    pub(super) fn parse_word(
        &mut self,
        window: &mut Tokens<'a>,
        ident: Ident,
        word: &'static Word,
        scope: Scope,
    ) -> Read {
        let name = word.word;
        if let Form::Reserved { is } = word.form {
            let message = format!("`{name}`, {is}, is reserved and not built yet");
            self.fail(ident.span(), message, "take the statement out");
            return self.parse_unread(window, ident);
        }
        if !word.scopes.contains(&scope) {
            let homes = homes(word);
            let message = format!("`{name}` belongs in {homes}, not in {}", scope.shown());
            let help = match scope {
                Scope::Topology => format!("move it into the body of {homes}"),
                _ => format!("move it out of the body of {}, into {homes}", scope.shown()),
            };
            self.fail(ident.span(), message, help);
        }
        let Form::Header(header) = &word.form else { return self.parse_own(window, ident, word) };
        let (declaration, closed) = self.parse_declaration(window, ident, None, word, header);
        Some((StatementKind::Declaration(declaration), closed))
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

    /// `key: value` in a body of statements: told once for all that stand together.
    fn tell_stray_property(&mut self, key: &Ident, scope: Scope) {
        let message = format!("`{key}` is a property, and {} holds statements", scope.shown());
        let help = match scope {
            Scope::Topology => "write a statement that ends with `;`, as `let name = value;`".into(),
            Scope::Security => "write `a -> b: tcp 80;`".into(),
            _ => format!("write it before the body, in `with {{ {key}: … }}`"),
        };
        self.fail(key.span(), message, help);
    }
}

/// Whether an arrow stands here, or the `=>` in its place.
pub(super) fn is_arrow(tokens: Tokens<'_>) -> bool {
    tokens.operator("->").is_some() || tokens.operator("=>").is_some()
}

/// Whether an edge seems to be meant: a name alone, or a colon with ports behind it.
fn lacks_arrow(rest: Tokens<'_>) -> bool {
    let mut at = rest;
    while let Some(next) = at.skip() {
        if at.mark(':').is_some() {
            return next.word().is_some_and(|(word, _)| super::ports::is_protocol(&word))
                || next.literal().is_some();
        }
        at = next;
    }
    rest.is_empty()
}
