//! Root volumes smaller than the image that is copied on to them.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::ImageSource;

use super::launches;

pub(super) static RULE: Rule = Rule {
    name: "root_volume_below_snapshot",
    severity: Severity::Refused,
    checks: "A root volume has room for the image of its machine.",
    why: "RunInstances refuses a smaller one with InvalidBlockDeviceMapping.",
    fails: "launch: { ami: ubuntu \"22.04\" x86_64, root_volume: gp3 4 GiB, … }",
    instead: "`root_volume: gp3 8 GiB`",
    source: "EC2 API model (botocore 1.44.5), EbsBlockDevice, and DescribeImages of both publishers, 2026-09",
};

/// The size of the images of Ubuntu and of Amazon Linux, in GiB.
const IMAGE: u32 = 8;

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (header, launch) in launches(context) {
        let Some(volume) = &launch.root_volume else { continue };
        let known = matches!(launch.image.source, ImageSource::Ubuntu(_) | ImageSource::AmazonLinux(_));
        if known && (1..IMAGE).contains(&volume.size.value) {
            let size = volume.size.value;
            let message = format!("a root volume of {size} GiB is smaller than its image of {IMAGE} GiB");
            let finding = Finding::new(&RULE, volume.size.at, message).about(header.name.at);
            let finding = finding.related(launch.image.at, "the image");
            report.push(finding.help(format!("write `{} {IMAGE} GiB` or more", volume.kind.value)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::{Image, ImageSource};

    #[test]
    fn the_volume_holds_the_image() {
        let mut sample = Sample::street();
        sample.root_volume("web", "gp3", 7);
        assert_eq!(sample.told(), ["root_volume_below_snapshot at web.root_volume.size"]);
        sample.root_volume("web", "gp3", 8);
        assert!(sample.told().is_empty());
    }

    #[test]
    fn the_size_of_another_image_is_unknown() {
        let mut sample = Sample::street();
        let source = ImageSource::Id("ami-0123456789abcdef0".into());
        sample.topology.auto_scaling_groups[0].launch.image.value = Image { source, architecture: None };
        sample.root_volume("web", "gp3", 2);
        assert!(sample.told().is_empty());
    }
}
