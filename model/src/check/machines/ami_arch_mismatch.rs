//! Machines whose type cannot run their image.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::data::instance_types::find_instance_type;
use crate::facts::instance_types;

use super::launches;

pub(super) static RULE: Rule = Rule {
    name: "ami_arch_mismatch",
    severity: Severity::Refused,
    checks: "An image has the architecture of the instance type.",
    why: "RunInstances refuses the pair with InvalidParameterValue, so a group starts nothing.",
    fails: "launch: { instance_type: \"t4g.small\", ami: ubuntu \"22.04\" x86_64, … }",
    instead: "`ami: ubuntu \"22.04\" arm64`",
    source: "EC2 DescribeInstanceTypes as bundled in moto 5.2.5, 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (header, launch) in launches(context) {
        let Some(image) = launch.image.architecture else { continue };
        for (name, at) in instance_types(context, launch) {
            let Some(machine) = find_instance_type(name).and_then(|kind| kind.architecture) else { continue };
            if machine == image {
                continue;
            }
            let (machine, image) = (machine.word(), image.word());
            let message = format!("`{name}` is {machine}, and its image is {image}");
            let help = format!("take an {image} type, or an image for {machine}");
            let finding = Finding::new(&RULE, at, message).about(header.name.at);
            report.push(finding.related(launch.image.at, "the image").help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    use crate::topology::{Architecture, Image, ImageSource};

    #[test]
    fn the_type_must_run_the_image() {
        let mut sample = Sample::street();
        sample.topology.auto_scaling_groups[0].launch.image.value.architecture = Some(Architecture::Arm64);
        assert_eq!(sample.speaks("ami_arch_mismatch"), ["web.instance_type"]);
    }

    #[test]
    fn an_image_of_unknown_architecture_is_not_judged() {
        let mut sample = Sample::street();
        let source = ImageSource::Id("ami-0123456789abcdef0".into());
        sample.topology.auto_scaling_groups[0].launch.image.value = Image { source, architecture: None };
        assert!(sample.speaks("ami_arch_mismatch").is_empty());
    }
}
