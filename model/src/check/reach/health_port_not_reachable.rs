//! A health check on a port of its own that the load balancer does not reach.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};

use super::load_balancer_cannot_reach_target::line;

pub(super) static RULE: Rule = Rule {
    name: "health_port_not_reachable",
    severity: Severity::Broken,
    checks: "A load balancer reaches the health port of its targets.",
    why: "Every target stays unhealthy, though its traffic port is open.",
    fails: "target: http 3000 { health_check: { path: \"/\", port: 9001 } } with `edge -> web: tcp 3000` only",
    instead: "Add the health port to the arrow, or check on the traffic port.",
    source: "Elastic Load Balancing user guide, security groups for an application load balancer, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    for one in reach.unreached_targets().iter().filter(|one| one.traffic.is_none() && one.instead.is_none()) {
        let Some(port) = one.health else { continue };
        let (balancer, name) = (&context[one.balancer].header.name, &context.header(one.thing).name);
        let (from, to, broken) = &one.broken;
        let message = format!(
            "health check of `{}` uses port `{}`, which load balancer `{}` cannot reach: {}",
            name.value,
            port.value,
            balancer.value,
            reach.show_hop(from, to, broken)
        );
        report.push(
            Finding::new(&RULE, port.at, message)
                .about(name.at)
                .about(balancer.at)
                .related(balancer.at, "this load balancer checks it")
                .help(format!("add `{}`, or leave out `port:`", line(reach, one))),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_closed_health_port_is_told_at_the_port() {
        let mut sample = Sample::street();
        let health = sample.at("web.health.port", 9001);
        sample.topology.target_groups[0].health.port = Some(health);
        assert_eq!(sample.told(), ["health_port_not_reachable at web.health.port"]);
        assert_eq!(
            sample.findings()[0].help.as_deref(),
            Some("add `edge -> web: tcp 9001`, or leave out `port:`")
        );
        sample.arrow("edge -> web: tcp 9001");
        assert_eq!(sample.told(), Vec::<String>::new());
    }
}
