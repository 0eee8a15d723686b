//! What load balancers and their targets need of security groups: ports that nobody opened.

use crate::ordered::{OrderedMap, OrderedSet};
use crate::topology::{
    Action, At, GroupId, LoadBalancer, LoadBalancerId, Ports, Protocol, SubnetId, TargetGroup, TargetGroupId,
    Thing,
};

use super::Reach;
use super::hosts::Host;
use super::path::{Broken, Hop};
use super::ports::PortSet;
use super::rules::{Direction, Origin, Peer};

/// A thing that a load balancer forwards to and does not reach on some port.
#[derive(Clone, Debug)]
pub struct Unreached {
    /// The load balancer.
    pub balancer: LoadBalancerId,
    /// The target group that it forwards to.
    pub target: TargetGroupId,
    /// The thing behind it.
    pub thing: Thing,
    /// The traffic port, where it is not reached.
    pub traffic: Option<At<u16>>,
    /// The health port, where it differs from the traffic port and is not reached.
    pub health: Option<At<u16>>,
    /// The first pair of parties that is not connected, and the hop.
    pub broken: (Host, Host, Broken),
    /// A statement from the balancer to the thing that opens only ports on which the target does not serve.
    pub instead: Option<Origin>,
}

/// A port on which a load balancer listens and that no rule lets anybody reach.
#[derive(Clone, Debug)]
pub struct Deaf {
    /// The load balancer.
    pub balancer: LoadBalancerId,
    /// The listener's port.
    pub port: At<u16>,
    /// A statement to the balancer that opens only ports on which it does not listen.
    pub instead: Option<Origin>,
}

/// TCP on one port.
#[must_use]
pub const fn tcp(port: u16) -> Ports {
    Ports { protocol: Protocol::Tcp, first: port, last: port }
}

