//! Zones that the region has not.

use crate::check::{Context, Report};
use crate::data::regions::find_region;
use crate::diagnostic::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "zone_unknown",
    severity: Severity::Refused,
    checks: "A zone is one that the region has.",
    why: "CreateSubnet refuses any other with InvalidParameterValue.",
    fails: "region \"us-east-1\"; zones a, g;",
    instead: "`zones a, b;`",
    source: "EC2 DescribeAvailabilityZones as bundled in moto 5.2.5, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let Some(region) = context.region.as_ref().and_then(|region| find_region(region)) else { return };
    for zone in &context.zones {
        let known = zone.len() == 1 && region.zones.contains(zone.as_str());
        if !known {
            let letters: Vec<String> = region.zones.chars().map(|letter| format!("`{letter}`")).collect();
            let message = format!("`{}` has no zone `{}`", region.name, zone.value);
            let finding = Finding::new(&RULE, zone.at, message).about(zone.at);
            report.push(finding.help(format!("its zones are {}", letters.join(", "))));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    fn speaks(region: &str, zone: &str) -> bool {
        let mut sample = Sample::new();
        sample.topology.region = Some(sample.at("region", region.to_owned()));
        sample.topology.zones = vec![sample.at("zone", zone.to_owned())];
        !sample.speaks("zone_unknown").is_empty()
    }

    #[test]
    fn a_zone_is_a_letter_of_its_region() {
        for (region, zone, unknown) in [
            ("us-east-1", "a", false),
            ("us-east-1", "f", false),
            ("us-east-1", "g", true),
            ("eu-west-1", "c", false),
            ("eu-west-1", "d", true),
            ("ca-central-1", "c", true),
            ("us-east-1", "ab", true),
            ("us-esat-1", "z", false),
        ] {
            assert_eq!(speaks(region, zone), unknown, "{region}{zone}");
        }
    }
}
