//! Whether packets arrive: one obstacle removed after the other.

use std::net::Ipv4Addr;

use super::network::Network;
use crate::clock::Span;
use crate::interface::{NewInterface, create_interface};
use crate::{End, Hop, INTERNET_HOST, Obstacle, Packet, Stopped, TCP, UDP};

/// An address of S3, as an example of what machines reach there.
fn address_of_s3() -> Ipv4Addr {
    Ipv4Addr::new(52, 216, 1, 1)
}

/// Puts a machine's interface into a subnet.
fn machine(network: &mut Network, subnet: &str, group: &str, public: bool) -> String {
    let new = NewInterface {
        subnet_id: network.id(subnet).to_owned(),
        groups: vec![network.id(group).to_owned()],
        public,
        ..NewInterface::default()
    };
    create_interface(network.aws.sandbox.region_mut("us-east-1").unwrap(), new).unwrap()
}

fn trace(network: &Network, from: End, to: End, protocol: u8, port: u16) -> Result<Vec<Hop>, Stopped> {
    network.aws.sandbox.trace("us-east-1", &Packet { from, to, protocol, port })
}

fn stopped(result: Result<Vec<Hop>, Stopped>) -> Obstacle {
    result.unwrap_err().at
}

fn open(network: &mut Network, operation: &str, group: &str, ports: &str, peer: &str) {
    let (from, to) = (format!("IpPermissions.1.FromPort={ports}"), format!("IpPermissions.1.ToPort={ports}"));
    let peer = match peer.contains('/') {
        true => format!("IpPermissions.1.IpRanges.1.CidrIp={peer}"),
        false => format!("IpPermissions.1.Groups.1.GroupId={{{peer}}}"),
    };
    network.send(
        operation,
        &[&format!("GroupId={{{group}}}"), "IpPermissions.1.IpProtocol=tcp", &from, &to, &peer],
    );
}

fn close_egress(network: &mut Network, group: &str) {
    let parameters = [
        &format!("GroupId={{{group}}}"),
        "IpPermissions.1.IpProtocol=-1",
        "IpPermissions.1.IpRanges.1.CidrIp=0.0.0.0/0",
    ];
    network.send("RevokeSecurityGroupEgress", &parameters);
}

#[test]
fn between_two_machines_both_groups_must_agree() {
    let mut network = Network::new();
    let (edge, web) =
        (machine(&mut network, "a", "edge", false), machine(&mut network, "private", "web", false));
    let go = |network: &Network, port| {
        trace(network, End::Interface(edge.clone()), End::Interface(web.clone()), TCP, port)
    };
    assert_eq!(stopped(go(&network, 3000)), Obstacle::GroupIn);
    open(&mut network, "AuthorizeSecurityGroupIngress", "web", "3000", "edge");
    assert_eq!(go(&network, 3000).unwrap().len(), 3);
    assert_eq!(stopped(go(&network, 3001)), Obstacle::GroupIn);
    let udp = trace(&network, End::Interface(edge.clone()), End::Interface(web.clone()), UDP, 3000);
    assert_eq!(stopped(udp), Obstacle::GroupIn);
    close_egress(&mut network, "edge");
    assert_eq!(stopped(go(&network, 3000)), Obstacle::GroupOut);
    open(&mut network, "AuthorizeSecurityGroupEgress", "edge", "3000", "web");
    assert!(go(&network, 3000).is_ok());
    let back = trace(&network, End::Interface(web.clone()), End::Interface(edge.clone()), TCP, 3000);
    assert_eq!(stopped(back), Obstacle::GroupIn);
}

#[test]
fn two_vpcs_are_not_connected() {
    let mut network = Network::new();
    network.make("far", "CreateSubnet", &["VpcId={other_vpc}", "CidrBlock=10.1.0.0/24"], "subnetId");
    let (here, there) =
        (machine(&mut network, "a", "edge", true), machine(&mut network, "far", "other_group", false));
    open(&mut network, "AuthorizeSecurityGroupIngress", "other_group", "80", "0.0.0.0/0");
    let result = trace(&network, End::Interface(here), End::Interface(there), TCP, 80);
    assert_eq!(stopped(result), Obstacle::Route);
}

#[test]
fn from_the_internet_an_address_a_route_and_a_rule_are_needed() {
    let mut network = Network::new();
    open(&mut network, "AuthorizeSecurityGroupIngress", "edge", "443", "0.0.0.0/0");
    let hidden = machine(&mut network, "a", "edge", false);
    let lost = machine(&mut network, "private", "edge", true);
    let seen = machine(&mut network, "a", "edge", true);
    let go = |network: &Network, to: &str, port| {
        trace(network, End::Host(INTERNET_HOST), End::Interface(to.to_owned()), TCP, port)
    };
    assert_eq!(stopped(go(&network, &hidden, 443)), Obstacle::PublicAddress);
    assert_eq!(stopped(go(&network, &lost, 443)), Obstacle::Route);
    assert_eq!(stopped(go(&network, &seen, 80)), Obstacle::GroupIn);
    assert!(go(&network, &seen, 443).is_ok());
    network.send("DeleteRoute", &["RouteTableId={table}", "DestinationCidrBlock=0.0.0.0/0"]);
    assert_eq!(stopped(go(&network, &seen, 443)), Obstacle::Route);
}

