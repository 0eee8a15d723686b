//! What happened, as a person reads it, and as JSON.

use std::collections::BTreeSet;

use serde::Serialize;

use super::plan::{describe_refusal, render_refusal};
use crate::error::Error;
use crate::event::Verb;
use crate::exit::Exit;
use crate::outcome::{Done, Outcome, Skipped, Waiting};
use crate::resource::address::Address;
use crate::terminal::{CHANGED, DIM, ERROR, STRONG, paint};

/// The outcome as text: what failed and why, what waits for a person, what is true now.
#[must_use]
pub fn render_outcome(outcome: &Outcome) -> String {
    let mut lines = Vec::new();
    if let Some(error) = &outcome.error {
        lines.extend(render_error(&error.to_string(), error));
    }
    for failure in &outcome.failed {
        let told =
            format!("`{}` could not be {}: {}", failure.address, participle(failure.verb), failure.error);
        lines.extend(render_error(&told, &failure.error));
    }
    for refusal in &outcome.refusals {
        lines.extend(render_refusal(refusal));
    }
    for skipped in &outcome.skipped {
        lines.push(paint(DIM, &format!("  not done: {}, because of {}", skipped.address, skipped.because)));
    }
    for waiting in &outcome.waiting {
        lines.push(format!("{}: {}", paint(CHANGED, "waits for a person"), waiting.address));
        lines.extend(waiting.reason.split("; ").map(|todo| format!("  {todo}")));
        if !waiting.held.is_empty() {
            let held: Vec<String> = waiting.held.iter().map(ToString::to_string).collect();
            lines.push(paint(DIM, &format!("  then: {}", held.join(", "))));
        }
    }
    for address in &outcome.left {
        lines.push(format!("{}: {address} is still there", paint(ERROR, "left")));
    }
    lines.push(render_sum(outcome));
    lines.join("\n")
}

fn render_error(told: &str, error: &Error) -> Vec<String> {
    let mut lines = vec![format!("{}: {told}", paint(ERROR, "error"))];
    if let Some(hint) = error.class().and_then(crate::class::Class::hint) {
        lines.push(format!("  {} {hint}", paint(STRONG, "help:")));
    }
    lines
}

fn participle(verb: Verb) -> &'static str {
    match verb {
        Verb::Create => "made",
        Verb::Update => "changed",
        Verb::Delete => "deleted",
        Verb::Retag => "tagged",
        Verb::Await => "waited for",
    }
}

fn render_sum(outcome: &Outcome) -> String {
    let of = |verbs: &[Verb]| -> BTreeSet<&Address> {
        outcome.done.iter().filter(|done| verbs.contains(&done.verb)).map(|done| &done.address).collect()
    };
    let (created, changed) = (of(&[Verb::Create]), of(&[Verb::Update, Verb::Retag]));
    let deleted = outcome.done.iter().filter(|done| done.verb == Verb::Delete).count();
    let mut parts = vec![
        format!("{} created", created.len()),
        // What was made and then brought into service is one thing made.
        format!("{} changed", changed.difference(&created).count()),
        format!("{deleted} deleted"),
    ];
    let mut add = |number: usize, word: &str| {
        if number > 0 {
            parts.push(format!("{number} {word}"));
        }
    };
    add(outcome.failed.len(), "failed");
    add(outcome.skipped.len(), "not done");
    add(outcome.not_started.len(), "not finished");
    add(outcome.waiting.len(), "waiting");
    let word = match outcome.exit() {
        Exit::Done => "Done",
        Exit::Waiting => "Done so far",
        Exit::Interrupted => "Stopped",
        Exit::Refused => "Refused",
        _ => "Not done",
    };
    format!("{word}: {}.", parts.join(", "))
}

/// The outcome as JSON, on one line.
#[must_use]
pub fn outcome_json(outcome: &Outcome) -> String {
    #[derive(Serialize)]
    struct Failed {
        address: String,
        verb: Verb,
        error: String,
        code: Option<String>,
        request_id: Option<String>,
    }
    #[derive(Serialize)]
    struct Whole<'a> {
        event: &'static str,
        exit: &'static str,
        done: &'a [Done],
        failed: Vec<Failed>,
        skipped: &'a [Skipped],
        waiting: &'a [Waiting],
        not_started: Vec<String>,
        refusals: Vec<String>,
        left: Vec<String>,
        error: Option<String>,
    }
    let failed = outcome.failed.iter().map(|failure| {
        let aws = match &failure.error {
            Error::Aws(error) => Some(error),
            _ => None,
        };
        Failed {
            address: failure.address.to_string(),
            verb: failure.verb,
            error: failure.error.to_string(),
            code: aws.and_then(|error| error.code.clone()),
            request_id: aws.and_then(|error| error.request_id.clone()),
        }
    });
    let whole = Whole {
        event: "outcome",
        exit: outcome.exit().word(),
        done: &outcome.done,
        failed: failed.collect(),
        skipped: &outcome.skipped,
        waiting: &outcome.waiting,
        not_started: outcome.not_started.iter().map(ToString::to_string).collect(),
        refusals: outcome.refusals.iter().map(|refusal| describe_refusal(refusal).0).collect(),
        left: outcome.left.iter().map(ToString::to_string).collect(),
        error: outcome.error.as_ref().map(ToString::to_string),
    };
    serde_json::to_string(&whole).expect("groundplan bug: an outcome has texts as keys")
}
