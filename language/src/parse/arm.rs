//! Routing: `match host { "a.example.com" | shop if path "/v1/*" => web, _ => respond 404 }`.

use proc_macro2::{Ident, Span};

use super::Parser;
use super::recover::arm_end;
use super::tokens::Tokens;
use super::value::failed;
use super::words;
use crate::closest::closest;
use crate::syntax::{Arm, Attributes, Value, ValueKind};

impl<'a> Parser<'a, '_> {
    /// Reads what follows `match`.
    pub(super) fn parse_match(&mut self, tokens: &mut Tokens<'a>, span: Span) -> ValueKind {
        const FORM: &str = "write `match host { … }` or `match path { … }`";
        let subject = match tokens.word() {
            Some((subject, rest)) => {
                *tokens = rest;
                if !words::SUBJECTS.iter().any(|known| subject == known) {
                    let help = match closest(&subject.to_string(), words::SUBJECTS.iter().copied()) {
                        Some(near) => format!("write `match {near}`"),
                        None => FORM.to_owned(),
                    };
                    self.fail(
                        subject.span(),
                        format!("`{subject}` is nothing that a `match` looks at"),
                        help,
                    );
                }
                Some(subject)
            }
            None => {
                if let Some((_, _, rest)) = tokens.group(proc_macro2::Delimiter::Parenthesis) {
                    let message = "a `match` over several things is a form for later and is not built yet";
                    self.fail(
                        tokens.span(),
                        message,
                        "write `match host { … }` with `if path \"…\"` behind a host",
                    );
                    *tokens = rest;
                } else {
                    self.fail(span, "`match` looks at nothing", FORM);
                }
                None
            }
        };
        let Some((inside, _, rest)) = tokens.braces() else {
            self.fail(span, "`match` has no arms", FORM);
            return ValueKind::Failed;
        };
        *tokens = rest;
        let arms = self.parse_arms(inside);
        match subject {
            Some(subject) => ValueKind::Match { subject, arms },
            None => ValueKind::Failed,
        }
    }

    /// The arms between the braces of a `match`.
    pub(super) fn parse_arms(&mut self, inside: Tokens<'a>) -> Vec<Arm> {
        let mut arms = Vec::new();
        let mut tokens = inside;
        let mut semicolons = false;
        while !tokens.is_empty() {
            let (attributes, cfgs) = self.parse_attributes(&mut tokens);
            self.tell_stray_was(&attributes);
            let start = tokens;
            if start.is_empty() {
                self.end_attributes(&cfgs, start, "an arm");
                break;
            }
            let end = arm_end(start, self.lines);
            let (arm, _) = self.apart(|parser| {
                let mut window = start.until(end);
                let mut arm = parser.parse_arm(&mut window, attributes);
                if !window.is_empty() {
                    let message = format!("`{}` does not belong to this arm", window.shown());
                    parser.fail(window.span(), message, "write an arm as `pattern => target,`");
                }
                if let (true, Some(arm)) = (parser.failed, &mut arm) {
                    arm.action.kind = ValueKind::Failed;
                }
                tokens = parser.parse_comma(start, start.from(end), &mut semicolons);
                arm
            });
            self.close_cfgs(&cfgs, tokens);
            match arm {
                Some(arm) => arms.push(arm),
                // An arm is missing, so nothing is to be said about what the arms lack.
                None => self.failed = true,
            }
        }
        arms
    }

    fn parse_arm(&mut self, window: &mut Tokens<'a>, attributes: Attributes) -> Option<Arm> {
        let patterns = self.parse_patterns(window, "an arm")?;
        let first = shown(patterns.first()?);
        let guard = match window.keyword("if") {
            Some((word, rest)) => {
                *window = rest;
                Some(self.parse_guard(window, word.span())?)
            }
            None => self.parse_guard_without_if(window),
        };
        let help = format!("write `{first} => web,` with the target that it goes to");
        if let Some((_, rest)) = window.operator("=>") {
            *window = rest;
        } else if let Some((arrow, rest)) = window.operator("->") {
            self.slip(arrow, "`->` in an arm where `=>` is due", "write `=>`");
            *window = rest;
        } else if window.is_empty() {
            self.fail(window.before(), format!("the arm of `{first}` has no `=>`"), help);
            return Some(Arm { attributes, patterns, guard, action: failed(window.before()) });
        } else if let Some((mark, rest)) = [':', '=', '>'].into_iter().find_map(|mark| window.mark(mark)) {
            self.slip(mark, format!("`{}` in an arm where `=>` is due", window.shown()), "write `=>`");
            *window = rest.operator("=>").map_or(rest, |(_, rest)| rest);
        } else {
            let help = format!("write `{first} => {}`", window.shown_all());
            self.slip(window.span(), format!("`=>` is missing after `{first}`"), help);
        }
        let action = self.parse_value(window, &|| (format!("the arm of `{first}`"), help.clone()));
        Some(Arm { attributes, patterns, guard, action })
    }

    /// `path "/v1/*" | "/v2/*"` behind `if`.
    fn parse_guard(&mut self, window: &mut Tokens<'a>, span: Span) -> Option<(Ident, Vec<Value>)> {
        const FORM: &str = "write `if path \"/v1/*\"`";
        let Some((word, rest)) = window.word() else {
            if let Some((text, _)) = super::slip::text(*window) {
                let help = format!("write `if path \"{}\"`", text.text);
                self.slip(text.span, "`path` is missing after `if`", help);
                return Some((Ident::new("path", span), self.parse_patterns(window, "a guard")?));
            }
            self.fail(span, "`if` looks at nothing", FORM);
            return None;
        };
        *window = rest;
        if window.is_empty() || window.operator("=>").is_some() {
            self.fail(word.span(), format!("`if {word}` has no pattern"), FORM);
            return None;
        }
        Some((word, self.parse_patterns(window, "a guard")?))
    }

    fn parse_guard_without_if(&mut self, window: &mut Tokens<'a>) -> Option<(Ident, Vec<Value>)> {
        let (word, rest) = window.word()?;
        rest.literal()?;
        if !words::SUBJECTS.iter().any(|subject| word == subject) {
            return None;
        }
        self.slip(word.span(), format!("`if` is missing before `{word}`"), format!("write `if {word}`"));
        *window = rest;
        Some((word, self.parse_patterns(window, "a guard")?))
    }

    /// `a | "b"`
    fn parse_patterns(&mut self, window: &mut Tokens<'a>, owner: &str) -> Option<Vec<Value>> {
        let mut patterns = vec![self.parse_pattern(window, owner)?];
        while let Some((_, rest)) = window.mark('|') {
            *window = rest;
            patterns.push(self.parse_pattern(window, "`|`")?);
        }
        Some(patterns)
    }

    fn parse_pattern(&mut self, window: &mut Tokens<'a>, owner: &str) -> Option<Value> {
        const FORM: &str = "write a string, a name or `_`";
        if window.is_empty() {
            self.fail(window.before(), format!("{owner} has no pattern"), FORM);
            return None;
        }
        let guard = window.keyword("if").is_some();
        if guard || window.operator("=>").is_some() || window.word().is_none() && window.literal().is_none() {
            self.fail(window.span(), format!("`{}` is no pattern", window.shown()), FORM);
            return None;
        }
        let value = self.parse_atom(window);
        if matches!(value.kind, ValueKind::Failed) { None } else { Some(value) }
    }
}

/// A pattern as a message shows it.
fn shown(pattern: &Value) -> String {
    match &pattern.kind {
        ValueKind::Text(text) => format!("\"{text}\""),
        ValueKind::Name(name) => name.to_string(),
        _ => "…".into(),
    }
}
