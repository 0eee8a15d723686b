//! Ownership tags: the only memory of a deployment. They are written and read here and nowhere else.
//!
//! A resource is ours when topology, deployment, region and address are all there. There is no state file: what
//! carries the tags exists, what does not carry them is not touched.

use crate::resource::address::Address;
use crate::resource::attribute::Attributes;
use crate::resource::state::{Found, Scope, State, Tags};

/// The topology's declared name.
pub const TOPOLOGY: &str = "groundplan:topology";
/// The deployment.
pub const DEPLOYMENT: &str = "groundplan:deployment";
/// The region: a copy of a resource in another region is not ours.
pub const REGION: &str = "groundplan:region";
/// The address within the deployment.
pub const ADDRESS: &str = "groundplan:address";
/// The short hash of what cannot change in place.
pub const GENERATION: &str = "groundplan:generation";
/// The version of this scheme.
pub const VERSION: &str = "groundplan:version";

/// The scheme that this version of Groundplan writes.
pub const SCHEME: u32 = 1;

const PREFIX: &str = "groundplan:";
const AWS_PREFIX: &str = "aws:";

/// What a resource's tags say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owned {
    /// Its address.
    pub address: Address,
    /// The short hash of what cannot change in place, as it was made.
    pub generation: Option<String>,
    /// The other tags, without AWS's own.
    pub tags: Tags,
}

impl Owned {
    /// The resource that carries the tags.
    pub(crate) fn found(self, id: impl Into<String>, attributes: Attributes, state: State) -> Found {
        let Owned { address, generation, tags } = self;
        Found { tags, state, generation, ..Found::part(address, id, attributes) }
    }
}

/// The tags that select what is ours.
#[must_use]
pub fn select(scope: &Scope) -> [(&'static str, &str); 3] {
    [(TOPOLOGY, &scope.topology), (DEPLOYMENT, &scope.deployment), (REGION, &scope.region)]
}

/// The tags of ownership for a resource.
#[must_use]
pub fn ownership(scope: &Scope, address: &Address, generation: &str) -> Tags {
    let mut tags: Tags =
        select(scope).into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    tags.insert(ADDRESS.to_owned(), address.to_string());
    tags.insert(GENERATION.to_owned(), generation.to_owned());
    tags.insert(VERSION.to_owned(), SCHEME.to_string());
    tags
}

/// Reads the tags of a resource; `None` if it is not ours, or of a kind that this version does not know.
#[must_use]
pub fn read<'a>(scope: &Scope, tags: impl IntoIterator<Item = (&'a str, &'a str)>) -> Option<Owned> {
    let all: Tags = tags.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    let ours = select(scope).iter().all(|(key, value)| all.get(*key).map(String::as_str) == Some(*value));
    if !ours {
        return None;
    }
    let address = all.get(ADDRESS)?.parse().ok()?;
    let generation = all.get(GENERATION).cloned();
    let tags =
        all.into_iter().filter(|(key, _)| !key.starts_with(PREFIX) && !key.starts_with(AWS_PREFIX)).collect();
    Some(Owned { address, generation, tags })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resource::Kind;

    fn scope(deployment: &str) -> Scope {
        Scope { topology: "Shop".into(), deployment: deployment.into(), region: "us-east-1".into() }
    }

    fn pairs(tags: &Tags) -> impl Iterator<Item = (&str, &str)> {
        tags.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    #[test]
    fn what_is_written_is_read_back_and_only_by_its_owner() {
        let address = Address::new(Kind::Vpc, "main");
        let mut tags = ownership(&scope("main"), &address, "0a1b");
        tags.insert("Name".into(), "shop".into());
        tags.insert("aws:cloudformation:stack-name".into(), "x".into());
        let owned = read(&scope("main"), pairs(&tags));
        let own = Tags::from([("Name".to_owned(), "shop".to_owned())]);
        assert_eq!(owned, Some(Owned { address, generation: Some("0a1b".into()), tags: own }));
        assert_eq!(read(&scope("staging"), pairs(&tags)), None);
    }

    #[test]
    fn a_missing_or_strange_address_is_not_ours() {
        let mut tags = ownership(&scope("main"), &Address::new(Kind::Vpc, "main"), "0a1b");
        tags.insert(ADDRESS.into(), "moon.main".into());
        assert_eq!(read(&scope("main"), pairs(&tags)), None);
        tags.remove(ADDRESS);
        assert_eq!(read(&scope("main"), pairs(&tags)), None);
    }
}
