//! Volumes that AWS refuses without a number of iops.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::data::volumes::find_volume_type;

use super::launches;

pub(super) static RULE: Rule = Rule {
    name: "volume_iops_missing",
    severity: Severity::Refused,
    checks: "A volume is of a type that needs no number of iops.",
    why: "RunInstances refuses `io1` and `io2` without one, and the language has none yet.",
    fails: "root_volume: io1 50 GiB",
    instead: "`root_volume: gp3 50 GiB`",
    source: "EC2 API model (botocore 1.44.5), EbsBlockDevice, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (header, launch) in launches(context) {
        let Some(volume) = &launch.root_volume else { continue };
        if find_volume_type(&volume.kind).is_some_and(|kind| kind.needs_iops) {
            let message = format!("an `{}` volume needs a number of iops", volume.kind.value);
            let finding = Finding::new(&RULE, volume.kind.at, message).about(header.name.at);
            report.push(finding.help(format!("write `gp3 {} GiB`, which has 3000", volume.size.value)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn provisioned_types_are_refused() {
        for (kind, speaks) in [("io1", true), ("io2", true), ("gp3", false)] {
            let mut sample = Sample::street();
            sample.root_volume("web", kind, 50);
            assert_eq!(!sample.speaks("volume_iops_missing").is_empty(), speaks, "{kind}");
        }
    }
}
