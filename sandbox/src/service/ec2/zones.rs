//! Regions and their availability zones.

use crate::filter::{Field, list_rows};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::wire::answer::Answer;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::read("DescribeAvailabilityZones", describe_availability_zones),
    Operation::read("DescribeRegions", describe_regions),
];

/// The regions, the letters of their zones, and the prefix of their zone ids.
///
/// Letters are per account; these mirror one account (moto 5.2, `ec2/models/availability_zones_and_regions.py`, read
/// 2026-11). The zone id of the n-th letter ends in n, which is one of the many assignments that AWS makes.
const REGIONS: &[(&str, &str, &str)] = &[
    ("ap-northeast-1", "acd", "apne1"),
    ("ap-northeast-2", "abcd", "apne2"),
    ("ap-south-1", "abc", "aps1"),
    ("ap-southeast-1", "abc", "apse1"),
    ("ap-southeast-2", "abc", "apse2"),
    ("ca-central-1", "abd", "cac1"),
    ("eu-central-1", "abc", "euc1"),
    ("eu-north-1", "abc", "eun1"),
    ("eu-west-1", "abc", "euw1"),
    ("eu-west-2", "abc", "euw2"),
    ("eu-west-3", "abc", "euw3"),
    ("mx-central-1", "abc", "mxc1"),
    ("sa-east-1", "abc", "sae1"),
    ("us-east-1", "abcdef", "use1"),
    ("us-east-2", "abc", "use2"),
    ("us-west-1", "ab", "usw1"),
    ("us-west-2", "abcd", "usw2"),
];

/// A zone: its name and its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Zone {
    pub(crate) name: String,
    pub(crate) id: String,
}

/// The zones of a region; none for a region that is not known.
pub(crate) fn zones_of(region: &str) -> Option<Vec<Zone>> {
    let (_, letters, prefix) = REGIONS.iter().find(|(name, ..)| *name == region)?;
    let zones = (1..).zip(letters.chars());
    let zones =
        zones.map(|(at, letter)| Zone { name: format!("{region}{letter}"), id: format!("{prefix}-az{at}") });
    Some(zones.collect())
}

/// EC2 API reference, DescribeAvailabilityZones.
const FIELDS: &[Field<Zone>] = &[
    ("group-name", |_, region| vec![region.name.clone()]),
    ("opt-in-status", |_, _| vec!["opt-in-not-required".to_owned()]),
    ("region-name", |_, region| vec![region.name.clone()]),
    ("state", |_, _| vec!["available".to_owned()]),
    ("zone-id", |zone, _| vec![zone.id.clone()]),
    ("zone-name", |zone, _| vec![zone.name.clone()]),
    ("zone-type", |_, _| vec!["availability-zone".to_owned()]),
];

fn describe_availability_zones(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    // There are no local zones here: whether those are asked for that need an opt-in changes nothing.
    call.input.flag("AllAvailabilityZones")?;
    let zones = zones_of(&call.region.name).unwrap_or_default();
    let rows = zones.into_iter().map(|zone| (zone.name.clone(), zone)).collect();
    // EC2 API reference, error codes; the words are those that EC2 answers.
    let not_found = |name: &str| Refusal::value(format!("Invalid availability zone: [{name}]"));
    let (zones, _) = list_rows(call, Some(("ZoneName", not_found)), FIELDS, None, rows)?;
    let region = &call.region.name;
    Ok(Answer::ec2(|xml| {
        xml.list("availabilityZoneInfo", &zones, |xml, zone| {
            xml.text("zoneName", &zone.name);
            xml.text("zoneId", &zone.id);
            xml.text("zoneState", "available");
            xml.text("zoneType", "availability-zone");
            xml.text("regionName", region);
            xml.text("groupName", region);
            xml.text("networkBorderGroup", region);
            xml.text("optInStatus", "opt-in-not-required");
            xml.element("messageSet", |_| {});
        });
    }))
}

/// EC2 API reference, DescribeRegions.
const REGION_FIELDS: &[Field<&str>] = &[
    ("opt-in-status", |_, _| vec!["opt-in-not-required".to_owned()]),
    ("region-name", |name, _| vec![(*name).to_owned()]),
];

fn describe_regions(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    call.input.flag("AllRegions")?;
    let rows = REGIONS.iter().map(|(name, ..)| ((*name).to_owned(), *name)).collect();
    let not_found = |name: &str| Refusal::value(format!("Invalid region name: [{name}]"));
    let (names, _) = list_rows(call, Some(("RegionName", not_found)), REGION_FIELDS, None, rows)?;
    Ok(Answer::ec2(|xml| {
        xml.list("regionInfo", &names, |xml, name| {
            xml.text("regionName", name);
            xml.text("regionEndpoint", format!("ec2.{name}.amazonaws.com"));
            xml.text("optInStatus", "opt-in-not-required");
        });
    }))
}
