//! The typed reader of a request's parameters.
//!
//! Whatever an operation does not read is refused as unknown (see `Call::begin`), so that the sandbox never ignores
//! silently what it does not implement.

use std::collections::BTreeMap;

use super::Protocol;
use super::node::Node;
use crate::refusal::Refusal;

/// A structure of parameters: the whole request, or one inside it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Input<'a> {
    node: &'a Node,
    protocol: Protocol,
}

impl<'a> Input<'a> {
    pub(crate) fn new(node: &'a Node, protocol: Protocol) -> Self {
        Self { node, protocol }
    }

    /// Whether the parameter, or anything inside it, was given; nothing counts as read by that.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.node.child(name).is_some()
    }

    /// The text of an optional parameter.
    pub(crate) fn optional(&self, name: &str) -> Option<&'a str> {
        match self.node.child(name)? {
            Node::Text { text, read } => {
                read.set(true);
                Some(text)
            }
            Node::Branch(_) => None,
        }
    }

    /// The text of a required parameter; empty text counts as absent.
    pub(crate) fn text(&self, name: &str) -> Result<&'a str, Refusal> {
        self.optional(name).filter(|text| !text.is_empty()).ok_or_else(|| self.missing(name))
    }

    /// An optional boolean, `true` or `false`.
    pub(crate) fn flag(&self, name: &str) -> Result<Option<bool>, Refusal> {
        match self.optional(name) {
            None => Ok(None),
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            Some(other) => {
                Err(self.wrong(format!("Invalid value '{other}' for {name}. Must be true or false")))
            }
        }
    }

    /// An optional integer.
    pub(crate) fn number(&self, name: &str) -> Result<Option<i64>, Refusal> {
        let Some(text) = self.optional(name) else { return Ok(None) };
        text.parse()
            .map(Some)
            .map_err(|_| self.wrong(format!("Invalid value '{text}' for {name}. Must be an integer")))
    }

    /// A structure inside this one.
    pub(crate) fn structure(&self, name: &str) -> Option<Self> {
        match self.node.child(name)? {
            node @ Node::Branch(_) => Some(Self { node, ..*self }),
            Node::Text { .. } => None,
        }
    }

    /// The elements of a list in order; absent or empty: none.
    fn elements(&self, name: &str) -> Vec<&'a Node> {
        let Some(node) = self.node.child(name) else { return Vec::new() };
        let node = match self.protocol {
            Protocol::Query => node.child("member").unwrap_or(node),
            Protocol::Ec2 | Protocol::Json => node,
        };
        match node {
            // The query protocol writes an empty list as an empty value.
            Node::Text { text, read } => {
                read.set(read.get() || text.is_empty());
                Vec::new()
            }
            Node::Branch(children) => {
                let numbered: BTreeMap<u32, &Node> =
                    children.iter().filter_map(|(key, node)| Some((key.parse().ok()?, node))).collect();
                numbered.into_values().collect()
            }
        }
    }

    /// A list of texts.
    pub(crate) fn texts(&self, name: &str) -> Vec<String> {
        let texts = self.elements(name).into_iter().filter_map(|node| match node {
            Node::Text { text, read } => {
                read.set(true);
                Some(text.clone())
            }
            Node::Branch(_) => None,
        });
        texts.collect()
    }

    /// A list of structures.
    pub(crate) fn structures(&self, name: &str) -> Vec<Self> {
        let branches = self.elements(name).into_iter().filter(|node| matches!(node, Node::Branch(_)));
        branches.map(|node| Self { node, ..*self }).collect()
    }

    /// All values but those of the named parameters, as one text: two requests with the same text ask for the same.
    pub(crate) fn fingerprint(&self, without: &[&str]) -> String {
        let Node::Branch(children) = self.node else { return String::new() };
        let kept = children.iter().filter(|(name, _)| !without.contains(&name.as_str()));
        Node::Branch(kept.map(|(name, node)| (name.clone(), node.clone())).collect()).canonical()
    }

    /// The name of the first parameter that nobody has read.
    pub(crate) fn unread(&self) -> Option<String> {
        self.node.unread()
    }

    /// The refusal for an absent parameter, in the code of the protocol.
    pub(crate) fn missing(&self, name: &str) -> Refusal {
        match self.protocol {
            Protocol::Ec2 => Refusal::missing(name),
            // "Common errors" of the query services; the text is the one that their validators write.
            Protocol::Query => Refusal::validation(format!(
                "1 validation error detected: Value null at '{name}' failed to satisfy constraint: Member must not be null"
            )),
            Protocol::Json => Refusal::new(
                "ValidationException",
                format!(
                    "1 validation error detected: Value null at '{name}' failed to satisfy constraint: Member must not be null"
                ),
            ),
        }
    }

    fn wrong(&self, message: String) -> Refusal {
        match self.protocol {
            Protocol::Ec2 => Refusal::value(message),
            Protocol::Query => Refusal::validation(message),
            Protocol::Json => Refusal::new("SerializationException", message),
        }
    }
}
