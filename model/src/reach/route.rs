//! Where packets go when they leave a subnet: the effective routes, by longest prefix.
//!
//! Every block of the VPC has a local route that is always there. A subnet that is on no declared table follows the
//! VPC's main table, which holds only those.

use crate::cidr::Cidr;
use crate::topology::{
    InternetGatewayId, NatGatewayId, RouteTableId, RouteTarget, SubnetId, Topology, VpcId,
};

use super::addresses::Range;

/// Where a packet goes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Via {
    /// To the interface itself, within the VPC.
    Local,
    /// Through an internet gateway.
    InternetGateway(InternetGatewayId),
    /// Through a NAT gateway.
    NatGateway(NatGatewayId),
}

/// The effective routes of every subnet.
#[derive(Debug)]
pub struct Routes {
    /// For each subnet the table that it is on.
    tables: Vec<Option<RouteTableId>>,
    /// For each table the ranges that it routes, in order and disjoint.
    by_table: Vec<Vec<(Range, Via)>>,
    /// For each VPC the same of its main table.
    by_vpc: Vec<Vec<(Range, Via)>>,
    /// For each subnet its VPC.
    vpcs: Vec<VpcId>,
}

impl Routes {
    /// Works out the routes of all tables once.
    #[must_use]
    pub fn new(topology: &Topology) -> Routes {
        let mut tables = vec![None; topology.subnets.len()];
        for (index, table) in topology.route_tables.iter().enumerate() {
            for subnet in &table.subnets {
                // A subnet on two tables is an error of its own; the first one counts.
                tables[subnet.value.0 as usize].get_or_insert(RouteTableId(index as u32));
            }
        }
        let local = |vpc: VpcId| topology[vpc].blocks().map(|block| (block, Via::Local));
        let by_table = topology.route_tables.iter().map(|table| {
            let declared = table.routes.iter().map(|route| {
                let via = match route.target.value {
                    RouteTarget::InternetGateway(gateway) => Via::InternetGateway(gateway),
                    RouteTarget::NatGateway(gateway) => Via::NatGateway(gateway),
                };
                (route.destination.value, via)
            });
            flatten(local(table.vpc).chain(declared).collect())
        });
        Routes {
            tables,
            by_table: by_table.collect(),
            by_vpc: (0..topology.vpcs.len()).map(|vpc| flatten(local(VpcId(vpc as u32)).collect())).collect(),
            vpcs: topology.subnets.iter().map(|subnet| subnet.vpc).collect(),
        }
    }

    /// The declared table that the subnet is on.
    #[must_use]
    pub fn table(&self, subnet: SubnetId) -> Option<RouteTableId> {
        self.tables[subnet.0 as usize]
    }

    /// Cuts the range at the borders of the subnet's routes and says where each piece goes; `None` is nowhere.
    pub fn pieces(&self, subnet: SubnetId, (first, last): Range) -> Vec<(Range, Option<Via>)> {
        let routes = match self.table(subnet) {
            Some(table) => &self.by_table[table.0 as usize],
            None => &self.by_vpc[self.vpcs[subnet.0 as usize].0 as usize],
        };
        let begin = routes.partition_point(|((_, end), _)| *end < first);
        let mut pieces = Vec::new();
        let mut next = u64::from(first);
        for &((from, to), via) in routes[begin..].iter().take_while(|((from, _), _)| *from <= last) {
            let (from, to) = (from.max(first), to.min(last));
            if u64::from(from) > next {
                pieces.push(((next as u32, from - 1), None));
            }
            pieces.push(((from, to), Some(via)));
            next = u64::from(to) + 1;
        }
        if next <= u64::from(last) {
            pieces.push(((next as u32, last), None));
        }
        pieces
    }
}

/// Turns nested blocks into disjoint ranges, where the longest prefix wins; of equal blocks the first one.
fn flatten(mut routes: Vec<(Cidr, Via)>) -> Vec<(Range, Via)> {
    routes.sort_by_key(|(block, _)| (block.first(), block.length()));
    routes.dedup_by_key(|(block, _)| *block);
    let mut flat: Vec<(Range, Via)> = Vec::new();
    let mut open: Vec<(u32, Via)> = Vec::new();
    let mut next: u64 = 0;
    let mut close = |open: &mut Vec<(u32, Via)>, next: &mut u64, before: u64| {
        while let Some(&(last, via)) = open.last() {
            let end = u64::from(last).min(before.saturating_sub(1));
            if *next < before && *next <= end {
                flat.push(((*next as u32, end as u32), via));
                *next = end + 1;
            }
            if u64::from(last) >= before {
                break;
            }
            open.pop();
        }
        *next = before;
    };
    for (block, via) in routes {
        close(&mut open, &mut next, u64::from(block.first()));
        open.push((block.last(), via));
    }
    close(&mut open, &mut next, 1 << 32);
    flat
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::reach::addresses::block_of;
    use crate::sample::Sample;

    const GATE: Via = Via::InternetGateway(InternetGatewayId(0));
    const NAT: Via = Via::NatGateway(NatGatewayId(0));

    fn shown(routes: &[(&str, Via)]) -> Vec<(String, Via)> {
        let routes = routes.iter().map(|(block, via)| (block.parse().unwrap(), *via)).collect();
        flatten(routes).iter().map(|(range, via)| (block_of(*range).to_string(), *via)).collect()
    }

    #[test]
    fn the_longest_prefix_wins() {
        let flat = shown(&[("0.0.0.0/0", GATE), ("128.0.0.0/1", NAT), ("192.0.0.0/2", Via::Local)]);
        let expected = [("0.0.0.0/1", GATE), ("128.0.0.0/2", NAT), ("192.0.0.0/2", Via::Local)];
        assert_eq!(flat, expected.map(|(block, via)| (block.to_owned(), via)));
    }

    #[test]
    fn what_follows_a_nested_block_goes_where_the_outer_one_does() {
        let flat = flatten(vec![
            ("10.0.0.0/8".parse().unwrap(), GATE),
            ("10.0.0.0/16".parse().unwrap(), Via::Local),
            ("10.0.4.0/24".parse().unwrap(), NAT),
        ]);
        let firsts: Vec<_> = flat.iter().map(|((first, _), via)| (*first, *via)).collect();
        assert_eq!(
            firsts,
            [(0x0a00_0000, Via::Local), (0x0a00_0400, NAT), (0x0a00_0500, Via::Local), (0x0a01_0000, GATE)]
        );
        assert_eq!(flat.last().unwrap().0.1, 0x0aff_ffff);
    }

    #[test]
    fn a_subnet_on_no_table_gets_only_local_routes() {
        let mut sample = Sample::new();
        let main = sample.vpc("main", "10.0.0.0/16");
        let subnet = sample.subnet(main, "spare.a", "10.0.1.0/24", "a");
        let routes = Routes::new(&sample.topology);
        assert_eq!(routes.table(subnet), None);
        let pieces: Vec<_> = routes.pieces(subnet, (0, u32::MAX)).iter().map(|(_, via)| *via).collect();
        assert_eq!(pieces, [None, Some(Via::Local), None]);
    }

    #[test]
    fn a_range_is_cut_where_routes_change() {
        let sample = Sample::street();
        let routes = Routes::new(&sample.topology);
        let pieces = routes.pieces(SubnetId(0), (0x0a00_ff00, 0x0a01_00ff));
        assert_eq!(
            pieces,
            [((0x0a00_ff00, 0x0a00_ffff), Some(Via::Local)), ((0x0a01_0000, 0x0a01_00ff), Some(GATE))]
        );
    }
}
