//! Everything an account holds, by region: typed tables by id, saved and loaded as one value.

mod ids;
mod kind;
pub(crate) mod network;

pub(crate) use ids::hash as checksum;
pub(crate) use kind::{Kind, Tags, find, find_mut, is_seen, refuse_malformed};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::clock::{Span, Timestamp};
use crate::wire::answer::Answer;
use crate::world::Agenda;
use network::Vpc;

/// Everything an account holds.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Store {
    /// The time of the last request.
    pub now: Timestamp,
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
    /// What happens by itself, and when.
    pub(crate) agenda: Agenda,
    /// The idempotency tokens that were used, by operation and token.
    pub(crate) tokens: BTreeMap<String, TokenUse>,
    pub(crate) vpcs: BTreeMap<String, Vpc>,
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

    /// `arn:aws:<service>:<region>:<account>:<resource>`
    pub(crate) fn arn(&self, service: &str, resource: &str) -> String {
        format!("arn:aws:{service}:{}:{}:{resource}", self.name, self.account)
    }
}
