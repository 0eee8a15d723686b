//! Properties of networks: VPCs, subnets, gateways, route tables, endpoints, groups and arrows.

use super::records::*;
use super::{Block, Form, Property, Shape, Type, forms};
use crate::check::language::PORT_OUT_OF_RANGE;

/// The services that have gateway endpoints. Source: Amazon VPC user guide, "Gateway endpoints", 2026-09.
const GATEWAY_SERVICES: &[&str] = &["s3", "dynamodb"];

/// What an arrow can carry.
const PROTOCOLS: &[&str] = &["tcp", "udp", "icmp", "all"];

/// The properties of this file.
pub(super) static PROPERTIES: &[Property] = &[
    Property::operand(Block::Vpc, "cidr", Type::Cidr, "VPC").shapes(VPC_BLOCK),
    Property::key(Block::Vpc, "secondary", Type::Cidrs, "secondary block").shapes(VPC_BLOCK),
    Property::key(Block::Vpc, "dns_support", Type::YesNo, "DNS support").or("yes"),
    Property::key(Block::Vpc, "dns_hostnames", Type::YesNo, "DNS hostnames").or("no"),
    tags(Block::Vpc),
    Property::operand(Block::Subnet, "cidr", Type::Cidr, "subnet")
        .shapes(&[Shape { rule: &SUBNET_SIZE_OUT_OF_BOUNDS, form: Form::Cidr(forms::subnet_size) }]),
    Property::key(Block::Subnet, "public_addresses", Type::YesNo, "public addresses").or("no"),
    tags(Block::Subnet),
    tags(Block::InternetGateway),
    tags(Block::NatGateway),
    tags(Block::RouteTable),
    Property::operand(Block::Route, "destination", Type::Cidr, "destination"),
    Property::operand(Block::GatewayEndpoint, "service", Type::Text, "service with a gateway endpoint")
        .shapes(&[Shape { rule: &GATEWAY_ENDPOINT_SERVICE, form: Form::Texts(GATEWAY_SERVICES) }]),
    tags(Block::GatewayEndpoint),
    tags(Block::Group),
    Property::operand(Block::Edge, "protocol", Type::Word(PROTOCOLS), "protocol")
        .shapes(&[Shape { rule: &PROTOCOL_UNKNOWN, form: Form::Texts(PROTOCOLS) }]),
    Property::operand(Block::Edge, "end", Type::Cidr, "an end of an arrow"),
    Property::operand(Block::Edge, "port", Type::Port, "port")
        .shapes(&[Shape { rule: &PORT_OUT_OF_RANGE, form: Form::Range(0, 65_535) }]),
];

static VPC_BLOCK: &[Shape] = &[
    Shape { rule: &VPC_SIZE_OUT_OF_BOUNDS, form: Form::Cidr(forms::vpc_size) },
    Shape { rule: &VPC_RANGE_FORBIDDEN, form: Form::Cidr(forms::vpc_range) },
];

/// The tags of one thing.
pub(super) const fn tags(block: Block) -> Property {
    Property::key(block, "tags", Type::Tags, "tags")
}
