//! How many reads an observation takes: a formula for each operation, in pages and parents.
//!
//! Subnets, routes, associations and security rules are in none of them but by pages.

use std::collections::BTreeMap;

use groundplan::resource::Kind;
use groundplan::resource::attribute::Lookup;
use groundplan::resource::state::Observed;

/// What the formulas count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// What is ours, by kind.
    pub ours: BTreeMap<Kind, usize>,
    /// Load balancers of the account: the service lists no tags.
    pub balancers: usize,
    /// Target groups of the account.
    pub target_groups: usize,
    /// Certificates of the account.
    pub certificates: usize,
    /// Certificates that exist and are taken for granted.
    pub existing_certificates: usize,
    /// Other regions in which the deployment is looked for.
    pub other_regions: usize,
}

impl Counts {
    /// What was observed, in an account that holds nothing else.
    #[must_use]
    pub fn of(observed: &Observed) -> Counts {
        let mut ours: BTreeMap<Kind, usize> = BTreeMap::new();
        for found in observed.all() {
            *ours.entry(found.address.kind).or_default() += 1;
        }
        let count = |kind| ours.get(&kind).copied().unwrap_or_default();
        let (balancers, target_groups) = (count(Kind::LoadBalancer), count(Kind::TargetGroup));
        let facts = |is: fn(&Lookup) -> bool| observed.facts.keys().filter(|lookup| is(lookup)).count();
        let existing_certificates = facts(|lookup| matches!(lookup, Lookup::Certificate { .. }));
        let certificates = count(Kind::Certificate) + existing_certificates;
        let other_regions = facts(|lookup| matches!(lookup, Lookup::Region(_)));
        Counts { ours, balancers, target_groups, certificates, existing_certificates, other_regions }
    }

    fn ours(&self, kind: Kind) -> usize {
        self.ours.get(&kind).copied().unwrap_or_default()
    }

    /// Calls that list so many things, so many a page; an empty list takes one.
    fn pages(&self, things: usize, page: usize) -> usize {
        things.div_ceil(page).max(1)
    }
}

/// How often an operation is called.
#[derive(Clone, Copy, Debug)]
pub struct Formula {
    /// The operation.
    pub operation: &'static str,
    /// The formula, for people.
    pub text: &'static str,
    /// At most so many calls.
    pub most: fn(&Counts) -> usize,
}

