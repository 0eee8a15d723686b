//! A listener on a port that nobody may reach.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::{LoadBalancer, Thing};

pub(super) static RULE: Rule = Rule {
    name: "security_group_misses_listener_port",
    severity: Severity::Broken,
    checks: "Somebody may reach the port of each listener.",
    why: "A listener opens nothing by itself: without an inbound rule for its port nobody gets an answer.",
    fails: "load_balancer edge … { listen http 8080 => web; } without an arrow to `edge` on tcp 8080",
    instead: "Add an arrow to the load balancer on the listener's port.",
    source: "Elastic Load Balancing user guide, security groups for an application load balancer, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    for deaf in reach.deaf_listeners().into_iter().filter(|deaf| deaf.instead.is_none()) {
        let balancer = &context[deaf.balancer];
        let name = &balancer.header.name;
        let port = deaf.port.value;
        let target = reach.arrow_name(Thing::LoadBalancer(deaf.balancer));
        report.push(
            Finding::new(
                &RULE,
                deaf.port.at,
                format!("load balancer `{}` listens on port `{port}`, which no rule of its security groups lets in", name.value),
            )
            .about(name.at)
            .help(format!("add `{} -> {target}: tcp {port}`", clients(context, balancer))),
        );
    }
}

/// Who a load balancer is for, as the source of an arrow.
pub(super) fn clients(context: &Context<'_>, balancer: &LoadBalancer) -> String {
    let vpc = balancer.subnets.first().map(|subnet| context[subnet.value].vpc);
    match vpc.filter(|_| !balancer.internet_facing.value) {
        Some(vpc) => context[vpc].header.name.to_string(),
        None => "internet".into(),
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::{Action, ListenerProtocol, LoadBalancerId, TargetGroupId};

    #[test]
    fn a_port_that_nobody_may_reach_is_told_with_the_line_to_paste() {
        let mut sample = Sample::street();
        let forward = Action::Forward(TargetGroupId(0));
        sample.listener(LoadBalancerId(0), ListenerProtocol::Http, 8080, forward);
        assert_eq!(sample.speaks("security_group_misses_listener_port"), ["edge:8080.port"]);
        let findings = sample.findings();
        let finding = findings.iter().find(|one| one.rule.name == "security_group_misses_listener_port");
        assert_eq!(
            finding.and_then(|one| one.help.as_deref()),
            Some("add `internet -> edge: tcp 8080`")
        );
        sample.arrow("permit main -> edge: tcp 8000..=9000");
        assert!(sample.speaks("security_group_misses_listener_port").is_empty());
    }
}
