//! Lists: ids, filters, pages.

use super::network::Network;
use crate::client::{Client, all, code, first};
use crate::clock::Span;
use crate::service::Service::ElasticLoadBalancing as Elb;
use crate::settings::Settings;

#[test]
fn pages_hold_everything_once_and_a_wrong_token_is_refused() {
    let mut network = Network::new();
    for third in 100..113 {
        network.send("CreateSubnet", &["VpcId={vpc}", &format!("CidrBlock=10.0.{third}.0/24")]);
    }
    let whole = network.listed("DescribeSubnets", &[], "subnetId");
    let (mut pages, mut token) = (Vec::new(), String::new());
    loop {
        let mut parameters = vec!["MaxResults=5".to_owned()];
        if !token.is_empty() {
            parameters.push(format!("NextToken={token}"));
        }
        let xml = network.send("DescribeSubnets", &parameters.iter().map(String::as_str).collect::<Vec<_>>());
        let ids = all(&xml, "subnetId");
        assert!(ids.len() <= 5);
        pages.extend(ids.into_iter().map(str::to_owned));
        first(&xml, "nextToken").clone_into(&mut token);
        if token.is_empty() {
            break;
        }
        let stolen = format!("NextToken={token}");
        assert_eq!(network.refused("DescribeVpcs", &["MaxResults=5", &stolen]), "InvalidNextToken");
        let filtered = ["MaxResults=5", &stolen, "Filter.1.Name=vpc-id", "Filter.1.Value.1={vpc}"];
        assert_eq!(network.refused("DescribeSubnets", &filtered), "InvalidNextToken");
    }
    assert_eq!(pages, whole);
    assert_eq!(whole.len(), 16);
}

#[test]
fn page_sizes_have_bounds_and_do_not_go_with_ids() {
    let mut network = Network::new();
    for (operation, most) in
        [("DescribeVpcs", 1000), ("DescribeRouteTables", 100), ("DescribeSecurityGroups", 1000)]
    {
        for size in [0, 4, most + 1] {
            let size = format!("MaxResults={size}");
            assert_eq!(network.refused(operation, &[&size]), "InvalidParameterValue", "{operation} {size}");
        }
        network.send(operation, &[&format!("MaxResults={most}")]);
    }
    let with_ids = ["MaxResults=5", "VpcId.1={vpc}"];
    assert_eq!(network.refused("DescribeVpcs", &with_ids), "InvalidParameterCombination");
}

#[test]
fn filters_are_joined_by_and_their_values_by_or() {
    let mut network = Network::new();
    let tag = ["ResourceId.1={a}", "ResourceId.2={private}", "Tag.1.Key=Name", "Tag.1.Value=one"];
    network.send("CreateTags", &tag);
    let of = |network: &mut Network, filters: &[&str]| network.listed("DescribeSubnets", filters, "subnetId");
    let both = of(&mut network, &["Filter.1.Name=tag:Name", "Filter.1.Value.1=o*"]);
    assert_eq!(both.len(), 2);
    let one = [
        "Filter.1.Name=tag:Name",
        "Filter.1.Value.1=one",
        "Filter.2.Name=cidr-block",
        "Filter.2.Value.1=10.0.1.0/24",
        "Filter.2.Value.2=10.0.2.0/24",
    ];
    assert_eq!(of(&mut network, &one), [network.id("a")]);
    assert!(of(&mut network, &["Filter.1.Name=tag-key", "Filter.1.Value.1=name"]).is_empty());
    let unknown = ["Filter.1.Name=colour", "Filter.1.Value.1=red"];
    assert_eq!(network.refused("DescribeSubnets", &unknown), "InvalidParameterValue");
    assert_eq!(network.refused("DescribeSubnets", &["Filter.1.Name=vpc-id"]), "InvalidParameterValue");
}

