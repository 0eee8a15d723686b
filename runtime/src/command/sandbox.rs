//! `sandbox`: looks after the embedded AWS.

use std::time::SystemTime;

use groundplan_sandbox::StateFile;
use serde_json::{Value, json};

use super::Call;
use super::session::{OpenSandbox, parse_duration, unusable};
use crate::exit::Exit;
use crate::render::show_duration;
use crate::sandboxed::timestamp;

pub(super) fn run(call: &Call<'_>) -> Result<Exit, Exit> {
    let Some((command, matches)) = call.matches.subcommand() else { return Err(Exit::Usage) };
    let call = Call { matches, ..*call };
    match command {
        "show" => show(&call),
        "advance" => advance(&call),
        "dns" => set_record(&call),
        "reset" => reset(&call),
        _ => Err(Exit::Usage),
    }
}

fn path<'a>(call: &Call<'a>) -> &'a str {
    call.matches.get_one::<String>("sandbox").map(String::as_str).unwrap_or_default()
}

fn show(call: &Call<'_>) -> Result<Exit, Exit> {
    let sandbox = OpenSandbox::open(call, path(call), true)?;
    let inside = sandbox.lock();
    let store = inside.store();
    if call.terminal.json {
        let text = serde_json::to_string_pretty(store).expect("groundplan bug: a store has texts as keys");
        call.terminal.data(&text);
        return Ok(Exit::Done);
    }
    if store.now.0 == 0 {
        call.terminal.data("A new account: nothing was done in it yet.");
        return Ok(Exit::Done);
    }
    call.terminal.data(&format!("Time in the sandbox: {}", store.now));
    let whole = serde_json::to_value(store).unwrap_or_default();
    for (region, tables) in whole["regions"].as_object().into_iter().flatten() {
        for (table, rows) in tables.as_object().into_iter().flatten() {
            let number = rows.as_object().map_or(0, serde_json::Map::len);
            if number > 0 {
                call.terminal.data(&format!("  {region}  {number:>4}  {table}"));
            }
        }
    }
    Ok(Exit::Done)
}

fn advance(call: &Call<'_>) -> Result<Exit, Exit> {
    let text = call.matches.get_one::<String>("duration").map(String::as_str).unwrap_or_default();
    let Some(duration) = parse_duration(text) else {
        call.terminal.problem(
            &format!("`{text}` is no duration"),
            Some("write `90s`, `15m`, `2h` or `7d`, up to `3650d`"),
        );
        return Err(Exit::Usage);
    };
    let sandbox = OpenSandbox::open(call, path(call), true)?;
    sandbox.settle(call.terminal, sandbox.time() + duration)?;
    let data = json!({ "seconds": duration.as_secs(), "now": timestamp(sandbox.time()).to_string() });
    tell(call, &data, &format!("{} passed in the sandbox.", show_duration(duration)));
    Ok(Exit::Done)
}

fn set_record(call: &Call<'_>) -> Result<Exit, Exit> {
    let value = |name: &str| call.matches.get_one::<String>(name).cloned().unwrap_or_default();
    let sandbox = OpenSandbox::open(call, path(call), false)?;
    let now: SystemTime = sandbox.time();
    let mut inside = sandbox.lock();
    inside.advance(timestamp(now));
    let (name, value) = (value("name"), value("value"));
    inside.set_dns_record(&name, &value);
    drop(inside);
    sandbox.settle(call.terminal, now)?;
    tell(call, &json!({ "name": name, "value": value }), &format!("The record `{name}` is set."));
    Ok(Exit::Done)
}

fn reset(call: &Call<'_>) -> Result<Exit, Exit> {
    let removed = StateFile::open(path(call)).and_then(StateFile::remove);
    removed.map_err(|error| unusable(call.terminal, &error))?;
    tell(call, &json!({ "file": path(call) }), "The sandbox is empty again.");
    Ok(Exit::Done)
}

/// Tells what was done: a person in a sentence, a program in data.
fn tell(call: &Call<'_>, data: &Value, sentence: &str) {
    if call.terminal.json {
        call.terminal.data(&data.to_string());
    } else {
        call.terminal.say(sentence);
    }
}
