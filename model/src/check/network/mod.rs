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

#[cfg(test)]
mod tests {
    use crate::check::check_after;
    use crate::check::language::NAME_UNUSED;
    use crate::diagnostic::Finding;
    use crate::sample::Sample;
    use crate::topology::{RouteTarget, SubnetId};

    #[test]
    fn what_nothing_uses_is_told_by_the_rule_of_its_kind() {
        let mut sample = Sample::street();
        let main = sample.topology.subnets[0].vpc;
        sample.vpc("empty", "10.9.0.0/16");
        sample.subnet(main, "spare.a", "10.0.30.0/24", "a");
        sample.nat_gateway("out", SubnetId(0));
        sample.route_table(main, "table", &[], &[]);
        let other = sample.vpc("other", "10.8.0.0/16");
        let lone = sample.subnet(other, "lone.a", "10.8.0.0/24", "a");
        sample.route_table(other, "isolated", &[lone], &[]);
        sample.internet_gateway(other, "gate2");
        // Needs of the internet ask for a route themselves.
        sample.topology.edges.retain(|edge| edge.permit);
        for (rule, name) in [
            ("vpc_without_subnets", "empty"),
            ("subnet_unused", "spare.a"),
            ("nat_unused", "out"),
            ("route_table_unused", "table"),
            ("internet_gateway_unused", "gate2"),
        ] {
            let found = sample.findings().into_iter().find(|found| found.rule.name == rule);
            let at = found.map_or_else(|| panic!("`{rule}` does not speak"), |found| found.at);
            assert_eq!(sample.label(at), name);
            let earlier = Finding::new(&NAME_UNUSED, at, "is never used").about(at);
            let told = check_after(&sample.topology, vec![earlier]);
            assert!(told.iter().all(|found| found.rule.name != "name_unused"), "`{rule}`");
        }
    }

    #[test]
    fn a_nat_gateway_that_cannot_work_is_told_once() {
        let mut sample = Sample::street();
        let main = sample.topology.subnets[0].vpc;
        let private = sample.subnet(main, "private.a", "10.0.21.0/24", "a");
        let nat = sample.nat_gateway("out", private);
        sample.route_table(main, "to_nat", &[private], &[("0.0.0.0/0", RouteTarget::NatGateway(nat))]);
        assert_eq!(sample.told(), ["nat_route_loop at out.subnet"]);

        let mut sample = Sample::street();
        sample.nat_gateway("out", SubnetId(2));
        assert_eq!(sample.told(), ["nat_in_private_subnet at out.subnet"]);

        let mut sample = Sample::street();
        let other = sample.vpc("other", "10.1.0.0/16");
        let far = sample.subnet(other, "far.a", "10.1.0.0/24", "a");
        sample.route_table(other, "isolated", &[far], &[]);
        let nat = sample.nat_gateway("out", far);
        assert_eq!(sample.told(), ["nat_without_internet_gateway at out"]);
        let main = sample.topology.subnets[0].vpc;
        sample.topology.nat_gateways[nat.0 as usize].vpc = main;
        let told = sample.told();
        assert!(told.contains(&"subnet_of_other_vpc at out.subnet".to_owned()), "{told:?}");
        assert!(
            !told.iter().any(|told| told.starts_with("nat_in_") || told.starts_with("nat_without")),
            "{told:?}"
        );
    }
}
