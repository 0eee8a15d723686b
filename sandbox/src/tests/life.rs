//! The life of a network: made, changed, taken down in the right order, nothing left.

use super::network::Network;
use crate::client::{all, first};
use crate::clock::Span;

#[test]
fn a_network_goes_in_the_right_order_and_in_no_other() {
    let mut network = Network::new();
    network.make("address", "AllocateAddress", &["Domain=vpc"], "allocationId");
    network.make("nat", "CreateNatGateway", &["SubnetId={a}", "AllocationId={address}"], "natGatewayId");
    let to_nat = ["RouteTableId={main_table}", "DestinationCidrBlock=0.0.0.0/0", "NatGatewayId={nat}"];
    assert_eq!(network.refused("CreateRoute", &to_nat), "InvalidNatGatewayID.NotFound");
    network.aws.wait(Span::seconds(10));
    network.send("CreateRoute", &to_nat);
    let endpoint = ["VpcId={vpc}", "ServiceName=com.amazonaws.us-east-1.s3", "RouteTableId.1={table}"];
    network.make("endpoint", "CreateVpcEndpoint", &endpoint, "vpcEndpointId");
    network.aws.wait(Span::seconds(90));
    let nat = network.send("DescribeNatGateways", &["NatGatewayId.1={nat}"]);
    assert_eq!(first(&nat, "state"), "available");
    let from_edge = [
        "GroupId={web}",
        "IpPermissions.1.IpProtocol=tcp",
        "IpPermissions.1.FromPort=80",
        "IpPermissions.1.ToPort=80",
        "IpPermissions.1.Groups.1.GroupId={edge}",
    ];
    network.send("AuthorizeSecurityGroupIngress", &from_edge);

    for (operation, parameter, code) in [
        ("DeleteVpc", "VpcId={vpc}", "DependencyViolation"),
        ("DeleteSubnet", "SubnetId={a}", "DependencyViolation"),
        ("DeleteRouteTable", "RouteTableId={table}", "DependencyViolation"),
        ("DeleteInternetGateway", "InternetGatewayId={gate}", "DependencyViolation"),
        ("ReleaseAddress", "AllocationId={address}", "InvalidIPAddress.InUse"),
        ("DeleteSecurityGroup", "GroupId={edge}", "DependencyViolation"),
    ] {
        assert_eq!(network.refused(operation, &[parameter]), code, "{operation}");
    }
    let detach = ["InternetGatewayId={gate}", "VpcId={vpc}"];
    assert_eq!(network.refused("DetachInternetGateway", &detach), "DependencyViolation");

    network.send("RevokeSecurityGroupIngress", &from_edge);
    network.send("DeleteSecurityGroup", &["GroupId={edge}"]);
    network.send("DeleteSecurityGroup", &["GroupId={web}"]);
    network.send("DeleteNatGateway", &["NatGatewayId={nat}"]);
    assert_eq!(network.refused("DeleteSubnet", &["SubnetId={a}"]), "DependencyViolation");
    network.aws.wait(Span::seconds(60));
    let nat = network.send("DescribeNatGateways", &["NatGatewayId.1={nat}"]);
    assert_eq!(first(&nat, "state"), "deleted");
    let main = network.send("DescribeRouteTables", &["RouteTableId.1={main_table}"]);
    assert!(main.contains("<state>blackhole</state>"), "{main}");
    network.send("ReleaseAddress", &["AllocationId={address}"]);
    network.send("DetachInternetGateway", &detach);
    network.send("DeleteInternetGateway", &["InternetGatewayId={gate}"]);
    network.send("DeleteVpcEndpoints", &["VpcEndpointId.1={endpoint}"]);
    for association in ["association_a", "association_b"] {
        network.send("DisassociateRouteTable", &[&format!("AssociationId={{{association}}}")]);
    }
    network.send("DeleteRouteTable", &["RouteTableId={table}"]);
    for subnet in ["a", "b", "private"] {
        network.send("DeleteSubnet", &[&format!("SubnetId={{{subnet}}}")]);
    }
    assert_eq!(network.refused("DeleteVpc", &["VpcId={vpc}"]), "DependencyViolation");
    network.aws.wait(Span::seconds(10));
    network.send("DeleteVpc", &["VpcId={vpc}"]);

    let of_vpc = ["Filter.1.Name=vpc-id", "Filter.1.Value.1={vpc}"];
    for (operation, element) in [
        ("DescribeSubnets", "subnetId"),
        ("DescribeRouteTables", "routeTableId"),
        ("DescribeSecurityGroups", "groupId"),
        ("DescribeNetworkInterfaces", "networkInterfaceId"),
        ("DescribeVpcEndpoints", "vpcEndpointId"),
        ("DescribeNetworkAcls", "networkAclId"),
    ] {
        assert!(network.listed(operation, &of_vpc, element).is_empty(), "{operation}");
    }
    network.aws.wait(Span::hours(1));
    assert!(network.listed("DescribeNatGateways", &[], "natGatewayId").is_empty());
}

