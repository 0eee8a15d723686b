//! Patterns of load balancer rules: what they match, decided exactly.
//!
//! `*` stands for any number of characters, dots and slashes included, `?` for exactly one. A [`Glob`] is a small
//! automaton; inclusion and union are decided by running several of them side by side over every word at once.
//! Characters that no pattern names behave alike, so one stands for all of them.
//!
//! Source: Elastic Load Balancing, Application Load Balancers guide, "Host conditions" and "Path conditions", 2026-09.

use crate::ordered::OrderedSet;

/// One position of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Token {
    /// This character.
    Char(char),
    /// Any one character.
    One,
    /// Any number of characters.
    Many,
}

/// A pattern with `*` and `?`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Glob(Vec<Token>);

/// How many steps a decision may take before it is given up: then nothing is known, and no rule speaks.
///
/// Patterns as people write them take some hundreds; the limit is for those that are made to be hard.
#[derive(Clone, Copy, Debug)]
pub struct Effort(pub usize);

impl Default for Effort {
    fn default() -> Effort {
        Effort(60_000)
    }
}

/// The positions that a pattern may be at, as bits.
type Positions = Vec<u64>;

impl Glob {
    /// A host pattern: letters are compared without case.
    #[must_use]
    pub fn host(text: &str) -> Glob {
        Glob::path(&text.to_ascii_lowercase())
    }

    /// A path pattern: letters are compared with case.
    #[must_use]
    pub fn path(text: &str) -> Glob {
        let mut tokens: Vec<Token> = text
            .chars()
            .map(|letter| match letter {
                '*' => Token::Many,
                '?' => Token::One,
                other => Token::Char(other),
            })
            .collect();
        tokens.dedup_by(|one, other| *one == Token::Many && *other == Token::Many);
        Glob(tokens)
    }

    /// Whether the pattern matches one text only: it has neither `*` nor `?`.
    #[must_use]
    pub fn is_literal(&self) -> bool {
        self.0.iter().all(|token| matches!(token, Token::Char(_)))
    }

    /// A text that the pattern matches: `q7` stands for each `*`, `q` for each `?`.
    #[must_use]
    pub fn sample(&self) -> String {
        let mut text = String::new();
        for token in &self.0 {
            match token {
                Token::Char(letter) => text.push(*letter),
                Token::One => text.push('q'),
                Token::Many => text.push_str("q7"),
            }
        }
        text
    }

    /// How many `*` and `?` it has.
    #[must_use]
    pub fn wildcards(&self) -> usize {
        self.0.iter().filter(|token| token.letter().is_none()).count()
    }

    /// Whether the pattern matches the text. A host must be given in lower case.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let letters: Vec<char> = text.chars().collect();
        let (mut token, mut letter) = (0, 0);
        // The last `*`, and how far it reaches so far: the one place to go back to.
        let mut star: Option<(usize, usize)> = None;
        while letter < letters.len() {
            match (self.0.get(token), star) {
                (Some(Token::Many), _) => {
                    star = Some((token, letter));
                    token += 1;
                    continue;
                }
                (Some(Token::One), _) => token += 1,
                (Some(Token::Char(own)), _) if *own == letters[letter] => token += 1,
                (_, Some((at, reach))) => {
                    star = Some((at, reach + 1));
                    token = at + 1;
                    letter = reach;
                }
                (_, None) => return false,
            }
            letter += 1;
        }
        self.0[token..].iter().all(|token| *token == Token::Many)
    }

    /// Whether some text is matched by both patterns.
    #[must_use]
    pub fn meets(&self, other: &Glob) -> bool {
        let (left, right) = (&self.0, &other.0);
        if begin_apart(left.iter(), right.iter()) || begin_apart(left.iter().rev(), right.iter().rev()) {
            return false;
        }
        // `below[column]`: whether the rests of both patterns, from the next row on and from the column on, meet.
        let mut below = vec![false; right.len() + 1];
        for row in (0..=left.len()).rev() {
            let mut current = vec![false; right.len() + 1];
            for column in (0..=right.len()).rev() {
                let next = |column: usize| current.get(column).copied().unwrap_or(false);
                current[column] = match (left.get(row), right.get(column)) {
                    (None, None) => true,
                    (Some(Token::Many), _) => below[column] || next(column + 1),
                    (_, Some(Token::Many)) => next(column + 1) || (row < left.len() && below[column]),
                    (None, _) | (_, None) => false,
                    (Some(one), Some(other)) => {
                        let alike = one == other || *one == Token::One || *other == Token::One;
                        alike && below[column + 1]
                    }
                };
            }
            below = current;
        }
        below[0]
    }

    /// Whether the pattern matches every text that `other` matches; `None` where that would take too long to decide.
    #[must_use]
    pub fn covers(&self, other: &Glob, effort: &mut Effort) -> Option<bool> {
        if other.is_literal() {
            let text: String = other.0.iter().filter_map(|token| token.letter()).collect();
            return Some(self.matches(&text));
        }
        Some(signatures(other, &[self], effort)?.iter().all(|matched| matched[0]))
    }

    fn start(&self) -> Positions {
        let mut positions = vec![0; self.0.len() / 64 + 1];
        self.enter(&mut positions, 0);
        positions
    }

    /// Marks a position, and the one behind it where `*` may stand for nothing.
    fn enter(&self, positions: &mut Positions, mut position: usize) {
        positions[position / 64] |= 1 << (position % 64);
        while self.0.get(position) == Some(&Token::Many) {
            position += 1;
            positions[position / 64] |= 1 << (position % 64);
        }
    }

    /// The positions after one more character; `None` is a character that no pattern names.
    fn step(&self, positions: &Positions, letter: Option<char>) -> Positions {
        let mut next = vec![0; positions.len()];
        for (position, token) in self.0.iter().enumerate() {
            if positions[position / 64] & 1 << (position % 64) == 0 {
                continue;
            }
            match token {
                Token::Many => self.enter(&mut next, position),
                Token::One => self.enter(&mut next, position + 1),
                Token::Char(own) if Some(*own) == letter => self.enter(&mut next, position + 1),
                Token::Char(_) => {}
            }
        }
        next
    }

    fn accepts(&self, positions: &Positions) -> bool {
        positions[self.0.len() / 64] & 1 << (self.0.len() % 64) != 0
    }
}

