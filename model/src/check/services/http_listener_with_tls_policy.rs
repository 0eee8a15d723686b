//! Plain listeners with a TLS policy.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::ListenerProtocol;

pub(super) static RULE: Rule = Rule {
    name: "http_listener_with_tls_policy",
    severity: Severity::Refused,
    checks: "An http listener has no `ssl_policy`.",
    why: "AWS refuses a TLS policy on an HTTP listener: ValidationError.",
    fails: "listen http 80 with { ssl_policy: \"ELBSecurityPolicy-TLS13-1-2-2021-06\" } => web;",
    instead: "Leave the policy out, or write `https`.",
    source: "The message of AWS in public reports, ValidationError, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for balancer in &context.load_balancers {
        for listener in &balancer.listeners {
            let Some(policy) = &listener.ssl_policy else { continue };
            if listener.protocol.value == ListenerProtocol::Http && !report.failed(policy.at) {
                let message = format!(
                    "the listener on port {} speaks http, TLS policy `{}` has no meaning there",
                    listener.port.value, policy.value
                );
                report.push(
                    Finding::new(&RULE, policy.at, message)
                        .about(balancer.header.name.at)
                        .related(listener.protocol.at, "http is written here")
                        .help("leave `ssl_policy` out"),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_tls_policy_on_a_plain_listener_is_refused() {
        let mut sample = Sample::street();
        let policy = sample.at("policy", crate::data::tls::RECOMMENDED.to_owned());
        sample.topology.load_balancers[0].listeners[0].ssl_policy = Some(policy);
        assert_eq!(sample.speaks("http_listener_with_tls_policy"), ["policy"]);
        sample.topology.load_balancers[0].listeners[0].protocol.value =
            crate::topology::ListenerProtocol::Https;
        assert!(sample.speaks("http_listener_with_tls_policy").is_empty());
    }
}
