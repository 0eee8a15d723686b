//! Rows of Certificate Manager: certificates.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Tags;
use crate::clock::Timestamp;

/// A certificate that ACM issues, or will.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Certificate {
    pub(crate) arn: String,
    pub(crate) made_at: Timestamp,
    /// Its names; the first is the one that it bears.
    pub(crate) names: Vec<String>,
    /// `RSA_2048` …
    pub(crate) key_algorithm: String,
    pub(crate) transparency: bool,
    pub(crate) state: CertificateState,
    /// The records that validate it, by the name that each is for.
    pub(crate) records: BTreeMap<String, DnsRecord>,
    /// When these are told.
    pub(crate) records_at: Timestamp,
    /// When it will be issued; none until its records are set.
    pub(crate) issues_at: Option<Timestamp>,
    /// Until when it still counts as used after a listener let go of it, and what used it.
    pub(crate) freed: Option<(Timestamp, String)>,
    pub(crate) tags: Tags,
}

/// Where a certificate is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum CertificateState {
    Pending,
    Issued(Timestamp),
    TimedOut,
}

/// A record of type CNAME.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DnsRecord {
    pub(crate) name: String,
    pub(crate) value: String,
}

impl CertificateState {
    /// API reference, CertificateDetail, Status.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Pending => "PENDING_VALIDATION",
            Self::Issued(_) => "ISSUED",
            Self::TimedOut => "VALIDATION_TIMED_OUT",
        }
    }
}
