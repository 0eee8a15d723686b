//! Client tokens and dry runs.

use super::network::Network;
use crate::clock::Span;

#[test]
fn the_same_token_gives_the_same_answer_and_another_input_is_refused() {
    let mut network = Network::new();
    let parameters = ["VpcId={vpc}", "ClientToken=one"];
    let first = network.make("first", "CreateRouteTable", &parameters, "routeTableId");
    let second = network.make("second", "CreateRouteTable", &parameters, "routeTableId");
    assert_eq!(first, second);
    let other = ["VpcId={other_vpc}", "ClientToken=one"];
    assert_eq!(network.refused("CreateRouteTable", &other), "IdempotentParameterMismatch");
    let third =
        network.make("third", "CreateRouteTable", &["VpcId={vpc}", "ClientToken=two"], "routeTableId");
    assert_ne!(first, third);
    network.aws.wait(Span::hours(25));
    let later = network.make("later", "CreateRouteTable", &parameters, "routeTableId");
    assert_ne!(first, later);
}

#[test]
fn a_refused_request_leaves_its_token_unused() {
    let mut network = Network::new();
    let parameters = ["VpcId=vpc-00000000000000000", "ClientToken=one"];
    assert_eq!(network.refused("CreateRouteTable", &parameters), "InvalidVpcID.NotFound");
    network.send("CreateRouteTable", &["VpcId={vpc}", "ClientToken=one"]);
}

#[test]
fn a_dry_run_changes_nothing() {
    let mut network = Network::new();
    let before = network.listed("DescribeSubnets", &[], "subnetId").len();
    let parameters = ["VpcId={vpc}", "CidrBlock=10.0.9.0/24", "DryRun=true"];
    assert_eq!(network.refused("CreateSubnet", &parameters), "DryRunOperation");
    assert_eq!(network.listed("DescribeSubnets", &[], "subnetId").len(), before);
}
