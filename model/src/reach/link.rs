//! The way between two parties, without their security groups: routes there and back, gateways, public addresses.

use std::cell::OnceCell;

use crate::topology::{GatewayEndpointId, InternetGatewayId, SubnetId, VpcId};

use super::Reach;
use super::addresses::{Addresses, Range};
use super::hosts::Host;
use super::path::{Broken, Hop, Piece, Way};
use super::ports::PortSet;
use super::route::Via;

/// What the whole internet is to an interface in a subnet: worked out once, since most needs ask just that.
#[derive(Clone, Debug, Default)]
pub(super) struct ToInternet {
    /// What goes out, without and with a public address.
    out: [OnceCell<Result<PortSet, Hop>>; 2],
    /// Whether answers go back, without and with a public address.
    back: [OnceCell<Result<(), Hop>>; 2],
}

impl Reach<'_> {
    /// What of `asked` the way from one party to the other carries, whatever addresses they have: all of it, but that
    /// `all` through a gateway means what the gateway carries.
    ///
    /// # Errors
    ///
    /// The first hop that does not carry it.
    pub fn carried(&self, from: &Host, to: &Host, asked: &PortSet) -> Result<PortSet, Broken> {
        if let (Host::Nowhere(block), _) | (_, Host::Nowhere(block)) = (from, to) {
            return Err(Broken::new(Hop::Nowhere(*block), asked, asked));
        }
        if let Some((one, other)) = self.apart(from, to) {
            return match self.over_internet(from, to, asked) {
                Some(ports) if asked.without(&ports).is_empty() => Ok(asked.clone()),
                _ => Err(Broken::new(Hop::Vpcs(one, other), asked, asked)),
            };
        }
        let link = self.way_out_of(from, to).map_err(|hop| Broken::new(hop, asked, asked))?;
        self.way_back_to(from, to).map_err(|hop| Broken::new(hop, asked, asked))?;
        let rest = asked.without(&link);
        if let (Host::Service(endpoint), Some(subnet)) = (to, self.subnet_of(from))
            && !rest.is_empty()
            && self.has_endpoint(subnet, *endpoint)
        {
            return Err(Broken::new(Hop::EndpointPorts(*endpoint), &rest, asked));
        }
        Ok(asked.and(&link))
    }

    /// What the way to every address of the other party carries.
    fn way_out_of(&self, from: &Host, to: &Host) -> Result<PortSet, Hop> {
        let fold = |mut pieces: std::vec::IntoIter<Piece>| {
            pieces.try_fold(PortSet::everything(), |link, piece| {
                Ok(link.and(&self.link_out(from, to, &piece)?))
            })
        };
        let (Some(subnet), Some(addresses)) = (self.subnet_of(from), self.outside(to)) else {
            return Ok(PortSet::everything());
        };
        if let Host::Service(endpoint) = to
            && self.has_endpoint(subnet, *endpoint)
        {
            return Ok(PortSet::of_gateway_endpoint());
        }
        if *addresses == self.public {
            let cell = &self.to_internet[subnet.0 as usize].out[usize::from(self.may_be_public(from))];
            return cell.get_or_init(|| fold(self.routed(subnet, addresses).into_iter())).clone();
        }
        fold(self.routed(subnet, addresses).into_iter())
    }

    /// Whether answers find their way to every address of the sender.
    fn way_back_to(&self, from: &Host, to: &Host) -> Result<(), Hop> {
        let (Host::Public(addresses), Some(subnet)) = (from, self.subnet_of(to)) else { return Ok(()) };
        let fold = || {
            self.routed(subnet, addresses)
                .iter()
                .try_for_each(|piece| self.link_back(from, to, piece).map(|_| ()))
        };
        if *addresses == self.public {
            let cell = &self.to_internet[subnet.0 as usize].back[usize::from(self.may_be_public(to))];
            return cell.get_or_init(fold).clone();
        }
        fold()
    }

    /// The addresses of a party that routes lead to: those outside every VPC.
    fn outside<'h>(&'h self, host: &'h Host) -> Option<&'h Addresses> {
        match host {
            Host::Public(addresses) => Some(addresses),
            Host::Service(_) => Some(&self.public),
            _ => None,
        }
    }

    /// Whether a party has a public address, or may have one.
    fn may_be_public(&self, host: &Host) -> bool {
        !matches!(host, Host::Interface(id) if !self.interfaces[*id].public.value)
    }

    fn routed(&self, subnet: SubnetId, addresses: &Addresses) -> Vec<Piece> {
        let pieces = |range: &Range| self.routes.pieces(subnet, *range);
        let pieces = addresses.ranges().iter().flat_map(pieces);
        pieces.map(|(range, via)| Piece { range, via }).collect()
    }

    /// The two VPCs of parties that are in different ones.
    pub(super) fn apart(&self, from: &Host, to: &Host) -> Option<(VpcId, VpcId)> {
        let vpc = |host: &Host| self.subnet_of(host).map(|subnet| self.topology[subnet].vpc);
        match (vpc(from), vpc(to)) {
            (Some(one), Some(other)) if one != other => Some((one, other)),
            _ => None,
        }
    }

    /// What the way to these addresses carries, seen from the sender.
    pub(super) fn link_out(&self, from: &Host, to: &Host, piece: &Piece) -> Result<PortSet, Hop> {
        let Some(subnet) = self.subnet_of(from) else { return Ok(PortSet::everything()) };
        match to {
            Host::Interface(_) | Host::Subnet(..) | Host::Param(_) | Host::Nowhere(_) => {
                return Ok(PortSet::everything());
            }
            Host::Service(endpoint) if self.has_endpoint(subnet, *endpoint) => {
                return Ok(PortSet::of_gateway_endpoint());
            }
            Host::Service(_) | Host::Public(_) => {}
        }
        match piece.via {
            // Addresses that the VPC took from the internet for itself.
            Some(Via::Local) => Ok(PortSet::everything()),
            None => Err(Hop::Route(subnet, piece.range)),
            Some(Via::NatGateway(nat)) => {
                let home = self.topology[nat].subnet.value;
                let mut ways = self.routes.pieces(home, piece.range).into_iter();
                match ways.find(|(_, via)| !matches!(via, Some(Via::InternetGateway(_)))) {
                    Some((range, _)) => Err(Hop::NatStuck(nat, range)),
                    None => Ok(PortSet::of_nat()),
                }
            }
            Some(Via::InternetGateway(_)) => match from {
                Host::Interface(id) if !self.interfaces[*id].public.value => Err(Hop::PublicAddress(subnet)),
                _ => Ok(PortSet::everything()),
            },
        }
    }

    /// Whether answers find their way back to these addresses of the sender, and through which gateway.
    pub(super) fn link_back(
        &self,
        from: &Host,
        to: &Host,
        piece: &Piece,
    ) -> Result<Option<InternetGatewayId>, Hop> {
        let (Host::Public(_), Some(subnet)) = (from, self.subnet_of(to)) else { return Ok(None) };
        match piece.via {
            Some(Via::Local) => Ok(None),
            None => Err(Hop::ReturnRoute(subnet, piece.range)),
            Some(Via::NatGateway(nat)) => Err(Hop::ReturnByNat(subnet, nat)),
            Some(Via::InternetGateway(gateway)) => match to {
                Host::Interface(id) if !self.interfaces[*id].public.value => Err(Hop::PublicAddress(subnet)),
                _ => Ok(Some(gateway)),
            },
        }
    }

    pub(super) fn way(&self, from: &Host, to: &Host, piece: &Piece) -> Way {
        let Some(subnet) = self.subnet_of(from) else {
            return if matches!(from, Host::Param(_)) { Way::Unknown } else { Way::Local };
        };
        match (to, piece.via) {
            (Host::Param(_), _) => Way::Unknown,
            (Host::Service(endpoint), _) if self.has_endpoint(subnet, *endpoint) => Way::Endpoint(*endpoint),
            (_, Some(Via::InternetGateway(gateway))) => Way::InternetGateway(gateway),
            (_, Some(Via::NatGateway(gateway))) => Way::NatGateway(gateway),
            (_, Some(Via::Local) | None) => Way::Local,
        }
    }

    /// Whether the subnet's table is one that the endpoint is on.
    pub(super) fn has_endpoint(&self, subnet: SubnetId, endpoint: GatewayEndpointId) -> bool {
        let table = self.routes.table(subnet);
        self.topology[endpoint].tables.iter().any(|on| Some(on.value) == table)
    }
}
