//! What a command is about: the run-time values, and the topology that has them, checked once more.

use groundplan_model::check::check_all;
use groundplan_model::diagnostic::Finding;
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
    for finding in &errors {
        if call.terminal.json {
            call.terminal.problem(&finding.message, finding.help.as_deref());
        } else {
            call.terminal.say(&render_finding(finding));
        }
    }
    if errors.is_empty() { Ok(topology) } else { Err(Exit::Refused) }
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
