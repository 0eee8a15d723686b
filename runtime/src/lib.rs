//! Groundplan: AWS networks as a Rust language, checked by the compiler, made and kept by this crate.
//!
//! | feature | brings |
//! |---|---|
//! | none | [`topology!`] and [`policy`]: the check by the compiler, which compiles the least |
//! | `commands` | `check`, `explain` and `params`, and `policy::check_policies`, for tests |
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
mod engine;

#[cfg(not(feature = "commands"))]
pub use bare::main;
#[cfg(feature = "commands")]
pub use command::main;
pub use declared::Declared;
#[cfg(feature = "apply")]
pub use engine::*;
pub use groundplan_model::policy;

/// Declares a topology.
#[macro_export]
macro_rules! topology {
    ($($tokens:tt)*) => { $crate::private::topology! { $crate $($tokens)* } };
}
