//! Which table serves a subnet, and which route a packet takes: read from the stored rows, nothing kept beside them.

use std::net::Ipv4Addr;

use crate::service::ec2::prefix_list;
use crate::store::Region;
use crate::store::network::{Destination, InternetGateway, NatState, Route, RouteTable, Subnet, Target, Vpc};

/// The internet gateway that is attached to a VPC.
pub(crate) fn internet_gateway_of<'a>(region: &'a Region, vpc_id: &str) -> Option<&'a InternetGateway> {
    region.internet_gateways.values().find(|gateway| gateway.vpc_id.as_deref() == Some(vpc_id))
}

/// The table that serves a subnet: the one that it is associated with, else its VPC's main table.
pub(crate) fn table_of<'a>(region: &'a Region, subnet: &Subnet) -> Option<&'a RouteTable> {
    let in_vpc = || region.route_tables.values().filter(|table| table.vpc_id == subnet.vpc_id);
    let own = in_vpc().find(|table| {
        table.associations.iter().any(|association| association.subnet_id.as_deref() == Some(&subnet.id))
    });
    own.or_else(|| in_vpc().find(|table| table.is_main()))
}

/// Whether what carries a route's packets is there and can.
pub(crate) fn is_active(region: &Region, table: &RouteTable, route: &Route) -> bool {
    match &route.target {
        Target::InternetGateway(id) => region
            .internet_gateways
            .get(id)
            .is_some_and(|gateway| gateway.vpc_id.as_deref() == Some(&table.vpc_id)),
        Target::NatGateway(id) => region
            .nat_gateways
            .get(id)
            .is_some_and(|gateway| matches!(gateway.state, NatState::Pending | NatState::Available)),
        Target::Interface(id) => {
            region.interfaces.get(id).is_some_and(|interface| interface.attachment.is_some())
        }
        Target::GatewayEndpoint(id) => {
            region.endpoints.get(id).is_some_and(|endpoint| endpoint.deleted_at.is_none())
        }
    }
}

/// Where a packet to `address` goes from a subnet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NextHop {
    /// It stays in the VPC.
    Local,
    Route(Route),
}

/// The route that a packet takes: the longest prefix wins, at equal length a block wins over a prefix list (VPC user
/// guide, "Route priority").
pub(crate) fn next_hop(region: &Region, vpc: &Vpc, table: &RouteTable, address: Ipv4Addr) -> Option<NextHop> {
    let local = vpc.blocks.iter().map(|block| block.block).filter(|block| block.holds(address));
    let local = local.map(|block| (block.length(), true, NextHop::Local));
    let routes = table.routes.iter().filter_map(|route| match &route.destination {
        Destination::Block(block) => {
            block.holds(address).then(|| (block.length(), true, NextHop::Route(route.clone())))
        }
        Destination::PrefixList(id) => {
            let list = prefix_list::prefix_list(&region.name, id)?;
            let block = list
                .blocks
                .into_iter()
                .filter(|block| block.holds(address))
                .max_by_key(|block| block.length())?;
            Some((block.length(), false, NextHop::Route(route.clone())))
        }
    });
    local.chain(routes).max_by_key(|(length, is_block, _)| (*length, *is_block)).map(|(.., hop)| hop)
}
