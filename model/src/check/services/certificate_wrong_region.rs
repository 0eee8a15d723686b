//! Existing certificates of another region.



use crate::ordered::OrderedSet;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::CertificateId;

pub(super) static RULE: Rule = Rule {
    name: "certificate_wrong_region",
    severity: Severity::Refused,
    checks: "An existing certificate of a listener is in the topology's region.",
    why: "A load balancer uses certificates of its own region only: CertificateNotFound.",
    fails: "region \"us-east-1\";  existing certificate site for [\"www.example.com\"] by arn \
            \"arn:aws:acm:us-west-2:111122223333:certificate/…\";",
    instead: "Request the certificate in the region of the topology.",
    source: "The message of AWS in public reports, hashicorp/terraform #20587, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let Some(region) = &context.region else { return };
    let listeners = context.load_balancers.iter().flat_map(|balancer| &balancer.listeners);
    let used: OrderedSet<CertificateId> = listeners
        .flat_map(|listener| &listener.certificates)
        .map(|certificate| certificate.value)
        .collect();
    for certificate in used.into_iter().map(|id| &context[id]) {
        let Some(arn) = &certificate.existing else { continue };
        let Some(own) = arn.split(':').nth(3).filter(|own| !own.is_empty()) else { continue };
        if own == region.value || report.failed(arn.at) || report.failed(region.at) {
            continue;
        }
        let name = &certificate.header.name;
        let message = format!(
            "certificate `{}` is in `{own}`, the load balancers that use it are in `{}`",
            name.value, region.value
        );
        report.push(
            Finding::new(&RULE, arn.at, message)
                .about(name.at)
                .related(region.at, "the region is written here")
                .help(format!("request it in `{}` and write that ARN", region.value)),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::*;

    #[test]
    fn a_certificate_of_another_region_is_refused_where_it_is_used() {
        let told = |region: &str, used: bool| {
            let mut sample = Sample::street();
            let id = sample.certificate("site", &["www.example.org"]);
            let arn = format!("arn:aws:acm:{region}:111122223333:certificate/0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0");
            sample.topology.certificates[0].existing = Some(sample.at("arn", arn));
            let certificate = sample.at("use", id);
            let forward = Action::Forward(TargetGroupId(0));
            let listener = sample.listener(LoadBalancerId(0), ListenerProtocol::Https, 443, forward);
            listener.certificates.extend(used.then_some(certificate));
            sample.speaks("certificate_wrong_region")
        };
        assert_eq!(told("us-west-2", true), ["arn"]);
        assert!(told("us-west-2", false).is_empty());
        assert!(told("us-east-1", true).is_empty());
    }
}
