//! Parties, statements, hops and paths in words, for messages.

use crate::cidr::Cidr;
use crate::diagnostic::Site;
use crate::topology::{At, End, GroupId, Ports, RouteTableId, RouteTarget, SubnetId, Thing, Topology};

use super::Reach;
use super::addresses::{Range, block_of};
use super::hosts::Host;
use super::path::{Broken, Hop, Path, Way};
use super::rules::{Origin, SecurityRule};

/// An end of an arrow, as the language writes it.
#[must_use]
pub fn show_end(topology: &Topology, end: End) -> String {
    match end {
        End::Group(group) => topology[group].header.name.to_string(),
        End::Internet => "internet".into(),
        End::Cidr(block) => format!("\"{block}\""),
        End::CidrParam(param) => topology[param].name.value.clone(),
        End::Vpc(vpc) => topology[vpc].header.name.to_string(),
        End::Endpoint(endpoint) => topology[endpoint].header.name.to_string(),
    }
}

/// A list of ends, as the language writes it.
#[must_use]
pub fn show_ends(topology: &Topology, ends: &[At<End>]) -> String {
    let shown: Vec<String> = ends.iter().map(|end| show_end(topology, end.value)).collect();
    match shown.as_slice() {
        [one] => one.clone(),
        _ => format!("[{}]", shown.join(", ")),
    }
}

/// A list of ports, as the language writes it.
#[must_use]
pub fn show_ports(ports: &[At<Ports>]) -> String {
    ports.iter().map(|ports| ports.value.to_string()).collect::<Vec<_>>().join(", ")
}

/// Names in backticks, with `and` before the last.
#[must_use]
pub fn show_names<T: ToString>(names: impl IntoIterator<Item = T>) -> String {
    let mut names: Vec<String> = names.into_iter().map(|name| format!("`{}`", name.to_string())).collect();
    match (names.pop(), names.is_empty()) {
        (None, _) => String::new(),
        (Some(last), true) => last,
        (Some(last), false) => format!("{} and {last}", names.join(", ")),
    }
}

