//! Ids that look like AWS's, in no order, and are the same in every run.

/// Mixes a counter so that neighbours look nothing like each other (FNV-1a of the region, then splitmix64).
pub(crate) fn scramble(region: &str, counter: u64) -> u64 {
    let seed = hash(region.as_bytes());
    let mut mixed = seed.wrapping_add(counter.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// FNV-1a, for checksums that need no secrecy.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
