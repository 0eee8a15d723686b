//! Rows of the network: VPCs, subnets, gateways, route tables, addresses, endpoints.
//!
//! Codes and forms of ids: "Error codes for the Amazon EC2 API", client errors for specific actions. Where that page
//! has no code for a malformed id, EC2's `InvalidParameterValue` stands (assumed).

use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use super::{Kind, Region, Tags};
use crate::cidr::Block;
use crate::clock::Timestamp;

/// Implements `Kind` for a row with the fields `tags` and `made_at`.
macro_rules! kind {
    ($row:ty, $table:ident, $prefix:literal, $type:literal, $noun:literal, $not_found:literal, $malformed:literal) => {
        impl Kind for $row {
            const PREFIX: &'static str = $prefix;
            const TYPE: &'static str = $type;
            const NOUN: &'static str = $noun;
            const NOT_FOUND: &'static str = $not_found;
            const MALFORMED: &'static str = $malformed;

            fn table(region: &Region) -> &BTreeMap<String, Self> {
                &region.$table
            }

            fn table_mut(region: &mut Region) -> &mut BTreeMap<String, Self> {
                &mut region.$table
            }

            fn tags(&self) -> &Tags {
                &self.tags
            }

            fn tags_mut(&mut self) -> &mut Tags {
                &mut self.tags
            }

            fn made_at(&self) -> Timestamp {
                self.made_at
            }
        }
    };
}
pub(crate) use kind;

/// A VPC.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Vpc {
    pub(crate) id: String,
    pub(crate) made_at: Timestamp,
    /// When it becomes `available`.
    pub(crate) available_at: Timestamp,
    pub(crate) is_default: bool,
    /// `default` or `dedicated`.
    pub(crate) tenancy: String,
    /// Its blocks; the first is the primary one.
    pub(crate) blocks: Vec<VpcBlock>,
    pub(crate) dns_support: bool,
    pub(crate) dns_hostnames: bool,
    pub(crate) tags: Tags,
}

/// A block of a VPC.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct VpcBlock {
    pub(crate) association_id: String,
    pub(crate) block: Block,
    /// When it becomes `associated`: until then no subnet can lie in it.
    pub(crate) associated_at: Timestamp,
}

impl VpcBlock {
    pub(crate) fn is_associated(&self, now: Timestamp) -> bool {
        now >= self.associated_at
    }

    /// As EC2 calls it.
    pub(crate) fn state(&self, now: Timestamp) -> &'static str {
        if self.is_associated(now) { "associated" } else { "associating" }
    }
}

kind!(Vpc, vpcs, "vpc", "vpc", "vpc ID", "InvalidVpcID.NotFound", "InvalidVpcID.Malformed");

/// A subnet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Subnet {
    pub(crate) id: String,
    pub(crate) made_at: Timestamp,
    pub(crate) vpc_id: String,
    pub(crate) block: Block,
    /// `us-east-1a`
    pub(crate) zone: String,
    pub(crate) default_for_zone: bool,
    /// Whether instances get a public address when nothing else is said.
    pub(crate) public_addresses: bool,
    /// The addresses that interfaces hold.
    pub(crate) taken: BTreeSet<Ipv4Addr>,
    pub(crate) tags: Tags,
}

kind!(
    Subnet,
    subnets,
    "subnet",
    "subnet",
    "subnet ID",
    "InvalidSubnetID.NotFound",
    "InvalidSubnetID.Malformed"
);

impl Subnet {
    /// How many addresses interfaces may still take: AWS keeps the first four and the last (VPC user guide, "Subnet
    /// CIDR blocks").
    pub(crate) fn free_addresses(&self) -> usize {
        let all = (self.block.last() - self.block.first()) as usize + 1;
        all.saturating_sub(5 + self.taken.len())
    }
}

/// An internet gateway.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct InternetGateway {
    pub(crate) id: String,
    pub(crate) made_at: Timestamp,
    /// The VPC that it is attached to.
    pub(crate) vpc_id: Option<String>,
    pub(crate) tags: Tags,
}

kind!(
    InternetGateway,
    internet_gateways,
    "igw",
    "internet-gateway",
    "internetGateway ID",
    "InvalidInternetGatewayID.NotFound",
    "InvalidInternetGatewayId.Malformed"
);

/// A route table.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct RouteTable {
    pub(crate) id: String,
    pub(crate) made_at: Timestamp,
    pub(crate) vpc_id: String,
    /// Its routes but the local ones, which the VPC's blocks are.
    pub(crate) routes: Vec<Route>,
    pub(crate) associations: Vec<RouteTableAssociation>,
    pub(crate) tags: Tags,
}

