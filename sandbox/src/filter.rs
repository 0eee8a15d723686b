//! The lists of EC2: ids, filters and pages, the same for every kind.

use crate::operation::Call;
use crate::refusal::Refusal;
use crate::store::{Kind, Region, Tags, find};
use crate::wire::input::Input;

/// A filter that a kind knows: its name, and the values of a row that it looks at.
pub(crate) type Field<T> = (&'static str, fn(&T, &Region) -> Vec<String>);

/// One filter of a request.
#[derive(Debug, Clone)]
pub(crate) struct Filter {
    pub(crate) name: String,
    pub(crate) values: Vec<String>,
}

impl Filter {
    /// Whether one of a row's values matches one of the filter's.
    fn accepts<'a>(&self, mut values: impl Iterator<Item = &'a str>) -> bool {
        values.any(|value| {
            self.values.iter().any(|pattern| matches_pattern(pattern.as_bytes(), value.as_bytes()))
        })
    }
}

/// Reads `Filter.1.Name`, `Filter.1.Value.1` ….
pub(crate) fn read_filters(input: Input<'_>) -> Result<Vec<Filter>, Refusal> {
    let mut filters = Vec::new();
    for filter in input.structures("Filter") {
        let name = filter.text("Name")?.to_owned();
        let values = filter.texts("Value");
        // That no value is refused is assumed; "at most 200": EC2 user guide, "List and filter your resources", and
        // error codes.
        if values.is_empty() {
            return Err(Refusal::value(format!("The filter '{name}' must have a value")));
        }
        if values.len() > 200 {
            let message = format!(
                "The maximum number of filter values specified on a single call is 200, '{name}' has more"
            );
            return Err(Refusal::new("FilterLimitExceeded", message));
        }
        filters.push(Filter { name, values });
    }
    Ok(filters)
}

/// The rows of a list request, in the order of their ids, and the token of the next page.
pub(crate) struct Listed<'a, K> {
    pub(crate) rows: Vec<&'a K>,
    pub(crate) next: Option<String>,
}

/// How a kind is listed.
pub(crate) struct Listing<K: 'static> {
    /// The parameter that lists ids, e.g. `VpcId`.
    pub(crate) ids: &'static str,
    /// The filters that it knows beside those on tags.
    pub(crate) fields: &'static [Field<K>],
    /// The bounds of `MaxResults`; none where AWS has no pages.
    pub(crate) page: Option<(i64, i64)>,
}

/// Answers a describe request: reads ids, filters and page, refuses what AWS refuses, gives the rows.
pub(crate) fn list<'a, K: Kind>(call: &'a Call<'_>, listing: &Listing<K>) -> Result<Listed<'a, K>, Refusal> {
    let ids = call.input.texts(listing.ids);
    let filters = read_filters(call.input)?;
    let page = read_page(call, listing.page, (!ids.is_empty()).then_some(listing.ids))?;
    call.begin()?;

    for filter in &filters {
        let on_tags =
            filter.name == "tag-key" || filter.name.strip_prefix("tag:").is_some_and(|key| !key.is_empty());
        if !on_tags {
            refuse_unknown(filter, listing.fields)?;
        }
    }
    let region = &*call.region;
    let mut rows: Vec<(&'a str, &'a K)> = Vec::new();
    if ids.is_empty() {
        let seen = K::table(region).iter().filter(|(_, row)| crate::store::is_seen(region, *row));
        rows.extend(seen.map(|(id, row)| (id.as_str(), row)));
    } else {
        for id in &ids {
            find::<K>(region, id)?;
            let row = K::table(region).get_key_value(id);
            rows.extend(row.map(|(id, row)| (id.as_str(), row)));
        }
        rows.sort_by_key(|(id, _)| *id);
        rows.dedup_by_key(|(id, _)| *id);
    }
    rows.retain(|(_, row)| filters.iter().all(|filter| accepts(filter, *row, listing.fields, region)));
    let next = page.cut(&mut rows);
    Ok(Listed { rows: rows.into_iter().map(|(_, row)| row).collect(), next })
}

