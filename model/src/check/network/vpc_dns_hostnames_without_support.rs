//! Public host names in a VPC whose DNS does not answer.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "vpc_dns_hostnames_without_support",
    severity: Severity::Refused,
    checks: "A VPC with `dns_hostnames` has `dns_support`.",
    why: "AWS enables host names only where DNS support is on.",
    fails: "vpc main \"10.0.0.0/16\" with { dns_support: no, dns_hostnames: yes } { … }",
    instead: "Write `dns_support: yes`, which is the default, or leave `dns_hostnames` out.",
    source: "Amazon EC2 API model, ModifyVpcAttribute, botocore 1.44.5, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for vpc in &context.vpcs {
        let (hostnames, support) = (vpc.dns_hostnames, vpc.dns_support);
        if hostnames.value && !support.value {
            let name = &vpc.header.name;
            let message = format!("DNS hostnames of vpc `{}` need DNS support, which is off", name.value);
            report.push(
                Finding::new(&RULE, hostnames.at, message)
                    .about(name.at)
                    .related(support.at, "it is turned off here")
                    .help("write `dns_support: yes`"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    fn told(hostnames: bool, support: bool) -> Vec<String> {
        let mut sample = Sample::street();
        sample.topology.vpcs[0].dns_hostnames = sample.at("hostnames", hostnames);
        sample.topology.vpcs[0].dns_support = sample.at("support", support);
        sample.speaks("vpc_dns_hostnames_without_support")
    }

    #[test]
    fn only_hostnames_without_support_are_refused() {
        assert_eq!(told(true, false), ["hostnames"]);
        assert!(told(true, true).is_empty());
        assert!(told(false, false).is_empty());
    }
}
