//! Groundplan: AWS networks as a Rust language, checked by the compiler, made and kept by this crate.

#[cfg(feature = "apply")]
mod call;
#[cfg(feature = "apply")]
pub mod class;
#[cfg(feature = "apply")]
pub mod client;
#[cfg(feature = "apply")]
pub mod clock;
#[cfg(feature = "apply")]
pub mod connector;
#[cfg(feature = "apply")]
pub mod context;
#[cfg(feature = "apply")]
pub mod error;
#[cfg(feature = "apply")]
pub mod event;
#[cfg(feature = "apply")]
pub mod exit;
#[cfg(feature = "apply")]
pub mod naming;
#[cfg(feature = "apply")]
pub mod resource;
#[cfg(feature = "apply")]
pub mod sandboxed;
#[cfg(feature = "apply")]
pub mod stop;
#[cfg(feature = "apply")]
pub mod tags;
