//! `destroy`: deletes what carries the deployment's tags, whatever the declaration says now.

use super::session::{Session, account};
use super::{Call, apply, confirm};
use crate::destroy::{destroy, plan_destroy};
use crate::exit::Exit;
use crate::outcome::Outcome;
use crate::render::{Detail, Head, Work, render_plan};

pub(super) fn run(call: &Call<'_>) -> Result<Exit, Exit> {
    let session = Session::open(call, Work::Writes)?;
    let plan = session.run(async |context| {
        let account = account(call, context).await?;
        plan_destroy(context, &account).await.map_err(|error| call.failed(&error))
    })??;
    if !call.terminal.json {
        let head = Head { sandbox: session.sandbox.is_some(), ..Head::default() };
        call.terminal.say(&render_plan(&plan, &head, Detail::Brief));
    }
    if !plan.refusals.is_empty() {
        return Ok(apply::refused(call, &plan));
    }
    if plan.is_empty() {
        if call.terminal.json {
            apply::tell(call, &Outcome::default());
        }
        return Ok(Exit::Done);
    }
    confirm(call, &session, "Delete all of it? This cannot be undone.")?;
    let outcome = session.run(async |context| destroy(context, &plan).await)?;
    apply::tell(call, &outcome);
    if !call.terminal.json && outcome.exit() != Exit::Done {
        let next = format!("Next: {} destroy{} goes on from here", call.program(), call.target_flags());
        call.terminal.say(&next);
    }
    Ok(outcome.exit())
}
