//! Certificate Manager: public certificates, validated by DNS.

mod describe;
mod listener;
mod request;
mod tags;
mod validation;

pub(crate) use listener::{free_certificate, usable_certificate};
pub(crate) use request::put_certificate;
pub(crate) use validation::{change_certificate, change_certificates};

use serde_json::json;

use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::store::Region;
use crate::store::certificate::Certificate;
use crate::wire::answer::Answer;
use listener::users_of;

/// The tables of operations, one for each file.
pub(crate) const TABLES: &[&[Operation]] =
    &[request::OPERATIONS, describe::OPERATIONS, tags::OPERATIONS, OPERATIONS];

const OPERATIONS: &[Operation] = &[Operation::write("DeleteCertificate", delete_certificate)];

fn find<'a>(region: &'a mut Region, arn: &str) -> Result<&'a mut Certificate, Refusal> {
    if !(arn.starts_with("arn:aws:acm:") && arn.contains(":certificate/")) {
        // API reference: InvalidArnException.
        return Err(Refusal::new("InvalidArnException", format!("The ARN '{arn}' is not valid")));
    }
    // API reference: ResourceNotFoundException.
    let message = format!("Could not find certificate {arn}.");
    let seen = region.certificates.get(arn).is_some_and(|known| region.sees(known.made_at));
    let certificate = region.certificates.get_mut(arn).filter(|_| seen);
    certificate.ok_or_else(|| Refusal::new("ResourceNotFoundException", message))
}

fn delete_certificate(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("CertificateArn")?;
    call.begin()?;
    let now = call.region.now;
    let freed = find(call.region, arn)?.freed.clone();
    let user = users_of(call.region, arn).into_iter().next();
    let user = user.or(freed.filter(|(until, _)| now < *until).map(|(_, user)| user));
    if let Some(user) = user {
        // API reference, DeleteCertificate: ResourceInUseException.
        let message = format!("Certificate {arn} in account {} is in use by {user}.", call.region.account);
        return Err(Refusal::new("ResourceInUseException", message));
    }
    call.region.certificates.remove(arn);
    Ok(Answer::Json(json!({})))
}

/// API reference, the operations: ValidationException.
fn invalid(message: String) -> Refusal {
    Refusal::new("ValidationException", message)
}
