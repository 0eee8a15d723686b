//! Rows of Systems Manager: parameters.

use serde::{Deserialize, Serialize};

use super::Tags;
use crate::clock::Timestamp;

/// A parameter of the account's own.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Parameter {
    /// `String`, `StringList` or `SecureString`.
    pub(crate) parameter_type: String,
    pub(crate) value: String,
    pub(crate) version: u64,
    pub(crate) changed_at: Timestamp,
    pub(crate) tags: Tags,
}
