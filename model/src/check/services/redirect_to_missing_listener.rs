//! Redirects to a port that nobody listens on.

use crate::check::lookup::actions;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::Action;

pub(super) static RULE: Rule = Rule {
    name: "redirect_to_missing_listener",
    severity: Severity::Broken,
    checks: "A redirect leads to a port of the load balancer that has a listener.",
    why: "A redirect keeps the host, so the client comes back to the same load balancer, where nobody answers.",
    fails: "listen http 80 => redirect 301 https 443;  // and no listener on 443",
    instead: "Add the listener, or redirect to a port that has one.",
    source: "Application Load Balancers guide, \"Redirect actions\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for balancer in &context.load_balancers {
        for listener in &balancer.listeners {
            for action in actions(listener) {
                let Action::Redirect { protocol, port, .. } = &action.value else { continue };
                let heard = balancer.listeners.iter().any(|other| other.port.value == port.value);
                if heard || report.failed(port.at) {
                    continue;
                }
                let name = &balancer.header.name;
                let message = format!(
                    "this redirect goes to port {}, where load balancer `{}` has no listener",
                    port.value, name.value
                );
                report.push(
                    Finding::new(&RULE, port.at, message)
                        .about(name.at)
                        .help(format!("add `listen {} {} … => …;`", protocol.word(), port.value)),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::*;

    #[test]
    fn a_port_without_a_listener_is_refused() {
        let mut sample = Sample::street();
        let (status, protocol) = (sample.at("status", 301), sample.at("protocol", ListenerProtocol::Https));
        let port = sample.at("redirect.port", 443);
        let redirect = Action::Redirect { status, protocol, port };
        sample.listener(LoadBalancerId(0), ListenerProtocol::Http, 8080, redirect);
        assert_eq!(sample.speaks("redirect_to_missing_listener"), ["redirect.port"]);
        let forward = Action::Forward(TargetGroupId(0));
        sample.listener(LoadBalancerId(0), ListenerProtocol::Https, 443, forward);
        assert!(sample.speaks("redirect_to_missing_listener").is_empty());
    }
}
