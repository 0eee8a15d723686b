//! What generated code calls. Nothing here is for users.

use std::str::FromStr;

pub use groundplan_macros::topology;
pub use groundplan_model::policy;
pub use ipnetwork::Ipv4Network;

pub use crate::declared::{Declared, OutputSet, OutputValues, ParamSet, Values};

/// A Rust type that a param's text is read into.
pub trait ParamValue: Sized {
    /// Reads what the param's type has accepted.
    fn read(text: &str) -> Option<Self>;
    /// The text that a person would type.
    fn show(&self) -> String;
}

impl ParamValue for String {
    fn read(text: &str) -> Option<String> {
        Some(text.to_string())
    }

    fn show(&self) -> String {
        self.clone()
    }
}

impl ParamValue for u32 {
    fn read(text: &str) -> Option<u32> {
        text.parse().ok()
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

impl ParamValue for bool {
    fn read(text: &str) -> Option<bool> {
        match text {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        }
    }

    fn show(&self) -> String {
        if *self { "yes" } else { "no" }.to_string()
    }
}

impl ParamValue for Ipv4Network {
    fn read(text: &str) -> Option<Ipv4Network> {
        Ipv4Network::from_str(text).ok()
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

/// The value of a param.
///
/// # Panics
///
/// Where the values were not checked.
#[must_use]
pub fn read_param<T: ParamValue>(values: &Values, name: &str) -> T {
    values
        .get(name)
        .and_then(|text| T::read(text))
        .expect("groundplan bug: the params were resolved and checked before the struct was made")
}

/// The value of an output that is one text; empty where there is none yet.
#[must_use]
pub fn read_output(values: &OutputValues, name: &str) -> String {
    read_outputs(values, name).into_iter().next().unwrap_or_default()
}

/// The value of an output that is a list.
#[must_use]
pub fn read_outputs(values: &OutputValues, name: &str) -> Vec<String> {
    values.get(name).cloned().unwrap_or_default()
}
