//! An arrow between security groups of two VPCs.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::End;

pub(super) static RULE: Rule = Rule {
    name: "group_reference_other_vpc",
    severity: Severity::Refused,
    checks: "An arrow joins groups of one VPC.",
    why: "A rule cannot name a group of a VPC that is not peered: InvalidGroup.NotFound.",
    fails: "api -> ledger: tcp 5432; where the two are in different VPCs",
    instead: "Put both into one VPC.",
    source: "Amazon VPC peering guide, update your security groups, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    for edge in &context.edges {
        let pairs = edge.from.iter().flat_map(|from| edge.to.iter().map(move |to| (from, to)));
        for (from, to) in pairs {
            let (End::Group(source), End::Group(target)) = (from.value, to.value) else { continue };
            let (Some(one), Some(other)) = (reach.group_vpc(source), reach.group_vpc(target)) else { continue };
            if one == other {
                continue;
            }
            let (one, other) = (&context[one].header.name.value, &context[other].header.name.value);
            let (source, target) = (&context[source].header.name, &context[target].header.name);
            let message = format!(
                "`{}` is in VPC `{one}`, `{}` is in VPC `{other}`, and the two are not connected",
                source.value, target.value
            );
            report.push(
                Finding::new(&RULE, to.at, message)
                    .about(edge.at)
                    .related(from.at, format!("in VPC `{one}`"))
                    .help("put both into one VPC"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn an_arrow_between_two_vpcs_is_told_once() {
        let mut sample = Sample::street();
        let other = sample.vpc("other", "10.1.0.0/16");
        let far = sample.subnet(other, "far.a", "10.1.0.0/24", "a");
        sample.route_table(other, "far_table", &[far], &[]);
        sample.instance("probe", far, "t3.small");
        sample.arrow("permit probe -> main: tcp 3000");
        assert_eq!(sample.told(), Vec::<String>::new());
        sample.arrow("probe -> web: tcp 3000");
        assert_eq!(sample.told(), ["group_reference_other_vpc at web in probe -> web: tcp 3000"]);
    }
}
