//! `params`: the run-time values and where they come from.

use groundplan_model::topology::Topology;

use super::{Call, arguments, check};
use crate::exit::Exit;
use crate::params::{self, Resolved};
use crate::terminal::{DIM, paint};

pub(super) fn run(call: &Call<'_>) -> Exit {
    if call.matches.get_flag("example") {
        call.terminal.data(params::render_example(call.topology).trim_end());
        return Exit::Done;
    }
    match resolve(call) {
        Ok(resolved) if call.terminal.json => {
            call.terminal.data(&groundplan_model::params::to_json(&resolved.values));
            Exit::Done
        }
        Ok(resolved) => {
            let width = resolved.values.keys().map(String::len).max().unwrap_or_default();
            for (name, value) in &resolved.values {
                let origin = paint(DIM, &format!("({})", resolved.origins[name]));
                call.terminal.data(&format!("{name:width$}  {value}  {origin}"));
            }
            Exit::Done
        }
        Err(exit) => exit,
    }
}

/// The value of every param, or the problems told.
pub(super) fn resolve(call: &Call<'_>) -> Result<Resolved, Exit> {
    let sources = arguments::read_sources(call.topology, call.matches).map_err(|problem| {
        call.terminal.problem(&problem, None);
        Exit::Usage
    })?;
    params::resolve(call.topology, &sources).map_err(|problems| {
        for problem in problems {
            call.terminal.problem(&problem.to_string(), None);
        }
        Exit::Usage
    })
}

/// The topology with its run-time values, checked with the rules again.
pub(super) fn resolve_topology(call: &Call<'_>) -> Result<Topology, Exit> {
    let topology = call.topology.with_values(&resolve(call)?.values);
    let errors = check::errors(&topology, call.policies);
    for finding in &errors {
        if call.terminal.json {
            call.terminal.problem(&finding.message, finding.help.as_deref());
        } else {
            call.terminal.say(&check::render_finding(finding));
        }
    }
    if errors.is_empty() { Ok(topology) } else { Err(Exit::Refused) }
}
