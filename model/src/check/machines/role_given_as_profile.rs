//! Roles where an instance profile is due.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};

use super::launches;

pub(super) static RULE: Rule = Rule {
    name: "role_given_as_profile",
    severity: Severity::Refused,
    checks: "An instance profile is named by its own name, not by that of a role.",
    why: "RunInstances refuses a role with InvalidParameterValue: Invalid IAM Instance Profile name.",
    fails: "launch: { instance_profile: \"LabRole\", … }",
    instead: "`instance_profile: \"LabInstanceProfile\"`",
    source: "IAM user guide, \"Instance profiles\", and the restrictions of the Learner Lab, 2026-09",
};

/// The role of the Learner Lab, and the profile that holds it.
const LAB: (&str, &str) = ("LabRole", "LabInstanceProfile");

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (header, launch) in launches(context) {
        let Some(profile) = &launch.instance_profile else { continue };
        let name = profile.value.as_str();
        let is_role = name == LAB.0 || (name.starts_with("arn:") && name.contains(":role/"));
        if is_role {
            let message = format!("`{name}` is a role, and a machine takes an instance profile");
            let help = format!("write the name of a profile that holds the role, as `\"{}\"`", LAB.1);
            report.push(Finding::new(&RULE, profile.at, message).about(header.name.at).help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_role_is_no_profile() {
        for (name, speaks) in [
            ("LabRole", true),
            ("arn:aws:iam::111122223333:role/LabRole", true),
            ("LabInstanceProfile", false),
            ("web-role", false),
        ] {
            let mut sample = Sample::street();
            let profile = sample.at("web.instance_profile", name.to_owned());
            sample.topology.auto_scaling_groups[0].launch.instance_profile = Some(profile);
            assert_eq!(!sample.speaks("role_given_as_profile").is_empty(), speaks, "{name}");
        }
    }
}
