//! Security groups, and the arrows between them: needs, permits, assertions.

use std::fmt;

#[cfg(feature = "decode")]
use nanoserde::DeJson;
use nanoserde::SerJson;

use super::{At, GatewayEndpointId, GroupId, Header, ParamId, VpcId};
use crate::cidr::Cidr;
use crate::diagnostic::Site;

/// A security group.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Group {
    /// Name, docs, tags. A thing's own group has the thing's name, a family's its base name.
    pub header: Header,
    /// Whether it is a thing's own, or declared by `group`.
    pub own: bool,
    /// The VPC that its wearers lie in; `None` where nobody wears it and several VPCs are possible.
    pub vpc: Option<VpcId>,
}

/// `a -> b: ports`: a need, or a permission.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Edge {
    /// The arrow.
    pub at: Site,
    /// Whether it only opens the groups and demands no path.
    pub permit: bool,
    /// Who speaks.
    pub from: Vec<At<End>>,
    /// Who is spoken to.
    pub to: Vec<At<End>>,
    /// On what.
    pub ports: Vec<At<Ports>>,
}

/// `assert a -> b: ports` or `assert never a -> b`: a proof that writes nothing.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Assertion {
    /// The word `assert`.
    pub at: Site,
    /// Whether the connection must be impossible.
    pub never: bool,
    /// Who speaks.
    pub from: Vec<At<End>>,
    /// Who is spoken to.
    pub to: Vec<At<End>>,
    /// On what; empty (only with `never`) is any port.
    pub ports: Vec<At<Ports>>,
}

/// One end of an arrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub enum End {
    /// A security group: a thing's own, or a declared one.
    Group(GroupId),
    /// Any public host: 0.0.0.0/0.
    Internet,
    /// An IPv4 block.
    Cidr(Cidr),
    /// An IPv4 block that a param gives.
    CidrParam(ParamId),
    /// Each block of a VPC.
    Vpc(VpcId),
    /// The service behind a gateway endpoint.
    Endpoint(GatewayEndpointId),
}

/// What an arrow carries: a protocol with a range of ports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Ports {
    /// The protocol.
    pub protocol: Protocol,
    /// The first port; 0 where the protocol has none.
    pub first: u16,
    /// The last port; 65535 where the protocol has none.
    pub last: u16,
}

impl fmt::Display for Ports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = self.protocol.word();
        match self.protocol {
            Protocol::Icmp | Protocol::All => f.write_str(word),
            _ if self.first == self.last => write!(f, "{word} {}", self.first),
            _ => write!(f, "{word} {}..={}", self.first, self.last),
        }
    }
}

/// A protocol of an arrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub enum Protocol {
    /// TCP.
    Tcp,
    /// UDP.
    Udp,
    /// ICMP, every type.
    Icmp,
    /// Every protocol.
    All,
}

impl Protocol {
    /// The word of the language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Protocol::Tcp => "tcp",
            Protocol::Udp => "udp",
            Protocol::Icmp => "icmp",
            Protocol::All => "all",
        }
    }
}
