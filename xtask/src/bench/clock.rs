//! What a command costs: wall time, and CPU time of it and of all that it starts.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Ticks of the times in `/proc`, a second: Linux shows them in hundredths whatever its own clock is (man 5 proc).
const TICKS: f64 = 100.0;

/// What a command took, in seconds.
#[derive(Clone, Copy)]
pub struct Spent {
    /// From its start to its end.
    pub wall: f64,
    /// What it and its children computed; 0 where the system does not tell.
    pub cpu: f64,
}

impl Spent {
    /// The least of both.
    pub fn quicker(self, other: Spent) -> Spent {
        Spent { wall: self.wall.min(other.wall), cpu: self.cpu.min(other.cpu) }
    }
}

/// Runs a command to its end. What it prints is shown only where it fails.
pub fn time(command: &mut Command) -> Result<Spent, String> {
    let (before, start) = (children_seconds(), Instant::now());
    output(command)?;
    Ok(Spent { wall: start.elapsed().as_secs_f64(), cpu: children_seconds() - before })
}

/// Runs a command to its end, and returns what it prints.
pub fn output(command: &mut Command) -> Result<String, String> {
    let output =
        command.stdin(Stdio::null()).output().map_err(|error| format!("cannot run {command:?}: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("{command:?} failed:\n{}", String::from_utf8_lossy(&output.stderr)))
    }
}

/// The CPU seconds of all children that have ended.
fn children_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The second field is the name in parentheses, which may hold blanks; the times of children are the fields 16, 17.
    let behind_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = behind_name.split_whitespace().skip(13).take(2).filter_map(|field| field.parse::<f64>().ok());
    ticks.sum::<f64>() / TICKS
}