#[test]
fn a_rule_for_one_block_lets_only_that_block_in() {
    let mut network = Network::new();
    open(&mut network, "AuthorizeSecurityGroupIngress", "edge", "22", "203.0.113.0/24");
    let seen = machine(&mut network, "a", "edge", true);
    let go = |from: Ipv4Addr| trace(&network, End::Host(from), End::Interface(seen.clone()), TCP, 22);
    assert!(go(Ipv4Addr::new(203, 0, 113, 9)).is_ok());
    assert_eq!(stopped(go(INTERNET_HOST)), Obstacle::GroupIn);
}

#[test]
fn to_the_internet_a_public_address_or_a_nat_gateway_leads() {
    let mut network = Network::new();
    let hidden = machine(&mut network, "a", "web", false);
    let seen = machine(&mut network, "a", "web", true);
    let private = machine(&mut network, "private", "web", false);
    let go = |network: &Network, from: &str, protocol| {
        trace(network, End::Interface(from.to_owned()), End::Host(INTERNET_HOST), protocol, 443)
    };
    assert_eq!(stopped(go(&network, &hidden, TCP)), Obstacle::PublicAddress);
    assert!(go(&network, &seen, TCP).is_ok());
    assert_eq!(stopped(go(&network, &private, TCP)), Obstacle::Route);

    network.make("address", "AllocateAddress", &[], "allocationId");
    network.make("nat", "CreateNatGateway", &["SubnetId={b}", "AllocationId={address}"], "natGatewayId");
    let to_nat = ["RouteTableId={main_table}", "DestinationCidrBlock=0.0.0.0/0", "NatGatewayId={nat}"];
    network.aws.wait(Span::seconds(10));
    network.send("CreateRoute", &to_nat);
    assert_eq!(stopped(go(&network, &private, TCP)), Obstacle::Gateway);
    network.aws.wait(Span::seconds(90));
    network.send("DescribeVpcs", &[]);
    assert!(go(&network, &private, TCP).unwrap().iter().any(|hop| matches!(hop, Hop::NatGateway(..))));
    assert_eq!(stopped(go(&network, &private, 47)), Obstacle::Gateway);

    network.send("DeleteRoute", &["RouteTableId={table}", "DestinationCidrBlock=0.0.0.0/0"]);
    assert_eq!(stopped(go(&network, &private, TCP)), Obstacle::Route);
}

#[test]
fn a_gateway_endpoint_leads_to_its_service_only() {
    let mut network = Network::new();
    let private = machine(&mut network, "private", "web", false);
    let go = |network: &Network, to, port| {
        trace(network, End::Interface(private.clone()), End::Host(to), TCP, port)
    };
    assert_eq!(stopped(go(&network, address_of_s3(), 443)), Obstacle::Route);
    let endpoint = ["VpcId={vpc}", "ServiceName=com.amazonaws.us-east-1.s3", "RouteTableId.1={main_table}"];
    network.send("CreateVpcEndpoint", &endpoint);
    assert!(go(&network, address_of_s3(), 443).is_ok());
    assert_eq!(stopped(go(&network, address_of_s3(), 22)), Obstacle::Gateway);
    assert_eq!(stopped(go(&network, INTERNET_HOST, 443)), Obstacle::Route);
    close_egress(&mut network, "web");
    assert_eq!(stopped(go(&network, address_of_s3(), 443)), Obstacle::GroupOut);
    let to_list = [
        "GroupId={web}",
        "IpPermissions.1.IpProtocol=tcp",
        "IpPermissions.1.FromPort=443",
        "IpPermissions.1.ToPort=443",
        "IpPermissions.1.PrefixListIds.1.PrefixListId=pl-63a5400a",
    ];
    network.send("AuthorizeSecurityGroupEgress", &to_list);
    assert!(go(&network, address_of_s3(), 443).is_ok());
}

#[test]
fn a_public_address_of_the_account_is_reached_from_outside() {
    let mut network = Network::new();
    let (web, edge) = (machine(&mut network, "a", "web", true), machine(&mut network, "b", "edge", true));
    let address = network.aws.sandbox.region_mut("us-east-1").unwrap().interfaces[&edge]
        .public
        .clone()
        .unwrap()
        .address;
    let go = |network: &Network| trace(network, End::Interface(web.clone()), End::Host(address), TCP, 443);
    open(&mut network, "AuthorizeSecurityGroupIngress", "edge", "443", "web");
    assert_eq!(stopped(go(&network)), Obstacle::GroupIn);
    open(&mut network, "AuthorizeSecurityGroupIngress", "edge", "443", "0.0.0.0/0");
    assert!(go(&network).is_ok());
}

#[test]
fn a_longer_prefix_wins_and_a_black_hole_swallows() {
    let mut network = Network::new();
    let seen = machine(&mut network, "a", "web", true);
    network.make("address", "AllocateAddress", &[], "allocationId");
    network.make("nat", "CreateNatGateway", &["SubnetId={b}", "AllocationId={address}"], "natGatewayId");
    network.aws.wait(Span::seconds(90));
    network.send(
        "CreateRoute",
        &["RouteTableId={table}", "DestinationCidrBlock=8.8.0.0/16", "NatGatewayId={nat}"],
    );
    let go = |network: &Network, to| trace(network, End::Interface(seen.clone()), End::Host(to), TCP, 443);
    assert_eq!(stopped(go(&network, INTERNET_HOST)), Obstacle::Route);
    assert!(go(&network, Ipv4Addr::new(9, 9, 9, 9)).is_ok());
    network.send("DeleteNatGateway", &["NatGatewayId={nat}"]);
    assert_eq!(stopped(go(&network, INTERNET_HOST)), Obstacle::Route);
}
