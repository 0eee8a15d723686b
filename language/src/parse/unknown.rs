//! What begins no statement: the word that was meant, and what is kept of a statement that cannot be read.

use groundplan_model::ordered::OrderedSet;
use proc_macro2::Ident;

use super::Parser;
use super::recover::begins_with_word;
use super::statement::{Read, is_arrow};
use super::tokens::Tokens;
use super::words::{self, Form, Scope, Word};
use crate::closest::closest;
use crate::syntax::StatementKind;

impl<'a> Parser<'a, '_> {
    /// A word that begins no statement: taken for the nearest one that does, if there is one.
    pub(super) fn parse_unknown_word(
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
            .or_else(|| closest(&written, words::STATEMENTS.iter().map(|word| word.word)))
            .or_else(|| word_of_body(rest, scope))
            .and_then(words::statement);
        if let Some(word) = near
            && let Form::Header(header) = &word.form
            && header.name
            && word.scopes.contains(&scope)
            && !rest.word().is_some_and(|(next, _)| may_be_name(&next))
            && word_of_body(rest, scope) == Some(word.word)
        {
            // The word is missing, and this is the name.
            self.slip(ident.span(), message, format!("did you mean `{} {written}`?", word.word));
            let word_ident = Ident::new(word.word, ident.span());
            let (declaration, closed) = self.parse_declaration(window, word_ident, None, word, header);
            return Some((StatementKind::Declaration(declaration), closed));
        }
        *window = rest;
        let Some(word) = near else {
            self.fail(ident.span(), message, expected(scope));
            return self.parse_unread(window, ident);
        };
        let fits = word.scopes.contains(&scope) && is_built(word) && begins_with_word(word.word, rest);
        if !fits {
            let place =
                if word.scopes.contains(&scope) { String::new() } else { format!(", in {}", homes(word)) };
            self.fail(ident.span(), message, format!("did you mean `{}`{place}?", word.word));
            return self.parse_unread(window, ident);
        }
        self.slip(ident.span(), message, format!("did you mean `{}`?", word.word));
        self.parse_word(window, Ident::new(word.word, ident.span()), word, scope)
    }

    /// What is not known or not built: whether it has a name, and its extent.
    pub(super) fn parse_unread(&mut self, window: &mut Tokens<'a>, word: Ident) -> Read {
        let named = window.word().is_some_and(|(name, _)| may_be_name(&name))
            // `web in public { … }` lacks its statement word.
            || may_be_name(&word);
        let declares = match words::statement(&word.to_string()).map(|word| &word.form) {
            Some(Form::Header(header)) => header.name,
            Some(Form::Own | Form::Reserved { .. }) | None => true,
        };
        let mut closed = false;
        // Braces end it, but for those that give properties or a value.
        let mut gives = false;
        while let Some(rest) = window.skip() {
            let braces = window.braces().is_some();
            let word = window.word();
            let opens = word.is_some_and(|(word, _)| word == "with")
                || window.mark('=').is_some()
                || window.operator("=>").is_some();
            *window = rest;
            if braces && !gives {
                closed = true;
                break;
            }
            gives = opens || gives && !braces;
        }
        Some((StatementKind::Unread { words: OrderedSet::new(), nameless: declares && !named }, closed))
    }
}

fn may_be_name(word: &Ident) -> bool {
    let written = word.to_string();
    words::forbidden_name(&written).is_none() && !matches!(written.as_str(), "internet_facing" | "internal")
}

const fn is_built(word: &Word) -> bool {
    !matches!(word.form, Form::Reserved { .. })
}

/// The statement word whose body these braces seem to be, from the first statement in them.
pub(super) fn word_of_body(rest: Tokens<'_>, scope: Scope) -> Option<&'static str> {
    let mut at = rest;
    loop {
        if let Some((inside, _, _)) = at.braces() {
            let first = inside.word().and_then(|(word, _)| words::statement(&word.to_string()));
            match first.and_then(|first| first.scopes.first()) {
                Some(Scope::Vpc) => return Some("vpc"),
                Some(Scope::LoadBalancer) => return Some("load_balancer"),
                Some(Scope::Security) => return Some("security"),
                Some(Scope::Topology | Scope::RouteTable) => return None,
                None if skip_operand(inside).is_some_and(is_arrow) => {
                    return match scope {
                        Scope::Topology => Some("security"),
                        Scope::Vpc => Some("route_table"),
                        _ => None,
                    };
                }
                None => {}
            }
        }
        at = at.skip()?;
    }
}

fn skip_operand(at: Tokens<'_>) -> Option<Tokens<'_>> {
    at.word()
        .map(|(_, rest)| rest)
        .or_else(|| at.literal().map(|(_, rest)| rest))
        .or_else(|| at.brackets().map(|(_, _, rest)| rest))
}

/// The bodies in which a word may stand.
pub(super) fn homes(word: &Word) -> String {
    let homes: Vec<&str> = word.scopes.iter().map(|scope| scope.shown()).collect();
    homes.join(" or in ")
}

/// What may stand in a body, for a help.
pub(super) fn expected(scope: Scope) -> String {
    if scope == Scope::RouteTable {
        return "write a route: `\"0.0.0.0/0\" -> gate;`".into();
    }
    let words: Vec<String> = words::STATEMENTS
        .iter()
        .filter(|word| word.scopes.contains(&scope) && is_built(word))
        .map(|word| format!("`{}`", word.word))
        .collect();
    let edge = if scope == Scope::Security { ", or is an edge `a -> b: tcp 80;`" } else { "" };
    format!("a statement here begins with {}{edge}", words.join(", "))
}
