//! Declared names, and which words none may bear.

use groundplan_model::check::language::NAME_RESERVED;
use proc_macro2::Ident;

use super::Parser;
use super::header::is_header_word;
use super::tokens::Tokens;
use super::words::{self, Form, Header, Operand, Word};

impl<'a> Parser<'a, '_> {
    /// Reads the name that a statement declares.
    pub(super) fn parse_declared_name(&mut self, window: &mut Tokens<'a>, word: &Word) -> Option<Ident> {
        if let Some((name, rest)) = window.word()
            && !is_header_word(&name)
            && !is_operand(word, &name)
        {
            *window = rest;
            self.check_name(&name, word.word);
            return Some(name);
        }
        // Of two strings the first is the name; one alone is the operand of a header that has one.
        let header_text = match &word.form {
            Form::Header(header) => matches!(header.operand, Operand::Text(_) | Operand::TextUnlessFamily(_)),
            _ => false,
        };
        let is_name = !header_text || window.skip().is_some_and(|rest| rest.literal().is_some());
        if is_name && let Some(name) = self.parse_quoted_name(window) {
            self.check_name(&name, word.word);
            return Some(name);
        }
        let help = format!("write `{}`", word.example);
        self.fail(window.before(), format!("`{}` has no name", word.word), help);
        None
    }

    /// Passes over a word that stands between a name and the mark that is due.
    pub(super) fn pass_extra_word(&mut self, window: &mut Tokens<'a>, due: char) {
        if let Some((word, rest)) = window.word()
            && rest.mark(due).is_some()
        {
            self.fail(word.span(), format!("`{word}` stands where `{due}` is due"), "take it out");
            *window = rest;
        }
    }

    /// Refuses a name that is a word of the language or of Rust.
    pub(super) fn check_name(&mut self, name: &Ident, word: &str) {
        let written = name.to_string();
        let Some(reason) = words::forbidden_name(&written) else { return };
        let plain = written.trim_start_matches("r#");
        let kind = match word {
            "let" => "value",
            "zones" => "zone",
            word => word,
        };
        let proposal =
            if plain == kind || plain == "_" { format!("main_{kind}") } else { format!("{plain}_{kind}") };
        let message = format!("`{written}` is {reason} and cannot be a name");
        self.slip_of(&NAME_RESERVED, name.span(), message, format!("write another name, as `{proposal}`"));
        self.failed = true;
    }
}

/// Whether a word stands behind the name of such a statement.
fn is_operand(word: &Word, name: &Ident) -> bool {
    match &word.form {
        Form::Header(Header { operand: Operand::Word(known), .. }) => known.iter().any(|known| name == known),
        _ => false,
    }
}
