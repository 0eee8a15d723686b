//! Secrets that stand in user data as they are.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};

use super::launches;

pub(super) static RULE: Rule = Rule {
    name: "user_data_secret",
    severity: Severity::Insecure,
    checks: "User data holds no secret.",
    why: "Everybody who may describe the template, and every program on the machine, can read it.",
    fails: "user_data: file \"web.sh\", where the script holds an access key",
    instead: "Read it at boot from SSM or Secrets Manager.",
    source: "EC2 user guide, \"Run commands at launch\", security note, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (header, launch) in launches(context) {
        let Some(data) = &launch.user_data else { continue };
        for (line, text) in data.text.lines().enumerate() {
            let Some(what) = secret_in(text) else { continue };
            let message = format!("line {} of `{}` holds {what}", line + 1, data.file.value);
            let finding = Finding::new(&RULE, data.file.at, message).about(header.name.at);
            report.push(finding.help("let the script read it from SSM or Secrets Manager when the machine starts"));
        }
    }
}

/// What secret a line holds: only what has a form that nothing else has.
fn secret_in(line: &str) -> Option<&'static str> {
    if line.contains("-----BEGIN ") && line.contains("PRIVATE KEY-----") {
        return Some("a private key");
    }
    let words = line.split(|c: char| !c.is_ascii_alphanumeric());
    let mut keys = words.filter(|word| word.len() == 20 && (word.starts_with("AKIA") || word.starts_with("ASIA")));
    keys.any(|word| word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()))
        .then_some("an AWS access key")
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn keys_are_told_by_their_form() {
        for (line, speaks) in [
            ("export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", true),
            ("aws_access_key_id = ASIAIOSFODNN7EXAMPLE", true),
            ("-----BEGIN RSA PRIVATE KEY-----", true),
            ("echo AKIAIOSFODNN7EXAMPL", false),
            ("echo BKIAIOSFODNN7EXAMPLE", false),
            ("# -----BEGIN CERTIFICATE-----", false),
        ] {
            let mut sample = Sample::street();
            sample.user_data("web", &format!("#!/bin/sh\n{line}\n"), &[]);
            assert_eq!(!sample.speaks("user_data_secret").is_empty(), speaks, "{line}");
        }
    }
}
