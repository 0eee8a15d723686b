//! The records of the rules that policies tell.

use crate::diagnostic::{Rule, Severity};
use crate::limits::Quota;

/// An instance profile is one that the policies allow.
pub const INSTANCE_PROFILE_FORBIDDEN: &Rule = &Rule {
    name: "instance_profile_forbidden",
    severity: Severity::Policy,
    checks: "An instance profile is one that the policies allow.",
    why: "In an account where profiles cannot be made, another one does not exist.",
    fails: "launch: { instance_profile: \"admin\", … }, where the policy lists LabInstanceProfile",
    instead: "Write one that the policy lists.",
    source: "Groundplan, policies, 2026-11",
};

/// An instance type is of a pattern that the policies allow.
pub const INSTANCE_TYPE_FORBIDDEN: &Rule = &Rule {
    name: "instance_type_forbidden",
    severity: Severity::Policy,
    checks: "An instance type is of a pattern that the policies allow.",
    why: "The organisation, or the account, allows no other.",
    fails: "launch: { instance_type: \"t3.xlarge\", … }, where the policy allows `*.large`",
    instead: "Write a type of an allowed pattern.",
    source: "Groundplan, policies, 2026-11",
};

/// A key pair that a policy places in regions is used in one of them.
pub const KEY_PAIR_WRONG_REGION: &Rule = &Rule {
    name: "key_pair_wrong_region",
    severity: Severity::Policy,
    checks: "A key pair that a policy places in regions is used in one of them.",
    why: "Launching fails with InvalidKeyPair.NotFound.",
    fails: "region \"us-west-2\"; … key_pair: \"vockey\"",
    instead: "Remove the key pair, or take a region that has it.",
    source: "Groundplan, policies, 2026-11",
};

/// No arrow opens to the whole internet a port that a policy closes.
pub const PORT_CLOSED_BY_POLICY: &Rule = &Rule {
    name: "port_closed_by_policy",
    severity: Severity::Policy,
    checks: "No arrow opens to the whole internet a port that a policy closes.",
    why: "The organisation forbids it.",
    fails: "internet -> bastion: tcp 22;",
    instead: "Name the addresses that need it.",
    source: "Groundplan, policies, 2026-11",
};

/// The machines at the maximum of all groups, with what the refresh of one adds, stay within the limit.
pub const REFRESH_SURGES_OVER_QUOTA: &Rule = &Rule {
    name: "refresh_surges_over_quota",
    severity: Severity::Quota,
    checks: "The machines at the maximum of all groups, with what the refresh of one adds, stay within the limit.",
    why: "The refresh would stop half-way: AWS starts no machine beyond the limit.",
    fails: "two groups of 4 and 5 machines with `refresh: { surge: 1 }`, where the policy allows 9",
    instead: "Lower the surge, or the maximum of a group.",
    source: "EC2 service quotas, and Auto Scaling user guide, \"Instance refresh\", 2026-09",
};

/// The region is one that the policies allow.
pub const REGION_FORBIDDEN: &Rule = &Rule {
    name: "region_forbidden",
    severity: Severity::Policy,
    checks: "The region is one that the policies allow.",
    why: "The organisation, or the account, allows no other.",
    fails: "region \"eu-west-1\"; where the policy lists us-east-1",
    instead: "Write an allowed region.",
    source: "Groundplan, policies, 2026-11",
};

/// Each thing has the tags that the policies require.
pub const TAG_REQUIRED_MISSING: &Rule = &Rule {
    name: "tag_required_missing",
    severity: Severity::Policy,
    checks: "Each thing has the tags that the policies require.",
    why: "What has no owner or cost centre cannot be charged or cleaned up.",
    fails: "tags { Project: \"shop\" }, where the policy requires CostCenter",
    instead: "Add the tag to `tags` of the topology.",
    source: "Groundplan, policies, 2026-11",
};

