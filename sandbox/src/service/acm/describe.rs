//! Certificates as answers tell them.

use serde_json::{Map, Value, json};

use super::listener::users_of;
use super::{find, invalid};
use crate::clock::{Span, Timestamp};
use crate::operation::{Call, Operation};
use crate::pages::Pages;
use crate::refusal::Refusal;
use crate::store::Region;
use crate::store::certificate::{Certificate, CertificateState};
use crate::wire::answer::Answer;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::read("DescribeCertificate", describe_certificate),
    Operation::read("ListCertificates", list_certificates),
];

/// API reference, ListCertificates: up to 1000. The code of a wrong token is assumed.
const PAGES: Pages = Pages {
    size: "MaxItems",
    most: 1_000,
    usual: 1_000,
    token: "NextToken",
    wrong_token: "ValidationException",
};

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
    // With a dash where requests have a line (API reference, DescribeCertificate, example).
    shown.insert("KeyAlgorithm".to_owned(), json!(certificate.key_algorithm.replace("RSA_", "RSA-")));
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
    let seen = region.certificates.values().filter(|certificate| region.sees(certificate.made_at));
    let wanted = seen.filter(|certificate| {
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
