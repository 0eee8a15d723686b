//! `plan`: what apply would do.

use std::fs::OpenOptions;
use std::io::{self, Write};

use groundplan_model::facts;
use groundplan_model::topology::Topology;

use super::Call;
use super::resolved::resolve_topology;
use super::session::{Session, look};
use crate::context::Context;
use crate::exit::Exit;
use crate::plan::{Plan, plan as make_plan};
use crate::render::{Detail, Head, Work, plan_json, render_plan};
use crate::resource::state::{Desired, Observed};

pub(super) fn run(call: &Call<'_>) -> Result<Exit, Exit> {
    let topology = resolve_topology(call)?;
    let session = Session::open(call, Work::Reads)?;
    let desired = call.desired(&topology, &session.scope);
    let (plan, _) = session.run(async |context| draw_up(call, context, &desired).await)??;
    let head = head(&topology, session.sandbox.is_some());
    if call.terminal.json {
        call.terminal.data(&plan_json(&plan, &head));
    } else {
        call.terminal.data(&render_plan(&plan, &head, Detail::Whole));
    }
    if let Some(path) = call.matches.get_one::<String>("out") {
        save(call, &plan, path)?;
    }
    if !plan.refusals.is_empty() {
        return Ok(Exit::Refused);
    }
    if !call.terminal.json && !plan.is_empty() {
        call.terminal.say(&format!("Next: {} apply{}", call.program(), call.target_flags()));
    }
    let asked = call.matches.get_flag("exit-code");
    Ok(if asked && !plan.is_empty() { Exit::Changes } else { Exit::Done })
}

/// Observes and plans, or tells why it cannot.
pub(super) async fn draw_up(
    call: &Call<'_>,
    context: &Context,
    desired: &Desired,
) -> Result<(Plan, Observed), Exit> {
    let observed = look(call, context, &desired.lookups()).await?;
    Ok((make_plan(desired, &observed), observed))
}

/// The numbers above a plan.
pub(super) fn head(topology: &Topology, sandbox: bool) -> Head {
    let machines = facts::machines(topology);
    Head {
        instances: Some(facts::instances(&machines).into()),
        vcpus: Some(facts::vcpus(&machines).into()),
        sandbox,
    }
}

fn save(call: &Call<'_>, plan: &Plan, path: &str) -> Result<(), Exit> {
    write_private(path, &plan.to_json()).map_err(|error| {
        call.terminal.problem(&format!("`{path}` cannot be written: {error}"), None);
        Exit::Failed
    })
}

/// Writes a file that only its owner may read: a plan holds the values of params and whole scripts.
fn write_private(path: &str, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    // A file that was there keeps its mode until it is told; a pipe has none.
    #[cfg(unix)]
    if file.metadata()?.is_file() {
        file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    }
    file.write_all(text.as_bytes())
}
