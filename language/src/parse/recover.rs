//! Where a statement, a property and an arm end, told from tokens alone, before they are read.
//!
//! Each ends at its separator, or where the next of its kind begins: a statement with a statement word and what
//! belongs to it, or an operand before `->`; a property with `name:`; an arm with a pattern before `=>`, `|` or `if`.
//! A prefix (`permit`, `assert never`, `existing`, `.`, `|`, `if`) takes only what stands on its own line, so that a
//! half-typed line never changes the meaning of the next. Lines are asked for there and nowhere else, because editors
//! answer slowly; where all lines are equal, the shape decides.

use proc_macro2::Span;

use super::tokens::{Token, Tokens};
use super::words::{self, Form, Scope};
use crate::closest::closest;

/// Whether spans know their lines.
#[derive(Clone, Copy)]
pub(super) struct Lines {
    known: bool,
}

impl Lines {
    /// Lines are known where two tokens stand on different ones.
    pub fn of(tokens: Tokens<'_>) -> Lines {
        let first = tokens.span().start().line;
        let mut rest = tokens;
        while !rest.is_empty() {
            if rest.span().start().line != first || rest.span().end().line != first {
                return Lines { known: true };
            }
            match rest.skip() {
                Some(next) => rest = next,
                None => break,
            }
        }
        Lines { known: false }
    }

    /// Whether both stand on one line, or nobody knows.
    fn same(self, left: Span, right: Span) -> bool {
        !self.known || left.end().line == right.start().line
    }

    /// Whether both stand on one line for certain.
    pub fn surely_same(self, left: Span, right: Span) -> bool {
        self.known && left.end().line == right.start().line
    }
}

/// Where the statement at `start` ends: before its `;`, before the next statement, or at the end of the body.
///
/// A statement with a body may end earlier, at its `}`.
pub(super) fn statement_end<'a>(start: Tokens<'a>, scope: Scope, lines: Lines) -> Tokens<'a> {
    let mut at = skip_statement_head(start, lines);
    while let Some((token, rest)) = at.step() {
        if matches!(token, Token::Mark(';')) || begins(&token, at, rest, scope, lines) {
            break;
        }
        at = rest;
        // `per zones` on one line is a slip, and `zones` begins no statement there.
        if let Token::Word(per) = &token
            && per == "per"
            && let Some((word, after)) = rest.word()
            && lines.surely_same(per.span(), word.span())
        {
            at = after;
        }
    }
    at
}

/// What belongs to a statement whatever it looks like: its first token, or its prefix and operand.
fn skip_statement_head(start: Tokens<'_>, lines: Lines) -> Tokens<'_> {
    if let Some((word, rest)) = start.word() {
        let prefixes = ["permit", "assert"];
        let misspelt = || {
            words::statement(&word.to_string()).is_none() && closest(&word.to_string(), prefixes).is_some()
        };
        if prefixes.iter().any(|prefix| word == prefix) || word == "never" || misspelt() {
            return skip_prefixed_arrow(word.span(), rest, lines);
        }
        if word == "existing" {
            return rest
                .word()
                .filter(|(next, _)| lines.same(word.span(), next.span()))
                .map_or(rest, |(_, rest)| rest);
        }
        if word == "pub" {
            let rest = rest.group(proc_macro2::Delimiter::Parenthesis).map_or(rest, |(_, _, rest)| rest);
            return rest
                .word()
                .filter(|(next, _)| next != "pub" && lines.same(word.span(), next.span()))
                .map_or(rest, |(_, rest)| rest);
        }
        // `subnet region "…";` on one line is a subnet with a name that it may not have.
        if declares_name(&word.to_string())
            && let Some((name, after)) = rest.word()
            && words::statement(&name.to_string()).is_some()
            && lines.surely_same(word.span(), name.span())
        {
            return after;
        }
    }
    if let Some(rest) = skip_operand(start, lines)
        && let Some(rest) = skip_arrow(rest)
    {
        return rest;
    }
    start.skip().unwrap_or(start)
}

/// What belongs to `permit`, `assert` or `never` on its own line, up to the arrow.
fn skip_prefixed_arrow<'a>(prefix: Span, rest: Tokens<'a>, lines: Lines) -> Tokens<'a> {
    let mut before = prefix;
    let mut at = rest;
    if let Some((never, rest)) = at.keyword("never")
        && lines.same(before, never.span())
    {
        before = never.span();
        at = rest;
    }
    if at.word().is_some_and(|(word, rest)| begins_with_word(&word.to_string(), rest)) {
        return at;
    }
    if let Some(rest) = skip_operand(at, lines)
        && lines.same(before, at.span())
        && let Some(rest) = skip_arrow(rest)
    {
        return rest;
    }
    // Something stands in the way: an arrow on the line is this one's all the same.
    let mut further = at;
    while !further.is_empty() && further.mark(';').is_none() && lines.surely_same(prefix, further.span()) {
        if let Some(rest) = skip_arrow(further) {
            return rest;
        }
        match further.skip() {
            Some(rest) => further = rest,
            None => break,
        }
    }
    match skip_operand(at, lines) {
        Some(rest) if lines.same(before, at.span()) => rest,
        _ => at,
    }
}

