//! The words of the language as tables: what begins a statement, what a value may say, what is kept for later, units.
//!
//! This is the one table of spellings; `GRAMMAR.md` shows it, and a test holds the two together.

use std::sync::LazyLock;

/// What a body of statements belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The topology itself.
    Topology,
    /// `vpc main "…" { … }`.
    Vpc,
    /// `route_table t { … }`.
    RouteTable,
    /// `security { … }`.
    Security,
    /// `load_balancer edge … { … }`.
    LoadBalancer,
}

impl Scope {
    /// What a message calls the body.
    #[must_use]
    pub const fn shown(self) -> &'static str {
        match self {
            Scope::Topology => "the topology",
            Scope::Vpc => "`vpc`",
            Scope::RouteTable => "`route_table`",
            Scope::Security => "`security`",
            Scope::LoadBalancer => "`load_balancer`",
        }
    }
}

/// A word that begins a statement.
#[derive(Debug)]
pub struct Word {
    /// The word.
    pub word: &'static str,
    /// The bodies in which it may stand.
    pub scopes: &'static [Scope],
    /// How the statement goes on.
    pub form: Form,
    /// The form in short, ready to be filled in; a declared name is its second word.
    pub example: &'static str,
}

impl Word {
    /// The example with the user's own name, where there is one.
    #[must_use]
    pub fn example_for(&self, name: Option<&str>) -> String {
        let mut words = self.example.splitn(3, ' ');
        match (name, words.next(), words.next(), words.next()) {
            (Some(name), Some(word), Some(_), Some(rest)) => format!("{word} {name} {rest}"),
            (Some(name), Some(word), Some(_), None) => format!("{word} {name};"),
            _ => self.example.to_string(),
        }
    }
}

/// How a statement goes on after its word.
#[derive(Debug)]
pub enum Form {
    /// In header order: name, operand, `per`, `in` / `on` / `for` / `by`, `with`, body.
    Header(Header),
    /// In a form of its own.
    Own,
    /// The word is kept for what it names, which is not built yet.
    Reserved {
        /// What it will be.
        is: &'static str,
    },
}

/// Which parts a header has.
#[derive(Debug)]
pub struct Header {
    /// Whether it declares a name.
    pub name: bool,
    /// What stands behind the name.
    pub operand: Operand,
    /// Whether it may be one for each zone.
    pub per_zone: bool,
    /// The words of places, and whether each must be there.
    pub places: &'static [(&'static str, bool)],
    /// Whether its properties stand in `with { … }`.
    pub with: bool,
    /// What its braces hold.
    pub body: BodyForm,
}

/// What stands behind a declared name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    /// Nothing.
    None,
    /// A string, which must be there, and what it says.
    Text(&'static str),
    /// A string and what it says, which a family leaves to its keys.
    TextUnlessFamily(&'static str),
    /// One of these words.
    Word(&'static [&'static str]),
}

/// What a declaration's braces hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyForm {
    /// There are none.
    None,
    /// Statements.
    Statements(Scope),
    /// Properties.
    Properties,
    /// The keys of a family, after `per zone` only.
    Keys,
}

const TOPOLOGY: &[Scope] = &[Scope::Topology];
const VPC: &[Scope] = &[Scope::Vpc];
const SECURITY: &[Scope] = &[Scope::Security];

const PLAIN: Header = Header {
    name: true,
    operand: Operand::None,
    per_zone: false,
    places: &[],
    with: true,
    body: BodyForm::None,
};

const fn header(word: &'static str, scopes: &'static [Scope], header: Header, example: &'static str) -> Word {
    Word { word, scopes, form: Form::Header(header), example }
}

const fn own(word: &'static str, scopes: &'static [Scope], example: &'static str) -> Word {
    Word { word, scopes, form: Form::Own, example }
}

const fn reserved(word: &'static str, is: &'static str) -> Word {
    Word { word, scopes: TOPOLOGY, form: Form::Reserved { is }, example: "" }
}