#[test]
fn a_vpc_comes_with_main_table_default_group_and_acl() {
    let mut network = Network::new();
    let table = network.send("DescribeRouteTables", &["RouteTableId.1={main_table}"]);
    assert_eq!(first(&table, "destinationCidrBlock"), "10.0.0.0/16");
    assert_eq!(first(&table, "gatewayId"), "local");
    let rules = network
        .send("DescribeSecurityGroupRules", &["Filter.1.Name=group-id", "Filter.1.Value.1={default_group}"]);
    assert_eq!(all(&rules, "securityGroupRuleId").len(), 2);
    let rules =
        network.send("DescribeSecurityGroupRules", &["Filter.1.Name=group-id", "Filter.1.Value.1={web}"]);
    assert_eq!(all(&rules, "cidrIpv4"), ["0.0.0.0/0"]);
    assert_eq!(all(&rules, "isEgress"), ["true"]);
    let acls = network.listed(
        "DescribeNetworkAcls",
        &["Filter.1.Name=vpc-id", "Filter.1.Value.1={vpc}"],
        "networkAclId",
    );
    assert_eq!(acls.len(), 1);
}

#[test]
fn dns_attributes_change_one_at_a_time() {
    let mut network = Network::new();
    let value = |network: &mut Network, attribute: &str| {
        let xml = network.send("DescribeVpcAttribute", &["VpcId={vpc}", &format!("Attribute={attribute}")]);
        first(&xml, "value").to_owned()
    };
    assert_eq!(value(&mut network, "enableDnsSupport"), "true");
    assert_eq!(value(&mut network, "enableDnsHostnames"), "false");
    network.send("ModifyVpcAttribute", &["VpcId={vpc}", "EnableDnsHostnames.Value=true"]);
    assert_eq!(value(&mut network, "enableDnsHostnames"), "true");
    let both = ["VpcId={vpc}", "EnableDnsHostnames.Value=true", "EnableDnsSupport.Value=true"];
    assert_eq!(network.refused("ModifyVpcAttribute", &both), "InvalidParameterCombination");
}

#[test]
fn an_association_moves_to_another_table_under_a_new_id() {
    let mut network = Network::new();
    network.make("second", "CreateRouteTable", &["VpcId={vpc}"], "routeTableId");
    let old = network.id("association_a").to_owned();
    let parameters = ["AssociationId={association_a}", "RouteTableId={second}"];
    let new = network.make("moved", "ReplaceRouteTableAssociation", &parameters, "newAssociationId");
    assert_ne!(old, new);
    assert_eq!(
        network.refused("DisassociateRouteTable", &["AssociationId={association_a}"]),
        "InvalidAssociationID.NotFound"
    );
    let tables = ["Filter.1.Name=association.subnet-id", "Filter.1.Value.1={a}"];
    assert_eq!(first(&network.send("DescribeRouteTables", &tables), "routeTableId"), network.id("second"));
}

#[test]
fn an_endpoint_puts_its_route_into_tables_and_takes_it_away() {
    let mut network = Network::new();
    let endpoint = ["VpcId={vpc}", "ServiceName=com.amazonaws.us-east-1.s3", "RouteTableId.1={table}"];
    network.make("endpoint", "CreateVpcEndpoint", &endpoint, "vpcEndpointId");
    let lists = |network: &mut Network, table: &str| {
        network.listed(
            "DescribeRouteTables",
            &[&format!("RouteTableId.1={{{table}}}")],
            "destinationPrefixListId",
        )
    };
    assert_eq!(lists(&mut network, "table"), ["pl-63a5400a"]);
    let moved =
        ["VpcEndpointId={endpoint}", "AddRouteTableId.1={main_table}", "RemoveRouteTableId.1={table}"];
    network.send("ModifyVpcEndpoint", &moved);
    assert!(lists(&mut network, "table").is_empty());
    assert_eq!(lists(&mut network, "main_table"), ["pl-63a5400a"]);
    let by_hand = ["RouteTableId={main_table}", "DestinationPrefixListId=pl-63a5400a"];
    assert_eq!(network.refused("DeleteRoute", &by_hand), "InvalidParameterValue");
    let answer = network.send(
        "DeleteVpcEndpoints",
        &["VpcEndpointId.1={endpoint}", "VpcEndpointId.2=vpce-00000000000000000"],
    );
    assert_eq!(all(&answer, "code"), ["InvalidVpcEndpoint.NotFound"]);
    assert!(lists(&mut network, "main_table").is_empty());
}