impl Reach<'_> {
    /// The things behind each target group.
    #[must_use]
    pub fn behind(&self) -> OrderedMap<TargetGroupId, Vec<Thing>> {
        let mut behind: OrderedMap<TargetGroupId, Vec<Thing>> = OrderedMap::new();
        for (thing, _) in self.interfaces.by_thing() {
            let target = match thing {
                Thing::AutoScalingGroup(id) => self.topology[id].target,
                Thing::Instance(id) => self.topology[id].target,
                _ => None,
            };
            if let Some(target) = target {
                behind.entry(target).or_default().push(thing);
            }
        }
        behind
    }

    /// Every thing that a load balancer forwards to and does not reach, in the order of the source.
    ///
    /// Targets in another VPC than their balancer are left out: that is a fault of its own.
    #[must_use]
    pub fn unreached_targets(&self) -> Vec<Unreached> {
        let behind = self.behind();
        let mut unreached = Vec::new();
        for (index, balancer) in self.topology.load_balancers.iter().enumerate() {
            let id = LoadBalancerId(index as u32);
            // Two VPCs are told as such, and no arrow would mend them.
            let vpc = balancer.subnets.first().map(|subnet| self.topology[subnet.value].vpc);
            let here = |target: &TargetGroupId| vpc.is_none_or(|vpc| self.topology[*target].vpc == vpc);
            for target in forwards(balancer).into_iter().filter(here) {
                for thing in behind.get(&target).into_iter().flatten() {
                    unreached.extend(self.unreached_target(id, target, *thing));
                }
            }
        }
        unreached
    }

    fn unreached_target(&self, id: LoadBalancerId, target: TargetGroupId, thing: Thing) -> Option<Unreached> {
        let group = &self.topology[target];
        let broken = |port: u16| {
            let senders = self.interfaces.of(Thing::LoadBalancer(id));
            let mut pairs =
                senders.iter().flat_map(|from| self.interfaces.of(thing).iter().map(move |to| (*from, *to)));
            pairs.find_map(|(from, to)| {
                let (from, to) = (Host::Interface(from), Host::Interface(to));
                let broken = self.path(&from, &to, &tcp(port).into()).err()?;
                (!matches!(broken.hop, Hop::Vpcs(..))).then_some((from, to, broken))
            })
        };
        let traffic = broken(group.port.value);
        let health = health_port(group).and_then(|port| Some((port, broken(port.value)?)));
        let (health_at, health) = health.unzip();
        let is_traffic = traffic.is_some();
        let broken = traffic.or(health)?;
        let worn: OrderedSet<GroupId> = self.worn(Thing::LoadBalancer(id));
        let served = PortSet::of(
            [tcp(group.port.value)].into_iter().chain(health_port(group).map(|port| tcp(port.value))),
        );
        let instead =
            self.wrong_rules(thing, &served, |from| from.is_some_and(|group| worn.contains(&group))).next();
        Some(Unreached {
            balancer: id,
            target,
            thing,
            traffic: is_traffic.then_some(group.port),
            health: health_at,
            broken,
            instead,
        })
    }

    /// Every listener port that no rule of its balancer's groups lets anybody reach.
    #[must_use]
    pub fn deaf_listeners(&self) -> Vec<Deaf> {
        let mut deaf = Vec::new();
        for (index, balancer) in self.topology.load_balancers.iter().enumerate() {
            let id = LoadBalancerId(index as u32);
            let thing = Thing::LoadBalancer(id);
            let open = PortSet::of(self.inbound(thing).map(|(rule, _)| rule.ports));
            let served = PortSet::of(balancer.listeners.iter().map(|listener| tcp(listener.port.value)));
            // One wrong statement stands for one listener.
            let mut wrong = self.wrong_rules(thing, &served, |_| true);
            for listener in &balancer.listeners {
                if !PortSet::from(tcp(listener.port.value)).without(&open).is_empty() {
                    deaf.push(Deaf { balancer: id, port: listener.port, instead: wrong.next() });
                }
            }
        }
        deaf
    }

    /// The statements from one of these groups, or from outside all groups, to the thing that open nothing on which
    /// it serves.
    fn wrong_rules(
        &self,
        thing: Thing,
        served: &PortSet,
        from: impl Fn(Option<GroupId>) -> bool,
    ) -> impl Iterator<Item = Origin> {
        self.inbound(thing)
            .filter(move |(rule, _)| {
                let source = match rule.peer {
                    Peer::Group(group) => Some(group),
                    _ => None,
                };
                rule.ports.protocol == Protocol::Tcp
                    && from(source)
                    && served.and(&rule.ports.into()).is_empty()
            })
            .map(|(_, origin)| *origin)
    }

    fn inbound(&self, thing: Thing) -> impl Iterator<Item = &(super::SecurityRule, Origin)> {
        self.worn(thing).into_iter().flat_map(|group| self.rules_in(group, Direction::Inbound))
    }

    /// Whether a route of this subnet to an internet gateway is what an internet-facing load balancer lacks: it is in
    /// the subnet, none of its subnets is public, and the VPC has no public one to put it in.
    #[must_use]
    pub fn is_due_to_balancer(&self, subnet: SubnetId) -> bool {
        let here = self.interfaces.within(subnet).iter().map(|id| self.interfaces[*id].thing);
        here.filter_map(|thing| match thing {
            Thing::LoadBalancer(id) => Some(&self.topology[id]),
            _ => None,
        })
        .any(|balancer| {
            let closed = |subnet: &At<SubnetId>| !self.is_fully_public(subnet.value);
            balancer.internet_facing.value
                && balancer.subnets.iter().all(closed)
                && self.public_subnet_near(subnet).is_none()
        })
    }

    /// The groups that a thing wears.
    #[must_use]
    pub fn worn(&self, thing: Thing) -> OrderedSet<GroupId> {
        let interfaces = self.interfaces.of(thing).first();
        interfaces.into_iter().flat_map(|id| self.interfaces[*id].groups).map(|group| group.value).collect()
    }

    /// The name to write at an arrow for a thing: its own group where it wears it, else the first that it wears.
    #[must_use]
    pub fn arrow_name(&self, thing: Thing) -> String {
        let worn = self.worn(thing);
        let own = worn.iter().find(|group| {
            let group = &self.topology[**group];
            group.own && group.header.name.base == self.topology.header(thing).name.base
        });
        own.or(worn.first()).map_or_else(|| self.name(thing), |group| self.group_name(*group))
    }
}

/// The health port of a target group, where it is not the traffic port.
#[must_use]
pub fn health_port(group: &TargetGroup) -> Option<At<u16>> {
    group.health.port.filter(|port| port.value != group.port.value)
}

/// The target groups that a load balancer forwards to, each once, in the order of the source.
pub fn forwards(balancer: &LoadBalancer) -> Vec<TargetGroupId> {
    let mut seen = OrderedSet::new();
    let actions = balancer.listeners.iter().flat_map(|listener| {
        let rules = listener.rules.iter().map(|rule| &rule.action);
        rules.chain(&listener.default)
    });
    let targets = actions.filter_map(|action| match action.value {
        Action::Forward(target) => Some(target),
        _ => None,
    });
    targets.filter(|target| seen.insert(*target)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Sample;

    #[test]
    fn a_street_lacks_nothing() {
        let sample = Sample::street();
        let reach = Reach::new(&sample.topology);
        assert!(reach.unreached_targets().is_empty());
        assert!(reach.deaf_listeners().is_empty());
    }

    #[test]
    fn a_wrong_port_is_told_apart_from_none() {
        let mut sample = Sample::street();
        sample.topology.edges.remove(1);
        let reach = Reach::new(&sample.topology);
        let unreached = reach.unreached_targets();
        assert_eq!(unreached.len(), 1);
        assert!(unreached[0].traffic.is_some() && unreached[0].instead.is_none());
        sample.arrow("edge -> web: tcp 80");
        let reach = Reach::new(&sample.topology);
        let instead = reach.unreached_targets()[0].instead.expect("the wrong statement");
        assert_eq!(reach.show_origin(instead), "edge -> web: tcp 80");
    }
}
