//! How many of each thing there are that AWS limits.

use super::{Machines, machines};
use crate::diagnostic::Site;
use crate::limits::Quota;
use crate::ordered::{OrderedMap, OrderedSet};
use crate::reach::{Direction, security_rules};
use crate::topology::{Action, AutoScalingGroupId, LoadBalancer, TargetGroupId, Topology};

/// A count, where it is told, and the beginning of the sentence that tells it: "VPC `main` has".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Count {
    pub quota: Quota,
    pub at: Site,
    pub place: String,
    pub count: u32,
}

/// Collects the counts of one topology.
struct Counting {
    counts: Vec<Count>,
}

/// Every count of the topology.
pub(super) fn count_quotas(topology: &Topology) -> Vec<Count> {
    let mut counting = Counting { counts: Vec::new() };
    counting.count_region(topology);
    counting.count_vpcs(topology);
    counting.count_tables(topology);
    counting.count_zones(topology);
    counting.count_groups(topology);
    counting.count_balancers(topology);
    counting.count_certificates(topology);
    counting.counts
}

impl Counting {
    fn add(&mut self, quota: Quota, at: Site, place: impl Into<String>, count: usize) {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        self.counts.push(Count { quota, at, place: place.into(), count });
    }

    /// Counts what AWS limits in a region: told at the last thing of its kind.
    fn count_region(&mut self, topology: &Topology) {
        let with_default = "with the account's default VPC, the topology has";
        let mut add = |quota, place: &str, more: usize, names: Vec<Site>| {
            if let Some(last) = names.last() {
                self.add(quota, *last, place, names.len() + more);
            }
        };
        macro_rules! names {
            ($table:ident) => {
                topology.$table.iter().map(|thing| thing.header.name.at).collect::<Vec<Site>>()
            };
        }
        add(Quota::VpcsPerRegion, with_default, 1, names!(vpcs));
        add(Quota::ElasticAddressesPerRegion, "the topology has", 0, names!(nat_gateways));
        add(Quota::InternetGatewaysPerRegion, "the topology has", 0, names!(internet_gateways));
        add(Quota::GatewayEndpointsPerRegion, "the topology has", 0, names!(gateway_endpoints));
        add(Quota::LoadBalancersPerRegion, "the topology has", 0, names!(load_balancers));
        let defaults = topology.vpcs.len() + 1;
        add(Quota::GroupsPerRegion, "with the default ones, the topology has", defaults, names!(groups));
    }

    fn count_vpcs(&mut self, topology: &Topology) {
        let mut subnets = vec![Vec::new(); topology.vpcs.len()];
        for subnet in &topology.subnets {
            subnets[subnet.vpc.0 as usize].push(subnet.header.name.at);
        }
        let mut tables = vec![Vec::new(); topology.vpcs.len()];
        for table in &topology.route_tables {
            tables[table.vpc.0 as usize].push(table.header.name.at);
        }
        for (index, vpc) in topology.vpcs.iter().enumerate() {
            let place = format!("VPC `{}` has", vpc.header.name.value);
            let name = vpc.header.name.at;
            let last = |sites: &[Site]| sites.last().copied().unwrap_or(name);
            self.add(Quota::SubnetsPerVpc, last(&subnets[index]), &place, subnets[index].len());
            self.add(Quota::RouteTablesPerVpc, last(&tables[index]), &place, tables[index].len() + 1);
            let block = vpc.secondary.last().unwrap_or(&vpc.cidr);
            self.add(Quota::BlocksPerVpc, block.at, &place, vpc.secondary.len() + 1);
        }
    }

    fn count_tables(&mut self, topology: &Topology) {
        let mut endpoints = vec![0; topology.route_tables.len()];
        for table in topology.gateway_endpoints.iter().flat_map(|endpoint| &endpoint.tables) {
            endpoints[table.value.0 as usize] += 1;
        }
        for (table, endpoints) in topology.route_tables.iter().zip(endpoints) {
            let at = table.routes.last().map_or(table.header.name.at, |route| route.destination.at);
            let place = format!("route table `{}` has", table.header.name.value);
            self.add(Quota::RoutesPerTable, at, place, table.routes.len() + endpoints);
        }
    }

    fn count_zones(&mut self, topology: &Topology) {
        let mut zones: OrderedMap<&str, (Site, usize)> = OrderedMap::new();
        for gateway in &topology.nat_gateways {
            let zone = &topology[gateway.subnet.value].zone;
            let (at, count) = zones.entry(zone).or_insert((gateway.header.name.at, 0));
            *at = gateway.header.name.at;
            *count += 1;
        }
        for (zone, (at, count)) in zones {
            self.add(Quota::NatGatewaysPerZone, at, format!("zone `{zone}` has"), count);
        }
    }

