//! The DNS of the world outside: records that people set, and that Certificate Manager looks for.

use std::collections::BTreeMap;

/// Records of type CNAME, by name; both sides in lower case without the last dot.
pub(crate) type Dns = BTreeMap<String, String>;

/// A name as it is compared: in lower case, without the last dot.
pub(crate) fn plain_name(name: &str) -> String {
    name.trim_end_matches('.').to_ascii_lowercase()
}

/// Whether a record is set.
pub(crate) fn holds(dns: &Dns, name: &str, value: &str) -> bool {
    dns.get(&plain_name(name)).is_some_and(|known| *known == plain_name(value))
}
