//! What all kinds of EC2 resources have in common: an id with a prefix, a table, tags, and codes for an id that is
//! unknown or malformed.

use std::collections::BTreeMap;

use super::Region;
use crate::clock::Timestamp;
use crate::refusal::Refusal;

/// The tags of a resource.
pub(crate) type Tags = BTreeMap<String, String>;

/// Whether a tag's key or value has only what all services but EC2 take: letters, digits, spaces and some signs (API
/// references of ELBv2 and ACM, Tag).
pub(crate) fn is_tag_text(text: &str) -> bool {
    text.chars()
        .all(|letter| letter.is_alphanumeric() || letter.is_whitespace() || "_.:/=+-@".contains(letter))
}

/// A kind of EC2 resource: one implementation stands beside its row.
pub(crate) trait Kind: Sized + 'static {
    /// What its ids begin with, e.g. `vpc`.
    const PREFIX: &'static str;
    /// Its name in tag specifications and in `DescribeTags`, e.g. `internet-gateway`.
    const TYPE: &'static str;
    /// Its noun in messages, e.g. `vpc ID`: "The vpc ID 'vpc-1' does not exist".
    const NOUN: &'static str;
    /// The code for an id that does not exist.
    const NOT_FOUND: &'static str;
    /// The code for an id of the wrong form.
    const MALFORMED: &'static str;

    fn table(region: &Region) -> &BTreeMap<String, Self>;
    fn table_mut(region: &mut Region) -> &mut BTreeMap<String, Self>;
    fn tags(&self) -> &Tags;
    fn tags_mut(&mut self) -> &mut Tags;
    /// When it was made: before that time and `Durations::unseen` are over, AWS may not know it yet.
    fn made_at(&self) -> Timestamp;
}

/// The row with this id.
pub(crate) fn find<'a, K: Kind>(region: &'a Region, id: &str) -> Result<&'a K, Refusal> {
    refuse_malformed::<K>(id)?;
    K::table(region).get(id).filter(|row| is_seen(region, *row)).ok_or_else(|| not_found::<K>(id))
}

/// The row with this id, to be changed.
pub(crate) fn find_mut<'a, K: Kind>(region: &'a mut Region, id: &str) -> Result<&'a mut K, Refusal> {
    find::<K>(region, id)?;
    K::table_mut(region).get_mut(id).ok_or_else(|| not_found::<K>(id))
}

/// The row with this id, seen or not: for what a request does not name itself, but made or led to.
pub(crate) fn row_mut<'a, K: Kind>(region: &'a mut Region, id: &str) -> Result<&'a mut K, Refusal> {
    K::table_mut(region).get_mut(id).ok_or_else(|| not_found::<K>(id))
}

/// Whether a row is old enough to be seen.
pub(crate) fn is_seen<K: Kind>(region: &Region, row: &K) -> bool {
    region.sees(row.made_at())
}

/// Refuses an id that is no id of this kind: the prefix, a dash, 8 or 17 hexadecimal digits.
pub(crate) fn refuse_malformed<K: Kind>(id: &str) -> Result<(), Refusal> {
    let digits = id.strip_prefix(K::PREFIX).and_then(|rest| rest.strip_prefix('-')).unwrap_or_default();
    let fits = matches!(digits.len(), 8 | 17)
        && digits.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    if fits {
        return Ok(());
    }
    Err(Refusal::new(K::MALFORMED, format!("Invalid id: \"{id}\" (expecting \"{}-...\")", K::PREFIX)))
}

/// EC2's words for an id that does not exist.
pub(crate) fn not_found<K: Kind>(id: &str) -> Refusal {
    Refusal::new(K::NOT_FOUND, format!("The {} '{id}' does not exist", K::NOUN))
}
