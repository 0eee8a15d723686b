//! Domains that only their wildcard is there for.

use crate::diagnostic::{Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "wildcard_certificate_not_apex",
    severity: Severity::Broken,
    checks: "A host that is the domain of a wildcard stands in a certificate itself.",
    why: "`*.example.com` covers what is in front of `example.com`, not `example.com`.",
    fails: "certificate site for [\"*.example.com\"];  … \"example.com\" => web,",
    instead: "Add the domain itself to the certificate.",
    source: "RFC 6125, 6.4.3, 2011",
};
