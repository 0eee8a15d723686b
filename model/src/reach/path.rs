//! Whether a path carries one connection, hop by hop, and where it breaks.
//!
//! The hops are those of a packet and its answer: out of the sender's groups, along the route of its subnet, back
//! along the route of the other one, through the gateway, from or to a public address, into the receiver's groups.
//! Groups remember connections, so that answers need no rule. Load balancers end a connection; NAT gateways and
//! internet gateways pass it on.
//!
//! Network ACLs and peerings cannot be declared, so they are no hops yet.

use crate::cidr::Cidr;
use crate::topology::{
    GatewayEndpointId, InternetGatewayId, NatGatewayId, ParamId, Ports, Protocol, SubnetId, VpcId,
};

use super::Reach;
use super::addresses::{Addresses, Range};
use super::hosts::Host;
use super::ports::PortSet;
use super::route::Via;
use super::rules::{Direction, Origin, Peer, SecurityRule};

/// The evidence that a connection is carried.
#[derive(Clone, Debug)]
pub struct Path {
    /// Who starts it.
    pub from: Host,
    /// The rule that lets it out, and the statement that wrote it; `None` where the sender has no group of ours.
    pub out: Option<(SecurityRule, Origin)>,
    /// How it travels.
    pub way: Way,
    /// The rule that lets it in, as `out`.
    pub into: Option<(SecurityRule, Origin)>,
    /// Who answers.
    pub to: Host,
    /// A connection that is carried: where several are, the first.
    pub ports: Ports,
    /// A param whose value the path depends on.
    pub unknown: Option<ParamId>,
}

/// How a connection travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Within the VPC.
    Local,
    /// Through an internet gateway, with a public address.
    InternetGateway(InternetGatewayId),
    /// Through a NAT gateway, which has a public address.
    NatGateway(NatGatewayId),
    /// Through a gateway endpoint.
    Endpoint(GatewayEndpointId),
    /// Out of one VPC to the internet and into another.
    Internet,
    /// Nobody knows: the other side's addresses are a param's.
    Unknown,
}

/// Where a path breaks: the first hop that does not carry the connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The hop.
    pub hop: Hop,
    /// What it does not carry; where several things, the first.
    pub ports: Ports,
}

impl Broken {
    /// The hop, and the first of what it does not carry; where that is nothing in particular, the first asked.
    pub(super) fn new(hop: Hop, rest: &PortSet, asked: &PortSet) -> Broken {
        let all = Ports { protocol: Protocol::All, first: 0, last: u16::MAX };
        Broken { hop, ports: rest.first().or(asked.first()).unwrap_or(all) }
    }
}

/// A hop that does not carry a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hop {
    /// No group of the sender lets it out, at least not to this range.
    GroupOut(Range),
    /// The two VPCs are not connected.
    Vpcs(VpcId, VpcId),
    /// No declared subnet has addresses of this block, and no route leads there.
    Nowhere(Cidr),
    /// The sender's subnet has no route to this range.
    Route(SubnetId, Range),
    /// The receiver's subnet has no route back to this range.
    ReturnRoute(SubnetId, Range),
    /// The answer would leave through a NAT gateway, which lets nobody in.
    ReturnByNat(SubnetId, NatGatewayId),
    /// The NAT gateway's own subnet has no route to this range.
    NatStuck(NatGatewayId, Range),
    /// The service behind a gateway endpoint answers on tcp 80 and tcp 443 only.
    EndpointPorts(GatewayEndpointId),
    /// The route leads to an internet gateway, and there is no public address.
    PublicAddress(SubnetId),
    /// No group of the receiver lets it in, at least not from this range.
    GroupIn(Range),
}

/// How strictly a rule's peer has to match.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unknown {
    /// A block that a param gives may be the one: so that nothing is refused for want of knowledge.
    Matches,
    /// It is not taken to match.
    Differs,
}

/// Addresses of the other side that all rules and routes treat alike.
pub(super) struct Piece {
    /// The addresses.
    pub range: Range,
    /// Where packets to them go.
    pub via: Option<Via>,
}

