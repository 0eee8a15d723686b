//! Rows of load balancing: balancers, target groups, listeners, rules. All are known by their ARNs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Tags;
use crate::clock::Timestamp;

/// An application load balancer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LoadBalancer {
    pub(crate) arn: String,
    pub(crate) name: String,
    pub(crate) dns_name: String,
    pub(crate) made_at: Timestamp,
    /// When it is `active`; before, it is `provisioning`.
    pub(crate) active_at: Timestamp,
    pub(crate) is_internal: bool,
    pub(crate) vpc: String,
    /// What it has in each zone that is enabled for it, by the zone's name.
    pub(crate) zones: BTreeMap<String, BalancerZone>,
    pub(crate) groups: Vec<String>,
    /// What differs from the defaults.
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) tags: Tags,
}

/// A zone of a load balancer: its subnet, and its network interface there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BalancerZone {
    pub(crate) subnet: String,
    pub(crate) interface: String,
}

/// A target group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TargetGroup {
    pub(crate) arn: String,
    pub(crate) name: String,
    pub(crate) made_at: Timestamp,
    pub(crate) settings: TargetSettings,
    pub(crate) health: HealthCheck,
    /// What differs from the defaults.
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) tags: Tags,
    /// In the order of their ids and ports.
    pub(crate) targets: Vec<Target>,
}

/// What cannot be changed of a target group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TargetSettings {
    /// `HTTP` or `HTTPS`.
    pub(crate) protocol: String,
    /// `HTTP1`, `HTTP2` or `GRPC`.
    pub(crate) version: String,
    pub(crate) port: u16,
    pub(crate) vpc: String,
    /// `instance` or `ip`.
    pub(crate) target_type: String,
}

/// How targets are checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HealthCheck {
    pub(crate) protocol: String,
    /// None: the port that takes the traffic.
    pub(crate) port: Option<u16>,
    pub(crate) path: String,
    /// The codes that mean healthy, as they were given: `200`, `200,302`, `200-299`.
    pub(crate) codes: String,
    /// Seconds.
    pub(crate) interval: u64,
    pub(crate) timeout: u64,
    pub(crate) healthy: u64,
    pub(crate) unhealthy: u64,
}

/// A registered target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Target {
    pub(crate) id: String,
    pub(crate) port: u16,
    pub(crate) state: TargetState,
    /// What the last check found; none where none was made.
    pub(crate) verdict: Option<Verdict>,
    /// Since when checks find what they find.
    pub(crate) since: Timestamp,
    /// When the state turns if checks go on finding it.
    pub(crate) turns_at: Option<Timestamp>,
}

/// The state of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum TargetState {
    /// No listener forwards to its group, or its zone is not enabled.
    Unused,
    /// Registered, and not judged yet.
    Initial,
    Healthy,
    Unhealthy,
    /// Deregistered; it goes when connections had their time.
    Draining,
}

/// What a health check finds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Verdict {
    /// The answer fits.
    Fits,
    /// The balancer is not active yet.
    NotYet,
    /// No answer: the packet does not arrive, or nobody is there.
    Timeout,
    /// The machine is there, and nothing answers on the port.
    Refused,
    /// An answer with a code that does not fit.
    Code(u16),
}

/// A listener.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Listener {
    pub(crate) arn: String,
    pub(crate) balancer: String,
    /// `HTTP` or `HTTPS`.
    pub(crate) protocol: String,
    pub(crate) port: u16,
    pub(crate) tls_policy: Option<String>,
    /// ARNs; the first is the default one.
    pub(crate) certificates: Vec<String>,
    pub(crate) actions: Vec<Action>,
    /// The ARN of its default rule, whose actions are the listener's.
    pub(crate) default_rule: String,
    pub(crate) tags: Tags,
}

/// A rule of a listener, the default one apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    pub(crate) arn: String,
    pub(crate) listener: String,
    pub(crate) priority: u32,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) actions: Vec<Action>,
    pub(crate) tags: Tags,
}

/// What is done with a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Action {
    Forward {
        groups: Vec<WeightedGroup>,
        /// Seconds for which a client stays with one group.
        sticky: Option<i64>,
    },
    Redirect(Redirect),
    Respond {
        status: String,
        content_type: Option<String>,
        body: Option<String>,
    },
}

/// A target group of a forward.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WeightedGroup {
    pub(crate) arn: String,
    pub(crate) weight: i64,
}

/// Where a redirect leads to, with AWS's placeholders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Redirect {
    pub(crate) protocol: String,
    pub(crate) port: String,
    pub(crate) host: String,
    pub(crate) path: String,
    pub(crate) query: String,
    /// `HTTP_301` or `HTTP_302`.
    pub(crate) status: String,
}

/// What a request must be for a rule to take it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Condition {
    Host(Vec<String>),
    Path(Vec<String>),
    Header { name: String, values: Vec<String> },
    Query(Vec<(Option<String>, String)>),
    Method(Vec<String>),
    Source(Vec<String>),
}

impl Action {
    /// The target groups that it forwards to.
    pub(crate) fn groups(&self) -> &[WeightedGroup] {
        match self {
            Self::Forward { groups, .. } => groups,
            Self::Redirect(_) | Self::Respond { .. } => &[],
        }
    }
}