fn declares_name(word: &str) -> bool {
    match words::statement(word).map(|word| &word.form) {
        Some(Form::Header(header)) => header.name,
        Some(Form::Own) => matches!(word, "let" | "param" | "output" | "zones"),
        Some(Form::Reserved { .. }) | None => false,
    }
}

/// Whether a statement begins here, whatever stands before.
pub(super) fn begins_statement(at: Tokens<'_>, scope: Scope, lines: Lines) -> bool {
    at.step().is_some_and(|(token, rest)| begins(&token, at, rest, scope, lines))
}

/// Whether a statement begins with `token`, which stands at `at` and before `rest`.
fn begins(token: &Token, at: Tokens<'_>, rest: Tokens<'_>, scope: Scope, lines: Lines) -> bool {
    match token {
        Token::Mark(mark) => *mark == '#' && (rest.brackets().is_some() || rest.mark('!').is_some()),
        Token::Word(word) if begins_with_word(&word.to_string(), rest) => true,
        // Most tokens stand before another than a mark, and so before no arrow.
        Token::Word(_) | Token::Other => rest.is_mark() && begins_with_arrow(at, scope, lines),
    }
}

fn begins_with_arrow(at: Tokens<'_>, scope: Scope, lines: Lines) -> bool {
    let arrow = |mistaken: bool| {
        skip_operand(at, lines)
            .is_some_and(|rest| rest.operator("->").is_some() || mistaken && rest.operator("=>").is_some())
    };
    match scope {
        Scope::Security | Scope::RouteTable => arrow(true),
        // In the topology an arrow begins no statement, but must not become part of an unfinished `assert`.
        Scope::Topology => arrow(false),
        Scope::Vpc | Scope::LoadBalancer => false,
    }
}

/// Whether `word` begins a statement with `rest` behind it.
pub(super) fn begins_with_word(word: &str, rest: Tokens<'_>) -> bool {
    let text = || rest.literal().is_some_and(|(literal, _)| literal.to_string().starts_with('"'));
    let name = || rest.word().is_some();
    if word == "pub" {
        return name() || rest.group(proc_macro2::Delimiter::Parenthesis).is_some();
    }
    let Some(known) = words::statement(word) else { return false };
    match &known.form {
        Form::Header(header) if header.name => name() || text(),
        Form::Header(header) if header.body == words::BodyForm::None => name() || text(),
        Form::Header(_) => rest.braces().is_some(),
        // These two begin values too, and nothing is lost with a form that is not built.
        Form::Reserved { .. } => !matches!(word, "if" | "match") && (name() || text()),
        Form::Own => match word {
            "permit" | "assert" => name() || text() || rest.brackets().is_some(),
            "listen" => name() || rest.literal().is_some(),
            "zones" => name() || text(),
            _ => name(),
        },
    }
}