/// The machines at the maximum of all groups, and single ones, stay within the policies' limit; with the refresh that adds most, within the budget.
pub const TOO_MANY_INSTANCES: &Rule = &Rule {
    name: "too_many_instances",
    severity: Severity::Quota,
    checks: "The machines at the maximum of all groups, and single ones, stay within the policies' limit; with the refresh that adds most, within the budget.",
    why: "AWS starts no machine beyond the limit of the account.",
    fails: "a group with `size: { min: 1, max: 10 }`, where the policy allows 9",
    instead: "Lower a maximum.",
    source: "EC2 service quotas, 2026-09",
};

/// The vCPUs at the maximum of all groups, and of single machines, stay within the policies' limit; with the refresh that adds most, within the budget.
pub const TOO_MANY_VCPUS: &Rule = &Rule {
    name: "too_many_vcpus",
    severity: Severity::Quota,
    checks: "The vCPUs at the maximum of all groups, and of single machines, stay within the policies' limit; with the refresh that adds most, within the budget.",
    why: "AWS starts no machine beyond the vCPU quota of the account.",
    fails: "eight machines of m5.2xlarge, where the policy allows 32 vCPUs",
    instead: "Take smaller machines or fewer.",
    source: "EC2 service quotas, 2026-09",
};

/// A volume is no larger than the policies allow.
pub const VOLUME_OVER_LAB_LIMIT: &Rule = &Rule {
    name: "volume_over_lab_limit",
    severity: Severity::Policy,
    checks: "A volume is no larger than the policies allow.",
    why: "The organisation, or the account, refuses a larger one.",
    fails: "root_volume: gp3 120 GiB, where the policy allows 100",
    instead: "Write a smaller size.",
    source: "Groundplan, policies, 2026-11",
};

/// A volume is of a type that the policies allow.
pub const VOLUME_TYPE_FORBIDDEN: &Rule = &Rule {
    name: "volume_type_forbidden",
    severity: Severity::Policy,
    checks: "A volume is of a type that the policies allow.",
    why: "The organisation, or the account, refuses any other.",
    fails: "root_volume: io1 50 GiB, where the policy lists gp3",
    instead: "Write an allowed type.",
    source: "Groundplan, policies, 2026-11",
};

/// No warning is told that a policy forbids.
pub const WARNING_FORBIDDEN: &Rule = &Rule {
    name: "warning_forbidden",
    severity: Severity::Policy,
    checks: "No warning is told that a policy forbids.",
    why: "The organisation wants it mended, or accepted at its place with a reason.",
    fails: "one NAT gateway for two zones, where the policy forbids the warning nat_single_zone",
    instead: "Mend what the warning says, or accept the warning at its place.",
    source: "Groundplan, policies, 2026-11",
};

/// The rule of a quota: the number that AWS allows, by default or as a policy says.
#[must_use]
pub const fn of_quota(quota: Quota) -> &'static Rule {
    QUOTA_RULES[quota as usize]
}

/// A rule about a quota, whose number is a policy's.
const fn quota(name: &'static str, checks: &'static str, fails: &'static str, source: &'static str) -> Rule {
    Rule {
        name,
        severity: Severity::Quota,
        checks,
        why: "AWS refuses the next one. The number is that of the account: a policy says where it was raised.",
        fails,
        instead: "Declare fewer, or say in a policy what the account's quota is.",
        source,
    }
}

