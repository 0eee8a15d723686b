//! User data that cloud-init would not run.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};

use super::launches;

pub(super) static RULE: Rule = Rule {
    name: "user_data_no_shebang",
    severity: Severity::Broken,
    checks: "User data begins with a line that says what it is.",
    why: "cloud-init ignores a text that begins with nothing it knows, so the machine starts without having run it.",
    fails: "user_data: file \"web.sh\", whose first line is blank",
    instead: "`#!/bin/bash` as the first line, with nothing before it",
    source: "cloud-init documentation, \"User data formats\", 2026-09",
};

/// What a text may begin with. Source: cloud-init documentation, "User data formats", 2026-09.
const BEGINNINGS: [&str; 8] = [
    "#!",
    "#cloud-config",
    "#include",
    "#cloud-boothook",
    "#part-handler",
    "## template: jinja",
    "Content-Type: multipart",
    "MIME-Version:",
];

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (header, launch) in launches(context) {
        let Some(data) = &launch.user_data else { continue };
        if BEGINNINGS.iter().any(|beginning| data.text.starts_with(beginning)) {
            continue;
        }
        let file = &data.file.value;
        let message = if data.text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).starts_with("#!") {
            format!("`{file}` has something before its `#!`, so it would not run")
        } else {
            format!("`{file}` does not begin with `#!`, so it would not run")
        };
        let finding = Finding::new(&RULE, data.file.at, message).about(header.name.at);
        report.push(finding.help("begin the file with `#!/bin/bash`"));
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn the_first_bytes_say_what_it_is() {
        for (text, speaks) in [
            ("#!/bin/bash\n", false),
            ("#cloud-config\n", false),
            ("MIME-Version: 1.0\n", false),
            ("\n#!/bin/bash\n", true),
            ("\u{feff}#!/bin/bash\n", true),
            ("echo hello\n", true),
            ("", true),
        ] {
            let mut sample = Sample::street();
            sample.user_data("web", text, &[]);
            assert_eq!(!sample.speaks("user_data_no_shebang").is_empty(), speaks, "{text:?}");
        }
    }
}
