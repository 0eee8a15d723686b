//! The tree that a request's parameters form, the same for every protocol: text at the leaves, names or the numbers
//! 1, 2, 3 … at the branches. Each leaf remembers whether it was read.

use std::cell::Cell;
use std::collections::BTreeMap;

/// A parameter, or a structure or list of parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    /// A value. Numbers and booleans of JSON are text here too.
    Text {
        /// The value.
        text: String,
        /// Whether an operation has read it.
        read: Cell<bool>,
    },
    /// A structure, or a list whose keys are 1, 2, 3 ….
    Branch(BTreeMap<String, Node>),
}

impl Node {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), read: Cell::new(false) }
    }

    pub(crate) fn empty() -> Self {
        Self::Branch(BTreeMap::new())
    }

    /// Puts `text` at a path like `Filter.1.Name`. False if the path runs through a value, something stands there
    /// already, or it is deeper than any request of AWS.
    pub(crate) fn insert(&mut self, path: &str, text: String) -> bool {
        self.insert_at(path, text, 0)
    }

    fn insert_at(&mut self, path: &str, text: String, depth: usize) -> bool {
        let Self::Branch(children) = self else { return false };
        match path.split_once('.') {
            _ if depth > 16 => false,
            None if children.contains_key(path) => false,
            None => children.insert(path.to_owned(), Self::text(text)).is_none(),
            Some((first, rest)) => {
                children.entry(first.to_owned()).or_insert_with(Self::empty).insert_at(rest, text, depth + 1)
            }
        }
    }

    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Branch(children) => children.get(name),
            Self::Text { .. } => None,
        }
    }

    /// The path of the first leaf that was not read.
    pub(crate) fn unread(&self) -> Option<String> {
        match self {
            Self::Text { read, .. } => (!read.get()).then(String::new),
            Self::Branch(children) => children.iter().find_map(|(name, child)| {
                let below = child.unread()?;
                Some(if below.is_empty() { name.clone() } else { format!("{name}.{below}") })
            }),
        }
    }

    /// All leaves in order, one a line: `path=value`.
    pub(crate) fn canonical(&self) -> String {
        let mut out = String::new();
        self.write_canonical(&mut String::new(), &mut out);
        out
    }

    fn write_canonical(&self, path: &mut String, out: &mut String) {
        match self {
            Self::Text { text, .. } => {
                out.push_str(path);
                out.push('=');
                out.push_str(text);
                out.push('\n');
            }
            Self::Branch(children) => {
                for (name, child) in children {
                    let length = path.len();
                    path.push('.');
                    path.push_str(name);
                    child.write_canonical(path, out);
                    path.truncate(length);
                }
            }
        }
    }
}