kind!(
    RouteTable,
    route_tables,
    "rtb",
    "route-table",
    "routeTable ID",
    "InvalidRouteTableID.NotFound",
    "InvalidRouteTableId.Malformed"
);

impl RouteTable {
    /// Whether it serves the subnets that have no table of their own.
    pub(crate) fn is_main(&self) -> bool {
        self.associations.iter().any(|association| association.subnet_id.is_none())
    }
}

/// A route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Route {
    pub(crate) destination: Destination,
    pub(crate) target: Target,
}

/// Where a route leads to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Destination {
    Block(Block),
    PrefixList(String),
}

/// What carries a route's packets. The id may be of something that is gone: the route is then a black hole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Target {
    InternetGateway(String),
    NatGateway(String),
    Interface(String),
    /// Made by the endpoint, never by hand.
    GatewayEndpoint(String),
}

/// What a table serves.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct RouteTableAssociation {
    pub(crate) id: String,
    /// The subnet; none: it is the main table of its VPC.
    pub(crate) subnet_id: Option<String>,
}

/// An elastic address.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ElasticAddress {
    pub(crate) id: String,
    pub(crate) made_at: Timestamp,
    pub(crate) address: Ipv4Addr,
    /// The interface that it is associated with, and the association's id.
    pub(crate) association: Option<AddressAssociation>,
    pub(crate) tags: Tags,
}

/// An elastic address's use.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct AddressAssociation {
    pub(crate) id: String,
    pub(crate) interface_id: String,
}

kind!(
    ElasticAddress,
    elastic_addresses,
    "eipalloc",
    "elastic-ip",
    "allocation ID",
    "InvalidAllocationID.NotFound",
    "InvalidAllocationID.NotFound"
);

/// A NAT gateway of one zone.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct NatGateway {
    pub(crate) id: String,
    pub(crate) made_at: Timestamp,
    pub(crate) vpc_id: String,
    pub(crate) subnet_id: String,
    pub(crate) state: NatState,
    /// Whether it has a public address, or reaches other networks only.
    pub(crate) is_public: bool,
    pub(crate) allocation_id: Option<String>,
    pub(crate) interface_id: Option<String>,
    /// Its addresses as they were, for the time when its interface is gone.
    pub(crate) private_address: Option<Ipv4Addr>,
    pub(crate) public_address: Option<Ipv4Addr>,
    /// Code and message of what went wrong.
    pub(crate) failure: Option<(String, String)>,
    pub(crate) deleted_at: Option<Timestamp>,
    pub(crate) tags: Tags,
}

/// Where a NAT gateway is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum NatState {
    Pending,
    Available,
    Failed,
    Deleting,
    Deleted,
}

impl NatState {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Available => "available",
            Self::Failed => "failed",
            Self::Deleting => "deleting",
            Self::Deleted => "deleted",
        }
    }
}

kind!(
    NatGateway,
    nat_gateways,
    "nat",
    "natgateway",
    "Nat Gateway",
    "NatGatewayNotFound",
    "NatGatewayMalformed"
);

/// A gateway endpoint.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Endpoint {
    pub(crate) id: String,
    pub(crate) made_at: Timestamp,
    pub(crate) vpc_id: String,
    /// `com.amazonaws.us-east-1.s3`
    pub(crate) service: String,
    pub(crate) route_tables: BTreeSet<String>,
    pub(crate) policy: String,
    /// When it was asked to go; it stays listed as `deleting` for a while.
    pub(crate) deleted_at: Option<Timestamp>,
    pub(crate) tags: Tags,
}

kind!(
    Endpoint,
    endpoints,
    "vpce",
    "vpc-endpoint",
    "Vpc Endpoint Id",
    "InvalidVpcEndpointId.NotFound",
    "InvalidVpcEndpointId.Malformed"
);

/// A network ACL. Only those exist that AWS makes with a VPC: they let everything through.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct NetworkAcl {
    pub(crate) id: String,
    pub(crate) made_at: Timestamp,
    pub(crate) vpc_id: String,
    pub(crate) tags: Tags,
}

kind!(
    NetworkAcl,
    network_acls,
    "acl",
    "network-acl",
    "networkAcl ID",
    "InvalidNetworkAclID.NotFound",
    "InvalidNetworkAclId.Malformed"
);
