//! Rows of security: groups and their rules. A rule is a row of its own, with an id and tags, as in AWS.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::network::kind;
use super::{Kind, Region, Tags};
use crate::cidr::Block;
use crate::clock::Timestamp;

/// A security group.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SecurityGroup {
    pub(crate) id: String,
    pub(crate) made_at: Timestamp,
    pub(crate) vpc_id: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) tags: Tags,
}

kind!(
    SecurityGroup,
    security_groups,
    "sg",
    "security-group",
    "security group",
    "InvalidGroup.NotFound",
    "InvalidGroupId.Malformed"
);

/// A rule of a security group.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SecurityGroupRule {
    pub(crate) id: String,
    pub(crate) made_at: Timestamp,
    pub(crate) group_id: String,
    pub(crate) key: RuleKey,
    pub(crate) description: Option<String>,
    pub(crate) tags: Tags,
}

kind!(
    SecurityGroupRule,
    security_group_rules,
    "sgr",
    "security-group-rule",
    "security group rule ID",
    "InvalidSecurityGroupRuleId.NotFound",
    "InvalidSecurityGroupRuleId.Malformed"
);

/// What a rule lets through. Two rules of a group with the same key are one too many.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct RuleKey {
    pub(crate) is_egress: bool,
    pub(crate) traffic: Traffic,
    pub(crate) peer: Peer,
}

/// Protocol and ports of a rule, in one form for each meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Traffic {
    /// The protocol's number; none: all.
    pub(crate) protocol: Option<u8>,
    /// First and last port, or type and code of ICMP with -1 for all; none: not said.
    pub(crate) ports: Option<(i32, i32)>,
}

/// The other side of a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Peer {
    Block(Block),
    Group(String),
    PrefixList(String),
}

impl Traffic {
    /// All protocols.
    pub(crate) const ALL: Self = Self { protocol: None, ports: None };

    /// The protocol as EC2 writes it: a name for those that have one there, else the number; `-1` is all.
    pub(crate) fn protocol_text(self) -> String {
        match self.protocol {
            None => "-1".to_owned(),
            Some(1) => "icmp".to_owned(),
            Some(6) => "tcp".to_owned(),
            Some(17) => "udp".to_owned(),
            Some(58) => "icmpv6".to_owned(),
            Some(other) => other.to_string(),
        }
    }

    /// Whether a packet of this protocol to this port is let through. For protocols without ports the port is not
    /// looked at.
    pub(crate) fn lets(self, protocol: u8, port: u16) -> bool {
        match (self.protocol, self.ports) {
            (None, _) => true,
            (Some(own), _) if own != protocol => false,
            (Some(6 | 17), Some((first, last))) => (first..=last).contains(&i32::from(port)),
            _ => true,
        }
    }
}
