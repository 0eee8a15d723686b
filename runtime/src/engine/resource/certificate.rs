//! A certificate of ACM with DNS validation.
//!
//! It waits for a person: the DNS zone is somebody else's.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_sdk_acm::types::{
    CertificateDetail, CertificateStatus, Filters, KeyAlgorithm, Tag, ValidationMethod,
};

use super::attribute::{Attributes, Read, Value, attributes};
use super::schema::{Attribute, Schema, Tagging};
use super::state::{Found, New, Observed, Seen, State, Tags, Which, told};
use super::{Kind, Operations};
use crate::call::{Call, gone_is_done, items};
use crate::class::Class;
use crate::context::Context;
use crate::error::Error;
use crate::tags::{self, Owned};

pub(crate) struct Certificate;

/// The service's name in errors and formulas.
pub(crate) const SERVICE: &str = "acm";

/// The largest page of ListCertificates (botocore model of ACM, 2026-09).
const PAGE: i32 = 1000;

const DOMAIN: &str = "domain_name";
const ALTERNATIVES: &str = "subject_alternative_names";

impl Operations for Certificate {
    const SCHEMA: Schema = Schema {
        attributes: &[Attribute::replace(DOMAIN), Attribute::replace(ALTERNATIVES)],
        tagging: Tagging::Certificate,
        // A load balancer that goes counts as its user for a while.
        gone_first: &[Kind::LoadBalancer],
        needs_person: true,
        precious: true,
        // Its DNS record takes some seconds.
        ready_after: |_| Duration::from_secs(5),
        ready_within: Duration::from_mins(15),
        gone_within: Duration::from_mins(20),
        ..Schema::PLAIN
    };

    async fn observe(cx: &Context, which: Which<'_>, _: &Observed) -> Result<Vec<Found>, Error> {
        let arns = match which {
            Which::Id(arn) => vec![arn.to_owned()],
            Which::Owned => list(cx).await?,
        };
        let mut found = Vec::new();
        for arn in &arns {
            match read(cx, arn).await {
                Err(error) if error.is(Class::NotFound) => {}
                one => found.extend(one?),
            }
        }
        Ok(found)
    }

    /// One call each: AWS has no list with states and records.
    async fn look(cx: &Context, waiting: &[Found]) -> Result<Vec<Seen>, Error> {
        let mut seen = Vec::new();
        for found in waiting {
            match describe(cx, &found.id).await {
                Err(error) if error.is(Class::NotFound) => {}
                detail => {
                    let state = detail?.map(|detail| state(&detail));
                    let one = state.and_then(|state| Seen::new(Some(&found.id), state));
                    seen.extend(one.map(|seen| seen.with_outputs(outputs(&found.id))));
                }
            }
        }
        Ok(seen)
    }

    async fn create(cx: &Context, new: &New<'_>) -> Result<Found, Error> {
        let alternatives = new.attributes.texts(ALTERNATIVES)?;
        let request = cx
            .clients
            .certificates
            .request_certificate()
            .domain_name(new.attributes.text(DOMAIN)?)
            .set_subject_alternative_names(Some(alternatives).filter(|names| !names.is_empty()))
            .validation_method(ValidationMethod::Dns)
            .idempotency_token(new.token)
            .set_tags(Some(tags_of(new.tags)));
        let call = Call::new(SERVICE, "RequestCertificate");
        let answer = cx.call(call, async || request.clone().send().await).await?;
        Ok(Found::made(
            new,
            answer.certificate_arn.unwrap_or_default(),
            new.attributes.clone(),
            State::Pending("ACM works out the DNS record".to_owned()),
        ))
    }

    async fn update(_: &Context, _: &Found, _: &Attributes, changed: &[String]) -> Result<(), Error> {
        Err(Error::Refused(format!("a certificate's {changed:?} cannot be changed")))
    }

    async fn delete(cx: &Context, found: &Found) -> Result<(), Error> {
        let request = cx.clients.certificates.delete_certificate().certificate_arn(&found.id);
        let call = Call::new(SERVICE, "DeleteCertificate");
        gone_is_done(cx.call(call, async || request.clone().send().await).await)
    }
}

