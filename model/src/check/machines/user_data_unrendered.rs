//! Placeholders in user data that nobody gives a value.

use crate::ordered::OrderedSet;
use crate::check::{Context, Report};
use crate::closest::closest;
use crate::diagnostic::{Finding, Rule, Severity};
use crate::template::{line_of, placeholders};

use super::launches;

pub(super) static RULE: Rule = Rule {
    name: "user_data_unrendered",
    severity: Severity::Broken,
    checks: "Each `{{ name }}` of user data has a value.",
    why: "The machine would run the script with the braces in it.",
    fails: "user_data: file \"web.sh\", where the script says `{{ port }}`",
    instead: "`user_data: file \"web.sh\" { port: 3000 }`",
    source: "Groundplan, templates of user data, 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (header, launch) in launches(context) {
        let Some(data) = &launch.user_data else { continue };
        let mut given: OrderedSet<&str> = data.variables.iter().map(|variable| variable.name.as_str()).collect();
        given.insert("region");
        let used: OrderedSet<&str> = placeholders(&data.text).map(|placeholder| placeholder.name).collect();
        for placeholder in placeholders(&data.text) {
            let name = placeholder.name;
            // Each name is told once, at its first place.
            if !given.insert(name) {
                continue;
            }
            let (file, line) = (&data.file.value, line_of(&data.text, placeholder.start));
            let message = format!("`{{{{ {name} }}}}` has no value, line {line} of `{file}`");
            let mut spare = data.variables.iter().filter(|given| !used.contains(given.name.as_str()));
            let near = closest(name, spare.clone().map(|given| given.name.as_str()));
            if let Some(near) = near.and_then(|near| spare.find(|given| given.name.value == near)) {
                let finding = Finding::new(&RULE, near.name.at, message).about(header.name.at);
                report.push(finding.help(format!("write `{name}` in place of `{}`", near.name.value)));
                continue;
            }
            let finding = Finding::new(&RULE, data.file.at, message).about(header.name.at);
            report.push(finding.help(match data.variables.as_slice() {
                [] => format!("write `file \"{file}\" {{ {name}: … }}`"),
                _ => format!("add `{name}: …` to the values of the file"),
            }));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn each_name_without_a_value_is_told_once() {
        let mut sample = Sample::street();
        sample.user_data("web", "#!/bin/sh\n{{ port }} {{ port }} {{ region }} ${HOME}", &[]);
        assert_eq!(sample.speaks("user_data_unrendered"), ["web.user_data"]);
        let finding = &sample.findings()[0];
        assert_eq!(finding.message, "`{{ port }}` has no value, line 2 of `web.sh`");
        assert_eq!(finding.help.as_deref(), Some("write `file \"web.sh\" { port: … }`"));
        sample.user_data("web", "#!/bin/sh\n{{ port }} {{ host }}", &[("host", "x")]);
        assert_eq!(sample.findings()[0].help.as_deref(), Some("add `port: …` to the values of the file"));
    }

    #[test]
    fn a_misspelt_value_is_one_finding_at_its_name() {
        let mut sample = Sample::street();
        sample.user_data("web", "#!/bin/sh\n{{ port }}", &[("prot", "3000")]);
        assert_eq!(sample.told(), ["user_data_unrendered at web.user_data.prot"]);
    }

    #[test]
    fn a_text_with_all_its_values_is_right() {
        let mut sample = Sample::street();
        sample.user_data("web", "#!/bin/sh\n{{ port }}{{region}}", &[("port", "3000")]);
        assert!(sample.told().is_empty());
    }
}
