//! What a topology is, and what can be known about it without asking AWS.
//!
//! The model holds the declared topology as plain data ([`topology`]), address mathematics ([`cidr`]), what a
//! property accepts ([`property`]), the rules ([`check`]), reachability, and the limits that AWS and an
//! organisation set. Everything here is a pure function of values: no tokens, no clock, no network. The macro uses
//! it at compile time, the engine at run time.
//!
//! Without the feature `rules` it holds policies alone: all that the code of a topology needs to be compiled.

pub mod diagnostic;
pub mod limits;
pub mod policy;

#[cfg(feature = "rules")]
pub mod check;
#[cfg(feature = "rules")]
pub mod cidr;
#[cfg(feature = "rules")]
pub mod closest;
#[cfg(feature = "rules")]
pub mod data;
#[cfg(feature = "rules")]
pub mod describe;
#[cfg(feature = "rules")]
pub mod facts;
#[cfg(feature = "rules")]
pub mod free;
#[cfg(feature = "decode")]
mod given;
#[cfg(feature = "rules")]
pub mod glob;
#[cfg(feature = "rules")]
pub mod ordered;
#[cfg(feature = "rules")]
pub mod params;
#[cfg(feature = "rules")]
pub mod property;
#[cfg(feature = "rules")]
pub mod reach;
#[cfg(feature = "rules")]
pub mod routing;
#[cfg(feature = "rules")]
pub mod template;
#[cfg(feature = "rules")]
pub mod topology;
#[cfg(feature = "rules")]
pub mod vpc_blocks;

#[cfg(all(test, feature = "rules"))]
mod sample;
