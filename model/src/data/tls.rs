//! TLS policies of application load balancers.
//!
//! Source: Elastic Load Balancing, Application Load Balancers guide, "Security policies", 2026-09, and
//! DescribeSSLPolicies as bundled in moto 5.2.5.

/// A TLS policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Its name.
    pub name: &'static str,
    /// The oldest version of TLS that it accepts.
    pub oldest: Version,
}

/// A version of TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// TLS 1.0.
    Tls10,
    /// TLS 1.1.
    Tls11,
    /// TLS 1.2.
    Tls12,
    /// TLS 1.3.
    Tls13,
}

/// What a message recommends.
pub const RECOMMENDED: &str = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/// What a listener gets that names none.
///
/// Source: ELBv2 API reference, CreateListener, 2026-09.
pub const DEFAULT: &str = "ELBSecurityPolicy-2016-08";

/// The policies, by name.
#[rustfmt::skip]
pub static POLICIES: &[Policy] = &[
    policy("ELBSecurityPolicy-2015-05", Version::Tls10),
    policy("ELBSecurityPolicy-2016-08", Version::Tls10),
    policy("ELBSecurityPolicy-FS-1-1-2019-08", Version::Tls11),
    policy("ELBSecurityPolicy-FS-1-2-2019-08", Version::Tls12),
    policy("ELBSecurityPolicy-FS-1-2-Res-2019-08", Version::Tls12),
    policy("ELBSecurityPolicy-FS-1-2-Res-2020-10", Version::Tls12),
    policy("ELBSecurityPolicy-FS-2018-06", Version::Tls10),
    policy("ELBSecurityPolicy-TLS-1-0-2015-04", Version::Tls10),
    policy("ELBSecurityPolicy-TLS-1-1-2017-01", Version::Tls11),
    policy("ELBSecurityPolicy-TLS-1-2-2017-01", Version::Tls12),
    policy("ELBSecurityPolicy-TLS-1-2-Ext-2018-06", Version::Tls12),
    policy("ELBSecurityPolicy-TLS13-1-0-2021-06", Version::Tls10),
    policy("ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04", Version::Tls10),
    policy("ELBSecurityPolicy-TLS13-1-0-PQ-2025-09", Version::Tls10),
    policy("ELBSecurityPolicy-TLS13-1-1-2021-06", Version::Tls11),
    policy("ELBSecurityPolicy-TLS13-1-1-FIPS-2023-04", Version::Tls11),
    policy("ELBSecurityPolicy-TLS13-1-2-2021-06", Version::Tls12),
    policy("ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-2023-04", Version::Tls12),
    policy("ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-PQ-2025-09", Version::Tls12),
    policy("ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06", Version::Tls12),
    policy("ELBSecurityPolicy-TLS13-1-2-Ext1-FIPS-2023-04", Version::Tls12),
    policy("ELBSecurityPolicy-TLS13-1-2-Ext1-FIPS-PQ-2025-09", Version::Tls12),
    policy("ELBSecurityPolicy-TLS13-1-2-Ext1-PQ-2025-09", Version::Tls12),
    policy("ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06", Version::Tls12),
    policy("ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-2023-04", Version::Tls12),
    policy("ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-PQ-2025-09", Version::Tls12),
    policy("ELBSecurityPolicy-TLS13-1-2-Ext2-PQ-2025-09", Version::Tls12),
    policy("ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04", Version::Tls12),
    policy("ELBSecurityPolicy-TLS13-1-2-FIPS-PQ-2025-09", Version::Tls12),
    policy("ELBSecurityPolicy-TLS13-1-2-PQ-2025-09", Version::Tls12),
    policy("ELBSecurityPolicy-TLS13-1-2-Res-2021-06", Version::Tls12),
    policy("ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04", Version::Tls12),
    policy("ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09", Version::Tls12),
    policy("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09", Version::Tls12),
    policy("ELBSecurityPolicy-TLS13-1-3-2021-06", Version::Tls13),
    policy("ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04", Version::Tls13),
    policy("ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09", Version::Tls13),
    policy("ELBSecurityPolicy-TLS13-1-3-PQ-2025-09", Version::Tls13),
];

const fn policy(name: &'static str, oldest: Version) -> Policy {
    Policy { name, oldest }
}

/// The policy of this name.
#[must_use]
pub fn find_policy(name: &str) -> Option<&'static Policy> {
    POLICIES.binary_search_by_key(&name, |policy| policy.name).ok().map(|index| &POLICIES[index])
}

/// Whether AWS has a policy of this name, as far as is known: those for RFC 9151 are told by their form.
#[must_use]
pub fn is_known(name: &str) -> bool {
    find_policy(name).is_some() || (name.starts_with("ELBSecurityPolicy-") && name.contains("RFC9151"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policies_are_sorted_and_the_two_named_ones_exist() {
        assert!(POLICIES.is_sorted_by_key(|policy| policy.name));
        assert_eq!(find_policy(RECOMMENDED).map(|policy| policy.oldest), Some(Version::Tls12));
        assert_eq!(find_policy(DEFAULT).map(|policy| policy.oldest), Some(Version::Tls10));
        assert!(is_known("ELBSecurityPolicy-TLS13-1-2-PQ-2025-09"));
        assert!(!is_known("ELBSecurityPolicy-TLS13-1-2-2021-07"));
    }
}
