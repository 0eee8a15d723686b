//! Ports of services that should not face the internet.
//!
//! Source: the services' own documentation of their default ports, checked 2026-09.

/// What kind of service listens on a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A way to run commands: SSH, RDP, an orchestrator.
    Admin,
    /// A database, cache, queue or file store.
    Data,
}

/// A range of ports of one service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SensitivePort {
    /// The first port.
    pub first: u16,
    /// The last port.
    pub last: u16,
    /// The service, as one calls it.
    pub service: &'static str,
    /// What kind of service it is.
    pub kind: Kind,
}

/// The sensitive ports, in ascending order.
#[rustfmt::skip]
pub static SENSITIVE_PORTS: &[SensitivePort] = &[
    admin(22, 22, "SSH"),
    admin(23, 23, "telnet"),
    data(445, 445, "SMB"),
    data(1433, 1434, "SQL Server"),
    data(1521, 1521, "Oracle"),
    data(2049, 2049, "NFS"),
    admin(2375, 2376, "Docker"),
    data(2379, 2380, "etcd"),
    data(3306, 3306, "MySQL"),
    admin(3389, 3389, "RDP"),
    data(5432, 5432, "PostgreSQL"),
    data(5439, 5439, "Redshift"),
    data(5601, 5601, "Kibana"),
    admin(5900, 5910, "VNC"),
    admin(5985, 5986, "WinRM"),
    data(6379, 6379, "Redis"),
    admin(6443, 6443, "Kubernetes"),
    data(7000, 7001, "Cassandra"),
    data(9042, 9042, "Cassandra"),
    data(9092, 9092, "Kafka"),
    data(9200, 9200, "Elasticsearch"),
    data(9300, 9300, "Elasticsearch"),
    admin(10250, 10250, "Kubernetes"),
    data(11211, 11211, "Memcached"),
    data(27017, 27019, "MongoDB"),
];

const fn admin(first: u16, last: u16, service: &'static str) -> SensitivePort {
    SensitivePort { first, last, service, kind: Kind::Admin }
}

const fn data(first: u16, last: u16, service: &'static str) -> SensitivePort {
    SensitivePort { first, last, service, kind: Kind::Data }
}

/// The sensitive ports that a range meets.
pub fn within(first: u16, last: u16) -> impl Iterator<Item = &'static SensitivePort> {
    SENSITIVE_PORTS.iter().filter(move |port| port.first <= last && first <= port.last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ports_ascend_and_a_range_finds_what_it_meets() {
        assert!(SENSITIVE_PORTS.is_sorted_by(|one, next| one.last < next.first));
        let services: Vec<_> = within(3000, 6000).map(|port| port.service).collect();
        assert_eq!(services, ["MySQL", "RDP", "PostgreSQL", "Redshift", "Kibana", "VNC", "WinRM"]);
        assert_eq!(within(8080, 8080).count(), 0);
    }
}
