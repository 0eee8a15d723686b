//! The outputs of a topology, filled in with what AWS shows.

use groundplan_model::topology::{OutputValue, Piece, Text, Thing, Topology};

use crate::declared::OutputValues;
use crate::resource::Kind;
use crate::resource::address::Address;
use crate::resource::state::Observed;

/// The value of each output. What does not stand yet is an empty text; one of a list is left out.
#[must_use]
pub fn read_outputs(topology: &Topology, observed: &Observed) -> OutputValues {
    topology
        .outputs
        .iter()
        .map(|output| {
            let texts = match &output.value {
                OutputValue::One(text) => vec![read_text(topology, observed, text).unwrap_or_default()],
                OutputValue::List(texts) => {
                    texts.iter().filter_map(|text| read_text(topology, observed, text)).collect()
                }
            };
            (output.name.value.clone(), texts)
        })
        .collect()
}

fn read_text(topology: &Topology, observed: &Observed, text: &Text) -> Option<String> {
    text.0
        .iter()
        .map(|piece| match piece {
            Piece::Literal(text) => Some(text.clone()),
            Piece::Attribute(attribute) => {
                let address = address_of(topology, attribute.of);
                let found = observed.found.get(&address)?.first()?;
                found.output(&attribute.name).map(str::to_owned)
            }
            // A param without a value is a bug of the caller, who has resolved them.
            Piece::Param(_) => None,
        })
        .collect()
}

/// The address of the resource that stands for a declared thing.
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
    Address::new(kind, topology.header(thing).name.value.to_string())
}