#[test]
fn a_nat_gateway_without_internet_gateway_fails_later() {
    let mut network = Network::new();
    network.make("address", "AllocateAddress", &[], "allocationId");
    network.make("far", "CreateSubnet", &["VpcId={other_vpc}", "CidrBlock=10.1.0.0/24"], "subnetId");
    let parameters = ["SubnetId={far}", "AllocationId={address}"];
    network.make("nat", "CreateNatGateway", &parameters, "natGatewayId");
    let state = |network: &mut Network| {
        let xml = network.send("DescribeNatGateways", &["NatGatewayId.1={nat}"]);
        (first(&xml, "state").to_owned(), first(&xml, "failureCode").to_owned())
    };
    assert_eq!(state(&mut network), ("pending".to_owned(), String::new()));
    network.aws.wait(Span::seconds(10));
    assert_eq!(state(&mut network), ("failed".to_owned(), "Gateway.NotAttached".to_owned()));
    network.send("ReleaseAddress", &["AllocationId={address}"]);
    network.send("DeleteSubnet", &["SubnetId={far}"]);
}

#[test]
fn a_block_takes_subnets_when_it_is_associated() {
    let mut network = Network::new();
    let added = network.send("AssociateVpcCidrBlock", &["VpcId={vpc}", "CidrBlock=10.20.0.0/16"]);
    assert_eq!(first(&added, "state"), "associating");
    let subnet = ["VpcId={vpc}", "CidrBlock=10.20.1.0/24"];
    assert_eq!(network.refused("CreateSubnet", &subnet), "InvalidSubnet.Range");
    let associating = ["Filter.1.Name=cidr-block-association.state", "Filter.1.Value.1=associating"];
    assert_eq!(network.listed("DescribeVpcs", &associating, "vpcId"), [network.id("vpc")]);
    network.aws.wait(Span::seconds(5));
    assert!(network.listed("DescribeVpcs", &associating, "vpcId").is_empty());
    network.send("CreateSubnet", &subnet);
}

#[test]
fn two_nat_gateways_cannot_share_an_address() {
    let mut network = Network::new();
    network.make("address", "AllocateAddress", &[], "allocationId");
    network.make("one", "CreateNatGateway", &["SubnetId={a}", "AllocationId={address}"], "natGatewayId");
    network.make("two", "CreateNatGateway", &["SubnetId={b}", "AllocationId={address}"], "natGatewayId");
    network.aws.wait(Span::seconds(90));
    let two = network.send("DescribeNatGateways", &["NatGatewayId.1={two}"]);
    assert_eq!(first(&two, "failureCode"), "Resource.AlreadyAssociated");
    let one = network.send("DescribeNatGateways", &["NatGatewayId.1={one}"]);
    assert_eq!(first(&one, "state"), "available");
}

