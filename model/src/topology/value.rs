//! What every table of the topology is made of: a value with its place, names, settings, texts.

use std::fmt;
use std::ops::Deref;

#[cfg(feature = "decode")]
use nanoserde::{DeJson, DeJsonErr, DeJsonState};
use nanoserde::{SerJson, SerJsonState};

use super::{ParamId, Thing};
use crate::diagnostic::Site;

/// A value and the place where it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// The token that gives it; where nobody wrote it, the token of the thing that takes the default.
    pub at: Site,
    /// Whether somebody wrote it: a default is `false`.
    pub written: bool,
}

impl<T> At<T> {
    /// A written value.
    pub const fn new(value: T, at: Site) -> At<T> {
        At { value, at, written: true }
    }

    /// A value that nobody wrote, for the thing at `at`.
    pub const fn default_at(value: T, at: Site) -> At<T> {
        At { value, at, written: false }
    }
}

impl<T> Deref for At<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: SerJson> SerJson for At<T> {
    fn ser_json(&self, d: usize, s: &mut SerJsonState) {
        s.out.push('[');
        self.value.ser_json(d, s);
        s.out.push(',');
        (self.at.0 * 2 + u32::from(self.written)).ser_json(d, s);
        s.out.push(']');
    }
}

#[cfg(feature = "decode")]
impl<T: DeJson> DeJson for At<T> {
    fn de_json(s: &mut DeJsonState, i: &mut std::str::Chars<'_>) -> Result<At<T>, DeJsonErr> {
        let (value, place) = <(T, u32)>::de_json(s, i)?;
        Ok(At { value, at: Site(place / 2), written: place % 2 == 1 })
    }
}

/// The name of a declaration: `edge`, or `public.a` for the member of a family.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Name {
    /// The declared word.
    pub base: String,
    /// The key within the family, where it is a member of one.
    pub key: Option<String>,
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.key {
            Some(key) => write!(f, "{}.{key}", self.base),
            None => f.write_str(&self.base),
        }
    }
}

/// A value that is written, or given at run time by a param.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Setting<T> {
    /// Written.
    Value(T),
    /// Given by the param.
    Param(ParamId),
}

impl Setting<bool> {
    /// Whether `yes` is written, or was given.
    #[must_use]
    pub fn is_on(&self) -> bool {
        *self == Setting::Value(true)
    }
}

impl<T: SerJson> SerJson for Setting<T> {
    fn ser_json(&self, d: usize, s: &mut SerJsonState) {
        s.out.push('[');
        match self {
            Setting::Value(value) => {
                value.ser_json(d, s);
                s.out.push_str(",null");
            }
            Setting::Param(id) => {
                s.out.push_str("null,");
                id.ser_json(d, s);
            }
        }
        s.out.push(']');
    }
}

#[cfg(feature = "decode")]
impl<T: DeJson> DeJson for Setting<T> {
    fn de_json(s: &mut DeJsonState, i: &mut std::str::Chars<'_>) -> Result<Setting<T>, DeJsonErr> {
        match <(Option<T>, Option<ParamId>)>::de_json(s, i)? {
            (Some(value), _) => Ok(Setting::Value(value)),
            (None, Some(id)) => Ok(Setting::Param(id)),
            (None, None) => Err(s.err_parse("a value or a param")),
        }
    }
}

/// A text in pieces, some of which are known only at run time.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Text(pub Vec<Piece>);

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub enum Piece {
    /// As written.
    Literal(String),
    /// The value of a param.
    Param(ParamId),
    /// What AWS says of a thing, as a load balancer's `dns_name`.
    Attribute(Attribute),
}

/// An attribute of a declared thing, known when the thing stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Attribute {
    /// The thing.
    pub of: Thing,
    /// The attribute's name, one of [`Thing::attributes`].
    pub name: String,
}
