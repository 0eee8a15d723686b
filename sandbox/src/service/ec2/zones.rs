//! Regions and their availability zones.

/// The regions, the letters of their zones, and the prefix of their zone ids.
///
/// Letters are per account; these mirror one account (moto 5.2 `ec2/models/availability_zones_and_regions.py`, read
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
