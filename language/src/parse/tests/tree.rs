//! The tree as short text, so that a test can say what a form became.

use crate::syntax::{Arm, Attributes, Body, EdgeMode, Key, Map, Statement, StatementKind, Value, ValueKind};

/// A statement with what stands before it.
pub(super) fn show(statement: &Statement) -> String {
    let kind = match &statement.kind {
        StatementKind::Topology { visibility, name } => {
            format!("{visibility} topology {name}").trim().to_string()
        }
        StatementKind::Let(name, value) => format!("let {name} = {}", show_value(value)),
        StatementKind::Output(name, value) => format!("output {name} = {}", show_value(value)),
        StatementKind::Param { name, ty, default } => {
            let default =
                default.as_ref().map(|value| format!(" = {}", show_value(value))).unwrap_or_default();
            format!("param {name}: {}{default}", show_value(ty))
        }
        StatementKind::Enforce(paths) => {
            let paths: Vec<String> = paths.iter().map(ToString::to_string).collect();
            format!("enforce {}", paths.join(", "))
        }
        StatementKind::Zones(zones) => {
            let zones: Vec<String> = zones.iter().map(ToString::to_string).collect();
            format!("zones {}", zones.join(" "))
        }
        StatementKind::Edge(edge) => {
            let mode = match edge.mode {
                EdgeMode::Need => "",
                EdgeMode::Permit(_) => "permit ",
                EdgeMode::Assert(_) => "assert ",
                EdgeMode::AssertNever(_) => "assert never ",
            };
            let ports = edge.ports.iter().map(|ports| match &ports.ports {
                Some(value) => format!("{} {}", ports.protocol, show_value(value)),
                None => ports.protocol.to_string(),
            });
            let ports = ports.collect::<Vec<_>>().join(", ");
            format!("{mode}{} -> {}: {ports}", show_value(&edge.from), show_value(&edge.to))
                .trim()
                .to_string()
        }
        StatementKind::Route(from, to) => format!("{} -> {}", show_value(from), show_value(to)),
        StatementKind::Listen { protocol, port, with, action } => {
            let with = with.as_ref().map(|map| format!(" with {}", show_map(map))).unwrap_or_default();
            format!("listen {protocol} {}{with} => {}", show_value(port), show_value(action))
        }
        StatementKind::Declaration(declaration) => {
            let mut parts = Vec::new();
            parts.extend(declaration.existing.as_ref().map(ToString::to_string));
            parts.push(declaration.word.to_string());
            parts.extend(declaration.name.as_ref().map(ToString::to_string));
            parts.extend(declaration.operands.iter().map(show_value));
            parts.extend(declaration.per_zone.map(|_| "per zone".into()));
            for place in &declaration.places {
                parts.push(place.word.to_string());
                parts.extend(place.values.iter().map(show_value));
            }
            parts.extend(declaration.with.as_ref().map(|map| format!("with {}", show_map(map))));
            match &declaration.body {
                Body::None => {}
                Body::Statements(inside) => {
                    parts.push(format!("{{{}}}", inside.iter().map(show).collect::<Vec<_>>().join("; ")));
                }
                Body::Properties(map) => parts.push(show_map(map)),
            }
            parts.join(" ")
        }
        StatementKind::Unread { words, .. } => {
            format!("unread {}", words.iter().map(String::as_str).collect::<Vec<_>>().join(" "))
        }
    };
    format!("{}{kind}", show_attributes(&statement.attributes))
}

fn show_attributes(attributes: &Attributes) -> String {
    let mut text = String::new();
    if !attributes.docs.is_empty() {
        text.push_str(&format!("///{} ", attributes.docs.replace('\n', "|")));
    }
    if let Some(was) = &attributes.was {
        text.push_str(&format!("#[was({was})] "));
    }
    for accept in &attributes.accepts {
        let rules: Vec<String> = accept.rules.iter().map(ToString::to_string).collect();
        let reason = accept.reason.as_ref().map(|reason| format!("{:?}", reason.text)).unwrap_or_default();
        text.push_str(&format!("#[accept({}, {reason})] ", rules.join(" ")));
    }
    text
}

fn show_map(map: &Map) -> String {
    let bases = map.bases.iter().map(|base| format!("..{base}"));
    let entries = map.entries.iter().map(|entry| {
        let key = match &entry.key {
            Key::Word(word) => word.to_string(),
            Key::Text(text) => format!("{:?}", text.text),
        };
        format!("{}{key}: {}", show_attributes(&entry.attributes), show_value(&entry.value))
    });
    format!("{{{}}}", bases.chain(entries).collect::<Vec<_>>().join(", "))
}

fn show_values(values: &[Value], between: &str) -> String {
    values.iter().map(show_value).collect::<Vec<_>>().join(between)
}

fn show_arm(arm: &Arm) -> String {
    let guard =
        arm.guard.as_ref().map(|(word, patterns)| format!(" if {word} {}", show_values(patterns, " | ")));
    let guard = guard.unwrap_or_default();
    let attributes = show_attributes(&arm.attributes);
    format!("{attributes}{}{guard} => {}", show_values(&arm.patterns, " | "), show_value(&arm.action))
}

/// A value.
pub(super) fn show_value(value: &Value) -> String {
    match &value.kind {
        ValueKind::Text(text) => format!("{text:?}"),
        ValueKind::Pattern(pattern) => format!("pattern {pattern}"),
        ValueKind::Number { number, unit: None } => number.to_string(),
        ValueKind::Number { number, unit: Some(unit) } => format!("{number} {}", unit.text),
        ValueKind::Range(from, to) => format!("{from}..={to}"),
        ValueKind::Name(name) => name.to_string(),
        ValueKind::List(values) => format!("[{}]", show_values(values, ", ")),
        ValueKind::Map(map) => show_map(map),
        ValueKind::Format(text) => format!("format {:?}", text.text),
        ValueKind::File(path, None) => format!("file {:?}", path.text),
        ValueKind::File(path, Some(map)) => format!("file {:?} {}", path.text, show_map(map)),
        ValueKind::Typed { word, arguments, map } => {
            let mut parts = vec![word.to_string()];
            parts.extend(arguments.iter().map(show_value));
            parts.extend(map.as_ref().map(show_map));
            format!("({})", parts.join(" "))
        }
        ValueKind::Match { subject, arms } => {
            let arms: Vec<String> = arms.iter().map(show_arm).collect();
            format!("match {subject} {{{}}}", arms.join(", "))
        }
        ValueKind::Failed => "failed".into(),
    }
}
