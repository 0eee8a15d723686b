//! The request of a certificate.

use serde_json::json;

use super::invalid;
use super::tags::{read_tags, refuse_tags};
use super::validation::{PATIENCE, record_for};
use crate::clock::Span;
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::store::certificate::{Certificate, CertificateState};
use crate::store::{Region, Tags, TokenUse};
use crate::wire::answer::Answer;
use crate::world::Event;

pub(super) const OPERATIONS: &[Operation] = &[Operation::write("RequestCertificate", request_certificate)];

/// API reference, RequestCertificate, IdempotencyToken: "within one hour".
const TOKEN_LIFE: Span = Span::hours(1);

fn request_certificate(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let input = call.input;
    let mut names = vec![input.text("DomainName")?.to_ascii_lowercase()];
    for name in input.texts("SubjectAlternativeNames") {
        let name = name.to_ascii_lowercase();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let method = input.optional("ValidationMethod");
    let key_algorithm = input.optional("KeyAlgorithm").unwrap_or("RSA_2048");
    let options = input.structure("Options");
    let transparency =
        options.and_then(|options| options.optional("CertificateTransparencyLoggingPreference"));
    let token = input.optional("IdempotencyToken");
    let tags = read_tags(call)?;
    let asked = input.fingerprint(&["IdempotencyToken"]);
    call.begin()?;

    if let Some(token) = token {
        let fits = (1..=32).contains(&token.len())
            && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if !fits {
            return Err(invalid(format!(
                "Value '{token}' at 'idempotencyToken' failed to satisfy constraint: \\w+, 1 to 32"
            )));
        }
        let key = format!("RequestCertificate {token}");
        let known = call.region.tokens.get(&key).filter(|known| call.region.now < known.at + TOKEN_LIFE);
        if let Some(known) = known {
            if known.input == asked {
                return Ok(known.answer.clone());
            }
            // API reference, RequestCertificate: InvalidParameterException; that it is said to this is assumed.
            return Err(Refusal::new(
                "InvalidParameterException",
                "The idempotency token was used for another request",
            ));
        }
    }
    refuse_names(&names, call.settings)?;
    if method != Some("DNS") {
        // AWS validates by mail and by HTTP too; the sandbox says aloud that it does not.
        return Err(invalid(format!("The sandbox has no validation by '{}'", method.unwrap_or("EMAIL"))));
    }
    // API reference, RequestCertificate, KeyAlgorithm: what ACM itself makes.
    if !["RSA_2048", "EC_prime256v1", "EC_secp384r1"].contains(&key_algorithm) {
        return Err(invalid(format!("Key algorithm '{key_algorithm}' is not supported for requests")));
    }
    refuse_tags(&tags, call.settings)?;
    let id = call.region.new_uuid();
    let arn = call.region.arn("acm", &format!("certificate/{id}"));
    let now = call.region.now;
    let records_at = now + call.settings.durations.certificate_records;
    let certificate = Certificate {
        arn: arn.clone(),
        made_at: now,
        records: names.iter().map(|name| (name.clone(), record_for(&call.region.account, name))).collect(),
        names,
        key_algorithm: key_algorithm.to_owned(),
        transparency: transparency != Some("DISABLED"),
        state: CertificateState::Pending,
        records_at,
        issues_at: None,
        freed: None,
        tags,
    };
    call.region.certificates.insert(arn.clone(), certificate);
    let actor = call.settings.durations.dns_actor;
    for at in [records_at, records_at + actor, now + PATIENCE] {
        call.region.agenda.enter(at, Event::CertificateChanges(arn.clone()));
    }
    let answer = Answer::Json(json!({ "CertificateArn": arn }));
    if let Some(token) = token {
        let used = TokenUse { at: now, input: asked, answer: answer.clone() };
        call.region.tokens.insert(format!("RequestCertificate {token}"), used);
    }
    Ok(answer)
}

/// Puts a certificate that is issued already into a region, if it is not there.
pub(crate) fn put_certificate(region: &mut Region, arn: &str, names: &[&str]) {
    if region.certificates.contains_key(arn) || names.is_empty() || !arn.contains(":certificate/") {
        return;
    }
    let names: Vec<String> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
    let certificate = Certificate {
        arn: arn.to_owned(),
        made_at: region.now,
        records: names.iter().map(|name| (name.clone(), record_for(&region.account, name))).collect(),
        names,
        key_algorithm: "RSA_2048".to_owned(),
        transparency: true,
        state: CertificateState::Issued(region.now),
        records_at: region.now,
        issues_at: Some(region.now),
        freed: None,
        tags: Tags::new(),
    };
    region.certificates.insert(arn.to_owned(), certificate);
}

/// API reference, RequestCertificate, DomainName: the form; user guide, page on quotas: how many.
fn refuse_names(names: &[String], settings: &Settings) -> Result<(), Refusal> {
    for name in names {
        let plain = name.strip_prefix("*.").unwrap_or(name);
        let labels: Vec<&str> = plain.split('.').collect();
        let label = |label: &&str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        let last = labels.last().is_some_and(|last| last.len() >= 2);
        if name.len() > 253 || labels.len() < 2 || !labels.iter().all(label) || !last {
            return Err(invalid(format!(
                "Value '{name}' at 'domainName' failed to satisfy constraint: a domain name"
            )));
        }
    }
    // API reference, RequestCertificate, DomainName: 64 octets for the first one.
    if let Some(first) = names.first().filter(|first| first.len() > 64) {
        return Err(invalid(format!("The first domain name '{first}' is longer than 64 octets")));
    }
    let most = settings.quotas.certificate_names;
    if names.len() > most {
        let message = format!("Error: You have requested {} names, at most {most} are allowed", names.len());
        return Err(Refusal::new("LimitExceededException", message));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_names_of_domains() {
        let settings = Settings::default();
        for (name, fits) in [
            ("example.org", true),
            ("*.example.org", true),
            ("*.*.example.org", false),
            ("a.*.example.org", false),
            ("example", false),
            ("-a.example.org", false),
            ("example.o", false),
            ("a b.example.org", false),
        ] {
            assert_eq!(refuse_names(&[name.to_owned()], &settings).is_ok(), fits, "{name}");
        }
        let many: Vec<String> = (0..11).map(|at| format!("h{at}.example.org")).collect();
        assert!(refuse_names(&many[..10], &settings).is_ok());
        assert!(refuse_names(&many, &settings).is_err());
    }
}
