//! One wrong token: a topology's text with a literal, name, keyword, number or unit put wrong; and what lies where in a
//! text, so that a finding can be held against it.

use std::collections::BTreeSet;
use std::ops::Range;

use fastrand::Rng;
use groundplan_language::parse::words;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// What is put wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A string becomes another string of the text.
    Literal,
    /// A name becomes another name of the text.
    Name,
    /// A word of the language, or a property, becomes another one of the text.
    Keyword,
    /// A number becomes its neighbour, ten times itself, or another number of the text.
    Number,
    /// A unit becomes another unit.
    Unit,
}

/// Every class.
pub const CLASSES: [Class; 5] = [Class::Literal, Class::Name, Class::Keyword, Class::Number, Class::Unit];

/// One wrong token.
#[derive(Clone, Debug)]
pub struct Mutation {
    /// What was put wrong.
    pub class: Class,
    /// Where the new token stands in the new text, in bytes.
    pub range: Range<usize>,
    /// The token that was there.
    pub from: String,
    /// The token that is there now.
    pub to: String,
    /// The whole new text.
    pub text: String,
}

/// A token with its place.
#[derive(Clone, Debug)]
struct Token {
    text: String,
    range: Range<usize>,
    class: Class,
}

/// Draws a mutation of the class, unless the text has no two different tokens of it.
///
/// # Panics
///
/// Where the text is no sequence of Rust tokens.
#[must_use]
pub fn mutate(text: &str, class: Class, rng: &mut Rng) -> Option<Mutation> {
    let tokens: Vec<Token> = tokens_of(text).into_iter().filter(|token| token.class == class).collect();
    let spellings: BTreeSet<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
    let token = tokens.get(rng.usize(..tokens.len().max(1)))?;
    let others: Vec<&str> = match class {
        Class::Unit => words::UNITS.iter().copied().filter(|unit| *unit != token.text).collect(),
        _ => spellings.into_iter().filter(|word| *word != token.text).collect(),
    };
    let other = (*others.get(rng.usize(..others.len().max(1)))?).to_owned();
    let to = if class == Class::Number { other_number(&token.text, other, rng) } else { other };
    let mut mutated = text.to_owned();
    mutated.replace_range(token.range.clone(), &to);
    let range = token.range.start..token.range.start + to.len();
    Some(Mutation { class, range, from: token.text.clone(), to, text: mutated })
}

fn other_number(text: &str, other: String, rng: &mut Rng) -> String {
    let number: Option<u64> = text.parse().ok();
    let near = match (number, rng.u8(..4)) {
        (Some(number), 0) => number.checked_add(1),
        (Some(number), 1) => number.checked_sub(1),
        (Some(number), 2) => number.checked_mul(10).filter(|ten| *ten != number),
        _ => None,
    };
    near.map_or(other, |number| number.to_string())
}

fn tokens_of(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    collect(parse(text), false, &mut tokens);
    tokens
}

fn parse(text: &str) -> TokenStream {
    text.parse().expect("the text of a topology is a sequence of Rust tokens")
}

/// Collects the tokens that can be mutated. What an attribute says (`#[accept(…)]`, a doc comment) is not.
fn collect(stream: TokenStream, in_attribute: bool, tokens: &mut Vec<Token>) {
    let mut trees = stream.into_iter().peekable();
    let (mut after_number, mut after_hash) = (false, false);
    while let Some(tree) = trees.next() {
        let text = tree.to_string();
        let key = matches!(trees.peek(), Some(TokenTree::Punct(next)) if next.as_char() == ':');
        let class = match &tree {
            TokenTree::Group(group) => {
                let attribute = after_hash && group.delimiter() == Delimiter::Bracket;
                collect(group.stream(), in_attribute || attribute, tokens);
                None
            }
            TokenTree::Ident(_) if after_number && words::UNITS.contains(&text.as_str()) => Some(Class::Unit),
            TokenTree::Ident(_) if is_word(&text) || (key && is_property(&text)) => Some(Class::Keyword),
            TokenTree::Ident(_) => Some(Class::Name),
            TokenTree::Literal(_) if text.starts_with(['"', 'r']) => Some(Class::Literal),
            TokenTree::Literal(_) => Some(Class::Number),
            TokenTree::Punct(_) => None,
        };
        after_hash = matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == '#');
        after_number = class == Some(Class::Number);
        if let Some(class) = class.filter(|_| !in_attribute) {
            tokens.push(Token { text, range: tree.span().byte_range(), class });
        }
    }
}