#[test]
fn rules_are_written_canonically_changed_and_revoked_by_id() {
    let mut network = Network::new();
    let parameters = [
        "GroupId={web}",
        "IpPermissions.1.IpProtocol=6",
        "IpPermissions.1.FromPort=80",
        "IpPermissions.1.ToPort=80",
        "IpPermissions.1.IpRanges.1.CidrIp=10.0.1.7/16",
        "IpPermissions.1.IpRanges.1.Description=from here",
        "TagSpecification.1.ResourceType=security-group-rule",
        "TagSpecification.1.Tag.1.Key=a",
        "TagSpecification.1.Tag.1.Value=b",
    ];
    let id = network.make("rule", "AuthorizeSecurityGroupIngress", &parameters, "securityGroupRuleId");
    let rule = network.send("DescribeSecurityGroupRules", &["SecurityGroupRuleId.1={rule}"]);
    assert_eq!((first(&rule, "cidrIpv4"), first(&rule, "ipProtocol")), ("10.0.0.0/16", "tcp"));
    let named = ["Filter.1.Name=tag:a", "Filter.1.Value.1=b"];
    assert_eq!(network.listed("DescribeSecurityGroupRules", &named, "securityGroupRuleId"), [id.as_str()]);
    let change = [
        "GroupId={web}",
        "SecurityGroupRule.1.SecurityGroupRuleId={rule}",
        "SecurityGroupRule.1.SecurityGroupRule.IpProtocol=tcp",
        "SecurityGroupRule.1.SecurityGroupRule.FromPort=81",
        "SecurityGroupRule.1.SecurityGroupRule.ToPort=90",
        "SecurityGroupRule.1.SecurityGroupRule.CidrIpv4=10.0.0.0/16",
    ];
    network.send("ModifySecurityGroupRules", &change);
    let group = network.send("DescribeSecurityGroups", &["GroupId.1={web}"]);
    assert_eq!((first(&group, "fromPort"), first(&group, "toPort")), ("81", "90"));
    network.send("RevokeSecurityGroupIngress", &["GroupId={web}", "SecurityGroupRuleId.1={rule}"]);
    let again = ["GroupId={web}", "SecurityGroupRuleId.1={rule}"];
    assert_eq!(network.refused("RevokeSecurityGroupIngress", &again), "InvalidSecurityGroupRuleId.NotFound");
}

#[test]
fn a_request_with_one_bad_rule_adds_none() {
    let mut network = Network::new();
    let parameters = [
        "GroupId={web}",
        "IpPermissions.1.IpProtocol=tcp",
        "IpPermissions.1.FromPort=80",
        "IpPermissions.1.ToPort=80",
        "IpPermissions.1.IpRanges.1.CidrIp=10.0.0.0/16",
        "IpPermissions.2.IpProtocol=-1",
        "IpPermissions.2.Groups.1.GroupId=sg-00000000000000000",
    ];
    assert_eq!(network.refused("AuthorizeSecurityGroupIngress", &parameters), "InvalidGroup.NotFound");
    let rules = ["Filter.1.Name=group-id", "Filter.1.Value.1={web}"];
    assert_eq!(network.listed("DescribeSecurityGroupRules", &rules, "securityGroupRuleId").len(), 1);
}

#[test]
fn tags_are_set_shown_and_taken_away() {
    let mut network = Network::new();
    network.send(
        "CreateTags",
        &[
            "ResourceId.1={vpc}",
            "ResourceId.2={web}",
            "Tag.1.Key=a",
            "Tag.1.Value=1",
            "Tag.2.Key=b",
            "Tag.2.Value=",
        ],
    );
    let tags = network.send("DescribeTags", &["Filter.1.Name=resource-id", "Filter.1.Value.1={vpc}"]);
    assert_eq!(all(&tags, "key"), ["a", "b"]);
    network.send("DeleteTags", &["ResourceId.1={vpc}", "Tag.1.Key=a", "Tag.1.Value=2"]);
    network.send("DeleteTags", &["ResourceId.1={vpc}", "Tag.1.Key=b"]);
    let tags = network.send("DescribeTags", &["Filter.1.Name=resource-id", "Filter.1.Value.1={vpc}"]);
    assert_eq!(all(&tags, "key"), ["a"]);
    network.send("DeleteTags", &["ResourceId.1={vpc}"]);
    let left =
        network.listed("DescribeTags", &["Filter.1.Name=resource-type", "Filter.1.Value.1=vpc"], "key");
    assert!(left.is_empty());
}

#[test]
fn a_table_that_an_endpoint_serves_can_go() {
    let mut network = Network::new();
    network.make("second", "CreateRouteTable", &["VpcId={vpc}"], "routeTableId");
    let endpoint = ["VpcId={vpc}", "ServiceName=com.amazonaws.us-east-1.s3", "RouteTableId.1={second}"];
    network.make("endpoint", "CreateVpcEndpoint", &endpoint, "vpcEndpointId");
    network.send("DeleteRouteTable", &["RouteTableId={second}"]);
    let endpoint = network.send("DescribeVpcEndpoints", &["VpcEndpointId.1={endpoint}"]);
    assert_eq!(first(&endpoint, "routeTableIdSet"), "");
    let removed = ["VpcEndpointId={endpoint}", "RemoveRouteTableId.1={second}"];
    assert_eq!(network.refused("ModifyVpcEndpoint", &removed), "InvalidRouteTableID.NotFound");
}
