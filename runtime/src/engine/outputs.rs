//! The outputs of a topology, filled in with what AWS shows.

use groundplan_model::topology::Topology;

use crate::declared::OutputValues;
use crate::desired::outputs;
use crate::resource::attribute::Value;
use crate::resource::state::Observed;

/// The value of each output. What does not stand yet is an empty text; one of a list is left out.
#[must_use]
pub fn read_outputs(topology: &Topology, observed: &Observed) -> OutputValues {
    outputs(topology)
        .into_iter()
        .map(|(name, value)| {
            let texts = match value {
                Value::List(values) => {
                    values.iter().filter_map(|value| read_value(observed, value)).collect()
                }
                value => vec![read_value(observed, &value).unwrap_or_default()],
            };
            (name, texts)
        })
        .collect()
}

/// The value as text, where everything that it refers to stands.
fn read_value(observed: &Observed, value: &Value) -> Option<String> {
    let known = value.map_parts(&|part| match part {
        Value::Ref(reference) => {
            let found = observed.found.get(&reference.address)?.first()?;
            found.output(&reference.attribute).map(Value::from)
        }
        _ => None,
    });
    match known {
        Value::Text(text) => Some(text),
        _ => None,
    }
}
