//! Groups of several machines in one zone.

use crate::ordered::OrderedSet;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::{ParamType, Setting};

pub(super) static RULE: Rule = Rule {
    name: "asg_single_zone",
    severity: Severity::Lint,
    checks: "A group of at least two machines is in two zones.",
    why: "Two machines in one zone fail together.",
    fails: "auto_scaling_group web in public.a { … size: { min: 2, max: 4 } }",
    instead: "Add a subnet of another zone.",
    source: "Groundplan, machine rules, 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for group in &context.auto_scaling_groups {
        let zones: OrderedSet<&str> = group.subnets.iter().map(|at| context[at.value].zone.as_str()).collect();
        let (Some(zone), 1) = (zones.first(), zones.len()) else { continue };
        let fewest = match &group.min.value {
            Setting::Value(min) => *min,
            Setting::Param(id) => match context[*id].ty {
                ParamType::Count(fewest, _) => fewest,
                _ => 0,
            },
        };
        if fewest < 2 {
            continue;
        }
        let (name, at) = (&group.header.name, &group.subnets[0]);
        let vpc = context[at.value].vpc;
        let other = context.subnets.iter().find(|subnet| {
            subnet.vpc == vpc
                && subnet.zone.value != *zone
                && subnet.header.name.value.base == context[at.value].header.name.value.base
        });
        let message = format!("the {fewest} machines of group `{}` are all in `{zone}`", name.value);
        let finding = Finding::new(&RULE, at.at, message).about(name.at);
        report.push(match other {
            Some(other) => finding.help(format!("write `in {}`", other.header.name.value.base)),
            None => finding.help("add a subnet of another zone"),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::SubnetId;

    #[test]
    fn two_machines_in_one_zone_are_told_and_one_is_not() {
        let mut sample = Sample::street();
        sample.auto_scaling_group("one", &[SubnetId(0)], "t3.small", [1, 1, 2]);
        assert!(sample.speaks("asg_single_zone").is_empty());
        sample.auto_scaling_group("two", &[SubnetId(0)], "t3.small", [2, 2, 2]);
        assert_eq!(sample.speaks("asg_single_zone"), ["two.in.public.a"]);
    }
}
