//! Two listeners of one load balancer on one port.



use crate::ordered::OrderedMap;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::Listener;

pub(super) static RULE: Rule = Rule {
    name: "listener_port_taken",
    severity: Severity::Refused,
    checks: "A load balancer has one listener on a port, whatever it speaks.",
    why: "AWS refuses the second one: DuplicateListener.",
    fails: "listen http 443 => web;  listen https 443 with { certificates: [site] } => web;",
    instead: "Give one of them another port.",
    source: "Elastic Load Balancing API model, CreateListener, botocore 1.44.5, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for balancer in &context.load_balancers {
        let mut first: OrderedMap<u16, &Listener> = OrderedMap::new();
        for listener in &balancer.listeners {
            let earlier = *first.entry(listener.port.value).or_insert(listener);
            if std::ptr::eq(earlier, listener) || report.failed(listener.port.at) {
                continue;
            }
            let name = &balancer.header.name;
            let message = format!(
                "load balancer `{}` already has a listener on port {}, it speaks `{}`",
                name.value,
                listener.port.value,
                earlier.protocol.word()
            );
            report.push(
                Finding::new(&RULE, listener.port.at, message)
                    .about(name.at)
                    .related(earlier.port.at, "the port is taken here")
                    .help("give one of them another port"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::*;

    #[test]
    fn a_port_is_taken_once_for_both_protocols_and_each_balancer() {
        let mut sample = Sample::street();
        let forward = Action::Forward(TargetGroupId(0));
        sample.listener(LoadBalancerId(0), ListenerProtocol::Http, 8080, forward.clone());
        assert!(sample.speaks("listener_port_taken").is_empty());
        sample.listener(LoadBalancerId(0), ListenerProtocol::Https, 80, forward);
        assert_eq!(sample.speaks("listener_port_taken"), ["edge:80.port"]);
    }
}
