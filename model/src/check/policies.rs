//! The rules that policies tell, and policies asked with ordinary code.
//!
//! The compiler asks them at the user's tokens ([`crate::policy`]); the same questions give findings here.

use super::{Entry, Phase};
use crate::diagnostic::{Finding, Rule, Site};
use crate::facts;
use crate::policy::rules::{
    INSTANCE_PROFILE_FORBIDDEN, INSTANCE_TYPE_FORBIDDEN, KEY_PAIR_WRONG_REGION, PORT_CLOSED_BY_POLICY,
    REFRESH_SURGES_OVER_QUOTA, REGION_FORBIDDEN, TAG_REQUIRED_MISSING, TOO_MANY_INSTANCES, TOO_MANY_VCPUS,
    VOLUME_OVER_LAB_LIMIT, VOLUME_TYPE_FORBIDDEN, WARNING_FORBIDDEN, of_quota,
};
use crate::policy::{Breach, Policy, Quota, Subject, breach};
use crate::topology::Topology;

/// What the policies object to in the topology; without policies AWS's default quotas hold. The form for run time
/// and tests, in the words of [`policy::check`](crate::policy::check).
#[must_use]
pub fn check_policies(policies: &[&Policy], topology: &Topology) -> Vec<Finding> {
    let policies = if policies.is_empty() { &[&Policy::AWS_DEFAULTS][..] } else { policies };
    let mut subjects = facts::subjects(topology);
    if policies.iter().any(|policy| !policy.forbidden_warnings.is_empty()) {
        let warnings =
            super::check_all(topology).into_iter().filter(|finding| !finding.rule.severity.is_error());
        subjects.extend(warnings.map(|warning| {
            let help = warning.help.unwrap_or_default();
            let subject =
                Subject::Warning { rule: warning.rule.name.to_owned(), message: warning.message, help };
            (warning.at, subject)
        }));
    }
    let mut findings: Vec<Finding> =
        subjects.iter().flat_map(|(at, subject)| find(policies, *at, subject)).collect();
    findings.sort_by_key(|finding| (finding.at, finding.rule.name));
    findings
}

fn find(policies: &[&Policy], at: Site, subject: &Subject<String>) -> Vec<Finding> {
    let subject = subject.borrowed();
    let breaches = (0..).map_while(|number| breach(policies, &subject, number));
    breaches
        .map(|Breach { rule, message, help }| {
            let finding = Finding::new(rule, at, message.as_str());
            if help.is_empty() { finding } else { finding.help(help.as_str()) }
        })
        .collect()
}

/// The rules of policies, by name.
pub(super) static RULES: &[Entry] = &[
    entry(of_quota(Quota::LoadBalancersPerRegion)),
    entry(of_quota(Quota::NamesPerCertificate)),
    entry(INSTANCE_PROFILE_FORBIDDEN),
    entry(INSTANCE_TYPE_FORBIDDEN),
    entry(of_quota(Quota::GroupsPerInterface)),
    entry(KEY_PAIR_WRONG_REGION),
    entry(of_quota(Quota::ListenersPerLoadBalancer)),
    entry(PORT_CLOSED_BY_POLICY),
    entry(REFRESH_SURGES_OVER_QUOTA),
    entry(REGION_FORBIDDEN),
    entry(of_quota(Quota::RulesPerLoadBalancer)),
    entry(TAG_REQUIRED_MISSING),
    entry(of_quota(Quota::TargetGroupsPerLoadBalancer)),
    entry(of_quota(Quota::CertificatesPerLoadBalancer)),
    entry(of_quota(Quota::ElasticAddressesPerRegion)),
    entry(of_quota(Quota::GatewayEndpointsPerRegion)),
    entry(of_quota(Quota::GroupsPerRegion)),
    entry(TOO_MANY_INSTANCES),
    entry(of_quota(Quota::InternetGatewaysPerRegion)),
    entry(of_quota(Quota::NatGatewaysPerZone)),
    entry(of_quota(Quota::RouteTablesPerVpc)),
    entry(of_quota(Quota::RoutesPerTable)),
    entry(of_quota(Quota::RulesPerGroup)),
    entry(of_quota(Quota::SubnetsPerVpc)),
    entry(of_quota(Quota::TargetsPerLoadBalancer)),
    entry(TOO_MANY_VCPUS),
    entry(of_quota(Quota::BlocksPerVpc)),
    entry(of_quota(Quota::VpcsPerRegion)),
    entry(VOLUME_OVER_LAB_LIMIT),
    entry(VOLUME_TYPE_FORBIDDEN),
    entry(WARNING_FORBIDDEN),
];

const fn entry(rule: &'static Rule) -> Entry {
    Entry { rule, phase: Phase::Relation, check: None }
}
