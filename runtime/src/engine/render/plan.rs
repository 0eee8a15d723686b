//! A plan as a person reads it, and as JSON.

use std::collections::BTreeMap;

use groundplan_model::facts::Counts;
use serde::Serialize;

use super::item::show_map;
use super::{count, show_duration, sign};
use crate::estimate::estimate;
use crate::event::Verb;
use crate::plan::{Action, Difference, Plan, Reason, Refusal, Step};
use crate::resource::attribute::{Attributes, Value};
use crate::resource::schema::Schema;
use crate::terminal::{CHANGED, DIM, ERROR, GONE, GOOD, STRONG, paint};

/// What stands above a plan: numbers that the plan itself does not hold.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Head {
    /// Instances, at the sizes of the params in force.
    pub instances: Option<Shown>,
    /// vCPUs of the same.
    pub vcpus: Option<Shown>,
    /// Whether it is about the sandbox.
    pub sandbox: bool,
}

/// Counts at desired sizes, at maximum, and at worst.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Shown {
    /// At the desired sizes.
    pub desired: u32,
    /// With every group at its maximum.
    pub max: u32,
    /// At maximum, while the largest refresh goes on.
    pub worst: u32,
}

impl From<Counts> for Shown {
    fn from(counts: Counts) -> Shown {
        Shown { desired: counts.desired, max: counts.max, worst: counts.worst }
    }
}

/// The whole plan with its head, as JSON.
#[must_use]
pub fn plan_json(plan: &Plan, head: &Head) -> String {
    #[derive(Serialize)]
    struct Whole<'a> {
        head: &'a Head,
        seconds: u64,
        plan: &'a Plan,
    }
    let whole = Whole { head, seconds: estimate(plan).as_secs(), plan };
    serde_json::to_string_pretty(&whole).expect("groundplan bug: a plan has texts as keys")
}

/// How much a rendered plan tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Every attribute of what is made.
    Whole,
    /// What is made by name, and every attribute that changes.
    Brief,
}

/// The plan as text: what is done and why, then the numbers; of a refused one, of which nothing is done, what refuses it.
#[must_use]
pub fn render_plan(plan: &Plan, head: &Head, detail: Detail) -> String {
    let mut lines = vec![render_head(plan, head), String::new()];
    if !plan.refusals.is_empty() {
        lines.extend(plan.refusals.iter().flat_map(render_refusal));
        lines.extend([String::new(), "Nothing is changed while this stands.".to_owned()]);
        return lines.join("\n");
    }
    for step in &plan.steps {
        lines.extend(render_step(step, detail));
    }
    if !plan.steps.is_empty() {
        lines.push(String::new());
    }
    lines.extend(render_counts(head));
    lines.extend(render_waiting(plan));
    lines.push(render_sum(plan));
    lines.join("\n")
}

fn render_head(plan: &Plan, head: &Head) -> String {
    let place = if head.sandbox { ", in the sandbox" } else { "" };
    let title = format!("{} ({})", plan.scope.topology, plan.scope.deployment);
    format!("{} in {}, account {}{place}", paint(STRONG, &title), plan.scope.region, plan.account)
}

fn render_step(step: &Step, detail: Detail) -> Vec<String> {
    let (sign, style) = sign(step.verb());
    let why = match describe_reason(&step.reason) {
        Some(why) => paint(DIM, &format!("  ({why})")),
        None => String::new(),
    };
    let waits = match (&step.waits_for, &step.idles_for) {
        (Some(address), _) if *address == step.address => paint(CHANGED, "  waits for a person"),
        (Some(address), _) => paint(CHANGED, &format!("  waits for {address}")),
        (None, Some(address)) => paint(CHANGED, &format!("  without machines until {address} is there")),
        (None, None) => String::new(),
    };
    let mut lines = vec![format!("  {} {}{why}{waits}", paint(style, sign), step.address)];
    match &step.action {
        Action::Create { attributes, .. } if detail == Detail::Whole => {
            lines.extend(render_attributes(attributes))
        }
        Action::Update { differences, .. } => {
            lines.extend(render_differences(step.address.kind.schema(), differences));
        }
        Action::Create { .. } | Action::Delete { .. } | Action::Retag { .. } | Action::Await { .. } => {}
    }
    lines
}

