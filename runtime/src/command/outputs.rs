//! `outputs`: what the topology tells.

use groundplan_model::topology::Topology;

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
        let text = serde_json::to_string_pretty(&values).expect("groundplan bug: outputs have texts as keys");
        call.terminal.data(&text);
    } else {
        let width = values.keys().map(String::len).max().unwrap_or_default();
        for (name, texts) in &values {
            call.terminal.data(&format!("{name:width$}  {}", texts.join(", ")));
        }
    }
    Ok(Exit::Done)
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
