//! What can go wrong between a plan and AWS.
//!
//! An AWS error keeps its parts as fields up to the renderer. Decisions look at the code ([`crate::class`]), never at
//! the text.

use std::fmt;
use std::time::Duration;

use aws_sdk_ec2::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_ec2::operation::RequestId;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

use crate::resource::address::Address;
use crate::resource::attribute::AttributeError;
use crate::resource::state::Foreign;

/// Why a step, or a whole run, did not succeed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// AWS refused a call, or did not answer.
    #[error(transparent)]
    Aws(#[from] Box<AwsError>),
    /// An attribute was not as the call needs it.
    #[error(transparent)]
    Attribute(#[from] AttributeError),
    /// A wait was over before its condition held.
    #[error("{what} took longer than {}", Minutes(*.waited))]
    Deadline {
        /// The condition, with the last reason for waiting.
        what: String,
        /// How long it was waited.
        waited: Duration,
    },
    /// AWS says that the resource will never be ready.
    #[error("`{address}` failed: {reason}")]
    Broken {
        /// The resource.
        address: Address,
        /// AWS's reason.
        reason: String,
    },
    /// Something that is not ours holds what is to be deleted, or has what is to be made.
    #[error("{} `{}`{} is in the way of `{address}`", .holder.what, .holder.id, OwnedBy(&.holder.owner))]
    Foreign {
        /// The resource that cannot be made or deleted.
        address: Address,
        /// What is in the way.
        holder: Box<Foreign>,
    },
    /// The desired state cannot be reached as it is; the text says why and what to change.
    #[error("{0}")]
    Refused(String),
    /// The run was stopped while it waited.
    #[error("stopped")]
    Stopped,
    /// A resource vanished, or appeared, since the plan was made.
    #[error("`{0}` is not as the plan found it")]
    Moved(Address),
}

/// What AWS answered, or that it did not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AwsError {
    /// The service, as `ec2`.
    pub service: &'static str,
    /// The operation, as `CreateVpc`.
    pub operation: &'static str,
    /// The error code, where AWS gave one.
    pub code: Option<String>,
    /// The message; for an error of the way to AWS, its whole chain.
    pub message: String,
    /// The request id, where AWS gave one.
    pub request_id: Option<String>,
    /// The HTTP status, where there was an answer.
    pub status: Option<u16>,
}

impl AwsError {
    /// Keeps the parts of an SDK error.
    pub fn new<E>(
        service: &'static str,
        operation: &'static str,
        error: &SdkError<E, HttpResponse>,
    ) -> AwsError
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        AwsError {
            service,
            operation,
            code: error.code().map(ToOwned::to_owned),
            message: error.message().map_or_else(|| chain(error), ToOwned::to_owned),
            request_id: error.request_id().map(ToOwned::to_owned),
            status: error.raw_response().map(|response| response.status().as_u16()),
        }
    }

    /// An error that stands in an answer of status 200.
    #[must_use]
    pub fn told(service: &'static str, operation: &'static str, code: &str, message: &str) -> AwsError {
        AwsError {
            service,
            operation,
            code: Some(code.to_owned()),
            message: message.to_owned(),
            request_id: None,
            status: None,
        }
    }
}

/// An error's text and that of its causes.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

impl fmt::Display for AwsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: ", self.service, self.operation)?;
        if let Some(code) = &self.code {
            write!(f, "{code}: ")?;
        }
        f.write_str(self.message.trim_end_matches('.'))?;
        match &self.request_id {
            Some(id) => write!(f, " (request {id})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for AwsError {}

/// A duration as a person says it.
struct Minutes(Duration);

impl fmt::Display for Minutes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_secs() {
            seconds @ 0..=119 => write!(f, "{seconds} s"),
            seconds => write!(f, "{} min", seconds / 60),
        }
    }
}

struct OwnedBy<'a>(&'a str);

impl fmt::Display for OwnedBy<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { Ok(()) } else { write!(f, " ({})", self.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_aws_error_tells_call_code_and_request() {
        let error = AwsError {
            service: "ec2",
            operation: "CreateVpc",
            code: Some("VpcLimitExceeded".into()),
            message: "The maximum number of VPCs has been reached.".into(),
            request_id: Some("7a1".into()),
            status: Some(400),
        };
        let text =
            "ec2 CreateVpc: VpcLimitExceeded: The maximum number of VPCs has been reached (request 7a1)";
        assert_eq!(error.to_string(), text);
    }
}
