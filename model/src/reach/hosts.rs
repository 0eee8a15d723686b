//! Who an end of an arrow stands for: declared things, addresses of a subnet, hosts of the internet.

use crate::cidr::Cidr;
use crate::ordered::OrderedSet;
use crate::topology::{End, GatewayEndpointId, GroupId, ParamId, SubnetId, VpcId};

use super::Reach;
use super::addresses::Addresses;
use super::interfaces::InterfaceId;

/// One party of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// A declared thing in one of its subnets.
    Interface(InterfaceId),
    /// Whatever may stand at these addresses of a subnet, with groups that nobody declared.
    Subnet(SubnetId, Cidr),
    /// Any public host with one of these addresses.
    Public(Addresses),
    /// The service behind a gateway endpoint.
    Service(GatewayEndpointId),
    /// Whoever has an address of the block that a param gives: nobody knows where that is.
    Param(ParamId),
    /// Addresses of a private block that no declared VPC has, or of a VPC where no subnet has them.
    Nowhere(Cidr),
}

impl Reach<'_> {
    /// The parties that an end means where something has to work: each of them must be able to.
    ///
    /// A block inside a VPC is the declared subnets that it meets; where two VPCs have the block, that of `near` is
    /// meant. A public block is public hosts, another private one is nowhere.
    #[must_use]
    pub fn parties(&self, end: End, near: Option<VpcId>) -> Vec<Host> {
        match end {
            End::Group(group) => self.wearers(group),
            End::Internet => vec![self.internet()],
            End::Cidr(block) => self.block_parties(block, near),
            End::CidrParam(param) => vec![Host::Param(param)],
            End::Vpc(vpc) => {
                self.subnets_of(vpc).map(|id| Host::Subnet(id, self.topology[id].cidr.value)).collect()
            }
            End::Endpoint(endpoint) => vec![Host::Service(endpoint)],
        }
    }

    /// The parties that an end may mean where nothing may work: blocks and VPCs are also the declared things in
    /// them, and an unknown block is everything.
    #[must_use]
    pub fn suspects(&self, end: End) -> Vec<Host> {
        match end {
            End::Cidr(block) => self.suspects_of(block),
            End::Vpc(vpc) => {
                self.topology[vpc].blocks().flat_map(|block| self.suspects_in(block, Some(vpc))).collect()
            }
            End::CidrParam(param) => {
                let mut hosts = vec![Host::Param(param)];
                hosts.extend(self.suspects_of(crate::cidr::ANYWHERE));
                hosts
            }
            End::Group(_) | End::Internet | End::Endpoint(_) => self.parties(end, None),
        }
    }

    /// The interfaces that wear the group.
    fn wearers(&self, group: GroupId) -> Vec<Host> {
        self.interfaces.wearing(group).iter().map(|id| Host::Interface(*id)).collect()
    }

    fn block_parties(&self, block: Cidr, near: Option<VpcId>) -> Vec<Host> {
        let holds = |vpc: &VpcId| self.topology[*vpc].blocks().any(|own| own.contains(block));
        let mut vpcs = (0..self.topology.vpcs.len()).map(|index| VpcId(index as u32));
        if let Some(vpc) = near.filter(holds).or_else(|| vpcs.find(holds)) {
            let hosts: Vec<Host> = self.meeting(block, vpc).collect();
            return if hosts.is_empty() { vec![Host::Nowhere(block)] } else { hosts };
        }
        let public = self.public.within(block);
        vec![if public.is_empty() { Host::Nowhere(block) } else { Host::Public(public) }]
    }

    fn suspects_of(&self, block: Cidr) -> Vec<Host> {
        let mut hosts = self.suspects_in(block, None);
        let public = self.public.within(block);
        if !public.is_empty() {
            hosts.push(Host::Public(public));
        }
        hosts
    }

    /// What the block meets in one VPC or in all: the declared things, and whatever else may stand there.
    fn suspects_in(&self, block: Cidr, only: Option<VpcId>) -> Vec<Host> {
        let mut hosts = Vec::new();
        for vpc in (0..self.topology.vpcs.len()).map(|index| VpcId(index as u32)) {
            if only.is_some_and(|only| only != vpc) {
                continue;
            }
            for host in self.meeting(block, vpc) {
                if let Host::Subnet(subnet, _) = host {
                    hosts.extend(self.interfaces.within(subnet).iter().map(|id| Host::Interface(*id)));
                }
                hosts.push(host);
            }
        }
        hosts
    }

    /// The subnets of the VPC that the block meets, with what they share.
    fn meeting(&self, block: Cidr, vpc: VpcId) -> impl Iterator<Item = Host> {
        self.subnets_of(vpc).filter_map(move |id| {
            let own = self.topology[id].cidr.value;
            let shared = if own.contains(block) { block } else { own };
            own.overlaps(block).then_some(Host::Subnet(id, shared))
        })
    }

    /// The subnets of a VPC, in the order of the source.
    pub fn subnets_of(&self, vpc: VpcId) -> impl Iterator<Item = SubnetId> {
        let subnets = self.topology.subnets.iter().enumerate();
        subnets.filter(move |(_, subnet)| subnet.vpc == vpc).map(|(index, _)| SubnetId(index as u32))
    }

    /// Of parties that no rule and no route can tell apart the first one.
    #[must_use]
    pub fn distinct(&self, hosts: Vec<Host>) -> Vec<Host> {
        let mut seen = OrderedSet::new();
        hosts
            .into_iter()
            .filter(|host| match host {
                Host::Interface(id) => {
                    let interface = &self.interfaces[*id];
                    let groups: Vec<GroupId> = interface.groups.iter().map(|group| group.value).collect();
                    seen.insert((interface.subnet.value, interface.public.value, groups))
                }
                _ => true,
            })
            .collect()
    }

    /// Where a party is, if it is in a VPC.
    #[must_use]
    pub fn subnet_of(&self, host: &Host) -> Option<SubnetId> {
        match host {
            Host::Interface(id) => Some(self.interfaces[*id].subnet.value),
            Host::Subnet(id, _) => Some(*id),
            Host::Public(_) | Host::Service(_) | Host::Param(_) | Host::Nowhere(_) => None,
        }
    }
}
