//! A window on the tokens: where reading stands, and where the statement, property or arm being read ends.
//!
//! Everything that reads takes from a window and cannot reach over its end, so that a half-typed line takes nothing
//! of the next one. What ends where is `recover.rs`'s to say.

use groundplan_model::ordered::OrderedSet;
use proc_macro2::extra::DelimSpan;
use proc_macro2::{Delimiter, Ident, Literal, Punct, Spacing, Span, TokenStream};
use syn::buffer::Cursor;

#[cfg(test)]
thread_local! {
    /// How often a token was looked at: the work that parsing does.
    pub(super) static LOOKS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// A token as far as telling statements apart needs it.
pub enum Token {
    /// A word.
    Word(Ident),
    /// A mark.
    Mark(char),
    /// A literal or a group.
    Other,
}

/// The tokens from a place up to an end.
#[derive(Clone, Copy)]
pub struct Tokens<'a> {
    at: Cursor<'a>,
    end: Option<Cursor<'a>>,
}

impl<'a> Tokens<'a> {
    /// All tokens from `cursor` on.
    pub fn new(cursor: Cursor<'a>) -> Tokens<'a> {
        Tokens { at: cursor, end: None }
    }

    /// Where reading stands.
    pub fn cursor(self) -> Cursor<'a> {
        self.at
    }

    /// These tokens up to where `end` stands.
    pub fn until(self, end: Tokens<'a>) -> Tokens<'a> {
        Tokens { at: self.at, end: Some(end.at) }
    }

    /// These tokens from where `place` stands.
    pub fn from(self, place: Tokens<'a>) -> Tokens<'a> {
        Tokens { at: place.at, end: self.end }
    }

    /// What follows the end of the window.
    pub fn beyond(self) -> Tokens<'a> {
        Tokens { at: self.end.unwrap_or(self.at), end: None }
    }

    /// The window with nothing left in it.
    pub fn end(self) -> Tokens<'a> {
        let mut at = self;
        while let Some(rest) = at.skip() {
            at = rest;
        }
        at
    }

    /// A copy of the tokens in the window.
    pub fn copied(self) -> TokenStream {
        let mut copy = TokenStream::new();
        let mut at = self;
        while let Some(cursor) = at.open()
            && let Some((token, rest)) = cursor.token_tree()
        {
            copy.extend([token]);
            at = at.to(rest);
        }
        copy
    }

