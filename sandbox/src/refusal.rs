//! What the sandbox says when it refuses a request, in AWS's own codes.
//!
//! Each place that makes a refusal says where AWS documents it, or `assumed`. The constructors here are those that
//! several operations share: the codes are on the page "Error codes for the Amazon EC2 API" and, for the query
//! protocol, on "Common errors" of each service's API reference.

use std::borrow::Cow;

/// A refused request: AWS's error code, its message and the HTTP status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// AWS's error code: what callers decide on.
    pub code: Cow<'static, str>,
    /// A sentence for people, as near to AWS's own as it is known.
    pub message: String,
    /// The HTTP status.
    pub status: u16,
}

impl Refusal {
    /// A refusal with status 400, the one for nearly everything that a caller did wrong.
    pub fn new(code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self { code: code.into(), message: message.into(), status: 400 }
    }

    /// The same with another HTTP status.
    pub fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// EC2: a required parameter is absent.
    pub fn missing(name: &str) -> Self {
        Self::new("MissingParameter", format!("The request must contain the parameter {name}"))
    }

    /// EC2: a value that AWS does not take.
    pub fn value(message: impl Into<String>) -> Self {
        Self::new("InvalidParameterValue", message)
    }

    /// EC2: parameters that exclude or need each other.
    pub fn combination(message: impl Into<String>) -> Self {
        Self::new("InvalidParameterCombination", message)
    }

    /// EC2: the thing is used by another one.
    pub fn dependency(message: impl Into<String>) -> Self {
        Self::new("DependencyViolation", message)
    }

    /// The sandbox does not implement a parameter that AWS has: said aloud, never ignored.
    pub fn unknown_parameter(name: &str) -> Self {
        Self::new("UnknownParameter", format!("The parameter {name} is not recognized"))
    }

    /// Query protocols of ELBv2, Auto Scaling and others, and the JSON ones: the input breaks a constraint.
    pub fn validation(message: impl Into<String>) -> Self {
        Self::new("ValidationError", message)
    }
}
