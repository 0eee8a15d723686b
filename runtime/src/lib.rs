//! Groundplan: AWS networks as a Rust language, checked by the compiler, made and kept by this crate.
//!
//! | feature | brings |
//! |---|---|
//! | none | [`topology!`] and [`policy`]: the check by the compiler, which compiles the least |
//! | `commands` | `check`, `explain` and `params`, and the rules as functions, for tests |
//! | `apply`, the default | the engine and all commands, with the AWS SDK |

#[cfg(not(feature = "commands"))]
mod bare;
mod declared;
#[doc(hidden)]
pub mod private;

#[cfg(feature = "commands")]
mod command;
#[cfg(feature = "commands")]
pub mod exit;
#[cfg(feature = "commands")]
pub mod params;
#[cfg(feature = "commands")]
pub mod terminal;

#[cfg(feature = "apply")]
pub mod apply;
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
pub mod desired;
#[cfg(feature = "apply")]
pub mod destroy;
#[cfg(feature = "apply")]
pub mod error;
#[cfg(feature = "apply")]
pub mod estimate;
#[cfg(feature = "apply")]
pub mod event;
#[cfg(feature = "apply")]
mod foreign;
#[cfg(feature = "apply")]
mod known;
#[cfg(feature = "apply")]
mod lookup;
#[cfg(feature = "apply")]
pub mod naming;
#[cfg(feature = "apply")]
pub mod observe;
#[cfg(feature = "apply")]
pub mod outcome;
#[cfg(feature = "apply")]
pub mod outputs;
#[cfg(feature = "apply")]
pub mod plan;
#[cfg(feature = "apply")]
pub mod render;
#[cfg(feature = "apply")]
pub mod resource;
#[cfg(feature = "apply")]
mod retag;
#[cfg(feature = "apply")]
pub mod sandboxed;
#[cfg(feature = "apply")]
mod step;
#[cfg(feature = "apply")]
pub mod stop;
#[cfg(feature = "apply")]
pub mod tags;
#[cfg(feature = "apply")]
mod wait;
#[cfg(feature = "apply")]
pub mod walk;
#[cfg(feature = "apply")]
mod watch;

#[cfg(not(feature = "commands"))]
pub use bare::main;
#[cfg(feature = "commands")]
pub use command::main;
pub use declared::Declared;
pub use groundplan_model::policy;

/// Declares a topology.
#[macro_export]
macro_rules! topology {
    ($($tokens:tt)*) => { $crate::private::topology! { $crate $($tokens)* } };
}
