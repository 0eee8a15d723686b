//! From the source tree to the model: names become indices, families their members, defaults their values.
//!
//! Lowering goes kind by kind, in the order of [`KINDS`], so that whatever a statement names has been lowered before
//! it, wherever it stands in the source. What could not be understood is told and left out; what lacks it for that
//! reason is marked as incomplete, so that no rule tells a second fault that only follows from the first.
//!
//! To add a kind of statement, write a file with its `lower_` function and add a row to the table.

use groundplan_model::diagnostic::{Finding, Rule, Site};
use groundplan_model::ordered::{OrderedMap, OrderedSet};
use groundplan_model::topology::{At, Name, Thing, Topology, VpcId};
use proc_macro2::{Ident, Span, TokenStream};

use crate::files::{FileRead, Files};
use crate::names::{Names, Table};
use crate::sites::Sites;
use crate::syntax::{Declaration, Source, Statement, StatementKind, Value};

mod accept;
mod auto_scaling_group;
mod block;
mod certificate;
mod describe;
mod edge;
mod family;
mod gateway_endpoint;
mod group;
mod head;
mod header;
mod image;
mod instance;
mod internet_gateway;
mod kinds;
mod launch;
mod listener;
mod load_balancer;
mod name;
mod nat_gateway;
mod output;
mod param;
mod properties;
mod reference;
mod route_table;
mod subnet;
mod tags;
mod target;
mod text;
mod user_data;
mod values;
mod vpc;

#[cfg(test)]
mod tests;

use accept::Accepts;
use kinds::{KINDS, Kind, Role};
use launch::PendingLaunch;
use name::Lost;

/// What lowering gives.
#[derive(Debug)]
pub(crate) struct Lowered {
    /// The topology, without what could not be understood.
    pub topology: Topology,
    /// The token of each site.
    pub sites: Sites,
    /// What is wrong, told so far.
    pub findings: Vec<Finding>,
    /// Which declarations lack a part that was told as wrong.
    pub gaps: Gaps,
    /// What is declared and used.
    pub names: Names,
    /// The files that were read.
    pub files: Vec<FileRead>,
    /// The paths of the policies, as tokens, beside [`Topology::policies`].
    pub policies: Vec<TokenStream>,
}

/// Where something was left out, so that what a rule finds there may only follow from it.
#[derive(Debug, Default)]
pub(crate) struct Gaps {
    /// First and last site of each stretch that belongs to an incomplete statement, sorted.
    stretches: Vec<(Site, Site)>,
    /// The sites of values that stand in for what could not be read.
    stand_ins: OrderedSet<Site>,
    /// Whether a part of the network, or what stands in it, is incomplete: no way through it can be judged.
    pub way: bool,
    /// Whether what stands at the ends of a way is incomplete: no group's rules can be judged.
    pub ends: bool,
}

impl Gaps {
    /// Whether the value of the site stands in for one that could not be read.
    pub fn stands_in(&self, site: Site) -> bool {
        self.stand_ins.contains(&site)
    }

    /// Whether the site belongs to an incomplete statement.
    pub fn hold(&self, site: Site) -> bool {
        let after = self.stretches.partition_point(|(first, _)| *first <= site);
        after.checked_sub(1).is_some_and(|index| self.stretches[index].1 >= site)
    }

    /// Whether nothing was left out.
    pub fn is_empty(&self) -> bool {
        self.stretches.is_empty() && !self.way
    }
}

/// A statement on its way, with what is known of it.
#[derive(Debug)]
pub(crate) struct Item<'s> {
    statement: &'s Statement,
    kind: &'static Kind,
    /// The statement whose body it stands in.
    parent: Option<usize>,
    /// One behind the last item that stands in its body.
    end: usize,
    /// The row of its name.
    symbol: Option<usize>,
    /// The stretches of sites that it owns.
    stretches: Vec<(Site, Site)>,
    /// Whether a part of it was told as wrong and left out.
    incomplete: bool,
}