/// Words that only some places know.
const OTHER_WORDS: &[&str] = &[
    "internet_facing",
    "redirect",
    "respond",
    "match",
    "arn",
    "file",
    "format",
    "cpu",
    "ubuntu",
    "amazon_linux",
    "ssm",
    "x86_64",
    "arm64",
    "gp2",
    "gp3",
    "Host",
    "Count",
    "Cidr",
    "InstanceType",
    "String",
    "Bool",
    "one",
    "matching",
    "pub",
];

fn is_word(word: &str) -> bool {
    words::statement(word).is_some()
        || [words::VALUES, words::SUBJECTS, words::HEADER, words::PROTOCOLS, OTHER_WORDS]
            .iter()
            .any(|words| words.contains(&word))
}

/// A key in lower case: those of tags are not, and those of families are one letter.
fn is_property(key: &str) -> bool {
    key.len() > 1 && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// The innermost statement around a place of the text: a declaration with its body, an arrow, an output.
///
/// # Panics
///
/// Where the text is no sequence of Rust tokens.
#[must_use]
pub fn statement_around(text: &str, place: &Range<usize>) -> Option<Range<usize>> {
    let mut statements = Vec::new();
    split(parse(text), &mut statements);
    let around = statements.into_iter().filter(|one| one.start <= place.start && place.end <= one.end);
    around.min_by_key(|one| one.end - one.start)
}

/// Whether two places have a byte in common.
#[must_use]
pub fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// A statement ends with `;`, or with a body: braces that are no value and do not stand behind `with`.
fn split(stream: TokenStream, statements: &mut Vec<Range<usize>>) {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    let mut start = None;
    for (index, tree) in trees.iter().enumerate() {
        let range = tree.span().byte_range();
        let from = *start.get_or_insert(range.start);
        let ends = match tree {
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                if holds_statements(group.stream()) {
                    split(group.stream(), statements);
                }
                let behind_with = index > 0 && trees[index - 1].to_string() == "with";
                let goes_on =
                    trees.get(index + 1).is_some_and(|next| [";", "=", ","].contains(&&*next.to_string()));
                !behind_with && !goes_on
            }
            _ => false,
        };
        if ends {
            statements.push(from..range.end);
            start = None;
        }
    }
}

fn holds_statements(stream: TokenStream) -> bool {
    stream.into_iter().any(|tree| matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == ';'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
        vpc main "10.0.0.0/16" with { dns_hostnames: yes } {
            internet_gateway gate;
            route_table out on public { "0.0.0.0/0" -> gate; }
        }
        let machine = { type: "t3.micro" };
        instance tool in public { launch: machine, target: http 80 { delay: 30 s } }
    "#;

    fn around(part: &str) -> &'static str {
        let start = TEXT.find(part).expect("it stands in the text");
        let place = start..start + part.len();
        TEXT.get(statement_around(TEXT, &place).expect("a statement")).expect("a range of the text")
    }

    #[test]
    fn the_innermost_statement_is_found() {
        assert_eq!(around("gate;"), "internet_gateway gate;");
        assert_eq!(around("-> gate"), "\"0.0.0.0/0\" -> gate;");
        assert!(around("dns_hostnames").starts_with("vpc main"));
        assert_eq!(around("t3.micro"), "let machine = { type: \"t3.micro\" };");
        assert!(around("30 s").starts_with("instance tool"));
    }

    #[test]
    fn a_mutation_is_one_token() {
        let mut rng = Rng::with_seed(1);
        for class in CLASSES {
            let mutation = mutate(TEXT, class, &mut rng).expect("the text has two of each");
            assert_ne!(mutation.from, mutation.to);
            assert_eq!(mutation.text.get(mutation.range.clone()), Some(mutation.to.as_str()));
            assert_eq!(mutation.text.len(), TEXT.len() - mutation.from.len() + mutation.to.len());
        }
    }
}
