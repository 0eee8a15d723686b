//! Plain listeners with a certificate.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::ListenerProtocol;

pub(super) static RULE: Rule = Rule {
    name: "http_listener_with_certificate",
    severity: Severity::Refused,
    checks: "An http listener has no certificates.",
    why: "AWS refuses a certificate on an HTTP listener: ValidationError.",
    fails: "listen http 443 with { certificates: [site] } => web;",
    instead: "Write `https`, or leave the certificates out.",
    source: "The message of AWS in public reports, ValidationError, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for balancer in &context.load_balancers {
        for listener in &balancer.listeners {
            let Some(certificate) = listener.certificates.first() else { continue };
            if listener.protocol.value == ListenerProtocol::Http {
                let port = listener.port.value;
                let message = format!(
                    "the listener on port {port} speaks http and takes no certificate, it has `{}`",
                    context[certificate.value].header.name.value
                );
                report.push(
                    Finding::new(&RULE, certificate.at, message)
                        .about(balancer.header.name.at)
                        .related(listener.protocol.at, "http is written here")
                        .help(format!("write `listen https {port}`, or leave the certificates out")),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_certificate_on_a_plain_listener_is_refused() {
        let mut sample = Sample::street();
        assert!(sample.speaks("http_listener_with_certificate").is_empty());
        let certificate = sample.certificate("site", &["www.example.org"]);
        let certificate = sample.at("use", certificate);
        sample.topology.load_balancers[0].listeners[0].certificates.push(certificate);
        assert_eq!(sample.speaks("http_listener_with_certificate"), ["use"]);
    }
}