#[test]
fn every_filter_of_every_list_is_taken() {
    let mut network = Network::new();
    for (operation, names) in [
        (
            "DescribeVpcs",
            "cidr cidr-block-association.cidr-block is-default owner-id state vpc-id tag:a tag-key",
        ),
        (
            "DescribeSubnets",
            "availability-zone availability-zone-id cidr default-for-az map-public-ip-on-launch state subnet-id vpc-id",
        ),
        ("DescribeInternetGateways", "attachment.state attachment.vpc-id internet-gateway-id owner-id"),
        (
            "DescribeRouteTables",
            "association.main association.subnet-id association.route-table-id association.route-table-association-id route.gateway-id route.nat-gateway-id route.state route.origin route.destination-cidr-block route.destination-prefix-list-id vpc-id",
        ),
        (
            "DescribeSecurityGroups",
            "group-id group-name description ip-permission.group-id egress.ip-permission.cidr vpc-id",
        ),
        ("DescribeSecurityGroupRules", "group-id security-group-rule-id tag:a"),
        ("DescribeNatGateways", "nat-gateway-id state subnet-id vpc-id"),
        ("DescribeVpcEndpoints", "service-name vpc-endpoint-id vpc-endpoint-state vpc-endpoint-type vpc-id"),
        (
            "DescribeAddresses",
            "allocation-id association-id network-interface-id public-ip instance-id tag:a",
        ),
        (
            "DescribeNetworkInterfaces",
            "group-id subnet-id vpc-id description attachment.instance-id attachment.instance-owner-id requester-id status",
        ),
        ("DescribeNetworkAcls", "default vpc-id"),
        ("DescribeTags", "key resource-id resource-type value"),
        ("DescribeAvailabilityZones", "state zone-name zone-id region-name"),
        ("DescribePrefixLists", "prefix-list-name prefix-list-id"),
        ("DescribeManagedPrefixLists", "prefix-list-name owner-id"),
    ] {
        for name in names.split(' ') {
            network.send(operation, &[&format!("Filter.1.Name={name}"), "Filter.1.Value.1=nothing"]);
        }
    }
}

#[test]
fn what_was_just_made_is_unseen_for_a_while_if_so_asked() {
    let mut settings = Settings { default_vpc: false, ..Settings::default() };
    settings.durations.unseen = Span::seconds(3);
    let mut aws = Client::with_settings(settings);
    let id = aws.made("CreateVpc", &["CidrBlock=10.0.0.0/16"], "vpcId");
    assert!(all(&aws.ec2("DescribeVpcs", &[]), "vpcId").is_empty());
    let subnet = [&format!("VpcId={id}"), "CidrBlock=10.0.0.0/24"];
    assert_eq!(aws.refused("CreateSubnet", &subnet), "InvalidVpcID.NotFound");
    aws.wait(Span::seconds(3));
    assert_eq!(all(&aws.ec2("DescribeVpcs", &[]), "vpcId"), [id.as_str()]);
    aws.ec2("CreateSubnet", &subnet);
}

/// hashicorp/terraform-provider-aws issue 16860: TargetGroupNotFound within a second of CreateTargetGroup.
#[test]
fn load_balancing_does_not_know_at_once_what_was_just_made() {
    let mut settings = Settings { default_vpc: false, ..Settings::default() };
    settings.durations.unseen = Span::seconds(3);
    let mut aws = Client::with_settings(settings);
    let id = aws.made("CreateVpc", &["CidrBlock=10.0.0.0/16"], "vpcId");
    let group = ["Name=web", "Protocol=HTTP", "Port=80", &format!("VpcId={id}")];
    assert_eq!(code(&aws.form(Elb, "CreateTargetGroup", &group)), "ValidationError");
    aws.wait(Span::seconds(3));
    let made = aws.form(Elb, "CreateTargetGroup", &group).text();
    let tags = [&*format!("ResourceArns.member.1={}", first(&made, "TargetGroupArn"))];
    assert_eq!(code(&aws.form(Elb, "DescribeTags", &tags)), "TargetGroupNotFound");
    aws.wait(Span::seconds(3));
    assert!(aws.form(Elb, "DescribeTags", &tags).is_success());
}

#[test]
fn a_new_account_holds_the_default_vpc() {
    let mut aws = Client::with_settings(Settings::default());
    let vpcs = aws.ec2("DescribeVpcs", &["Filter.1.Name=is-default", "Filter.1.Value.1=true"]);
    assert_eq!(all(&vpcs, "vpcId").len(), 1);
    let subnets = aws.ec2("DescribeSubnets", &["Filter.1.Name=default-for-az", "Filter.1.Value.1=true"]);
    assert_eq!(all(&subnets, "subnetId").len(), 6);
    for third in 0..4 {
        aws.ec2("CreateVpc", &[&format!("CidrBlock=10.{third}.0.0/16")]);
    }
    assert_eq!(aws.refused("CreateVpc", &["CidrBlock=10.9.0.0/16"]), "VpcLimitExceeded");
    let group = aws.made("CreateSecurityGroup", &["GroupName=web", "GroupDescription=a group"], "groupId");
    let groups = aws.ec2("DescribeSecurityGroups", &[&format!("GroupId.1={group}")]);
    assert_eq!(first(&groups, "vpcId"), first(&vpcs, "vpcId"));
}
