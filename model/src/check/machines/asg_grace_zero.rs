//! Groups that replace their machines while these start.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "asg_grace_zero",
    severity: Severity::Lint,
    checks: "A group that hears a load balancer's verdict gives a new machine time to start.",
    why: "Without a grace period a machine that still boots is unhealthy and replaced, and so is the next one, for ever.",
    fails: "auto_scaling_group web in public { health_check: load_balancer, … }",
    instead: "Write `health_check: load_balancer { grace: 300 s }`.",
    source: "Amazon EC2 Auto Scaling user guide, \"Set the health check grace period\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for group in &context.auto_scaling_groups {
        let hears = group.balancer_health.value && group.target.is_some();
        if !hears || group.grace.value != 0 {
            continue;
        }
        let at = if group.grace.written { group.grace.at } else { group.balancer_health.at };
        let name = &group.header.name;
        let message = format!("`{}` replaces its machines while they start, the grace period is 0 s", name.value);
        let finding = Finding::new(&RULE, at, message).about(name.at).about(group.grace.at);
        report.push(finding.help("write `health_check: load_balancer { grace: 300 s }`"));
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_machine_gets_time_to_start_before_the_balancer_judges_it() {
        let mut sample = Sample::street();
        sample.topology.auto_scaling_groups[0].grace = sample.at("web.grace", 1);
        assert!(sample.speaks("asg_grace_zero").is_empty());
        sample.topology.auto_scaling_groups[0].grace.value = 0;
        assert_eq!(sample.speaks("asg_grace_zero"), ["web.grace"]);
        sample.topology.auto_scaling_groups[0].balancer_health.value = false;
        assert!(sample.speaks("asg_grace_zero").is_empty());
    }
}
