//! TLS policies that accept old versions.

use crate::check::{Context, Report};
use crate::data::tls::{RECOMMENDED, Version, find_policy};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::ListenerProtocol;

pub(super) static RULE: Rule = Rule {
    name: "tls_policy_weak",
    severity: Severity::Insecure,
    checks: "A TLS policy accepts TLS 1.2 and newer only.",
    why: "TLS 1.0 and 1.1 are broken, and no browser speaks them any more. Where no policy is written, \
          ELBSecurityPolicy-TLS13-1-2-2021-06 is used and not AWS's default.",
    fails: "listen https 443 with { certificates: [site], ssl_policy: \"ELBSecurityPolicy-2016-08\" } => web;",
    instead: "Leave the policy out, or write \"ELBSecurityPolicy-TLS13-1-2-2021-06\".",
    source: "Application Load Balancers guide, \"Security policies\", and DescribeSSLPolicies as in moto 5.2.5, 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for balancer in &context.load_balancers {
        for listener in &balancer.listeners {
            let Some(written) = &listener.ssl_policy else { continue };
            let Some(policy) = find_policy(written) else { continue };
            let old = match policy.oldest {
                Version::Tls10 => "TLS 1.0",
                Version::Tls11 => "TLS 1.1",
                Version::Tls12 | Version::Tls13 => continue,
            };
            if listener.protocol.value == ListenerProtocol::Https && !report.failed(written.at) {
                let message = format!("TLS policy `{}` accepts {old}", written.value);
                report.push(
                    Finding::new(&RULE, written.at, message)
                        .about(balancer.header.name.at)
                        .help(format!("write `\"{RECOMMENDED}\"`")),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::*;

    #[test]
    fn a_policy_that_accepts_an_old_version_is_told() {
        let told = |policy: &str| {
            let mut sample = Sample::street();
            let forward = Action::Forward(TargetGroupId(0));
            let policy = sample.at("policy", policy.to_owned());
            sample.listener(LoadBalancerId(0), ListenerProtocol::Https, 443, forward).ssl_policy = Some(policy);
            sample.speaks("tls_policy_weak")
        };
        assert_eq!(told("ELBSecurityPolicy-2016-08"), ["policy"]);
        assert_eq!(told("ELBSecurityPolicy-TLS13-1-1-2021-06"), ["policy"]);
        assert!(told("ELBSecurityPolicy-TLS-1-2-2017-01").is_empty());
        assert!(told("ELBSecurityPolicy-TLS13-1-3-2021-06").is_empty());
    }
}
