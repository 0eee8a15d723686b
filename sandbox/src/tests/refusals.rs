//! What AWS refuses, one line each: operation, parameters, code.

use super::network::Network;
use crate::settings::Settings;

/// Requests that are refused in the small network of `network.rs`.
const REFUSED: &[(&str, &[&str], &str)] = &[
    // VPCs and their blocks.
    ("CreateVpc", &[], "MissingParameter"),
    ("CreateVpc", &["CidrBlock=10.0.0.0"], "InvalidParameterValue"),
    ("CreateVpc", &["CidrBlock=10.0.0.0/15"], "InvalidVpc.Range"),
    ("CreateVpc", &["CidrBlock=10.0.0.0/29"], "InvalidVpc.Range"),
    ("CreateVpc", &["CidrBlock=169.254.0.0/24"], "InvalidVpc.Range"),
    ("CreateVpc", &["CidrBlock=224.0.0.0/16"], "InvalidVpc.Range"),
    ("CreateVpc", &["CidrBlock=10.9.0.0/16", "InstanceTenancy=host"], "UnsupportedTenancy"),
    ("CreateVpc", &["CidrBlock=10.9.0.0/16", "AmazonProvidedIpv6CidrBlock=true"], "UnknownParameter"),
    ("DeleteVpc", &["VpcId={vpc}"], "DependencyViolation"),
    ("DeleteVpc", &["VpcId=vpc-00000000000000000"], "InvalidVpcID.NotFound"),
    ("DeleteVpc", &["VpcId=main"], "InvalidVpcID.Malformed"),
    ("DescribeVpcs", &["VpcId.1=vpc-00000000000000000"], "InvalidVpcID.NotFound"),
    ("DescribeVpcAttribute", &["VpcId={vpc}", "Attribute=enableColour"], "InvalidParameterValue"),
    ("ModifyVpcAttribute", &["VpcId={vpc}"], "InvalidParameterCombination"),
    ("AssociateVpcCidrBlock", &["VpcId={vpc}", "CidrBlock=10.0.128.0/17"], "InvalidVpc.Range"),
    ("AssociateVpcCidrBlock", &["VpcId={vpc}", "CidrBlock=192.168.0.0/16"], "InvalidVpc.Range"),
    ("AssociateVpcCidrBlock", &["VpcId={vpc}", "CidrBlock=198.19.0.0/16"], "InvalidVpc.Range"),
    ("AssociateVpcCidrBlock", &["VpcId={other_vpc}", "CidrBlock=10.0.0.0/16"], "InvalidVpc.Range"),
    (
        "DisassociateVpcCidrBlock",
        &["AssociationId=vpc-cidr-assoc-0"],
        "InvalidVpcCidrBlockAssociationID.NotFound",
    ),
    // Subnets.
    ("CreateSubnet", &["VpcId={vpc}"], "MissingParameter"),
    ("CreateSubnet", &["VpcId={vpc}", "CidrBlock=10.0.9.0/29"], "InvalidSubnet.Range"),
    ("CreateSubnet", &["VpcId={vpc}", "CidrBlock=10.1.9.0/24"], "InvalidSubnet.Range"),
    ("CreateSubnet", &["VpcId={vpc}", "CidrBlock=10.0.0.0/15"], "InvalidSubnet.Range"),
    ("CreateSubnet", &["VpcId={vpc}", "CidrBlock=10.0.1.0/24"], "InvalidSubnet.Conflict"),
    ("CreateSubnet", &["VpcId={vpc}", "CidrBlock=10.0.0.0/22"], "InvalidSubnet.Conflict"),
    (
        "CreateSubnet",
        &["VpcId={vpc}", "CidrBlock=10.0.9.0/24", "AvailabilityZone=us-east-1g"],
        "InvalidParameterValue",
    ),
    (
        "CreateSubnet",
        &["VpcId={vpc}", "CidrBlock=10.0.9.0/24", "AvailabilityZoneId=usw2-az1"],
        "InvalidParameterValue",
    ),
    ("CreateSubnet", &["VpcId=vpc-00000000000000000", "CidrBlock=10.0.9.0/24"], "InvalidVpcID.NotFound"),
    ("DeleteSubnet", &["SubnetId=subnet-00000000000000000"], "InvalidSubnetID.NotFound"),
    ("DeleteSubnet", &["SubnetId=subnet-1"], "InvalidSubnetID.Malformed"),
    ("ModifySubnetAttribute", &["SubnetId={a}", "MapPublicIpOnLaunch.Value=yes"], "InvalidParameterValue"),
    // Internet gateways.
    (
        "AttachInternetGateway",
        &["InternetGatewayId={gate}", "VpcId={other_vpc}"],
        "Resource.AlreadyAssociated",
    ),
    ("AttachInternetGateway", &["InternetGatewayId={loose_gate}", "VpcId={vpc}"], "InvalidParameterValue"),
    (
        "AttachInternetGateway",
        &["InternetGatewayId=igw-00000000000000000", "VpcId={vpc}"],
        "InvalidInternetGatewayID.NotFound",
    ),
    ("DetachInternetGateway", &["InternetGatewayId={loose_gate}", "VpcId={vpc}"], "Gateway.NotAttached"),
    ("DeleteInternetGateway", &["InternetGatewayId={gate}"], "DependencyViolation"),
    ("DeleteInternetGateway", &["InternetGatewayId=gate"], "InvalidInternetGatewayId.Malformed"),
    // Route tables.
    ("CreateRouteTable", &["VpcId=vpc-00000000000000000"], "InvalidVpcID.NotFound"),
    ("AssociateRouteTable", &["RouteTableId={table}", "SubnetId={a}"], "Resource.AlreadyAssociated"),
    ("AssociateRouteTable", &["RouteTableId={main_table}", "SubnetId={a}"], "Resource.AlreadyAssociated"),
    ("AssociateRouteTable", &["RouteTableId={other_table}", "SubnetId={private}"], "InvalidParameterValue"),
    ("AssociateRouteTable", &["RouteTableId={table}"], "MissingParameter"),
    (
        "ReplaceRouteTableAssociation",
        &["AssociationId={association_a}", "RouteTableId={other_table}"],
        "InvalidParameterValue",
    ),
    (
        "ReplaceRouteTableAssociation",
        &["AssociationId=rtbassoc-0", "RouteTableId={table}"],
        "InvalidAssociationID.NotFound",
    ),
    ("DisassociateRouteTable", &["AssociationId={main_association}"], "InvalidParameterValue"),
    ("DeleteRouteTable", &["RouteTableId={table}"], "DependencyViolation"),
    ("DeleteRouteTable", &["RouteTableId={main_table}"], "DependencyViolation"),
    ("DeleteRouteTable", &["RouteTableId=rtb-00000000000000000"], "InvalidRouteTableID.NotFound"),
    // Routes.
    (
        "CreateRoute",
        &["RouteTableId={table}", "DestinationCidrBlock=0.0.0.0/0", "GatewayId={gate}"],
        "RouteAlreadyExists",
    ),
    (
        "CreateRoute",
        &["RouteTableId={table}", "DestinationCidrBlock=8.8.8.8/0", "GatewayId={gate}"],
        "RouteAlreadyExists",
    ),
    (
        "CreateRoute",
        &["RouteTableId={table}", "DestinationCidrBlock=10.0.0.0/16", "GatewayId={gate}"],
        "RouteAlreadyExists",
    ),
    (
        "CreateRoute",
        &["RouteTableId={table}", "DestinationCidrBlock=10.0.1.0/24", "GatewayId={gate}"],
        "InvalidParameterValue",
    ),
    (
        "CreateRoute",
        &["RouteTableId={table}", "DestinationCidrBlock=169.254.169.254/32", "GatewayId={gate}"],
        "InvalidParameterValue",
    ),
    (
        "CreateRoute",
        &["RouteTableId={main_table}", "DestinationCidrBlock=0.0.0.0/0", "GatewayId={loose_gate}"],
        "InvalidParameterValue",
    ),
    (
        "CreateRoute",
        &["RouteTableId={other_table}", "DestinationCidrBlock=0.0.0.0/0", "GatewayId={gate}"],
        "InvalidParameterValue",
    ),
    (
        "CreateRoute",
        &["RouteTableId={main_table}", "DestinationCidrBlock=0.0.0.0/0", "GatewayId=igw-00000000000000000"],
        "InvalidGatewayID.NotFound",
    ),
    (
        "CreateRoute",
        &[
            "RouteTableId={main_table}",
            "DestinationCidrBlock=0.0.0.0/0",
            "NatGatewayId=nat-00000000000000000",
        ],
        "InvalidNatGatewayID.NotFound",
    ),
    ("CreateRoute", &["RouteTableId={main_table}", "DestinationCidrBlock=0.0.0.0/0"], "MissingParameter"),
    ("CreateRoute", &["RouteTableId={main_table}", "GatewayId={gate}"], "MissingParameter"),
    (
        "CreateRoute",
        &["RouteTableId={main_table}", "DestinationCidrBlock=0.0.0.0/33", "GatewayId={gate}"],
        "InvalidParameterValue",
    ),
    (
        "CreateRoute",
        &[
            "RouteTableId={main_table}",
            "DestinationCidrBlock=0.0.0.0/0",
            "GatewayId={gate}",
            "NatGatewayId=nat-00000000000000000",
        ],
        "InvalidParameterCombination",
    ),
    (
        "CreateRoute",
        &["RouteTableId={main_table}", "DestinationPrefixListId=pl-00000000", "GatewayId={gate}"],
        "InvalidPrefixListID.NotFound",
    ),
    (
        "ReplaceRoute",
        &["RouteTableId={table}", "DestinationCidrBlock=9.9.9.0/24", "GatewayId={gate}"],
        "InvalidParameterValue",
    ),
    ("DeleteRoute", &["RouteTableId={table}", "DestinationCidrBlock=9.9.9.0/24"], "InvalidRoute.NotFound"),
    ("DeleteRoute", &["RouteTableId={table}", "DestinationCidrBlock=10.0.0.0/16"], "InvalidParameterValue"),
    // Addresses and NAT gateways.
    ("AllocateAddress", &["Domain=standard"], "InvalidParameterValue"),
    ("ReleaseAddress", &["AllocationId=eipalloc-00000000000000000"], "InvalidAllocationID.NotFound"),
    ("CreateNatGateway", &["SubnetId={a}"], "MissingParameter"),
    (
        "CreateNatGateway",
        &["SubnetId=subnet-00000000000000000", "AllocationId=eipalloc-00000000000000000"],
        "InvalidSubnetID.NotFound",
    ),
    (
        "CreateNatGateway",
        &["SubnetId={a}", "AllocationId=eipalloc-00000000000000000"],
        "InvalidElasticIpID.NotFound",
    ),
    ("CreateNatGateway", &["SubnetId={a}", "ConnectivityType=secret"], "InvalidParameterValue"),
    ("DeleteNatGateway", &["NatGatewayId=nat-00000000000000000"], "NatGatewayNotFound"),
    ("DeleteNatGateway", &["NatGatewayId=out"], "NatGatewayMalformed"),
    // Gateway endpoints.
    ("CreateVpcEndpoint", &["VpcId={vpc}", "ServiceName=com.amazonaws.us-west-2.s3"], "InvalidServiceName"),
    (
        "CreateVpcEndpoint",
        &["VpcId={vpc}", "ServiceName=com.amazonaws.us-east-1.ecr.api"],
        "InvalidServiceName",
    ),
    (
        "CreateVpcEndpoint",
        &["VpcId={vpc}", "ServiceName=com.amazonaws.us-east-1.s3", "RouteTableId.1={other_table}"],
        "InvalidRouteTableID.NotFound",
    ),
    (
        "CreateVpcEndpoint",
        &["VpcId={vpc}", "ServiceName=com.amazonaws.us-east-1.s3", "SubnetId.1={a}"],
        "UnknownParameter",
    ),
    (
        "CreateVpcEndpoint",
        &["VpcId={vpc}", "ServiceName=com.amazonaws.us-east-1.s3", "PolicyDocument=x"],
        "InvalidPolicyDocument",
    ),
    ("ModifyVpcEndpoint", &["VpcEndpointId=vpce-00000000000000000"], "InvalidVpcEndpointId.NotFound"),
    ("DeleteVpcEndpoints", &[], "MissingParameter"),
    // Security groups.
    ("CreateSecurityGroup", &["VpcId={vpc}", "GroupName=db"], "MissingParameter"),
    (
        "CreateSecurityGroup",
        &["VpcId={vpc}", "GroupName=web", "GroupDescription=x"],
        "InvalidGroup.Duplicate",
    ),
    (
        "CreateSecurityGroup",
        &["VpcId={vpc}", "GroupName=WEB", "GroupDescription=x"],
        "InvalidGroup.Duplicate",
    ),
    (
        "CreateSecurityGroup",
        &["VpcId={vpc}", "GroupName=default", "GroupDescription=x"],
        "InvalidGroup.Reserved",
    ),
    (
        "CreateSecurityGroup",
        &["VpcId={vpc}", "GroupName=sg-db", "GroupDescription=x"],
        "InvalidParameterValue",
    ),
    (
        "CreateSecurityGroup",
        &["VpcId={vpc}", "GroupName=baño", "GroupDescription=x"],
        "InvalidParameterValue",
    ),
    (
        "CreateSecurityGroup",
        &["VpcId={vpc}", "GroupName=db", "GroupDescription=it's"],
        "InvalidParameterValue",
    ),
    ("CreateSecurityGroup", &["GroupName=db", "GroupDescription=x"], "VPCIdNotSpecified"),
    ("DeleteSecurityGroup", &["GroupId={default_group}"], "CannotDelete"),
    ("DeleteSecurityGroup", &["GroupId=sg-00000000000000000"], "InvalidGroup.NotFound"),
    ("DeleteSecurityGroup", &["GroupId=web"], "InvalidGroupId.Malformed"),
    // Tags.
    ("CreateTags", &["ResourceId.1={vpc}", "Tag.1.Key=aws:x", "Tag.1.Value=1"], "InvalidParameterValue"),
    ("CreateTags", &["ResourceId.1={vpc}", "Tag.1.Key=a", "Tag.2.Key=a"], "InvalidParameterValue"),
    ("CreateTags", &["ResourceId.1={vpc}"], "MissingParameter"),
    ("CreateTags", &["ResourceId.1=main", "Tag.1.Key=a"], "InvalidID"),
    ("CreateTags", &["ResourceId.1=vpc-00000000000000000", "Tag.1.Key=a"], "InvalidVpcID.NotFound"),
    (
        "CreateVpc",
        &[
            "CidrBlock=10.9.0.0/16",
            "TagSpecification.1.ResourceType=subnet",
            "TagSpecification.1.Tag.1.Key=a",
        ],
        "InvalidParameterValue",
    ),
    ("CreateVpc", &["CidrBlock=10.9.0.0/16", "TagSpecification.1.ResourceType=vpc"], "InvalidParameterValue"),
];

