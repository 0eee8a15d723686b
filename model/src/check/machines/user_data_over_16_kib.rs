//! User data that is too long for EC2.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::template::placeholders;
use crate::topology::{Piece, Text, UserData};

use super::launches;

pub(super) static RULE: Rule = Rule {
    name: "user_data_over_16_kib",
    severity: Severity::Refused,
    checks: "User data has at most 16384 bytes, with its values in place.",
    why: "EC2 refuses more: InvalidUserData.Malformed for a template, InvalidParameterValue for an instance. The limit is on the raw text, before base64.",
    fails: "user_data: file \"web.sh\", a script of 17000 bytes",
    instead: "Let the script fetch the rest.",
    source: "EC2 user guide, \"Run commands at launch\", 2026-09",
};

/// The limit in bytes. Source: EC2 user guide, "Run commands at launch", 2026-09.
const LIMIT: usize = 16_384;

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let region = context.region.as_ref().map_or(0, |region| region.value.len());
    for (header, launch) in launches(context) {
        let Some(data) = &launch.user_data else { continue };
        let length = rendered_length(context, data, region);
        if length > LIMIT {
            let message = format!("user data `{}` renders to {length} bytes, the limit is {LIMIT}", data.file.value);
            let finding = Finding::new(&RULE, data.file.at, message).about(header.name.at);
            report.push(finding.help("let the script fetch a part of it when the machine starts"));
        }
    }
}

/// The least number of bytes that the text has with its values: what is known only at run time counts nothing.
fn rendered_length(context: &Context<'_>, data: &UserData, region: usize) -> usize {
    let of_name = |name: &str| match data.variables.iter().find(|variable| variable.name.value == name) {
        Some(variable) => shortest(context, &variable.value),
        None if name == "region" => region,
        None => 0,
    };
    let placeholders = placeholders(&data.text);
    let change: (usize, usize) = placeholders.fold((0, 0), |(gone, come), placeholder| {
        (gone + placeholder.end - placeholder.start, come + of_name(placeholder.name))
    });
    data.text.len() - change.0 + change.1
}

/// The least number of bytes of a text: of a param that can be listed, its shortest value.
fn shortest(context: &Context<'_>, text: &Text) -> usize {
    let pieces = text.0.iter().map(|piece| match piece {
        Piece::Literal(literal) => literal.len(),
        Piece::Param(id) => context[*id].all_values().iter().flatten().map(String::len).min().unwrap_or(0),
        Piece::Attribute(_) => 0,
    });
    pieces.sum()
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    fn speaks(text: &str, values: &[(&str, &str)]) -> Vec<String> {
        let mut sample = Sample::street();
        sample.user_data("web", text, values);
        sample.speaks("user_data_over_16_kib")
    }

    #[test]
    fn the_limit_is_on_bytes_with_values_in_place() {
        let script = |length: usize| format!("#!/bin/sh\n{}", "x".repeat(length - 10));
        assert!(speaks(&script(16_384), &[]).is_empty());
        assert_eq!(speaks(&script(16_385), &[]), ["web.user_data"]);
        let value = "x".repeat(16_374);
        assert!(speaks("#!/bin/sh\n{{ value }}", &[("value", &value)]).is_empty());
        assert_eq!(speaks("#!/bin/sh\n{{ value }}", &[("value", &format!("{value}x"))]), ["web.user_data"]);
        assert_eq!(speaks("#!/bin/sh\n{{ value }}", &[("value", &"é".repeat(8188))]), ["web.user_data"]);
        let region = script(16_375) + "{{ region }}";
        assert!(speaks(&region, &[]).is_empty());
        assert_eq!(speaks(&format!("x{region}"), &[]), ["web.user_data"]);
    }
}
