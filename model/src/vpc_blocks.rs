//! Which blocks a VPC may have together, and in which order they can be associated.
//!
//! Source: Amazon VPC user guide, "IPv4 CIDR block association restrictions", 2026-09.

use crate::cidr::Cidr;

/// The range that a VPC's block comes from, as far as AWS tells them apart. A block is a /16 or smaller, so it is in
/// one range only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Range {
    /// 10.0.0.0/16.
    FirstOfTen,
    /// 10.1.0.0/16.
    SecondOfTen,
    /// Another block of 10.0.0.0/8.
    Ten,
    /// 172.31.0.0/16, the range of default VPCs.
    DefaultVpc,
    /// Another block of 172.16.0.0/12.
    OneSeventyTwo,
    /// 192.168.0.0/16.
    OneNinetyTwo,
    /// 198.19.0.0/16.
    Benchmark,
    /// Publicly routable, or shared (100.64.0.0/10).
    Public,
}

const RANGES: [(Range, Cidr); 7] = [
    (Range::FirstOfTen, Cidr::containing(0x0a00_0000, 16)),
    (Range::SecondOfTen, Cidr::containing(0x0a01_0000, 16)),
    (Range::Ten, Cidr::containing(0x0a00_0000, 8)),
    (Range::DefaultVpc, Cidr::containing(0xac1f_0000, 16)),
    (Range::OneSeventyTwo, Cidr::containing(0xac10_0000, 12)),
    (Range::OneNinetyTwo, Cidr::containing(0xc0a8_0000, 16)),
    (Range::Benchmark, Cidr::containing(0xc613_0000, 16)),
];

/// Shared addresses, 100.64.0.0/10: AWS treats them as public ones, but no public host has them.
pub const SHARED: Cidr = Cidr::containing(0x6440_0000, 10);

/// The range of Docker's default bridge, 172.17.0.0/16.
pub const DOCKER: Cidr = Cidr::containing(0xac11_0000, 16);

impl Range {
    /// The range that the block is in.
    #[must_use]
    pub fn of(block: Cidr) -> Range {
        RANGES.iter().find(|(_, range)| range.contains(block)).map_or(Range::Public, |(range, _)| *range)
    }

    /// Whether the range is private (RFC 1918).
    #[must_use]
    pub const fn is_private(self) -> bool {
        !matches!(self, Range::Benchmark | Range::Public)
    }

    /// The private range, or the shared one, that further blocks of a VPC with such a block come from.
    #[must_use]
    pub const fn whole(self) -> Cidr {
        match self {
            Range::FirstOfTen | Range::SecondOfTen | Range::Ten => Cidr::containing(0x0a00_0000, 8),
            Range::DefaultVpc | Range::OneSeventyTwo => Cidr::containing(0xac10_0000, 12),
            Range::OneNinetyTwo => Cidr::containing(0xc0a8_0000, 16),
            Range::Benchmark | Range::Public => SHARED,
        }
    }

    /// Whether a VPC with a block of this range may be given one of the `new` range.
    #[must_use]
    pub fn may_be_followed_by(self, new: Range) -> bool {
        match (self, new) {
            (Range::FirstOfTen | Range::SecondOfTen, Range::FirstOfTen) => false,
            (Range::DefaultVpc | Range::OneSeventyTwo, Range::DefaultVpc) => false,
            (Range::Benchmark, Range::Benchmark) | (_, Range::Public) => true,
            (_, Range::Benchmark) => false,
            _ => self.is_private() && self.whole() == new.whole(),
        }
    }
}

/// The secondary blocks in an order in which AWS takes them, if it takes them at all.
#[must_use]
pub fn association_order(secondary: impl IntoIterator<Item = Cidr>) -> Vec<Cidr> {
    let mut blocks: Vec<Cidr> = secondary.into_iter().collect();
    blocks.sort_by_key(|block| Range::of(*block));
    blocks
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn may(existing: &str, new: &str) -> bool {
        let range = |text: &str| Range::of(text.parse().unwrap());
        range(existing).may_be_followed_by(range(new))
    }

    #[test]
    fn a_vpc_is_followed_as_the_table_of_aws_says() {
        let blocks = [
            "10.0.0.0/20",
            "10.1.0.0/16",
            "10.2.0.0/16",
            "172.31.0.0/20",
            "172.16.0.0/16",
            "192.168.0.0/16",
            "198.19.0.0/16",
            "100.64.0.0/16",
            "52.10.0.0/16",
            "198.18.0.0/16",
        ];
        let allowed = [
            "0110000111",
            "0110000111",
            "1110000111",
            "0000100111",
            "0000100111",
            "0000010111",
            "0000001111",
            "0000000111",
            "0000000111",
            "0000000111",
        ];
        for (existing, row) in blocks.iter().zip(allowed) {
            for (new, expected) in blocks.iter().zip(row.chars()) {
                assert_eq!(may(existing, new), expected == '1', "{new} joins {existing}");
            }
        }
    }

    #[test]
    fn the_order_puts_each_block_before_those_that_would_forbid_it() {
        let blocks = ["100.64.0.0/16", "10.1.0.0/16", "10.9.0.0/16", "10.0.0.0/16"];
        let ordered = association_order(blocks.map(|text| text.parse().unwrap()));
        assert_eq!(
            ordered.iter().map(Cidr::to_string).collect::<Vec<_>>(),
            ["10.0.0.0/16", "10.1.0.0/16", "10.9.0.0/16", "100.64.0.0/16"]
        );
        for (index, new) in ordered.iter().enumerate() {
            assert!(ordered[..index].iter().all(|e| Range::of(*e).may_be_followed_by(Range::of(*new))));
        }
    }
}
