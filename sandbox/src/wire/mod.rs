//! Bytes in, bytes out: the formats of AWS's protocols and nothing about what the operations mean.
//!
//! * `form`: percent-encoded bodies (`Filter.1.Value.2=a`) and JSON bodies, both read into one tree, [`node::Node`];
//! * `input`: the typed reader over that tree; what nobody reads is refused;
//! * `xml`: a writer with escaping;
//! * `answer`: an operation's answer or refusal in the envelope of its protocol.

pub(crate) mod answer;
pub(crate) mod form;
pub(crate) mod input;
pub(crate) mod node;
pub(crate) mod xml;

use std::collections::BTreeMap;

/// A request as an AWS client sends it, without its transport.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Request {
    /// The host, e.g. `ec2.us-east-1.amazonaws.com`.
    pub host: String,
    /// The headers, names in lower case. `authorization` names region and service, `x-amz-target` the operation of a
    /// JSON protocol; the rest is not looked at, a signature is not checked.
    pub headers: BTreeMap<String, String>,
    /// The body: a percent-encoded form, or JSON.
    pub body: Vec<u8>,
}

/// What AWS answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The headers, names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The body: XML or JSON.
    pub body: Vec<u8>,
}

impl Response {
    /// Whether the request was accepted.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// How a service speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// EC2's query protocol: `Filter.1.Name=…` in, XML with `<item>` out.
    Ec2,
    /// The query protocol: `Names.member.1=…` in, XML with `<member>` in a `<…Result>` out.
    Query,
    /// JSON 1.1: JSON in, JSON out, the operation in `x-amz-target`.
    Json,
}
