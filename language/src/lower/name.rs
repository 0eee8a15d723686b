//! Declaring names, and telling those that nothing uses.

use groundplan_model::check::language::{NAME_DECLARED_TWICE, NAME_UNUSED};
use groundplan_model::diagnostic::Finding;
use proc_macro2::Ident;

use crate::names::Meaning;
use crate::syntax::{Attributes, StatementKind};

use super::Lowering;

impl<'s> Lowering<'s> {
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
            if symbol.used || symbol.failed {
                continue;
            }
            let (span, item) = (symbol.ident.span(), symbol.item);
            let message = format!("{} `{}` is never used", spoken(symbol.word), symbol.name);
            let help = match symbol.word {
                "subnet" => "put something in it, or remove it",
                "internet_gateway" | "nat_gateway" => "route to it, or remove it",
                "route_table" => "say which subnets it is `on`, or remove it",
                "certificate" => "give it to a listener, or remove it",
                _ => "use it, or remove it",
            };
            self.within(item, |lowering| {
                let at = lowering.sites.add(span);
                lowering.push(Finding::new(&NAME_UNUSED, at, message).about(at).help(help));
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
