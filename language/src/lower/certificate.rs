//! `certificate site for [web_host];` and `existing certificate shop for ["…"] by arn "…";`

use groundplan_model::check::language::{PROPERTY_MISSING, PROPERTY_UNKNOWN};
use groundplan_model::property::Block;
use groundplan_model::topology::{Certificate, CertificateId, Thing};

use crate::syntax::{Declaration, Value, ValueKind};

use super::properties::line;
use super::vpc::next;
use super::{Lowering, Part, place};

/// Lowers a certificate, requested or existing.
pub(super) fn lower_certificate<'s>(lowering: &mut Lowering<'s>, part: Part<'s>) {
    let Some((declaration, name)) = part.declared() else { return };
    let at = lowering.name_site(name, None);
    let mut hosts = Vec::new();
    if let Some(value) = place(declaration, "for").and_then(<[Value]>::first) {
        for value in lowering.each(value) {
            let property = if hosts.is_empty() { "first host" } else { "host" };
            match lowering.read_host(value, line(Block::Certificate, property)) {
                Ok(host) => hosts.push(host),
                Err(_) => lowering.leave_gap(),
            }
        }
    }
    let existing = lower_arn(lowering, declaration);
    let properties = lowering.open(Block::Certificate, declaration.with.as_ref(), at, name.span());
    let tags = lowering.lower_own_tags(&properties);
    let header = lowering.lower_header(part, name, None, at, tags);
    if hosts.is_empty() {
        let message = format!("certificate `{name}` says no host");
        let help = "write `for [\"www.example.com\"]` behind its name";
        if !lowering.items[part.index].incomplete {
            lowering.tell_with_help(&PROPERTY_MISSING, name.span(), message, help);
        }
        return lowering.leave_gap();
    }
    let id = CertificateId(next(&lowering.topology.certificates));
    lowering.topology.certificates.push(Certificate { header, hosts, existing });
    lowering.made(part, None, Thing::Certificate(id));
}

/// The ARN of an existing certificate: `by arn "…"`.
fn lower_arn<'s>(
    lowering: &mut Lowering<'s>,
    declaration: &'s Declaration,
) -> Option<groundplan_model::topology::At<String>> {
    let name = declaration.name.as_ref()?;
    match (&declaration.existing, place(declaration, "by")) {
        (None, None) => None,
        (None, Some(by)) => {
            let span = super::values::span_of(by, name.span());
            let message = format!("certificate `{name}` is requested, and `by` names one that exists");
            lowering.tell_with_help(
                &PROPERTY_UNKNOWN,
                span,
                message,
                "write `existing certificate`, or remove `by …`",
            );
            None
        }
        (Some(existing), None) => {
            let message = format!("existing certificate `{name}` says no ARN");
            let help = "write `by arn \"arn:aws:acm:…\"` behind its hosts";
            lowering.tell_with_help(&PROPERTY_MISSING, existing.span(), message, help);
            lowering.leave_gap();
            None
        }
        (Some(_), Some(by)) => {
            let value = by.iter().find(|value| !matches!(value.kind, ValueKind::Name(_)))?;
            match lowering.read_text(value, line(Block::Certificate, "arn")) {
                Ok(arn) => Some(arn),
                Err(_) => {
                    lowering.leave_gap();
                    None
                }
            }
        }
    }
}
