//! One random edit of a generated topology: what a person changes in one that stands.

use fastrand::Rng;

/// What is written instead of what: sizes, arrows, hosts, health checks, tags, templates, things that come and go.
const EDITS: &[(&str, &str)] = &[
    ("max: 3", "max: 4"),
    ("min: 1, desired: 2", "min: 2, desired: 3"),
    ("deregistration_delay: 30 s", "deregistration_delay: 60 s"),
    ("interval: 15 s", "interval: 20 s"),
    ("stickiness: 1 h", "stickiness: 2 h"),
    ("tcp 443, udp 123;", "tcp 443;"),
    ("tcp 7000..=7010, icmp;", "tcp 7000..=7020;"),
    ("\"api.example.com\"", "\"api2.example.com\""),
    ("respond 404", "respond 410"),
    ("respond 503", "respond 404"),
    ("Stage: \"test\"", "Stage: \"production\", Team: \"shop\""),
    ("dns_hostnames: yes", "dns_hostnames: no"),
    ("idle_timeout: 120 s", "idle_timeout: 90 s"),
    ("gp3 8 GiB", "gp3 10 GiB"),
    ("gp2 20 GiB", "gp3 20 GiB"),
    ("instance_type: \"t3.micro\"", "instance_type: \"t3.small\""),
    ("instance_type: \"t3.nano\"", "instance_type: \"t3.micro\""),
    ("instance bastion in public.a", "instance bastion in public.b"),
    ("word: \"hello\"", "word: \"good day\""),
    ("scaling: cpu 60%", "scaling: cpu 50%"),
    ("203.0.113.0/24", "198.51.100.0/24"),
    ("redirect 301", "redirect 302"),
    (" per zone in public { groups", " per zone in public { tags: { Kind: \"single\" }, groups"),
];

/// Every text that one edit makes, with what was written for what.
#[must_use]
pub fn edits(text: &str) -> Vec<(String, String)> {
    let edited = EDITS.iter().filter(|(from, _)| text.contains(from));
    edited.map(|(from, to)| (format!("`{from}` -> `{to}`"), text.replacen(from, to, 1))).collect()
}

/// The edits in a random order.
#[must_use]
pub fn shuffled_edits(text: &str, seed: u64) -> Vec<(String, String)> {
    let mut edits = edits(text);
    Rng::with_seed(seed).shuffle(&mut edits);
    edits
}
