//! An arrow that opens a port on which its target does not serve, while the one on which it does stays closed.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::reach::Origin;
use crate::topology::{At, Thing};

pub(super) static RULE: Rule = Rule {
    name: "edge_wrong_port",
    severity: Severity::Broken,
    checks: "An arrow to a target or a listener opens the port on which it serves.",
    why: "The port that is open answers nothing, and the one that answers is closed.",
    fails: "edge -> web: tcp 80, where web says `target: http 3000`",
    instead: "Write the port of the target or the listener.",
    source: "Elastic Load Balancing user guide, security groups for an application load balancer, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    for one in reach.unreached_targets() {
        let (Some(origin), Some(port)) = (one.instead, one.traffic.or(one.health)) else { continue };
        push(context, report, origin, one.thing, port);
    }
    for deaf in reach.deaf_listeners() {
        let Some(origin) = deaf.instead else { continue };
        push(context, report, origin, Thing::LoadBalancer(deaf.balancer), deaf.port);
    }
}

fn push(context: &Context<'_>, report: &mut Report, origin: Origin, thing: Thing, port: At<u16>) {
    let edge = &context.edges[origin.edge];
    let name = &context.header(thing).name;
    let message = format!(
        "`{}` misses port `{}`, on which `{}` serves",
        context.reach().show_origin(origin),
        port.value,
        name.value
    );
    report.push(
        Finding::new(&RULE, edge.ports[origin.ports].at, message)
            .about(edge.at)
            .about(name.at)
            .related(port.at, format!("`{}` serves here", name.value))
            .help(format!("write `tcp {}`", port.value)),
    );
}

#[cfg(test)]
mod tests {
    use crate::sample::{Sample, tcp};

    #[test]
    fn the_wrong_port_of_a_target_is_told_at_the_arrow() {
        let mut sample = Sample::street();
        sample.topology.edges[1].ports[0].value = tcp(80);
        assert_eq!(sample.told(), ["edge_wrong_port at edge 1.ports"]);
        assert_eq!(
            sample.findings()[0].message,
            "`edge -> web: tcp 80` misses port `3000`, on which `web` serves"
        );
        sample.topology.edges[1].ports[0].value = tcp(3000);
        assert_eq!(sample.told(), Vec::<String>::new());
    }

    #[test]
    fn the_wrong_port_of_a_listener_is_told_at_the_arrow() {
        let mut sample = Sample::street();
        sample.topology.edges[0].ports[0].value = tcp(8000);
        assert_eq!(sample.told(), ["edge_wrong_port at edge 0.ports"]);
    }
}
