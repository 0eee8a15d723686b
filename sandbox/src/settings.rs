//! What a sandbox is told before it starts: the account, how long things take, quotas. Data only.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::clock::Span;
use crate::filter::matches_pattern;

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
    /// Whether somebody sets the DNS records that validate certificates, some time after they are told.
    pub dns_actor: bool,
    /// What machines serve, by the name of their auto scaling group, or else their own name (the tag `Name`). `*` in
    /// a name stands for any text; the first name that fits counts. A machine that none fits answers 200 on the port
    /// and path that its target group expected when it was launched, and 404 elsewhere on that port.
    pub serves: BTreeMap<String, Serving>,
    /// So many instances may run in a region; what is above is terminated, the youngest first, as a learner lab does.
    /// None: no limit.
    pub lab_instances: Option<usize>,
    /// How long things take.
    pub durations: Durations,
    /// How many of a kind an account may have.
    pub quotas: Quotas,
}

/// What a machine serves: the codes of its answers, by port and path. The path `*` stands for all that are not named.
pub type Serving = BTreeMap<u16, BTreeMap<String, u16>>;

/// How long things take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Durations {
    /// A VPC is `pending` so long.
    pub vpc: Span,
    /// A block that a VPC gets later is `associating` so long.
    pub vpc_block: Span,
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
    /// Who sets DNS records does so that long after they are told.
    pub dns_actor: Span,
    /// A certificate is issued so long after its records are set.
    pub certificate: Span,
    /// A certificate counts as used so long after a listener let go of it.
    pub certificate_freed: Span,
    /// An auto scaling group notices so late that an instance is gone.
    pub group_notices: Span,
    /// A failed launch of an auto scaling group is tried again after that time, and then each time after twice as long.
    pub group_retries: Span,
    /// An auto scaling group without instances is `Delete in progress` so long.
    pub group_delete: Span,
    /// What was just made stays unseen so long (EC2, Elastic Load Balancing and Certificate Manager are eventually
    /// consistent: EC2 developer guide, "Eventual consistency"; hashicorp/terraform-provider-aws issues 15214 and
    /// 16860; ACM API reference, RequestCertificate, "a delay of several seconds"); zero: at once.
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
    /// Application load balancers.
    pub load_balancers: usize,
    /// Listeners of a load balancer.
    pub listeners: usize,
    /// Rules of a load balancer, default ones not counted.
    pub rules: usize,
    /// Values of all conditions of a rule.
    pub rule_values: usize,
    /// Wildcards in all conditions of a rule.
    pub rule_wildcards: usize,
    /// Certificates of a load balancer, default ones not counted.
    pub balancer_certificates: usize,
    /// Target groups that a load balancer forwards to.
    pub balancer_target_groups: usize,
    /// Target groups.
    pub target_groups: usize,
    /// Names of a certificate.
    pub certificate_names: usize,
    /// Auto scaling groups.
    pub auto_scaling_groups: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            account: "123456789012".to_owned(),
            default_vpc: true,
            throttle: false,
            key_pairs: vec!["vockey".to_owned()],
            instance_profiles: vec!["LabInstanceProfile".to_owned()],
            dns_actor: false,
            serves: BTreeMap::new(),
            lab_instances: None,
            durations: Durations::default(),
            quotas: Quotas::default(),
        }
    }
}

impl Default for Durations {
    fn default() -> Self {
        Self {
            vpc: Span::seconds(2),
            vpc_block: Span::seconds(5),
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
            dns_actor: Span::seconds(20),
            certificate: Span::seconds(30),
            certificate_freed: Span::seconds(10),
            group_notices: Span::seconds(30),
            group_retries: Span::seconds(30),
            group_delete: Span::seconds(5),
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
            load_balancers: 50,
            listeners: 50,
            rules: 100,
            rule_values: 5,
            rule_wildcards: 6,
            balancer_certificates: 25,
            balancer_target_groups: 100,
            target_groups: 3_000,
            certificate_names: 10,
            auto_scaling_groups: 500,
        }
    }
}

impl Settings {
    /// What the machines of a group, or of that name, serve; none where nothing is said.
    pub(crate) fn serving_of(&self, name: &str) -> Option<&Serving> {
        let mut said = self.serves.iter();
        said.find(|(pattern, _)| matches_pattern(pattern.as_bytes(), name.as_bytes()))
            .map(|(_, serving)| serving)
    }
}
