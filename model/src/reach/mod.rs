//! Reachability: which rules the arrows write, and whether a path carries a connection.
//!
//! [`rules`] says what every security group holds; the engine writes exactly that.

pub mod rules;

pub use rules::{Direction, Origin, Peer, SecurityRule, SecurityRules, security_rules};
