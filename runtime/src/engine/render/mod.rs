//! The only place that makes text: of plans, of what goes on, of what happened.
//!
//! Everything here takes values and gives a text, but for [`progress`], which draws while a run goes on.

mod item;
mod outcome;
mod plan;
mod progress;
mod status;

pub use outcome::{outcome_json, render_outcome};
pub use plan::{Detail, Head, plan_json, render_plan};
pub use progress::{Progress, Work};
pub use status::{Status, render_status};

use std::time::Duration;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_a_person_says_them() {
        let shown = |seconds| show_duration(Duration::from_secs(seconds));
        assert_eq!(shown(0), "0 s");
        assert_eq!(shown(150), "2 min 30 s");
        assert_eq!(shown(180), "3 min");
        assert_eq!(shown(610), "10 min");
        assert_eq!(shown(4800), "1 h 20 min");
        assert_eq!(shown(7 * 86_400), "7 d");
    }
}
