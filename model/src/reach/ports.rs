//! Sets of protocols and ports: what rules let through, what a gateway carries, what a need asks for.

use crate::topology::{Ports, Protocol};

/// What a connection may be, in the order in which `all` falls into pieces. The last stands for every protocol that
/// has no word of its own.
const KINDS: [Option<Protocol>; 4] = [Some(Protocol::Tcp), Some(Protocol::Udp), Some(Protocol::Icmp), None];

/// A set of protocols and ports: for each of the `KINDS` ranges in order, disjoint, not touching.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PortSet([Vec<(u16, u16)>; 4]);

impl PortSet {
    /// The union of what the arrows carry. A reversed range is empty.
    pub fn of(all: impl IntoIterator<Item = Ports>) -> PortSet {
        let mut set = PortSet::default();
        for ports in all {
            for (kind, ranges) in KINDS.iter().zip(&mut set.0) {
                match ports.protocol {
                    Protocol::All => ranges.push((0, u16::MAX)),
                    protocol if *kind != Some(protocol) => {}
                    Protocol::Icmp => ranges.push((0, u16::MAX)),
                    _ if ports.first <= ports.last => ranges.push((ports.first, ports.last)),
                    _ => {}
                }
            }
        }
        set.merged()
    }

    /// Every protocol and port.
    #[must_use]
    pub fn everything() -> PortSet {
        PortSet(std::array::from_fn(|_| vec![(0, u16::MAX)]))
    }

    /// TCP, UDP and ICMP: what a NAT gateway carries.
    ///
    /// Source: Amazon VPC user guide, "NAT gateway basics", 2026-09.
    #[must_use]
    pub fn of_nat() -> PortSet {
        let mut set = PortSet::everything();
        set.0[3].clear();
        set
    }

    /// TCP 80 and 443: what a gateway endpoint leads to. It is a route, and both services answer on both ports.
    ///
    /// Source: AWS general reference, "Amazon S3 endpoints" and "Amazon DynamoDB endpoints", "HTTP and HTTPS", 2026-11.
    #[must_use]
    pub fn of_gateway_endpoint() -> PortSet {
        PortSet::of([80, 443].map(|port| Ports { protocol: Protocol::Tcp, first: port, last: port }))
    }

    fn merged(mut self) -> PortSet {
        for ranges in &mut self.0 {
            ranges.sort_unstable();
            let mut merged: Vec<(u16, u16)> = Vec::new();
            for &(first, last) in ranges.iter() {
                match merged.last_mut() {
                    Some(end) if u32::from(first) <= u32::from(end.1) + 1 => end.1 = end.1.max(last),
                    _ => merged.push((first, last)),
                }
            }
            *ranges = merged;
        }
        self
    }

    /// What is in both sets.
    #[must_use]
    pub fn and(&self, other: &PortSet) -> PortSet {
        let mut both = PortSet::default();
        for (index, ranges) in both.0.iter_mut().enumerate() {
            for &(first, last) in &self.0[index] {
                let clip = |&(from, to): &(u16, u16)| (first.max(from), last.min(to));
                ranges.extend(other.0[index].iter().map(clip).filter(|(from, to)| from <= to));
            }
        }
        both
    }

    /// What is in this set and not in the other.
    #[must_use]
    pub fn without(&self, other: &PortSet) -> PortSet {
        let mut rest = PortSet::default();
        for (index, ranges) in rest.0.iter_mut().enumerate() {
            for &(first, last) in &self.0[index] {
                let mut next = u32::from(first);
                for &(from, to) in other.0[index].iter().filter(|(from, to)| *to >= first && *from <= last) {
                    if u32::from(from) > next {
                        ranges.push((next as u16, from - 1));
                    }
                    next = next.max(u32::from(to) + 1);
                }
                if next <= u32::from(last) {
                    ranges.push((next as u16, last));
                }
            }
        }
        rest
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Vec::is_empty)
    }

    /// Its first piece, as an arrow would write it; `all` where it has every port of every protocol, or only what
    /// `all` alone can say.
    #[must_use]
    pub fn first(&self) -> Option<Ports> {
        let all = Ports { protocol: Protocol::All, first: 0, last: u16::MAX };
        if *self == PortSet::everything() {
            return Some(all);
        }
        let (kind, ranges) = KINDS.iter().zip(&self.0).find(|(_, ranges)| !ranges.is_empty())?;
        let &(first, last) = ranges.first()?;
        Some(kind.map_or(all, |protocol| Ports { protocol, first, last }))
    }
}

impl From<Ports> for PortSet {
    fn from(ports: Ports) -> PortSet {
        PortSet::of([ports])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tcp(first: u16, last: u16) -> Ports {
        Ports { protocol: Protocol::Tcp, first, last }
    }

    const ALL: Ports = Ports { protocol: Protocol::All, first: 0, last: 65535 };

    #[test]
    fn neighbouring_ranges_are_one() {
        let set = PortSet::of([tcp(101, 200), tcp(1, 100)]);
        assert!(PortSet::from(tcp(1, 200)).without(&set).is_empty());
        assert_eq!(set.first(), Some(tcp(1, 200)));
    }

    #[test]
    fn all_is_more_than_tcp_udp_and_icmp() {
        let rest = PortSet::from(ALL).without(&PortSet::of_nat());
        assert!(!rest.is_empty());
        assert_eq!(rest.first(), Some(ALL));
        assert!(PortSet::from(tcp(80, 80)).without(&ALL.into()).is_empty());
    }

    #[test]
    fn what_is_left_is_told() {
        let rest = PortSet::from(tcp(1, 65535)).without(&PortSet::from(tcp(80, 80)));
        assert_eq!(rest.first(), Some(tcp(1, 79)));
        assert_eq!(rest.and(&tcp(80, 90).into()).first(), Some(tcp(81, 90)));
    }

    #[test]
    fn a_reversed_range_is_empty() {
        assert!(PortSet::from(tcp(9000, 8000)).is_empty());
    }
}
