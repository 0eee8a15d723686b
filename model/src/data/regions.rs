//! Regions and the letters of their zones.
//!
//! Source: AWS general reference, "Regions and zones", 2026-09, and EC2 DescribeAvailabilityZones as bundled in
//! moto 5.2.5. A letter means another data centre in another account, and `us-west-1` and `ap-northeast-1` give an
//! account only some of theirs: a letter is unknown only where no account has it.

use crate::closest::closest;

/// A region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Its name, as `us-east-1`.
    pub name: &'static str,
    /// The letters of its zones.
    pub zones: &'static str,
}

/// The regions, by name.
#[rustfmt::skip]
pub static REGIONS: &[Region] = &[
    region("af-south-1", "abc"),
    region("ap-east-1", "abc"),
    region("ap-east-2", "abc"),
    region("ap-northeast-1", "abcd"),
    region("ap-northeast-2", "abcd"),
    region("ap-northeast-3", "abc"),
    region("ap-south-1", "abc"),
    region("ap-south-2", "abc"),
    region("ap-southeast-1", "abc"),
    region("ap-southeast-2", "abc"),
    region("ap-southeast-3", "abc"),
    region("ap-southeast-4", "abc"),
    region("ap-southeast-5", "abc"),
    region("ap-southeast-6", "abc"),
    region("ap-southeast-7", "abc"),
    region("ca-central-1", "abd"),
    region("ca-west-1", "abc"),
    region("cn-north-1", "abd"),
    region("cn-northwest-1", "abc"),
    region("eu-central-1", "abc"),
    region("eu-central-2", "abc"),
    region("eu-north-1", "abc"),
    region("eu-south-1", "abc"),
    region("eu-south-2", "abc"),
    region("eu-west-1", "abc"),
    region("eu-west-2", "abc"),
    region("eu-west-3", "abc"),
    region("il-central-1", "abc"),
    region("me-central-1", "abc"),
    region("me-south-1", "abc"),
    region("mx-central-1", "abc"),
    region("sa-east-1", "abc"),
    region("us-east-1", "abcdef"),
    region("us-east-2", "abc"),
    region("us-gov-east-1", "abc"),
    region("us-gov-west-1", "abc"),
    region("us-west-1", "abc"),
    region("us-west-2", "abcd"),
];

const fn region(name: &'static str, zones: &'static str) -> Region {
    Region { name, zones }
}

/// The region of this name.
#[must_use]
pub fn find_region(name: &str) -> Option<&'static Region> {
    REGIONS.binary_search_by_key(&name, |region| region.name).ok().map(|index| &REGIONS[index])
}

/// The region whose name is nearest to a misspelt one.
#[must_use]
pub fn nearest_region(name: &str) -> Option<&'static str> {
    closest(name, REGIONS.iter().map(|region| region.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_sorted_and_found() {
        assert!(REGIONS.is_sorted_by_key(|region| region.name));
        assert_eq!(find_region("us-east-1").map(|region| region.zones), Some("abcdef"));
        assert_eq!(find_region("us-east-9"), None);
        assert_eq!(nearest_region("us-esat-1"), Some("us-east-1"));
    }
}
