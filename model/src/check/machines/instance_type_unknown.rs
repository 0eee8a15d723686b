//! Instance types that EC2 does not have.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::data::instance_types::{find_instance_type, nearest_instance_type};
use crate::facts::instance_types;

use super::launches;

pub(super) static RULE: Rule = Rule {
    name: "instance_type_unknown",
    severity: Severity::Refused,
    checks: "An instance type is one that EC2 has.",
    why: "CreateLaunchTemplate and RunInstances refuse any other with InvalidParameterValue.",
    fails: "launch: { instance_type: \"t3.smal\", … }",
    instead: "`instance_type: \"t3.small\"`",
    source: "EC2 DescribeInstanceTypes as bundled in moto 5.2.5, 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (header, launch) in launches(context) {
        for (name, at) in instance_types(context, launch) {
            if find_instance_type(name).is_some() {
                continue;
            }
            let message = format!("there is no instance type `{name}`");
            let help = match nearest_instance_type(name) {
                Some(near) => format!("did you mean `\"{near}\"`"),
                None => "write a type such as `\"t3.small\"`".to_owned(),
            };
            report.push(Finding::new(&RULE, at, message).about(header.name.at).help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_misspelt_type_is_told_with_the_one_that_was_meant() {
        let mut sample = Sample::street();
        let launch = sample.launch("web", "t3.smal");
        sample.topology.auto_scaling_groups[0].launch = launch;
        assert_eq!(sample.speaks("instance_type_unknown"), ["web.instance_type"]);
        assert_eq!(sample.findings()[0].help.as_deref(), Some("did you mean `\"t3.small\"`"));
        assert!(Sample::street().speaks("instance_type_unknown").is_empty());
    }
}
