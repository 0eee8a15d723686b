//! What stands for the whole topology: its name, region, zones, policies, tags and budget.

use groundplan_model::check::language::{REGION_MISSING, STATEMENT_TWICE, TOPOLOGY_UNNAMED};
use groundplan_model::diagnostic::Finding;
use groundplan_model::property::Block;
use groundplan_model::topology::Budget;
use proc_macro2::Span;

use crate::syntax::{Body, Declaration, StatementKind};

use super::properties::line;
use super::{Lowering, Part};

/// `pub topology Convive;`
pub(super) fn lower_topology<'s>(lowering: &mut Lowering<'s>, part: Part<'s>) {
    let StatementKind::Topology { name, .. } = &part.statement.kind else { return };
    if lowering.stands_twice(part, "topology") {
        return;
    }
    lowering.topology.docs.clone_from(&part.statement.attributes.docs);
    lowering.topology.name = Some(lowering.at(name.to_string(), name.span()));
}

/// `region "us-east-1";`
pub(super) fn lower_region<'s>(lowering: &mut Lowering<'s>, part: Part<'s>) {
    let Some(declaration) = declaration(part) else { return };
    if lowering.stands_twice(part, "region") {
        return;
    }
    if let Some(value) = declaration.operands.first() {
        lowering.topology.region = lowering.read_text(value, line(Block::Topology, "region")).ok();
    }
}

/// `zones a, b;`
pub(super) fn lower_zones<'s>(lowering: &mut Lowering<'s>, part: Part<'s>) {
    let StatementKind::Zones(zones) = &part.statement.kind else { return };
    if lowering.stands_twice(part, "zones") {
        return;
    }
    for zone in zones {
        let zone = lowering.at(zone.to_string(), zone.span());
        lowering.topology.zones.push(zone);
    }
}

/// `enforce acme::BASE, acme::PRODUCTION;`
pub(super) fn lower_enforce<'s>(lowering: &mut Lowering<'s>, part: Part<'s>) {
    let StatementKind::Enforce(policies) = &part.statement.kind else { return };
    for policy in policies {
        let span = policy.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span());
        let written = lowering.at(policy.to_string().replace(' ', ""), span);
        lowering.topology.policies.push(written);
        lowering.policies.push(policy.clone());
    }
}

/// `tags { Project: "shop" }`
pub(super) fn lower_tags<'s>(lowering: &mut Lowering<'s>, part: Part<'s>) {
    let Some(Declaration { body: Body::Properties(map), .. }) = declaration(part) else { return };
    if !lowering.stands_twice(part, "tags") {
        lowering.topology.tags = lowering.lower_tag_map(map);
    }
}

/// `budget { instances: 9, vcpus: 32 }`
pub(super) fn lower_budget<'s>(lowering: &mut Lowering<'s>, part: Part<'s>) {
    let Some(Declaration { word, body: Body::Properties(map), .. }) = declaration(part) else { return };
    if lowering.stands_twice(part, "budget") {
        return;
    }
    let at = lowering.sites.add(word.span());
    let properties = lowering.open(Block::Budget, Some(map), at, word.span());
    lowering.topology.budget = Budget {
        instances: lowering.optional(&properties, "instances", Lowering::read_number),
        vcpus: lowering.optional(&properties, "vcpus", Lowering::read_number),
    };
}

fn declaration(part: Part<'_>) -> Option<&Declaration> {
    match &part.statement.kind {
        StatementKind::Declaration(declaration) => Some(declaration),
        _ => None,
    }
}

impl<'s> Lowering<'s> {
    /// Whether a statement of the word stands before this one, which is told.
    fn stands_twice(&mut self, part: Part<'s>, word: &str) -> bool {
        let Some(first) =
            self.items[..part.index].iter().find(|item| item.kind.word == word && !item.statement.failed)
        else {
            return false;
        };
        let first = first.statement.span;
        let at = self.sites.add(part.statement.span);
        let first = self.sites.add(first);
        self.push(
            Finding::new(&STATEMENT_TWICE, at, format!("`{word}` is written twice"))
                .related(first, "first written here")
                .help("remove one of the two"),
        );
        true
    }

    /// Tells what every topology must say and this one does not.
    pub(super) fn require_head(&mut self) {
        if self.items.is_empty() {
            return;
        }
        let has = |word: &str| self.items.iter().any(|item| item.kind.word == word);
        let (named, placed) = (has("topology"), has("region"));
        let first = self.items[0].statement.span;
        if self.lost.at_top {
            return;
        }
        if !named {
            let help = "begin with `topology Shop;`, the name of the type that stands for it";
            self.tell_with_help(&TOPOLOGY_UNNAMED, first, "the topology has no name", help);
        }
        if !placed {
            let span = self.topology.name.as_ref().map_or(first, |name| self.sites.span(name.at));
            self.tell_with_help(
                &REGION_MISSING,
                span,
                "the topology has no region",
                "write `region \"us-east-1\";`",
            );
        }
    }
}