#[test]
fn what_aws_refuses_is_refused_with_its_code() {
    let mut network = Network::new();
    let before = format!("{:?}", network.aws.sandbox.store());
    for (operation, parameters, code) in REFUSED {
        assert_eq!(&network.refused(operation, parameters), code, "{operation} {parameters:?}");
    }
    assert_eq!(format!("{:?}", network.aws.sandbox.store()), before, "a refusal changed something");
}

/// Inbound permissions that are refused: protocol, ports, peers, code.
const BAD_RULES: &[(&str, &[&str], &str)] = &[
    ("http", &["FromPort=80", "ToPort=80", "IpRanges.1.CidrIp=0.0.0.0/0"], "InvalidPermission.Malformed"),
    ("256", &["IpRanges.1.CidrIp=0.0.0.0/0"], "InvalidPermission.Malformed"),
    ("tcp", &["IpRanges.1.CidrIp=0.0.0.0/0"], "InvalidParameterValue"),
    ("tcp", &["FromPort=80", "IpRanges.1.CidrIp=0.0.0.0/0"], "InvalidParameterValue"),
    ("tcp", &["FromPort=80", "ToPort=70000", "IpRanges.1.CidrIp=0.0.0.0/0"], "InvalidParameterValue"),
    ("tcp", &["FromPort=9000", "ToPort=8000", "IpRanges.1.CidrIp=0.0.0.0/0"], "InvalidParameterValue"),
    ("udp", &["FromPort=-1", "ToPort=53", "IpRanges.1.CidrIp=0.0.0.0/0"], "InvalidParameterValue"),
    ("icmp", &["FromPort=-1", "ToPort=4", "IpRanges.1.CidrIp=0.0.0.0/0"], "InvalidParameterValue"),
    ("tcp", &["FromPort=80", "ToPort=80"], "MissingParameter"),
    ("tcp", &["FromPort=80", "ToPort=80", "IpRanges.1.CidrIp=10.0.0.0"], "InvalidParameterValue"),
    ("tcp", &["FromPort=80", "ToPort=80", "Groups.1.GroupId=sg-00000000000000000"], "InvalidGroup.NotFound"),
    ("tcp", &["FromPort=80", "ToPort=80", "Groups.1.GroupId={other_group}"], "InvalidGroup.NotFound"),
    (
        "tcp",
        &["FromPort=80", "ToPort=80", "PrefixListIds.1.PrefixListId=pl-00000000"],
        "InvalidPrefixListID.NotFound",
    ),
    (
        "tcp",
        &["FromPort=80", "ToPort=80", "IpRanges.1.CidrIp=0.0.0.0/0", "IpRanges.1.Description=it's"],
        "InvalidParameterValue",
    ),
    (
        "tcp",
        &["FromPort=80", "ToPort=80", "IpRanges.1.CidrIp=0.0.0.0/0", "IpRanges.2.CidrIp=1.2.3.4/0"],
        "InvalidParameterValue",
    ),
    ("tcp", &["FromPort=22", "ToPort=22", "IpRanges.1.CidrIp=10.0.0.9/16"], "InvalidPermission.Duplicate"),
    (
        "6",
        &["FromPort=22", "ToPort=22", "IpRanges.1.CidrIp=10.0.0.0/16", "IpRanges.1.Description=other"],
        "InvalidPermission.Duplicate",
    ),
    ("tcp", &["FromPort=22", "ToPort=22", "Ipv6Ranges.1.CidrIpv6=::/0"], "MissingParameter"),
];

