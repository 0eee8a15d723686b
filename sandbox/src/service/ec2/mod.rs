//! EC2: the network, and the machines on it.

mod elastic_ip;
mod endpoint;
pub(crate) mod image;
mod instance;
mod instance_answer;
pub(crate) mod instance_life;
mod instance_type;
mod interface;
mod internet_gateway;
mod key_pair;
pub(crate) mod launch;
mod launch_data;
pub(crate) mod launch_template;
mod launch_template_version;
mod nat_gateway;
mod network_acl;
mod permission;
pub(crate) mod prefix_list;
mod route;
mod route_table;
mod security_group;
mod security_group_rule;
mod subnet;
pub(crate) mod tags;
mod volume;
mod vpc;
mod vpc_block;
pub(crate) mod zones;

pub(crate) use endpoint::forget_endpoint;
pub(crate) use nat_gateway::{forget_nat_gateway, remove_nat_gateway, settle_nat_gateway};
pub(crate) use security_group::refuse_groups;

use crate::cidr::Block;
use crate::operation::Operation;
use crate::settings::Settings;
use crate::store::Region;
use crate::store::network::{Destination, InternetGateway, Route, Target};

/// The tables of operations, one for each file.
pub(crate) const TABLES: &[&[Operation]] = &[
    vpc::OPERATIONS,
    vpc_block::OPERATIONS,
    subnet::OPERATIONS,
    internet_gateway::OPERATIONS,
    route_table::OPERATIONS,
    route::OPERATIONS,
    elastic_ip::OPERATIONS,
    nat_gateway::OPERATIONS,
    endpoint::OPERATIONS,
    prefix_list::OPERATIONS,
    security_group::OPERATIONS,
    security_group_rule::OPERATIONS,
    interface::OPERATIONS,
    network_acl::OPERATIONS,
    tags::OPERATIONS,
    zones::OPERATIONS,
    image::OPERATIONS,
    instance_type::OPERATIONS,
    key_pair::OPERATIONS,
    launch_template::OPERATIONS,
    launch_template_version::OPERATIONS,
    instance::OPERATIONS,
    volume::OPERATIONS,
];

/// Puts into a region that is seen for the first time what AWS puts there: public images, and the default VPC with a
/// public subnet in each zone (VPC user guide, "Default VPC components").
pub(crate) fn found_region(region: &mut Region, settings: &Settings) {
    image::found_images(region);
    if !settings.default_vpc {
        return;
    }
    let made = vpc::make_vpc(region, Block::of(172, 31, 0, 0, 16), region.now, Default::default());
    if let Some(vpc) = region.vpcs.get_mut(&made.vpc_id) {
        vpc.is_default = true;
        vpc.dns_hostnames = true;
    }
    let gateway_id = region.new_id("igw");
    let gateway = InternetGateway {
        id: gateway_id.clone(),
        made_at: region.now,
        vpc_id: Some(made.vpc_id.clone()),
        tags: Default::default(),
    };
    region.internet_gateways.insert(gateway_id.clone(), gateway);
    if let Some(table) = region.route_tables.get_mut(&made.table_id) {
        let destination = Destination::Block(Block::ALL);
        table.routes.push(Route { destination, target: Target::InternetGateway(gateway_id) });
    }
    for (zone, third) in
        zones::zones_of(&region.name).unwrap_or_default().into_iter().zip((0..=240).step_by(16))
    {
        let block = Block::of(172, 31, third, 0, 20);
        let id = subnet::make_subnet(region, &made.vpc_id, block, zone.name, Default::default());
        if let Some(subnet) = region.subnets.get_mut(&id) {
            subnet.default_for_zone = true;
            subnet.public_addresses = true;
        }
    }
}