fn describe_reason(reason: &Reason) -> Option<String> {
    match reason {
        Reason::Missing | Reason::Removed | Reason::Different => None,
        Reason::Replaced(differences) => {
            let names: Vec<&str> =
                differences.iter().map(|difference| difference.attribute.as_str()).collect();
            Some(format!("replaced: AWS cannot change {} where it stands", names.join(", ")))
        }
        Reason::Broken(why) => Some(format!("replaced: {why}")),
        Reason::Holds(address) => Some(format!("it holds {address}, which is replaced")),
        Reason::Superseded => Some("left over by a run that was interrupted".to_owned()),
        Reason::Renamed(address) => Some(format!("was {address}")),
        Reason::Pending(why) | Reason::Waiting(why) => Some(why.clone()),
    }
}

fn render_attributes(attributes: &Attributes) -> Vec<String> {
    let shown: Vec<(&String, &Value)> = attributes.iter().filter(|(_, value)| !is_nothing(value)).collect();
    let width = shown.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    shown
        .into_iter()
        .flat_map(|(name, value)| match value {
            Value::List(items) if items.iter().any(|item| matches!(item, Value::Map(_))) => {
                let mut lines = vec![format!("      {name}")];
                lines.extend(items.iter().map(|item| format!("        {}", show_item(item))));
                lines
            }
            value => vec![format!("      {name:width$}  {}", show(value))],
        })
        .collect()
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::List(items) => items.is_empty(),
        Value::Map(map) => map.is_empty(),
        _ => false,
    }
}

fn render_differences(schema: &Schema, differences: &[Difference]) -> Vec<String> {
    let render = |difference: &Difference| {
        let mut lines = render_difference(difference);
        let remark = schema.attribute(&difference.attribute).and_then(|attribute| attribute.remark);
        lines.extend(remark.map(|remark| paint(DIM, &format!("        ({remark})"))));
        lines
    };
    differences.iter().flat_map(render).collect()
}

/// A list of maps is told by what goes and what comes; every other value by before and after.
fn render_difference(difference: &Difference) -> Vec<String> {
    let name = &difference.attribute;
    if let (Some(Value::List(before)), Some(Value::List(after))) = (&difference.before, &difference.after) {
        let gone = before.iter().filter(|item| !after.contains(item)).map(|item| (GONE, "-", item));
        let come = after.iter().filter(|item| !before.contains(item)).map(|item| (GOOD, "+", item));
        let mut lines = vec![format!("      {name}")];
        lines.extend(
            gone.chain(come)
                .map(|(style, sign, item)| format!("        {} {}", paint(style, sign), show_item(item))),
        );
        if lines.len() == 1 {
            lines[0].push_str("  (another order)");
        }
        return lines;
    }
    vec![format!("      {name}  {} -> {}", show_side(&difference.before), show_side(&difference.after))]
}

/// One side of a difference.
fn show_side(value: &Option<Value>) -> String {
    value.as_ref().map_or("nothing".to_owned(), show)
}

/// A value on one line; of a long text the number of lines.
fn show(value: &Value) -> String {
    let text = match value {
        Value::Map(map) => show_map(map),
        value => value.to_string(),
    };
    match text.lines().count() {
        0 | 1 => text,
        lines => format!("({})", count(lines, "line")),
    }
}

/// One of a list, on one line.
fn show_item(item: &Value) -> String {
    match item {
        Value::Map(map) => show_map(map),
        other => show(other),
    }
}

/// What is refused, and what to do about it, a line each.
pub(super) fn render_refusal(refusal: &Refusal) -> [String; 2] {
    let (problem, help) = describe_refusal(refusal);
    [format!("{}: {problem}", paint(ERROR, "refused")), format!("  {} {help}", paint(STRONG, "help:"))]
}