/// Every operation that an observation calls, beside one for each looked-up fact ([`LOOKUPS`]).
pub const FORMULAS: &[Formula] = &[
    Formula { operation: "GetCallerIdentity", text: "1", most: |_| 1 },
    Formula {
        operation: "DescribeVpcs",
        text: "VPCs / 1000, and other regions",
        most: |n| n.pages(n.ours(Kind::Vpc), 1000) + n.other_regions,
    },
    Formula { operation: "DescribeVpcAttribute", text: "2 × VPCs", most: |n| 2 * n.ours(Kind::Vpc) },
    Formula {
        operation: "DescribeSubnets",
        text: "subnets / 1000",
        most: |n| n.pages(n.ours(Kind::Subnet), 1000),
    },
    Formula {
        operation: "DescribeInternetGateways",
        text: "internet gateways / 1000",
        most: |n| n.pages(n.ours(Kind::InternetGateway), 1000),
    },
    Formula { operation: "DescribeAddresses", text: "1", most: |_| 1 },
    Formula {
        operation: "DescribeNatGateways",
        text: "NAT gateways / 1000",
        most: |n| n.pages(n.ours(Kind::NatGateway), 1000),
    },
    Formula {
        operation: "DescribeRouteTables",
        text: "route tables / 100",
        most: |n| n.pages(n.ours(Kind::RouteTable), 100),
    },
    Formula {
        operation: "DescribeVpcEndpoints",
        text: "endpoints / 1000",
        most: |n| n.pages(n.ours(Kind::GatewayEndpoint), 1000),
    },
    Formula {
        operation: "DescribeSecurityGroups",
        text: "security groups / 1000",
        most: |n| n.pages(n.ours(Kind::SecurityGroup), 1000),
    },
    Formula {
        operation: "DescribeSecurityGroupRules",
        text: "security groups / 200, by rules / 1000 (a group has at most 120)",
        most: |n| n.ours(Kind::SecurityGroup).div_ceil(200) * 24,
    },
    Formula {
        operation: "ListCertificates",
        text: "certificates of the account / 1000",
        most: |n| n.pages(n.certificates, 1000),
    },
    Formula {
        operation: "ListTagsForCertificate",
        text: "certificates of the account",
        most: |n| n.certificates,
    },
    Formula {
        operation: "DescribeCertificate",
        text: "certificates, and existing ones",
        most: |n| n.ours(Kind::Certificate) + n.existing_certificates,
    },
    Formula {
        operation: "DescribeLoadBalancers",
        text: "load balancers of the account / 400",
        most: |n| n.pages(n.balancers, 400),
    },
    Formula {
        operation: "DescribeLoadBalancerAttributes",
        text: "load balancers",
        most: |n| n.ours(Kind::LoadBalancer),
    },
    Formula {
        operation: "DescribeTargetGroups",
        text: "target groups of the account / 400",
        most: |n| n.pages(n.target_groups, 400),
    },
    Formula {
        operation: "DescribeTargetGroupAttributes",
        text: "target groups",
        most: |n| n.ours(Kind::TargetGroup),
    },
    Formula {
        operation: "DescribeTags",
        text: "load balancers and target groups of the account, and listeners, each / 20",
        most: |n| {
            n.balancers.div_ceil(20) + n.target_groups.div_ceil(20) + n.ours(Kind::Listener).div_ceil(20)
        },
    },
    Formula { operation: "DescribeListeners", text: "load balancers", most: |n| n.ours(Kind::LoadBalancer) },
    Formula {
        operation: "DescribeListenerCertificates",
        text: "https listeners",
        most: |n| n.ours(Kind::Listener),
    },
    Formula { operation: "DescribeRules", text: "listeners", most: |n| n.ours(Kind::Listener) },
    Formula {
        operation: "DescribeLaunchTemplates",
        text: "launch templates / 200",
        most: |n| n.pages(n.ours(Kind::LaunchTemplate), 200),
    },
    Formula {
        operation: "DescribeLaunchTemplateVersions",
        text: "1 where there are launch templates",
        most: |n| n.ours(Kind::LaunchTemplate).div_ceil(200),
    },
    Formula {
        operation: "DescribeAutoScalingGroups",
        text: "groups / 100",
        most: |n| n.pages(n.ours(Kind::AutoScalingGroup), 100),
    },
    Formula {
        operation: "DescribePolicies",
        text: "policies of the account that are called as ours / 100, where there are groups",
        most: |n| n.ours(Kind::AutoScalingGroup).div_ceil(100),
    },
    Formula {
        operation: "DescribeInstances",
        text: "instances and machines of groups / 1000",
        most: |n| n.pages(n.ours(Kind::Instance), 1000),
    },
    Formula {
        operation: "DescribeVolumes",
        text: "instances / 200",
        most: |n| n.ours(Kind::Instance).div_ceil(200),
    },
    Formula { operation: "DescribeInstanceAttribute", text: "instances", most: |n| n.ours(Kind::Instance) },
    Formula {
        operation: "DescribeTargetHealth",
        text: "target groups, where there are instances",
        most: |n| n.ours(Kind::TargetGroup) * n.ours(Kind::Instance).min(1),
    },
];

/// What another looked-up fact takes: one of these, and for the root device of a parameter's image two.
pub const LOOKUPS: &[&str] = &["DescribeImages", "GetParameter", "DescribePrefixLists"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_operation_has_one_formula() {
        let mut operations: Vec<&str> = FORMULAS.iter().map(|formula| formula.operation).collect();
        operations.extend(LOOKUPS);
        let all = operations.len();
        operations.sort_unstable();
        operations.dedup();
        assert_eq!(operations.len(), all);
    }

    #[test]
    fn subnets_associations_and_rules_add_calls_by_pages_only() {
        let mut counts = Counts::default();
        let total = |counts: &Counts| FORMULAS.iter().map(|formula| (formula.most)(counts)).sum::<usize>();
        let before = total(&counts);
        for kind in [Kind::Subnet, Kind::RouteTableAssociation, Kind::SecurityRules] {
            counts.ours.insert(kind, 1000);
        }
        assert_eq!(total(&counts), before);
    }
}
