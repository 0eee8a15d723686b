//! Whether a packet arrives, walked over the stored rows: rules of security groups, the effective route, gateways,
//! addresses. The first obstacle is told.
//!
//! One packet is the first one of a connection: groups let replies through, and the routes back are looked at where
//! they can differ. Network ACLs are AWS's own, which let everything through. Amazon's DNS, time and metadata are not
//! packets in this sense: groups never filter them.

use std::fmt;
use std::net::Ipv4Addr;

use crate::interface::Interface;
use crate::routing::{NextHop, is_active, next_hop, table_of};
use crate::service::ec2::prefix_list::prefix_list;
use crate::store::Region;
use crate::store::network::{Destination, NatState, Route, RouteTable, Target, Vpc};
use crate::store::security::Peer;

/// The number of TCP.
pub const TCP: u8 = 6;
/// The number of UDP.
pub const UDP: u8 = 17;
/// The number of ICMP.
pub const ICMP: u8 = 1;

/// The first packet of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packet {
    /// Who sends it.
    pub from: End,
    /// Whom it is for.
    pub to: End,
    /// The protocol's number, e.g. [`TCP`].
    pub protocol: u8,
    /// The port that it is for; not looked at where the protocol has none.
    pub port: u16,
}

/// One end of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// A network interface, by its id. As a target it is meant by its private address.
    Interface(String),
    /// A host outside, by its public address.
    Host(Ipv4Addr),
}

/// A host somewhere on the internet that no rule names in particular.
pub const INTERNET_HOST: Ipv4Addr = Ipv4Addr::new(8, 8, 8, 8);

/// What let a packet through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hop {
    /// A rule of a security group of the sender: group, rule.
    GroupOut(String, String),
    /// The two are neighbours in one subnet: no table is asked.
    SameSubnet(String),
    /// The packet stays in its VPC: the table that says so.
    Local(String),
    /// A route of a table: table, destination, target.
    Route(String, String, String),
    /// A NAT gateway sends it on with its own address.
    NatGateway(String, Ipv4Addr),
    /// A rule of a security group of the receiver: group, rule.
    GroupIn(String, String),
}

/// Why a packet does not arrive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stopped {
    /// At which kind of hop.
    pub at: Obstacle,
    /// A sentence for people.
    pub reason: String,
}

/// The kind of hop that stops a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// An end does not exist, or nothing is attached to it.
    NoEnd,
    /// No rule of the sender's groups lets it out.
    GroupOut,
    /// No route leads there, or not back.
    Route,
    /// What the route leads to cannot carry it.
    Gateway,
    /// An end has no public address.
    PublicAddress,
    /// No rule of the receiver's groups lets it in.
    GroupIn,
}

impl fmt::Display for Stopped {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.reason)
    }
}

fn stop<T>(at: Obstacle, reason: String) -> Result<T, Stopped> {
    Err(Stopped { at, reason })
}

/// Walks a packet's way: gives what let it through, or the first obstacle.
pub(crate) fn trace(region: &Region, packet: &Packet) -> Result<Vec<Hop>, Stopped> {
    let mut hops = Vec::new();
    match (&packet.from, &packet.to) {
        (End::Interface(from), End::Interface(to)) => {
            let (from, to) = (find(region, from)?, find(region, to)?);
            hops.extend(leave_groups(region, from, Far::Interface(to), packet)?);
            hops.push(cross(region, from, to)?);
            hops.extend(enter_groups(region, to, Far::Interface(from), packet)?);
        }
        (End::Interface(from), End::Host(address)) => {
            let from = find(region, from)?;
            hops.extend(leave_groups(region, from, Far::Host(*address), packet)?);
            let source = leave_network(region, from, *address, packet, &mut hops)?;
            // A public address of the account leads back into it, from outside.
            if let Some(to) = holder_of(region, *address) {
                arrive(region, source.unwrap_or(INTERNET_HOST), to, packet, &mut hops)?;
            }
        }
        (End::Host(address), End::Interface(to)) => {
            arrive(region, *address, find(region, to)?, packet, &mut hops)?;
        }
        (End::Host(_), End::Host(address)) => match holder_of(region, *address) {
            Some(to) => {
                return trace(region, &Packet { to: End::Interface(to.id.clone()), ..packet.clone() });
            }
            None => return stop(Obstacle::NoEnd, format!("no interface has the address {address}")),
        },
    }
    Ok(hops)
}

fn find<'a>(region: &'a Region, id: &str) -> Result<&'a Interface, Stopped> {
    let interface = region.interfaces.get(id).filter(|interface| interface.attachment.is_some());
    interface.map_or_else(|| stop(Obstacle::NoEnd, format!("interface {id} is not there, or on nothing")), Ok)
}

fn holder_of(region: &Region, address: Ipv4Addr) -> Option<&Interface> {
    let mut interfaces = region.interfaces.values();
    interfaces.find(|interface| interface.public.as_ref().is_some_and(|public| public.address == address))
}

