//! Certificate Manager: public certificates, validated by DNS.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::clock::{Span, Timestamp};
use crate::dns::{holds, plain_name};
use crate::operation::{Call, Operation};
use crate::pages::Pages;
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::store::certificate::{Certificate, CertificateState, DnsRecord};
use crate::store::{Region, Tags, TokenUse, checksum};
use crate::wire::answer::Answer;
use crate::world::Event;

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::write("RequestCertificate", request_certificate),
    Operation::read("DescribeCertificate", describe_certificate),
    Operation::read("ListCertificates", list_certificates),
    Operation::write("DeleteCertificate", delete_certificate),
    Operation::read("ListTagsForCertificate", list_tags_for_certificate),
    Operation::write("AddTagsToCertificate", add_tags_to_certificate),
    Operation::write("RemoveTagsFromCertificate", remove_tags_from_certificate),
];

/// API reference, ListCertificates: up to 1000. The code of a wrong token is assumed.
const PAGES: Pages = Pages {
    size: "MaxItems",
    most: 1_000,
    usual: 1_000,
    token: "NextToken",
    wrong_token: "ValidationException",
};

/// API reference, RequestCertificate, IdempotencyToken: "within one hour".
const TOKEN_LIFE: Span = Span::hours(1);

/// User guide, "DNS validation": 72 hours.
const PATIENCE: Span = Span::hours(72);

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
    let id = new_uuid(call.region);
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

fn new_uuid(region: &mut Region) -> String {
    let (one, two) = (region.new_digits(), region.new_digits());
    format!("{}-{}-4{}-a{}-{}", &one[..8], &one[8..12], &one[13..], &two[1..4], &two[4..])
}

/// The record that validates a name: the same for the account for ever, and one for a name and its wildcard (user
/// guide, "DNS validation").
fn record_for(account: &str, name: &str) -> DnsRecord {
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
fn users_of(region: &Region, arn: &str) -> Vec<String> {
    let using =
        region.listeners.values().filter(|listener| listener.certificates.iter().any(|known| known == arn));
    let mut users: Vec<String> = using.map(|listener| listener.balancer.clone()).collect();
    users.sort();
    users.dedup();
    users
}

fn find<'a>(region: &'a mut Region, arn: &str) -> Result<&'a mut Certificate, Refusal> {
    if !(arn.starts_with("arn:aws:acm:") && arn.contains(":certificate/")) {
        // API reference: InvalidArnException.
        return Err(Refusal::new("InvalidArnException", format!("The ARN '{arn}' is not valid")));
    }
    // API reference: ResourceNotFoundException.
    let message = format!("Could not find certificate {arn}.");
    region.certificates.get_mut(arn).ok_or_else(|| Refusal::new("ResourceNotFoundException", message))
}

fn describe_certificate(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("CertificateArn")?;
    call.begin()?;
    let certificate = find(call.region, arn)?.clone();
    let region = &*call.region;
    let mut shown = summary(region, &certificate);
    shown.insert("SubjectAlternativeNames".to_owned(), json!(certificate.names));
    shown.insert("Subject".to_owned(), json!(format!("CN={}", certificate.names[0])));
    shown.insert("Issuer".to_owned(), json!("Amazon"));
    shown.insert("SignatureAlgorithm".to_owned(), json!("SHA256WITHRSA"));
    shown.insert("KeyAlgorithm".to_owned(), json!(certificate.key_algorithm.replace("RSA_", "RSA-")));
    shown.insert("InUseBy".to_owned(), json!(users_of(region, arn)));
    let preference = if certificate.transparency { "ENABLED" } else { "DISABLED" };
    shown.insert("Options".to_owned(), json!({ "CertificateTransparencyLoggingPreference": preference }));
    let validations: Vec<Value> =
        certificate.names.iter().map(|name| show_validation(&certificate, name, region.now)).collect();
    shown.insert("DomainValidationOptions".to_owned(), json!(validations));
    Ok(Answer::Json(json!({ "Certificate": shown })))
}

fn show_validation(certificate: &Certificate, name: &str, now: Timestamp) -> Value {
    let status = match certificate.state {
        CertificateState::Pending => "PENDING_VALIDATION",
        CertificateState::Issued(_) => "SUCCESS",
        CertificateState::TimedOut => "FAILED",
    };
    let plain = name.strip_prefix("*.").unwrap_or(name);
    let mut shown = json!({
        "DomainName": name,
        "ValidationDomain": plain,
        "ValidationStatus": status,
        "ValidationMethod": "DNS",
    });
    if let Some(record) = certificate.records.get(name).filter(|_| now >= certificate.records_at) {
        shown["ResourceRecord"] = json!({ "Name": record.name, "Type": "CNAME", "Value": record.value });
    }
    shown
}

/// What both a list and a description tell.
fn summary(region: &Region, certificate: &Certificate) -> Map<String, Value> {
    let mut shown = Map::new();
    shown.insert("CertificateArn".to_owned(), json!(certificate.arn));
    shown.insert("DomainName".to_owned(), json!(certificate.names[0]));
    shown.insert("Status".to_owned(), json!(certificate.state.text()));
    shown.insert("Type".to_owned(), json!("AMAZON_ISSUED"));
    shown.insert("CreatedAt".to_owned(), json!(certificate.made_at.epoch_seconds()));
    let used = !users_of(region, &certificate.arn).is_empty();
    shown.insert("RenewalEligibility".to_owned(), json!(if used { "ELIGIBLE" } else { "INELIGIBLE" }));
    if let CertificateState::Issued(at) = certificate.state {
        // User guide, "Characteristics and limitations": 198 days from 2026 on.
        let ends = at + Span::hours(198 * 24);
        shown.insert("IssuedAt".to_owned(), json!(at.epoch_seconds()));
        shown.insert("NotBefore".to_owned(), json!(at.epoch_seconds()));
        shown.insert("NotAfter".to_owned(), json!(ends.epoch_seconds()));
    }
    shown
}

