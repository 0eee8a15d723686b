//! What a topology proves, asked of packets in the account: the sandbox walks them over its own rows.

use std::collections::BTreeSet;
use std::net::Ipv4Addr;
use std::sync::Arc;

use groundplan::connector::Quiet;
use groundplan::resource::Kind;
use groundplan::resource::address::Address;
use groundplan::resource::state::Observed;
use groundplan_model::cidr::Cidr;
use groundplan_model::topology::{At, End, Ports, Protocol, Topology};
use groundplan_sandbox::{End as Place, ICMP, INTERNET_HOST, Packet, TCP, UDP};

use crate::world::World;

/// A network interface of the account.
struct Interface {
    id: String,
    vpc: String,
    groups: Vec<String>,
    address: Ipv4Addr,
}

/// What packets are asked about.
struct Asked<'a> {
    world: &'a World,
    topology: &'a Topology,
    observed: &'a Observed,
    interfaces: Vec<Interface>,
    /// Blocks of the services that have gateway endpoints, in the order of the topology's endpoints.
    services: Vec<Ipv4Addr>,
}

/// Where packets and the topology disagree: a need or an `assert` whose packet is stopped, an `assert never` whose
/// packet arrives.
#[must_use]
pub fn contradictions(world: &World, topology: &Topology, observed: &Observed) -> Vec<String> {
    let asked = Asked::new(world, topology, observed);
    let mut told = Vec::new();
    for edge in topology.edges.iter().filter(|edge| !edge.permit) {
        told.extend(asked.stopped("need", &edge.from, &edge.to, &edge.ports));
    }
    for assertion in &topology.assertions {
        if assertion.never {
            told.extend(asked.arrived(&assertion.from, &assertion.to, &assertion.ports));
        } else {
            told.extend(asked.stopped("assert", &assertion.from, &assertion.to, &assertion.ports));
        }
    }
    told
}

