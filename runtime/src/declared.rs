//! What `topology!` generates for a declared type, seen from the engine.

use std::collections::BTreeMap;

use groundplan_model::policy::Policy;
#[cfg(feature = "commands")]
use groundplan_model::topology::Topology;

/// A declared topology. Only `topology!` implements it.
pub trait Declared {
    /// The name of the type.
    const NAME: &'static str;
    /// The topology's text form.
    const TEXT: &'static str;
    /// The policies that it obeys; AWS's default quotas where it names none.
    const POLICIES: &'static [&'static Policy];
    /// Its run-time values.
    type Params: ParamSet;
    /// What it tells when it stands.
    type Outputs: OutputSet;

    /// The declared topology.
    #[cfg(feature = "commands")]
    #[must_use]
    fn topology() -> Topology {
        Topology::from_text(Self::TEXT).expect("groundplan bug: the macro and the engine are of one version")
    }
}

/// A generated `Params` struct.
pub trait ParamSet: Sized {
    /// Makes the struct from values that were checked.
    fn from_values(values: &Values) -> Self;
    /// The values by name, as a person types them.
    fn to_values(&self) -> Values;
}

/// A generated `Outputs` struct.
pub trait OutputSet: Sized {
    /// Makes the struct; a field without a value is empty.
    fn from_values(values: &OutputValues) -> Self;
}

/// The value of each param, by name, as a person types it.
pub type Values = BTreeMap<String, String>;

/// The value of each output, by name; one that is no list has one text.
pub type OutputValues = BTreeMap<String, Vec<String>>;
