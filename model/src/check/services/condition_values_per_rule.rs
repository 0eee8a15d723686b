//! Arms with more values than a rule of AWS takes.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity, Site};

/// The most values of one rule, hosts and paths together.
///
/// Source: Application Load Balancers guide, "Quotas", 2026-09.
const MOST: usize = 5;

pub(super) static RULE: Rule = Rule {
    name: "condition_values_per_rule",
    severity: Severity::Refused,
    checks: "An arm has at most five hosts and paths together.",
    why: "AWS takes five condition values in a rule: ValidationError.",
    fails: "\"a.org\" | \"b.org\" | \"c.org\" | \"d.org\" | \"e.org\" | \"f.org\" => web,",
    instead: "Split it into two arms with the same target.",
    source: "Application Load Balancers guide, \"Quotas\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for balancer in &context.load_balancers {
        for rule in balancer.listeners.iter().flat_map(|listener| &listener.rules) {
            let hosts = rule.hosts.iter().map(|host| host.at);
            let values: Vec<Site> = hosts.chain(rule.paths.iter().map(|path| path.at)).collect();
            let Some(first_above) = values.get(MOST) else { continue };
            let message = format!("this arm has {} hosts and paths, a rule takes {MOST}", values.len());
            report.push(
                Finding::new(&RULE, *first_above, message)
                    .about(balancer.header.name.at)
                    .help("split it into two arms with the same target"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::*;

    #[test]
    fn five_values_are_taken_and_the_sixth_is_refused() {
        let told = |hosts: usize, paths: usize| {
            let mut sample = Sample::street();
            let hosts = (1..=hosts)
                .map(|n| sample.at(&format!("host {n}"), Setting::Value(format!("h{n}.org"))))
                .collect();
            let paths = (1..=paths).map(|n| sample.at(&format!("path {n}"), format!("/{n}"))).collect();
            let forward = Action::Forward(TargetGroupId(0));
            let (at, action) = (sample.site("arm"), sample.at("action", forward.clone()));
            let listener = sample.listener(LoadBalancerId(0), ListenerProtocol::Http, 8080, forward);
            listener.rules.push(ListenerRule { at, hosts, paths, action });
            sample.speaks("condition_values_per_rule")
        };
        assert!(told(5, 0).is_empty() && told(3, 2).is_empty());
        assert_eq!(told(6, 0), ["host 6"]);
        assert_eq!(told(3, 4), ["path 3"]);
    }
}
