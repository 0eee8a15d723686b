//! IPv4 blocks as they are written.

use groundplan_model::check::language::{
    CIDR_HOST_BITS_SET, CIDR_LEADING_ZERO, CIDR_MALFORMED, CIDR_WITHOUT_PREFIX, CIDR_WRONG_FAMILY,
};
use groundplan_model::cidr::{Cidr, CidrError};
use groundplan_model::diagnostic::Finding;
use groundplan_model::property::{self, Property};
use groundplan_model::topology::At;

use crate::syntax::{Value, ValueKind};

use super::Lowering;
use super::properties::Read;

impl<'s> Lowering<'s> {
    /// An IPv4 block; host bits that are set are told and cleared.
    pub(super) fn read_cidr(&mut self, value: &'s Value, property: &'static Property) -> Read<Cidr> {
        let value = self.resolve(value);
        let ValueKind::Text(text) = &value.kind else { return Err(self.tell_type(value, property)) };
        let at = self.sites.add(value.span);
        let (rule, message, help) = match Cidr::parse(text) {
            Ok((cidr, false)) => {
                self.check_shape(property, property::Value::Cidr(cidr), at);
                return Ok(At::new(cidr, at));
            }
            Ok((cidr, true)) => {
                let message = format!("`{text}` has host bits set, AWS would use `{cidr}`");
                let host = text.split('/').next().unwrap_or(text);
                let help = format!("write `\"{cidr}\"`, or `\"{host}/32\"` for one host");
                self.push(Finding::new(&CIDR_HOST_BITS_SET, at, message).help(help));
                return Ok(At::new(cidr, at));
            }
            Err(CidrError::WithoutPrefix) => (
                &CIDR_WITHOUT_PREFIX,
                format!("`{text}` has no prefix length"),
                format!("write `\"{text}/32\"` for one host"),
            ),
            Err(CidrError::LeadingZero) => (
                &CIDR_LEADING_ZERO,
                format!("an octet of `{text}` has a leading zero"),
                format!("write `\"{}\"`", without_zeros(text)),
            ),
            Err(CidrError::Malformed) if text.contains(':') => (
                &CIDR_WRONG_FAMILY,
                format!("`{text}` is IPv6, {} takes IPv4 here", property.label),
                "write an IPv4 block such as `\"10.0.0.0/16\"`".to_owned(),
            ),
            Err(CidrError::Malformed) => (
                &CIDR_MALFORMED,
                format!("`{text}` is not a CIDR block"),
                complete(text).map_or_else(
                    || "write four octets and a prefix, as `\"10.0.0.0/16\"`".to_owned(),
                    |whole| format!("write `\"{whole}\"`"),
                ),
            ),
        };
        self.push(Finding::new(rule, at, message).help(help));
        self.leave_gap();
        Err(at)
    }
}

/// A block with octets put in at its end, where that makes it one: `10.0.1/24` is meant as `10.0.1.0/24`.
fn complete(text: &str) -> Option<String> {
    let (address, length) = text.split_once('/')?;
    let octets = address.split('.').count();
    let whole = format!("{address}{}/{length}", ".0".repeat(4usize.checked_sub(octets)?));
    Cidr::parse(&whole).ok().map(|(cidr, _)| cidr.to_string())
}

fn without_zeros(text: &str) -> String {
    let (address, length) = text.split_once('/').unwrap_or((text, "32"));
    let octets: Vec<&str> = address
        .split('.')
        .map(|octet| match octet.trim_start_matches('0') {
            "" => "0",
            rest => rest,
        })
        .collect();
    format!("{}/{length}", octets.join("."))
}
