//! What was called: one record a request, so that a test can count and assert.

use crate::clock::Timestamp;
use crate::service::Service;

/// One handled request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRecord {
    /// When.
    pub at: Timestamp,
    /// The region.
    pub region: String,
    /// The service; none if the request named none that is known.
    pub service: Option<Service>,
    /// The operation's name as the request gave it.
    pub operation: String,
    /// Whether the operation changes anything.
    pub writes: bool,
    /// The code of the refusal, if it was refused.
    pub refused: Option<String>,
}