/// The other end as rules see it.
#[derive(Clone, Copy)]
enum Far<'a> {
    Interface(&'a Interface),
    Host(Ipv4Addr),
}

impl Far<'_> {
    fn matches(self, region: &Region, peer: &Peer) -> bool {
        let address = match self {
            Self::Interface(interface) => interface.address,
            Self::Host(address) => address,
        };
        match peer {
            Peer::Block(block) => block.holds(address),
            Peer::PrefixList(id) => prefix_list(&region.name, id)
                .is_some_and(|list| list.blocks.iter().any(|block| block.holds(address))),
            Peer::Group(id) => matches!(self, Self::Interface(interface) if interface.groups.contains(id)),
        }
    }
}

/// The rule of an interface's groups that lets a packet through.
fn rule_for(
    region: &Region,
    interface: &Interface,
    is_egress: bool,
    far: Far<'_>,
    packet: &Packet,
) -> Option<(String, String)> {
    let mut rules = region.security_group_rules.values();
    let rule = rules.find(|rule| {
        rule.key.is_egress == is_egress
            && interface.groups.contains(&rule.group_id)
            && rule.key.traffic.lets(packet.protocol, packet.port)
            && far.matches(region, &rule.key.peer)
    })?;
    Some((rule.group_id.clone(), rule.id.clone()))
}

/// NAT gateways have no security groups (VPC user guide, "NAT gateway basics").
fn has_groups(interface: &Interface) -> bool {
    interface.interface_type != "nat_gateway"
}

fn leave_groups(
    region: &Region,
    from: &Interface,
    far: Far<'_>,
    packet: &Packet,
) -> Result<Option<Hop>, Stopped> {
    if !has_groups(from) {
        return Ok(None);
    }
    match rule_for(region, from, true, far, packet) {
        Some((group, rule)) => Ok(Some(Hop::GroupOut(group, rule))),
        None => stop(
            Obstacle::GroupOut,
            format!("no rule of the groups {:?} of {} lets it out", from.groups, from.id),
        ),
    }
}

fn enter_groups(
    region: &Region,
    to: &Interface,
    far: Far<'_>,
    packet: &Packet,
) -> Result<Option<Hop>, Stopped> {
    if !has_groups(to) {
        return stop(
            Obstacle::GroupIn,
            format!("nothing can open a connection to the NAT gateway at {}", to.id),
        );
    }
    match rule_for(region, to, false, far, packet) {
        Some((group, rule)) => Ok(Some(Hop::GroupIn(group, rule))),
        None => {
            stop(Obstacle::GroupIn, format!("no rule of the groups {:?} of {} lets it in", to.groups, to.id))
        }
    }
}

/// The way between two interfaces, there and back.
fn cross(region: &Region, from: &Interface, to: &Interface) -> Result<Hop, Stopped> {
    if from.vpc_id != to.vpc_id {
        let reason = format!("{} and {} are in different VPCs that nothing connects", from.id, to.id);
        return stop(Obstacle::Route, reason);
    }
    if from.subnet_id == to.subnet_id {
        return Ok(Hop::SameSubnet(from.subnet_id.clone()));
    }
    let table = stay_local(region, from, to)?;
    stay_local(region, to, from)?;
    Ok(Hop::Local(table))
}

fn stay_local(region: &Region, from: &Interface, to: &Interface) -> Result<String, Stopped> {
    let (vpc, table) = network_of(region, from)?;
    match next_hop(region, vpc, table, to.address) {
        Some(NextHop::Local) => Ok(table.id.clone()),
        Some(NextHop::Route(route)) => {
            let reason = format!("table {} sends {} to {}", table.id, to.address, target_text(&route));
            stop(Obstacle::Route, reason)
        }
        None => stop(Obstacle::Route, format!("table {} has no route to {}", table.id, to.address)),
    }
}

fn network_of<'a>(region: &'a Region, interface: &Interface) -> Result<(&'a Vpc, &'a RouteTable), Stopped> {
    let subnet = region.subnets.get(&interface.subnet_id);
    let found = subnet.and_then(|subnet| Some((region.vpcs.get(&subnet.vpc_id)?, table_of(region, subnet)?)));
    found.map_or_else(|| stop(Obstacle::NoEnd, format!("the subnet of {} is not there", interface.id)), Ok)
}

/// The active route from an interface's subnet to an address outside the VPC.
fn route_out<'a>(
    region: &'a Region,
    from: &Interface,
    address: Ipv4Addr,
) -> Result<(&'a RouteTable, Route), Stopped> {
    let (vpc, table) = network_of(region, from)?;
    match next_hop(region, vpc, table, address) {
        Some(NextHop::Route(route)) if is_active(region, table, &route) => Ok((table, route)),
        Some(NextHop::Route(route)) => {
            let reason =
                format!("the route of table {} to {} is a black hole", table.id, target_text(&route));
            stop(Obstacle::Route, reason)
        }
        Some(NextHop::Local) => {
            stop(Obstacle::NoEnd, format!("no interface answers at {address} in {}", vpc.id))
        }
        None => stop(Obstacle::Route, format!("table {} has no route to {address}", table.id)),
    }
}

