//! User data with line ends of Windows.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};

use super::launches;

pub(super) static RULE: Rule = Rule {
    name: "user_data_crlf",
    severity: Severity::Broken,
    checks: "The first line of user data ends in LF.",
    why: "Linux looks for `/bin/bash` with a carriage return behind it, and runs nothing: bad interpreter.",
    fails: "user_data: file \"web.sh\", saved with CR LF",
    instead: "Save the file with LF line ends.",
    source: "Linux execve(2), \"Interpreter scripts\", read 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (header, launch) in launches(context) {
        let Some(data) = &launch.user_data else { continue };
        let first = data.text.split('\n').next().unwrap_or_default();
        if first.starts_with("#!") && first.ends_with('\r') {
            let message = format!("`{}` has CR LF line ends, so its first line names no program", data.file.value);
            let finding = Finding::new(&RULE, data.file.at, message).about(header.name.at);
            report.push(finding.help("save the file with LF line ends"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn the_first_line_ends_in_lf() {
        for (text, speaks) in
            [("#!/bin/sh\r\necho\r\n", true), ("#!/bin/sh\necho\r\n", false), ("\r\n#!/bin/sh\n", false), ("#!/bin/sh", false)]
        {
            let mut sample = Sample::street();
            sample.user_data("web", text, &[]);
            assert_eq!(!sample.speaks("user_data_crlf").is_empty(), speaks, "{text:?}");
        }
    }
}