/// The statement that is being lowered, as its `lower_` function sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part<'s> {
    /// The statement.
    pub statement: &'s Statement,
    /// The number of its item.
    pub index: usize,
    /// The row of its name, where it has one.
    pub symbol: Option<usize>,
}

impl<'s> Part<'s> {
    /// The declaration and its name, where the statement is one that has a name.
    pub fn declared(&self) -> Option<(&'s Declaration, &'s Ident)> {
        match &self.statement.kind {
            StatementKind::Declaration(declaration) => Some((declaration, declaration.name.as_ref()?)),
            _ => None,
        }
    }
}

/// Everything that lowering works on.
pub(crate) struct Lowering<'s> {
    /// The topology so far.
    pub topology: Topology,
    /// The sites so far.
    pub sites: Sites,
    /// The names.
    pub names: Table<'s>,
    /// What is wrong.
    findings: Vec<Finding>,
    /// Where files are read from.
    reader: &'s dyn Files,
    /// The files that were read.
    files: Vec<FileRead>,
    /// The policies' tokens.
    policies: Vec<TokenStream>,
    items: Vec<Item<'s>>,
    accepts: Accepts<'s>,
    /// What `#[was(…)]` says, with its token and the item that says it.
    former: Vec<(Name, Span, usize)>,
    /// The names that parsing could not read or did not give.
    lost: Lost,
    /// The names of the outputs so far.
    outputs: OrderedMap<String, Site>,
    /// The launches whose user data is read when every machine stands, in the order of the source.
    launches: Vec<PendingLaunch<'s>>,
    /// The item being lowered.
    here: usize,
    /// The last value that the name of a `let` led to, with the token of that name.
    named: Option<(&'s Value, Span)>,
    /// The name of the thing being lowered: what is told of its properties is about it.
    owner: Option<Site>,
    /// Whether what is told is dropped: the statement failed in parsing, which said why.
    muted: bool,
    /// The sites of values that stand in for what could not be read.
    stand_ins: OrderedSet<Site>,
    /// The words that declare what a name was to be that is none: one of theirs may have been meant.
    missed: OrderedSet<&'static str>,
}

/// Lowers a source.
pub(crate) fn lower(source: &Source, reader: &dyn Files) -> Lowered {
    let mut lowering = Lowering {
        topology: Topology::default(),
        sites: Sites::default(),
        names: Table::default(),
        findings: Vec::new(),
        reader,
        files: Vec::new(),
        policies: Vec::new(),
        items: Vec::new(),
        accepts: Accepts::default(),
        former: Vec::new(),
        lost: Lost::default(),
        outputs: OrderedMap::new(),
        launches: Vec::new(),
        here: 0,
        named: None,
        owner: None,
        muted: false,
        stand_ins: OrderedSet::new(),
        missed: OrderedSet::new(),
    };
    lowering.collect(&source.statements, None);
    lowering.declare_names();
    lowering.reserve_own_groups();
    for kind in KINDS {
        lowering.lower_kind(kind);
    }
    lowering.lower_user_data();
    lowering.finish()
}

impl<'s> Lowering<'s> {
    /// Lists the statements with those in their bodies, in the order of the source.
    fn collect(&mut self, statements: &'s [Statement], parent: Option<usize>) {
        for statement in statements {
            self.lost.note(statement);
            self.lost.at_top |= parent.is_none() && matches!(statement.kind, StatementKind::Unread { .. });
            let parent_kind = parent.map(|parent| self.items[parent].kind);
            let Some(kind) = kinds::kind_of(statement, parent_kind) else { continue };
            let index = self.items.len();
            self.items.push(Item {
                statement,
                kind,
                parent,
                end: index + 1,
                symbol: None,
                stretches: Vec::new(),
                incomplete: statement.failed,
            });
            self.collect(kinds::inner_statements(statement), Some(index));
            self.items[index].end = self.items.len();
        }
    }

