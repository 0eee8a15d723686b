//! VPCs, subnets, gateways, route tables and endpoints of a sample.

use super::Sample;
use crate::diagnostic::Site;
use crate::topology::*;

impl Sample {
    /// A VPC.
    pub fn vpc(&mut self, name: &str, cidr: &str) -> VpcId {
        let vpc = Vpc {
            header: self.header(name),
            cidr: self.at(&format!("{name}.cidr"), cidr.parse().expect("a block")),
            secondary: vec![],
            dns_support: At::default_at(true, Site(0)),
            dns_hostnames: At::default_at(false, Site(0)),
        };
        self.topology.vpcs.push(vpc);
        VpcId(self.topology.vpcs.len() as u32 - 1)
    }

    /// A secondary block of a VPC, labelled with the VPC's name and the block.
    pub fn secondary(&mut self, vpc: VpcId, cidr: &str) {
        let label = format!("{}.{cidr}", self.topology[vpc].header.name.value);
        let block = self.at(&label, cidr.parse().expect("a block"));
        self.topology.vpcs[vpc.0 as usize].secondary.push(block);
    }

    /// A subnet without public addresses, in a zone given by its key.
    pub fn subnet(&mut self, vpc: VpcId, name: &str, cidr: &str, zone: &str) -> SubnetId {
        let subnet = Subnet {
            header: self.header(name),
            vpc,
            cidr: self.at(&format!("{name}.cidr"), cidr.parse().expect("a block")),
            zone: self.at(&format!("{name}.zone"), format!("us-east-1{zone}")),
            public_addresses: self.at(&format!("{name}.public_addresses"), false),
        };
        self.topology.subnets.push(subnet);
        SubnetId(self.topology.subnets.len() as u32 - 1)
    }

    /// An internet gateway.
    pub fn internet_gateway(&mut self, vpc: VpcId, name: &str) -> InternetGatewayId {
        let header = self.header(name);
        self.topology.internet_gateways.push(InternetGateway { header, vpc });
        InternetGatewayId(self.topology.internet_gateways.len() as u32 - 1)
    }

    /// A NAT gateway in a subnet.
    pub fn nat_gateway(&mut self, name: &str, subnet: SubnetId) -> NatGatewayId {
        let header = self.header(name);
        let vpc = self.topology[subnet].vpc;
        let subnet = self.at(&format!("{name}.subnet"), subnet);
        self.topology.nat_gateways.push(NatGateway { header, vpc, subnet });
        NatGatewayId(self.topology.nat_gateways.len() as u32 - 1)
    }

    /// A route table; a route's labels are `table.destination` and `table.destination.target`.
    pub fn route_table(
        &mut self,
        vpc: VpcId,
        name: &str,
        on: &[SubnetId],
        routes: &[(&str, RouteTarget)],
    ) -> RouteTableId {
        let header = self.header(name);
        let subnets = on
            .iter()
            .map(|subnet| {
                let label = format!("{name}.on.{}", self.topology[*subnet].header.name.value);
                self.at(&label, *subnet)
            })
            .collect();
        let routes = routes
            .iter()
            .map(|(destination, target)| Route {
                destination: self.at(&format!("{name}.{destination}"), destination.parse().expect("a block")),
                target: self.at(&format!("{name}.{destination}.target"), *target),
            })
            .collect();
        self.topology.route_tables.push(RouteTable { header, vpc, subnets, routes });
        RouteTableId(self.topology.route_tables.len() as u32 - 1)
    }

    /// A gateway endpoint.
    pub fn gateway_endpoint(
        &mut self,
        vpc: VpcId,
        name: &str,
        service: GatewayService,
        on: &[RouteTableId],
    ) -> GatewayEndpointId {
        let header = self.header(name);
        let service = self.at(&format!("{name}.service"), service);
        let tables = on
            .iter()
            .map(|table| {
                let label = format!("{name}.on.{}", self.topology[*table].header.name.value);
                self.at(&label, *table)
            })
            .collect();
        self.topology.gateway_endpoints.push(GatewayEndpoint { header, vpc, service, tables });
        GatewayEndpointId(self.topology.gateway_endpoints.len() as u32 - 1)
    }
}
