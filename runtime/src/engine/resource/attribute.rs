//! What a resource looks like, as plain values.
//!
//! Desired and observed resources are maps of the same [`Value`]s, so that comparing, printing and saving need not
//! know any kind. Typed readers turn the map back into what an AWS call takes, and name the attribute that is wrong.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::address::Address;

/// The attributes of a resource by name, in AWS's own terms (`cidr_block`, `idle_timeout`).
pub type Attributes = BTreeMap<String, Value>;

/// A value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A text.
    Text(String),
    /// Values in order. Where AWS keeps no order, whoever makes the list sorts it.
    List(Vec<Value>),
    /// An attribute of another resource, known when that one stands.
    Ref(Reference),
    /// A fact that AWS is asked for before planning.
    Lookup(Lookup),
    /// A text of several pieces, some of which are references.
    Joined(Joined),
    /// Values by name.
    Map(Attributes),
}

/// An attribute of another resource.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// The other resource.
    #[serde(rename = "$ref")]
    pub address: Address,
    /// Its attribute: `id`, or one of its outputs.
    pub attribute: String,
}

/// A text of several pieces.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Joined {
    /// The pieces, in order.
    #[serde(rename = "$join")]
    pub pieces: Vec<Value>,
}

/// A fact that AWS is asked for before planning.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Lookup {
    /// Canonical's newest Ubuntu Server image (hvm, ebs, available).
    #[serde(rename = "$ubuntu")]
    Ubuntu {
        /// The release, as `22.04`.
        release: String,
        /// The architecture as EC2 spells it, as `x86_64`.
        architecture: String,
    },
    /// The value of a public SSM parameter.
    #[serde(rename = "$parameter")]
    Parameter(String),
    /// The root device of a machine image, given by its id or by the public SSM parameter that holds it.
    #[serde(rename = "$root_device")]
    RootDevice(String),
    /// The names of a certificate that exists; it must be issued, and cover the hosts.
    #[serde(rename = "$certificate")]
    Certificate {
        /// Its ARN.
        arn: String,
        /// The declared hosts.
        hosts: Vec<String>,
    },
    /// Whether the deployment holds a VPC in another region.
    #[serde(rename = "$region")]
    Region(String),
    /// The id of AWS's prefix list of this name, as `com.amazonaws.us-east-1.s3`.
    #[serde(rename = "$prefix_list")]
    PrefixList(String),
}

/// An attribute that is missing or of another type than the call needs: a bug of the engine.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("groundplan bug: attribute `{attribute}` is {found}, the call needs {expected}")]
pub struct AttributeError {
    /// The attribute.
    pub attribute: String,
    /// What was there.
    pub found: String,
    /// What was needed.
    pub expected: &'static str,
}

impl Value {
    /// A reference to another resource's id.
    #[must_use]
    pub fn id_of(address: Address) -> Value {
        Value::attribute_of(address, "id")
    }

    /// A reference to another resource's attribute.
    #[must_use]
    pub fn attribute_of(address: Address, attribute: &str) -> Value {
        Value::Ref(Reference { address, attribute: attribute.to_owned() })
    }

    /// Calls `visit` for each reference in the value.
    pub fn visit_references<'a>(&'a self, visit: &mut impl FnMut(&'a Reference)) {
        match self {
            Value::Ref(reference) => visit(reference),
            Value::List(values) | Value::Joined(Joined { pieces: values }) => {
                values.iter().for_each(|value| value.visit_references(visit));
            }
            Value::Map(map) => map.values().for_each(|value| value.visit_references(visit)),
            Value::Flag(_) | Value::Number(_) | Value::Text(_) | Value::Lookup(_) => {}
        }
    }

    /// Calls `visit` for each lookup in the value.
    pub fn visit_lookups<'a>(&'a self, visit: &mut impl FnMut(&'a Lookup)) {
        match self {
            Value::Lookup(lookup) => visit(lookup),
            Value::List(values) | Value::Joined(Joined { pieces: values }) => {
                values.iter().for_each(|value| value.visit_lookups(visit));
            }
            Value::Map(map) => map.values().for_each(|value| value.visit_lookups(visit)),
            Value::Flag(_) | Value::Number(_) | Value::Text(_) | Value::Ref(_) => {}
        }
    }

