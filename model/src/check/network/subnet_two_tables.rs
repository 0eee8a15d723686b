//! Subnets that several route tables claim.



use crate::ordered::OrderedMap;
use crate::check::lookup::with_ids;
use crate::check::words::{list, plural};
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity, Site};
use crate::topology::{RouteTableId, SubnetId};

pub(super) static RULE: Rule = Rule {
    name: "subnet_two_tables",
    severity: Severity::Refused,
    checks: "A subnet is on one route table, once.",
    why: "AWS refuses the second association: Resource.AlreadyAssociated.",
    fails: "route_table to_internet on public { … }  route_table isolated on [public.a, data];",
    instead: "Take the subnet out of one of the tables.",
    source: "AWS CloudFormation linter, E3022, and the message in public reports, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let mut first: OrderedMap<SubnetId, (Site, RouteTableId)> = OrderedMap::new();
    for (id, table) in with_ids(&context.route_tables, RouteTableId) {
        // One mention can stand for a whole family: what is wrong with its members is one finding.
        let mut again: OrderedMap<(Site, RouteTableId), Vec<SubnetId>> = OrderedMap::new();
        for subnet in &table.subnets {
            let (site, earlier) = *first.entry(subnet.value).or_insert((subnet.at, id));
            if site != subnet.at {
                again.entry((subnet.at, earlier)).or_default().push(subnet.value);
            }
        }
        for ((at, earlier), subnets) in again {
            let Some((site, _)) = subnets.first().and_then(|subnet| first.get(subnet)) else { continue };
            let other = &context[earlier].header.name.value;
            let names = list(subnets.iter().map(|subnet| &context[*subnet].header.name.value));
            let message = format!(
                "{} {names} {} already on route table `{other}`",
                plural("subnet", subnets.len()),
                if subnets.len() == 1 { "is" } else { "are" },
            );
            let finding = Finding::new(&RULE, at, message).about(table.header.name.at);
            let finding =
                subnets.iter().fold(finding, |finding, subnet| finding.about(context[*subnet].header.name.at));
            report.push(
                finding
                    .related(*site, "it is on a table here")
                    .help(format!("take {names} out of `{}` or out of `{other}`", table.header.name.value)),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::SubnetId;

    #[test]
    fn a_subnet_on_a_second_table_is_refused_at_its_second_mention() {
        let mut sample = Sample::street();
        let main = sample.topology.subnets[0].vpc;
        sample.route_table(main, "second", &[SubnetId(0), SubnetId(1)], &[]);
        assert_eq!(sample.speaks("subnet_two_tables"), ["second.on.public.a", "second.on.public.b"]);
    }

    #[test]
    fn a_family_that_is_named_as_one_is_one_finding() {
        let mut sample = Sample::street();
        let main = sample.topology.subnets[0].vpc;
        let table = sample.route_table(main, "second", &[SubnetId(0), SubnetId(1)], &[]);
        let subnets = &mut sample.topology.route_tables[table.0 as usize].subnets;
        subnets[1].at = subnets[0].at;
        let findings = sample.findings();
        let told: Vec<_> = findings.iter().filter(|f| f.rule.name == "subnet_two_tables").collect();
        assert_eq!(told.len(), 1);
        assert_eq!(
            told[0].message,
            "subnets `public.a` and `public.b` are already on route table `to_internet`"
        );
    }

    #[test]
    fn each_subnet_on_a_table_of_its_own_is_right() {
        assert!(Sample::street().speaks("subnet_two_tables").is_empty());
    }
}
