//! The one name space of a topology: what is declared, and what is used.

use groundplan_model::diagnostic::Site;
use groundplan_model::ordered::OrderedMap;
use groundplan_model::topology::{
    AutoScalingGroupId, CertificateId, GatewayEndpointId, GroupId, InstanceId, InternetGatewayId,
    LoadBalancerId, NatGatewayId, ParamId, RouteTableId, SubnetId, TargetGroupId, Thing, VpcId,
};
use proc_macro2::Ident;

use crate::parse::words::is_rust_keyword;
use crate::syntax::{Attributes, Value};

/// The names of a topology with their tokens, for whoever emits them as items that an editor can follow.
#[derive(Debug, Default)]
pub struct Names {
    /// What is declared, in the order of the source, each name once.
    pub declared: Vec<Declared>,
    /// What is used and known, as a path: `public`, `public.a`, `edge.dns_name`.
    pub uses: Vec<Vec<Ident>>,
    /// What is used and not declared.
    pub unknown: Vec<Vec<Ident>>,
}

impl Names {
    /// Leaves out what bears a Rust keyword, which was reported: it can be no item.
    pub(crate) fn leave_out_keywords(&mut self) {
        let free = |word: &Ident| !is_rust_keyword(&word.to_string());
        self.declared.retain(|declared| free(&declared.name));
        for declared in &mut self.declared {
            declared.keys.retain(free);
        }
        for paths in [&mut self.uses, &mut self.unknown] {
            paths.retain(|path| path.iter().all(free));
        }
    }
}

/// A declared name.
#[derive(Debug)]
pub struct Declared {
    /// Its token.
    pub name: Ident,
    /// The word that declares it, as `subnet`, `param`, `zone`.
    pub word: &'static str,
    /// Its doc comment.
    pub docs: String,
    /// The keys of a family, each with its token, or with that of the name where the family takes them over.
    pub keys: Vec<Ident>,
    /// Whether it is a family: it has keys, if none failed.
    pub family: bool,
    /// The attributes that it has, or each member of a family.
    pub attributes: &'static [&'static str],
}

/// A declared name with what is known of it so far.
#[derive(Debug)]
pub(crate) struct Symbol<'s> {
    /// Its token.
    pub ident: &'s Ident,
    /// Its text.
    pub name: String,
    /// The word that declares it.
    pub word: &'static str,
    /// Its doc comment.
    pub docs: &'s str,
    /// What it stands for.
    pub meaning: Meaning<'s>,
    /// The statement that declares it.
    pub item: usize,
    /// Whether it is a family.
    pub family: bool,
    /// The keys of the family.
    pub keys: Vec<Ident>,
    /// What was made of it: one thing, or one for each key that did not fail.
    pub members: Vec<Member>,
    /// The sites of the names of what was made of it.
    pub sites: Vec<Site>,
    /// Whether anything uses it, or it acts by being there.
    pub used: bool,
    /// Whether a part of it failed and was reported: what lacks is not to be told again.
    pub failed: bool,
    /// Its own security group.
    pub own_group: Option<GroupId>,
    /// Its target group.
    pub target: Option<TargetGroupId>,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Meaning<'s> {
    /// A zone.
    Zone,
    /// A param; `None` until it is lowered, or where it failed.
    Param(Option<ParamId>),
    /// A value.
    Let(&'s Value, &'s Attributes),
    /// A thing, or a family of things.
    Thing,
}

/// One thing of a name.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// The key, where the name is a family's.
    pub key: Option<String>,
    /// The thing.
    pub thing: Thing,
}

/// All names while a topology is lowered.
#[derive(Debug, Default)]
pub(crate) struct Table<'s> {
    /// The names, in the order of the source.
    pub symbols: Vec<Symbol<'s>>,
    by_name: OrderedMap<String, usize>,
    /// The rows of the zones.
    pub zones: Vec<usize>,
    /// What is used and known.
    pub uses: Vec<Vec<Ident>>,
    /// What is used and not declared.
    pub unknown: Vec<Vec<Ident>>,
}

impl Symbol<'_> {
    /// The attributes of a thing that such a word declares, whether it is lowered or not.
    pub fn attributes(&self) -> &'static [&'static str] {
        let thing = match self.word {
            "vpc" => Thing::Vpc(VpcId(0)),
            "subnet" => Thing::Subnet(SubnetId(0)),
            "internet_gateway" => Thing::InternetGateway(InternetGatewayId(0)),
            "nat_gateway" => Thing::NatGateway(NatGatewayId(0)),
            "route_table" => Thing::RouteTable(RouteTableId(0)),
            "gateway_endpoint" => Thing::GatewayEndpoint(GatewayEndpointId(0)),
            "group" => Thing::Group(GroupId(0)),
            "certificate" => Thing::Certificate(CertificateId(0)),
            "load_balancer" => Thing::LoadBalancer(LoadBalancerId(0)),
            "auto_scaling_group" => Thing::AutoScalingGroup(AutoScalingGroupId(0)),
            "instance" => Thing::Instance(InstanceId(0)),
            _ => return &[],
        };
        thing.attributes()
    }
}

impl<'s> Table<'s> {
    /// Declares a name: the number of its row, or that of the first declaration beside it where there is one.
    pub fn declare(
        &mut self,
        ident: &'s Ident,
        word: &'static str,
        docs: &'s str,
        meaning: Meaning<'s>,
        item: usize,
    ) -> (usize, Option<usize>) {
        let name = ident.to_string();
        let index = self.symbols.len();
        let first = *self.by_name.entry(name.clone()).or_insert(index);
        self.symbols.push(Symbol {
            ident,
            name,
            word,
            docs,
            meaning,
            item,
            family: false,
            keys: Vec::new(),
            members: Vec::new(),
            sites: Vec::new(),
            used: false,
            failed: false,
            own_group: None,
            target: None,
        });
        if word == "zone" {
            self.zones.push(index);
        }
        (index, (first != index).then_some(first))
    }

    /// The row of a name.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// The names declared by one of these words, in the order of the source.
    pub fn of_words(&self, words: &[&str]) -> impl Iterator<Item = &Symbol<'s>> {
        self.symbols.iter().filter(move |symbol| words.contains(&symbol.word))
    }

    /// What an emitter of items needs.
    pub fn finish(self) -> Names {
        let by_name = self.by_name;
        let first = |index: usize, symbol: &Symbol<'_>| by_name.get(&symbol.name) == Some(&index);
        let declared = (self.symbols.into_iter().enumerate())
            .filter(|(index, symbol)| first(*index, symbol))
            .map(|(_, symbol)| Declared {
                name: symbol.ident.clone(),
                word: symbol.word,
                docs: symbol.docs.to_owned(),
                family: symbol.family,
                attributes: symbol.attributes(),
                keys: symbol.keys,
            })
            .collect();
        Names { declared, uses: self.uses, unknown: self.unknown }
    }
}
