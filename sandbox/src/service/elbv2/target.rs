//! Targets: registered, deregistered, and how they are.

use super::attribute::{GROUP, value_of};
use super::health::{Told, told};
use super::target_group::{find_target_group, to_port};
use crate::clock::Span;
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::store::Region;
use crate::store::balancing::{Target, TargetState};
use crate::wire::answer::Answer;
use crate::wire::input::Input;
use crate::world::Event;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("RegisterTargets", register_targets),
    Operation::write("DeregisterTargets", deregister_targets),
    Operation::read("DescribeTargetHealth", describe_target_health),
];

/// Reads `Targets`: ids, and ports where they are not the group's.
fn read_targets(input: Input<'_>) -> Result<Vec<(String, Option<u16>)>, Refusal> {
    let read = input.structures("Targets").into_iter().map(|target| {
        let port = target.number("Port")?.map(|port| to_port("Port", port)).transpose()?;
        Ok((target.text("Id")?.to_owned(), port))
    });
    read.collect()
}

fn register_targets(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("TargetGroupArn")?;
    let targets = read_targets(call.input)?;
    call.begin()?;
    if targets.is_empty() {
        return Err(call.input.missing("Targets"));
    }
    let group = find_target_group(call.region, arn)?.settings.clone();
    if group.target_type != "instance" {
        // AWS registers addresses in such a group; the sandbox says aloud that it does not.
        return Err(Refusal::new("InvalidTarget", "The sandbox registers instances only"));
    }
    for (id, _) in &targets {
        let instance = call.region.instances.get(id);
        // API reference, RegisterTargets: InvalidTarget; the words are those that the service answers.
        if instance.is_none_or(|instance| instance.state(call.region.now).1 != "running") {
            let message =
                format!("The following targets are not in a running state and cannot be registered: '{id}'");
            return Err(Refusal::new("InvalidTarget", message));
        }
        if instance.is_some_and(|instance| instance.vpc != group.vpc) {
            let message =
                format!("The following targets are not in the target group VPC '{}': '{id}'", group.vpc);
            return Err(Refusal::new("InvalidTarget", message));
        }
    }
    for (id, port) in targets {
        register(call.region, arn, &id, port);
    }
    Ok(Answer::empty())
}

/// Registers a machine, or takes it back from draining. The first group that a machine joins says what it serves, if
/// nothing else does.
pub(crate) fn register(region: &mut Region, group: &str, id: &str, port: Option<u16>) {
    let now = region.now;
    let Some(row) = region.target_groups.get_mut(group) else { return };
    let port = port.unwrap_or(row.settings.port);
    let target = Target {
        id: id.to_owned(),
        port,
        state: TargetState::Unused,
        verdict: None,
        since: now,
        turns_at: None,
    };
    let expected = (row.health.port.unwrap_or(port), row.health.path.clone());
    match row.targets.binary_search_by(|known| (known.id.as_str(), known.port).cmp(&(id, port))) {
        Ok(at) if row.targets[at].state == TargetState::Draining => row.targets[at] = target,
        Ok(_) => return,
        Err(at) => row.targets.insert(at, target),
    }
    if let Some(instance) = region.instances.get_mut(id)
        && instance.serves.is_none()
    {
        let paths = [(expected.1, 200)].into();
        instance.serves = Some([(expected.0, paths)].into());
    }
}

/// A target that is not registered is deregistered too (API reference, DeregisterTargets).
fn deregister_targets(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("TargetGroupArn")?;
    let targets = read_targets(call.input)?;
    call.begin()?;
    if targets.is_empty() {
        return Err(call.input.missing("Targets"));
    }
    find_target_group(call.region, arn)?;
    for (id, port) in targets {
        deregister(call.region, arn, &id, port);
    }
    Ok(Answer::empty())
}

/// Deregisters a machine: what takes traffic drains first. Gives how long that takes.
pub(crate) fn deregister(region: &mut Region, group: &str, id: &str, port: Option<u16>) -> Span {
    let now = region.now;
    let Some(row) = region.target_groups.get_mut(group) else { return Span::ZERO };
    let delay = value_of(GROUP, &row.attributes, "deregistration_delay.timeout_seconds");
    let delay = Span::seconds(delay.parse().unwrap_or_default());
    let mut longest = Span::ZERO;
    row.targets.retain_mut(|target| {
        if target.id != id || port.is_some_and(|port| port != target.port) {
            return true;
        }
        // User guide, "Deregistration delay": connections in flight have their time. Where no traffic could be, none
        // is waited for.
        if target.state == TargetState::Unused || delay == Span::ZERO {
            return false;
        }
        if target.state != TargetState::Draining {
            target.state = TargetState::Draining;
            target.verdict = None;
            target.since = now;
            target.turns_at = Some(now + delay);
            region.agenda.enter(now + delay, Event::LookAround);
        }
        longest = longest.max(delay);
        true
    });
    longest
}

fn describe_target_health(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("TargetGroupArn")?;
    let asked = read_targets(call.input)?;
    call.begin()?;
    let group = find_target_group(call.region, arn)?.clone();
    let mut rows: Vec<(String, u16, Told)> = Vec::new();
    if asked.is_empty() {
        rows.extend(
            group
                .targets
                .iter()
                .map(|target| (target.id.clone(), target.port, told(call.region, &group, target))),
        );
    }
    for (id, port) in asked {
        let port = port.unwrap_or(group.settings.port);
        let known = group.targets.iter().find(|target| target.id == id && target.port == port);
        let told = known.map_or_else(Told::not_registered, |target| told(call.region, &group, target));
        rows.push((id, port, told));
    }
    Ok(Answer::query(|xml| {
        xml.list("TargetHealthDescriptions", rows, |xml, (id, port, told)| {
            xml.element("Target", |xml| {
                xml.text("Id", id);
                xml.text("Port", port);
            });
            xml.text("HealthCheckPort", group.health.port.unwrap_or(port));
            xml.element("TargetHealth", |xml| {
                xml.text("State", told.state);
                xml.optional("Reason", told.reason);
                xml.optional("Description", told.description);
            });
        });
    }))
}