/// The words that begin a statement, built and reserved.
pub const STATEMENTS: &[Word] = &[
    own("topology", TOPOLOGY, "pub topology Shop;"),
    header(
        "region",
        TOPOLOGY,
        Header { name: false, operand: Operand::Text("name"), with: false, ..PLAIN },
        "region \"us-east-1\";",
    ),
    own("zones", TOPOLOGY, "zones a, b;"),
    own("enforce", TOPOLOGY, "enforce acme::BASE;"),
    header(
        "budget",
        TOPOLOGY,
        Header { name: false, with: false, body: BodyForm::Properties, ..PLAIN },
        "budget { instances: 9 }",
    ),
    header(
        "tags",
        TOPOLOGY,
        Header { name: false, with: false, body: BodyForm::Properties, ..PLAIN },
        "tags { Project: \"shop\" }",
    ),
    own("param", TOPOLOGY, "param web_count: Count 1..=4 = 2;"),
    own("let", TOPOLOGY, "let machine = { instance_type: \"t3.small\" };"),
    own("output", TOPOLOGY, "output address = edge.dns_name;"),
    header(
        "vpc",
        TOPOLOGY,
        Header { operand: Operand::Text("block"), body: BodyForm::Statements(Scope::Vpc), ..PLAIN },
        "vpc main \"10.0.0.0/16\" { … }",
    ),
    header(
        "subnet",
        VPC,
        Header {
            operand: Operand::TextUnlessFamily("block"),
            per_zone: true,
            places: &[("in", false)],
            body: BodyForm::Keys,
            ..PLAIN
        },
        "subnet public per zone { a: \"10.0.1.0/24\", b: \"10.0.2.0/24\" }",
    ),
    header("internet_gateway", VPC, PLAIN, "internet_gateway gate;"),
    header(
        "nat_gateway",
        VPC,
        Header { per_zone: true, places: &[("in", true)], ..PLAIN },
        "nat_gateway out per zone in public;",
    ),
    header(
        "route_table",
        VPC,
        Header {
            per_zone: true,
            places: &[("on", false)],
            body: BodyForm::Statements(Scope::RouteTable),
            ..PLAIN
        },
        "route_table to_internet on public { \"0.0.0.0/0\" -> gate; }",
    ),
    header(
        "gateway_endpoint",
        VPC,
        Header { operand: Operand::Text("service"), places: &[("on", false)], ..PLAIN },
        "gateway_endpoint s3 \"s3\" on to_internet;",
    ),
    header(
        "security",
        TOPOLOGY,
        Header { name: false, with: false, body: BodyForm::Statements(Scope::Security), ..PLAIN },
        "security { internet -> edge: tcp 443; }",
    ),
    header("group", SECURITY, Header { places: &[("in", false)], ..PLAIN }, "group admin;"),
    own("permit", SECURITY, "permit web -> internet: all;"),
    own("assert", &[Scope::Topology, Scope::Security], "assert never internet -> web;"),
    header(
        "certificate",
        TOPOLOGY,
        Header { places: &[("for", true), ("by", false)], ..PLAIN },
        "certificate site for [\"www.example.com\"];",
    ),
    own(
        "existing",
        TOPOLOGY,
        "existing certificate site for [\"www.example.com\"] by arn \"arn:aws:acm:…\";",
    ),
    header(
        "load_balancer",
        TOPOLOGY,
        Header {
            operand: Operand::Word(&["internet_facing", "internal"]),
            places: &[("in", true)],
            body: BodyForm::Statements(Scope::LoadBalancer),
            ..PLAIN
        },
        "load_balancer edge internet_facing in public { listen http 80 => web; }",
    ),
    own("listen", &[Scope::LoadBalancer], "listen http 80 => web;"),
    header(
        "instance",
        TOPOLOGY,
        Header { per_zone: true, places: &[("in", true)], with: false, body: BodyForm::Properties, ..PLAIN },
        "instance bastion in public.a { launch: machine }",
    ),
    header(
        "auto_scaling_group",
        TOPOLOGY,
        Header { places: &[("in", true)], with: false, body: BodyForm::Properties, ..PLAIN },
        "auto_scaling_group web in public { launch: machine, size: { min: 1, desired: 2, max: 4 } }",
    ),
    reserved("alarm", "a CloudWatch alarm"),
    reserved("bucket", "an S3 bucket"),
    reserved("cache", "an ElastiCache cluster"),
    reserved("database", "an RDS database"),
    reserved("database_cluster", "an Aurora cluster"),
    reserved("elastic_address", "an elastic IP address of its own"),
    reserved("file_system", "an EFS file system"),
    reserved("hosted_zone", "a Route 53 zone"),
    reserved("if", "a condition"),
    reserved("interface_endpoint", "a PrivateLink endpoint"),
    reserved("match", "a choice"),
    reserved("network_acl", "an access list of subnets"),
    reserved("network_load_balancer", "a load balancer of connections"),
    reserved("part", "a part that topologies share"),
    reserved("peering", "a peering of two VPCs"),
    reserved("prefix_list", "a named list of blocks"),
    reserved("record", "a DNS record"),
    reserved("replica", "a read replica"),
    reserved("repository", "an ECR image repository"),
    reserved("role", "an IAM role"),
    reserved("target_group", "a target group that is declared apart"),
    reserved("unchecked", "a value that the checker passes over"),
    reserved("use", "the use of a shared part"),
];