/// Tags as the service takes them.
pub(crate) fn tags_of(tags: &Tags) -> Vec<Tag> {
    tags.iter()
        .map(|(key, value)| Tag::builder().key(key).value(value).build())
        .filter_map(Result::ok)
        .collect()
}

/// Every certificate of the account, whatever its key: without the filter AWS leaves out all but RSA 2048.
async fn list(cx: &Context) -> Result<Vec<String>, Error> {
    let keys = [KeyAlgorithm::Rsa2048, KeyAlgorithm::EcPrime256v1, KeyAlgorithm::EcSecp384r1];
    let request = cx
        .clients
        .certificates
        .list_certificates()
        .includes(Filters::builder().set_key_types(Some(keys.to_vec())).build())
        .max_items(PAGE);
    let certificates: Vec<_> =
        cx.call(Call::new(SERVICE, "ListCertificates"), async || items!(request)).await?;
    Ok(certificates.into_iter().filter_map(|certificate| certificate.certificate_arn).collect())
}

async fn read(cx: &Context, arn: &str) -> Result<Option<Found>, Error> {
    let Some(owner) = read_owner(cx, arn).await? else { return Ok(None) };
    let detail = describe(cx, arn).await?;
    Ok(detail.map(|detail| owner.found(arn, looks(&detail), state(&detail)).with_outputs(outputs(arn))))
}

async fn describe(cx: &Context, arn: &str) -> Result<Option<CertificateDetail>, Error> {
    let request = cx.clients.certificates.describe_certificate().certificate_arn(arn);
    let call = Call::new(SERVICE, "DescribeCertificate");
    Ok(cx.call(call.on(&[arn]), async || request.clone().send().await).await?.certificate)
}

fn outputs(arn: &str) -> BTreeMap<String, String> {
    told([("arn", Some(arn))])
}

async fn read_owner(cx: &Context, arn: &str) -> Result<Option<Owned>, Error> {
    let request = cx.clients.certificates.list_tags_for_certificate().certificate_arn(arn);
    let call = Call::new(SERVICE, "ListTagsForCertificate");
    let answer = cx.call(call.on(&[arn]), async || request.clone().send().await).await?;
    let pairs = answer.tags().iter().map(|tag| (tag.key(), tag.value().unwrap_or_default()));
    Ok(tags::read(&cx.scope, pairs))
}

fn looks(detail: &CertificateDetail) -> Attributes {
    let domain = detail.domain_name().unwrap_or_default();
    let alternatives = detail.subject_alternative_names().iter().filter(|name| *name != domain);
    desired(domain.into(), alternatives.map(|name| name.as_str().into()).collect())
}

fn state(detail: &CertificateDetail) -> State {
    match detail.status() {
        Some(CertificateStatus::Issued) => State::Ready,
        Some(CertificateStatus::PendingValidation) => match records(detail) {
            records if records.is_empty() => State::Pending("ACM works out the DNS record".to_owned()),
            records => State::Waiting(records.join("; ")),
        },
        Some(status) => {
            let why =
                detail.failure_reason().map_or(String::new(), |reason| format!(" ({})", reason.as_str()));
            State::Failed(format!("{}{why}", status.as_str()))
        }
        None => State::Pending("ACM makes the certificate".to_owned()),
    }
}

/// What a person has to do: one record for each name that is not validated, each once.
fn records(detail: &CertificateDetail) -> Vec<String> {
    let mut records: Vec<String> = (detail.domain_validation_options().iter())
        .filter(|option| option.validation_status() != Some(&aws_sdk_acm::types::DomainStatus::Success))
        .filter_map(|option| option.resource_record())
        .map(|record| format!("set the DNS record {} CNAME {}", record.name(), record.value()))
        .collect();
    records.sort();
    records.dedup();
    records
}

/// The attributes of a certificate: its first name, and the others sorted, because AWS keeps no order of them.
pub(crate) fn desired(domain: Value, mut alternatives: Vec<Value>) -> Attributes {
    alternatives.sort();
    alternatives.dedup();
    attributes([(DOMAIN, domain), (ALTERNATIVES, Value::List(alternatives))])
}
