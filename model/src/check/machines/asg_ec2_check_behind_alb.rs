//! Groups behind a load balancer whose verdict they do not hear.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};

use super::forwarded_targets;

pub(super) static RULE: Rule = Rule {
    name: "asg_ec2_check_behind_alb",
    severity: Severity::Lint,
    checks: "A group that a load balancer forwards to has `health_check: load_balancer`.",
    why: "Otherwise a machine is replaced only when EC2 finds it broken: one that does not answer stays for ever.",
    fails: "auto_scaling_group web in public { … target: http 3000 }",
    instead: "Write `health_check: load_balancer { grace: 300 s }`.",
    source: "Amazon EC2 Auto Scaling user guide, \"Health checks\", 2026-09; unverified",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let used = forwarded_targets(context);
    for group in context.auto_scaling_groups.iter().filter(|group| !group.balancer_health.value) {
        if group.target.is_some_and(|target| used.contains(&target)) {
            let name = &group.header.name;
            let message = format!("group `{}` never replaces machines that fail the load balancer's check", name.value);
            report.push(
                Finding::new(&RULE, name.at, message)
                    .about(name.at)
                    .about(group.balancer_health.at)
                    .help("add `health_check: load_balancer { grace: 300 s }`"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_group_behind_a_balancer_is_told_unless_it_hears_its_verdict() {
        let mut sample = Sample::street();
        assert!(sample.speaks("asg_ec2_check_behind_alb").is_empty());
        sample.topology.auto_scaling_groups[0].balancer_health.value = false;
        assert_eq!(sample.speaks("asg_ec2_check_behind_alb"), ["web"]);
        sample.topology.auto_scaling_groups[0].target = None;
        assert!(sample.speaks("asg_ec2_check_behind_alb").is_empty());
    }
}
