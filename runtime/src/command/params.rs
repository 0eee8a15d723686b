//! `params`: the run-time values and where they come from.

use super::Call;
use super::resolved::resolve;
use crate::exit::Exit;
use crate::params;
use crate::terminal::{DIM, paint};

pub(super) fn run(call: &Call<'_>) -> Result<Exit, Exit> {
    if call.matches.get_flag("example") {
        if call.terminal.json {
            call.terminal.data(&params::example_json(call.topology));
        } else {
            call.terminal.data(params::render_example(call.topology).trim_end());
        }
        return Ok(Exit::Done);
    }
    let resolved = resolve(call)?;
    if call.terminal.json {
        call.terminal.data(&groundplan_model::params::to_json(&resolved.values));
        return Ok(Exit::Done);
    }
    let width = resolved.values.keys().map(String::len).max().unwrap_or_default();
    for (name, value) in &resolved.values {
        let origin = paint(DIM, &format!("({})", resolved.origins[name]));
        call.terminal.data(&format!("{name:width$}  {value}  {origin}"));
    }
    Ok(Exit::Done)
}
