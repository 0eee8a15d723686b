//! How many of a thing AWS allows by default, and what it answers beyond that.
//!
//! A quota is a number of an account: a policy says where it was raised ([`crate::policy::Policy::quotas`]). What is
//! fixed for everybody is a shape or a relation, not a quota.

/// Something that AWS counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quota {
    /// VPCs in a region; the account's default VPC is one of them.
    VpcsPerRegion,
    /// Subnets in a VPC.
    SubnetsPerVpc,
    /// IPv4 blocks of a VPC, the primary one included.
    BlocksPerVpc,
    /// Elastic IP addresses in a region.
    ElasticAddressesPerRegion,
    /// Internet gateways in a region.
    InternetGatewaysPerRegion,
    /// NAT gateways in a zone.
    NatGatewaysPerZone,
    /// Route tables in a VPC, its main one included.
    RouteTablesPerVpc,
    /// Routes in a table that are not local; a gateway endpoint is one.
    RoutesPerTable,
    /// Gateway endpoints in a region.
    GatewayEndpointsPerRegion,
    /// Security groups in a region; each VPC has a default one.
    GroupsPerRegion,
    /// Rules of a security group in one direction.
    RulesPerGroup,
    /// Security groups of an interface.
    GroupsPerInterface,
    /// Load balancers in a region.
    LoadBalancersPerRegion,
    /// Listeners of a load balancer.
    ListenersPerLoadBalancer,
    /// Rules of a load balancer, default actions not counted.
    RulesPerLoadBalancer,
    /// Target groups of a load balancer.
    TargetGroupsPerLoadBalancer,
    /// Certificates of a load balancer, the default ones of its listeners not counted.
    CertificatesPerLoadBalancer,
    /// Names of a certificate.
    NamesPerCertificate,
    /// Targets of a load balancer.
    TargetsPerLoadBalancer,
}

/// What is known of a quota.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The quota.
    pub quota: Quota,
    /// The rule that tells.
    pub rule: &'static str,
    /// What is counted, behind a number: "subnets".
    pub counted: &'static str,
    /// AWS's default.
    pub default: u32,
    /// The error code of the call that is one too many.
    pub code: &'static str,
    /// Where the number comes from, with the date.
    pub source: &'static str,
}

const VPC: &str = "Amazon VPC user guide, \"Amazon VPC quotas\", 2026-09";
const ALB: &str = "Application Load Balancers guide, \"Quotas\", 2026-09";
const ACM: &str = "ACM user guide, \"Quotas\", 2026-09";

/// The quotas, in the order of [`Quota`].
#[rustfmt::skip]
pub static LIMITS: [Limit; 19] = [
    limit(Quota::VpcsPerRegion, "too_many_vpcs", "VPCs", 5, "VpcLimitExceeded", VPC),
    limit(Quota::SubnetsPerVpc, "too_many_subnets", "subnets", 200, "SubnetLimitExceeded", VPC),
    limit(Quota::BlocksPerVpc, "too_many_vpc_cidrs", "IPv4 blocks", 5, "CidrLimitExceeded", VPC),
    limit(Quota::ElasticAddressesPerRegion, "too_many_elastic_addresses", "elastic addresses", 5, "AddressLimitExceeded", VPC),
    limit(Quota::InternetGatewaysPerRegion, "too_many_internet_gateways", "internet gateways", 5, "InternetGatewayLimitExceeded", VPC),
    limit(Quota::NatGatewaysPerZone, "too_many_nats", "NAT gateways", 5, "NatGatewayLimitExceeded", VPC),
    limit(Quota::RouteTablesPerVpc, "too_many_route_tables", "route tables", 200, "RouteTableLimitExceeded", VPC),
    limit(Quota::RoutesPerTable, "too_many_routes", "routes", 500, "RouteLimitExceeded", VPC),
    limit(Quota::GatewayEndpointsPerRegion, "too_many_gateway_endpoints", "gateway endpoints", 20, "VpcEndpointLimitExceeded", VPC),
    limit(Quota::GroupsPerRegion, "too_many_groups", "security groups", 2500, "SecurityGroupLimitExceeded", VPC),
    limit(Quota::RulesPerGroup, "too_many_rules", "rules", 60, "RulesPerSecurityGroupLimitExceeded", VPC),
    limit(Quota::GroupsPerInterface, "interface_too_many_groups", "security groups", 5, "SecurityGroupsPerInterfaceLimitExceeded", VPC),
    limit(Quota::LoadBalancersPerRegion, "alb_quota_per_region", "load balancers", 50, "TooManyLoadBalancers", ALB),
    limit(Quota::ListenersPerLoadBalancer, "listener_quota", "listeners", 50, "TooManyListeners", ALB),
    limit(Quota::RulesPerLoadBalancer, "rules_quota", "rules", 100, "TooManyRules", ALB),
    limit(Quota::TargetGroupsPerLoadBalancer, "target_groups_per_alb_quota", "target groups", 100, "TooManyUniqueTargetGroupsPerLoadBalancer", ALB),
    limit(Quota::CertificatesPerLoadBalancer, "too_many_certificates", "certificates beside the default ones", 25, "TooManyCertificates", ALB),
    limit(Quota::NamesPerCertificate, "certificate_too_many_names", "names", 10, "LimitExceeded", ACM),
    limit(Quota::TargetsPerLoadBalancer, "too_many_targets", "targets", 1000, "TooManyTargets", ALB),
];

const fn limit(
    quota: Quota,
    rule: &'static str,
    counted: &'static str,
    default: u32,
    code: &'static str,
    source: &'static str,
) -> Limit {
    Limit { quota, rule, counted, default, code, source }
}

impl Quota {
    /// What is known of it.
    #[must_use]
    pub const fn limit(self) -> &'static Limit {
        &LIMITS[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_quotas() {
        for (index, limit) in LIMITS.iter().enumerate() {
            assert_eq!(limit.quota as usize, index, "{:?}", limit.quota);
            assert_eq!(limit.quota.limit(), limit);
        }
    }
}
