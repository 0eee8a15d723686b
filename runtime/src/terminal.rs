//! Where text goes: data to stdout, everything else to stderr, colour where a person looks at it.
//!
//! `NO_COLOR` and a pipe are obeyed by the streams themselves. A closed pipe is no error: who reads `| head -1` has
//! read enough.

use std::io::Write;

use anstyle::{AnsiColor, Style};

/// What was wrong.
pub const ERROR: Style = AnsiColor::Red.on_default().bold();
/// What may be wrong.
pub const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// What is made.
pub const GOOD: Style = AnsiColor::Green.on_default();
/// What is changed.
pub const CHANGED: Style = AnsiColor::Yellow.on_default();
/// What is deleted.
pub const GONE: Style = AnsiColor::Red.on_default();
/// What is said beside.
pub const DIM: Style = Style::new().dimmed();
/// What stands out.
pub const STRONG: Style = Style::new().bold();

/// The two streams of a command.
#[derive(Debug)]
pub struct Terminal {
    /// Whether the caller wants data: one JSON document on stdout, or one a line for what goes on.
    pub json: bool,
}

impl Terminal {
    /// The process's streams.
    #[must_use]
    pub fn new(json: bool) -> Terminal {
        Terminal { json }
    }

    /// Prints data for whoever reads stdout.
    pub fn data(&self, text: &str) {
        let _ = writeln!(anstream::stdout(), "{text}");
    }

    /// Tells the person at the terminal.
    pub fn say(&self, text: &str) {
        let _ = writeln!(anstream::stderr(), "{text}");
    }

    /// Tells what went wrong, with what to do about it.
    pub fn problem(&self, problem: &str, help: Option<&str>) {
        self.say(&format!("{}: {problem}", paint(ERROR, "error")));
        if let Some(help) = help {
            self.say(&format!("  {} {help}", paint(STRONG, "help:")));
        }
    }
}

/// The text in a style.
#[must_use]
pub fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}