/// The parameter that lists keys, and what is said to one that is not there.
pub(crate) type Ids = (&'static str, fn(&str) -> Refusal);

/// The same for what has no table of its own: rows with their keys, and no tags.
pub(crate) fn list_rows<T>(
    call: &Call<'_>,
    ids: Option<Ids>,
    fields: &[Field<T>],
    bounds: Option<(i64, i64)>,
    rows: Vec<(String, T)>,
) -> Result<(Vec<T>, Option<String>), Refusal> {
    let wanted = ids.map(|(name, _)| call.input.texts(name)).unwrap_or_default();
    let filters = read_filters(call.input)?;
    let page = read_page(call, bounds, ids.filter(|_| !wanted.is_empty()).map(|(name, _)| name))?;
    call.begin()?;
    filters.iter().try_for_each(|filter| refuse_unknown(filter, fields))?;
    if let (Some((_, refusal)), Some(id)) =
        (ids, wanted.iter().find(|id| rows.iter().all(|(key, _)| key != *id)))
    {
        return Err(refusal(id));
    }
    let mut kept = rows;
    kept.retain(|(key, row)| {
        let named = wanted.is_empty() || wanted.contains(key);
        named && filters.iter().all(|filter| accepts_field(filter, row, fields, call.region))
    });
    kept.sort_by(|(one, _), (other, _)| one.cmp(other));
    let next = page.cut_owned(&mut kept);
    Ok((kept.into_iter().map(|(_, row)| row).collect(), next))
}

/// EC2 user guide, "List and filter your resources"; the words are those that EC2 answers.
fn refuse_unknown<T>(filter: &Filter, fields: &[Field<T>]) -> Result<(), Refusal> {
    if fields.iter().any(|(name, _)| *name == filter.name) {
        return Ok(());
    }
    Err(Refusal::value(format!("The filter '{}' is invalid", filter.name)))
}

fn accepts_field<T>(filter: &Filter, row: &T, fields: &[Field<T>], region: &Region) -> bool {
    fields.iter().filter(|(name, _)| *name == filter.name).any(|(_, values)| {
        let values = values(row, region);
        filter.accepts(values.iter().map(String::as_str))
    })
}

fn accepts<K: Kind>(filter: &Filter, row: &K, fields: &[Field<K>], region: &Region) -> bool {
    if let Some(accepted) = accepts_tags(filter, row.tags()) {
        return accepted;
    }
    accepts_field(filter, row, fields, region)
}

/// Judges `tag:<key>` and `tag-key`; none for another filter.
pub(crate) fn accepts_tags(filter: &Filter, tags: &Tags) -> Option<bool> {
    if filter.name == "tag-key" {
        return Some(filter.accepts(tags.keys().map(String::as_str)));
    }
    let key = filter.name.strip_prefix("tag:")?;
    Some(filter.accepts(tags.get(key).map(String::as_str).into_iter()))
}

/// `*` stands for any text, `?` for one character; the rest is compared with regard to case.
pub(crate) fn matches_pattern(pattern: &[u8], text: &[u8]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some((b'*', rest)) => (0..=text.len()).any(|at| matches_pattern(rest, &text[at..])),
        Some((b'?', rest)) => !text.is_empty() && matches_pattern(rest, &text[1..]),
        Some((first, rest)) => text.first() == Some(first) && matches_pattern(rest, &text[1..]),
    }
}

/// Which part of a list is wanted.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    after: Option<String>,
    size: usize,
    request: u64,
}

