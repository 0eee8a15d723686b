//! How a resource is called: its kind and its declared name, as `subnet.public.a`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use super::Kind;

/// The identity of a resource within its deployment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// What it is.
    pub kind: Kind,
    /// The declared name, a family's key behind a dot: `public.a`.
    pub name: String,
}

/// A text that is no address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no address of a resource")]
pub struct AddressError(pub String);

impl Address {
    /// The address of a kind and a name.
    #[must_use]
    pub fn new(kind: Kind, name: impl Into<String>) -> Address {
        Address { kind, name: name.into() }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.kind.word(), self.name)
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Address, AddressError> {
        let (word, name) = text.split_once('.').ok_or_else(|| AddressError(text.to_owned()))?;
        let kind = Kind::from_word(word).ok_or_else(|| AddressError(text.to_owned()))?;
        Ok(Address::new(kind, name))
    }
}

impl Serialize for Address {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Address {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Address, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Kind, D::Error> {
        let word = String::deserialize(deserializer)?;
        Kind::from_word(&word).ok_or_else(|| serde::de::Error::custom(AddressError(word)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_survives_its_text() {
        for kind in Kind::ALL {
            let address = Address::new(*kind, "public.a");
            assert_eq!(address.to_string().parse(), Ok(address));
        }
        assert_eq!("moon.a".parse::<Address>(), Err(AddressError("moon.a".into())));
        assert_eq!("vpc".parse::<Address>(), Err(AddressError("vpc".into())));
    }
}