    /// The value with every part replaced for which `replace` gives another, from the outside in. A joined text whose
    /// pieces are all known becomes a plain text.
    #[must_use]
    pub fn map_parts(&self, replace: &impl Fn(&Value) -> Option<Value>) -> Value {
        if let Some(other) = replace(self) {
            return other;
        }
        match self {
            Value::List(values) => Value::List(values.iter().map(|value| value.map_parts(replace)).collect()),
            Value::Map(map) => {
                Value::Map(map.iter().map(|(name, value)| (name.clone(), value.map_parts(replace))).collect())
            }
            Value::Joined(joined) => {
                let pieces: Vec<Value> = joined.pieces.iter().map(|piece| piece.map_parts(replace)).collect();
                let known: Option<Vec<String>> = pieces.iter().map(Value::as_piece).collect();
                known.map_or(Value::Joined(Joined { pieces }), |texts| Value::Text(texts.concat()))
            }
            other => other.clone(),
        }
    }

    fn as_piece(&self) -> Option<String> {
        match self {
            Value::Text(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Flag(true) => f.write_str("yes"),
            Value::Flag(false) => f.write_str("no"),
            Value::Number(number) => write!(f, "{number}"),
            Value::Text(text) => f.write_str(text),
            Value::Ref(reference) if reference.attribute == "id" => write!(f, "{}", reference.address),
            Value::Ref(reference) => write!(f, "{}'s {}", reference.address, reference.attribute),
            Value::Lookup(Lookup::Ubuntu { release, architecture }) => {
                write!(f, "ubuntu {release} {architecture}")
            }
            Value::Lookup(Lookup::Parameter(name) | Lookup::PrefixList(name)) => f.write_str(name),
            Value::Lookup(Lookup::RootDevice(image)) => write!(f, "{image}'s root device"),
            Value::Lookup(Lookup::Certificate { arn, .. }) => f.write_str(arn),
            Value::Lookup(Lookup::Region(region)) => f.write_str(region),
            Value::Joined(joined) => joined.pieces.iter().try_for_each(|piece| match piece {
                Value::Text(text) => f.write_str(text),
                other => write!(f, "{{{other}}}"),
            }),
            Value::List(values) => {
                f.write_str("[")?;
                for (index, value) in values.iter().enumerate() {
                    let comma = if index == 0 { "" } else { ", " };
                    write!(f, "{comma}{value}")?;
                }
                f.write_str("]")
            }
            Value::Map(map) => {
                f.write_str("{")?;
                for (index, (name, value)) in map.iter().enumerate() {
                    let comma = if index == 0 { " " } else { ", " };
                    write!(f, "{comma}{name}: {value}")?;
                }
                f.write_str(if map.is_empty() { "}" } else { " }" })
            }
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Value {
        Value::Flag(flag)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Value {
        Value::Number(number)
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Value {
        Value::Number(number.into())
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Value {
        Value::Number(number.into())
    }
}

impl From<u16> for Value {
    fn from(number: u16) -> Value {
        Value::Number(number.into())
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(values: Vec<T>) -> Value {
        Value::List(values.into_iter().map(Into::into).collect())
    }
}

/// Reads what a call needs out of a map of attributes.
///
/// # Errors
///
/// Every reader fails with the attribute's name where it is missing (but for the `maybe_` ones) or of another type.
pub trait Read {
    /// The value, whatever it is.
    fn maybe(&self, name: &str) -> Option<&Value>;

    /// A text.
    fn text(&self, name: &str) -> Result<&str, AttributeError> {
        match self.maybe(name) {
            Some(Value::Text(text)) => Ok(text),
            other => Err(wrong(name, other, "a text")),
        }
    }

    /// A text, where there is one.
    fn maybe_text(&self, name: &str) -> Result<Option<&str>, AttributeError> {
        self.maybe(name).map(|_| self.text(name)).transpose()
    }

    /// A number that fits AWS's integers.
    fn number(&self, name: &str) -> Result<i32, AttributeError> {
        match self.maybe(name) {
            Some(Value::Number(number)) => {
                i32::try_from(*number).map_err(|_| wrong(name, self.maybe(name), "a number of 32 bits"))
            }
            other => Err(wrong(name, other, "a number")),
        }
    }

    /// A number, where there is one.
    fn maybe_number(&self, name: &str) -> Result<Option<i32>, AttributeError> {
        self.maybe(name).map(|_| self.number(name)).transpose()
    }

    /// A yes or no.
    fn flag(&self, name: &str) -> Result<bool, AttributeError> {
        match self.maybe(name) {
            Some(Value::Flag(flag)) => Ok(*flag),
            other => Err(wrong(name, other, "yes or no")),
        }
    }

    /// A yes or no, where there is one.
    fn maybe_flag(&self, name: &str) -> Result<Option<bool>, AttributeError> {
        self.maybe(name).map(|_| self.flag(name)).transpose()
    }

    /// A list; a missing one is empty.
    fn list(&self, name: &str) -> Result<&[Value], AttributeError> {
        match self.maybe(name) {
            None => Ok(&[]),
            Some(Value::List(values)) => Ok(values),
            other => Err(wrong(name, other, "a list")),
        }
    }

    /// A list of texts; a missing one is empty.
    fn texts(&self, name: &str) -> Result<Vec<String>, AttributeError> {
        let text = |value: &Value| match value {
            Value::Text(text) => Ok(text.clone()),
            other => Err(wrong(name, Some(other), "a list of texts")),
        };
        self.list(name)?.iter().map(text).collect()
    }

    /// A list of maps; a missing one is empty.
    fn maps(&self, name: &str) -> Result<Vec<&Attributes>, AttributeError> {
        let mut maps = Vec::new();
        for value in self.list(name)? {
            match value {
                Value::Map(map) => maps.push(map),
                other => return Err(wrong(name, Some(other), "a list of maps")),
            }
        }
        Ok(maps)
    }

    /// A map.
    fn map(&self, name: &str) -> Result<&Attributes, AttributeError> {
        match self.maybe(name) {
            Some(Value::Map(map)) => Ok(map),
            other => Err(wrong(name, other, "a map")),
        }
    }

    /// A map, where there is one.
    fn maybe_map(&self, name: &str) -> Result<Option<&Attributes>, AttributeError> {
        self.maybe(name).map(|_| self.map(name)).transpose()
    }
}

impl Read for Attributes {
    fn maybe(&self, name: &str) -> Option<&Value> {
        self.get(name)
    }
}

fn wrong(attribute: &str, found: Option<&Value>, expected: &'static str) -> AttributeError {
    let found = found.map_or("missing".to_owned(), |value| format!("`{value}`"));
    AttributeError { attribute: attribute.to_owned(), found, expected }
}

/// Attributes from pairs, as a table reads: `attributes([("cidr_block", "10.0.0.0/16".into())])`.
pub fn attributes<const N: usize>(pairs: [(&str, Value); N]) -> Attributes {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::resource::address::Kind;

    fn balancer() -> Address {
        Address::new(Kind::Vpc, "edge")
    }

    #[test]
    fn every_value_survives_json() {
        let map = attributes([
            ("flag", true.into()),
            ("number", 60.into()),
            ("text", "10.0.0.0/16".into()),
            ("list", vec!["a", "b"].into()),
            ("reference", Value::id_of(balancer())),
            ("image", Value::Lookup(Lookup::Parameter("/aws/service/x".into()))),
            (
                "joined",
                Value::Joined(Joined {
                    pieces: vec!["http://".into(), Value::attribute_of(balancer(), "dns_name")],
                }),
            ),
            ("map", Value::Map(attributes([("$other", 1.into())]))),
        ]);
        let text = serde_json::to_string(&map).unwrap();
        assert_eq!(serde_json::from_str::<Attributes>(&text).unwrap(), map);
    }

    #[test]
    fn a_joined_text_becomes_plain_when_all_pieces_are_known() {
        let joined = Value::Joined(Joined {
            pieces: vec!["http://".into(), Value::attribute_of(balancer(), "dns_name")],
        });
        assert_eq!(joined.to_string(), "http://{vpc.edge's dns_name}");
        let known = joined.map_parts(&|part| match part {
            Value::Ref(_) => Some("edge.example".into()),
            _ => None,
        });
        assert_eq!(known, "http://edge.example".into());
    }

    #[test]
    fn a_reader_names_the_attribute_that_is_wrong() {
        let map = attributes([("port", "80".into())]);
        assert_eq!(map.number("port").unwrap_err().attribute, "port");
        assert_eq!(map.text("name").unwrap_err().found, "missing");
        assert_eq!(map.maybe_text("name"), Ok(None));
    }
}