impl Reach<'_> {
    /// Whether every connection of `asked` is carried from one party to the other, whatever addresses they have.
    /// What is unknown counts as open.
    ///
    /// # Errors
    ///
    /// The first hop that does not carry one of them.
    pub fn path(&self, from: &Host, to: &Host, asked: &PortSet) -> Result<Path, Broken> {
        let broken = |hop, rest: &PortSet| Err(Broken::new(hop, rest, asked));
        if let Host::Nowhere(block) = from {
            return broken(Hop::Nowhere(*block), asked);
        }
        let targets = self.pieces(from, to, Direction::Outbound);
        let sources = self.pieces(to, from, Direction::Inbound);
        for piece in &targets {
            let rest =
                asked.without(&self.allowed(from, to, piece.range, Direction::Outbound, Unknown::Matches));
            if !rest.is_empty() {
                return broken(Hop::GroupOut(piece.range), &rest);
            }
        }
        let carried = self.carried(from, to, asked)?;
        for piece in &sources {
            let allowed = self.allowed(to, from, piece.range, Direction::Inbound, Unknown::Matches);
            let rest = carried.without(&allowed);
            if !rest.is_empty() {
                return broken(Hop::GroupIn(piece.range), &rest);
            }
        }
        match self.evidence(from, to, &carried, &targets, &sources, Unknown::Matches) {
            Some(path) => Ok(path),
            None => broken(Hop::GroupOut((0, u32::MAX)), asked),
        }
    }

    /// A connection of `asked` that is carried from one party to the other, for some of their addresses. A path that
    /// hangs on a param's value is only given where there is no other.
    #[must_use]
    pub fn any_path(&self, from: &Host, to: &Host, asked: &PortSet) -> Option<Path> {
        let targets = self.pieces(from, to, Direction::Outbound);
        let sources = self.pieces(to, from, Direction::Inbound);
        [Unknown::Differs, Unknown::Matches]
            .into_iter()
            .find_map(|unknown| self.evidence(from, to, asked, &targets, &sources, unknown))
    }

    /// The first pair of pieces between which a connection is carried.
    fn evidence(
        &self,
        from: &Host,
        to: &Host,
        asked: &PortSet,
        targets: &[Piece],
        sources: &[Piece],
        unknown: Unknown,
    ) -> Option<Path> {
        if matches!(from, Host::Nowhere(_)) || matches!(to, Host::Nowhere(_)) {
            return None;
        }
        let apart = self.apart(from, to).is_some();
        for target in targets {
            let out = asked.and(&self.allowed(from, to, target.range, Direction::Outbound, unknown));
            let (link, way) = if apart {
                (self.over_internet(from, to, asked)?, Way::Internet)
            } else {
                let Ok(link) = self.link_out(from, to, target) else { continue };
                (link, self.way(from, to, target))
            };
            let out = out.and(&link);
            if out.is_empty() {
                continue;
            }
            for source in sources {
                let way = match (apart, self.link_back(from, to, source)) {
                    (true, _) | (_, Ok(None)) => way,
                    (_, Ok(Some(gateway))) => Way::InternetGateway(gateway),
                    (_, Err(_)) => continue,
                };
                let both = out.and(&self.allowed(to, from, source.range, Direction::Inbound, unknown));
                let Some(ports) = both.first() else { continue };
                let out = self.opened_by(from, to, target.range, Direction::Outbound, ports);
                let into = self.opened_by(to, from, source.range, Direction::Inbound, ports);
                let by_rule = [&out, &into].into_iter().flatten().find_map(|(rule, _)| match rule.peer {
                    Peer::CidrParam(param) => Some(param),
                    _ => None,
                });
                let by_host = [from, to].into_iter().find_map(|host| match host {
                    Host::Param(param) => Some(*param),
                    _ => None,
                });
                let unknown = by_rule.or(by_host).filter(|_| unknown == Unknown::Matches);
                return Some(Path { from: from.clone(), out, way, into, to: to.clone(), ports, unknown });
            }
        }
        None
    }

    /// What goes from one VPC to another over the internet: what the sender may send to any public host and the
    /// receiver takes from any.
    ///
    /// That a public address of ours lies in a narrower block is not assumed: such blocks name somebody else.
    pub(super) fn over_internet(&self, from: &Host, to: &Host, asked: &PortSet) -> Option<PortSet> {
        let internet = Host::Public(self.public.clone());
        if matches!(from, Host::Subnet(..)) || matches!(to, Host::Subnet(..)) {
            return None;
        }
        let mut both = asked.clone();
        for piece in self.pieces(from, &internet, Direction::Outbound) {
            both =
                both.and(&self.allowed(from, &internet, piece.range, Direction::Outbound, Unknown::Differs));
            both = both.and(&self.link_out(from, &internet, &piece).ok()?);
        }
        for piece in self.pieces(to, &internet, Direction::Inbound) {
            both = both.and(&self.allowed(to, &internet, piece.range, Direction::Inbound, Unknown::Differs));
            self.link_back(&internet, to, &piece).ok()?;
        }
        (!both.is_empty()).then_some(both)
    }

    /// The addresses of `other`, cut where the rules of `own` and the routes of its subnet change.
    fn pieces(&self, own: &Host, other: &Host, direction: Direction) -> Vec<Piece> {
        let ranges = match other {
            Host::Interface(id) => {
                Addresses::of([self.topology[self.interfaces[*id].subnet.value].cidr.value])
            }
            Host::Subnet(_, block) | Host::Nowhere(block) => Addresses::of([*block]),
            Host::Public(addresses) => addresses.clone(),
            Host::Service(_) | Host::Param(_) => self.public.clone(),
        };
        let mut cuts: Vec<u32> = Vec::new();
        for (rule, _) in self.rules_of(own, direction) {
            if let Peer::Cidr(block) = rule.peer {
                cuts.push(block.first());
                cuts.extend(block.last().checked_add(1));
            }
        }
        cuts.sort_unstable();
        cuts.dedup();
        let mut pieces = Vec::new();
        for &(first, last) in ranges.ranges() {
            let mut begin = first;
            let inside = cuts.iter().filter(|cut| (first..=last).contains(*cut) && **cut != first);
            let ends = inside.map(|cut| cut - 1);
            for end in ends.chain([last]) {
                match self.subnet_of(own).filter(|_| self.subnet_of(other).is_none()) {
                    Some(subnet) => {
                        let routed = self.routes.pieces(subnet, (begin, end));
                        pieces.extend(routed.into_iter().map(|(range, via)| Piece { range, via }));
                    }
                    None => pieces.push(Piece { range: (begin, end), via: Some(Via::Local) }),
                }
                begin = end.wrapping_add(1);
            }
        }
        pieces
    }

    /// The rules of a party in one direction; none where it has no group of ours.
    fn rules_of(&self, host: &Host, direction: Direction) -> impl Iterator<Item = &(SecurityRule, Origin)> {
        let groups = match host {
            Host::Interface(id) => self.interfaces[*id].groups,
            _ => &[],
        };
        groups.iter().flat_map(move |group| self.rules_in(group.value, direction))
    }

    /// What the groups of `own` let through to or from these addresses of `other`.
    fn allowed(
        &self,
        own: &Host,
        other: &Host,
        range: Range,
        direction: Direction,
        unknown: Unknown,
    ) -> PortSet {
        if !matches!(own, Host::Interface(_)) {
            return PortSet::everything();
        }
        let rules = self.rules_of(own, direction);
        PortSet::of(
            rules
                .filter(|(rule, _)| self.matches(rule.peer, other, range, unknown))
                .map(|(rule, _)| rule.ports),
        )
    }

    /// The rule that lets `ports` through, one without a param first.
    fn opened_by(
        &self,
        own: &Host,
        other: &Host,
        range: Range,
        direction: Direction,
        ports: Ports,
    ) -> Option<(SecurityRule, Origin)> {
        let asked = PortSet::from(ports);
        [Unknown::Differs, Unknown::Matches].into_iter().find_map(|unknown| {
            let mut rules = self.rules_of(own, direction);
            rules
                .find(|(rule, _)| {
                    self.matches(rule.peer, other, range, unknown)
                        && !asked.and(&rule.ports.into()).is_empty()
                })
                .copied()
        })
    }

    /// Whether a rule's peer is the other side. The range was cut at the blocks of all rules.
    fn matches(&self, peer: Peer, other: &Host, range: Range, unknown: Unknown) -> bool {
        match (peer, other) {
            (Peer::Group(group), Host::Interface(id)) => {
                self.interfaces[*id].groups.iter().any(|worn| worn.value == group)
            }
            (Peer::Group(_), _) => false,
            (Peer::CidrParam(param), Host::Param(other)) if param == *other => true,
            (Peer::CidrParam(_), Host::Service(_)) => false,
            (Peer::CidrParam(_), _) | (Peer::Cidr(_), Host::Param(_)) => unknown == Unknown::Matches,
            (Peer::Cidr(block), _) => block.first() <= range.0 && range.1 <= block.last(),
            (Peer::PrefixList(service), Host::Service(endpoint)) => {
                self.topology[*endpoint].service.value == service
            }
            // The addresses of the service are public, and which ones is AWS's to say.
            (Peer::PrefixList(_), _) => false,
        }
    }
}

#[cfg(test)]
mod tests;
