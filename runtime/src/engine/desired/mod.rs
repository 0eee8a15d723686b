//! The declared topology as AWS resources: one function for each kind of thing.
//!
//! Pure: a topology whose params have their values goes in, every resource with its attributes, tags and order comes
//! out. What only AWS knows stays a [`Lookup`](crate::resource::attribute::Lookup) or a reference.

mod balancing;
mod machines;
mod network;
mod security;

use std::collections::BTreeSet;

use groundplan_model::topology::{
    Header, Name, OutputValue, Piece, Tag, TargetGroupId, Text, Thing, Topology,
};

use crate::naming;
use crate::resource::Kind;
use crate::resource::address::Address;
use crate::resource::attribute::{Attributes, Joined, Value};
use crate::resource::state::{Desired, Resource, Scope};

/// What a topology should consist of in AWS.
///
/// # Assumptions
///
/// The topology checks clean, and [`Topology::with_values`] has replaced its params. `few_machines` says that a policy
/// or a budget limits the number of machines hard, so that AWS must not exceed a group's maximum to balance zones.
#[must_use]
pub fn desired(topology: &Topology, scope: Scope, few_machines: bool) -> Desired {
    let declared = Declared { topology, scope: &scope, few_machines };
    let mut resources = Vec::new();
    network::expand(&declared, &mut resources);
    security::expand(&declared, &mut resources);
    balancing::expand(&declared, &mut resources);
    machines::expand(&declared, &mut resources);
    let mut desired = Desired::nothing(scope.clone()).with(resources);
    desired.questions = balancing::existing(topology);
    desired
}

/// The values of the outputs: what is not known yet is a reference.
#[must_use]
pub fn outputs(topology: &Topology) -> Vec<(String, Value)> {
    let value = |value: &OutputValue| match value {
        OutputValue::One(one) => text(topology, one),
        OutputValue::List(several) => Value::List(several.iter().map(|one| text(topology, one)).collect()),
    };
    topology.outputs.iter().map(|output| (output.name.value.clone(), value(&output.value))).collect()
}

/// A topology on its way to resources.
struct Declared<'t> {
    topology: &'t Topology,
    scope: &'t Scope,
    few_machines: bool,
}

impl Declared<'_> {
    /// A resource of a declared thing; `suffix` tells several of one kind and thing apart.
    fn resource(&self, kind: Kind, header: &Header, suffix: &str, attributes: Attributes) -> Resource {
        let named = |name: &Name| Address::new(kind, format!("{name}{suffix}"));
        let address = named(&header.name);
        let tags = self.tags(&address, header);
        Resource { address, attributes, tags, after: BTreeSet::new(), was: header.was.as_ref().map(named) }
    }

    /// The topology's tags and those of the thing, and a name for people unless one of them gives it.
    fn tags(&self, address: &Address, header: &Header) -> Attributes {
        let mut tags = self.written_tags(header);
        tags.entry("Name".to_owned()).or_insert_with(|| naming::for_people(self.scope, address).into());
        tags
    }

    /// The topology's tags and those of the thing, which win.
    fn written_tags(&self, header: &Header) -> Attributes {
        let written = self.topology.tags.iter().chain(&header.tags);
        written.map(|tag: &Tag| (tag.key.value.clone(), text(self.topology, &tag.value.value))).collect()
    }

    /// The thing that a target group belongs to.
    fn owner_of(&self, group: TargetGroupId) -> Option<&Header> {
        let groups = self.topology.auto_scaling_groups.iter();
        let instances = self.topology.instances.iter();
        groups
            .filter(|one| one.target == Some(group))
            .map(|one| &one.header)
            .chain(instances.filter(|one| one.target == Some(group)).map(|one| &one.header))
            .next()
    }
}

/// The address of a declared thing.
#[must_use]
pub fn address_of(topology: &Topology, thing: Thing) -> Address {
    let kind = match thing {
        Thing::Vpc(_) => Kind::Vpc,
        Thing::Subnet(_) => Kind::Subnet,
        Thing::InternetGateway(_) => Kind::InternetGateway,
        Thing::NatGateway(_) => Kind::NatGateway,
        Thing::RouteTable(_) => Kind::RouteTable,
        Thing::GatewayEndpoint(_) => Kind::GatewayEndpoint,
        Thing::Group(_) => Kind::SecurityGroup,
        Thing::Certificate(_) => Kind::Certificate,
        Thing::LoadBalancer(_) => Kind::LoadBalancer,
        Thing::AutoScalingGroup(_) => Kind::AutoScalingGroup,
        Thing::Instance(_) => Kind::Instance,
    };
    Address::new(kind, topology.header(thing).name.to_string())
}

/// A reference to the id of a declared thing.
fn id_of(topology: &Topology, thing: Thing) -> Value {
    Value::id_of(address_of(topology, thing))
}

/// A text; it is plain where no attribute of a thing is in it.
fn text(topology: &Topology, text: &Text) -> Value {
    let piece = |piece: &Piece| match piece {
        Piece::Literal(literal) => Value::Text(literal.clone()),
        Piece::Attribute(attribute) => match (attribute.of, attribute.name.as_str()) {
            // What was not made by us is known as it was written.
            (Thing::Certificate(id), "arn") => balancing::certificate(topology, id),
            (thing, name) => Value::attribute_of(address_of(topology, thing), name),
        },
        Piece::Param(param) => Value::Text(
            topology[*param].default.as_ref().map_or_else(String::new, |value| value.value.clone()),
        ),
    };
    joined(text.0.iter().map(piece).collect())
}

/// Pieces as one value.
fn joined(mut pieces: Vec<Value>) -> Value {
    if pieces.len() == 1 {
        return pieces.remove(0);
    }
    Value::Joined(Joined { pieces }).map_parts(&|_| None)
}
