//! `apply`: makes it so.

use groundplan_model::topology::Topology;

use super::plan::{draw_up, head};
use super::resolved::resolve_topology;
use super::session::{Session, account, parse_duration};
use super::{Call, confirm, outputs};
use crate::apply::{Options, apply, check_saved};
use crate::exit::Exit;
use crate::outcome::Outcome;
use crate::plan::Plan;
use crate::render::{Detail, Work, outcome_json, render_outcome, render_plan, show_duration};

pub(super) fn run(call: &Call<'_>) -> Result<Exit, Exit> {
    let topology = resolve_topology(call)?;
    let wait = match call.matches.get_one::<String>("wait") {
        None => None,
        Some(text) => Some(parse_duration(text).ok_or_else(|| {
            call.terminal.problem(&format!("`{text}` is no duration"), Some("write `90s`, `15m` or `2h`"));
            Exit::Usage
        })?),
    };
    let saved = match call.matches.get_one::<String>("plan") {
        Some(path) => Some(load(call, path)?),
        None => None,
    };
    let session = Session::open(call, Work::Writes)?;
    let desired = call.desired(&topology, &session.scope);
    let (plan, observed) = session.run(async |context| match saved {
        None => draw_up(call, context, &desired).await,
        Some(plan) => {
            let account = account(call, context).await?;
            check_saved(context, &account, &desired, &plan).await.map_err(|error| call.failed(&error))
        }
    })??;
    show_plan(call, &topology, &session, &plan);
    if !plan.refusals.is_empty() {
        return Ok(refused(call, &plan));
    }
    // A plan that only waits has steps, and nothing to confirm.
    if !plan.is_empty() {
        confirm(call, &session, "Apply this?")?;
    }
    let options = Options { wait: session.wait(wait) };
    let outcome = session.run(async |context| apply(context, &desired, observed, &plan, options).await)?;
    tell(call, &outcome);
    if let (Exit::Done, false, Some(stands)) = (outcome.exit(), call.terminal.json, &outcome.stands) {
        outputs::tell(call, &topology, stands);
    }
    tell_next(call, &outcome, options);
    Ok(outcome.exit())
}

fn show_plan(call: &Call<'_>, topology: &Topology, session: &Session, plan: &Plan) {
    if !call.terminal.json {
        call.terminal.say(&render_plan(plan, &head(topology, session.sandbox.is_some()), Detail::Brief));
    }
}

/// A plan that says why nothing may be done has been shown to a person; a program gets it as the outcome.
pub(super) fn refused(call: &Call<'_>, plan: &Plan) -> Exit {
    if call.terminal.json {
        tell(call, &Outcome::refused(plan.refusals.clone()));
    }
    Exit::Refused
}

/// Tells what happened.
pub(super) fn tell(call: &Call<'_>, outcome: &Outcome) {
    if call.terminal.json {
        call.terminal.data(&outcome_json(outcome));
    } else {
        call.terminal.say(&render_outcome(outcome));
    }
}

fn tell_next(call: &Call<'_>, outcome: &Outcome, options: Options) {
    if call.terminal.json {
        return;
    }
    let (program, flags) = (call.program(), call.target_flags());
    match outcome.exit() {
        Exit::Done => call.terminal.say(&format!("Next: {program} status{flags}")),
        Exit::Waiting => {
            call.terminal.say(&format!("Next: do what is written above, then {program} apply{flags}"));
            call.terminal.say(&match options.wait {
                Some(waited) => format!("It waited {}; `--wait 2h` waits longer.", show_duration(waited)),
                None => "With `--wait` it stays until that is done, and goes on by itself.".to_owned(),
            });
        }
        Exit::Refused | Exit::Usage => {}
        _ => call.terminal.say(&format!("Next: {program} apply{flags} goes on from here")),
    }
}

fn load(call: &Call<'_>, path: &str) -> Result<Plan, Exit> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string());
    text.and_then(|text| Plan::from_json(&text).map_err(|error| error.to_string())).map_err(|problem| {
        call.terminal.problem(
            &format!("`{path}` is no saved plan: {problem}"),
            Some("write one with `plan --out FILE`"),
        );
        Exit::Usage
    })
}
