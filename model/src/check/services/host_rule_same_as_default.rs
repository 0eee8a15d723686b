//! Arms that do what the default does.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::routing::Routing;
use crate::topology::Action;

pub(super) static RULE: Rule = Rule {
    name: "host_rule_same_as_default",
    severity: Severity::Lint,
    checks: "An arm that does what `_` does keeps something from an arm below it.",
    why: "Without it the same would happen: the arm costs a rule and says nothing, or `_` was to do something else.",
    fails: "match host { \"www.example.com\" => web, \"api.example.com\" => api, _ => web }",
    instead: "Write `_ => respond 404`, or remove the arm.",
    source: "Groundplan, service rules, 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for balancer in &context.load_balancers {
        for listener in &balancer.listeners {
            let Some(default) = &listener.default else { continue };
            let routing = Routing::new(listener, |site| report.failed(site));
            for (index, rule) in listener.rules.iter().enumerate() {
                let below = index + 1..listener.rules.len();
                let overrides = |other: usize| {
                    !do_the_same(&listener.rules[other].action, default) && !routing.are_apart(index, other)
                };
                if routing.arm(index).is_none()
                    || !do_the_same(&rule.action, default)
                    || below.into_iter().any(overrides)
                {
                    continue;
                }
                report.push(
                    Finding::new(&RULE, rule.at, "this arm does what `_` does")
                        .about(balancer.header.name.at)
                        .related(default.at, "the default is here")
                        .help("write `_ => respond 404`, or remove the arm"),
                );
            }
        }
    }
}

fn do_the_same(one: &Action, other: &Action) -> bool {
    match (one, other) {
        (Action::Forward(one), Action::Forward(other)) => one == other,
        (
            Action::Redirect { status, protocol, port },
            Action::Redirect { status: other_status, protocol: other_protocol, port: other_port },
        ) => {
            (status.value, protocol.value, port.value)
                == (other_status.value, other_protocol.value, other_port.value)
        }
        (
            Action::Respond { status, content_type, body },
            Action::Respond { status: other_status, content_type: other_type, body: other_body },
        ) => {
            let text = |text: &Option<crate::topology::At<String>>| text.as_ref().map(|text| text.value.clone());
            status.value == other_status.value
                && text(content_type) == text(other_type)
                && text(body) == text(other_body)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::*;

    /// Arms to the targets of these numbers, above a default to target 0.
    fn told(arms: &[(&str, u32)]) -> Vec<String> {
        let mut sample = Sample::street();
        let main = sample.topology.subnets[0].vpc;
        let api = sample.auto_scaling_group("api", &[SubnetId(0), SubnetId(1)], "t3.small", [1, 2, 2]);
        let target = sample.target("api", main, 8080);
        sample.topology.auto_scaling_groups[api.0 as usize].target = Some(target);
        let rules = arms
            .iter()
            .map(|(host, target)| ListenerRule {
                at: sample.site(host),
                hosts: vec![sample.at("host", Setting::Value((*host).to_owned()))],
                paths: vec![],
                action: sample.at("action", Action::Forward(TargetGroupId(*target))),
            })
            .collect();
        let default = Action::Forward(TargetGroupId(0));
        sample.listener(LoadBalancerId(0), ListenerProtocol::Http, 8080, default).rules = rules;
        sample.speaks("host_rule_same_as_default")
    }

    #[test]
    fn an_arm_like_the_default_is_told_unless_an_arm_below_would_take_its_requests() {
        assert_eq!(told(&[("www.org", 0), ("api.org", 1)]), ["www.org"]);
        assert_eq!(told(&[("api.org", 1), ("www.org", 0)]), ["www.org"]);
        assert!(told(&[("www.org", 0), ("*.org", 1)]).is_empty());
        assert_eq!(told(&[("www.org", 0), ("*.org", 0)]), ["www.org", "*.org"]);
        assert!(told(&[("api.org", 1)]).is_empty());
    }
}
