//! `status`: what stands, its health, and how it differs from the declaration.

use groundplan_model::facts;

use super::Call;
use super::resolved::resolve_topology;
use super::session::{Session, look};
use crate::exit::Exit;
use crate::plan::plan;
use crate::render::{Status, Work, render_status};

pub(super) fn run(call: &Call<'_>) -> Result<Exit, Exit> {
    let topology = resolve_topology(call)?;
    let session = Session::open(call, Work::Reads)?;
    let desired = call.desired(&topology, &session.scope);
    let observed = session.run(async |context| look(call, context, &desired.lookups()).await)??;
    let plan = plan(&desired, &observed);
    let machines = facts::machines(&topology);
    let status = Status {
        observed: &observed,
        plan: &plan,
        sandbox: session.sandbox.is_some(),
        allowed: facts::instances(&machines).worst,
    };
    if call.terminal.json {
        call.terminal.data(&status.to_json());
    } else {
        call.terminal.data(&render_status(&status));
        if !plan.is_empty() {
            call.terminal.say(&format!("Next: {} plan{}", call.program(), call.target_flags()));
        }
    }
    Ok(Exit::Done)
}
