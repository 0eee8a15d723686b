//! Tests that talk to the sandbox as a client does, a file for each subject.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod balancing;
mod balancing_refusals;
mod certificates;
mod idempotency;
mod instances;
mod life;
mod lists;
mod machines;
mod network;
mod packets;
mod parameters;
mod refusals;
mod scaling;
mod scaling_refusals;
mod state;
mod table;
mod throttle;