    fn open(self) -> Option<Cursor<'a>> {
        #[cfg(test)]
        LOOKS.set(LOOKS.get() + 1);
        if self.at.eof() || self.end == Some(self.at) { None } else { Some(self.at) }
    }

    fn to(self, at: Cursor<'a>) -> Tokens<'a> {
        Tokens { at, end: self.end }
    }

    /// Adds every word in the window, those in braces and brackets too.
    pub fn add_words(self, words: &mut OrderedSet<String>) {
        let mut at = self;
        while let Some(rest) = at.skip() {
            if let Some((word, _)) = at.word() {
                words.insert(word.to_string());
            }
            for delimiter in [Delimiter::Brace, Delimiter::Bracket] {
                if let Some((inside, _, _)) = at.group(delimiter) {
                    inside.add_words(words);
                }
            }
            at = rest;
        }
    }

    /// Whether nothing is left.
    pub fn is_empty(self) -> bool {
        match self.open() {
            None => true,
            // An empty group without delimiters, from a macro's fragment, holds nothing that can be taken.
            Some(at) => matches!(at.any_group(), Some((_, Delimiter::None, _, _))) && self.skip().is_none(),
        }
    }

    /// The next token, as far as telling statements apart needs it, and what follows.
    pub fn step(self) -> Option<(Token, Tokens<'a>)> {
        if let Some((word, rest)) = self.word() {
            return Some((Token::Word(word), rest));
        }
        if let Some((mark, rest)) = self.punct() {
            return Some((Token::Mark(mark.as_char()), rest));
        }
        self.skip().map(|rest| (Token::Other, rest))
    }

    /// What follows the next token.
    pub fn skip(self) -> Option<Tokens<'a>> {
        let at = self.open()?;
        let rest = if let Some((_, rest)) = at.ident() {
            rest
        } else if let Some((_, rest)) = at.literal() {
            rest
        } else if let Some((_, rest)) = at.punct() {
            rest
        } else if let Some((_, rest)) = at.lifetime() {
            rest
        } else {
            let delimiters = [Delimiter::Brace, Delimiter::Bracket, Delimiter::Parenthesis];
            delimiters.into_iter().find_map(|delimiter| at.group(delimiter)).map(|(_, _, rest)| rest)?
        };
        Some(self.to(rest))
    }

    /// A word.
    pub fn word(self) -> Option<(Ident, Tokens<'a>)> {
        let (word, rest) = self.open()?.ident()?;
        Some((word, self.to(rest)))
    }

    /// The word `wanted`.
    pub fn keyword(self, wanted: &str) -> Option<(Ident, Tokens<'a>)> {
        self.word().filter(|(word, _)| word == wanted)
    }

    /// A literal.
    pub fn literal(self) -> Option<(Literal, Tokens<'a>)> {
        let (literal, rest) = self.open()?.literal()?;
        Some((literal, self.to(rest)))
    }

    /// A single mark such as `;`, which is no part of a longer operator that the language knows.
    pub fn mark(self, wanted: char) -> Option<(Span, Tokens<'a>)> {
        let (mark, rest) = self.punct()?;
        if mark.as_char() != wanted {
            return None;
        }
        let longer = match wanted {
            ':' => Some(':'),
            '=' | '-' => Some('>'),
            _ => None,
        };
        let is_longer = mark.spacing() == Spacing::Joint
            && longer.is_some_and(|longer| rest.punct().is_some_and(|(next, _)| next.as_char() == longer));
        if is_longer { None } else { Some((mark.span(), rest)) }
    }

    /// An operator of several marks, as `->`, `=>`, `..=`, `::`.
    pub fn operator(self, wanted: &str) -> Option<(Span, Tokens<'a>)> {
        let mut at = self;
        let mut first = None;
        let mut joint = true;
        for letter in wanted.chars() {
            let (mark, rest) = at.punct()?;
            if mark.as_char() != letter || !joint {
                return None;
            }
            joint = mark.spacing() == Spacing::Joint;
            first.get_or_insert(mark.span());
            at = rest;
        }
        first.map(|span| (span, at))
    }

    /// A group in `delimiter`: what is in it, its span, what follows.
    pub fn group(self, delimiter: Delimiter) -> Option<(Tokens<'a>, DelimSpan, Tokens<'a>)> {
        let (inside, span, rest) = self.open()?.group(delimiter)?;
        Some((Tokens::new(inside), span, self.to(rest)))
    }

    /// A group in braces.
    pub fn braces(self) -> Option<(Tokens<'a>, DelimSpan, Tokens<'a>)> {
        self.group(Delimiter::Brace)
    }

    /// A list in brackets.
    pub fn brackets(self) -> Option<(Tokens<'a>, DelimSpan, Tokens<'a>)> {
        self.group(Delimiter::Bracket)
    }

    /// Whether a mark of any kind stands here.
    pub fn is_mark(self) -> bool {
        self.punct().is_some()
    }

    fn punct(self) -> Option<(Punct, Tokens<'a>)> {
        let (mark, rest) = self.open()?.punct()?;
        Some((mark, self.to(rest)))
    }

    /// The next token's span, or the last one's where nothing is left.
    pub fn span(self) -> Span {
        match self.open() {
            Some(at) => at.span(),
            None => self.before(),
        }
    }

    /// The span of the token before.
    pub fn before(self) -> Span {
        self.at.prev_span()
    }

    /// The token at the end of the window, of a group its closing brace.
    pub fn shown_last(self) -> String {
        let mut last = self;
        let mut at = self;
        while let Some(rest) = at.skip() {
            last = at;
            at = rest;
        }
        match last.shown().chars().last() {
            Some(closing @ ('}' | ']' | ')')) if last.literal().is_none() => closing.to_string(),
            _ => last.shown(),
        }
    }

    /// The whole window as a message shows it, where it is short.
    pub fn shown_all(self) -> String {
        let mut text = String::new();
        let mut at = self;
        // No space stands before these, and none after a dot or an opening.
        while let Some(rest) = at.skip() {
            let token = match at.brackets() {
                Some((inside, _, _)) => format!("[{}]", inside.shown_all()),
                None => at.until(rest).shown(),
            };
            let close = matches!(token.as_str(), "," | ";" | ":" | "." | "%" | "=" | ">" | "/")
                && (token != "=" && token != ">" || text.ends_with(['=', '-', '.']));
            let open = text.is_empty() || text.ends_with(['.', '/']);
            if !close && !open {
                text.push(' ');
            }
            text.push_str(&token);
            at = rest;
        }
        if text.chars().count() <= 50 { text } else { "…".into() }
    }

    /// The next token as a message shows it, without its backticks.
    pub fn shown(self) -> String {
        let Some(at) = self.open() else { return String::new() };
        if at.group(Delimiter::Brace).is_some() {
            return "{ … }".into();
        }
        if at.group(Delimiter::Bracket).is_some() {
            return "[ … ]".into();
        }
        if at.group(Delimiter::Parenthesis).is_some() {
            return "( … )".into();
        }
        let mut text = String::new();
        let mut tokens = self;
        while let Some((mark, rest)) = tokens.punct() {
            text.push(mark.as_char());
            tokens = rest;
            if mark.spacing() == Spacing::Alone {
                break;
            }
        }
        if !text.is_empty() {
            return text;
        }
        match at.ident() {
            Some((word, _)) => word.to_string(),
            None => at.literal().map(|(literal, _)| literal.to_string()).unwrap_or_default(),
        }
    }
}