/// The way out of the VPC; gives the public address that the packet has afterwards, none on the way to an endpoint.
fn leave_network(
    region: &Region,
    from: &Interface,
    address: Ipv4Addr,
    packet: &Packet,
    hops: &mut Vec<Hop>,
) -> Result<Option<Ipv4Addr>, Stopped> {
    let (table, route) = route_out(region, from, address)?;
    hops.push(Hop::Route(table.id.clone(), destination_text(&route), target_text(&route).to_owned()));
    match &route.target {
        Target::InternetGateway(id) => match &from.public {
            Some(public) => Ok(Some(public.address)),
            None => {
                let reason = format!("{} has no public address, gateway {id} drops it", from.id);
                stop(Obstacle::PublicAddress, reason)
            }
        },
        Target::NatGateway(id) => pass_nat(region, id, address, packet, hops),
        // A gateway endpoint is a way to the service, which listens on its two ports only (AWS general reference,
        // "Amazon S3 endpoints" and "Amazon DynamoDB endpoints", "HTTP and HTTPS", 2026-11).
        Target::GatewayEndpoint(id) => {
            if packet.protocol == TCP && [80, 443].contains(&packet.port) {
                return Ok(None);
            }
            stop(Obstacle::Gateway, format!("nothing listens there behind endpoint {id}"))
        }
        Target::Interface(id) => {
            let forwards = region.interfaces.get(id).is_some_and(|appliance| !appliance.source_dest_check);
            let reason = if forwards { "is not followed further" } else { "drops what is not for itself" };
            stop(Obstacle::Gateway, format!("the route leads to interface {id}, which {reason}"))
        }
    }
}

/// VPC user guide, "NAT gateway basics": TCP, UDP and ICMP, out only.
fn pass_nat(
    region: &Region,
    id: &str,
    address: Ipv4Addr,
    packet: &Packet,
    hops: &mut Vec<Hop>,
) -> Result<Option<Ipv4Addr>, Stopped> {
    let gateway = region.nat_gateways.get(id).filter(|gateway| gateway.state == NatState::Available);
    let own = gateway.and_then(|gateway| region.interfaces.get(gateway.interface_id.as_ref()?));
    let Some(own) = own else {
        return stop(Obstacle::Gateway, format!("NAT gateway {id} is not available"));
    };
    if ![TCP, UDP, ICMP].contains(&packet.protocol) {
        return stop(
            Obstacle::Gateway,
            format!("NAT gateway {id} does not carry protocol {}", packet.protocol),
        );
    }
    let (table, route) = route_out(region, own, address)?;
    hops.push(Hop::NatGateway(id.to_owned(), own.address));
    hops.push(Hop::Route(table.id.clone(), destination_text(&route), target_text(&route).to_owned()));
    match (&route.target, &own.public) {
        (Target::InternetGateway(_), Some(public)) => Ok(Some(public.address)),
        (Target::InternetGateway(_), None) => {
            stop(Obstacle::PublicAddress, format!("NAT gateway {id} has no public address"))
        }
        (Target::GatewayEndpoint(_), _) => Ok(None),
        _ => stop(
            Obstacle::Route,
            format!("table {} sends what comes from NAT gateway {id} to {}", table.id, target_text(&route)),
        ),
    }
}

/// From a host outside to an interface: a public address, an internet gateway both ways, a rule.
fn arrive(
    region: &Region,
    source: Ipv4Addr,
    to: &Interface,
    packet: &Packet,
    hops: &mut Vec<Hop>,
) -> Result<(), Stopped> {
    if to.public.is_none() {
        return stop(Obstacle::PublicAddress, format!("{} has no public address", to.id));
    }
    let (table, route) = route_out(region, to, source)?;
    if !matches!(route.target, Target::InternetGateway(_)) {
        let reason = format!("table {} sends replies to {source} to {}", table.id, target_text(&route));
        return stop(Obstacle::Route, reason);
    }
    hops.push(Hop::Route(table.id.clone(), destination_text(&route), target_text(&route).to_owned()));
    hops.extend(enter_groups(region, to, Far::Host(source), packet)?);
    Ok(())
}

fn destination_text(route: &Route) -> String {
    match &route.destination {
        Destination::Block(block) => block.to_string(),
        Destination::PrefixList(id) => id.clone(),
    }
}

fn target_text(route: &Route) -> &str {
    match &route.target {
        Target::InternetGateway(id)
        | Target::NatGateway(id)
        | Target::Interface(id)
        | Target::GatewayEndpoint(id) => id,
    }
}
