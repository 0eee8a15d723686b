//! Everything an account holds, by region: typed tables by id, saved and loaded as one value.

pub(crate) mod balancing;
pub(crate) mod certificate;
mod ids;
mod kind;
pub(crate) mod machine;
pub(crate) mod network;
pub(crate) mod parameter;
pub(crate) mod scaling;
pub(crate) mod security;

pub(crate) use ids::hash as checksum;
pub(crate) use kind::{Kind, Tags, find, find_mut, is_seen, is_tag_text, refuse_malformed, row_mut};

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use crate::clock::{Span, Timestamp};
use crate::dns::Dns;
use crate::interface::Interface;
use crate::wire::answer::Answer;
use crate::world::Agenda;
use balancing::{Listener, LoadBalancer, Rule, TargetGroup};
use certificate::Certificate;
use machine::{Image, Instance, LaunchTemplate, Volume};
use network::{ElasticAddress, Endpoint, InternetGateway, NatGateway, NetworkAcl, RouteTable, Subnet, Vpc};
use parameter::Parameter;
use scaling::Group;
use security::{SecurityGroup, SecurityGroupRule};

/// Everything an account holds.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Store {
    /// The time of the last request.
    pub now: Timestamp,
    /// The DNS records that were set by hand.
    #[serde(default)]
    pub(crate) dns: Dns,
    /// The regions that were spoken to.
    pub(crate) regions: BTreeMap<String, Region>,
}

/// What lies in one region.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Region {
    /// `us-east-1`.
    pub(crate) name: String,
    /// The account's twelve digits.
    pub(crate) account: String,
    /// The time. It never goes back.
    pub(crate) now: Timestamp,
    /// How long what was just made stays unseen: `Durations::unseen`, copied here at each request.
    #[serde(skip)]
    pub(crate) unseen: Span,
    /// How many ids were given out.
    ids: u64,
    /// How many public addresses were given out.
    public_addresses: u32,
    /// What happens by itself, and when.
    pub(crate) agenda: Agenda,
    /// The idempotency tokens that were used, by operation and token.
    pub(crate) tokens: BTreeMap<String, TokenUse>,
    pub(crate) vpcs: BTreeMap<String, Vpc>,
    pub(crate) subnets: BTreeMap<String, Subnet>,
    pub(crate) internet_gateways: BTreeMap<String, InternetGateway>,
    pub(crate) route_tables: BTreeMap<String, RouteTable>,
    pub(crate) elastic_addresses: BTreeMap<String, ElasticAddress>,
    pub(crate) nat_gateways: BTreeMap<String, NatGateway>,
    pub(crate) endpoints: BTreeMap<String, Endpoint>,
    pub(crate) network_acls: BTreeMap<String, NetworkAcl>,
    pub(crate) security_groups: BTreeMap<String, SecurityGroup>,
    pub(crate) security_group_rules: BTreeMap<String, SecurityGroupRule>,
    pub(crate) interfaces: BTreeMap<String, Interface>,
    pub(crate) images: BTreeMap<String, Image>,
    pub(crate) launch_templates: BTreeMap<String, LaunchTemplate>,
    pub(crate) instances: BTreeMap<String, Instance>,
    pub(crate) volumes: BTreeMap<String, Volume>,
    /// By name.
    pub(crate) parameters: BTreeMap<String, Parameter>,
    /// These by ARN.
    pub(crate) load_balancers: BTreeMap<String, LoadBalancer>,
    pub(crate) target_groups: BTreeMap<String, TargetGroup>,
    pub(crate) listeners: BTreeMap<String, Listener>,
    pub(crate) rules: BTreeMap<String, Rule>,
    pub(crate) certificates: BTreeMap<String, Certificate>,
    /// Auto scaling groups by name.
    pub(crate) groups: BTreeMap<String, Group>,
    /// The world's DNS as this region sees it.
    pub(crate) dns: Dns,
}

/// An idempotency token that was used.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct TokenUse {
    pub(crate) at: Timestamp,
    /// The input that came with it.
    pub(crate) input: String,
    /// What was answered.
    pub(crate) answer: Answer,
}

impl Region {
    pub(crate) fn new(name: &str, account: &str, now: Timestamp) -> Self {
        Self { name: name.to_owned(), account: account.to_owned(), now, ..Self::default() }
    }

    /// Whether what was made then is known by now.
    pub(crate) fn sees(&self, made_at: Timestamp) -> bool {
        self.now >= made_at + self.unseen
    }

    /// A new id: `vpc-0…` with seventeen hexadecimal digits. The same calls give the same ids.
    pub(crate) fn new_id(&mut self, prefix: &str) -> String {
        self.ids += 1;
        format!("{prefix}-0{:016x}", ids::scramble(&self.name, self.ids))
    }

    /// Sixteen hexadecimal digits that stand in ARNs of load balancers and the like.
    pub(crate) fn new_digits(&mut self) -> String {
        self.ids += 1;
        format!("{:016x}", ids::scramble(&self.name, self.ids))
    }

    /// An id in the form of a UUID.
    pub(crate) fn new_uuid(&mut self) -> String {
        let (one, two) = (self.new_digits(), self.new_digits());
        format!("{}-{}-4{}-a{}-{}", &one[..8], &one[8..12], &one[13..], &two[1..4], &two[4..])
    }

    /// An address of Amazon's public pool that was not given out before.
    pub(crate) fn new_public_address(&mut self) -> Ipv4Addr {
        self.public_addresses += 1;
        // 44.192.0.0/11 is Amazon's; a step that is odd visits each of its addresses once.
        let at = self.public_addresses.wrapping_mul(0x9_5a35) & 0x1f_ffff;
        Ipv4Addr::from_bits(u32::from_be_bytes([44, 192, 0, 0]) | at)
    }

    /// `arn:aws:<service>:<region>:<account>:<resource>`
    pub(crate) fn arn(&self, service: &str, resource: &str) -> String {
        format!("arn:aws:{service}:{}:{}:{resource}", self.name, self.account)
    }
}