#[test]
fn rules_that_aws_does_not_take_are_refused() {
    let mut network = Network::new();
    let permission = |protocol: &str, parts: &[&str]| {
        let mut parameters =
            vec!["GroupId={web}".to_owned(), format!("IpPermissions.1.IpProtocol={protocol}")];
        parameters.extend(parts.iter().map(|part| format!("IpPermissions.1.{part}")));
        parameters
    };
    let send = |network: &mut Network, protocol: &str, parts: &[&str]| {
        let parameters = permission(protocol, parts);
        network.refused(
            "AuthorizeSecurityGroupIngress",
            &parameters.iter().map(String::as_str).collect::<Vec<_>>(),
        )
    };
    let ssh = permission("tcp", &["FromPort=22", "ToPort=22", "IpRanges.1.CidrIp=10.0.0.0/16"]);
    network.send("AuthorizeSecurityGroupIngress", &ssh.iter().map(String::as_str).collect::<Vec<_>>());
    for (protocol, parts, code) in BAD_RULES {
        assert_eq!(&send(&mut network, protocol, parts), code, "{protocol} {parts:?}");
    }
    let absent = permission("tcp", &["FromPort=23", "ToPort=23", "IpRanges.1.CidrIp=10.0.0.0/16"]);
    let absent = absent.iter().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(network.refused("RevokeSecurityGroupIngress", &absent), "InvalidPermission.NotFound");
    assert_eq!(
        network.refused("RevokeSecurityGroupEgress", &["GroupId={web}"]),
        "InvalidParameterCombination"
    );
}

