//! What was written: the tree that parsing gives and lowering reads.
//!
//! The tree knows the forms of the language (a declaration's header, properties, edges, arms) and none of its
//! words' meaning: which kinds exist and what they accept is lowering's. Every part keeps the span of its tokens.

use groundplan_model::ordered::OrderedSet;
use std::fmt;

use proc_macro2::{Ident, Span, TokenStream};

/// What stands between the braces of `topology! { … }`.
#[derive(Debug, Default)]
pub struct Source {
    /// The statements, in order; what could not be read is left out and was reported.
    pub statements: Vec<Statement>,
}

/// One statement with what stands before it.
#[derive(Debug)]
pub struct Statement {
    /// Doc comments and attributes.
    pub attributes: Attributes,
    /// The first token after the attributes.
    pub span: Span,
    /// A part of it could not be read, which was reported: what was read of it is here, so that its name is known and
    /// the statements in its body are kept, and nothing more is to be said about it.
    pub failed: bool,
    /// What it says.
    pub kind: StatementKind,
}

/// Doc comments and attributes before a statement, arm, edge, route, property or key.
#[derive(Debug, Default)]
pub struct Attributes {
    /// The doc comment, lines joined.
    pub docs: String,
    /// `#[accept(rule, …, reason = "…")]`.
    pub accepts: Vec<AcceptSyntax>,
    /// `#[was(old_name)]`: `old` or `old.key`.
    pub was: Option<Reference>,
}

/// `#[accept(rule, …, reason = "…")]`.
#[derive(Debug)]
pub struct AcceptSyntax {
    /// The rules.
    pub rules: Vec<Ident>,
    /// Why.
    pub reason: Option<Literal>,
    /// The word `accept`.
    pub span: Span,
}

/// A string and its token.
#[derive(Clone, Debug)]
pub struct Literal {
    /// The text.
    pub text: String,
    /// The token.
    pub span: Span,
}

/// `public`, `public.a` or `edge.dns_name`: a name with the words after its dots.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The words; at least one.
    pub segments: Vec<Ident>,
}

impl fmt::Display for Reference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, segment) in self.segments.iter().enumerate() {
            if place > 0 {
                formatter.write_str(".")?;
            }
            write!(formatter, "{segment}")?;
        }
        Ok(())
    }
}

/// The forms of a statement.
#[derive(Debug)]
pub enum StatementKind {
    /// `pub topology Convive;`
    Topology {
        /// The visibility's tokens, perhaps none.
        visibility: TokenStream,
        /// The type's name.
        name: Ident,
    },
    /// `let machine = { … };`
    Let(Ident, Value),
    /// `param web_count: Count 1..=4 = 2;`
    Param {
        /// Its name.
        name: Ident,
        /// Its type: a word with arguments.
        ty: Value,
        /// Its default.
        default: Option<Value>,
    },
    /// `output alb_dns = edge.dns_name;`
    Output(Ident, Value),
    /// `enforce acme::BASE, acme::PRODUCTION;`, each path as its tokens.
    Enforce(Vec<TokenStream>),
    /// `zones a, b;`
    Zones(Vec<Ident>),
    /// `a -> b: tcp 80, tcp 443;`, with what stands before it.
    Edge(EdgeSyntax),
    /// `"0.0.0.0/0" -> gate;` in a route table.
    Route(Value, Value),
    /// `listen https 443 with { … } => action;`
    Listen {
        /// `http` or `https`.
        protocol: Ident,
        /// The port.
        port: Value,
        /// Its properties.
        with: Option<Map>,
        /// What it does.
        action: Value,
    },
    /// Everything that has the order of a header: word, name, operand, `per`, `in` / `on` / `for` / `by`, `with`, body.
    Declaration(Declaration),
    /// What could not be read: it may have declared any of its words.
    Unread {
        /// Every word in it.
        words: OrderedSet<String>,
        /// It lacks the name that it would have declared.
        nameless: bool,
    },
}

/// A statement in header order, as `region`, `vpc`, `subnet`, `tags`, `budget`, `security`, `group`, `instance`.
#[derive(Debug)]
pub struct Declaration {
    /// The statement word.
    pub word: Ident,
    /// `existing` before the word.
    pub existing: Option<Ident>,
    /// The declared name, where the word takes one.
    pub name: Option<Ident>,
    /// What stands between the name and the next header word: strings and words such as `internet_facing`.
    pub operands: Vec<Value>,
    /// `per zone`.
    pub per_zone: Option<Span>,
    /// `in public`, `on [a, b]`, `for [host]`, `by arn "…"`, in the order written.
    pub places: Vec<Place>,
    /// `with { … }`.
    pub with: Option<Map>,
    /// The body.
    pub body: Body,
}

