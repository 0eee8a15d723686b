//! What a request must be for a rule to take it.

use crate::cidr::Block;
use crate::refusal::Refusal;
use crate::settings::Quotas;
use crate::store::balancing::Condition;
use crate::wire::input::Input;
use crate::wire::xml::Xml;

/// Reads `Conditions`.
pub(super) fn read_conditions(input: Input<'_>) -> Result<Vec<Condition>, Refusal> {
    input.structures("Conditions").into_iter().map(read_condition).collect()
}

fn read_condition(input: Input<'_>) -> Result<Condition, Refusal> {
    let field = input.text("Field")?;
    let plain = input.texts("Values");
    let values = |config: &str| {
        let inside = input.structure(config).map(|inside| inside.texts("Values")).unwrap_or_default();
        if inside.is_empty() { plain.clone() } else { inside }
    };
    match field {
        "host-header" => Ok(Condition::Host(values("HostHeaderConfig"))),
        "path-pattern" => Ok(Condition::Path(values("PathPatternConfig"))),
        "http-request-method" => Ok(Condition::Method(values("HttpRequestMethodConfig"))),
        "source-ip" => Ok(Condition::Source(values("SourceIpConfig"))),
        "http-header" => {
            let inside =
                input.structure("HttpHeaderConfig").ok_or_else(|| input.missing("HttpHeaderConfig"))?;
            Ok(Condition::Header {
                name: inside.text("HttpHeaderName")?.to_owned(),
                values: inside.texts("Values"),
            })
        }
        "query-string" => {
            let inside =
                input.structure("QueryStringConfig").ok_or_else(|| input.missing("QueryStringConfig"))?;
            let pairs = inside.structures("Values").into_iter();
            let pairs = pairs
                .map(|pair| Ok((pair.optional("Key").map(str::to_owned), pair.text("Value")?.to_owned())));
            Ok(Condition::Query(pairs.collect::<Result<_, Refusal>>()?))
        }
        // API reference, RuleCondition, Field: the six.
        other => Err(Refusal::validation(format!(
            "Condition field '{other}' must be one of '[path-pattern, host-header, http-header, http-request-method, query-string, source-ip]'"
        ))),
    }
}

/// Refuses what the conditions of one rule cannot be.
pub(super) fn refuse_conditions(conditions: &[Condition], quotas: &Quotas) -> Result<(), Refusal> {
    // API reference, CreateRule, Conditions: required.
    if conditions.is_empty() {
        return Err(Refusal::validation("A condition must be specified"));
    }
    let mut values = 0;
    let mut wildcards = 0;
    for (at, condition) in conditions.iter().enumerate() {
        let repeats = !matches!(condition, Condition::Header { .. } | Condition::Query(_));
        let again = conditions[..at].iter().any(|before| field(before) == field(condition));
        if repeats && again {
            // User guide, "Condition types for listener rules": one of these at most.
            let message = format!("A rule can only have one '{}' condition", field(condition));
            return Err(Refusal::validation(message));
        }
        let texts = texts(condition);
        if texts.is_empty() {
            return Err(Refusal::validation(format!(
                "A condition value must be specified for '{}'",
                field(condition)
            )));
        }
        values += texts.len();
        for text in &texts {
            let matches = matches!(condition, Condition::Method(_) | Condition::Source(_));
            wildcards += if matches { 0 } else { text.bytes().filter(|byte| b"*?".contains(byte)).count() };
            refuse_value(condition, text)?;
        }
    }
    // User guide, page on quotas.
    if values > quotas.rule_values {
        return Err(Refusal::validation(format!(
            "A rule can only have '{}' condition values",
            quotas.rule_values
        )));
    }
    if wildcards > quotas.rule_wildcards {
        return Err(Refusal::validation(format!(
            "A rule can only have '{}' condition wildcards",
            quotas.rule_wildcards
        )));
    }
    Ok(())
}

fn field(condition: &Condition) -> &'static str {
    match condition {
        Condition::Host(_) => "host-header",
        Condition::Path(_) => "path-pattern",
        Condition::Header { .. } => "http-header",
        Condition::Query(_) => "query-string",
        Condition::Method(_) => "http-request-method",
        Condition::Source(_) => "source-ip",
    }
}

fn texts(condition: &Condition) -> Vec<&str> {
    match condition {
        Condition::Host(values)
        | Condition::Path(values)
        | Condition::Method(values)
        | Condition::Source(values) => values.iter().map(String::as_str).collect(),
        Condition::Header { values, .. } => values.iter().map(String::as_str).collect(),
        Condition::Query(pairs) => pairs.iter().map(|(_, value)| value.as_str()).collect(),
    }
}