    /// Lowers every statement of a kind.
    fn lower_kind(&mut self, kind: &'static Kind) {
        for index in 0..self.items.len() {
            if !std::ptr::eq(self.items[index].kind, kind) {
                continue;
            }
            let Item { statement, symbol, .. } = self.items[index];
            self.within(index, |lowering| (kind.lower)(lowering, Part { statement, index, symbol }));
        }
    }

    /// Runs `act` for an item: sites that it hands out belong to the item, and what it tells is about it.
    fn within<T>(&mut self, index: usize, act: impl FnOnce(&mut Lowering<'s>) -> T) -> T {
        let (here, muted, first) = (self.here, self.muted, self.sites.next());
        self.here = index;
        self.owner = None;
        self.muted = self.items[index].statement.failed;
        let result = act(self);
        if self.sites.next() > first {
            self.items[index].stretches.push((first, Site(self.sites.next().0 - 1)));
        }
        (self.here, self.muted) = (here, muted);
        result
    }

    /// Tells a fault.
    fn push(&mut self, finding: Finding) {
        if !self.muted {
            self.findings.push(finding);
        }
    }

    /// Tells a fault at a token, where the message says all.
    fn tell(&mut self, rule: &'static Rule, span: Span, message: impl Into<String>) -> Site {
        let site = self.sites.add(span);
        self.push(Finding::new(rule, site, message));
        site
    }

    /// Tells a fault at a token, and what to write.
    fn tell_with_help(
        &mut self,
        rule: &'static Rule,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Site {
        let site = self.sites.add(span);
        self.push(Finding::new(rule, site, message).help(help));
        site
    }

    /// Marks that what is read at a site stands in for what could not be read: no rule judges it.
    fn stand_in(&mut self, site: Site) -> Site {
        self.stand_ins.insert(site);
        site
    }

    /// Marks that the statement being lowered lacks a part whose fault was told.
    fn leave_gap(&mut self) {
        if let Some(item) = self.items.get_mut(self.here) {
            item.incomplete = true;
            if let Some(symbol) = item.symbol {
                self.names.symbols[symbol].failed = true;
            }
        }
    }

    /// A written value at a token.
    fn at<T>(&mut self, value: T, span: Span) -> At<T> {
        At::new(value, self.sites.add(span))
    }

    /// The VPC whose body the statement stands in.
    fn vpc_of(&self, part: Part<'s>) -> Option<VpcId> {
        let parent = self.items[part.index].parent?;
        let symbol = self.items[parent].symbol?;
        match self.names.symbols[symbol].members.first()?.thing {
            Thing::Vpc(id) => Some(id),
            _ => None,
        }
    }

    /// Ends lowering: what was never used is told, accepts get their places.
    fn finish(mut self) -> Lowered {
        self.require_head();
        self.check_former_names();
        self.place_groups();
        self.tell_unused();
        self.accept_items();
        let incomplete = self.items.iter().filter(|item| item.incomplete);
        let ends = incomplete.clone().any(|item| item.kind.role == Role::Ends);
        let way = ends || incomplete.clone().any(|item| item.kind.role == Role::Way);
        let mut stretches: Vec<(Site, Site)> = incomplete.flat_map(|item| item.stretches.clone()).collect();
        stretches.sort_unstable();
        self.topology.accepts = self.accepts.finish();
        Lowered {
            topology: self.topology,
            sites: self.sites,
            findings: self.findings,
            gaps: Gaps { stretches, stand_ins: self.stand_ins, way, ends },
            names: self.names.finish(),
            files: self.files,
            policies: self.policies,
        }
    }
}

/// The word that says where a thing stands, with what follows it: `in public`.
pub(crate) fn place<'s>(declaration: &'s Declaration, word: &str) -> Option<&'s [Value]> {
    declaration.places.iter().find(|place| place.word == word).map(|place| place.values.as_slice())
}
