//! HTTPS listeners that have nothing to show.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::ListenerProtocol;

pub(super) static RULE: Rule = Rule {
    name: "https_listener_without_certificate",
    severity: Severity::Refused,
    checks: "An https listener has a certificate.",
    why: "AWS refuses an HTTPS listener without a default certificate: ValidationError.",
    fails: "listen https 443 => web;",
    instead: "Declare a certificate and write `with { certificates: [site] }`.",
    source: "Elastic Load Balancing, \"HTTPS listeners\", and AWS CloudFormation linter, E3676, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for balancer in &context.load_balancers {
        for listener in &balancer.listeners {
            if listener.protocol.value != ListenerProtocol::Https || !listener.certificates.is_empty() {
                continue;
            }
            let port = listener.port.value;
            let help = match context.certificates.first() {
                Some(certificate) => {
                    let name = &certificate.header.name.value;
                    format!("write `listen https {port} with {{ certificates: [{name}] }} => …`")
                }
                None => format!(
                    "declare one, `certificate site for [\"www.example.com\"];`, and write `listen https {port} \
                     with {{ certificates: [site] }} => …`"
                ),
            };
            report.push(
                Finding::new(&RULE, listener.protocol.at, format!("https listener on port {port} has no certificate"))
                    .about(balancer.header.name.at)
                    .help(help),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::*;

    #[test]
    fn only_https_needs_a_certificate() {
        let mut sample = Sample::street();
        assert!(sample.speaks("https_listener_without_certificate").is_empty());
        let forward = Action::Forward(TargetGroupId(0));
        sample.listener(LoadBalancerId(0), ListenerProtocol::Https, 443, forward);
        assert_eq!(sample.speaks("https_listener_without_certificate"), ["edge:443"]);
        let certificate = sample.certificate("site", &["www.example.org"]);
        let certificate = sample.at("use", certificate);
        sample.topology.load_balancers[0].listeners[1].certificates.push(certificate);
        assert!(sample.speaks("https_listener_without_certificate").is_empty());
    }
}
