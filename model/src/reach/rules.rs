//! The security-group rules that the arrows write: the exact set that stands in AWS, no more and no less.
//!
//! What a statement writes depends on it alone: for each pair of its ends an outbound rule in the group that speaks
//! and an inbound one in the group that is spoken to. `permit` writes the same rules as a need; `assert` writes
//! none. Whether a rule is of use is not judged here.

use std::collections::BTreeMap;

use crate::cidr::{ANYWHERE, Cidr};
use crate::topology::{At, End, GatewayService, GroupId, ParamId, Ports, Protocol, Topology};

/// One rule of one security group, as AWS keeps it.
///
/// The order is that of the group, inbound before outbound, then ports and peer: the same whatever the order of the
/// statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SecurityRule {
    /// The group that holds the rule.
    pub group: GroupId,
    /// Whether it lets in or out.
    pub direction: Direction,
    /// Protocol and ports. `icmp` is every type and code, `all` every protocol; both have the range `0..=65535`.
    pub ports: Ports,
    /// The other side.
    pub peer: Peer,
}

/// The direction of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Ingress: who may start a connection to a wearer.
    Inbound,
    /// Egress: to whom a wearer may start a connection.
    Outbound,
}

/// The other side of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Peer {
    /// Whoever wears the group.
    Group(GroupId),
    /// An IPv4 block.
    Cidr(Cidr),
    /// An IPv4 block that a param gives. Two params, or a param and a block, may turn out equal: whoever fills them
    /// in has to drop the second rule.
    CidrParam(ParamId),
    /// AWS's prefix list of a service in the topology's region. All endpoints of a service share the list.
    PrefixList(GatewayService),
}

/// What wrote a rule: the indices of an edge in [`Topology::edges`] and of the ends and ports within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The edge.
    pub edge: usize,
    /// Which of its sources.
    pub from: usize,
    /// Which of its targets.
    pub to: usize,
    /// Which of its ports.
    pub ports: usize,
}

/// Every rule with what wrote it, the first statement first. Equal rules are one; no list of origins is empty.
pub type SecurityRules = BTreeMap<SecurityRule, Vec<Origin>>;

impl SecurityRule {
    /// Whether AWS gives this rule to every new group: everything, to everywhere. Where it is declared it is kept
    /// and tagged, where not it is revoked.
    #[must_use]
    pub fn is_default_egress(&self) -> bool {
        self.direction == Direction::Outbound
            && self.ports.protocol == Protocol::All
            && self.peer == Peer::Cidr(ANYWHERE)
    }
}

/// The rules of all groups of the topology.
///
/// A group that is not in the answer has no rule at all: AWS's allow-all egress of a new group is revoked. Ends that
/// are no group of ours (`internet`, blocks, VPCs, endpoints) get no rule of their own.
#[must_use]
pub fn security_rules(topology: &Topology) -> SecurityRules {
    let mut rules = SecurityRules::new();
    for (edge, arrow) in topology.edges.iter().enumerate() {
        for (from, source) in arrow.from.iter().enumerate() {
            for (to, target) in arrow.to.iter().enumerate() {
                for (index, ports) in arrow.ports.iter().enumerate() {
                    let origin = Origin { edge, from, to, ports: index };
                    let ports = normal(ports.value);
                    let mut write = |own: &At<End>, direction, other: &At<End>| {
                        let End::Group(group) = own.value else { return };
                        for peer in peers(topology, other.value) {
                            let rule = SecurityRule { group, direction, ports, peer };
                            rules.entry(rule).or_default().push(origin);
                        }
                    };
                    write(source, Direction::Outbound, target);
                    write(target, Direction::Inbound, source);
                }
            }
        }
    }
    rules
}

/// How an end stands in a rule of the other side: a VPC is one peer for each block.
#[must_use]
pub fn peers(topology: &Topology, end: End) -> Vec<Peer> {
    match end {
        End::Group(group) => vec![Peer::Group(group)],
        End::Internet => vec![Peer::Cidr(ANYWHERE)],
        End::Cidr(cidr) => vec![Peer::Cidr(cidr)],
        End::CidrParam(param) => vec![Peer::CidrParam(param)],
        End::Vpc(vpc) => topology[vpc].blocks().map(Peer::Cidr).collect(),
        End::Endpoint(endpoint) => vec![Peer::PrefixList(topology[endpoint].service.value)],
    }
}

