//! Subnets that nothing uses.



use crate::ordered::{OrderedMap, OrderedSet};
use crate::check::lookup::{mentioned, with_ids};
use crate::check::words::{list, plural};
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::{Subnet, SubnetId, Thing, VpcId};

pub(super) static RULE: Rule = Rule {
    name: "subnet_unused",
    severity: Severity::Lint,
    checks: "Something is placed in a subnet, or a route table is on it.",
    why: "A subnet that nothing uses is a leftover, or the thing that should use it names another.",
    fails: "subnet spare \"10.0.9.0/24\" in a;",
    instead: "Use it, or remove it.",
    source: "Groundplan, network rules, 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let tables = context.route_tables.iter().flat_map(|table| &table.subnets);
    let balancers = context.load_balancers.iter().flat_map(|balancer| &balancer.subnets);
    let groups = context.auto_scaling_groups.iter().flat_map(|group| &group.subnets);
    let single = (context.nat_gateways.iter().map(|gateway| &gateway.subnet))
        .chain(context.instances.iter().map(|instance| &instance.subnet));
    let mut used: OrderedSet<SubnetId> =
        tables.chain(balancers).chain(groups).chain(single).map(|subnet| subnet.value).collect();
    used.extend(mentioned(context).into_iter().filter_map(|thing| match thing {
        Thing::Subnet(id) => Some(id),
        _ => None,
    }));
    let mut families: OrderedMap<(VpcId, &str), Vec<&Subnet>> = OrderedMap::new();
    for (_, subnet) in with_ids(&context.subnets, SubnetId).filter(|(id, _)| !used.contains(id)) {
        families.entry((subnet.vpc, &subnet.header.name.base)).or_default().push(subnet);
    }
    for unused in families.into_values() {
        let names = list(unused.iter().map(|subnet| &subnet.header.name.value));
        let noun = plural("subnet", unused.len());
        let it = if unused.len() == 1 { "it" } else { "them" };
        let message = format!("nothing is in {noun} {names}, and no route table is on {it}");
        let finding = Finding::new(&RULE, unused[0].header.name.at, message);
        let finding = unused.iter().fold(finding, |finding, subnet| finding.about(subnet.header.name.at));
        report.push(finding.help(format!("place something in {it}, or remove {it}")));
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::*;

    #[test]
    fn a_subnet_is_used_by_a_table_a_thing_in_it_or_an_output() {
        let mut sample = Sample::street();
        let main = sample.topology.subnets[0].vpc;
        let spare = sample.subnet(main, "spare", "10.0.9.0/24", "a");
        assert_eq!(sample.told(), ["subnet_unused at spare"]);
        let mut with_table = sample.clone();
        with_table.route_table(main, "table", &[spare], &[]);
        assert!(with_table.speaks("subnet_unused").is_empty());
        let of = Attribute { of: Thing::Subnet(spare), name: "id".into() };
        let value = OutputValue::List(vec![Text(vec![Piece::Attribute(of)])]);
        let name = sample.at("ids", "ids".to_owned());
        sample.topology.outputs.push(Output { name, docs: String::new(), value });
        assert!(sample.speaks("subnet_unused").is_empty());
    }
}
