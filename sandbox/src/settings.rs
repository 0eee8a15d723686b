//! What a sandbox is told before it starts: the account, how long things take, quotas. Data only.

use serde::{Deserialize, Serialize};

use crate::clock::Span;

/// The account, its durations and its quotas.
///
/// Durations are typical values of a small, quiet account; quotas are AWS's defaults of 2026-09 (VPC user guide,
/// page on quotas).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The twelve digits of the account.
    pub account: String,
    /// Whether a region that is seen for the first time holds AWS's default VPC with its subnets.
    pub default_vpc: bool,
    /// The key pairs that are there; `vockey` is in us-east-1 only.
    pub key_pairs: Vec<String>,
    /// The instance profiles that are there.
    pub instance_profiles: Vec<String>,
    /// Whether calls beyond AWS's rates are refused.
    pub throttle: bool,
    /// How long things take.
    pub durations: Durations,
    /// How many of a kind an account may have.
    pub quotas: Quotas,
}

/// How long things take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Durations {
    /// A VPC is `pending` so long.
    pub vpc: Span,
    /// A NAT gateway is `pending` so long.
    pub nat_gateway: Span,
    /// A route may not lead to a NAT gateway that is younger than this.
    pub nat_gateway_route: Span,
    /// A NAT gateway that will be `failed` is `pending` so long.
    pub nat_gateway_failure: Span,
    /// A NAT gateway is `deleting` so long.
    pub nat_gateway_delete: Span,
    /// A NAT gateway that is deleted or failed stays listed so long.
    pub nat_gateway_listed: Span,
    /// A gateway endpoint is `deleting` so long.
    pub endpoint_delete: Span,
    /// A load balancer is `provisioning` so long.
    pub load_balancer: Span,
    /// The interfaces of a load balancer stay in its subnets so long after it was deleted.
    pub interfaces_linger: Span,
    /// An instance is `pending` so long.
    pub instance: Span,
    /// An instance has booted so long after its launch.
    pub boot: Span,
    /// An instance is `shutting-down` so long.
    pub terminate: Span,
    /// The validation records of a certificate appear so long after the request.
    pub certificate_records: Span,
    /// A certificate is issued so long after its records are set.
    pub certificate: Span,
    /// What was just made stays unseen so long (EC2 is eventually consistent); zero: at once.
    pub unseen: Span,
}

/// How many of a kind an account may have in a region, if nothing else is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Quotas {
    /// VPCs; the default one counts.
    pub vpcs: usize,
    /// IPv4 blocks of a VPC, the primary one counted.
    pub vpc_blocks: usize,
    /// Subnets of a VPC.
    pub subnets: usize,
    /// Internet gateways.
    pub internet_gateways: usize,
    /// Route tables of a VPC.
    pub route_tables: usize,
    /// Routes of a table that a user made.
    pub routes: usize,
    /// Security groups.
    pub security_groups: usize,
    /// Rules of a security group in one direction and address family.
    pub security_group_rules: usize,
    /// Security groups of one interface.
    pub interface_security_groups: usize,
    /// Elastic addresses.
    pub elastic_addresses: usize,
    /// NAT gateways of a zone.
    pub nat_gateways: usize,
    /// Gateway endpoints.
    pub gateway_endpoints: usize,
    /// Tags of one resource.
    pub tags: usize,
    /// CPUs of all instances that are not ended; none: no limit (AWS raises it with an account's use, so that there is
    /// no number to take by default).
    pub vcpus: Option<usize>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            account: "123456789012".to_owned(),
            default_vpc: true,
            throttle: false,
            key_pairs: vec!["vockey".to_owned()],
            instance_profiles: vec!["LabInstanceProfile".to_owned()],
            durations: Durations::default(),
            quotas: Quotas::default(),
        }
    }
}

impl Default for Durations {
    fn default() -> Self {
        Self {
            vpc: Span::seconds(2),
            nat_gateway: Span::seconds(90),
            nat_gateway_route: Span::seconds(10),
            nat_gateway_failure: Span::seconds(10),
            nat_gateway_delete: Span::seconds(60),
            nat_gateway_listed: Span::hours(1),
            endpoint_delete: Span::seconds(10),
            load_balancer: Span::seconds(150),
            interfaces_linger: Span::seconds(60),
            instance: Span::seconds(10),
            boot: Span::seconds(60),
            terminate: Span::seconds(30),
            certificate_records: Span::seconds(5),
            certificate: Span::seconds(30),
            unseen: Span::ZERO,
        }
    }
}

impl Default for Quotas {
    fn default() -> Self {
        Self {
            vpcs: 5,
            vpc_blocks: 5,
            subnets: 200,
            internet_gateways: 5,
            route_tables: 200,
            routes: 500,
            security_groups: 2_500,
            security_group_rules: 60,
            interface_security_groups: 5,
            elastic_addresses: 5,
            nat_gateways: 5,
            gateway_endpoints: 20,
            tags: 50,
            vcpus: None,
        }
    }
}