/// API reference, RuleCondition and the configurations of its fields: lengths and characters.
fn refuse_value(condition: &Condition, value: &str) -> Result<(), Refusal> {
    let every = |set: &[u8]| value.bytes().all(|byte| byte.is_ascii_alphanumeric() || set.contains(&byte));
    let short = value.chars().count() <= 128;
    let fits = match condition {
        Condition::Host(_) => {
            let last = value.rsplit_once('.').map(|(_, last)| last);
            let letters = last
                .is_some_and(|last| !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_alphabetic()));
            short && every(b"-.*?") && letters
        }
        Condition::Path(_) => short && every(b"_-.$/~\"'@:+&*?"),
        Condition::Header { name, .. } => {
            short
                && !name.eq_ignore_ascii_case("host")
                && (1..=40).contains(&name.len())
                && value.bytes().all(|byte| (b' '..=b'~').contains(&byte))
        }
        Condition::Query(_) => short && value.bytes().all(|byte| (b' '..=b'~').contains(&byte)),
        Condition::Method(_) => {
            value.len() <= 40 && value.bytes().all(|byte| byte.is_ascii_uppercase() || b"-_".contains(&byte))
        }
        Condition::Source(_) => Block::parse(value)
            .is_some_and(|block| block.to_string() == value && value != "255.255.255.255/32"),
    };
    if fits {
        return Ok(());
    }
    Err(Refusal::validation(format!("The condition value '{value}' is not valid for '{}'", field(condition))))
}

/// Writes `Conditions`. The older fields tell their values in both ways that AWS has.
pub(super) fn write_conditions(xml: &mut Xml, conditions: &[Condition]) {
    xml.list("Conditions", conditions, |xml, condition| {
        xml.text("Field", field(condition));
        match condition {
            Condition::Host(values) => {
                xml.texts("Values", values);
                xml.element("HostHeaderConfig", |xml| xml.texts("Values", values));
            }
            Condition::Path(values) => {
                xml.texts("Values", values);
                xml.element("PathPatternConfig", |xml| xml.texts("Values", values));
            }
            Condition::Method(values) => {
                xml.element("HttpRequestMethodConfig", |xml| xml.texts("Values", values))
            }
            Condition::Source(values) => xml.element("SourceIpConfig", |xml| xml.texts("Values", values)),
            Condition::Header { name, values } => xml.element("HttpHeaderConfig", |xml| {
                xml.text("HttpHeaderName", name);
                xml.texts("Values", values);
            }),
            Condition::Query(pairs) => xml.element("QueryStringConfig", |xml| {
                xml.list("Values", pairs, |xml, (key, value)| {
                    xml.optional("Key", key.as_ref());
                    xml.text("Value", value);
                });
            }),
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_judged_by_their_field() {
        let host = |value: &str| Condition::Host(vec![value.to_owned()]);
        let path = |value: &str| Condition::Path(vec![value.to_owned()]);
        let method = |value: &str| Condition::Method(vec![value.to_owned()]);
        let source = |value: &str| Condition::Source(vec![value.to_owned()]);
        let quotas = Quotas::default();
        for (condition, fits) in [
            (host("api.example.org"), true),
            (host("*.example.org"), true),
            (host("*"), false),
            (host("10.0.0.1"), false),
            (host("a_b.example.org"), false),
            (host("example.org:80"), false),
            (path("/v1/*"), true),
            (path("/a#b"), false),
            (method("GET"), true),
            (method("get"), false),
            (source("203.0.113.7/32"), true),
            (source("203.0.113.7"), false),
            (source("203.0.113.7/24"), false),
        ] {
            assert_eq!(
                refuse_conditions(std::slice::from_ref(&condition), &quotas).is_ok(),
                fits,
                "{condition:?}"
            );
        }
    }

    #[test]
    fn a_rule_has_five_values_and_six_wildcards_at_most() {
        let hosts =
            |count: usize| Condition::Host((0..count).map(|at| format!("h{at}.example.org")).collect());
        let quotas = Quotas::default();
        assert!(refuse_conditions(&[hosts(5)], &quotas).is_ok());
        assert!(
            refuse_conditions(&[hosts(4), Condition::Path(vec!["/a".to_owned(), "/b".to_owned()])], &quotas)
                .is_err()
        );
        assert!(refuse_conditions(&[hosts(1), hosts(1)], &quotas).is_err());
        assert!(refuse_conditions(&[Condition::Path(vec!["/*******".to_owned()])], &quotas).is_err());
        assert!(refuse_conditions(&[], &quotas).is_err());
    }
}
