//! A subnet on which no route table is.



use crate::ordered::OrderedMap;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::{SubnetId, VpcId};

pub(super) static RULE: Rule = Rule {
    name: "subnet_without_table",
    severity: Severity::Lint,
    checks: "A subnet is on a declared route table.",
    why: "Without one the VPC's main table applies, which is not declared and has local routes only; where something in the subnet needs the internet, `no_route_to_internet` says so.",
    fails: "subnet spare \"10.0.5.0/24\" in a; and no `route_table … on spare`",
    instead: "Add the subnet to what a route table is `on`; an empty table says that it shall be isolated.",
    source: "Amazon VPC user guide, subnet route tables, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    let mut families: OrderedMap<(VpcId, &str), Vec<SubnetId>> = OrderedMap::new();
    for (index, subnet) in context.subnets.iter().enumerate() {
        let id = SubnetId(index as u32);
        if reach.routes.table(id).is_none() {
            families.entry((subnet.vpc, &subnet.header.name.base)).or_default().push(id);
        }
    }
    for ((vpc, base), missing) in families {
        let whole = context.subnets.iter().filter(|one| one.vpc == vpc && one.header.name.base == base).count();
        let first = &context[missing[0]].header.name;
        let on = if whole == missing.len() { base.to_owned() } else { first.to_string() };
        let (is, gets, them) =
            if missing.len() == 1 { ("is", "gets", "it") } else { ("are", "get", "them") };
        let message =
            format!("{} {is} on no route table and {gets} only local routes", reach.show_subnets(&missing));
        let mut finding = Finding::new(&RULE, first.at, message);
        for subnet in &missing {
            finding = finding.about(context[*subnet].header.name.at);
        }
        report.push(
            finding.help(format!("add {them} to what a route table is `on`, or write `route_table isolated on {on};`")),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::{SubnetId, VpcId};

    /// The street with a subnet that is on no table.
    fn spare() -> (Sample, SubnetId) {
        let mut sample = Sample::street();
        let spare = sample.subnet(VpcId(0), "spare.b", "10.0.30.0/24", "b");
        (sample, spare)
    }

    #[test]
    fn a_subnet_without_a_table_is_told() {
        assert!(Sample::street().speaks("subnet_without_table").is_empty());
        let (mut sample, spare) = spare();
        sample.instance("job", spare, "t3.small");
        assert_eq!(sample.told(), ["subnet_without_table at spare.b"]);
        sample.route_table(VpcId(0), "own", &[spare], &[]);
        assert_eq!(sample.told(), Vec::<String>::new());
    }

    #[test]
    fn a_family_is_told_once() {
        let (mut sample, first) = spare();
        let second = sample.subnet(VpcId(0), "spare.a", "10.0.31.0/24", "a");
        sample.auto_scaling_group("job", &[first, second], "t3.small", [1, 2, 2]);
        assert_eq!(sample.told(), ["subnet_without_table at spare.b"]);
        let help = sample.findings()[0].help.clone().unwrap_or_default();
        assert!(help.ends_with("`route_table isolated on spare;`"), "{help}");
    }

    #[test]
    fn what_cannot_work_for_want_of_a_route_explains_it() {
        let (mut sample, spare) = spare();
        sample.instance("job", spare, "t3.small");
        sample.arrow("job -> internet: tcp 443");
        assert_eq!(sample.told(), ["no_route_to_internet at job in job -> internet: tcp 443"]);

        let (mut sample, spare) = self::spare();
        sample.instance("job", spare, "t3.small");
        sample.arrow("internet -> job: tcp 8080");
        assert_eq!(sample.told(), ["internet_edge_to_private_address at job in internet -> job: tcp 8080"]);

        let (mut sample, spare) = self::spare();
        sample.auto_scaling_group("job", &[SubnetId(0), spare], "t3.small", [1, 2, 2]);
        sample.arrow("job -> internet: tcp 443");
        assert_eq!(sample.told(), ["group_half_connected at job.in.spare.b"]);

        let (mut sample, spare) = self::spare();
        sample.topology.load_balancers[0].subnets[1].value = spare;
        assert_eq!(sample.told(), ["load_balancer_half_public at edge.in.public.b"]);

        let (mut sample, spare) = self::spare();
        sample.load_balancer("inner", true, &[spare]);
        assert_eq!(sample.speaks("alb_public_needs_igw_route"), ["inner.in.spare.b"]);
        assert!(sample.speaks("subnet_without_table").is_empty());

        let (mut sample, spare) = self::spare();
        sample.nat_gateway("out", spare);
        assert_eq!(sample.told(), ["nat_in_private_subnet at out.subnet"]);
    }
}
