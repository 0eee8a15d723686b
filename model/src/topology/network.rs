//! VPCs, subnets, gateways, route tables and endpoints.

#[cfg(feature = "decode")]
use nanoserde::DeJson;
use nanoserde::SerJson;

use super::{At, Header, InternetGatewayId, NatGatewayId, RouteTableId, SubnetId, VpcId};
use crate::cidr::Cidr;

/// A virtual private cloud.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Vpc {
    /// Name, docs, tags.
    pub header: Header,
    /// The primary block.
    pub cidr: At<Cidr>,
    /// Secondary blocks, in the order of the source.
    pub secondary: Vec<At<Cidr>>,
    /// Whether Amazon's DNS answers (default yes).
    pub dns_support: At<bool>,
    /// Whether instances get public names (default no, as AWS's).
    pub dns_hostnames: At<bool>,
}

impl Vpc {
    /// All its blocks, the primary one first.
    pub fn blocks(&self) -> impl Iterator<Item = Cidr> {
        std::iter::once(self.cidr.value).chain(self.secondary.iter().map(|block| block.value))
    }
}

/// A subnet.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Subnet {
    /// Name, docs, tags.
    pub header: Header,
    /// Its VPC.
    pub vpc: VpcId,
    /// Its block.
    pub cidr: At<Cidr>,
    /// Its zone's name, as `us-east-1a`.
    pub zone: At<String>,
    /// Whether what is launched in it gets a public address (default no).
    pub public_addresses: At<bool>,
}

/// An internet gateway, attached to its VPC.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct InternetGateway {
    /// Name, docs, tags.
    pub header: Header,
    /// Its VPC.
    pub vpc: VpcId,
}

/// A public NAT gateway with an elastic IP of its own.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct NatGateway {
    /// Name, docs, tags.
    pub header: Header,
    /// Its VPC.
    pub vpc: VpcId,
    /// The subnet that it is in.
    pub subnet: At<SubnetId>,
}

/// A route table.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct RouteTable {
    /// Name, docs, tags.
    pub header: Header,
    /// Its VPC.
    pub vpc: VpcId,
    /// The subnets that it is on.
    pub subnets: Vec<At<SubnetId>>,
    /// Its routes, without the local ones.
    pub routes: Vec<Route>,
}

/// A route.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Route {
    /// Where to.
    pub destination: At<Cidr>,
    /// Through what.
    pub target: At<RouteTarget>,
}

/// What a route goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub enum RouteTarget {
    /// An internet gateway.
    InternetGateway(InternetGatewayId),
    /// A NAT gateway.
    NatGateway(NatGatewayId),
}

/// A gateway endpoint.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct GatewayEndpoint {
    /// Name, docs, tags.
    pub header: Header,
    /// Its VPC.
    pub vpc: VpcId,
    /// The service.
    pub service: At<GatewayService>,
    /// The route tables that it is on.
    pub tables: Vec<At<RouteTableId>>,
}

/// A service that has gateway endpoints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub enum GatewayService {
    /// Amazon S3.
    S3,
    /// Amazon DynamoDB.
    DynamoDb,
}

impl GatewayService {
    /// The service's word, as in `com.amazonaws.us-east-1.s3`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            GatewayService::S3 => "s3",
            GatewayService::DynamoDb => "dynamodb",
        }
    }
}
