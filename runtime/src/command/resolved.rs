//! What a command is about: the run-time values, and the topology that has them, checked once more.

use groundplan_model::check::check_all;
use groundplan_model::diagnostic::Finding;
use groundplan_model::params::{Values, to_json};
use groundplan_model::policy::{Policy, check_policies};
use groundplan_model::topology::Topology;

use super::{Call, arguments};
use crate::exit::Exit;
use crate::params::{self, Resolved};
use crate::terminal::{ERROR, STRONG, WARNING, paint};

/// The value of every param, or the problems told.
pub(super) fn resolve(call: &Call<'_>) -> Result<Resolved, Exit> {
    let sources = arguments::read_sources(call.topology, call.matches).map_err(|problem| {
        call.terminal.problem(&problem, None);
        Exit::Usage
    })?;
    params::resolve(call.topology, &sources).map_err(|problems| {
        for problem in problems {
            call.terminal.problem(&problem.to_string(), None);
        }
        Exit::Usage
    })
}

/// The topology with its run-time values, checked with the rules again.
pub(super) fn resolve_topology(call: &Call<'_>) -> Result<Topology, Exit> {
    let topology = call.topology.with_values(&resolve(call)?.values);
    let errors = errors(&topology, call.policies);
    tell(call, &errors);
    if errors.is_empty() { Ok(topology) } else { Err(Exit::Refused) }
}

/// What the rules warn of in a topology whose params have their values.
pub(super) fn warnings(topology: &Topology) -> Vec<Finding> {
    check_all(topology).into_iter().filter(|finding| !finding.rule.severity.is_error()).collect()
}

/// Tells findings, to a program as a JSON object a line.
pub(super) fn tell(call: &Call<'_>, findings: &[Finding]) {
    for finding in findings {
        call.terminal.say(&if call.terminal.json { finding_json(finding) } else { render_finding(finding) });
    }
}

/// A finding as a JSON object.
pub(super) fn finding_json(finding: &Finding) -> String {
    let level = if finding.rule.severity.is_error() { "error" } else { "warning" };
    let mut told = Values::from([
        (level.to_owned(), finding.message.clone()),
        ("rule".to_owned(), finding.rule.name.to_owned()),
    ]);
    told.extend(finding.help.clone().map(|help| ("help".to_owned(), help)));
    to_json(&told)
}

/// What the rules and the policies refuse in a topology whose params have their values.
fn errors(topology: &Topology, policies: &[&Policy]) -> Vec<Finding> {
    let mut findings = check_all(topology);
    findings.extend(check_policies(policies, topology));
    findings.retain(|finding| finding.rule.severity.is_error());
    findings
}

/// A finding as text.
fn render_finding(finding: &Finding) -> String {
    let word =
        if finding.rule.severity.is_error() { paint(ERROR, "error") } else { paint(WARNING, "warning") };
    let mut text = format!("{word}: {}", finding.message);
    if let Some(help) = &finding.help {
        text.push_str(&format!("\n  {} {help}", paint(STRONG, "help:")));
    }
    text.push_str(&format!("\n  rule: groundplan::{}", finding.rule.name));
    text
}
