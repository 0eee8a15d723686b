//! A certificate that a listener has twice.



use crate::ordered::OrderedMap;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity, Site};
use crate::topology::CertificateId;

pub(super) static RULE: Rule = Rule {
    name: "duplicate_certificate_on_listener",
    severity: Severity::Lint,
    checks: "A listener names a certificate once.",
    why: "The second mention adds nothing.",
    fails: "listen https 443 with { certificates: [site, site] } => web;",
    instead: "Remove it.",
    source: "Groundplan, service rules, 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for balancer in &context.load_balancers {
        for listener in &balancer.listeners {
            let mut first: OrderedMap<CertificateId, Site> = OrderedMap::new();
            for certificate in &listener.certificates {
                let earlier = *first.entry(certificate.value).or_insert(certificate.at);
                if earlier == certificate.at {
                    continue;
                }
                let name = &context[certificate.value].header.name.value;
                let message = format!("the listener on port {} already has certificate `{name}`", listener.port.value);
                report.push(
                    Finding::new(&RULE, certificate.at, message)
                        .about(balancer.header.name.at)
                        .related(earlier, "first named here")
                        .help("remove it"),
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
    fn the_second_mention_is_told() {
        let mut sample = Sample::street();
        let id = sample.certificate("site", &["www.example.org"]);
        let uses = [sample.at("first", id), sample.at("second", id)];
        let forward = Action::Forward(TargetGroupId(0));
        sample.listener(LoadBalancerId(0), ListenerProtocol::Https, 443, forward).certificates = uses.into();
        assert_eq!(sample.speaks("duplicate_certificate_on_listener"), ["second"]);
        sample.topology.load_balancers[0].listeners[1].certificates.pop();
        assert!(sample.speaks("duplicate_certificate_on_listener").is_empty());
    }
}
