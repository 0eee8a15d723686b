//! Root volumes of a type that no machine boots from.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::data::volumes::find_volume_type;

use super::launches;

pub(super) static RULE: Rule = Rule {
    name: "sc1_root",
    severity: Severity::Refused,
    checks: "A root volume is of a type that machines boot from.",
    why: "RunInstances refuses `st1` and `sc1` as root volume.",
    fails: "root_volume: sc1 125 GiB",
    instead: "`root_volume: gp3 125 GiB`",
    source: "EC2 user guide, \"Amazon EBS volume types\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (header, launch) in launches(context) {
        let Some(volume) = &launch.root_volume else { continue };
        if find_volume_type(&volume.kind).is_some_and(|kind| !kind.boots) {
            let message = format!("a `{}` volume cannot be a root volume", volume.kind.value);
            let finding = Finding::new(&RULE, volume.kind.at, message).about(header.name.at);
            report.push(finding.help(format!("write `gp3 {} GiB`", volume.size.value)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn hard_disks_of_throughput_do_not_boot_and_nothing_else_is_told_of_them() {
        for (kind, size) in [("sc1", 8), ("st1", 8), ("sc1", 4)] {
            let mut sample = Sample::street();
            sample.root_volume("web", kind, size);
            assert_eq!(sample.told(), ["sc1_root at web.root_volume.kind"]);
        }
        let mut sample = Sample::street();
        sample.root_volume("web", "standard", 8);
        assert!(sample.told().is_empty());
    }
}
