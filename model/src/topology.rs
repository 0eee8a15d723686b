//! The declared topology as plain data, in AWS's own terms.
//!
//! A topology is complete and resolved: names have become indices, families their members, defaults their values.
//! What could not be resolved is left out, and was reported by whoever built it. Values that a user may have to
//! change carry the [`Site`](crate::diagnostic::Site) of their token. The text form ([`Topology::to_text`]) is what the macro puts into the
//! generated code, and what the engine reads back.
//!
//! The parts are files by chapter, as the rules' folders are; users name everything from here.

#![allow(clippy::question_mark, reason = "nanoserde's derived readers are written so")]

use nanoserde::SerJson;
#[cfg(feature = "decode")]
use nanoserde::{DeJson, DeJsonErr};

mod id;
mod machines;
mod network;
mod security;
mod services;
mod value;
mod whole;

pub use id::*;
pub use machines::*;
pub use network::*;
pub use security::*;
pub use services::*;
pub use value::*;
pub use whole::*;

/// A whole declaration.
#[derive(Clone, Debug, Default, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Topology {
    /// The name of the type that stands for it, as `Convive`, and its site.
    pub name: Option<At<String>>,
    /// Its doc comment.
    pub docs: String,
    /// The region, as `us-east-1`.
    pub region: Option<At<String>>,
    /// The zones that families are made of: their keys, as `a`. The zone's name is region and key.
    pub zones: Vec<At<String>>,
    /// Tags of everything.
    pub tags: Vec<Tag>,
    /// The paths of the policies to obey, as written.
    pub policies: Vec<At<String>>,
    /// What the topology limits itself to.
    pub budget: Budget,
    /// The values that are known only at run time.
    pub params: Vec<Param>,
    /// Virtual private clouds.
    pub vpcs: Vec<Vpc>,
    /// Subnets of all VPCs.
    pub subnets: Vec<Subnet>,
    /// Internet gateways, each attached to its VPC.
    pub internet_gateways: Vec<InternetGateway>,
    /// Public NAT gateways, each with an elastic IP of its own.
    pub nat_gateways: Vec<NatGateway>,
    /// Route tables with their routes and the subnets that they are on.
    pub route_tables: Vec<RouteTable>,
    /// Gateway endpoints (S3, DynamoDB).
    pub gateway_endpoints: Vec<GatewayEndpoint>,
    /// Security groups: the own ones of things, and those declared by `group`.
    pub groups: Vec<Group>,
    /// What may talk to what: needs and permits, in the order of the source.
    pub edges: Vec<Edge>,
    /// What must hold: `assert` and `assert never`.
    pub assertions: Vec<Assertion>,
    /// Certificates, requested or existing.
    pub certificates: Vec<Certificate>,
    /// Application load balancers with their listeners.
    pub load_balancers: Vec<LoadBalancer>,
    /// Target groups, one for each thing that has `target`.
    pub target_groups: Vec<TargetGroup>,
    /// Groups of instances.
    pub auto_scaling_groups: Vec<AutoScalingGroup>,
    /// Single instances.
    pub instances: Vec<Instance>,
    /// What the topology tells when it stands.
    pub outputs: Vec<Output>,
    /// Findings that the source accepts.
    pub accepts: Vec<Accept>,
}

impl Topology {
    /// The text form: what the macro puts into the generated code.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.serialize_json()
    }

    /// Reads the text form.
    ///
    /// # Errors
    ///
    /// Where the text was not made by [`Topology::to_text`] of this version.
    #[cfg(feature = "decode")]
    pub fn from_text(text: &str) -> Result<Topology, DeJsonErr> {
        Topology::deserialize_json(text)
    }

    /// The header of every thing, kind by kind.
    pub fn headers(&self) -> impl Iterator<Item = &Header> {
        (self.vpcs.iter().map(|thing| &thing.header))
            .chain(self.subnets.iter().map(|thing| &thing.header))
            .chain(self.internet_gateways.iter().map(|thing| &thing.header))
            .chain(self.nat_gateways.iter().map(|thing| &thing.header))
            .chain(self.route_tables.iter().map(|thing| &thing.header))
            .chain(self.gateway_endpoints.iter().map(|thing| &thing.header))
            .chain(self.groups.iter().map(|thing| &thing.header))
            .chain(self.certificates.iter().map(|thing| &thing.header))
            .chain(self.load_balancers.iter().map(|thing| &thing.header))
            .chain(self.auto_scaling_groups.iter().map(|thing| &thing.header))
            .chain(self.instances.iter().map(|thing| &thing.header))
    }

    /// The header of any thing.
    #[must_use]
    pub fn header(&self, thing: Thing) -> &Header {
        match thing {
            Thing::Vpc(id) => &self[id].header,
            Thing::Subnet(id) => &self[id].header,
            Thing::InternetGateway(id) => &self[id].header,
            Thing::NatGateway(id) => &self[id].header,
            Thing::RouteTable(id) => &self[id].header,
            Thing::GatewayEndpoint(id) => &self[id].header,
            Thing::Group(id) => &self[id].header,
            Thing::Certificate(id) => &self[id].header,
            Thing::LoadBalancer(id) => &self[id].header,
            Thing::AutoScalingGroup(id) => &self[id].header,
            Thing::Instance(id) => &self[id].header,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Site;

    #[test]
    fn a_topology_survives_its_text_form() {
        let at = Site(7);
        let name = Name { base: "public".into(), key: Some("a".into()) };
        let header =
            Header { name: At::new(name, at), docs: "two\nlines \"quoted\"".into(), tags: vec![], was: None };
        let topology = Topology {
            region: Some(At::new("us-east-1".into(), at)),
            vpcs: vec![Vpc {
                header,
                cidr: At::new("10.0.0.0/16".parse().expect("a block"), at),
                secondary: vec![],
                dns_support: At::default_at(true, at),
                dns_hostnames: At::new(false, at),
            }],
            params: vec![Param {
                name: At::new("web_count".into(), at),
                docs: String::new(),
                ty: ParamType::Count(1, 4),
                default: Some(At::new("2".into(), at)),
            }],
            ..Topology::default()
        };
        let read = Topology::from_text(&topology.to_text()).expect("its own text");
        assert_eq!(read.vpcs, topology.vpcs);
        assert_eq!(read.params, topology.params);
        assert_eq!(read.region, topology.region);
    }
}
