//! An assertion about nobody.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::reach::show;
use crate::topology::End;

use super::assert_contradicts_assert_never::show_assertion;

pub(super) static RULE: Rule = Rule {
    name: "assert_never_is_vacuous",
    severity: Severity::Lint,
    checks: "The ends of an assertion, of either kind, stand for somebody.",
    why: "Whatever is said of a group that nothing wears is true.",
    fails: "group cache; assert never internet -> cache; where nothing wears cache",
    instead: "Add the group to the `groups:` of a thing, or remove the assertion.",
    source: "Groundplan, what an arrow means, 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    for assertion in &context.assertions {
        let is_nobody = |end: End| match end {
            End::Group(group) => reach.interfaces.wearing(group).is_empty(),
            End::Vpc(vpc) => reach.subnets_of(vpc).next().is_none(),
            _ => false,
        };
        let mut ends = assertion.from.iter().chain(&assertion.to);
        let Some(end) = ends.find(|end| is_nobody(end.value)) else { continue };
        let name = show::show_end(context, end.value);
        let message =
            format!("`{}` says nothing, nothing is in `{name}`", show_assertion(context, assertion));
        let help = format!("add `{name}` to the `groups:` of a thing, or remove the assertion");
        report.push(Finding::new(&RULE, end.at, message).about(assertion.at).help(help));
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_group_that_nobody_wears_makes_an_assertion_empty() {
        let mut sample = Sample::street();
        sample.group("cache");
        sample.arrow("assert never internet -> [web, cache]");
        assert_eq!(
            sample.told(),
            ["assert_never_is_vacuous at cache in assert never internet -> [web, cache]"]
        );
    }
}