impl Reach<'_> {
    /// The name of a thing.
    #[must_use]
    pub fn name(&self, thing: Thing) -> String {
        self.topology.header(thing).name.to_string()
    }

    /// The name of a subnet.
    #[must_use]
    pub fn subnet_name(&self, subnet: SubnetId) -> String {
        self.topology[subnet].header.name.to_string()
    }

    /// Subnets by name: "subnet `a`", "subnets `a` and `b`".
    #[must_use]
    pub fn show_subnets(&self, subnets: &[SubnetId]) -> String {
        let names = show_names(subnets.iter().map(|id| self.subnet_name(*id)));
        format!("{} {names}", if subnets.len() == 1 { "subnet" } else { "subnets" })
    }

    /// A statement between one of its sources and one of its targets, with all its ports.
    #[must_use]
    pub fn show_pair(&self, edge: usize, from: usize, to: usize) -> String {
        let edge = &self.topology.edges[edge];
        let end = |end: &At<End>| show_end(self.topology, end.value);
        let permit = if edge.permit { "permit " } else { "" };
        format!("{permit}{} -> {}: {}", end(&edge.from[from]), end(&edge.to[to]), show_ports(&edge.ports))
    }

    /// The name of a group.
    #[must_use]
    pub fn group_name(&self, group: GroupId) -> String {
        self.topology[group].header.name.to_string()
    }

    /// The part of a statement that wrote a rule: one pair of its ends.
    #[must_use]
    pub fn show_origin(&self, origin: Origin) -> String {
        let edge = &self.topology.edges[origin.edge];
        let permit = if edge.permit { "permit " } else { "" };
        let end = |end: &At<End>| show_end(self.topology, end.value);
        let (from, to) = (end(&edge.from[origin.from]), end(&edge.to[origin.to]));
        format!("{permit}{from} -> {to}: {}", edge.ports[origin.ports].value)
    }

    /// A party.
    #[must_use]
    pub fn show_host(&self, host: &Host) -> String {
        match host {
            Host::Interface(id) => {
                let interface = &self.interfaces[*id];
                format!("`{}` in `{}`", self.name(interface.thing), self.subnet_name(interface.subnet.value))
            }
            Host::Subnet(subnet, _) => format!("subnet `{}`", self.subnet_name(*subnet)),
            Host::Public(_) => "the internet".into(),
            Host::Service(endpoint) => format!("`{}`", self.topology[*endpoint].header.name.value),
            Host::Param(param) => format!("`{}`", self.topology[*param].name.value),
            Host::Nowhere(block) => format!("`{block}`"),
        }
    }

    /// A party without its place.
    #[must_use]
    pub fn show_party(&self, host: &Host) -> String {
        match host {
            Host::Interface(id) => format!("`{}`", self.name(self.interfaces[*id].thing)),
            _ => self.show_host(host),
        }
    }

    /// The route table of a subnet.
    #[must_use]
    pub fn show_table(&self, subnet: SubnetId) -> String {
        match self.routes.table(subnet) {
            Some(table) => format!("route table `{}`", self.table_name(table)),
            None => "the main route table".into(),
        }
    }

    fn table_name(&self, table: RouteTableId) -> String {
        self.topology[table].header.name.to_string()
    }

    /// What routes a subnet, as second locations of a finding: its table and the first routes of it.
    #[must_use]
    pub fn show_routes(&self, subnet: SubnetId) -> Vec<(Site, String)> {
        let name = &self.topology[subnet].header.name;
        let Some(table) = self.routes.table(subnet) else {
            return vec![(name.at, "on no route table".into())];
        };
        let table = &self.topology[table];
        let mut shown = vec![(table.header.name.at, format!("this table is on `{}`", name.value))];
        shown.extend(table.routes.iter().take(3).map(|route| {
            let target = match route.target.value {
                RouteTarget::InternetGateway(id) => &self.topology[id].header.name.value,
                RouteTarget::NatGateway(id) => &self.topology[id].header.name.value,
            };
            (route.destination.at, format!("sends `{}` to `{target}`", route.destination.value))
        }));
        shown
    }

    /// A range of addresses: a block, or the internet where it is all of it.
    #[must_use]
    pub fn show_range(&self, range: Range) -> String {
        if self.is_everything(range) { "the internet".into() } else { format!("`{}`", block_of(range)) }
    }

    /// The hop where a path breaks, as a clause.
    #[must_use]
    pub fn show_hop(&self, from: &Host, to: &Host, broken: &Broken) -> String {
        let ports = broken.ports;
        if let (Host::Service(endpoint), Hop::Route(subnet, _) | Hop::PublicAddress(subnet)) =
            (to, &broken.hop)
        {
            let (name, table) = (&self.topology[*endpoint].header.name.value, self.show_table(*subnet));
            return format!(
                "gateway endpoint `{name}` is not on {table} of subnet `{}`, which has no other way to the service",
                self.subnet_name(*subnet)
            );
        }
        match broken.hop {
            Hop::GroupOut(_) => {
                format!("no group of {} lets out {ports} to {}", self.show_party(from), self.show_party(to))
            }
            Hop::GroupIn(_) => {
                format!("no group of {} lets in {ports} from {}", self.show_party(to), self.show_party(from))
            }
            Hop::Vpcs(one, other) => format!(
                "VPCs `{}` and `{}` are not connected",
                self.topology[one].header.name.value, self.topology[other].header.name.value
            ),
            Hop::Nowhere(block) => self.show_nowhere(block),
            Hop::Route(subnet, range) => format!(
                "subnet `{}` has no route to {} in {}",
                self.subnet_name(subnet),
                self.show_range(range),
                self.show_table(subnet)
            ),
            Hop::ReturnRoute(subnet, range) => format!(
                "subnet `{}` has no route back to {} in {}",
                self.subnet_name(subnet),
                self.show_range(range),
                self.show_table(subnet)
            ),
            Hop::ReturnByNat(subnet, nat) => format!(
                "subnet `{}` reaches the internet through NAT gateway `{}`, which lets nobody in",
                self.subnet_name(subnet),
                self.topology[nat].header.name.value
            ),
            Hop::NatStuck(nat, _) => format!(
                "NAT gateway `{}` is in subnet `{}`, which no route joins to an internet gateway",
                self.topology[nat].header.name.value,
                self.subnet_name(self.topology[nat].subnet.value)
            ),
            Hop::EndpointPorts(endpoint) => format!(
                "gateway endpoint `{}` carries tcp 80 and tcp 443 only, not {ports}",
                self.topology[endpoint].header.name.value
            ),
            Hop::PublicAddress(subnet) => {
                let party = if self.subnet_of(to) == Some(subnet) { to } else { from };
                format!(
                    "{} has no public address in public subnet `{}`",
                    self.show_party(party),
                    self.subnet_name(subnet)
                )
            }
        }
    }

    fn show_nowhere(&self, block: Cidr) -> String {
        let inside = self.topology.vpcs.iter().find(|vpc| vpc.blocks().any(|own| own.contains(block)));
        match inside {
            Some(vpc) => format!("no subnet of VPC `{}` has addresses of `{block}`", vpc.header.name.value),
            None => format!("no declared VPC has addresses of `{block}`, and no route leads there"),
        }
    }

    /// A path, hop by hop.
    #[must_use]
    pub fn show_path(&self, path: &Path) -> String {
        let mut steps = vec![self.show_host(&path.from)];
        let rule = |rule: &Option<(SecurityRule, Origin)>| {
            rule.map(|(_, origin)| format!("by `{}`", self.show_origin(origin)))
        };
        steps.extend(rule(&path.out).map(|rule| format!("out {rule}")));
        steps.push(match path.way {
            Way::Local => "within the VPC".into(),
            Way::InternetGateway(id) => {
                format!("through internet gateway `{}`", self.topology[id].header.name.value)
            }
            Way::NatGateway(id) => format!("through NAT gateway `{}`", self.topology[id].header.name.value),
            Way::Endpoint(id) => {
                format!("through gateway endpoint `{}`", self.topology[id].header.name.value)
            }
            Way::Internet => "over the internet".into(),
            Way::Unknown => "by a way that depends on a param".into(),
        });
        steps.extend(rule(&path.into).map(|rule| format!("in {rule}")));
        steps.push(format!("to {}", self.show_host(&path.to)));
        steps.join(", ")
    }
}
