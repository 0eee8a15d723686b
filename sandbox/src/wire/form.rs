//! Bodies into trees of parameters.

use super::node::Node;
use crate::refusal::Refusal;

/// Reads a percent-encoded body, `a.1.b=x&c=y`, into a tree.
///
/// A name that is given twice, or that is a value and a structure, is refused (assumed: AWS's own answer is not
/// documented, no client sends it).
pub(crate) fn parse_form(body: &[u8]) -> Result<Node, Refusal> {
    let mut root = Node::empty();
    for pair in body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
        let at = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
        let name = decode(&pair[..at])?;
        let value = decode(pair.get(at + 1..).unwrap_or_default())?;
        if name.is_empty() || !root.insert(&name, value) {
            return Err(Refusal::new(
                "MalformedQueryString",
                format!("The parameter '{name}' is repeated or misplaced"),
            ));
        }
    }
    Ok(root)
}

/// Reads a JSON body into a tree; arrays become the keys 1, 2, 3 …, `null` is as if it were not there.
pub(crate) fn parse_json(body: &[u8]) -> Result<Node, Refusal> {
    if body.is_empty() {
        return Ok(Node::empty());
    }
    // AWS JSON protocol 1.1 (Smithy documentation): a body that cannot be read is a SerializationException.
    let value: serde_json::Value = serde_json::from_slice(body)
        .map_err(|error| Refusal::new("SerializationException", format!("the body is no JSON: {error}")))?;
    Ok(node_of_json(value).unwrap_or_else(Node::empty))
}

fn node_of_json(value: serde_json::Value) -> Option<Node> {
    use serde_json::Value;
    Some(match value {
        Value::Null => return None,
        Value::Bool(value) => Node::text(value.to_string()),
        Value::Number(value) => Node::text(value.to_string()),
        Value::String(value) => Node::text(value),
        Value::Array(values) => Node::Branch(
            (1..)
                .zip(values)
                .filter_map(|(at, value)| Some((at.to_string(), node_of_json(value)?)))
                .collect(),
        ),
        Value::Object(values) => Node::Branch(
            values.into_iter().filter_map(|(name, value)| Some((name, node_of_json(value)?))).collect(),
        ),
    })
}

/// Undoes percent encoding; `+` is a space.
fn decode(text: &[u8]) -> Result<String, Refusal> {
    let malformed = || Refusal::new("MalformedQueryString", "The query string contains a syntax error");
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'+' => out.push(b' '),
            b'%' => {
                let mut digit =
                    || bytes.next().and_then(|byte| char::from(*byte).to_digit(16)).ok_or_else(malformed);
                let (high, low) = (digit()?, digit()?);
                out.push((high * 16 + low) as u8);
            }
            byte => out.push(*byte),
        }
    }
    String::from_utf8(out).map_err(|_| malformed())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn a_form_becomes_a_tree_and_percent_encoding_is_undone() {
        let root = parse_form(b"Filter.1.Name=tag%3AName&Filter.1.Value.2=a+b&DryRun=true").unwrap();
        let filter = root.child("Filter").and_then(|filters| filters.child("1")).unwrap();
        assert_eq!(filter.child("Name"), Some(&Node::text("tag:Name")));
        assert_eq!(filter.child("Value").and_then(|values| values.child("2")), Some(&Node::text("a b")));
        assert_eq!(root.unread().unwrap(), "DryRun");
    }

    #[test]
    fn broken_encoding_and_repeated_names_are_refused() {
        for body in ["a=%4", "a=%zz", "a=1&a=2", "a=1&a.1=2", "a=%FF", "=1"] {
            assert_eq!(parse_form(body.as_bytes()).unwrap_err().code, "MalformedQueryString", "{body}");
        }
    }

    #[test]
    fn json_becomes_the_same_tree_as_a_form() {
        let json = parse_json(br#"{"Names":["a","b"],"Size":3,"On":true,"No":null}"#).unwrap();
        let form = parse_form(b"Names.1=a&Names.2=b&Size=3&On=true").unwrap();
        assert_eq!(json.canonical(), form.canonical());
        assert_eq!(parse_json(b"{").unwrap_err().code, "SerializationException");
    }
}
