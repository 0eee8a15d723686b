//! Volumes smaller or larger than their type can be.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::data::volumes::find_volume_type;

use super::launches;

pub(super) static RULE: Rule = Rule {
    name: "volume_size_by_type",
    severity: Severity::Refused,
    checks: "The size of a volume is one that its type can have.",
    why: "RunInstances refuses any other with InvalidParameterValue.",
    fails: "root_volume: gp2 20000 GiB",
    instead: "`root_volume: gp2 16384 GiB` or less",
    source: "EC2 API model (botocore 1.44.5), EbsBlockDevice, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (header, launch) in launches(context) {
        let Some(volume) = &launch.root_volume else { continue };
        let Some(kind) = find_volume_type(&volume.kind) else { continue };
        let (size, min, max) = (volume.size.value, kind.min, kind.max);
        if (min..=max).contains(&size) {
            continue;
        }
        let message = format!("a `{}` volume of {size} GiB is outside {min}..={max} GiB", kind.name);
        let help = format!("write `{} {} GiB`", kind.name, size.clamp(min, max));
        report.push(Finding::new(&RULE, volume.size.at, message).about(header.name.at).help(help));
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn each_type_has_its_bounds() {
        for (kind, min, max) in
            [("gp2", 1, 16_384), ("gp3", 1, 65_536), ("io1", 4, 16_384), ("io2", 4, 65_536), ("standard", 1, 1024)]
        {
            for (size, speaks) in [(min - 1, true), (min, false), (max, false), (max + 1, true)] {
                let mut sample = Sample::street();
                sample.root_volume("web", kind, size);
                assert_eq!(!sample.speaks("volume_size_by_type").is_empty(), speaks, "{kind} {size}");
            }
        }
    }

    #[test]
    fn the_finding_stands_at_the_size() {
        let mut sample = Sample::street();
        sample.root_volume("web", "gp2", 20_000);
        assert_eq!(sample.speaks("volume_size_by_type"), ["web.root_volume.size"]);
    }
}