/// What follows an edge's operand: a name with its dots, a string, a list.
fn skip_operand(at: Tokens<'_>, lines: Lines) -> Option<Tokens<'_>> {
    if let Some((_, rest)) = at.brackets().map(|(_, span, rest)| (span, rest)) {
        return Some(rest);
    }
    if let Some((literal, rest)) = at.literal() {
        return literal.to_string().starts_with('"').then_some(rest);
    }
    let (_, mut rest) = at.word()?;
    while let Some((dot, after)) = rest.mark('.')
        && let Some((word, after)) = after.word()
        && lines.same(dot, word.span())
    {
        rest = after;
    }
    Some(rest)
}

/// What follows `->`, or the `=>` in its place.
pub(super) fn skip_arrow(at: Tokens<'_>) -> Option<Tokens<'_>> {
    at.operator("->").or_else(|| at.operator("=>")).map(|(_, rest)| rest)
}

/// Where the property at `start` ends: before its `,` (or a `;` in its place), before the next property, or at the
/// end of the map.
pub(super) fn property_end(start: Tokens<'_>) -> Tokens<'_> {
    let own = skip_key(start).or_else(|| start.skip()).unwrap_or(start);
    let mut at = own;
    while !at.is_empty() && !is_separator(at) && !begins_property(at) {
        match at.skip() {
            Some(rest) => at = rest,
            None => break,
        }
    }
    at
}

fn is_separator(at: Tokens<'_>) -> bool {
    at.mark(',').is_some() || at.mark(';').is_some()
}

/// `name:` or `"text":`, and what follows the colon.
pub(super) fn skip_key(at: Tokens<'_>) -> Option<Tokens<'_>> {
    let rest = match at.word() {
        Some((_, rest)) => rest,
        None => at.literal().filter(|(literal, _)| literal.to_string().starts_with('"'))?.1,
    };
    rest.mark(':').map(|(_, rest)| rest)
}

pub(super) fn begins_property(at: Tokens<'_>) -> bool {
    if at.mark('#').is_some_and(|(_, rest)| rest.brackets().is_some()) {
        return true;
    }
    let base = at.operator("..").is_some_and(|(_, rest)| rest.word().is_some());
    base || skip_key(at).is_some()
}

/// Where the arm at `start` ends: before its `,` (or a `;` in its place), before the next arm, or at the end.
pub(super) fn arm_end(start: Tokens<'_>, lines: Lines) -> Tokens<'_> {
    let mut at = skip_arm_head(start, lines);
    while !at.is_empty() && !is_separator(at) && !begins_arm(at) {
        match at.skip() {
            Some(rest) => at = rest,
            None => break,
        }
    }
    at
}

/// The patterns and the guard of the arm at `start`, with its `=>`.
fn skip_arm_head(start: Tokens<'_>, lines: Lines) -> Tokens<'_> {
    let mut at = skip_patterns(start, lines);
    if let Some((guard, rest)) = at.keyword("if") {
        at = rest;
        if at.literal().is_some_and(|_| lines.same(guard.span(), at.span())) {
            at = skip_patterns(at, lines);
        } else if let Some((subject, rest)) = at.word()
            && lines.same(guard.span(), subject.span())
        {
            at = rest;
            if !at.is_empty() && lines.same(subject.span(), at.span()) {
                at = skip_patterns(at, lines);
            }
        }
    }
    // `path "/v1/*"` without its `if`.
    if let Some((word, rest)) = at.word()
        && words::SUBJECTS.iter().any(|subject| word == subject)
        && rest.literal().is_some_and(|_| lines.same(word.span(), rest.span()))
    {
        at = skip_patterns(rest, lines);
    }
    skip_arrow(at).unwrap_or(at)
}

/// `a | "b"`; a bar takes only what stands on its line.
fn skip_patterns(start: Tokens<'_>, lines: Lines) -> Tokens<'_> {
    let mut at = skip_pattern(start).or_else(|| start.skip()).unwrap_or(start);
    while let Some((bar, rest)) = at.mark('|') {
        at = rest;
        match skip_pattern(at) {
            Some(rest) if lines.same(bar, at.span()) => at = rest,
            _ => break,
        }
    }
    at
}

fn skip_pattern(at: Tokens<'_>) -> Option<Tokens<'_>> {
    match at.word() {
        Some((word, rest)) => (word != "if").then_some(rest),
        None => at.literal().map(|(_, rest)| rest),
    }
}

/// Whether an arm begins here, whatever stands before.
pub(super) fn begins_arm(at: Tokens<'_>) -> bool {
    if at.mark('#').is_some_and(|(_, rest)| rest.brackets().is_some()) {
        return true;
    }
    skip_pattern(at).is_some_and(|rest| {
        rest.operator("=>").is_some()
            || rest.operator("->").is_some()
            || rest.mark('|').is_some()
            || rest.keyword("if").is_some()
    })
}