/// Whether two patterns ask for different characters before either has a `*`: most are apart by that.
fn begin_apart<'a>(left: impl Iterator<Item = &'a Token>, right: impl Iterator<Item = &'a Token>) -> bool {
    left.zip(right)
        .take_while(|(one, other)| **one != Token::Many && **other != Token::Many)
        .any(|(one, other)| one != other && *one != Token::One && *other != Token::One)
}

impl Token {
    fn letter(self) -> Option<char> {
        match self {
            Token::Char(letter) => Some(letter),
            Token::One | Token::Many => None,
        }
    }
}

/// For the texts that `subject` matches, which of `others` match them too: each combination that some text has, in
/// the order of `others`. `None` where that would take too long to find out.
#[must_use]
pub fn signatures(subject: &Glob, others: &[&Glob], effort: &mut Effort) -> Option<OrderedSet<Vec<bool>>> {
    let globs: Vec<&Glob> = std::iter::once(subject).chain(others.iter().copied()).collect();
    let named: OrderedSet<char> =
        globs.iter().flat_map(|glob| &glob.0).filter_map(|token| token.letter()).collect();
    let letters: Vec<Option<char>> = named.into_iter().map(Some).chain([None]).collect();
    let start: Vec<Positions> = globs.iter().map(|glob| glob.start()).collect();
    let mut found = OrderedSet::new();
    let mut seen: OrderedSet<Vec<Positions>> = [start.clone()].into_iter().collect();
    let mut open = vec![start];
    while let Some(state) = open.pop() {
        if subject.accepts(&state[0]) {
            found.insert(globs.iter().zip(&state).skip(1).map(|(glob, at)| glob.accepts(at)).collect());
        }
        for letter in &letters {
            effort.0 = effort.0.checked_sub(globs.len())?;
            let first = subject.step(&state[0], *letter);
            if first.iter().all(|bits| *bits == 0) {
                continue;
            }
            let rest = globs.iter().zip(&state).skip(1).map(|(glob, at)| glob.step(at, *letter));
            let next: Vec<Positions> = std::iter::once(first).chain(rest).collect();
            if seen.insert(next.clone()) {
                open.push(next);
            }
        }
    }
    Some(found)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn covers(outer: &str, inner: &str) -> bool {
        Glob::host(outer).covers(&Glob::host(inner), &mut Effort::default()).unwrap()
    }

    /// What a pattern matches, said as plainly as can be.
    fn plain(glob: &[u8], text: &[u8]) -> bool {
        match (glob.split_first(), text.split_first()) {
            (None, None) => true,
            (Some((b'*', rest)), _) => plain(rest, text) || (!text.is_empty() && plain(glob, &text[1..])),
            (Some((b'?', rest)), Some((_, left))) => plain(rest, left),
            (Some((own, rest)), Some((letter, left))) => own == letter && plain(rest, left),
            _ => false,
        }
    }

    /// Every word over `alphabet` of at most `length` letters.
    fn words(alphabet: &str, length: usize) -> Vec<String> {
        let mut all = vec![String::new()];
        let mut last = all.clone();
        for _ in 0..length {
            last = last
                .iter()
                .flat_map(|word| alphabet.chars().map(move |letter| format!("{word}{letter}")))
                .collect();
            all.extend(last.iter().cloned());
        }
        all
    }

    #[test]
    fn a_star_is_any_number_and_a_question_mark_is_one() {
        let glob = Glob::host("*.Example.org");
        for text in ["a.example.org", "a.b.example.org", ".example.org"] {
            assert!(glob.matches(text), "{text}");
        }
        assert!(!glob.matches("example.org"));
        assert!(Glob::host("a?.org").matches("ab.org"));
        assert!(!Glob::host("a?.org").matches("a.org"));
        assert!(!Glob::path("/API").matches("/api"));
    }

    #[test]
    fn inclusion_is_that_of_languages_not_of_texts() {
        assert!(covers("*.example.org", "api.example.org"));
        assert!(covers("*.org", "*.example.org"));
        assert!(!covers("*.example.org", "*.org"));
        assert!(covers("*.example.org", "*.api.example.org"));
        assert!(covers("a*c*", "abc*"));
        assert!(!covers("a?c", "a*c"));
        assert!(covers("a*c", "a?c"));
        assert!(covers("*?", "?*"));
        assert!(covers("?*", "*?"));
        assert!(!covers("?*", "*"));
        assert!(covers("API.example.org", "api.EXAMPLE.org"));
    }

    #[test]
    fn every_answer_about_small_patterns_is_that_of_a_list_of_all_words() {
        let globs: Vec<String> = words("ab*?", 3).into_iter().filter(|glob| !glob.contains("**")).collect();
        let texts = words("abc", 5);
        let listed: Vec<Vec<bool>> = globs
            .iter()
            .map(|glob| texts.iter().map(|text| plain(glob.as_bytes(), text.as_bytes())).collect())
            .collect();
        for (outer, matched) in globs.iter().zip(&listed) {
            let glob = Glob::path(outer);
            for (text, expected) in texts.iter().zip(matched) {
                assert_eq!(glob.matches(text), *expected, "`{outer}` on `{text}`");
            }
            for (inner, others) in globs.iter().zip(&listed) {
                let other = Glob::path(inner);
                let meets = matched.iter().zip(others).any(|(one, other)| *one && *other);
                assert_eq!(glob.meets(&other), meets, "`{outer}` and `{inner}`");
                let covers = matched.iter().zip(others).all(|(one, other)| *one || !*other);
                assert_eq!(
                    glob.covers(&other, &mut Effort::default()),
                    Some(covers),
                    "`{outer}` over `{inner}`"
                );
            }
        }
    }

    #[test]
    fn what_several_patterns_match_together_is_that_of_a_list_of_all_words() {
        let globs = ["a*", "*a", "?", "??", "b?*", "*", "ab", "*b*", "a?*", "?*a"];
        let texts = words("abc", 6);
        for subject in globs {
            for one in globs {
                for other in globs {
                    let all = [Glob::path(subject), Glob::path(one), Glob::path(other)];
                    let expected: BTreeSet<Vec<bool>> = texts
                        .iter()
                        .filter(|text| all[0].matches(text))
                        .map(|text| all[1..].iter().map(|glob| glob.matches(text)).collect())
                        .collect();
                    let found = signatures(&all[0], &[&all[1], &all[2]], &mut Effort::default()).unwrap();
                    let found: BTreeSet<Vec<bool>> = found.into_iter().collect();
                    assert_eq!(found, expected, "`{subject}` by `{one}` and `{other}`");
                }
            }
        }
    }

    #[test]
    fn a_union_can_cover_what_none_of_it_covers() {
        let subject = Glob::path("/a*");
        let by = [Glob::path("/a"), Glob::path("/a?*")];
        let found = signatures(&subject, &[&by[0], &by[1]], &mut Effort::default()).unwrap();
        assert!(found.iter().all(|matched| matched.contains(&true)));
        assert!(by.iter().all(|one| one.covers(&subject, &mut Effort::default()) == Some(false)));
    }

    #[test]
    fn patterns_as_long_as_aws_allows_are_decided() {
        let long = format!("{}*{}?*", "a".repeat(60), "b".repeat(60));
        assert!(covers(&long, &long));
        assert!(covers(&format!("{}*", "a".repeat(60)), &long));
        assert!(!covers(&format!("{}*", "a".repeat(61)), &long));
    }

    #[test]
    fn what_would_take_too_long_is_unknown() {
        let hard: Vec<Glob> =
            ('a'..='z').map(|letter| Glob::path(&format!("*{letter}????????*{letter}"))).collect();
        let by: Vec<&Glob> = hard.iter().collect();
        assert!(signatures(&Glob::path("*"), &by, &mut Effort::default()).is_none());
    }
}
