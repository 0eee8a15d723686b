//! User data that calls AWS and has nobody to call as.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};

use super::launches;

pub(super) static RULE: Rule = Rule {
    name: "user_data_needs_role",
    severity: Severity::Broken,
    checks: "Machines whose user data calls AWS have an instance profile.",
    why: "Without one the call finds no credentials.",
    fails: "user_data: file \"web.sh\", which runs `aws s3 cp`, without `instance_profile`",
    instead: "`instance_profile: \"LabInstanceProfile\"`",
    source: "EC2 user guide, \"IAM roles for Amazon EC2\", 2026-09",
};

/// Calls of the AWS command line that need credentials.
const CALLS: [&str; 4] = ["aws ecr ", "aws s3 ", "aws secretsmanager ", "aws ssm "];

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (header, launch) in launches(context) {
        let Some(data) = &launch.user_data else { continue };
        if launch.instance_profile.is_some() {
            continue;
        }
        let code = |line: &&str| !line.trim_start().starts_with('#') && !line.contains("--no-sign-request");
        let mut calls = data.text.lines().filter(code).flat_map(|line| CALLS.iter().filter(|call| line.contains(**call)));
        if let Some(call) = calls.next() {
            let message = format!("`{}` calls `{}`, and its machines have no instance profile", data.file.value, call.trim_end());
            let finding = Finding::new(&RULE, data.file.at, message).about(header.name.at);
            report.push(finding.help("write `instance_profile: \"…\"`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_call_needs_a_profile() {
        let mut sample = Sample::street();
        sample.user_data("web", "#!/bin/sh\n# aws s3 cp\naws ecr get-login-password | docker login\n", &[]);
        assert_eq!(sample.speaks("user_data_needs_role"), ["web.user_data"]);
        let profile = sample.at("web.instance_profile", "LabInstanceProfile".to_owned());
        sample.topology.auto_scaling_groups[0].launch.instance_profile = Some(profile);
        assert!(sample.told().is_empty());
    }

    #[test]
    fn comments_and_public_buckets_need_none() {
        let mut sample = Sample::street();
        sample.user_data("web", "#!/bin/sh\n# aws s3 cp\naws s3 cp --no-sign-request s3://a/b .\n", &[]);
        assert!(sample.told().is_empty());
    }
}
