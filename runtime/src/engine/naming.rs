//! Names and tokens for AWS.
//!
//! A name that AWS wants unique ends in a short hash of what cannot change in place, so that a replacement never
//! clashes with what it replaces. A name is made once and never compared.

use sha2::{Digest, Sha256};

use crate::resource::Kind;
use crate::resource::address::Address;
use crate::resource::attribute::Attributes;
use crate::resource::state::{Scope, Tags};

/// Length of a short hash, in hexadecimal digits.
const SHORT: usize = 8;

/// What the name of a load balancer and that of a security group may not begin with (ELBv2 API model,
/// CreateLoadBalancer; EC2 API model, CreateSecurityGroup; 2026-09).
const RESERVED: [&str; 2] = ["internal-", "sg-"];
/// What stands before such a name.
const BEFORE_RESERVED: &str = "gp-";

/// A hash of texts, of any length up to 64 hexadecimal digits. Where a text ends counts.
#[must_use]
pub fn hash(parts: &[&str], digits: usize) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().iter().flat_map(|byte| [byte >> 4, byte & 15]).take(digits).map(hex_digit).collect()
}

fn hex_digit(value: u8) -> char {
    char::from(if value < 10 { b'0' + value } else { b'a' + value - 10 })
}

/// The short hash of the attributes that cannot change in place; references must be resolved.
#[must_use]
pub fn generation(kind: Kind, attributes: &Attributes) -> String {
    let fixed: Attributes = attributes
        .iter()
        .filter(|(name, _)| kind.schema().replaces(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    hash(&[kind.word(), &as_text(&fixed)], SHORT)
}

/// A token that is the same for the same request of the same run and for no other: identity, input, and through the
/// input's ids the parent.
///
/// Another run takes another token, since AWS answers a known one for a day with what it made then, though it be
/// deleted by now. What an earlier run made and did not hear of is found by its tags.
#[must_use]
pub fn token(run: &str, scope: &Scope, address: &Address, attributes: &Attributes, tags: &Tags) -> String {
    let tags: Vec<String> = tags.iter().map(|(key, value)| format!("{key}={value}")).collect();
    let address = address.to_string();
    let parts = [
        run,
        &*scope.topology,
        &scope.deployment,
        &scope.region,
        &address,
        &as_text(attributes),
        &tags.join("\n"),
    ];
    hash(&parts, 32)
}

/// A name that fits `longest` characters: topology, deployment (unless it is `main`), the declared name, and a hash of
/// all these and of the generation. It holds letters, digits and single hyphens.
#[must_use]
pub fn unique(scope: &Scope, address: &Address, generation: &str, longest: usize) -> String {
    let whole = address.to_string();
    let suffix = hash(&[&scope.topology, &scope.deployment, &whole, generation], SHORT);
    let deployment = if scope.deployment == "main" { "" } else { &scope.deployment };
    let readable = hyphenated(&format!("{}-{deployment}-{}", scope.topology, address.name));
    let readable = if RESERVED.iter().any(|start| readable.starts_with(start)) {
        format!("{BEFORE_RESERVED}{readable}")
    } else {
        readable
    };
    let room = longest.saturating_sub(SHORT + 1);
    let head = readable.get(..room.min(readable.len())).unwrap_or("").trim_end_matches('-');
    if head.is_empty() { suffix } else { format!("{head}-{suffix}") }
}

/// The `Name` tag, for people: `shop main`, or `shop staging main` where the deployment is not `main`.
#[must_use]
pub fn for_people(scope: &Scope, address: &Address) -> String {
    match scope.deployment.as_str() {
        "main" => format!("{} {}", scope.topology, address.name),
        deployment => format!("{} {deployment} {}", scope.topology, address.name),
    }
}

fn hyphenated(text: &str) -> String {
    let mut name = String::new();
    for character in text.chars() {
        let character = if character.is_ascii_alphanumeric() { character.to_ascii_lowercase() } else { '-' };
        if character != '-' || !(name.is_empty() || name.ends_with('-')) {
            name.push(character);
        }
    }
    name.trim_end_matches('-').to_owned()
}

fn as_text(attributes: &Attributes) -> String {
    serde_json::to_string(attributes).expect("groundplan bug: attributes have texts as keys")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resource::attribute::attributes;

    fn scope(deployment: &str) -> Scope {
        Scope { topology: "ConvIve_Iteso".into(), deployment: deployment.into(), region: "us-east-1".into() }
    }

    #[test]
    fn a_name_fits_and_is_of_the_characters_that_aws_takes() {
        for deployment in ["main", "staging", "a-very-long-name-of-a-deployment_that_nobody.needs"] {
            let name = unique(&scope(deployment), &Address::new(Kind::Vpc, "to_internet.a"), "12345678", 32);
            assert!(name.len() <= 32, "{name}");
            assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "{name}");
            assert!(!name.contains("--") && !name.starts_with('-') && !name.ends_with('-'), "{name}");
        }
        assert!(
            unique(&scope("main"), &Address::new(Kind::Vpc, "web"), "1", 32)
                .starts_with("convive-iteso-web-")
        );
    }

    #[test]
    fn a_topology_may_be_called_what_no_name_may_begin_with() {
        for (topology, start) in [("Internal", "gp-internal-web-"), ("Sg", "gp-sg-web-")] {
            let scope = Scope { topology: topology.into(), ..scope("main") };
            let name = unique(&scope, &Address::new(Kind::LoadBalancer, "web"), "1", 32);
            assert!(name.starts_with(start), "{name}");
        }
    }

    #[test]
    fn names_differ_by_deployment_address_and_generation() {
        let vpc = Address::new(Kind::Vpc, "web");
        let names = [
            unique(&scope("main"), &vpc, "1", 32),
            unique(&scope("main"), &vpc, "2", 32),
            unique(&scope("other"), &vpc, "1", 32),
            unique(&scope("main"), &Address::new(Kind::Vpc, "api"), "1", 32),
        ];
        let different: std::collections::BTreeSet<&String> = names.iter().collect();
        assert_eq!(different.len(), names.len(), "{names:?}");
    }

    #[test]
    fn a_generation_sees_only_what_cannot_change_in_place() {
        let one = attributes([("cidr_block", "10.0.0.0/16".into()), ("enable_dns_support", true.into())]);
        let dns = attributes([("cidr_block", "10.0.0.0/16".into()), ("enable_dns_support", false.into())]);
        let block = attributes([("cidr_block", "10.1.0.0/16".into()), ("enable_dns_support", true.into())]);
        assert_eq!(generation(Kind::Vpc, &one), generation(Kind::Vpc, &dns));
        assert_ne!(generation(Kind::Vpc, &one), generation(Kind::Vpc, &block));
    }

    #[test]
    fn a_token_is_the_same_for_the_same_request_of_one_run_and_for_no_other() {
        let vpc = Address::new(Kind::Vpc, "main");
        let block = |block: &str| attributes([("cidr_block", block.into())]);
        let tags = Tags::from([("Name".to_owned(), "shop".to_owned())]);
        let first = token("1", &scope("main"), &vpc, &block("10.0.0.0/16"), &tags);
        assert_eq!(first, token("1", &scope("main"), &vpc, &block("10.0.0.0/16"), &tags));
        assert!(first.len() <= 32 && first.chars().all(|letter| letter.is_ascii_alphanumeric()), "{first}");
        for other in [
            token("2", &scope("main"), &vpc, &block("10.0.0.0/16"), &tags),
            token("1", &scope("other"), &vpc, &block("10.0.0.0/16"), &tags),
            token("1", &scope("main"), &Address::new(Kind::Vpc, "side"), &block("10.0.0.0/16"), &tags),
            token("1", &scope("main"), &vpc, &block("10.1.0.0/16"), &tags),
            token("1", &scope("main"), &vpc, &block("10.0.0.0/16"), &Tags::new()),
        ] {
            assert_ne!(first, other);
        }
    }

    #[test]
    fn where_a_text_ends_counts() {
        assert_ne!(hash(&["ab", "c"], 16), hash(&["a", "bc"], 16));
    }
}
