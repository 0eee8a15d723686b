//! `outputs`: what the topology tells.

use groundplan_model::topology::Topology;

use super::plan::exit;
use super::session::{Session, account};
use super::{Call, params};
use crate::declared::OutputValues;
use crate::exit::Exit;
use crate::observe::observe;
use crate::outputs::read_outputs;
use crate::render::Work;
use crate::terminal::{STRONG, paint};

pub(super) fn run(call: &Call<'_>) -> Exit {
    exit(show(call))
}

fn show(call: &Call<'_>) -> Result<Exit, Exit> {
    let topology = params::resolve_topology(call)?;
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
pub(super) fn tell(call: &Call<'_>, topology: &Topology, session: &Session) -> Result<(), Exit> {
    for (name, texts) in read(call, topology, session)? {
        call.terminal.say(&format!("  {} = {}", paint(STRONG, &name), texts.join(", ")));
    }
    Ok(())
}

fn read(call: &Call<'_>, topology: &Topology, session: &Session) -> Result<OutputValues, Exit> {
    let observed = session.run(async |context| {
        let account = account(call, context).await?;
        observe(context, &account, &Default::default()).await.map_err(|error| call.failed(&error))
    })??;
    Ok(read_outputs(topology, &observed))
}
