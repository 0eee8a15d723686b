//! `check`: the rules asked again, with the run-time values; what a build has proven is counted.

use groundplan_model::diagnostic::Finding;
use groundplan_model::facts;
use groundplan_model::topology::Topology;

use super::Call;
use super::resolved::{finding_json, resolve_topology, tell, warnings};
use crate::exit::Exit;

pub(super) fn run(call: &Call<'_>) -> Result<Exit, Exit> {
    let topology = resolve_topology(call)?;
    let warnings = warnings(&topology);
    if call.terminal.json {
        call.terminal.data(&facts_json(&topology, &warnings));
    } else {
        tell(call, &warnings);
        call.terminal.data(&render_facts(call.name, &topology, warnings.len()));
    }
    Ok(Exit::Done)
}

fn render_facts(name: &str, topology: &Topology, warnings: usize) -> String {
    let machines = facts::machines(topology);
    let (instances, vcpus) = (facts::instances(&machines), facts::vcpus(&machines));
    let counts = |counts: facts::Counts| {
        format!("{} desired, {} at most, {} at worst", counts.desired, counts.max, counts.worst)
    };
    let head = match warnings {
        0 => format!("{name}: no rule is broken"),
        1 => format!("{name}: no rule is broken, one warns"),
        _ => format!("{name}: no rule is broken, {warnings} warnings"),
    };
    let mut lines = vec![head, String::new()];
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

fn facts_json(topology: &Topology, warnings: &[Finding]) -> String {
    let machines = facts::machines(topology);
    let counts = |counts: facts::Counts| {
        format!("{{ \"desired\": {}, \"max\": {}, \"worst\": {} }}", counts.desired, counts.max, counts.worst)
    };
    format!(
        "{{\n  \"findings\": [{}],\n  \"instances\": {},\n  \"vcpus\": {}\n}}",
        warnings.iter().map(finding_json).collect::<Vec<_>>().join(", "),
        counts(facts::instances(&machines)),
        counts(facts::vcpus(&machines))
    )
}