/// What is refused, and what to do about it.
pub(super) fn describe_refusal(refusal: &Refusal) -> (String, String) {
    match refusal {
        Refusal::Elsewhere { regions } => (
            format!("this deployment still holds something in {}", regions.join(", ")),
            "destroy it there first, or give this one another --deployment".to_owned(),
        ),
        Refusal::Twice { address, ids } => (
            format!("`{address}` is there more than once: {}", ids.join(", ")),
            "delete the one that is not in use, or take its groundplan tags away".to_owned(),
        ),
        Refusal::Astray { address, id, within } => (
            format!("`{address}` (`{id}`) lies in `{within}`, which is not ours"),
            format!(
                "take the groundplan tags of `{id}` away if it is a copy, or give `{within}` its own back"
            ),
        ),
        Refusal::Unchangeable { address, difference, reason } => (
            format!(
                "`{address}` cannot change `{}` from {} to {}",
                difference.attribute,
                show_side(&difference.before),
                show_side(&difference.after)
            ),
            reason.clone(),
        ),
        Refusal::Protected { address, attribute } => (
            format!("`{address}` is protected against deletion"),
            format!("write `{attribute}: no` in its declaration and apply, then delete it"),
        ),
        Refusal::Renamed { from, to } => (
            format!("`{from}` goes and `{to}` comes, which looks like a new name"),
            format!(
                "write `#[was({})]` before `{}` to keep it, or remove and add in two applies",
                from.name, to.name
            ),
        ),
        Refusal::Taken { address, holder } => (
            format!("{} `{}` is in the way of `{address}`, and is not ours", holder.what, holder.id),
            "remove it, or declare something else in its place".to_owned(),
        ),
        Refusal::Foreign { holder } => (
            format!(
                "{} `{}` is in `{}`, and is not ours{}",
                holder.what,
                holder.id,
                holder.within,
                owner(&holder.owner)
            ),
            "remove it first: what is not ours is never touched".to_owned(),
        ),
        Refusal::Circle { addresses } => (
            format!("these come after each other in a circle: {}", list(addresses)),
            "change one of them in an apply of its own, such as one of two that trade places".to_owned(),
        ),
    }
}

fn owner(owner: &str) -> String {
    if owner.is_empty() { String::new() } else { format!(" ({owner})") }
}

fn list<T: ToString>(items: &[T]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn render_counts(head: &Head) -> Vec<String> {
    let line = |name: &str, shown: Option<Shown>| {
        shown.map(|Shown { desired, max, worst }| {
            format!("{name}: {desired} desired, {max} at most, {worst} at worst")
        })
    };
    [line("Instances", head.instances), line("vCPUs", head.vcpus)].into_iter().flatten().collect()
}

/// What a person will have to do, each once, with how much waits for it.
fn render_waiting(plan: &Plan) -> Vec<String> {
    let mut held: BTreeMap<String, usize> = BTreeMap::new();
    for step in &plan.steps {
        if let Some(address) = step.waits_for.as_ref().or(step.idles_for.as_ref()) {
            *held.entry(address.to_string()).or_default() += usize::from(*address != step.address);
        }
    }
    held.into_iter()
        .map(|(address, steps)| match steps {
            0 => format!("Waits for a person: {address}"),
            _ => format!("Waits for a person: {address}, and {} with it", count(steps, "step")),
        })
        .collect()
}

fn render_sum(plan: &Plan) -> String {
    let number = |verb| plan.steps.iter().filter(|step| step.verb() == verb).count();
    let (made, changed, gone) =
        (number(Verb::Create), number(Verb::Update) + number(Verb::Retag), number(Verb::Delete));
    if plan.is_empty() && plan.unchanged.is_empty() {
        return format!("Nothing to do: nothing stands in the deployment `{}`.", plan.scope.deployment);
    }
    if plan.is_empty() {
        return format!("Nothing to do: {} as declared.", count(plan.unchanged.len(), "resource"));
    }
    format!(
        "{made} to create, {changed} to change, {gone} to delete, {} unchanged; about {}.",
        plan.unchanged.len(),
        show_duration(estimate(plan))
    )
}
