//! Certificates of a listener beside its default one.

use super::PAGES;
use super::listener::find_listener;
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::service::acm::{free_certificate, usable_certificate};
use crate::wire::answer::Answer;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("AddListenerCertificates", add_listener_certificates),
    Operation::write("RemoveListenerCertificates", remove_listener_certificates),
    Operation::read("DescribeListenerCertificates", describe_listener_certificates),
];

fn read_certificates(call: &Call<'_>) -> Result<Vec<String>, Refusal> {
    let certificates = call.input.structures("Certificates");
    if certificates.is_empty() {
        return Err(call.input.missing("Certificates"));
    }
    certificates.iter().map(|certificate| Ok(certificate.text("CertificateArn")?.to_owned())).collect()
}

fn add_listener_certificates(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("ListenerArn")?;
    let added = read_certificates(call)?;
    call.begin()?;
    let listener = find_listener(call.region, arn)?.clone();
    if listener.protocol != "HTTPS" {
        // API reference, AddListenerCertificates: an HTTPS or TLS listener; code assumed.
        return Err(Refusal::validation("Certificates can be added to HTTPS listeners only"));
    }
    for certificate in &added {
        usable_certificate(call.region, certificate)?;
    }
    let mut all = listener.certificates.clone();
    // One that is there already stays where it is (API reference: "if the certificate is already in the list …").
    all.extend(added.iter().filter(|arn| !listener.certificates.contains(arn)).cloned());
    let others = call
        .region
        .listeners
        .values()
        .filter(|known| known.balancer == listener.balancer && known.arn != arn);
    // User guide, page on quotas: certificates of a load balancer, default ones not counted.
    let beside: usize = others.map(|known| known.certificates.len().saturating_sub(1)).sum();
    if beside + all.len() - 1 > call.settings.quotas.balancer_certificates {
        return Err(Refusal::new(
            "TooManyCertificates",
            "The limit on the number of certificates per load balancer has been reached",
        ));
    }
    find_listener(call.region, arn)?.certificates = all;
    Ok(Answer::query(|xml| {
        xml.list("Certificates", &added, |xml, arn| {
            xml.text("CertificateArn", arn);
            xml.text("IsDefault", false);
        });
    }))
}

fn remove_listener_certificates(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("ListenerArn")?;
    let removed = read_certificates(call)?;
    call.begin()?;
    let listener = find_listener(call.region, arn)?;
    if listener.certificates.first().is_some_and(|default| removed.contains(default)) {
        // API reference, RemoveListenerCertificates: OperationNotPermitted.
        return Err(Refusal::new("OperationNotPermitted", "Default certificate cannot be removed"));
    }
    listener.certificates.retain(|arn| !removed.contains(arn));
    for certificate in &removed {
        free_certificate(call.region, call.settings, certificate);
    }
    Ok(Answer::empty())
}

fn describe_listener_certificates(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("ListenerArn")?;
    let part = PAGES.read(call.input)?;
    call.begin()?;
    let certificates = find_listener(call.region, arn)?.certificates.clone();
    let default = certificates.first().cloned();
    let (rows, next) = part.cut(certificates.into_iter().map(|arn| (arn.clone(), arn)).collect());
    Ok(Answer::query(|xml| {
        xml.list("Certificates", rows, |xml, arn| {
            xml.text("IsDefault", Some(&arn) == default.as_ref());
            xml.text("CertificateArn", arn);
        });
        xml.optional("NextMarker", next);
    }))
}
