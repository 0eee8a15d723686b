//! Networks: VPCs, subnets, zones, route tables, gateways, endpoints, the form of security rules.

use super::chapter;

chapter! {
    Relation all_subnets_in_one_zone;
    Relation gateway_endpoint_table_other_vpc;
    Relation gateway_endpoint_twice_on_table;
    Relation gateway_endpoint_without_table;
    Last internet_gateway_unused;
    Route nat_route_loop;
    Relation nat_single_zone;
    Last nat_unused;
    Relation route_destination_twice;
    Relation route_equals_vpc_block;
    Relation route_inside_vpc_not_a_subnet;
    Relation route_inside_vpc_target_kind;
    Last route_table_unused;
    Relation route_target_other_vpc;
    Relation route_to_link_local_services;
    Relation route_zone_crossing;
    Relation second_internet_gateway;
    Relation secondary_cidr_hides_route;
    Relation secondary_cidr_restricted;
    Relation secondary_private_after_public_primary by secondary_cidr_restricted;
    Relation subnet_duplicate by subnets_overlap;
    Relation subnet_of_other_vpc;
    Relation subnet_outside_vpc;
    Relation subnet_partly_outside_vpc by subnet_outside_vpc;
    Relation subnet_spans_two_blocks by subnet_outside_vpc;
    Relation subnet_two_tables;
    Relation subnet_unused;
    Relation subnets_overlap;
    Relation two_vpcs_same_range;
    Relation vpc_cidrs_overlap;
    Relation vpc_dns_hostnames_without_support;
    Relation vpc_range_docker;
    Relation vpc_range_public;
    Relation vpc_without_subnets;
    Relation zone_name_mismatch;
}