fn list_certificates(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let input = call.input;
    let statuses = input.texts("CertificateStatuses");
    let includes = input.structure("Includes");
    let mut key_types = includes.map(|includes| includes.texts("keyTypes")).unwrap_or_default();
    let sort = (input.optional("SortBy"), input.optional("SortOrder"));
    let part = PAGES.read(input)?;
    call.begin()?;
    if key_types.is_empty() {
        // API reference, Filters, keyTypes: without it only these are told.
        key_types = vec!["RSA_1024".to_owned(), "RSA_2048".to_owned()];
    }
    // API reference, ListCertificates: both or none.
    if sort.0.is_some() != sort.1.is_some() {
        return Err(invalid("SortBy and SortOrder must be specified together".to_owned()));
    }
    let region = &*call.region;
    let wanted = region.certificates.values().filter(|certificate| {
        (statuses.is_empty() || statuses.iter().any(|status| status == certificate.state.text()))
            && key_types.contains(&certificate.key_algorithm)
    });
    let rows = wanted.map(|certificate| {
        let at = match sort.1 {
            None => 0,
            Some("DESCENDING") => u64::MAX - certificate.made_at.0,
            Some(_) => certificate.made_at.0,
        };
        (format!("{at:020} {}", certificate.arn), certificate)
    });
    let (rows, next) = part.cut(rows.collect());
    let shown: Vec<Value> = rows
        .into_iter()
        .map(|certificate| {
            let mut shown = summary(region, certificate);
            shown.insert("SubjectAlternativeNameSummaries".to_owned(), json!(certificate.names));
            shown.insert("HasAdditionalSubjectAlternativeNames".to_owned(), json!(false));
            shown.insert("KeyAlgorithm".to_owned(), json!(certificate.key_algorithm));
            shown.insert("InUse".to_owned(), json!(!users_of(region, &certificate.arn).is_empty()));
            Value::Object(shown)
        })
        .collect();
    let mut answer = json!({ "CertificateSummaryList": shown });
    if let Some(next) = next {
        answer["NextToken"] = json!(next);
    }
    Ok(Answer::Json(answer))
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

fn read_tags(call: &Call<'_>) -> Result<Tags, Refusal> {
    let mut tags = BTreeMap::new();
    for tag in call.input.structures("Tags") {
        tags.insert(tag.text("Key")?.to_owned(), tag.optional("Value").unwrap_or_default().to_owned());
    }
    Ok(tags)
}

/// API reference, Tag; user guide, "Tag restrictions".
fn refuse_tags(tags: &Tags, settings: &Settings) -> Result<(), Refusal> {
    if tags.len() > settings.quotas.tags {
        return Err(Refusal::new("TooManyTagsException", "Too many tags"));
    }
    for (key, value) in tags {
        let plain = |text: &str| {
            text.chars().all(|letter| {
                letter.is_alphanumeric() || letter.is_whitespace() || "_.:/=+-@".contains(letter)
            })
        };
        let reserved = key.to_ascii_lowercase().starts_with("aws:");
        if reserved
            || key.chars().count() > 128
            || value.chars().count() > 256
            || !plain(key)
            || !plain(value)
        {
            return Err(Refusal::new("InvalidTagException", format!("The tag '{key}' is not valid")));
        }
    }
    Ok(())
}

fn list_tags_for_certificate(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("CertificateArn")?;
    call.begin()?;
    let tags: Vec<Value> = find(call.region, arn)?
        .tags
        .iter()
        .map(|(key, value)| json!({ "Key": key, "Value": value }))
        .collect();
    Ok(Answer::Json(json!({ "Tags": tags })))
}

fn add_tags_to_certificate(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("CertificateArn")?;
    let added = read_tags(call)?;
    call.begin()?;
    let mut tags = find(call.region, arn)?.tags.clone();
    tags.extend(added);
    refuse_tags(&tags, call.settings)?;
    find(call.region, arn)?.tags = tags;
    Ok(Answer::Json(json!({})))
}

fn remove_tags_from_certificate(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("CertificateArn")?;
    let removed = call.input.structures("Tags");
    let removed =
        removed.iter().map(|tag| Ok((tag.text("Key")?.to_owned(), tag.optional("Value").map(str::to_owned))));
    let removed: Vec<(String, Option<String>)> = removed.collect::<Result<_, Refusal>>()?;
    call.begin()?;
    // API reference, RemoveTagsFromCertificate: with a value only if that is the tag's.
    find(call.region, arn)?.tags.retain(|key, value| {
        !removed
            .iter()
            .any(|(name, wanted)| name == key && wanted.as_ref().is_none_or(|wanted| wanted == value))
    });
    Ok(Answer::Json(json!({})))
}

/// API reference, the operations: ValidationException.
fn invalid(message: String) -> Refusal {
    Refusal::new("ValidationException", message)
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
