//! The table of operations.

use std::collections::BTreeSet;

use crate::client::{Client, code};
use crate::{Sandbox, Service};

#[test]
fn every_operation_stands_once_and_only_those_that_describe_are_reads() {
    let mut seen = BTreeSet::new();
    for (service, operation) in Sandbox::operations() {
        assert!(seen.insert((service, operation.name)), "{service:?} {} stands twice", operation.name);
        let reads = ["Describe", "Get", "List"].iter().any(|verb| operation.name.starts_with(verb));
        assert_eq!(reads, !operation.writes, "{}", operation.name);
    }
}

#[test]
fn no_operation_panics_without_parameters_or_changes_what_is_saved() {
    for (service, operation) in Sandbox::operations() {
        let mut aws = Client::new();
        aws.ec2("DescribeRegions", &[]);
        let before = format!("{:?}", aws.sandbox.store());
        let response = match service.protocol() {
            crate::Protocol::Json => {
                aws.json(service, operation.name, serde_json::json!({ "Colour": "red" }))
            }
            _ => aws.form(service, operation.name, &["Colour=red"]),
        };
        assert!(!response.is_success(), "{} takes an unknown parameter", operation.name);
        assert_eq!(format!("{:?}", aws.sandbox.store()), before, "{} changed something", operation.name);
    }
}

#[test]
fn what_is_no_request_of_a_known_service_is_refused() {
    let mut aws = Client::new();
    assert_eq!(aws.refused("MakeCoffee", &[]), "InvalidAction");
    let response = aws.json(Service::SystemsManager, "MakeCoffee", serde_json::json!({}));
    assert_eq!(code(&response), "UnknownOperationException");
    aws.region = "xx-north-9";
    assert_eq!(aws.refused("DescribeVpcs", &[]), "InvalidParameterValue");
}

#[test]
fn each_request_is_recorded_with_its_refusal() {
    let mut aws = Client::new();
    aws.ec2("CreateVpc", &["CidrBlock=10.0.0.0/16"]);
    aws.refused("CreateVpc", &["CidrBlock=10.0.0.0/8"]);
    aws.ec2("DescribeVpcs", &[]);
    let log: Vec<_> = aws
        .sandbox
        .log()
        .iter()
        .map(|record| (record.operation.as_str(), record.writes, record.refused.as_deref()))
        .collect();
    assert_eq!(
        log,
        [
            ("CreateVpc", true, None),
            ("CreateVpc", true, Some("InvalidVpc.Range")),
            ("DescribeVpcs", false, None)
        ]
    );
}

#[test]
fn no_value_makes_an_operation_panic() {
    let names = "VpcId VpcId.1 SubnetId GroupId CidrBlock DestinationCidrBlock RouteTableId GatewayId AssociationId \
        AllocationId NatGatewayId MaxResults NextToken Filter.1.Name Filter.1.Value.1 ResourceId.1 Tag.1.Key \
        IpPermissions.1.IpProtocol IpPermissions.1.FromPort IpPermissions.1.IpRanges.1.CidrIp PolicyDocument \
        ClientToken DryRun TagSpecification.1.ResourceType InstanceId.1 LaunchTemplateName UserData Name Port";
    let long = "x".repeat(5_000);
    let values =
        ["", "0", "-1", "99999999999999999999", "vpc-", "10.0.0.0/0", "0.0.0.0/32", "ñ\u{0}é", "*", &long];
    let mut aws = Client::new();
    aws.ec2("CreateVpc", &["CidrBlock=10.0.0.0/16"]);
    for (service, operation) in Sandbox::operations() {
        for name in names.split_whitespace() {
            for value in values {
                let response = match service.protocol() {
                    crate::Protocol::Json => {
                        aws.json(service, operation.name, serde_json::json!({ name: value }))
                    }
                    _ => aws.form(service, operation.name, &[&format!("{name}={value}")]),
                };
                assert!(response.status < 500, "{} {name}={value}", operation.name);
            }
        }
    }
}
