//! Route tables that route for nobody.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "route_table_unused",
    severity: Severity::Lint,
    checks: "A route table is on a subnet.",
    why: "A table that is on no subnet routes nothing.",
    fails: "route_table spare { \"0.0.0.0/0\" -> gate; }",
    instead: "Say which subnets it is `on`, or remove it.",
    source: "Amazon VPC user guide, \"Route tables\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for table in context.route_tables.iter().filter(|table| table.subnets.is_empty()) {
        let name = &table.header.name;
        let subnet = context.subnets.iter().find(|subnet| subnet.vpc == table.vpc);
        let on = subnet.map_or("public", |subnet| subnet.header.name.value.base.as_str());
        report.push(
            Finding::new(&RULE, name.at, format!("route table `{}` routes for no subnet", name.value))
                .about(name.at)
                .help(format!("add `on {on}` behind its name, or remove it")),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_table_on_no_subnet_is_told() {
        let mut sample = Sample::street();
        assert!(sample.speaks("route_table_unused").is_empty());
        let main = sample.topology.subnets[0].vpc;
        sample.route_table(main, "spare", &[], &[]);
        assert_eq!(sample.speaks("route_table_unused"), ["spare"]);
    }
}
