//! What AWS has and allows: tables with source and date.
//!
//! A blank or a missing line is unknown, never zero: no rule speaks from it.

pub mod instance_types;
pub mod ports;
pub mod regions;
pub mod tls;
pub mod volumes;