/// `in public.a`, `on [a, b]`, `for [host]`, `by arn "…"`.
#[derive(Debug)]
pub struct Place {
    /// `in`, `on`, `for` or `by`.
    pub word: Ident,
    /// The atoms after it: one for `in` and `on` and `for`, two for `by` (`arn` and the string).
    pub values: Vec<Value>,
}

/// What stands in a declaration's braces.
#[derive(Debug)]
pub enum Body {
    /// Nothing: the statement ends with `;`.
    None,
    /// Statements.
    Statements(Vec<Statement>),
    /// Properties, or the keys of a family.
    Properties(Map),
}

/// `a -> b: ports`, after `permit`, `assert` or `assert never`, or after nothing.
#[derive(Debug)]
pub struct EdgeSyntax {
    /// What stands before it.
    pub mode: EdgeMode,
    /// Who speaks.
    pub from: Value,
    /// The arrow.
    pub arrow: Span,
    /// Who is spoken to.
    pub to: Value,
    /// On what; empty where nothing was written.
    pub ports: Vec<PortsSyntax>,
}

/// What stands before an edge.
#[derive(Clone, Copy, Debug)]
pub enum EdgeMode {
    /// Nothing: a need.
    Need,
    /// `permit`.
    Permit(Span),
    /// `assert`.
    Assert(Span),
    /// `assert never`; the span is that of `assert`.
    AssertNever(Span),
}

/// `tcp 80`, `tcp 8000..=8010`, `icmp`, `all`.
#[derive(Debug)]
pub struct PortsSyntax {
    /// The protocol's word.
    pub protocol: Ident,
    /// A number or a range.
    pub ports: Option<Value>,
}

/// `{ key: value, ..base }`.
#[derive(Debug)]
pub struct Map {
    /// The braces.
    pub span: Span,
    /// The values taken over with `..base`.
    pub bases: Vec<Ident>,
    /// The entries, in order.
    pub entries: Vec<Entry>,
    /// An entry could not be read, which was reported: that one is missing is not to be said.
    pub failed: bool,
}

/// `key: value` in a map.
#[derive(Debug)]
pub struct Entry {
    /// Doc comments and attributes.
    pub attributes: Attributes,
    /// The key; a string only where the map takes any key (tags).
    pub key: Key,
    /// The value.
    pub value: Value,
}

/// The key of an entry.
#[derive(Clone, Debug)]
pub enum Key {
    /// A bare word.
    Word(Ident),
    /// A string.
    Text(Literal),
}

/// A value with its span.
#[derive(Debug)]
pub struct Value {
    /// Its first token, or the token itself.
    pub span: Span,
    /// What it is.
    pub kind: ValueKind,
}

/// The forms of a value.
#[derive(Debug)]
pub enum ValueKind {
    /// `"text"`.
    Text(String),
    /// `r"pattern"`.
    Pattern(String),
    /// `80`, `300 s`, `70%`, `20 GiB`.
    Number {
        /// The number.
        number: u64,
        /// The unit's text and token (`s`, `m`, `h`, `days`, `%`, `MiB`, `GiB`, `images`).
        unit: Option<Literal>,
    },
    /// `1..=4`.
    Range(u64, u64),
    /// `edge`, `public.a`, `edge.dns_name`, or a bare word of a type such as `yes`, `x86_64`.
    Name(Reference),
    /// `[a, b]`.
    List(Vec<Value>),
    /// `{ key: value }`.
    Map(Map),
    /// `format "https://{api_host}"`; the literal's span is the string's.
    Format(Literal),
    /// `file "web.sh" { port: 3000 }`.
    File(Literal, Option<Map>),
    /// A word of a type with its arguments and a map: `gp3 8 GiB`, `ubuntu "22.04" x86_64`, `http 3000 { … }`.
    Typed {
        /// The word.
        word: Ident,
        /// Its arguments: literals, names, lists, ranges.
        arguments: Vec<Value>,
        /// Its map.
        map: Option<Map>,
    },
    /// `match host { … }` or `match path { … }`.
    Match {
        /// What is matched.
        subject: Ident,
        /// The arms, in order.
        arms: Vec<Arm>,
    },
    /// A value that could not be read, which was reported: it fits everywhere, and nothing more is said about it.
    Failed,
}

/// `"a.example.com" | host if path "/v1/*" => target`.
#[derive(Debug)]
pub struct Arm {
    /// Attributes.
    pub attributes: Attributes,
    /// The patterns: strings, names, or `_` as a name of that spelling.
    pub patterns: Vec<Value>,
    /// What follows `if`: the word `path` and its patterns.
    pub guard: Option<(Ident, Vec<Value>)>,
    /// What to do.
    pub action: Value,
}
