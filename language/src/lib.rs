//! Groundplan's language as a library: tokens in, topology and problems out.
//!
//! Nothing here knows the compiler's own `proc_macro`, so that the macro, a formatter, an editor and the tests can
//! all use it.

pub use groundplan_model::closest;

pub mod cfg;
pub mod parse;
pub mod report;
pub mod syntax;
