//! Redirects that speak another protocol than the port they lead to.

use crate::check::lookup::actions;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::{Action, ListenerProtocol};

pub(super) static RULE: Rule = Rule {
    name: "redirect_protocol_port_mismatch",
    severity: Severity::Broken,
    checks: "A redirect speaks the protocol of the listener on its port.",
    why: "The client speaks TLS to a plain port, or the reverse, and gets no answer.",
    fails: "listen http 80 => redirect 301 https 80;",
    instead: "Write the port of a listener that speaks the protocol.",
    source: "Application Load Balancers guide, \"Redirect actions\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for balancer in &context.load_balancers {
        for listener in &balancer.listeners {
            for action in actions(listener) {
                let Action::Redirect { protocol, port, .. } = &action.value else { continue };
                let mut there = balancer.listeners.iter().filter(|other| other.port.value == port.value);
                let Some(other) = there.next() else { continue };
                // Of two listeners on the port one may fit: that is told as such.
                let fits = other.protocol.value == protocol.value || there.next().is_some();
                let downgrade = listener.protocol.value == ListenerProtocol::Https
                    && protocol.value == ListenerProtocol::Http;
                if fits || downgrade || report.failed(port.at) {
                    continue;
                }
                let right =
                    balancer.listeners.iter().find(|other| other.protocol.value == protocol.value);
                let message = format!(
                    "this redirect speaks {} to port {}, where the listener speaks {}",
                    protocol.word(),
                    port.value,
                    other.protocol.word()
                );
                let finding = Finding::new(&RULE, port.at, message)
                    .about(balancer.header.name.at)
                    .related(other.protocol.at, "the listener is declared here");
                report.push(match right {
                    Some(right) => finding.help(format!("write `{} {}`", protocol.word(), right.port.value)),
                    None => finding.help(format!("add a listener that speaks {}", protocol.word())),
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::*;

    #[test]
    fn https_to_a_plain_port_is_refused() {
        let told = |port: u16| {
            let mut sample = Sample::street();
            let (status, protocol) = (sample.at("status", 301), sample.at("protocol", ListenerProtocol::Https));
            let redirect = Action::Redirect { status, protocol, port: sample.at("redirect.port", port) };
            sample.listener(LoadBalancerId(0), ListenerProtocol::Http, 8080, redirect);
            let forward = Action::Forward(TargetGroupId(0));
            sample.listener(LoadBalancerId(0), ListenerProtocol::Https, 443, forward);
            sample.speaks("redirect_protocol_port_mismatch")
        };
        assert_eq!(told(80), ["redirect.port"]);
        assert!(told(443).is_empty());
        assert!(told(444).is_empty(), "a missing listener has a rule of its own");
    }
}
