//! Slips that are understood all the same: an unquoted block, `20GiB`, `true`, a quoted name.
//!
//! Each is told once, with what to write; the tree then holds what was meant, so that nothing follows from it.

use proc_macro2::{Ident, Span};
use syn::Lit;

use super::Parser;
use super::tokens::Tokens;
use super::words;
use crate::syntax::{Literal, Reference, Value, ValueKind};

/// A string, plain or raw, and what follows.
pub(super) fn text(tokens: Tokens<'_>) -> Option<(Literal, Tokens<'_>)> {
    let (literal, rest) = tokens.literal()?;
    let span = literal.span();
    if let Some(plain) = plain_text(&literal.to_string()) {
        return Some((Literal { text: plain.into(), span }, rest));
    }
    match Lit::new(literal) {
        Lit::Str(text) if text.suffix().is_empty() => Some((Literal { text: text.value(), span }, rest)),
        _ => None,
    }
}

/// What a string without escapes says: most are such.
pub(super) fn plain_text(written: &str) -> Option<&str> {
    let inside = written.strip_prefix('"')?.strip_suffix('"')?;
    (!inside.contains('\\') && !inside.contains('\r')).then_some(inside)
}

/// Whether a text could be a name.
pub(super) fn is_name(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && text != "_"
}

/// The name that a text would be with its hyphens as underscores, if it would be one.
pub(super) fn as_name(text: &str) -> Option<String> {
    let name = text.replace(['-', ' '], "_");
    is_name(&name).then_some(name)
}

impl<'a> Parser<'a, '_> {
    /// `10.0.0.0/16`, `us-east-1`, `ami-0abc`: what AWS spells so is a string, and lacks its quotes here.
    pub(super) fn parse_unquoted(&mut self, tokens: &mut Tokens<'a>) -> Option<Value> {
        if !tokens.skip().is_some_and(Tokens::is_mark) {
            return None;
        }
        let span = tokens.span();
        let mut text = String::new();
        let mut at = *tokens;
        let mut joined = false;
        let starts_as_number = at.word().is_none();
        loop {
            if let Some((word, rest)) = at.word() {
                text.push_str(&word.to_string());
                at = rest;
            } else {
                let (literal, rest) = at.literal()?;
                let piece = literal.to_string();
                if !piece.starts_with(|first: char| first.is_ascii_digit()) {
                    return None;
                }
                text.push_str(&piece);
                at = rest;
            }
            let mark =
                ['-', '/', '.'].into_iter().find_map(|mark| at.mark(mark).map(|(_, rest)| (mark, rest)));
            let Some((mark, rest)) = mark else { break };
            if mark == '.' && at.operator("..").is_some() {
                break;
            }
            // `edge.dns_name` and a dot at the end of a line are another matter; a number with dots is an address.
            if !starts_as_number && mark == '.' && !joined {
                return None;
            }
            if rest.literal().is_none() && rest.word().is_none() {
                break;
            }
            text.push(mark);
            joined = true;
            at = rest;
        }
        let range = starts_as_number && text.bytes().all(|letter| letter.is_ascii_digit() || letter == b'-');
        if !joined || range {
            return None;
        }
        *tokens = at;
        self.slip(span, format!("`{text}` is not quoted"), format!("write `\"{text}\"`"));
        Some(Value { span, kind: ValueKind::Text(text) })
    }

    /// `public` for `"public"` where only a name can stand.
    pub(super) fn parse_quoted_name(&mut self, tokens: &mut Tokens<'a>) -> Option<Ident> {
        let (quoted, rest) = text(*tokens)?;
        let name = as_name(&quoted.text)?;
        *tokens = rest;
        self.slip(quoted.span, format!("the name `{}` is quoted", quoted.text), format!("write `{name}`"));
        Some(Ident::new(&name, quoted.span))
    }

    /// `yes` for `true`, `no` for `false`.
    pub(super) fn parse_truth(&mut self, word: &Ident) -> Option<Value> {
        let ours = match word.to_string().as_str() {
            "true" => "yes",
            "false" => "no",
            _ => return None,
        };
        let span = word.span();
        self.slip(span, format!("`{word}` is spelt `{ours}`"), format!("write `{ours}`"));
        Some(Value { span, kind: ValueKind::Name(Reference { segments: vec![Ident::new(ours, span)] }) })
    }

    /// The unit behind a number: as a suffix (`20GiB`), as a word, as `%`.
    pub(super) fn parse_unit(
        &mut self,
        number: u64,
        suffix: &str,
        span: Span,
        tokens: &mut Tokens<'a>,
    ) -> Option<Literal> {
        if !suffix.is_empty() {
            let Some(unit) = words::unit(suffix) else {
                let message = format!("`{suffix}` is no unit");
                self.fail(span, message, format!("the units are {}", units()));
                return None;
            };
            let message = if unit == suffix {
                format!("`{number}{suffix}` has no space before its unit")
            } else {
                format!("`{suffix}` is no unit")
            };
            self.slip(span, message, format!("write `{}`", with_unit(number, unit)));
            return Some(Literal { text: unit.into(), span });
        }
        if let Some((mark, rest)) = tokens.mark('%') {
            *tokens = rest;
            return Some(Literal { text: "%".into(), span: mark });
        }
        let (word, rest) = tokens.word()?;
        let written = word.to_string();
        let unit = words::unit(&written)?;
        *tokens = rest;
        if unit != written {
            let message = format!("`{written}` is no unit");
            self.slip(word.span(), message, format!("write `{}`", with_unit(number, unit)));
        }
        Some(Literal { text: unit.into(), span: word.span() })
    }
}

fn with_unit(number: u64, unit: &str) -> String {
    if unit == "%" { format!("{number}%") } else { format!("{number} {unit}") }
}

/// Every unit, for a help.
pub(super) fn units() -> String {
    let mut list: Vec<String> = words::UNITS.iter().map(|unit| format!("`{unit}`")).collect();
    list.push("`%`".into());
    list.join(", ")
}
