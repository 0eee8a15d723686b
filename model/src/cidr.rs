//! IPv4 address mathematics, and nothing else.
//!
//! A [`Cidr`] is always canonical: its host bits are clear, as AWS stores it. What the user wrote is kept by
//! whoever parsed it.

use std::fmt;
use std::str::FromStr;

#[cfg(feature = "decode")]
use nanoserde::DeJson;
use nanoserde::SerJson;

/// An IPv4 block in canonical form: host bits are clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Cidr {
    base: u32,
    length: u8,
}

/// Every IPv4 address: `0.0.0.0/0`.
pub const ANYWHERE: Cidr = Cidr { base: 0, length: 0 };

/// Why a text is no CIDR block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CidrError {
    /// Not four decimal octets, or a prefix length outside `0..=32`.
    Malformed,
    /// An address without `/length`.
    WithoutPrefix,
    /// An octet with a leading zero, which some tools read as octal.
    LeadingZero,
}

impl Cidr {
    /// The block of `length` that holds `address`.
    ///
    /// # Panics
    ///
    /// Where `length` is above 32.
    #[must_use]
    pub const fn containing(address: u32, length: u8) -> Cidr {
        assert!(length <= 32, "groundplan bug: a prefix length is at most 32");
        Cidr { base: address & mask(length), length }
    }

    /// The first address.
    #[must_use]
    pub const fn first(self) -> u32 {
        self.base
    }

    /// The last address.
    #[must_use]
    pub const fn last(self) -> u32 {
        self.base | !mask(self.length)
    }

    /// The prefix length, `0..=32`.
    #[must_use]
    pub const fn length(self) -> u8 {
        self.length
    }

    /// How many addresses the block has.
    #[must_use]
    pub const fn size(self) -> u64 {
        1 << (32 - self.length)
    }

    /// How many addresses of a subnet of this size AWS leaves: all but the first four and the last.
    ///
    /// Source: Amazon VPC user guide, "Subnet sizing", 2026-09.
    #[must_use]
    pub const fn usable(self) -> u64 {
        self.size().saturating_sub(5)
    }

    /// Whether every address of `other` is in this block.
    #[must_use]
    pub const fn contains(self, other: Cidr) -> bool {
        self.length <= other.length && other.base & mask(self.length) == self.base
    }

    /// Whether the two blocks share an address.
    #[must_use]
    pub const fn overlaps(self, other: Cidr) -> bool {
        self.contains(other) || other.contains(self)
    }

    /// Reads a block and tells whether the text had host bits set.
    ///
    /// # Errors
    ///
    /// [`CidrError`] where the text is no IPv4 block.
    pub fn parse(text: &str) -> Result<(Cidr, bool), CidrError> {
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length)),
            None => (text, None),
        };
        let address = parse_address(address)?;
        let Some(length) = length else { return Err(CidrError::WithoutPrefix) };
        let length = parse_decimal(length, 32)? as u8;
        let cidr = Cidr::containing(address, length);
        Ok((cidr, cidr.base != address))
    }
}

/// Reads four decimal octets.
///
/// # Errors
///
/// [`CidrError`] where the text is no IPv4 address.
pub fn parse_address(text: &str) -> Result<u32, CidrError> {
    let mut octets = text.split('.');
    let mut address = 0;
    for _ in 0..4 {
        address = address << 8 | parse_decimal(octets.next().ok_or(CidrError::Malformed)?, 255)?;
    }
    if octets.next().is_some() { Err(CidrError::Malformed) } else { Ok(address) }
}

/// An address as four decimal octets.
#[must_use]
pub fn show_address(address: u32) -> String {
    let [a, b, c, d] = address.to_be_bytes();
    format!("{a}.{b}.{c}.{d}")
}

fn parse_decimal(text: &str, max: u32) -> Result<u32, CidrError> {
    if text.is_empty() || text.len() > 3 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(CidrError::Malformed);
    }
    if text.len() > 1 && text.starts_with('0') {
        return Err(CidrError::LeadingZero);
    }
    text.parse().ok().filter(|value| *value <= max).ok_or(CidrError::Malformed)
}

const fn mask(length: u8) -> u32 {
    if length == 0 { 0 } else { u32::MAX << (32 - length) }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", show_address(self.base), self.length)
    }
}

impl FromStr for Cidr {
    type Err = CidrError;

    fn from_str(text: &str) -> Result<Cidr, CidrError> {
        Cidr::parse(text).map(|(cidr, _)| cidr)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_bits_are_cleared_and_told() {
        assert_eq!(Cidr::parse("10.0.1.7/16"), Ok((Cidr::containing(0x0a00_0000, 16), true)));
        assert_eq!(Cidr::parse("0.0.0.0/0"), Ok((ANYWHERE, false)));
    }

    #[test]
    fn what_is_no_block_is_refused() {
        for (text, error) in [
            ("10.0.1/24", CidrError::Malformed),
            ("10.0.0.0/33", CidrError::Malformed),
            ("10.0.0.256/32", CidrError::Malformed),
            ("10.0.0.0", CidrError::WithoutPrefix),
            ("10.01.0.0/16", CidrError::LeadingZero),
            ("10.0.0.0/", CidrError::Malformed),
            ("+1.0.0.0/8", CidrError::Malformed),
        ] {
            assert_eq!(Cidr::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn blocks_overlap_only_when_one_contains_the_other() {
        let block = |text: &str| text.parse::<Cidr>().expect("a block");
        assert!(block("10.0.0.0/16").contains(block("10.0.255.0/24")));
        assert!(!block("10.0.0.0/24").overlaps(block("10.0.1.0/24")));
        assert!(block("10.0.0.128/25").overlaps(block("10.0.0.0/24")));
        assert_eq!(block("10.0.0.0/28").usable(), 11);
    }
}
