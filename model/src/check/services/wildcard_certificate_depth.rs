//! Hosts with more labels than a wildcard covers.

use crate::diagnostic::{Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "wildcard_certificate_depth",
    severity: Severity::Broken,
    checks: "A host that a wildcard should cover has one label in front of the wildcard's domain.",
    why: "The `*` of a certificate stands for one label; the `*` of a load balancer's rule for any number of them.",
    fails: "certificate site for [\"*.example.com\"];  … \"a.b.example.com\" => web,",
    instead: "Add the wildcard of the deeper domain, as `*.b.example.com`.",
    source: "RFC 6125, 6.4.3, 2011",
};
