//! Whole lives on the sandbox. `cargo test -p groundplan-life <file>::` runs those of one file.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic, and some report what they counted"
)]

mod calls;
mod common;
mod copies;
mod edits;
mod examples;
mod faults;
mod generated;
mod kills;
mod mutations;
mod rows;
mod saved;
mod shop;
mod waits;