impl<'a> Asked<'a> {
    fn new(world: &'a World, topology: &'a Topology, observed: &'a Observed) -> Asked<'a> {
        let (interfaces, services) = world.run(Arc::new(Quiet), async |cx, _| {
            let shown = cx.clients.ec2.describe_network_interfaces().into_paginator().items().send();
            let shown = shown.collect::<Result<Vec<_>, _>>().await.expect("the sandbox lists interfaces");
            let interfaces = (shown.iter())
                .map(|one| Interface {
                    id: one.network_interface_id().unwrap_or_default().to_owned(),
                    vpc: one.vpc_id().unwrap_or_default().to_owned(),
                    groups: (one.groups().iter().filter_map(|group| group.group_id()))
                        .map(ToOwned::to_owned)
                        .collect(),
                    address: one
                        .private_ip_address()
                        .and_then(|text| text.parse().ok())
                        .unwrap_or(INTERNET_HOST),
                })
                .collect();
            let mut services = Vec::new();
            for endpoint in &topology.gateway_endpoints {
                let name = format!("com.amazonaws.{}.{}", cx.scope.region, endpoint.service.word());
                let lists = cx.clients.ec2.describe_prefix_lists().send().await;
                let lists = lists.expect("the sandbox lists prefix lists");
                let list = lists.prefix_lists().iter().find(|list| list.prefix_list_name() == Some(&name));
                let block =
                    list.and_then(|list| list.cidrs().first()).and_then(|text| Cidr::parse(text).ok());
                let (block, _) = block.expect("the service of an endpoint has blocks");
                services.push(host_in(block));
            }
            (interfaces, services)
        });
        Asked { world, topology, observed, interfaces, services }
    }

    fn places(&self, end: &End) -> Vec<Place> {
        let of = |holds: &dyn Fn(&Interface) -> bool| {
            let held = self.interfaces.iter().filter(|interface| holds(interface));
            held.map(|interface| Place::Interface(interface.id.clone())).collect()
        };
        match end {
            End::Group(id) => {
                let name = self.topology[*id].header.name.to_string();
                let group = self.id(Kind::SecurityGroup, &name);
                of(&|interface| interface.groups.contains(&group))
            }
            End::Internet => vec![Place::Host(INTERNET_HOST)],
            End::Cidr(block) if self.is_ours(*block) => {
                of(&|interface| block.contains(at(interface.address)))
            }
            End::Cidr(block) => vec![Place::Host(host_in(*block))],
            End::CidrParam(_) => Vec::new(),
            End::Vpc(id) => {
                let vpc = self.id(Kind::Vpc, &self.topology[*id].header.name.to_string());
                of(&|interface| interface.vpc == vpc && !interface.groups.is_empty())
            }
            End::Endpoint(id) => vec![Place::Host(self.services[id.0 as usize])],
        }
    }

    fn id(&self, kind: Kind, name: &str) -> String {
        let found = self.observed.found.get(&Address::new(kind, name));
        found.and_then(|found| found.first()).map(|found| found.id.clone()).unwrap_or_default()
    }

    fn is_ours(&self, block: Cidr) -> bool {
        self.topology.vpcs.iter().any(|vpc| vpc.blocks().any(|own| own.contains(block)))
    }

    /// Packets from each end to each other one, on each of the ports.
    fn packets(&self, from: &[At<End>], to: &[At<End>], ports: &[(u8, u16)]) -> Vec<Packet> {
        let mut packets = Vec::new();
        let (from, to): (Vec<Place>, Vec<Place>) = (
            from.iter().flat_map(|end| self.places(&end.value)).collect(),
            to.iter().flat_map(|end| self.places(&end.value)).collect(),
        );
        for from in &from {
            for to in to.iter().filter(|to| *to != from) {
                packets.extend(ports.iter().map(|(protocol, port)| Packet {
                    from: from.clone(),
                    to: to.clone(),
                    protocol: *protocol,
                    port: *port,
                }));
            }
        }
        packets
    }

    fn stopped(&self, what: &str, from: &[At<End>], to: &[At<End>], ports: &[At<Ports>]) -> Vec<String> {
        let ports: Vec<(u8, u16)> = ports.iter().flat_map(|ports| samples(&ports.value)).collect();
        let region = &self.observed.scope.region;
        let packets = self.packets(from, to, &ports);
        let sandbox = self.world.sandbox();
        (packets.iter())
            .filter_map(|packet| Some((packet, sandbox.trace(region, packet).err()?)))
            .map(|(packet, stopped)| format!("{what}: {packet:?}: {stopped}"))
            .collect()
    }

    fn arrived(&self, from: &[At<End>], to: &[At<End>], ports: &[At<Ports>]) -> Vec<String> {
        let ports: BTreeSet<(u8, u16)> = if ports.is_empty() {
            let edges = self.topology.edges.iter().flat_map(|edge| &edge.ports);
            let named = edges.flat_map(|ports| samples(&ports.value));
            named.chain([(TCP, 1), (TCP, 22), (TCP, 65_535), (UDP, 53), (ICMP, 0)]).collect()
        } else {
            ports.iter().flat_map(|ports| samples(&ports.value)).collect()
        };
        let ports: Vec<(u8, u16)> = ports.into_iter().collect();
        let region = &self.observed.scope.region;
        let packets = self.packets(from, to, &ports);
        let sandbox = self.world.sandbox();
        (packets.iter())
            .filter(|packet| sandbox.trace(region, packet).is_ok())
            .map(|packet| format!("assert never: {packet:?} arrives"))
            .collect()
    }
}

/// Packets that stand for all of a range: its ends.
fn samples(ports: &Ports) -> Vec<(u8, u16)> {
    match ports.protocol {
        Protocol::Tcp => vec![(TCP, ports.first), (TCP, ports.last)],
        Protocol::Udp => vec![(UDP, ports.first), (UDP, ports.last)],
        Protocol::Icmp => vec![(ICMP, 0)],
        Protocol::All => vec![(TCP, 1), (TCP, 443), (UDP, 65_535), (ICMP, 0)],
    }
}

fn at(address: Ipv4Addr) -> Cidr {
    Cidr::containing(address.to_bits(), 32)
}

/// A host of a block: its second address, or its only one.
fn host_in(block: Cidr) -> Ipv4Addr {
    Ipv4Addr::from_bits(block.first() + u32::from(block.length() < 32))
}