/// Reads `MaxResults` and `NextToken`.
///
/// `ids` is the name of the parameter that lists ids, if it was given: together with `MaxResults` it is refused.
pub(crate) fn read_page(
    call: &Call<'_>,
    bounds: Option<(i64, i64)>,
    ids: Option<&str>,
) -> Result<Page, Refusal> {
    let input = call.input;
    let asked = format!("{} {}", call.operation, input.fingerprint(&["NextToken", "MaxResults", "DryRun"]));
    let request = crate::store::checksum(asked.as_bytes());
    let Some((least, most)) = bounds else { return Ok(Page { after: None, size: usize::MAX, request }) };
    let size = input.number("MaxResults")?;
    let token = input.optional("NextToken");
    if let Some(size) = size {
        if let Some(ids) = ids {
            // EC2 API reference, DescribeVpcs and its kin: "you cannot specify this parameter and the ID parameter".
            let message = format!("The parameter {ids} cannot be used with the parameter maxResults");
            return Err(Refusal::combination(message));
        }
        if !(least..=most).contains(&size) {
            // EC2 API reference, the range of `MaxResults`; the words are those that EC2 answers.
            let message = format!(
                "Value ( {size} ) for parameter maxResults is invalid. Expecting a value between {least} and {most}."
            );
            return Err(Refusal::value(message));
        }
    }
    let after = token.map(|token| read_token(token, request)).transpose()?;
    let size = match (size, &after) {
        (Some(size), _) => usize::try_from(size).unwrap_or(usize::MAX),
        (None, None) => usize::MAX,
        (None, Some(_)) => usize::try_from(most).unwrap_or(usize::MAX),
    };
    Ok(Page { after, size, request })
}

impl Page {
    /// Leaves the rows of this page, and gives the token of the next one.
    pub(crate) fn cut<T>(&self, rows: &mut Vec<(&str, T)>) -> Option<String> {
        self.cut_by(rows, |(key, _)| key)
    }

    fn cut_owned<T>(&self, rows: &mut Vec<(String, T)>) -> Option<String> {
        self.cut_by(rows, |(key, _)| key)
    }

    fn cut_by<R>(&self, rows: &mut Vec<R>, key: impl Fn(&R) -> &str) -> Option<String> {
        if let Some(after) = &self.after {
            rows.retain(|row| key(row) > after.as_str());
        }
        if rows.len() <= self.size {
            return None;
        }
        rows.truncate(self.size);
        rows.last().map(|row| write_token(key(row), self.request))
    }
}

/// A token is the last key that was told, with a checksum over it and the request, so that one from another list is
/// refused.
pub(crate) fn write_token(key: &str, request: u64) -> String {
    let hex: String = key.bytes().map(|byte| format!("{byte:02x}")).collect();
    let sum = crate::store::checksum(format!("{key} {request}").as_bytes());
    format!("{sum:016x}{hex}")
}

pub(crate) fn read_token(token: &str, request: u64) -> Result<String, Refusal> {
    let key = (token.is_ascii() && token.len().is_multiple_of(2) && token.len() > 16).then(|| {
        let bytes = (16..token.len()).step_by(2).map(|at| u8::from_str_radix(&token[at..at + 2], 16).ok());
        bytes.collect::<Option<Vec<u8>>>().and_then(|bytes| String::from_utf8(bytes).ok())
    });
    let key = key.flatten().filter(|key| write_token(key, request) == token);
    // EC2 API reference, error codes: "The specified NextToken is not valid".
    key.ok_or_else(|| Refusal::new("InvalidNextToken", "The specified NextToken is not valid"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_know_star_and_question_mark() {
        for (pattern, text, fits) in [
            ("a*c", "abbc", true),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("*", "", true),
            ("ABC", "abc", false),
            ("*amazon*/x", "an-amazon-image/x", true),
        ] {
            assert_eq!(matches_pattern(pattern.as_bytes(), text.as_bytes()), fits, "{pattern} {text}");
        }
    }

    #[test]
    fn a_token_belongs_to_one_request() {
        let token = write_token("vpc-1", 7);
        assert_eq!(read_token(&token, 7), Ok("vpc-1".to_owned()));
        assert!(read_token(&token, 8).is_err());
        for wrong in ["", "x", "00", "0123456789abcdef00"] {
            assert!(read_token(wrong, 7).is_err(), "{wrong}");
        }
    }
}
