//! Zones that the region does not have.

use std::collections::BTreeSet;

use crate::check::{Context, Report};
use crate::data::regions::{Region, find_region};
use crate::diagnostic::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "zone_unknown",
    severity: Severity::Refused,
    checks: "A zone is one of the region's.",
    why: "AWS refuses a subnet in another zone: InvalidParameterValue. Which letters an account has differs; an error \
          is only what no account has.",
    fails: "region \"us-east-2\";  zones a, d;",
    instead: "Name zones that the region has.",
    source: "AWS general reference, \"Regions and zones\", and EC2 DescribeAvailabilityZones as in moto 5.2.5, 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let Some(written) = &context.region else { return };
    let Some(region) = find_region(written).filter(|_| !report.failed(written.at)) else { return };
    let keys: BTreeSet<&str> = context.zones.iter().map(|zone| zone.value.as_str()).collect();
    let declared = context.zones.iter().map(|zone| (zone.value.as_str(), zone.at));
    // A subnet's zone is a declared one, and told there, or stands in the subnet alone.
    let others = context.subnets.iter().map(|subnet| {
        let zone = subnet.zone.value.as_str();
        (zone.strip_prefix(region.name).unwrap_or(zone), subnet.zone.at)
    });
    for (key, at) in declared.chain(others.filter(|(key, _)| !keys.contains(key))) {
        if !has_zone(region, key) && !report.failed(at) {
            let letters: Vec<String> = region.zones.chars().map(String::from).collect();
            let message = format!("region `{}` has no zone `{key}`", region.name);
            report.push(Finding::new(&RULE, at, message).about(at).help(format!(
                "use zones of {}",
                crate::check::words::list(&letters)
            )));
        }
    }
}

/// A zone of the region proper is one letter; local and wavelength zones have longer names, of which nothing is known
/// here.
fn has_zone(region: &Region, key: &str) -> bool {
    let mut letters = key.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => region.zones.contains(letter),
        _ => !key.chars().all(|letter| letter.is_ascii_alphabetic()),
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_letter_that_no_account_has_is_refused_once_at_the_zone() {
        let mut sample = Sample::street();
        assert!(sample.speaks("zone_unknown").is_empty());
        let zone = sample.at("zones.g", "g".to_owned());
        sample.topology.zones.push(zone);
        let main = sample.topology.subnets[0].vpc;
        sample.subnet(main, "public.g", "10.0.9.0/24", "g");
        assert_eq!(sample.speaks("zone_unknown"), ["zones.g"]);
    }

    #[test]
    fn a_region_that_is_not_known_judges_no_zone() {
        let mut sample = Sample::street();
        sample.topology.region = Some(sample.at("region", "eu-nowhere-1".to_owned()));
        assert!(sample.speaks("zone_unknown").is_empty());
    }
}
