//! Groups that scale so late that their burstable machines are billed for surplus credits.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::data::instance_types::find_instance_type;
use crate::facts::instance_types;

pub(super) static RULE: Rule = Rule {
    name: "burstable_unlimited_cost",
    severity: Severity::Cost,
    checks: "A burstable group scales before its machines use more than their baseline.",
    why: "`t3`, `t3a` and `t4g` start in unlimited mode: CPU beyond the baseline is billed, 0.05 USD a vCPU-hour on Linux.",
    fails: "launch: { instance_type: \"t3.small\", … }, scaling: cpu 70%",
    instead: "`scaling: cpu 20%`, or a type that is not burstable",
    source: "EC2 user guide, \"Burstable performance instances\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for group in &context.auto_scaling_groups {
        let Some(target) = &group.cpu_target else { continue };
        let types = instance_types(context, &group.launch);
        let lowest = types.into_iter().filter_map(|(name, _)| find_instance_type(name)).filter_map(|kind| Some((kind.baseline()?, kind.name)));
        let Some((baseline, kind)) = lowest.min() else { continue };
        if target.value > baseline {
            let message = format!(
                "CPU target {}% is above the baseline of `{kind}`, {baseline}%: surplus credits are billed",
                target.value
            );
            let finding = Finding::new(&RULE, target.at, message).about(group.header.name.at);
            report.push(finding.help(format!("write `cpu {baseline}%`, or take a type that is not burstable")));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    fn speaks(instance_type: &str, target: u32) -> Vec<String> {
        let mut sample = Sample::street();
        let launch = sample.launch("web", instance_type);
        sample.topology.auto_scaling_groups[0].launch = launch;
        sample.topology.auto_scaling_groups[0].cpu_target = Some(sample.at("web.scaling", target));
        sample.speaks("burstable_unlimited_cost")
    }

    #[test]
    fn a_target_above_the_baseline_costs() {
        assert!(speaks("t3.small", 20).is_empty());
        assert_eq!(speaks("t3.small", 21), ["web.scaling"]);
        assert!(speaks("m5.large", 70).is_empty());
    }
}
