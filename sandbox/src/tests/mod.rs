//! Tests that talk to the sandbox as a client does, a file for each subject.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod machines;
mod parameters;
