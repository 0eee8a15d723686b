//! A load balancer that does not reach what it forwards to.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::reach::Reach;
use crate::reach::balancers::Unreached;
use crate::topology::Thing;

pub(super) static RULE: Rule = Rule {
    name: "load_balancer_cannot_reach_target",
    severity: Severity::Broken,
    checks: "A load balancer reaches its targets on their port, from each of its subnets to each of theirs.",
    why: "A target opens nothing by itself: without an arrow every target is unhealthy and every request gets 502 or 504.",
    fails: "listen http 80 => web; without `edge -> web: tcp 3000`",
    instead: "Add an arrow from the load balancer to the target.",
    source: "Elastic Load Balancing user guide, security groups for an application load balancer, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    let unreached = reach.unreached_targets();
    for one in unreached.iter().filter(|one| one.instead.is_none()) {
        let Some(port) = one.traffic else { continue };
        let (balancer, name) = (&context[one.balancer].header.name, &context.header(one.thing).name);
        let (from, to, broken) = &one.broken;
        let message = format!(
            "load balancer `{}` cannot reach `{}` on port `{}`: {}",
            balancer.value,
            name.value,
            port.value,
            reach.show_hop(from, to, broken)
        );
        report.push(
            Finding::new(&RULE, port.at, message)
                .about(name.at)
                .about(balancer.at)
                .related(balancer.at, "this load balancer forwards to it")
                .help(format!("add `{}`", line(reach, one))),
        );
    }
}

/// The arrow that is missing: `edge -> web: tcp 3000, tcp 9001`.
pub(super) fn line(reach: &Reach<'_>, one: &Unreached) -> String {
    let ports: Vec<String> =
        one.traffic.into_iter().chain(one.health).map(|port| format!("tcp {}", port.value)).collect();
    let from = reach.arrow_name(Thing::LoadBalancer(one.balancer));
    format!("{from} -> {}: {}", reach.arrow_name(one.thing), ports.join(", "))
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_missing_arrow_is_told_with_the_line_to_paste() {
        let mut sample = Sample::street();
        let health = sample.at("web.health.port", 9001);
        sample.topology.target_groups[0].health.port = Some(health);
        sample.topology.edges.remove(1);
        assert_eq!(sample.told(), ["load_balancer_cannot_reach_target at web.target.port"]);
        let finding = &sample.findings()[0];
        assert_eq!(finding.help.as_deref(), Some("add `edge -> web: tcp 3000, tcp 9001`"));
        assert_eq!(
            finding.message,
            "load balancer `edge` cannot reach `web` on port `3000`: no group of `edge` lets out tcp 3000 to `web`"
        );
    }

    #[test]
    fn each_pair_of_subnets_has_to_be_open() {
        let mut sample = Sample::street();
        sample.topology.edges.remove(1);
        sample.arrow(r#"edge -> "10.0.0.0/16": tcp 3000"#);
        sample.arrow(r#""10.0.1.0/24" -> web: tcp 3000"#);
        assert_eq!(sample.speaks("load_balancer_cannot_reach_target"), ["web.target.port"]);
        sample.arrow(r#""10.0.2.0/24" -> web: tcp 3000"#);
        assert!(sample.speaks("load_balancer_cannot_reach_target").is_empty());
    }
}
