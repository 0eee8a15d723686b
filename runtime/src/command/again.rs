//! How the user calls this binary, and how to call it again: for the lines that say what to type next.

use std::borrow::Cow;
use std::path::PathBuf;

use clap::parser::ValueSource;

use super::{Call, arguments};
use crate::params::flag_of;

impl Call<'_> {
    /// How the user calls this binary.
    pub(super) fn program(&self) -> String {
        let path = std::env::args().next().map(PathBuf::from).unwrap_or_default();
        let built_by_cargo = path.components().any(|part| part.as_os_str() == "target");
        match path.file_name().and_then(|name| name.to_str()) {
            Some(name) if built_by_cargo => format!("cargo run --bin {name} --"),
            Some(name) => name.to_owned(),
            None => self.name.to_lowercase(),
        }
    }

    /// The flags that lead to the same place again, with the same values.
    pub(super) fn target_flags(&self) -> String {
        let mut flags = String::new();
        let value = |name: &str| {
            let value = self.matches.try_get_one::<String>(name).ok().flatten()?;
            let given = self.matches.value_source(name) == Some(ValueSource::CommandLine);
            given.then_some(value.as_str())
        };
        for (flag, name) in [
            ("--deployment", "deployment"),
            ("--params", "params-file"),
            ("--profile", "profile"),
            ("--endpoint", "endpoint"),
        ] {
            flags.extend(value(name).map(|value| format!(" {flag}={}", quote_for_shell(value))));
        }
        for param in &self.topology.params {
            let (name, flag) = (format!("param:{}", param.name.value), flag_of(&param.name.value));
            flags.extend(value(&name).map(|value| format!(" {flag}={}", quote_for_shell(value))));
        }
        match value("sandbox") {
            Some(arguments::SANDBOX_FILE) => flags.push_str(" --sandbox"),
            Some(file) => flags.push_str(&format!(" --sandbox={}", quote_for_shell(file))),
            None => {}
        }
        flags.extend(value("clock").map(|mode| format!(" --clock={}", quote_for_shell(mode))));
        flags.extend(value("actors").map(|mode| format!(" --actors={}", quote_for_shell(mode))));
        flags
    }
}

/// A value as one word of a shell.
fn quote_for_shell(value: &str) -> Cow<'_, str> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:@%+=,".contains(letter);
    if !value.is_empty() && value.chars().all(plain) {
        value.into()
    } else {
        format!("'{}'", value.replace('\'', r"'\''")).into()
    }
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use std::process::Command;

    use super::quote_for_shell;

    #[test]
    fn a_quoted_value_is_one_word_of_a_shell_whatever_stands_in_it() {
        let values = [
            "",
            "plain-1_2.3/4:5@6%7+8=9,0",
            "two words",
            "it's",
            "'",
            "~",
            "*",
            "$(touch x)`touch x`$HOME",
            "a;b&c|d>e<f#g!h",
            "back\\slash \"quoted\"",
            "two\nlines\ttab",
            "größe",
        ];
        for value in values {
            let script = format!("printf '%s|' {}", quote_for_shell(value));
            let shown = Command::new("sh").args(["-c", &script]).output().unwrap();
            assert_eq!(String::from_utf8(shown.stdout).unwrap(), format!("{value}|"), "{script}");
        }
    }
}
