//! Certificates, load balancers with their listeners, and target groups.

#[cfg(feature = "decode")]
use nanoserde::DeJson;
use nanoserde::SerJson;

use super::{At, CertificateId, GroupId, Header, Name, Setting, SubnetId, TargetGroupId, VpcId};
use crate::diagnostic::Site;

/// A certificate of AWS Certificate Manager.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Certificate {
    /// Name, docs, tags.
    pub header: Header,
    /// The hosts that it covers, the first is its common name. At least one.
    pub hosts: Vec<At<Host>>,
    /// The ARN of an existing one, which is used and not touched; without it one is requested with DNS validation.
    pub existing: Option<At<String>>,
}

/// A host name, perhaps with a wildcard, or one that a param gives.
pub type Host = Setting<String>;

/// An application load balancer.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct LoadBalancer {
    /// Name, docs, tags.
    pub header: Header,
    /// Whether it has public addresses; the site is the word `internet_facing` or `internal`.
    pub internet_facing: At<bool>,
    /// The subnets that it is in.
    pub subnets: Vec<At<SubnetId>>,
    /// The groups that it wears.
    pub groups: Vec<At<GroupId>>,
    /// Seconds after which an idle connection is closed (default 60).
    pub idle_timeout: At<u32>,
    /// Whether deletion is refused (default no).
    pub deletion_protection: At<Setting<bool>>,
    /// Its listeners, in the order of the source.
    pub listeners: Vec<Listener>,
}

/// A listener of a load balancer.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Listener {
    /// The word `http` or `https`.
    pub protocol: At<ListenerProtocol>,
    /// The port.
    pub port: At<u16>,
    /// Certificates, the first is the default one.
    pub certificates: Vec<At<CertificateId>>,
    /// The TLS policy of an https listener.
    pub ssl_policy: Option<At<String>>,
    /// Its rules, first match wins.
    pub rules: Vec<ListenerRule>,
    /// What happens when no rule matches; `None` where it was missing or not understood, which has been reported.
    pub default: Option<At<Action>>,
}

impl Listener {
    /// The TLS policy of an https listener: the written one, or the one that is recommended, not AWS's default.
    #[must_use]
    pub fn tls_policy(&self) -> Option<&str> {
        let written = self.ssl_policy.as_ref().map(|policy| policy.value.as_str());
        let safe = (self.protocol.value == ListenerProtocol::Https).then_some(crate::data::tls::RECOMMENDED);
        written.or(safe)
    }
}

/// What a listener speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub enum ListenerProtocol {
    /// Plain HTTP.
    Http,
    /// HTTP over TLS.
    Https,
}

impl ListenerProtocol {
    /// The word of the language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            ListenerProtocol::Http => "http",
            ListenerProtocol::Https => "https",
        }
    }
}

/// An arm of `match host` or `match path`.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct ListenerRule {
    /// The first token of the arm.
    pub at: Site,
    /// Hosts, any of which matches; empty is every host.
    pub hosts: Vec<At<Host>>,
    /// Path patterns, any of which matches; empty is every path.
    pub paths: Vec<At<String>>,
    /// What to do.
    pub action: At<Action>,
}

/// What a listener does with a request.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub enum Action {
    /// Hands it to a target group.
    Forward(TargetGroupId),
    /// Sends the client elsewhere, with the same host, path and query.
    Redirect {
        /// 301 or 302.
        status: At<u16>,
        /// The protocol to use.
        protocol: At<ListenerProtocol>,
        /// The port to use.
        port: At<u16>,
    },
    /// Answers by itself.
    Respond {
        /// The status.
        status: At<u16>,
        /// The content type.
        content_type: Option<At<String>>,
        /// The body.
        body: Option<At<String>>,
    },
}

/// A target group: what a thing's `target` says.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct TargetGroup {
    /// The name of the thing that it belongs to; a family of instances has one.
    pub name: At<Name>,
    /// The VPC of its targets.
    pub vpc: VpcId,
    /// The port.
    pub port: At<u16>,
    /// How health is checked.
    pub health: HealthCheck,
    /// How long a client stays with its target, in seconds; `None` is off (default).
    pub stickiness: Option<At<u32>>,
    /// Seconds that a leaving target may finish its requests (default 300).
    pub deregistration_delay: At<u32>,
    /// Whether each node of the balancer sends to every zone; `None` takes the balancer's setting (yes).
    pub cross_zone: Option<At<Setting<bool>>>,
}

/// How a load balancer checks a target. AWS's defaults are filled in.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct HealthCheck {
    /// The path (default `/`).
    pub path: At<String>,
    /// The port where it is not the target's own.
    pub port: Option<At<u16>>,
    /// The status codes that are healthy, as ranges with both ends (default 200).
    pub codes: At<Vec<(u16, u16)>>,
    /// Seconds between checks (default 30).
    pub interval: At<u32>,
    /// Seconds to wait for an answer (default 5).
    pub timeout: At<u32>,
    /// Answers until a target is healthy (default 5).
    pub healthy: At<u32>,
    /// Failures until it is unhealthy (default 2).
    pub unhealthy: At<u32>,
}
