//! What stands, its state, and how it differs from the declaration.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{count, sign};
use crate::event::Verb;
use crate::plan::Plan;
use crate::resource::Kind;
use crate::resource::attribute::Read;
use crate::resource::auto_scaling_group::OUTDATED;
use crate::resource::state::{Found, Observed, State};
use crate::terminal::{CHANGED, DIM, ERROR, GOOD, STRONG, paint};

/// What a status is made of.
pub struct Status<'a> {
    /// What AWS shows.
    pub observed: &'a Observed,
    /// What an apply would do.
    pub plan: &'a Plan,
    /// Whether it is about the sandbox.
    pub sandbox: bool,
    /// How many instances there can be at worst.
    pub allowed: u32,
}

impl Status<'_> {
    /// How many instances run: those of groups, and single ones.
    fn instances(&self) -> u32 {
        let of_groups = self.observed.of_kind(Kind::AutoScalingGroup).map(|group| {
            let desired = group.attributes.number("desired_capacity").unwrap_or_default();
            u32::try_from(desired).unwrap_or_default()
        });
        let single = self.observed.of_kind(Kind::Instance).count();
        of_groups.sum::<u32>() + u32::try_from(single).unwrap_or(u32::MAX)
    }

    /// The status as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        #[derive(Serialize)]
        struct Whole<'a> {
            account: &'a str,
            region: &'a str,
            deployment: &'a str,
            instances: u32,
            found: Vec<&'a Found>,
            drift: Vec<Drift>,
        }
        #[derive(Serialize)]
        struct Drift {
            address: String,
            verb: Verb,
        }
        let drift = self.plan.steps.iter().filter(|step| step.writes());
        let whole = Whole {
            account: &self.observed.account,
            region: &self.observed.scope.region,
            deployment: &self.observed.scope.deployment,
            instances: self.instances(),
            found: self.observed.all().collect(),
            drift: drift.map(|step| Drift { address: step.address.to_string(), verb: step.verb() }).collect(),
        };
        serde_json::to_string_pretty(&whole).expect("groundplan bug: a status has texts as keys")
    }
}

/// The status as text.
#[must_use]
pub fn render_status(status: &Status<'_>) -> String {
    let scope = &status.observed.scope;
    let place = if status.sandbox { ", in the sandbox" } else { "" };
    let title = paint(STRONG, &format!("{} ({})", scope.topology, scope.deployment));
    let mut lines = vec![
        format!("{title} in {}, account {}{place}", scope.region, status.observed.account),
        String::new(),
    ];
    let total = status.observed.all().count();
    if total == 0 {
        lines.push("Nothing stands.".to_owned());
        return lines.join("\n");
    }
    for (kind, number) in count_kinds(status.observed) {
        lines.push(format!("  {number:>4}  {}", kind.word()));
    }
    lines.push(String::new());
    lines.extend(status.observed.all().filter_map(render_state));
    lines.extend(status.observed.of_kind(Kind::AutoScalingGroup).map(render_group));
    lines.push(format!("Instances: {} of at most {}", status.instances(), status.allowed));
    lines.extend(render_drift(status.plan));
    lines.join("\n")
}

fn count_kinds(observed: &Observed) -> BTreeMap<Kind, usize> {
    let mut counts = BTreeMap::new();
    for found in observed.all() {
        *counts.entry(found.address.kind).or_default() += 1;
    }
    counts
}

fn render_state(found: &Found) -> Option<String> {
    let (style, told) = match &found.state {
        State::Ready => return None,
        State::Pending(why) => (DIM, why),
        State::Waiting(why) => (CHANGED, why),
        State::Failed(why) => (ERROR, why),
    };
    Some(format!("  {}  {}", paint(style, &found.address.to_string()), told))
}

fn render_group(group: &Found) -> String {
    let size = |name: &str| group.attributes.number(name).unwrap_or_default();
    let (min, desired, max) = (size("min_size"), size("desired_capacity"), size("max_size"));
    let health =
        if group.state == State::Ready { paint(GOOD, "healthy") } else { paint(CHANGED, "not yet healthy") };
    let outdated = group.outputs.get(OUTDATED);
    let outdated = outdated.map(|number| format!(", {number} launched from an older template"));
    format!("  {}  {desired} of {min} to {max}, {health}{}", group.address, outdated.unwrap_or_default())
}

fn render_drift(plan: &Plan) -> Vec<String> {
    let drift: Vec<_> = plan.steps.iter().filter(|step| step.writes()).collect();
    if drift.is_empty() {
        return vec!["As declared.".to_owned()];
    }
    let mut lines = vec![format!("Not as declared: {} to do", count(drift.len(), "step"))];
    lines.extend(drift.iter().take(20).map(|step| {
        let (sign, _) = sign(step.verb());
        format!("  {sign} {}", step.address)
    }));
    if drift.len() > 20 {
        lines.push(format!("  … and {} more", drift.len() - 20));
    }
    lines
}
