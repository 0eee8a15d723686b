//! Declaring names, and telling those that nothing uses.

use groundplan_model::check::language::{NAME_DECLARED_TWICE, NAME_UNKNOWN, NAME_UNUSED};
use groundplan_model::diagnostic::{Finding, Site};
use groundplan_model::ordered::OrderedSet;
use proc_macro2::{Ident, Span};

use crate::names::Meaning;
use crate::parse::words::{self, Form};
use crate::syntax::{Attributes, Statement, StatementKind};

use super::Lowering;

/// The names of statements that could not be read: their uses are not told, since the statement was.
#[derive(Debug, Default)]
pub(super) struct Lost {
    names: OrderedSet<String>,
    /// A statement lacks its name, so that an unknown one may be it.
    nameless: bool,
    /// A statement of the topology itself could not be read.
    pub at_top: bool,
}

impl Lost {
    /// Notes what a statement would have declared.
    pub fn note(&mut self, statement: &Statement) {
        let declaration = match &statement.kind {
            StatementKind::Declaration(declaration) => declaration,
            StatementKind::Zones(_) => {
                self.nameless |= statement.failed;
                return;
            }
            StatementKind::Unread { words, nameless } => {
                self.names.extend(words.iter().cloned());
                self.nameless |= nameless;
                return;
            }
            _ => return,
        };
        let word = words::statement(&declaration.word.to_string()).map(|word| &word.form);
        let declares = match word {
            Some(Form::Header(header)) => header.name,
            Some(Form::Own | Form::Reserved { .. }) | None => true,
        };
        match &declaration.name {
            Some(name) if statement.failed => {
                self.names.insert(name.to_string());
            }
            None if statement.failed && declares => self.nameless = true,
            _ => {}
        }
    }

    fn may_be(&self, name: &str) -> bool {
        self.nameless || self.names.contains(name)
    }
}

impl<'s> Lowering<'s> {
    /// Tells that nothing of this name is declared, unless a statement that could not be read may declare it.
    pub(super) fn tell_undeclared(&mut self, name: &str, span: Span, message: String, help: String) -> Site {
        if self.lost.may_be(name) {
            self.leave_gap();
            return self.sites.add(span);
        }
        self.tell_with_help(&NAME_UNKNOWN, span, message, help)
    }

    /// Declares what every statement declares, before any of it is lowered: a name may be used before its statement.
    pub(super) fn declare_names(&mut self) {
        for index in 0..self.items.len() {
            let statement = self.items[index].statement;
            let attributes = &statement.attributes;
            let word = self.items[index].kind.word;
            match &statement.kind {
                StatementKind::Let(name, value) => {
                    self.declare(index, name, word, attributes, Meaning::Let(value, attributes));
                }
                StatementKind::Param { name, .. } => {
                    self.declare(index, name, word, attributes, Meaning::Param(None));
                }
                StatementKind::Zones(zones) => {
                    for zone in zones {
                        self.declare(index, zone, "zone", attributes, Meaning::Zone);
                    }
                }
                StatementKind::Declaration(declaration) => {
                    if let Some(name) = &declaration.name {
                        let symbol = self.declare(index, name, word, attributes, Meaning::Thing);
                        self.names.symbols[symbol].family = declaration.per_zone.is_some();
                    }
                }
                _ => {}
            }
        }
    }

    fn declare(
        &mut self,
        index: usize,
        name: &'s Ident,
        word: &'static str,
        attributes: &'s Attributes,
        meaning: Meaning<'s>,
    ) -> usize {
        let (symbol, first) = self.names.declare(name, word, &attributes.docs, meaning, index);
        self.items[index].symbol = Some(symbol);
        self.names.symbols[symbol].used = self.items[index].kind.acts && word != "zone";
        self.names.symbols[symbol].failed = self.items[index].statement.failed;
        if let Some(first) = first {
            self.within(index, |lowering| {
                let (first_span, first_word) =
                    (lowering.names.symbols[first].ident.span(), lowering.names.symbols[first].word);
                let at = lowering.sites.add(name.span());
                let first_at = lowering.sites.add(first_span);
                lowering.push(
                    Finding::new(&NAME_DECLARED_TWICE, at, format!("`{name}` is declared twice"))
                        .about(at)
                        .related(first_at, format!("first declared here: {} `{name}`", spoken(first_word)))
                        .help("rename one of the two"),
                );
                lowering.leave_gap();
            });
        }
        symbol
    }

    /// Tells the names that nothing uses.
    pub(super) fn tell_unused(&mut self) {
        for index in 0..self.names.symbols.len() {
            let symbol = &self.names.symbols[index];
            if symbol.used || symbol.failed || self.missed.contains(symbol.word) {
                continue;
            }
            let (span, item) = (symbol.ident.span(), symbol.item);
            let message = format!("{} `{}` is never used", spoken(symbol.word), symbol.name);
            let made = symbol.sites.clone();
            let help = match symbol.word {
                "subnet" => "put something in it, or remove it",
                "internet_gateway" | "nat_gateway" => "route to it, or remove it",
                "route_table" => "say which subnets it is `on`, or remove it",
                "certificate" => "give it to a listener, or remove it",
                _ => "use it, or remove it",
            };
            self.within(item, |lowering| {
                let at = lowering.sites.add(span);
                let finding = Finding::new(&NAME_UNUSED, at, message).about(at).help(help);
                lowering.push(made.into_iter().fold(finding, Finding::about));
            });
        }
    }
}

/// What a message calls a thing that the word declares: `route table`.
pub(super) fn spoken(word: &str) -> String {
    match word {
        "vpc" => "VPC".to_owned(),
        "nat_gateway" => "NAT gateway".to_owned(),
        "let" => "value".to_owned(),
        word => word.replace('_', " "),
    }
}

/// As [`spoken`], with its article: `an instance`.
pub(super) fn a_spoken(word: &str) -> String {
    let article = if word.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {}", spoken(word))
}
