//! Redirects from TLS to plain HTTP.

use crate::check::lookup::actions;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::{Action, ListenerProtocol};

pub(super) static RULE: Rule = Rule {
    name: "redirect_https_to_http",
    severity: Severity::Refused,
    checks: "An https listener does not redirect to http.",
    why: "AWS redirects from HTTP to both and from HTTPS to HTTPS only: InvalidLoadBalancerAction.",
    fails: "listen https 443 with { certificates: [site] } => redirect 301 http 80;",
    instead: "Redirect to https, or forward to a target.",
    source: "Elastic Load Balancing API model, RedirectActionConfig, botocore 1.44.5, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for balancer in &context.load_balancers {
        for listener in &balancer.listeners {
            for action in actions(listener) {
                let Action::Redirect { protocol, .. } = &action.value else { continue };
                if (listener.protocol.value, protocol.value) != (ListenerProtocol::Https, ListenerProtocol::Http) {
                    continue;
                }
                let message = format!("the https listener on port {} cannot redirect to http", listener.port.value);
                report.push(
                    Finding::new(&RULE, protocol.at, message)
                        .about(balancer.header.name.at)
                        .help("redirect to `https`, or forward to a target"),
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
    fn only_the_way_down_is_refused() {
        let told = |from: ListenerProtocol, to: ListenerProtocol| {
            let mut sample = Sample::street();
            let (status, protocol) = (sample.at("status", 301), sample.at("protocol", to));
            let redirect = Action::Redirect { status, protocol, port: sample.at("port", 80) };
            sample.listener(LoadBalancerId(0), from, 8443, redirect);
            sample.speaks("redirect_https_to_http")
        };
        let (http, https) = (ListenerProtocol::Http, ListenerProtocol::Https);
        assert_eq!(told(https, http), ["protocol"]);
        assert!(told(http, https).is_empty() && told(https, https).is_empty() && told(http, http).is_empty());
    }
}
