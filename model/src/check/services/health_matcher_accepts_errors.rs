//! Health checks that take a client error for health.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "health_matcher_accepts_errors",
    severity: Severity::Lint,
    checks: "The codes of a health check hold no 4xx.",
    why: "A server whose page is missing, or that turns the check away, counts as healthy.",
    fails: "health_check: { path: \"/\", codes: 200..=499 }",
    instead: "Write `codes: 200..=399`, or a path that answers 200.",
    source: "Groundplan, service rules, 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for target in &context.target_groups {
        let codes = &target.health.codes;
        let Some((first, last)) = codes.iter().find(|(_, last)| (400..=499).contains(last)) else { continue };
        if report.failed(codes.at) {
            continue;
        }
        let range = if first == last { first.to_string() } else { format!("{first}..={last}") };
        let message = format!(
            "health check of `{}` counts {} as healthy (`{range}`)",
            target.name.value,
            (*first).max(400)
        );
        report.push(
            Finding::new(&RULE, codes.at, message)
                .about(target.name.at)
                .help("write `codes: 200..=399`, or a path that answers 200"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn any_4xx_is_told() {
        let told = |codes: &[(u16, u16)]| {
            let mut sample = Sample::street();
            sample.topology.target_groups[0].health.codes.value = codes.to_vec();
            sample.speaks("health_matcher_accepts_errors")
        };
        assert!(told(&[(200, 399)]).is_empty());
        assert_eq!(told(&[(200, 400)]), ["web.health.codes"]);
        assert_eq!(told(&[(200, 200), (404, 404)]), ["web.health.codes"]);
    }
}
