//! Rows of the network: VPCs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Kind, Region, Tags};
use crate::cidr::Block;
use crate::clock::Timestamp;

/// Implements `Kind` for a row with the fields `tags` and `made_at`.
macro_rules! kind {
    ($row:ty, $table:ident, $prefix:literal, $type:literal, $noun:literal, $not_found:literal, $malformed:literal) => {
        impl Kind for $row {
            const PREFIX: &'static str = $prefix;
            const TYPE: &'static str = $type;
            const NOUN: &'static str = $noun;
            const NOT_FOUND: &'static str = $not_found;
            const MALFORMED: &'static str = $malformed;

            fn table(region: &Region) -> &BTreeMap<String, Self> {
                &region.$table
            }

            fn table_mut(region: &mut Region) -> &mut BTreeMap<String, Self> {
                &mut region.$table
            }

            fn tags(&self) -> &Tags {
                &self.tags
            }

            fn tags_mut(&mut self) -> &mut Tags {
                &mut self.tags
            }

            fn made_at(&self) -> Timestamp {
                self.made_at
            }
        }
    };
}
pub(crate) use kind;

/// A VPC.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Vpc {
    pub(crate) id: String,
    pub(crate) made_at: Timestamp,
    /// When it becomes `available`.
    pub(crate) available_at: Timestamp,
    pub(crate) is_default: bool,
    /// `default` or `dedicated`.
    pub(crate) tenancy: String,
    /// Its blocks; the first is the primary one.
    pub(crate) blocks: Vec<VpcBlock>,
    pub(crate) dns_support: bool,
    pub(crate) dns_hostnames: bool,
    pub(crate) tags: Tags,
}

/// A block of a VPC.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct VpcBlock {
    pub(crate) association_id: String,
    pub(crate) block: Block,
}

// Codes: "Error codes for the Amazon EC2 API", client errors.
kind!(Vpc, vpcs, "vpc", "vpc", "vpc ID", "InvalidVpcID.NotFound", "InvalidVpcId.Malformed");
