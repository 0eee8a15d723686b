//! How many addresses of each subnet the declared things can take.
//!
//! Each interface takes one. A NAT gateway takes one, a load balancer needs eight free, a group spreads its machines
//! evenly over its zones, and may have one more in a zone while it rebalances. Gateway endpoints, internet gateways
//! and route tables take none.
//!
//! Source: Amazon VPC user guide, "Subnet sizing", and Application Load Balancers guide, "Subnets", 2026-09.

use super::largest;
use crate::ordered::{OrderedMap, OrderedSet};
use crate::topology::{AutoScalingGroup, AutoScalingGroupId, SubnetId, Topology};

/// The free addresses that a load balancer needs in each of its subnets.
pub const OF_A_LOAD_BALANCER: u64 = 8;

/// What the things in a subnet take of its addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demand {
    /// What does not scale: NAT gateways, load balancers, single instances.
    pub fixed: u64,
    /// What each group takes.
    pub groups: Vec<GroupDemand>,
}

/// What a group takes of the addresses of one subnet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupDemand {
    /// The group.
    pub group: AutoScalingGroupId,
    /// At its desired size, params at their largest value.
    pub desired: u64,
    /// At its maximum.
    pub max: u64,
    /// At its maximum while it is refreshed or rebalanced.
    pub worst: u64,
}

impl Demand {
    /// At the desired sizes.
    #[must_use]
    pub fn desired(&self) -> u64 {
        self.fixed + self.groups.iter().map(|group| group.desired).sum::<u64>()
    }

    /// At the maximum of every group.
    #[must_use]
    pub fn max(&self) -> u64 {
        self.fixed + self.groups.iter().map(|group| group.max).sum::<u64>()
    }

    /// At the maximum, while the group is refreshed that adds most.
    #[must_use]
    pub fn worst(&self) -> u64 {
        self.max() + self.groups.iter().map(|group| group.worst - group.max).max().unwrap_or(0)
    }
}

/// The demand of each subnet, in the order of [`Topology::subnets`].
#[must_use]
pub fn address_demand(topology: &Topology) -> Vec<Demand> {
    let mut demands = vec![Demand::default(); topology.subnets.len()];
    for gateway in &topology.nat_gateways {
        demands[gateway.subnet.value.0 as usize].fixed += 1;
    }
    for subnet in topology.load_balancers.iter().flat_map(|balancer| &balancer.subnets) {
        demands[subnet.value.0 as usize].fixed += OF_A_LOAD_BALANCER;
    }
    for instance in &topology.instances {
        demands[instance.subnet.value.0 as usize].fixed += 1;
    }
    for (index, group) in topology.auto_scaling_groups.iter().enumerate() {
        let id = AutoScalingGroupId(index as u32);
        for (subnet, demand) in demand_of_group(topology, id, group) {
            demands[subnet.0 as usize].groups.push(demand);
        }
    }
    demands
}

/// What a group takes in each of its subnets: an even share of each zone, shared evenly by the zone's subnets.
fn demand_of_group(
    topology: &Topology,
    id: AutoScalingGroupId,
    group: &AutoScalingGroup,
) -> Vec<(SubnetId, GroupDemand)> {
    let subnets: OrderedSet<SubnetId> = group.subnets.iter().map(|subnet| subnet.value).collect();
    let mut zones: OrderedMap<&str, u64> = OrderedMap::new();
    for subnet in subnets.iter() {
        *zones.entry(&topology[*subnet].zone).or_default() += 1;
    }
    let count = zones.len() as u64;
    let max = u64::from(largest(topology, &group.max));
    let desired = u64::from(largest(topology, &group.desired)).min(max);
    let surge = u64::from(group.surge.value).min(max);
    let rebalanced = if count > 1 && max > 0 { 1 } else { 0 };
    let share = |total: u64, more: u64, in_zone: u64| (total.div_ceil(count) + more).div_ceil(in_zone);
    subnets
        .iter()
        .map(|subnet| {
            let in_zone = zones[topology[*subnet].zone.value.as_str()];
            let demand = GroupDemand {
                group: id,
                desired: share(desired, 0, in_zone),
                max: share(max, 0, in_zone),
                worst: share(max + surge, rebalanced, in_zone),
            };
            (*subnet, demand)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Sample;

    #[test]
    fn the_demand_of_a_subnet_is_that_of_all_that_lies_in_it() {
        let mut sample = Sample::street();
        let [a, b] = [0, 1].map(SubnetId);
        sample.nat_gateway("out", a);
        sample.instance("bastion", a, "t3.nano");
        let demand = address_demand(&sample.topology);
        assert_eq!(demand[a.0 as usize].fixed, 8 + 1 + 1);
        assert_eq!(demand[b.0 as usize].fixed, 8);
        let of_web = GroupDemand { group: AutoScalingGroupId(0), desired: 1, max: 2, worst: 4 };
        assert_eq!(demand[b.0 as usize].groups, [of_web]);
        assert_eq!((demand[1].desired(), demand[1].max(), demand[1].worst()), (9, 10, 12));
        assert_eq!(demand[2], Demand::default());
    }

    #[test]
    fn the_subnets_of_one_zone_share_its_machines() {
        let mut sample = Sample::new();
        let main = sample.vpc("main", "10.0.0.0/16");
        let subnets = [("x", "10.0.1.0/24", "a"), ("y", "10.0.2.0/24", "a"), ("z", "10.0.3.0/24", "b")]
            .map(|(name, cidr, zone)| sample.subnet(main, name, cidr, zone));
        sample.auto_scaling_group("web", &subnets, "t3.nano", [10, 10, 10]);
        let max: Vec<u64> = address_demand(&sample.topology).iter().map(Demand::max).collect();
        assert_eq!(max, [3, 3, 5]);
    }
}
