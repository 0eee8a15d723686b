//! Groups that ask a load balancer for health and have none.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "asg_elb_check_without_target_group",
    severity: Severity::Broken,
    checks: "A group whose health a load balancer judges has a target.",
    why: "Nobody judges its machines then, and a broken one stays.",
    fails: "auto_scaling_group web in public { health_check: load_balancer { grace: 300 s }, … } without `target`",
    instead: "Write a `target`, or leave `health_check` out.",
    source: "Auto Scaling API model (botocore 1.44.5), 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for group in &context.auto_scaling_groups {
        if group.balancer_health.value && group.target.is_none() {
            let name = &group.header.name;
            let message = format!("`{}` asks a load balancer for health, and has no `target`", name.value);
            let finding = Finding::new(&RULE, group.balancer_health.at, message).about(name.at);
            report.push(finding.help("write `target: http 80`, or leave `health_check` out"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn health_of_the_balancer_needs_a_target() {
        let mut sample = Sample::street();
        sample.topology.auto_scaling_groups[0].balancer_health = sample.at("web.health_check", true);
        assert!(sample.speaks("asg_elb_check_without_target_group").is_empty());
        sample.topology.auto_scaling_groups[0].target = None;
        assert_eq!(sample.speaks("asg_elb_check_without_target_group"), ["web.health_check"]);
    }
}
