//! Run-time values: what a param accepts.
//!
//! A value is kept as the text that a person types (`2`, `yes`, `10.0.0.0/8`); [`check`] says whether it is one.
//! Where values come from (flags, environment, a file) is the engine's business.

use std::collections::BTreeMap;

use crate::cidr::Cidr;
use crate::topology::{At, Param, ParamType};

/// The value of each param, by name, as a person types it.
pub type Values = BTreeMap<String, String>;

/// Flags of the commands. A param of such a name would have the same flag.
pub const FLAGS: &[&str] = &[
    "actors",
    "clock",
    "deployment",
    "endpoint",
    "example",
    "exit-code",
    "help",
    "json",
    "out",
    "params",
    "plan",
    "profile",
    "sandbox",
    "wait",
    "yes",
];

/// The flag of a param without its hyphens: `web-count`.
#[must_use]
pub fn flag(name: &str) -> String {
    name.replace('_', "-")
}

/// The values as a JSON object.
#[must_use]
pub fn to_json(values: &Values) -> String {
    nanoserde::SerJson::serialize_json(values)
}

/// Whether `text` is a value of this type, and if not, what is wrong with it.
///
/// # Errors
///
/// A phrase that completes "param `name`: …".
pub fn check(ty: &ParamType, text: &str) -> Result<(), String> {
    match ty {
        ParamType::Host => check_host(text),
        ParamType::Count(min, max) => match text.parse::<u32>() {
            Ok(count) if (*min..=*max).contains(&count) => Ok(()),
            Ok(count) => Err(format!("`{count}` is outside {min}..={max}")),
            Err(_) => Err(format!("`{text}` is not a number of {min}..={max}")),
        },
        ParamType::Cidr => match Cidr::parse(text) {
            Ok((_, false)) => Ok(()),
            Ok((cidr, true)) => Err(format!("`{text}` has host bits set, write `{cidr}`")),
            Err(_) => Err(format!("`{text}` is not an IPv4 block such as `203.0.113.0/24`")),
        },
        ParamType::InstanceType(types) if types.iter().any(|one| one.value == text) => Ok(()),
        ParamType::InstanceType(types) => Err(format!("`{text}` is not one of {}", list_types(types))),
        ParamType::Bool if matches!(text, "yes" | "no") => Ok(()),
        ParamType::Bool => Err(format!("`{text}` is neither `yes` nor `no`")),
        ParamType::Text(None) => Ok(()),
        ParamType::Text(Some(pattern)) => match whole_pattern(pattern) {
            Ok(regex) if regex.is_match(text) => Ok(()),
            Ok(_) => Err(format!("`{text}` does not match `{pattern}`")),
            Err(problem) => Err(format!("its pattern cannot be used: {problem}")),
        },
    }
}

/// Whether a text can be the pattern of `String matching r"…"`.
///
/// # Errors
///
/// What is wrong with the pattern.
pub fn check_pattern(pattern: &str) -> Result<(), String> {
    whole_pattern(pattern).map(|_| ())
}

fn whole_pattern(pattern: &str) -> Result<regex_lite::Regex, String> {
    regex_lite::Regex::new(&format!("^(?:{pattern})$")).map_err(|error| error.to_string())
}

/// A host name without wildcard, as a load balancer's rule takes it: at most 128 characters, labels of letters,
/// digits and inner hyphens, letters behind the last dot.
///
/// Source: Elastic Load Balancing API reference, HostHeaderConditionConfig, 2026-09.
fn check_host(text: &str) -> Result<(), String> {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let last = text.rsplit('.').next().unwrap_or_default();
    if text.len() > 128 {
        Err(format!("`{text}` has {} characters, a host has at most 128", text.len()))
    } else if !text.contains('.') {
        Err(format!("`{text}` has no dot, a host is written like `www.example.com`"))
    } else if !text.split('.').all(label) || !last.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        Err(format!("`{text}` is not a host name such as `www.example.com`"))
    } else {
        Ok(())
    }
}

/// The instance types of a param, with commas.
#[must_use]
pub fn list_types(types: &[At<String>]) -> String {
    let types: Vec<&str> = types.iter().map(|one| one.value.as_str()).collect();
    types.join(", ")
}

impl Param {
    /// Every value that the param can have, as text, where they can be listed: counts, instance types, `yes` and `no`.
    #[must_use]
    pub fn all_values(&self) -> Option<Vec<String>> {
        match &self.ty {
            ParamType::Count(min, max) => Some((*min..=*max).map(|count| count.to_string()).collect()),
            ParamType::InstanceType(types) => Some(types.iter().map(|one| one.value.clone()).collect()),
            ParamType::Bool => Some(vec!["no".into(), "yes".into()]),
            ParamType::Host | ParamType::Cidr | ParamType::Text(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_outside_its_type_is_refused_with_the_bounds() {
        let refused = |ty: &ParamType, text: &str| check(ty, text).expect_err("refused");
        assert_eq!(refused(&ParamType::Count(1, 4), "5"), "`5` is outside 1..=4");
        assert_eq!(refused(&ParamType::Bool, "true"), "`true` is neither `yes` nor `no`");
        assert_eq!(
            refused(&ParamType::Cidr, "10.0.0.1/8"),
            "`10.0.0.1/8` has host bits set, write `10.0.0.0/8`"
        );
        assert_eq!(refused(&ParamType::Text(Some("[a-z]+".into())), "ab1"), "`ab1` does not match `[a-z]+`");
        assert!(refused(&ParamType::Host, "localhost").contains("no dot"));
    }

    #[test]
    fn values_at_the_bounds_are_taken() {
        for (ty, text) in [
            (ParamType::Count(1, 4), "1"),
            (ParamType::Count(1, 4), "4"),
            (ParamType::Bool, "yes"),
            (ParamType::Cidr, "0.0.0.0/0"),
            (ParamType::Host, "a-b.example.org"),
            (ParamType::Text(Some("[a-z]+".into())), "ab"),
            (ParamType::InstanceType(vec![At::new("t3.micro".into(), Default::default())]), "t3.micro"),
        ] {
            assert_eq!(check(&ty, text), Ok(()), "{text}");
        }
    }
}
