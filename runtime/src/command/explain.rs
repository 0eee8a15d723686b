//! `explain`: a rule's page, or what a declared thing is made of.

use groundplan_model::check::{find_rule, rules};
use groundplan_model::closest::closest;
use groundplan_model::describe::{Described, describe};
use groundplan_model::diagnostic::Rule;
use groundplan_model::params::to_json;

use super::Call;
use crate::exit::Exit;
use crate::terminal::{DIM, STRONG, paint};

pub(super) fn run(call: &Call<'_>) -> Result<Exit, Exit> {
    let name = call.matches.get_one::<String>("name").map(String::as_str).unwrap_or_default();
    let name = name.strip_prefix("groundplan::").unwrap_or(name);
    let described = describe(call.topology, name);
    if let Some(entry) = find_rule(name) {
        let text = if call.terminal.json {
            rule_json(entry.rule)
        } else {
            render_rule(entry.rule).trim_end().to_owned()
        };
        call.terminal.data(&text);
        Ok(Exit::Done)
    } else if !described.is_empty() {
        if call.terminal.json {
            let things: Vec<String> = described.iter().map(thing_json).collect();
            call.terminal.data(&format!("[{}]", things.join(",\n")));
        } else {
            let text: Vec<String> = described.iter().map(render_thing).collect();
            call.terminal.data(text.join("\n").trim_end());
        }
        Ok(Exit::Done)
    } else {
        let names = call.topology.names();
        let known = rules().map(|entry| entry.rule.name).chain(names.iter().map(String::as_str));
        let help = closest(name, known).map(|near| format!("did you mean `{near}`?"));
        call.terminal.problem(&format!("`{name}` is neither a rule nor a declared name"), help.as_deref());
        Err(Exit::Usage)
    }
}

fn render_rule(rule: &Rule) -> String {
    let Rule { name, checks, why, fails, instead, source, .. } = rule;
    let severity = rule.severity.describe();
    let title = paint(STRONG, &format!("groundplan::{name}"));
    format!(
        "{title}  ({severity})\n\n{checks}\n\n{why}\n\n{}\n{}\n\n{}\n{}\n\n{}\n",
        paint(STRONG, "Fails:"),
        indent(fails),
        paint(STRONG, "Write instead:"),
        indent(instead),
        paint(DIM, &format!("Source: {source}")),
    )
}

fn rule_json(rule: &Rule) -> String {
    let Rule { name, checks, why, fails, instead, source, .. } = rule;
    object([
        ("rule", *name),
        ("severity", rule.severity.describe()),
        ("checks", *checks),
        ("why", *why),
        ("fails", *fails),
        ("instead", *instead),
        ("source", *source),
    ])
}

fn thing_json(thing: &Described) -> String {
    let head = object([("word", thing.word), ("name", &thing.name), ("docs", thing.docs.trim())]);
    let of = |written: bool| {
        let some = thing.properties.iter().filter(|property| property.written == written);
        object(some.map(|property| (property.name, property.value.as_str())))
    };
    format!("{{\"thing\": {head}, \"written\": {}, \"defaults\": {}}}", of(true), of(false))
}

/// Texts by name, as a JSON object.
fn object<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    to_json(&texts.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect())
}

fn render_thing(thing: &Described) -> String {
    let mut text = format!("{}\n", paint(STRONG, &format!("{} {}", thing.word, thing.name)));
    for line in thing.docs.lines() {
        text.push_str(&format!("  {}\n", line.trim()));
    }
    let width = thing.properties.iter().map(|property| property.name.len()).max().unwrap_or_default();
    for property in &thing.properties {
        let default = if property.written { String::new() } else { paint(DIM, "  (default)") };
        text.push_str(&format!("  {:width$}  {}{default}\n", property.name, property.value));
    }
    text
}

fn indent(text: &str) -> String {
    text.trim_end().lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}