#[test]
fn quotas_hold() {
    let mut network = Network::new();
    for port in 1..=60 {
        let (from, to) =
            (format!("IpPermissions.1.FromPort={port}"), format!("IpPermissions.1.ToPort={port}"));
        let rule = [
            "GroupId={web}",
            "IpPermissions.1.IpProtocol=tcp",
            &from,
            &to,
            "IpPermissions.1.IpRanges.1.CidrIp=10.0.0.0/16",
        ];
        network.send("AuthorizeSecurityGroupIngress", &rule);
    }
    let one_more =
        ["GroupId={web}", "IpPermissions.1.IpProtocol=-1", "IpPermissions.1.IpRanges.1.CidrIp=10.0.0.0/16"];
    assert_eq!(
        network.refused("AuthorizeSecurityGroupIngress", &one_more),
        "RulesPerSecurityGroupLimitExceeded"
    );

    for _ in 0..5 {
        network.send("AllocateAddress", &[]);
    }
    assert_eq!(network.refused("AllocateAddress", &[]), "AddressLimitExceeded");
    for block in ["10.7.0.0/16", "10.8.0.0/16", "10.9.0.0/16"] {
        network.send("CreateVpc", &[&format!("CidrBlock={block}")]);
    }
    assert_eq!(network.refused("CreateVpc", &["CidrBlock=10.10.0.0/16"]), "VpcLimitExceeded");
    for _ in 0..3 {
        network.send("CreateInternetGateway", &[]);
    }
    assert_eq!(network.refused("CreateInternetGateway", &[]), "InternetGatewayLimitExceeded");
    for third in 1..=4 {
        network.send("AssociateVpcCidrBlock", &["VpcId={vpc}", &format!("CidrBlock=10.2{third}.0.0/16")]);
    }
    let sixth = ["VpcId={vpc}", "CidrBlock=10.30.0.0/16"];
    assert_eq!(network.refused("AssociateVpcCidrBlock", &sixth), "CidrLimitExceeded");

    let mut tags = vec!["ResourceId.1={vpc}".to_owned()];
    tags.extend((1..=51).map(|at| format!("Tag.{at}.Key=k{at}")));
    assert_eq!(
        network.refused("CreateTags", &tags.iter().map(String::as_str).collect::<Vec<_>>()),
        "TagLimitExceeded"
    );
    assert_eq!(Settings::default().quotas.tags, 50);
}

