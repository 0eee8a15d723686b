//! `check`: the rules asked again, with the run-time values; what a build has proven is counted.

use groundplan_model::check::check_all;
use groundplan_model::diagnostic::Finding;
use groundplan_model::facts;
use groundplan_model::policy::{Policy, check_policies};
use groundplan_model::topology::Topology;

use super::{Call, params};
use crate::exit::Exit;
use crate::terminal::{ERROR, STRONG, WARNING, paint};

pub(super) fn run(call: &Call<'_>) -> Exit {
    match params::resolve_topology(call) {
        Ok(topology) => {
            let text =
                if call.terminal.json { facts_json(&topology) } else { render_facts(call.name, &topology) };
            call.terminal.data(&text);
            Exit::Done
        }
        Err(exit) => exit,
    }
}

/// What the rules and the policies refuse in a topology whose params have their values.
pub(super) fn errors(topology: &Topology, policies: &[&Policy]) -> Vec<Finding> {
    let mut findings = check_all(topology);
    findings.extend(check_policies(policies, topology));
    findings.retain(|finding| finding.rule.severity.is_error());
    findings
}

/// A finding as text.
pub(super) fn render_finding(finding: &Finding) -> String {
    let word =
        if finding.rule.severity.is_error() { paint(ERROR, "error") } else { paint(WARNING, "warning") };
    let mut text = format!("{word}: {}", finding.message);
    if let Some(help) = &finding.help {
        text.push_str(&format!("\n  {} {help}", paint(STRONG, "help:")));
    }
    text.push_str(&format!("\n  rule: groundplan::{}", finding.rule.name));
    text
}

fn render_facts(name: &str, topology: &Topology) -> String {
    let machines = facts::machines(topology);
    let (instances, vcpus) = (facts::instances(&machines), facts::vcpus(&machines));
    let counts = |counts: facts::Counts| {
        format!("{} desired, {} at most, {} at worst", counts.desired, counts.max, counts.worst)
    };
    let mut lines = vec![format!("{name}: no rule is broken"), String::new()];
    let mut add = |what: &str, told: String| lines.push(format!("  {what:16}  {told}"));
    add("region", topology.region.as_ref().map(|region| region.value.clone()).unwrap_or_default());
    let policies: Vec<&str> = topology.policies.iter().map(|policy| policy.value.as_str()).collect();
    add(
        "policies",
        if policies.is_empty() { "AWS's default quotas".to_owned() } else { policies.join(", ") },
    );
    add("instances", counts(instances));
    add("vCPUs", counts(vcpus));
    for accept in &topology.accepts {
        let rules: Vec<&str> = accept.rules.iter().map(|rule| rule.value.as_str()).collect();
        add("accepted", format!("{}: {}", rules.join(", "), accept.reason));
    }
    lines.join("\n")
}

fn facts_json(topology: &Topology) -> String {
    let machines = facts::machines(topology);
    let counts = |counts: facts::Counts| {
        format!("{{ \"desired\": {}, \"max\": {}, \"worst\": {} }}", counts.desired, counts.max, counts.worst)
    };
    format!(
        "{{\n  \"findings\": [],\n  \"instances\": {},\n  \"vcpus\": {}\n}}",
        counts(facts::instances(&machines)),
        counts(facts::vcpus(&machines))
    )
}
