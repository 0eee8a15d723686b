//! Ports that should not be open to everybody, and how wide a source may be.

use crate::cidr::Cidr;
use crate::topology::{Ports, Protocol};

use super::addresses::{Addresses, is_world};

/// A port, or a range of them, of a service that trusts whoever reaches it.
#[derive(Clone, Copy, Debug)]
pub struct SensitivePort {
    /// The first port.
    pub first: u16,
    /// The last port.
    pub last: u16,
    /// The service.
    pub service: &'static str,
    /// What it is for.
    pub use_: Use,
}

/// What a sensitive port is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Administration of a machine or a cluster.
    Admin,
    /// A database, a cache or a queue.
    Database,
    /// Something else that is meant for a network of friends.
    Other,
}

const fn port(first: u16, last: u16, service: &'static str, use_: Use) -> SensitivePort {
    SensitivePort { first, last, service, use_ }
}

/// The sensitive ports, by number.
///
/// Source: IANA service name and port number registry, and the default ports in each product's documentation,
/// 2026-09.
pub static SENSITIVE: &[SensitivePort] = &[
    port(22, 22, "SSH", Use::Admin),
    port(23, 23, "telnet", Use::Admin),
    port(445, 445, "SMB", Use::Other),
    port(1433, 1434, "SQL Server", Use::Database),
    port(1521, 1521, "Oracle", Use::Database),
    port(2049, 2049, "NFS", Use::Other),
    port(2375, 2376, "Docker", Use::Admin),
    port(2379, 2380, "etcd", Use::Database),
    port(3306, 3306, "MySQL", Use::Database),
    port(3389, 3389, "RDP", Use::Admin),
    port(5432, 5432, "PostgreSQL", Use::Database),
    port(5439, 5439, "Redshift", Use::Database),
    port(5601, 5601, "Kibana", Use::Other),
    port(5900, 5910, "VNC", Use::Admin),
    port(5985, 5986, "WinRM", Use::Admin),
    port(6379, 6379, "Redis", Use::Database),
    port(6443, 6443, "the Kubernetes API", Use::Admin),
    port(7000, 7001, "Cassandra", Use::Database),
    port(9042, 9042, "Cassandra", Use::Database),
    port(9092, 9092, "Kafka", Use::Database),
    port(9200, 9200, "Elasticsearch", Use::Database),
    port(9300, 9300, "Elasticsearch", Use::Database),
    port(10250, 10250, "the kubelet", Use::Admin),
    port(11211, 11211, "Memcached", Use::Database),
    port(27017, 27019, "MongoDB", Use::Database),
];

/// What a rule opens that it should not.
#[derive(Clone, Debug)]
pub enum Exposure {
    /// Everything.
    All,
    /// This very service: the range begins or ends at its port.
    Named(&'static SensitivePort),
    /// These services, inside a range.
    Covered(Vec<&'static SensitivePort>),
}

/// What the ports expose, if anything.
#[must_use]
pub fn exposure(ports: Ports) -> Option<Exposure> {
    match ports.protocol {
        Protocol::All => return Some(Exposure::All),
        Protocol::Icmp => return None,
        Protocol::Tcp if ports.first <= 1 && ports.last == u16::MAX => return Some(Exposure::All),
        Protocol::Tcp | Protocol::Udp => {}
    }
    let covered: Vec<&SensitivePort> =
        SENSITIVE.iter().filter(|one| ports.first <= one.last && one.first <= ports.last).collect();
    let at_an_end = |one: &&&SensitivePort| {
        [ports.first, ports.last].iter().any(|end| (one.first..=one.last).contains(end))
    };
    match covered.iter().find(at_an_end) {
        Some(named) => Some(Exposure::Named(named)),
        None if covered.is_empty() => None,
        None => Some(Exposure::Covered(covered)),
    }
}

/// How much of the internet a set of blocks is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Width {
    /// Few addresses, as somebody would list who knows the clients.
    Narrow,
    /// A block shorter than /8, or more than 2^25 public addresses in all.
    Wide,
    /// All public addresses.
    World,
}

/// How much of the internet the blocks are together.
pub fn width(blocks: impl IntoIterator<Item = Cidr> + Clone) -> Width {
    if is_world(blocks.clone()) {
        return Width::World;
    }
    let public = Addresses::public();
    let short = blocks.clone().into_iter().any(|block| block.length() < 8);
    let count = public.count() - public.without(&Addresses::of(blocks)).count();
    if short || count > 1 << 25 { Width::Wide } else { Width::Narrow }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn told(first: u16, last: u16) -> String {
        match exposure(Ports { protocol: Protocol::Tcp, first, last }) {
            None => "nothing".into(),
            Some(Exposure::All) => "all".into(),
            Some(Exposure::Named(one)) => one.service.into(),
            Some(Exposure::Covered(many)) => format!("{} services", many.len()),
        }
    }

    #[test]
    fn a_range_exposes_what_it_names_or_covers() {
        assert_eq!(told(443, 443), "nothing");
        assert_eq!(told(5432, 5432), "PostgreSQL");
        assert_eq!(told(5000, 5432), "PostgreSQL");
        assert_eq!(told(3000, 3400), "2 services");
        assert_eq!(told(1, 65535), "all");
    }

    #[test]
    fn private_addresses_make_nothing_wide() {
        let width_of =
            |texts: &[&str]| width(texts.iter().map(|text| text.parse().unwrap()).collect::<Vec<_>>());
        assert_eq!(width_of(&["10.0.0.0/8"]), Width::Narrow);
        assert_eq!(width_of(&["54.0.0.0/8"]), Width::Narrow);
        assert_eq!(width_of(&["54.0.0.0/7"]), Width::Wide);
        assert_eq!(width_of(&["52.0.0.0/8", "54.0.0.0/8", "55.0.0.0/8"]), Width::Wide);
        assert_eq!(width_of(&["0.0.0.0/1", "128.0.0.0/1"]), Width::World);
    }

    #[test]
    fn the_table_is_in_order() {
        assert!(SENSITIVE.is_sorted_by_key(|one| one.first));
    }
}