#[test]
fn nat_gateways_of_a_zone_have_a_quota_that_pending_ones_count_in() {
    let mut network = Network::new();
    for _ in 0..5 {
        network.send("CreateNatGateway", &["SubnetId={a}", "ConnectivityType=private"]);
    }
    let sixth = ["SubnetId={private}", "ConnectivityType=private"];
    assert_eq!(network.refused("CreateNatGateway", &sixth), "NatGatewayLimitExceeded");
    network.send("CreateNatGateway", &["SubnetId={b}", "ConnectivityType=private"]);
}

#[test]
fn a_second_endpoint_of_a_service_on_a_table_is_refused() {
    let mut network = Network::new();
    let parameters = ["VpcId={vpc}", "ServiceName=com.amazonaws.us-east-1.s3", "RouteTableId.1={table}"];
    network.send("CreateVpcEndpoint", &parameters);
    assert_eq!(network.refused("CreateVpcEndpoint", &parameters), "RouteAlreadyExists");
    let other = ["VpcId={vpc}", "ServiceName=com.amazonaws.us-east-1.dynamodb", "RouteTableId.1={table}"];
    network.send("CreateVpcEndpoint", &other);
}

#[test]
fn secondary_blocks_follow_the_order_in_which_they_come() {
    let mut network = Network::new();
    network.send("AssociateVpcCidrBlock", &["VpcId={vpc}", "CidrBlock=100.64.0.0/16"]);
    network.send("AssociateVpcCidrBlock", &["VpcId={vpc}", "CidrBlock=10.2.0.0/16"]);
    let carrier = network.make("carrier", "CreateVpc", &["CidrBlock=100.64.0.0/16"], "vpcId");
    let private = [&format!("VpcId={carrier}"), "CidrBlock=10.2.0.0/16"];
    assert_eq!(network.refused("AssociateVpcCidrBlock", &private), "InvalidVpc.Range");
}
