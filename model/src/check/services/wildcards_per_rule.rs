//! Arms with more wildcards than a rule of AWS takes.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity, Site};
use crate::topology::Setting;

/// The most `*` and `?` of one rule.
///
/// Source: Application Load Balancers guide, "Quotas", 2026-09; older translations say five.
const MOST: usize = 6;

pub(super) static RULE: Rule = Rule {
    name: "wildcards_per_rule",
    severity: Severity::Refused,
    checks: "The hosts and paths of an arm have at most six `*` and `?` together.",
    why: "AWS takes six match evaluations in a rule.",
    fails: "\"*.a.org\" | \"*.b.org\" | \"*.c.org\" | \"*.d.org\" if path \"/*/x/*/y/*\" => web,",
    instead: "Split it into two arms with the same target.",
    source: "Application Load Balancers guide, \"Quotas\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for balancer in &context.load_balancers {
        for rule in balancer.listeners.iter().flat_map(|listener| &listener.rules) {
            let count = |text: &str| text.chars().filter(|letter| matches!(letter, '*' | '?')).count();
            let hosts = rule.hosts.iter().map(|host| match &host.value {
                Setting::Value(text) => (count(text), host.at),
                Setting::Param(_) => (0, host.at),
            });
            let values: Vec<(usize, Site)> =
                hosts.chain(rule.paths.iter().map(|path| (count(path), path.at))).collect();
            let mut sum = 0;
            let above = values.iter().find(|(wildcards, _)| {
                sum += wildcards;
                sum > MOST
            });
            let Some((_, at)) = above else { continue };
            let all: usize = values.iter().map(|(wildcards, _)| wildcards).sum();
            report.push(
                Finding::new(&RULE, *at, format!("this arm has {all} wildcards, a rule takes {MOST}"))
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
    fn six_wildcards_are_taken_and_the_seventh_is_refused() {
        let told = |paths: &[&str]| {
            let mut sample = Sample::street();
            let paths = paths.iter().map(|path| sample.at(path, (*path).to_owned())).collect();
            let forward = Action::Forward(TargetGroupId(0));
            let (at, action) = (sample.site("arm"), sample.at("action", forward.clone()));
            let listener = sample.listener(LoadBalancerId(0), ListenerProtocol::Http, 8080, forward);
            listener.rules.push(ListenerRule { at, hosts: vec![], paths, action });
            sample.speaks("wildcards_per_rule")
        };
        assert!(told(&["/*/?/*", "/a*/b*/c?"]).is_empty());
        assert_eq!(told(&["/*/?/*", "/a*/b*/c?", "/d/*"]), ["/d/*"]);
    }
}
