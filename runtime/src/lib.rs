//! Groundplan: AWS networks as a Rust language, checked by the compiler, made and kept by this crate.

mod declared;
#[doc(hidden)]
pub mod private;

pub use declared::Declared;
pub use groundplan_model::policy;

/// Declares a topology.
#[macro_export]
macro_rules! topology {
    ($($tokens:tt)*) => { $crate::private::topology! { $crate $($tokens)* } };
}
