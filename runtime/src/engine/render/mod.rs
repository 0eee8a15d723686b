//! The only place that makes text: of plans, of what goes on, of what happened.
//!
//! Everything here takes values and gives a text, but for [`progress`], which draws while a run goes on.

mod item;
mod outcome;
mod plan;
mod progress;
mod status;
#[cfg(test)]
mod tests;

pub use outcome::{outcome_json, render_outcome};
pub use plan::{Detail, Head, plan_json, render_plan};
pub use progress::{Progress, Work};
pub use status::{Status, render_status};

use std::time::Duration;

use anstyle::Style;

use crate::event::Verb;
use crate::terminal::{CHANGED, DIM, GONE, GOOD};

/// A duration as a person says it: `45 s`, `3 min`, `1 h 20 min`.
#[must_use]
pub fn show_duration(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, 0) => format!("{minutes} min"),
        (0, minutes, seconds) if minutes < 5 => format!("{minutes} min {seconds} s"),
        (0, minutes, _) => format!("{minutes} min"),
        (hours, 0, _) if hours >= 48 && hours % 24 == 0 => format!("{} d", hours / 24),
        (hours, 0, _) => format!("{hours} h"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

/// A count with its word: `1 step`, `2 steps`.
#[must_use]
pub fn count(number: usize, word: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {word}{plural}")
}

/// The sign that a line about such a step begins with, and its colour.
fn sign(verb: Verb) -> (&'static str, Style) {
    match verb {
        Verb::Create => ("+", GOOD),
        Verb::Update | Verb::Retag => ("~", CHANGED),
        Verb::Delete => ("-", GONE),
        Verb::Await => (".", DIM),
    }
}