    fn count_groups(&mut self, topology: &Topology) {
        let mut rules: OrderedMap<_, (Site, usize)> = OrderedMap::new();
        for (rule, origins) in security_rules(topology) {
            // The last arrow that wrote a rule of its own is the one that was too many.
            let arrow = origins.iter().map(|origin| topology.edges[origin.edge].at).min();
            let (at, count) = rules.entry((rule.group, rule.direction)).or_default();
            *at = arrow.map_or(*at, |arrow| arrow.max(*at));
            *count += 1;
        }
        for ((group, direction), (at, count)) in rules {
            let word = if direction == Direction::Inbound { "inbound" } else { "outbound" };
            let place = format!("group `{}`, {word}, has", topology[group].header.name.value);
            self.add(Quota::RulesPerGroup, at, place, count);
        }
        let balancers = topology.load_balancers.iter().map(|thing| (&thing.header, &thing.groups));
        let scaled = topology.auto_scaling_groups.iter().map(|thing| (&thing.header, &thing.groups));
        let single = topology.instances.iter().map(|thing| (&thing.header, &thing.groups));
        for (header, groups) in balancers.chain(scaled).chain(single) {
            let at = groups.last().map_or(header.name.at, |group| group.at);
            self.add(
                Quota::GroupsPerInterface,
                at,
                format!("each interface of `{}` has", header.name.value),
                groups.len(),
            );
        }
    }

    fn count_balancers(&mut self, topology: &Topology) {
        let targets = targets(topology);
        for balancer in &topology.load_balancers {
            let name = balancer.header.name.at;
            let place = format!("load balancer `{}` has", balancer.header.name.value);
            let listeners = &balancer.listeners;
            let last = listeners.last().map_or(name, |listener| listener.protocol.at);
            self.add(Quota::ListenersPerLoadBalancer, last, &place, listeners.len());
            let rules: Vec<Site> =
                listeners.iter().flat_map(|listener| &listener.rules).map(|rule| rule.at).collect();
            self.add(Quota::RulesPerLoadBalancer, rules.last().copied().unwrap_or(name), &place, rules.len());
            let forwards = forwards(balancer);
            self.add(Quota::TargetGroupsPerLoadBalancer, name, &place, forwards.len());
            let more = listeners.iter().flat_map(|listener| listener.certificates.iter().skip(1));
            let more: OrderedSet<_> = more.map(|certificate| certificate.value).collect();
            self.add(Quota::CertificatesPerLoadBalancer, name, &place, more.len());
            let count = forwards.iter().filter_map(|target| targets.get(target)).sum::<usize>();
            self.add(Quota::TargetsPerLoadBalancer, name, &place, count);
        }
    }

    fn count_certificates(&mut self, topology: &Topology) {
        for certificate in topology.certificates.iter().filter(|certificate| certificate.existing.is_none()) {
            let names: OrderedSet<_> = certificate.hosts.iter().map(|host| &host.value).collect();
            let at = certificate.hosts.last().map_or(certificate.header.name.at, |host| host.at);
            let place = format!("certificate `{}` has", certificate.header.name.value);
            self.add(Quota::NamesPerCertificate, at, place, names.len());
        }
    }
}

/// The target groups that a load balancer forwards to.
fn forwards(balancer: &LoadBalancer) -> OrderedSet<TargetGroupId> {
    let rules = balancer.listeners.iter().flat_map(|listener| {
        listener
            .rules
            .iter()
            .map(|rule| &rule.action.value)
            .chain(listener.default.iter().map(|it| &it.value))
    });
    rules
        .filter_map(|action| match action {
            Action::Forward(target) => Some(*target),
            _ => None,
        })
        .collect()
}

/// How many machines each target group can have.
fn targets(topology: &Topology) -> OrderedMap<TargetGroupId, usize> {
    let mut targets = OrderedMap::new();
    for Machines { group, max, .. } in machines(topology) {
        let Some(AutoScalingGroupId(group)) = group else { continue };
        if let Some(target) = topology.auto_scaling_groups[group as usize].target {
            *targets.entry(target).or_default() += max as usize;
        }
    }
    for target in topology.instances.iter().filter_map(|instance| instance.target) {
        *targets.entry(target).or_default() += 1;
    }
    targets
}