/// The rules of quotas, in the order of [`Quota`].
#[rustfmt::skip]
const QUOTA_RULES: [&Rule; 19] = [
    const { &quota("too_many_vpcs", "The VPCs of a topology, with the account's default one, stay within the quota of the region.",
        "six VPCs in a topology", "Amazon VPC user guide, \"Amazon VPC quotas\", 2026-09") },
    const { &quota("too_many_subnets", "The subnets of a VPC stay within its quota.",
        "201 subnets in a VPC", "Amazon VPC user guide, \"Amazon VPC quotas\", 2026-09") },
    const { &quota("too_many_vpc_cidrs", "The IPv4 blocks of a VPC, the primary one included, stay within its quota.",
        "vpc main \"10.0.0.0/16\" with { secondary: [ five blocks ] }", "Amazon VPC user guide, \"Amazon VPC quotas\", 2026-09") },
    const { &quota("too_many_elastic_addresses", "The elastic addresses of a topology, one for each NAT gateway, stay within the quota of the region.",
        "six NAT gateways", "Amazon VPC user guide, \"Amazon VPC quotas\", 2026-09") },
    const { &quota("too_many_internet_gateways", "The internet gateways of a topology stay within the quota of the region.",
        "six VPCs with an internet gateway each", "Amazon VPC user guide, \"Amazon VPC quotas\", 2026-09") },
    const { &quota("too_many_nats", "The NAT gateways of a zone stay within its quota.",
        "six NAT gateways in zone a", "Amazon VPC user guide, \"Amazon VPC quotas\", 2026-09") },
    const { &quota("too_many_route_tables", "The route tables of a VPC, its main one included, stay within its quota.",
        "200 route tables in a VPC", "Amazon VPC user guide, \"Amazon VPC quotas\", 2026-09") },
    const { &quota("too_many_routes", "The routes of a table, each gateway endpoint one, stay within its quota.",
        "a route table of 501 routes", "Amazon VPC user guide, \"Amazon VPC quotas\", 2026-09") },
    const { &quota("too_many_gateway_endpoints", "The gateway endpoints of a topology stay within the quota of the region.",
        "21 gateway endpoints", "Amazon VPC user guide, \"Amazon VPC quotas\", 2026-09") },
    const { &quota("too_many_groups", "The security groups of a topology, each VPC's default one included, stay within the quota of the region.",
        "2501 groups", "Amazon VPC user guide, \"Amazon VPC quotas\", 2026-09") },
    const { &quota("too_many_rules", "The rules of a security group in one direction stay within its quota; equal rules are one, a VPC is one for each of its blocks.",
        "61 arrows with different ports to one group", "Amazon VPC user guide, \"Amazon VPC quotas\", 2026-09") },
    const { &quota("interface_too_many_groups", "The security groups that a thing wears stay within the quota of an interface.",
        "groups: [a, b, c, d, e, f]", "Amazon VPC user guide, \"Amazon VPC quotas\", 2026-09") },
    const { &quota("alb_quota_per_region", "The load balancers of a topology stay within the quota of the region.",
        "51 load balancers", "Application Load Balancers guide, \"Quotas\", 2026-09") },
    const { &quota("listener_quota", "The listeners of a load balancer stay within its quota.",
        "51 listeners in a load balancer", "Application Load Balancers guide, \"Quotas\", 2026-09") },
    const { &quota("rules_quota", "The rules of a load balancer, its default actions not counted, stay within its quota.",
        "101 arms in the listeners of a load balancer", "Application Load Balancers guide, \"Quotas\", 2026-09") },
    const { &quota("target_groups_per_alb_quota", "The target groups that a load balancer forwards to stay within its quota.",
        "arms to 101 groups of machines", "Application Load Balancers guide, \"Quotas\", 2026-09") },
    const { &quota("too_many_certificates", "The certificates of a load balancer, the default ones of its listeners not counted, stay within its quota.",
        "certificates: [ 27 certificates ]", "Application Load Balancers guide, \"Quotas\", 2026-09") },
    const { &quota("certificate_too_many_names", "The names of a certificate stay within its quota.",
        "certificate site for [ eleven hosts ]", "ACM user guide, \"Quotas\", 2026-09") },
    const { &quota("too_many_targets", "The machines that a load balancer forwards to, groups at their maximum, stay within its quota.",
        "a group of 1001 machines behind a load balancer", "Application Load Balancers guide, \"Quotas\", 2026-09") },
];
