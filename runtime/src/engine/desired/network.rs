//! VPCs, subnets, gateways, route tables, endpoints.

use groundplan_model::cidr::Cidr;
use groundplan_model::topology::{
    GatewayEndpoint, NatGateway, RouteTable, RouteTarget, Subnet, SubnetId, Thing, Topology, Vpc, VpcId,
};

use groundplan_model::vpc_blocks::association_order;

use super::{Declared, address_of, id_of};
use crate::resource::address::Address;
use crate::resource::attribute::{Value, attributes};
use crate::resource::state::Resource;
use crate::resource::{Kind, gateway_endpoint, nat_gateway, route_table, route_table_association};

/// All of them.
pub(super) fn expand(declared: &Declared<'_>, resources: &mut Vec<Resource>) {
    let topology = declared.topology;
    resources.extend(topology.vpcs.iter().map(|one| vpc(declared, one)));
    resources.extend(topology.subnets.iter().map(|one| subnet(declared, one)));
    for gateway in &topology.internet_gateways {
        let attributes = attributes([("vpc_id", id_of(topology, Thing::Vpc(gateway.vpc)))]);
        resources.push(declared.resource(Kind::InternetGateway, &gateway.header, "", attributes));
    }
    for gateway in &topology.nat_gateways {
        resources.extend(nat_gateway(declared, gateway));
    }
    for table in &topology.route_tables {
        resources.push(route_table(declared, table));
        resources.extend(table.subnets.iter().map(|subnet| association(declared, table, subnet.value)));
    }
    resources.extend(topology.gateway_endpoints.iter().map(|one| endpoint(declared, one)));
}

fn vpc(declared: &Declared<'_>, vpc: &Vpc) -> Resource {
    let secondary = association_order(vpc.secondary.iter().map(|block| block.value));
    let secondary: Vec<String> = secondary.iter().map(Cidr::to_string).collect();
    let attributes = attributes([
        ("cidr_block", vpc.cidr.value.to_string().into()),
        ("secondary_cidr_blocks", secondary.into()),
        ("enable_dns_support", vpc.dns_support.value.into()),
        ("enable_dns_hostnames", vpc.dns_hostnames.value.into()),
    ]);
    declared.resource(Kind::Vpc, &vpc.header, "", attributes)
}

fn subnet(declared: &Declared<'_>, subnet: &Subnet) -> Resource {
    let attributes = attributes([
        ("vpc_id", id_of(declared.topology, Thing::Vpc(subnet.vpc))),
        ("cidr_block", subnet.cidr.value.to_string().into()),
        ("availability_zone", subnet.zone.value.clone().into()),
        ("map_public_ip_on_launch", subnet.public_addresses.value.into()),
    ]);
    declared.resource(Kind::Subnet, &subnet.header, "", attributes)
}

/// AWS makes a public NAT gateway only where an internet gateway is attached.
fn nat_gateway(declared: &Declared<'_>, gateway: &NatGateway) -> [Resource; 2] {
    let address = declared.resource(Kind::ElasticIp, &gateway.header, "", attributes([]));
    let subnet = id_of(declared.topology, Thing::Subnet(gateway.subnet.value));
    let wanted = nat_gateway::desired(subnet, Value::id_of(address.address.clone()));
    let mut gateway_resource = declared.resource(Kind::NatGateway, &gateway.header, "", wanted);
    gateway_resource.after.extend(internet_gateways(declared.topology, gateway.vpc));
    [address, gateway_resource]
}

fn route_table(declared: &Declared<'_>, table: &RouteTable) -> Resource {
    let topology = declared.topology;
    let routes = table.routes.iter().map(|route| {
        let target = match route.target.value {
            RouteTarget::InternetGateway(id) => Thing::InternetGateway(id),
            RouteTarget::NatGateway(id) => Thing::NatGateway(id),
        };
        route_table::route(&route.destination.value.to_string(), id_of(topology, target))
    });
    let wanted = route_table::desired(id_of(topology, Thing::Vpc(table.vpc)), routes.collect());
    declared.resource(Kind::RouteTable, &table.header, "", wanted)
}

/// Named after its subnet: a subnet that moves to another table keeps its association.
fn association(declared: &Declared<'_>, table: &RouteTable, subnet: SubnetId) -> Resource {
    let topology = declared.topology;
    let table = Value::id_of(Address::new(Kind::RouteTable, table.header.name.to_string()));
    let wanted = route_table_association::desired(id_of(topology, Thing::Subnet(subnet)), table);
    declared.resource(Kind::RouteTableAssociation, &topology[subnet].header, "", wanted)
}

fn endpoint(declared: &Declared<'_>, endpoint: &GatewayEndpoint) -> Resource {
    let topology = declared.topology;
    let tables =
        endpoint.tables.iter().map(|table| id_of(topology, Thing::RouteTable(table.value))).collect();
    let service = service_name(&declared.scope.region, endpoint.service.word());
    let wanted = gateway_endpoint::desired(id_of(topology, Thing::Vpc(endpoint.vpc)), &service, tables);
    declared.resource(Kind::GatewayEndpoint, &endpoint.header, "", wanted)
}

/// A service's name in a region, as endpoints and prefix lists have it.
pub(super) fn service_name(region: &str, word: &str) -> String {
    format!("com.amazonaws.{region}.{word}")
}

/// The internet gateways of a VPC.
pub(super) fn internet_gateways(topology: &Topology, vpc: VpcId) -> impl Iterator<Item = Address> + '_ {
    let of_vpc = topology.internet_gateways.iter().filter(move |gateway| gateway.vpc == vpc);
    of_vpc.map(|gateway| Address::new(Kind::InternetGateway, gateway.header.name.to_string()))
}

/// What must stand so that packets find their way from a subnet: its table with the routes, and the endpoints on it.
pub(super) fn ways_out(topology: &Topology, subnet: SubnetId) -> Vec<Address> {
    let mut ways = Vec::new();
    for (index, table) in (0..).zip(&topology.route_tables) {
        if !table.subnets.iter().any(|one| one.value == subnet) {
            continue;
        }
        let subnet = address_of(topology, Thing::Subnet(subnet));
        ways.push(Address::new(Kind::RouteTableAssociation, subnet.name));
        for endpoint in &topology.gateway_endpoints {
            if endpoint.tables.iter().any(|on| on.value.0 == index) {
                ways.push(Address::new(Kind::GatewayEndpoint, endpoint.header.name.to_string()));
            }
        }
    }
    ways
}