/// The statement word of that spelling.
#[must_use]
pub fn statement(word: &str) -> Option<&'static Word> {
    static SORTED: LazyLock<Vec<&Word>> = LazyLock::new(|| {
        let mut words: Vec<&Word> = STATEMENTS.iter().collect();
        words.sort_by_key(|known| known.word);
        words
    });
    let place = SORTED.binary_search_by_key(&word, |known| known.word).ok()?;
    SORTED.get(place).copied()
}

/// The words of values and headers, which no declaration may bear.
pub const VALUES: &[&str] = &[
    "all", "yes", "no", "none", "internet", "never", "zone", "tcp", "udp", "icmp", "http", "https", "with",
    "in", "on", "for", "by", "per", "of",
];

/// What a `match` or a guard looks at, and what belongs to all topologies.
pub const SUBJECTS: &[&str] = &["host", "path", "header", "query", "method", "source", "names"];

/// The words that go on with a header.
pub const HEADER: &[&str] = &["per", "in", "on", "for", "by", "with"];

/// The protocols of an edge.
pub const PROTOCOLS: &[&str] = &["tcp", "udp", "icmp", "all"];

/// Rust's keywords, strict and reserved, of all editions, in order.
const RUST: &[&str] = &[
    "Self", "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self",
    "static", "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Whether Rust keeps the word for itself.
#[must_use]
pub fn is_rust_keyword(word: &str) -> bool {
    RUST.binary_search(&word).is_ok()
}

/// Why no declaration may bear this name, or nothing.
#[must_use]
pub fn forbidden_name(name: &str) -> Option<&'static str> {
    if statement(name).is_some() {
        Some("a statement word")
    } else if VALUES.contains(&name) {
        Some("a value word")
    } else if SUBJECTS.contains(&name) {
        Some("a word of the language")
    } else if is_rust_keyword(name) {
        Some("a Rust keyword")
    } else {
        None
    }
}

/// The units, one spelling each; `%` is the only one that is a mark.
pub const UNITS: &[&str] = &["s", "m", "h", "days", "MiB", "GiB", "images"];

/// Other spellings of units that people write, with the one that is ours.
const OTHER_UNITS: &[(&str, &str)] = &[
    ("sec", "s"),
    ("secs", "s"),
    ("second", "s"),
    ("seconds", "s"),
    ("minute", "m"),
    ("minutes", "m"),
    ("hour", "h"),
    ("hours", "h"),
    ("hrs", "h"),
    ("d", "days"),
    ("day", "days"),
    ("percent", "%"),
    ("MB", "MiB"),
    ("mb", "MiB"),
    ("M", "MiB"),
    ("Mi", "MiB"),
    ("mib", "MiB"),
    ("GB", "GiB"),
    ("gb", "GiB"),
    ("G", "GiB"),
    ("Gi", "GiB"),
    ("gib", "GiB"),
    ("image", "images"),
];

/// The unit that a word is, or is another spelling of.
#[must_use]
pub fn unit(word: &str) -> Option<&'static str> {
    UNITS
        .iter()
        .find(|unit| **unit == word)
        .copied()
        .or_else(|| OTHER_UNITS.iter().find(|(other, _)| *other == word).map(|(_, unit)| *unit))
}

#[cfg(test)]
mod tests {
    use super::{RUST, STATEMENTS, VALUES, forbidden_name, statement};

    #[test]
    fn every_word_is_found_and_no_declaration_bears_it() {
        assert!(RUST.is_sorted());
        for word in STATEMENTS {
            assert_eq!(statement(word.word).map(|found| found.word), Some(word.word));
        }
        for word in
            STATEMENTS.iter().map(|word| word.word).chain(VALUES.iter().copied()).chain(RUST.iter().copied())
        {
            assert!(forbidden_name(word).is_some(), "{word}");
        }
        assert!(statement("web").is_none() && forbidden_name("web").is_none());
    }
}
