//! What listeners need of certificates, and what their use means here.

use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::store::Region;
use crate::store::certificate::CertificateState;

/// Refuses a certificate that a listener cannot have.
pub(crate) fn usable_certificate(region: &Region, arn: &str) -> Result<(), Refusal> {
    let certificate = region.certificates.get(arn);
    // ELBv2 API reference, CreateListener: CertificateNotFound; also for one of another region or account.
    let certificate = certificate
        .ok_or_else(|| Refusal::new("CertificateNotFound", format!("Certificate '{arn}' not found")))?;
    if matches!(certificate.state, CertificateState::Issued(_)) {
        return Ok(());
    }
    // The words are those that the service answers, as quoted in public issues of many tools.
    let message = format!(
        "The certificate '{arn}' must have a fully-qualified domain name, a supported signature, and a supported key size."
    );
    Err(Refusal::new("UnsupportedCertificate", message))
}

/// A listener lets go of a certificate, which still counts as used for a while (aws-cdk issue 4179: about 10 s).
pub(crate) fn free_certificate(region: &mut Region, settings: &Settings, arn: &str) {
    let until = region.now + settings.durations.certificate_freed;
    if let Some(certificate) = region.certificates.get_mut(arn) {
        certificate.freed = Some((until, "a listener that was removed".to_owned()));
    }
}

/// The ARNs of the load balancers that use a certificate.
pub(super) fn users_of(region: &Region, arn: &str) -> Vec<String> {
    let using =
        region.listeners.values().filter(|listener| listener.certificates.iter().any(|known| known == arn));
    let mut users: Vec<String> = using.map(|listener| listener.balancer.clone()).collect();
    users.sort();
    users.dedup();
    users
}
