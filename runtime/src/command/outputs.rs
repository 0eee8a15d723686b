//! `outputs`: what the topology tells.

use std::collections::BTreeMap;

use groundplan_model::topology::{OutputValue, Topology};

use super::Call;
use super::resolved::resolve_topology;
use super::session::{Session, look};
use crate::declared::OutputValues;
use crate::exit::Exit;
use crate::outputs::read_outputs;
use crate::render::Work;
use crate::resource::state::Observed;
use crate::terminal::{STRONG, paint};

pub(super) fn run(call: &Call<'_>) -> Result<Exit, Exit> {
    let topology = resolve_topology(call)?;
    let session = Session::open(call, Work::Reads)?;
    let values = read(call, &topology, &session)?;
    if call.terminal.json {
        call.terminal.data(&as_json(&topology, &values));
    } else {
        let width = values.keys().map(String::len).max().unwrap_or_default();
        for (name, texts) in &values {
            call.terminal.data(&format!("{name:width$}  {}", texts.join(", ")));
        }
    }
    Ok(Exit::Done)
}

/// The outputs as a JSON object: a text for one value, a list for several.
fn as_json(topology: &Topology, values: &OutputValues) -> String {
    let told: BTreeMap<&str, serde_json::Value> = topology
        .outputs
        .iter()
        .filter_map(|output| {
            let texts = values.get(&output.name.value)?;
            let told = match output.value {
                OutputValue::One(_) => texts.first().cloned().into(),
                OutputValue::List(_) => texts.clone().into(),
            };
            Some((output.name.value.as_str(), told))
        })
        .collect();
    serde_json::to_string_pretty(&told).expect("groundplan bug: outputs have texts as keys")
}

/// Tells the outputs after an apply.
pub(super) fn tell(call: &Call<'_>, topology: &Topology, stands: &Observed) {
    for (name, texts) in read_outputs(topology, stands) {
        call.terminal.say(&format!("  {} = {}", paint(STRONG, &name), texts.join(", ")));
    }
}

fn read(call: &Call<'_>, topology: &Topology, session: &Session) -> Result<OutputValues, Exit> {
    let observed = session.run(async |context| look(call, context, &Default::default()).await)??;
    Ok(read_outputs(topology, &observed))
}
