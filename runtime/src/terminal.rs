//! Where text goes: data to stdout, everything else to stderr, colour where a person looks at it.
//!
//! `NO_COLOR` and a pipe are obeyed by the streams themselves. A closed pipe is no error: who reads `| head -1` has
//! read enough. A full disk is one, and the command fails.
//!
//! What is printed holds texts of others: values of params, names and messages from AWS. None of them can steer the
//! terminal, since every control character but a line's end and our own colours is shown instead of sent.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{ErrorKind, Write};
use std::sync::atomic::{AtomicBool, Ordering};

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

/// Whether something that was asked for could not be written to stdout.
static LOST: AtomicBool = AtomicBool::new(false);

/// The longest problem that is told whole, in characters.
const LONGEST: usize = 2_000;

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
        let written = writeln!(anstream::stdout(), "{}", show_controls(text, self.json));
        if let Err(error) = written
            && error.kind() != ErrorKind::BrokenPipe
            && !LOST.swap(true, Ordering::Relaxed)
        {
            self.problem(&format!("stdout cannot be written: {error}"), None);
        }
    }

    /// Whether everything that was asked for has been printed, or nobody wanted the rest.
    #[must_use]
    pub fn told_all(&self) -> bool {
        !LOST.load(Ordering::Relaxed)
    }

    /// Tells the person at the terminal.
    pub fn say(&self, text: &str) {
        // Nobody is left to be told where even this cannot be printed.
        let _ = writeln!(anstream::stderr(), "{}", show_controls(text, self.json));
    }

    /// Tells what went wrong, with what to do about it; to a program as one JSON object on a line of stderr.
    pub fn problem(&self, problem: &str, help: Option<&str>) {
        let problem = &shorten(problem);
        if self.json {
            let mut told = BTreeMap::from([("error".to_owned(), problem.to_string())]);
            told.extend(help.map(|help| ("help".to_owned(), help.to_owned())));
            return self.say(&groundplan_model::params::to_json(&told));
        }
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

/// The text with its control characters as `\u{1b}`, in JSON as `\u001b`, but for line ends, tabs and our own colours.
fn show_controls(text: &str, json: bool) -> Cow<'_, str> {
    let harmless = |letter: char| !letter.is_control() || letter == '\n' || letter == '\t';
    if text.chars().all(harmless) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let length = colour_length(rest).unwrap_or(letter.len_utf8());
        if length > letter.len_utf8() || harmless(letter) {
            shown.push_str(&rest[..length]);
        } else if json {
            shown.push_str(&format!("\\u{:04x}", u32::from(letter)));
        } else {
            shown.extend(letter.escape_default());
        }
        rest = &rest[length..];
    }
    Cow::Owned(shown)
}

/// How many bytes a colour takes that the text begins with: `ESC [ digits and semicolons m`.
fn colour_length(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("\u{1b}[")?;
    let digits = inside.find(|letter: char| !letter.is_ascii_digit() && letter != ';')?;
    inside[digits..].starts_with('m').then_some("\u{1b}[".len() + digits + 1)
}

/// A problem may repeat what it is about, and that may be of any length.
fn shorten(problem: &str) -> Cow<'_, str> {
    match problem.char_indices().nth(LONGEST) {
        None => Cow::Borrowed(problem),
        Some((end, _)) => {
            let more = problem[end..].chars().count();
            Cow::Owned(format!("{} … ({more} more characters)", &problem[..end]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_of_others_steers_the_terminal() {
        assert_eq!(show_controls("a\u{1b}[2Jb\u{7}\r\u{9b}31m", false), "a\\u{1b}[2Jb\\u{7}\\r\\u{9b}31m");
        assert_eq!(show_controls("x\u{1b}]0;title\u{7}", false), "x\\u{1b}]0;title\\u{7}");
        let painted = format!("{}\n\tü", paint(ERROR, "error"));
        assert_eq!(show_controls(&painted, false), painted);
        assert_eq!(show_controls("\"\u{9b}\"", true), "\"\\u009b\"");
    }

    #[test]
    fn a_long_problem_is_cut() {
        let told = shorten(&"ü".repeat(LONGEST + 7)).into_owned();
        assert!(told.ends_with("… (7 more characters)"), "{told}");
        assert_eq!(shorten("short"), "short");
    }
}
