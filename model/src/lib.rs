//! What a topology is, and what can be known about it without asking AWS.
//!
//! The model holds the declared topology as plain data ([`topology`]), address mathematics ([`cidr`]), what a
//! property accepts ([`property`]), the rules ([`check`]), reachability, and the limits that AWS and an
//! organisation set. Everything here is a pure function of values: no tokens, no clock, no network. The macro uses
//! it at compile time, the engine at run time.

pub mod check;
pub mod cidr;
pub mod closest;
pub mod data;
pub mod describe;
pub mod diagnostic;
pub mod facts;
pub mod free;
pub mod glob;
pub mod limits;
pub mod ordered;
pub mod params;
pub mod policy;
pub mod property;
pub mod reach;
pub mod routing;
pub mod template;
pub mod topology;
pub mod vpc_blocks;

#[cfg(test)]
mod sample;
