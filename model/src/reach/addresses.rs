//! Sets of IPv4 addresses as ranges, and which of all addresses are public.

use crate::cidr::Cidr;

/// A range of addresses, both ends included.
pub type Range = (u32, u32);

/// Blocks whose addresses no public host has.
///
/// Source: IANA IPv4 special-purpose address registry, 2026-09 (private use, shared address space, loopback,
/// link-local, "this network") and multicast and reserved space from 224.0.0.0 up.
static NOT_PUBLIC: [Cidr; 8] = [
    Cidr::containing(0x0000_0000, 8),
    Cidr::containing(0x0a00_0000, 8),
    Cidr::containing(0x6440_0000, 10),
    Cidr::containing(0x7f00_0000, 8),
    Cidr::containing(0xa9fe_0000, 16),
    Cidr::containing(0xac10_0000, 12),
    Cidr::containing(0xc0a8_0000, 16),
    Cidr::containing(0xe000_0000, 3),
];

/// A set of addresses: ranges in order, disjoint, not touching.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addresses(Vec<Range>);

impl Addresses {
    /// The union of ranges.
    pub fn union(ranges: impl IntoIterator<Item = Range>) -> Addresses {
        let mut ranges: Vec<Range> = ranges.into_iter().collect();
        ranges.sort_unstable();
        let mut merged: Vec<Range> = Vec::new();
        for (first, last) in ranges {
            match merged.last_mut() {
                Some(end) if u64::from(first) <= u64::from(end.1) + 1 => end.1 = end.1.max(last),
                _ => merged.push((first, last)),
            }
        }
        Addresses(merged)
    }

    /// The union of blocks.
    pub fn of(blocks: impl IntoIterator<Item = Cidr>) -> Addresses {
        Addresses::union(blocks.into_iter().map(|block| (block.first(), block.last())))
    }

    /// Every address that a host of the internet may have.
    #[must_use]
    pub fn public() -> Addresses {
        Addresses(vec![(0, u32::MAX)]).without(&Addresses::of(NOT_PUBLIC))
    }

    /// The addresses of this set that are not in `other`.
    #[must_use]
    pub fn without(&self, other: &Addresses) -> Addresses {
        let mut left = Vec::new();
        for &(first, last) in &self.0 {
            let mut next = u64::from(first);
            for &(from, to) in other.0.iter().filter(|(from, to)| *to >= first && *from <= last) {
                if u64::from(from) > next {
                    left.push((next as u32, from - 1));
                }
                next = next.max(u64::from(to) + 1);
            }
            if next <= u64::from(last) {
                left.push((next as u32, last));
            }
        }
        Addresses(left)
    }

    /// The addresses of this set that are in the block too.
    #[must_use]
    pub fn within(&self, block: Cidr) -> Addresses {
        let clip = |&(first, last): &Range| (first.max(block.first()), last.min(block.last()));
        Addresses(self.0.iter().map(clip).filter(|(first, last)| first <= last).collect())
    }

    /// The ranges in order.
    #[must_use]
    pub fn ranges(&self) -> &[Range] {
        &self.0
    }

    /// Whether there is no address.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many addresses there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.iter().map(|(first, last)| u64::from(last - first) + 1).sum()
    }
}

/// Whether the blocks together are the whole internet: all of it but addresses that no public host has.
pub fn is_world(blocks: impl IntoIterator<Item = Cidr>) -> bool {
    Addresses::public().without(&Addresses::of(blocks)).is_empty()
}

/// The largest block that begins at the first address of the range and lies in it: how a range is shown.
#[must_use]
pub fn block_of((first, last): Range) -> Cidr {
    let fits = |length: &u8| {
        let block = Cidr::containing(first, *length);
        block.first() == first && block.last() <= last
    };
    Cidr::containing(first, (0..=32).find(fits).unwrap_or(32))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn blocks(texts: &[&str]) -> Vec<Cidr> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn two_halves_are_the_world() {
        assert!(is_world(blocks(&["0.0.0.0/0"])));
        assert!(is_world(blocks(&["0.0.0.0/1", "128.0.0.0/1"])));
        assert!(!is_world(blocks(&["0.0.0.0/1"])));
    }

    #[test]
    fn the_world_may_lack_what_no_public_host_has() {
        let mut pieces = blocks(&["0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/3"]);
        assert!(is_world(pieces.clone()));
        pieces.pop();
        assert!(!is_world(pieces));
    }

    #[test]
    fn what_is_taken_away_is_gone_and_no_more() {
        let all = Addresses::of(blocks(&["10.0.0.0/24"]));
        let left = all.without(&Addresses::of(blocks(&["10.0.0.64/26"])));
        assert_eq!(left, Addresses::of(blocks(&["10.0.0.0/26", "10.0.0.128/25"])));
        assert_eq!(left.count(), 192);
        assert!(all.without(&Addresses::of(blocks(&["10.0.0.0/8"]))).is_empty());
    }

    #[test]
    fn a_range_is_shown_as_the_block_that_it_begins_with() {
        assert_eq!(block_of((0x0a00_0000, 0x0a00_00ff)).to_string(), "10.0.0.0/24");
        assert_eq!(block_of((0x8000_0000, u32::MAX)).to_string(), "128.0.0.0/1");
        assert_eq!(block_of((5, 5)).to_string(), "0.0.0.5/32");
    }
}
