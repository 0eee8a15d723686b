//! Subnets that have too few addresses for what lies in them: now, at the maximum of its groups, or in a refresh.
//!
//! One subnet is told once, at the first size that does not fit; what one size does to several subnets is one finding.



use crate::ordered::OrderedMap;
use crate::check::{Context, Report};
use crate::cidr::Cidr;
use crate::diagnostic::{Finding, Rule, Severity, Site};
use crate::facts::addresses::{Demand, address_demand};
use crate::topology::Subnet;

pub(super) static RULE: Rule = Rule {
    name: "subnet_out_of_addresses",
    severity: Severity::Broken,
    checks: "A subnet has an address for everything that lies in it at the desired sizes.",
    why: "What comes too late is refused with InsufficientFreeAddressesInSubnet. AWS keeps the first four addresses of a subnet and the last.",
    fails: "subnet public \"10.0.1.0/28\" in a; with a load balancer and a group of 8 machines",
    instead: "Use a wider subnet, or fewer machines.",
    source: "Amazon VPC user guide, \"Subnet sizing\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let mut found: Vec<Finding> = Vec::new();
    let mut first: OrderedMap<(&str, Site), usize> = OrderedMap::new();
    for (subnet, demand) in context.subnets.iter().zip(address_demand(context)) {
        let usable = subnet.cidr.usable();
        if report.failed(subnet.cidr.at) || demand.worst() <= usable {
            continue;
        }
        let finding = if demand.desired() > usable {
            tell_desired(context, subnet, &demand)
        } else if demand.max() > usable {
            tell_maximum(context, subnet, &demand)
        } else {
            tell_refresh(context, subnet, &demand)
        };
        let Some(finding) = finding else { continue };
        match first.get(&(finding.rule.name, finding.at)) {
            Some(index) => {
                let told = &mut found[*index];
                told.about.push(subnet.header.name.at);
                told.related.push((subnet.cidr.at, format!("subnet `{}` too", subnet.header.name.value)));
            }
            None => {
                first.insert((finding.rule.name, finding.at), found.len());
                found.push(finding);
            }
        }
    }
    report.extend(found);
}

fn tell_desired(context: &Context<'_>, subnet: &Subnet, demand: &Demand) -> Option<Finding> {
    let (usable, needed) = (subnet.cidr.usable(), demand.desired());
    let name = &subnet.header.name;
    let message = format!("subnet `{}` has {usable} usable addresses, what lies in it needs {needed}", name.value);
    let finding = Finding::new(&RULE, subnet.cidr.at, message).about(name.at);
    let finding = match demand.groups.iter().max_by_key(|group| group.desired) {
        Some(most) => {
            let group = &context[most.group].header.name;
            finding.related(group.at, format!("`{}` needs {} of them", group.value, most.desired))
        }
        None => finding,
    };
    Some(finding.help(wider(demand.worst())))
}

fn tell_maximum(context: &Context<'_>, subnet: &Subnet, demand: &Demand) -> Option<Finding> {
    let most = demand.groups.iter().max_by_key(|group| group.max - group.desired)?;
    let (group, name) = (&context[most.group], &subnet.header.name);
    let message = format!(
        "at its maximum `{}` takes {} addresses of subnet `{}`, which then needs {} of {}",
        group.header.name.value,
        most.max,
        name.value,
        demand.max(),
        subnet.cidr.usable(),
    );
    let finding = Finding::new(&super::subnet_out_of_addresses_at_max::RULE, group.max.at, message);
    let finding = finding.about(group.header.name.at).about(name.at).related(subnet.cidr.at, "the subnet");
    Some(finding.help(format!("lower `max`, or {}", wider(demand.worst()))))
}

fn tell_refresh(context: &Context<'_>, subnet: &Subnet, demand: &Demand) -> Option<Finding> {
    let most = demand.groups.iter().max_by_key(|group| group.worst - group.max)?;
    let (group, name) = (&context[most.group], &subnet.header.name);
    let message = format!(
        "a refresh or a rebalancing of `{}` adds up to {} machines in subnet `{}`, which then needs {} addresses of {}",
        group.header.name.value,
        most.worst - most.max,
        name.value,
        demand.worst(),
        subnet.cidr.usable(),
    );
    let finding = Finding::new(&super::subnet_out_of_addresses_in_refresh::RULE, group.surge.at, message);
    let finding = finding.about(group.header.name.at).about(name.at).related(subnet.cidr.at, "the subnet");
    Some(finding.help(wider(demand.worst())))
}

/// The narrowest subnet that has so many usable addresses, for a help.
fn wider(needed: u64) -> String {
    let fits = (16..=28).rev().find(|length| Cidr::containing(0, *length).usable() >= needed);
    match fits {
        Some(length) => format!("use a /{length}"),
        None => "spread it over more subnets".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    /// A load balancer and a group in one subnet of 11 addresses each of two zones, and what is told.
    fn told(balancer: bool, sizes: [u32; 3], surge: u32) -> Vec<String> {
        let mut sample = Sample::new();
        let main = sample.vpc("main", "10.0.0.0/16");
        let subnets = [("app.a", "10.0.1.0/28", "a"), ("app.b", "10.0.2.0/28", "b")]
            .map(|(name, cidr, zone)| sample.subnet(main, name, cidr, zone));
        if balancer {
            sample.load_balancer("edge", false, &subnets);
        }
        sample.auto_scaling_group("web", &subnets, "t3.small", sizes);
        sample.topology.auto_scaling_groups[0].surge.value = surge;
        let mut told = sample.told();
        told.retain(|finding| finding.starts_with("subnet_out_of"));
        told
    }

    #[test]
    fn the_first_size_that_does_not_fit_is_told() {
        assert!(told(false, [1, 1, 18], 2).is_empty());
        assert_eq!(told(false, [1, 1, 20], 2), ["subnet_out_of_addresses_in_refresh at web.surge"]);
        assert_eq!(told(false, [1, 22, 23], 1), ["subnet_out_of_addresses_at_max at web.max"]);
        assert_eq!(
            told(false, [1, 23, 23], 1),
            ["subnet_out_of_addresses at app.a.cidr", "subnet_out_of_addresses at app.b.cidr"]
        );
    }

    #[test]
    fn a_load_balancer_needs_eight() {
        assert!(told(true, [1, 1, 2], 1).is_empty());
        assert_eq!(told(true, [1, 6, 7], 1), ["subnet_out_of_addresses_at_max at web.max"]);
    }

    #[test]
    fn the_help_names_the_narrowest_subnet_that_fits() {
        assert_eq!(super::wider(11), "use a /28");
        assert_eq!(super::wider(12), "use a /27");
        assert_eq!(super::wider(65_532), "spread it over more subnets");
    }
}
