//! How a certificate is validated: the records that prove whose a name is, and the time that passes.

use crate::clock::Span;
use crate::dns::{holds, plain_name};
use crate::settings::Settings;
use crate::store::Region;
use crate::store::certificate::{CertificateState, DnsRecord};
use crate::store::checksum;
use crate::world::Event;

/// User guide, "DNS validation": 72 hours.
pub(super) const PATIENCE: Span = Span::hours(72);

/// The record that validates a name: the same for the account for ever, and one for a name and its wildcard (user
/// guide, "DNS validation").
pub(super) fn record_for(account: &str, name: &str) -> DnsRecord {
    let plain = name.strip_prefix("*.").unwrap_or(name);
    let digits = |what: &str| checksum(format!("{what} {account} {plain}").as_bytes());
    DnsRecord {
        name: format!("_{:016x}{:016x}.{plain}.", digits("a"), digits("b")),
        value: format!(
            "_{:016x}{:016x}.{:010x}.acm-validations.aws.",
            digits("c"),
            digits("d"),
            digits("e") >> 24
        ),
    }
}

/// What time and DNS do to a certificate: its records are told, somebody sets them, it is issued, or nobody does and
/// it is given up.
pub(crate) fn change_certificate(region: &mut Region, settings: &Settings, arn: &str) {
    let now = region.now;
    let Some(certificate) = region.certificates.get_mut(arn) else { return };
    if certificate.state != CertificateState::Pending {
        return;
    }
    if settings.dns_actor && now >= certificate.records_at + settings.durations.dns_actor {
        let set =
            certificate.records.values().map(|record| (plain_name(&record.name), plain_name(&record.value)));
        region.dns.extend(set);
    }
    match certificate.issues_at {
        Some(at) if at <= now => certificate.state = CertificateState::Issued(now),
        Some(_) => {}
        None if now >= certificate.made_at + PATIENCE => certificate.state = CertificateState::TimedOut,
        None => {
            let set =
                certificate.records.values().all(|record| holds(&region.dns, &record.name, &record.value));
            if set && now >= certificate.records_at {
                let at = now + settings.durations.certificate;
                certificate.issues_at = Some(at);
                region.agenda.enter(at, Event::CertificateChanges(arn.to_owned()));
            }
        }
    }
}

/// Looks for the records of all certificates that wait.
pub(crate) fn change_certificates(region: &mut Region, settings: &Settings) {
    let arns: Vec<String> = region.certificates.keys().cloned().collect();
    for arn in arns {
        change_certificate(region, settings, &arn);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_its_wildcard_have_one_record_for_ever() {
        let record = record_for("123456789012", "example.org");
        assert_eq!(record, record_for("123456789012", "*.example.org"));
        assert_ne!(record, record_for("210987654321", "example.org"));
        assert!(record.name.ends_with(".example.org.") && record.value.ends_with(".acm-validations.aws."));
    }
}
