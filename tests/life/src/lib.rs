//! Whole lives of topologies on the sandbox, in this process: text in, an account with everything that it declares out.
//!
//! The tests are in `lives/`, a file for each subject. What they share is here: a topology's [`source`], the
//! [`world`] that it lives in, topologies that nobody wrote ([`generate`]), and one thing put wrong ([`mutate`]).

pub mod account;
pub mod edit;
pub mod formulas;
pub mod generate;
pub mod kill;
pub mod mutate;
pub mod packets;
pub mod source;
pub mod world;
