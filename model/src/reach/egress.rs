//! How a subnet reaches the internet: by routes alone, never by a name or by its public addresses.

use crate::cidr::ANYWHERE;
use crate::topology::{NatGatewayId, SubnetId};

use super::Reach;
use super::addresses::{Addresses, Range};
use super::route::Via;

/// The way from a subnet to public hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Egress {
    /// Through an internet gateway, for what has a public address: a public subnet.
    Public,
    /// Through a NAT gateway.
    Nat(NatGatewayId),
    /// To some public hosts only; this range has no route.
    Partial(Range),
    /// None: an isolated subnet.
    Isolated,
}

impl Reach<'_> {
    /// The way from the subnet to public hosts. Where routes differ between ranges of addresses, an internet gateway
    /// counts before a NAT gateway.
    #[must_use]
    pub fn egress(&self, subnet: SubnetId) -> Egress {
        let mut nat = None;
        let mut public = false;
        let mut gap = None;
        for &range in Addresses::public().ranges() {
            for (range, via) in self.routes.pieces(subnet, range) {
                match via {
                    Some(Via::InternetGateway(_)) => public = true,
                    Some(Via::NatGateway(id)) => nat = nat.or(Some(id)),
                    Some(Via::Local) => {}
                    None => gap = gap.or(Some(range)),
                }
            }
        }
        match (public, nat, gap) {
            (false, None, _) => Egress::Isolated,
            (_, _, Some(range)) => Egress::Partial(range),
            (true, _, None) => Egress::Public,
            (false, Some(id), None) => Egress::Nat(id),
        }
    }

    /// A range of public addresses that the subnet does not reach through an internet gateway; `None` where it
    /// reaches all of them so.
    #[must_use]
    pub fn without_internet_gateway(&self, subnet: SubnetId) -> Option<Range> {
        let public = Addresses::public();
        let mut pieces = public.ranges().iter().flat_map(|range| self.routes.pieces(subnet, *range));
        let gap = pieces.find(|(_, via)| !matches!(via, Some(Via::InternetGateway(_) | Via::Local)));
        gap.map(|(range, _)| range)
    }

    /// Whether a message should call the range the internet: all of it, or what begins with its first address.
    #[must_use]
    pub fn is_everything(&self, range: Range) -> bool {
        let first = Addresses::public().ranges().first().map(|range| range.0);
        range == (ANYWHERE.first(), ANYWHERE.last()) || Some(range.0) == first
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Sample;
    use crate::topology::{InternetGatewayId, RouteTarget};

    const GATE: RouteTarget = RouteTarget::InternetGateway(InternetGatewayId(0));

    fn egress_with(routes: &[(&str, RouteTarget)]) -> Egress {
        let mut sample = Sample::street();
        let main = crate::topology::VpcId(0);
        let spare = sample.subnet(main, "spare.a", "10.0.21.0/24", "a");
        sample.nat_gateway("out", SubnetId(0));
        sample.route_table(main, "spare", &[spare], routes);
        Reach::new(&sample.topology).egress(spare)
    }

    #[test]
    fn the_class_of_a_subnet_comes_from_its_routes() {
        let nat = RouteTarget::NatGateway(NatGatewayId(0));
        assert_eq!(egress_with(&[]), Egress::Isolated);
        assert_eq!(egress_with(&[("0.0.0.0/0", GATE)]), Egress::Public);
        assert_eq!(egress_with(&[("0.0.0.0/1", GATE), ("128.0.0.0/1", GATE)]), Egress::Public);
        assert_eq!(egress_with(&[("0.0.0.0/0", nat)]), Egress::Nat(NatGatewayId(0)));
        assert!(matches!(egress_with(&[("0.0.0.0/1", GATE)]), Egress::Partial(_)));
    }

    #[test]
    fn only_a_subnet_whose_public_routes_all_lead_to_the_gateway_is_fully_public() {
        let reach = Sample::street();
        let reach = Reach::new(&reach.topology);
        assert_eq!(reach.without_internet_gateway(SubnetId(0)), None);
        assert!(reach.without_internet_gateway(SubnetId(2)).is_some());
    }
}
