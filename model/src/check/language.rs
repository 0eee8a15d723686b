//! The rules that whoever reads the source tells: names, and the form of what is written.
//!
//! They have no function here, since a topology holds only what was understood. Their records stand here so that
//! one table knows every rule, and so that accepts and `explain` do.

use super::Entry;

pub(super) static RULES: &[Entry] = &[];