/// Ports in the one form that equal rules share: a protocol without ports has the whole range.
const fn normal(ports: Ports) -> Ports {
    match ports.protocol {
        Protocol::Tcp | Protocol::Udp => ports,
        protocol => Ports { protocol, first: 0, last: u16::MAX },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Sample;

    fn shown(sample: &Sample) -> Vec<String> {
        security_rules(&sample.topology)
            .keys()
            .map(|rule| {
                let peer = match rule.peer {
                    Peer::Group(group) => sample.topology[group].header.name.to_string(),
                    Peer::Cidr(cidr) => cidr.to_string(),
                    Peer::CidrParam(param) => sample.topology[param].name.value.clone(),
                    Peer::PrefixList(service) => service.word().into(),
                };
                let arrow = if rule.direction == Direction::Inbound { "<-" } else { "->" };
                format!("{} {arrow} {peer}: {}", sample.topology[rule.group].header.name.value, rule.ports)
            })
            .collect()
    }

    fn two_groups() -> Sample {
        let mut sample = Sample::new();
        sample.vpc("main", "10.0.0.0/16");
        sample.group("a");
        sample.group("b");
        sample
    }

    #[test]
    fn an_arrow_opens_both_ends() {
        let mut sample = two_groups();
        sample.arrow("a -> b: tcp 80");
        assert_eq!(shown(&sample), ["a -> b: tcp 80", "b <- a: tcp 80"]);
    }

    #[test]
    fn a_list_is_each_with_each() {
        let mut sample = two_groups();
        sample.arrow("permit [a, b] -> internet: tcp 80, udp 53..=54");
        assert_eq!(
            shown(&sample),
            [
                "a -> 0.0.0.0/0: tcp 80",
                "a -> 0.0.0.0/0: udp 53..=54",
                "b -> 0.0.0.0/0: tcp 80",
                "b -> 0.0.0.0/0: udp 53..=54"
            ]
        );
    }

    #[test]
    fn a_vpc_is_each_of_its_blocks_and_an_endpoint_its_prefix_list() {
        let mut sample = two_groups();
        let main = crate::topology::VpcId(0);
        sample.secondary(main, "10.1.0.0/16");
        sample.gateway_endpoint(main, "s3", GatewayService::S3, &[]);
        sample.arrow("main -> a: tcp 80");
        sample.arrow("b -> s3: tcp 443");
        assert_eq!(
            shown(&sample),
            ["a <- 10.0.0.0/16: tcp 80", "a <- 10.1.0.0/16: tcp 80", "b -> s3: tcp 443"]
        );
    }

    #[test]
    fn equal_rules_are_one_with_two_origins() {
        let mut sample = two_groups();
        sample.arrow("a -> internet: all");
        sample.arrow(r#"permit a -> "0.0.0.0/0": all"#);
        let rules = security_rules(&sample.topology);
        assert_eq!(rules.len(), 1);
        let (rule, origins) = rules.first_key_value().expect("one rule");
        assert!(rule.is_default_egress());
        assert_eq!(origins.iter().map(|origin| origin.edge).collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn the_order_of_the_statements_changes_nothing() {
        let (mut one, mut other) = (two_groups(), two_groups());
        for text in ["a -> b: tcp 80", "internet -> a: tcp 443", "b -> a: icmp"] {
            one.arrow(text);
        }
        for text in ["b -> a: icmp", "internet -> a: tcp 443", "a -> b: tcp 80"] {
            other.arrow(text);
        }
        assert_eq!(shown(&one), shown(&other));
    }

    #[test]
    fn an_assertion_writes_nothing() {
        let mut sample = two_groups();
        sample.arrow("assert a -> b: tcp 80");
        assert!(security_rules(&sample.topology).is_empty());
    }
}
