//! User data that is a cloud-config and a script at once.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};

use super::launches;

pub(super) static RULE: Rule = Rule {
    name: "user_data_two_formats",
    severity: Severity::Broken,
    checks: "User data that begins with `#cloud-config` holds no script beside it.",
    why: "cloud-init reads the whole text as what its first line says, so the script is a comment and never runs.",
    fails: "user_data: file \"web.yaml\", which begins with `#cloud-config` and goes on with `#!/bin/bash`",
    instead: "Put the commands under `runcmd`, or leave the cloud-config out.",
    source: "cloud-init documentation, \"User data formats\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (header, launch) in launches(context) {
        let Some(data) = &launch.user_data else { continue };
        if !data.text.starts_with("#cloud-config") {
            continue;
        }
        if let Some(line) = data.text.lines().position(|line| line.starts_with("#!")) {
            let file = &data.file.value;
            let message = format!("`{file}` is a cloud-config, so its `#!` of line {} is a comment", line + 1);
            let finding = Finding::new(&RULE, data.file.at, message).about(header.name.at);
            report.push(finding.help("put the commands under `runcmd`, or leave the cloud-config out"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_script_behind_a_cloud_config_is_told() {
        for (text, speaks) in [
            ("#cloud-config\npackages: [nginx]\n#!/bin/bash\necho\n", true),
            ("#cloud-config\nwrite_files:\n- content: |\n    #!/bin/bash\n", false),
            ("#!/bin/bash\n#cloud-config\n", false),
        ] {
            let mut sample = Sample::street();
            sample.user_data("web", text, &[]);
            assert_eq!(!sample.speaks("user_data_two_formats").is_empty(), speaks, "{text:?}");
        }
    }
}
