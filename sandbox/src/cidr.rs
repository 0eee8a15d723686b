//! IPv4 blocks: just the arithmetic that the sandbox needs to judge requests and packets.

use std::fmt;
use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

/// An IPv4 block; host bits are zero. Written as `10.0.0.0/16`, also in the saved state.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Block {
    base: u32,
    length: u8,
}

impl Block {
    /// Everything.
    pub(crate) const ALL: Self = Self { base: 0, length: 0 };

    /// Reads `a.b.c.d/p`; host bits are cleared, as AWS clears them.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (address, length) = text.split_once('/')?;
        let address: Ipv4Addr = address.parse().ok()?;
        let plain =
            !length.is_empty() && length.len() <= 2 && length.bytes().all(|byte| byte.is_ascii_digit());
        let length: u8 = plain.then(|| length.parse().ok())??;
        (length <= 32).then(|| Self { base: address.to_bits() & mask(length), length })
    }

    pub(crate) const fn of(a: u8, b: u8, c: u8, d: u8, length: u8) -> Self {
        Self { base: u32::from_be_bytes([a, b, c, d]) & mask(length), length }
    }

    pub(crate) fn length(self) -> u8 {
        self.length
    }

    pub(crate) fn first(self) -> u32 {
        self.base
    }

    pub(crate) fn last(self) -> u32 {
        self.base | !mask(self.length)
    }

    pub(crate) fn holds(self, address: Ipv4Addr) -> bool {
        address.to_bits() & mask(self.length) == self.base
    }

    /// Whether all addresses of `other` lie in this block.
    pub(crate) fn covers(self, other: Self) -> bool {
        self.length <= other.length && other.base & mask(self.length) == self.base
    }

    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.covers(other) || other.covers(self)
    }
}

const fn mask(length: u8) -> u32 {
    if length == 0 { 0 } else { u32::MAX << (32 - length) }
}

impl fmt::Display for Block {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", Ipv4Addr::from_bits(self.base), self.length)
    }
}

impl fmt::Debug for Block {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl From<Block> for String {
    fn from(block: Block) -> Self {
        block.to_string()
    }
}

impl TryFrom<String> for Block {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("`{text}` is no IPv4 block"))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn a_block_is_read_canonically_or_not_at_all() {
        assert_eq!(Block::parse("10.0.1.7/16").unwrap().to_string(), "10.0.0.0/16");
        assert_eq!(Block::parse("0.0.0.0/0").unwrap(), Block::ALL);
        for text in
            ["10.0.0.0", "10.0.0/24", "10.0.0.0/33", "10.0.0.256/24", "10.0.0.0/", "a/8", "10.0.0.0/+8"]
        {
            assert!(Block::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn blocks_cover_and_overlap() {
        let block = |text| Block::parse(text).unwrap();
        assert!(block("10.0.0.0/16").covers(block("10.0.3.0/24")));
        assert!(!block("10.0.3.0/24").covers(block("10.0.0.0/16")));
        assert!(block("10.0.3.0/24").overlaps(block("10.0.0.0/16")));
        assert!(!block("10.0.3.0/24").overlaps(block("10.0.4.0/24")));
        assert!(block("10.0.3.0/24").holds("10.0.3.255".parse().unwrap()));
    }
}
