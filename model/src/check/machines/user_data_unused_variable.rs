//! Values for user data that it does not use.

use crate::ordered::OrderedSet;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::closest::closest;
use crate::template::placeholders;

use super::launches;

pub(super) static RULE: Rule = Rule {
    name: "user_data_unused_variable",
    severity: Severity::Lint,
    checks: "A value that user data is given stands in it.",
    why: "A misspelt name in the script leaves the value out.",
    fails: "user_data: file \"web.sh\" { port: 3000 }, where the script has no `{{ port }}`",
    instead: "Remove the value, or use it.",
    source: "Groundplan, templates of user data, 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (header, launch) in launches(context) {
        let Some(data) = &launch.user_data else { continue };
        let used: OrderedSet<&str> = placeholders(&data.text).map(|placeholder| placeholder.name).collect();
        for variable in data.variables.iter().filter(|variable| !used.contains(variable.name.as_str())) {
            let (name, file) = (&variable.name.value, &data.file.value);
            let message = format!("`{file}` does not use `{{{{ {name} }}}}`");
            let finding = Finding::new(&RULE, variable.name.at, message).about(header.name.at);
            report.push(finding.help(match closest(name, used.iter().copied()) {
                Some(near) => format!("did you mean `{near}`"),
                None => "remove it".to_owned(),
            }));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_value_that_is_not_used_is_told_at_its_name() {
        let mut sample = Sample::street();
        sample.user_data("web", "#!/bin/sh\n{{ port }}", &[("port", "3000"), ("host", "x")]);
        assert_eq!(sample.told(), ["user_data_unused_variable at web.user_data.host"]);
    }
}
