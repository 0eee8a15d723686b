//! Health checks that may still run when the next one begins.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "health_timeout_not_below_interval",
    severity: Severity::Refused,
    checks: "The timeout of a health check is below its interval. Left out they are 5 s and 30 s.",
    why: "AWS refuses it: ValidationError.",
    fails: "health_check: { path: \"/\", interval: 5 s }",
    instead: "Write a shorter `timeout` or a longer `interval`.",
    source: "Application Load Balancers guide, \"Health checks for your target groups\", and moto 5.2.5, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for target in &context.target_groups {
        let (timeout, interval) = (target.health.timeout, target.health.interval);
        if timeout.value < interval.value || report.failed(timeout.at) || report.failed(interval.at) {
            continue;
        }
        let by_default = if timeout.written { "" } else { ", which is the default," };
        let message = format!(
            "health check timeout of {} s{by_default} is not below the interval of {} s",
            timeout.value, interval.value
        );
        let (at, other) = if timeout.written { (timeout, interval) } else { (interval, timeout) };
        let finding = Finding::new(&RULE, at.at, message).about(target.name.at);
        let finding = if other.written { finding.related(other.at, "the other one is here") } else { finding };
        // AWS's shortest timeout is 2 s, its longest interval 300 s.
        report.push(if interval.value > 2 {
            finding.help(format!("write `timeout: {} s`", (interval.value - 1).min(5)))
        } else {
            finding.help(format!("write `interval: {} s`", timeout.value + 1))
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    fn told(timeout: Option<u32>, interval: u32) -> Vec<String> {
        let mut sample = Sample::street();
        let health = &mut sample.topology.target_groups[0].health;
        health.interval.value = interval;
        health.timeout.written = timeout.is_some();
        health.timeout.value = timeout.unwrap_or(5);
        sample.speaks("health_timeout_not_below_interval")
    }

    #[test]
    fn the_default_of_5_s_counts_and_the_bound_is_exact() {
        assert_eq!(told(None, 5), ["web.health.interval"]);
        assert!(told(None, 6).is_empty());
        assert_eq!(told(Some(30), 30), ["web.health.timeout"]);
        assert!(told(Some(29), 30).is_empty());
    }
}
