//! How a subnet reaches the internet: by routes alone, never by a name or by its public addresses.

use crate::cidr::ANYWHERE;
use crate::topology::{NatGatewayId, SubnetId};

use super::Reach;
use super::addresses::Range;
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
        for &range in self.public.ranges() {
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

    /// Whether every public host is reached through an internet gateway.
    #[must_use]
    pub fn is_fully_public(&self, subnet: SubnetId) -> bool {
        let mut pieces = self.public.ranges().iter().flat_map(|range| self.routes.pieces(subnet, *range));
        pieces.all(|(_, via)| matches!(via, Some(Via::InternetGateway(_) | Via::Local)))
    }

    /// What to write so that the subnet reaches every public host: for what has a public address or for what has none.
    #[must_use]
    pub fn way_out(&self, subnet: SubnetId, public_address: bool) -> String {
        let vpc = self.topology[subnet].vpc;
        let mut first = String::new();
        let gateway = if public_address {
            let gateway = self.topology.internet_gateways.iter().find(|gateway| gateway.vpc == vpc);
            gateway.map(|gateway| &gateway.header.name.value)
        } else {
            self.nat_gateway_near(subnet).map(|id| &self.topology[id].header.name.value)
        };
        if gateway.is_none() {
            let declaration = match self.public_subnet_near(subnet) {
                _ if public_address => {
                    format!("`internet_gateway gate;` to VPC `{}`", self.topology[vpc].header.name.value)
                }
                Some(home) => format!("`nat_gateway out in {};`", self.subnet_name(home)),
                None => "a NAT gateway `out` in a public subnet".into(),
            };
            first = format!("add {declaration}, and ");
        }
        let table = self.routes.table(subnet).map(|table| &self.topology[table].header.name.value);
        let spare = if public_address { "gate" } else { "out" };
        let gateway = gateway.map_or_else(
            || spare.into(),
            |gateway| match table.and_then(|table| table.key.as_ref()) {
                // In the body of a family of tables, key meets key.
                Some(key) if gateway.key.as_ref() == Some(key) => gateway.base.clone(),
                _ => gateway.to_string(),
            },
        );
        // Where anything is missing there is no default route, and with one nothing is.
        let route = format!("\"{ANYWHERE}\" -> {gateway};");
        let route = match table {
            Some(table) => format!("`{route}` to route table `{}`", table.base),
            None => format!("`route_table to_internet on {} {{ {route} }}`", self.subnet_name(subnet)),
        };
        format!("{first}add {route}")
    }

    /// A NAT gateway of the same VPC that has a way out: of the same zone where there is one.
    fn nat_gateway_near(&self, subnet: SubnetId) -> Option<NatGatewayId> {
        let here = &self.topology[subnet];
        let home = |id: &NatGatewayId| self.topology[*id].subnet.value;
        let works =
            |id: &NatGatewayId| self.topology[*id].vpc == here.vpc && self.egress(home(id)) == Egress::Public;
        let all = (0..self.topology.nat_gateways.len()).map(|index| NatGatewayId(index as u32));
        all.filter(works).min_by_key(|id| self.topology[home(id)].zone.value != here.zone.value)
    }

    /// A public subnet of the same VPC: of the same zone where there is one.
    #[must_use]
    pub fn public_subnet_near(&self, subnet: SubnetId) -> Option<SubnetId> {
        let here = &self.topology[subnet];
        let public = |id: &SubnetId| self.egress(*id) == Egress::Public;
        self.subnets_of(here.vpc)
            .filter(public)
            .min_by_key(|id| self.topology[*id].zone.value != here.zone.value)
    }

    /// Whether a message should call the range the internet: all of it, or what begins with its first address.
    #[must_use]
    pub fn is_everything(&self, range: Range) -> bool {
        let first = self.public.ranges().first().map(|range| range.0);
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
        assert!(reach.is_fully_public(SubnetId(0)));
        assert!(!reach.is_fully_public(SubnetId(2)));
    }
}
