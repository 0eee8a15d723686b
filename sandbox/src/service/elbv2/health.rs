//! How targets are: what a balancer's check finds, when a target's state turns, and what is told of it.
//!
//! Checks are not made one by one. What they would find is worked out whenever something has changed, and the state
//! turns when they would have found it often enough: thresholds times interval later.

use super::attribute::{GROUP, value_of};
use super::target_group::balancers_of;
use crate::clock::{Span, Timestamp};
use crate::packet::{End, Packet, TCP, trace};
use crate::settings::Settings;
use crate::store::Region;
use crate::store::balancing::{HealthCheck, LoadBalancer, Target, TargetGroup, TargetState, Verdict};
use crate::store::machine::Instance;
use crate::world::Event;

/// Reads a matcher, `200`, `200,302` or `200-299,301`; none where it is no matcher (API reference, Matcher).
pub(super) fn read_codes(text: &str) -> Option<Vec<(u16, u16)>> {
    let code = |text: &str| {
        let plain = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|code| plain && (200..=499).contains(code))
    };
    let range = |part: &str| match part.split_once('-') {
        Some((low, high)) => Some((code(low)?, code(high)?)).filter(|(low, high)| low <= high),
        None => code(part).map(|code| (code, code)),
    };
    text.split(',').map(range).collect()
}

/// Looks at every target of a region again.
pub(crate) fn judge_targets(region: &mut Region, settings: &Settings) {
    let arns: Vec<String> = region.target_groups.keys().cloned().collect();
    for arn in arns {
        let Some(group) = region.target_groups.get(&arn).filter(|group| !group.targets.is_empty()) else {
            continue;
        };
        let balancer = balancers_of(region, &arn).into_iter().next();
        let balancer = balancer.and_then(|arn| region.load_balancers.get(&arn));
        let judged =
            group.targets.iter().filter_map(|target| judge(region, settings, group, balancer, target));
        let judged: Vec<Target> = judged.collect();
        if judged == group.targets {
            continue;
        }
        let turns: Vec<Timestamp> = judged.iter().filter_map(|target| target.turns_at).collect();
        for at in turns.into_iter().filter(|at| *at > region.now) {
            region.agenda.enter(at, Event::LookAround);
        }
        if let Some(group) = region.target_groups.get_mut(&arn) {
            group.targets = judged;
        }
    }
}

/// The target as it is now; none if it is gone.
fn judge(
    region: &Region,
    settings: &Settings,
    group: &TargetGroup,
    balancer: Option<&LoadBalancer>,
    target: &Target,
) -> Option<Target> {
    let now = region.now;
    let instance =
        region.instances.get(&target.id).filter(|instance| instance.state(now).1 != "terminated")?;
    let mut next = target.clone();
    if target.state == TargetState::Draining {
        return target.turns_at.is_none_or(|at| at > now).then_some(next);
    }
    let Some(balancer) = balancer.filter(|balancer| balancer.zones.contains_key(&instance.zone)) else {
        let state = TargetState::Unused;
        return Some(Target { state, verdict: None, turns_at: None, ..next });
    };
    if target.state == TargetState::Unused {
        next.state = TargetState::Initial;
        next.verdict = None;
        next.since = now;
    }
    let verdict = find(region, settings, group, balancer, instance, target.port);
    let goodness = |verdict: &Option<Verdict>| match verdict {
        None | Some(Verdict::NotYet) => None,
        Some(Verdict::Fits) => Some(true),
        Some(_) => Some(false),
    };
    let before = goodness(&next.verdict);
    next.verdict = Some(verdict);
    let good = goodness(&next.verdict);
    if good != before {
        next.since = now;
        next.turns_at = good.and_then(|good| Some(now + turning_time(next.state, good, &group.health)?));
    }
    if let Some(good) = good.filter(|_| next.turns_at.is_some_and(|at| at <= now)) {
        next.state = if good { TargetState::Healthy } else { TargetState::Unhealthy };
        next.turns_at = None;
    }
    Some(next)
}

/// How long checks must go on finding the same until the state turns; none if it is that state already.
///
/// User guide, "Health checks for your target groups": a new target must pass one check, later the thresholds count.
fn turning_time(state: TargetState, good: bool, health: &HealthCheck) -> Option<Span> {
    let checks = match (state, good) {
        (TargetState::Healthy, true) | (TargetState::Unhealthy, false) => return None,
        (TargetState::Unhealthy, true) => health.healthy,
        (_, true) => 1,
        (_, false) => health.unhealthy,
    };
    Some(Span::seconds(checks * health.interval))
}

/// What a check of a machine finds now. Each node of the balancer checks each target, unless cross-zone balancing is
/// off for the group: then those of its zone.
fn find(
    region: &Region,
    settings: &Settings,
    group: &TargetGroup,
    balancer: &LoadBalancer,
    instance: &Instance,
    port: u16,
) -> Verdict {
    let now = region.now;
    if now < balancer.active_at {
        return Verdict::NotYet;
    }
    let port = group.health.port.unwrap_or(port);
    let Some(interface) = instance.interface.as_ref().filter(|_| instance.state(now).1 == "running") else {
        return Verdict::Timeout;
    };
    let across = value_of(GROUP, &group.attributes, "load_balancing.cross_zone.enabled") != "false";
    let nodes = balancer.zones.iter().filter(|(zone, _)| across || **zone == instance.zone);
    for (_, node) in nodes {
        let packet = Packet {
            from: End::Interface(node.interface.clone()),
            to: End::Interface(interface.clone()),
            protocol: TCP,
            port,
        };
        if trace(region, &packet).is_err() {
            return Verdict::Timeout;
        }
    }
    if instance.ready != Some(true) {
        return Verdict::Refused;
    }
    match answer_of(settings, instance, port, &group.health.path) {
        None => Verdict::Refused,
        Some(code) if fits(&group.health.codes, code) => Verdict::Fits,
        Some(code) => Verdict::Code(code),
    }
}

/// The code of a machine's answer on a port and path: as the settings say for its group or name, else as its target
/// group expected it when it was launched.
fn answer_of(settings: &Settings, instance: &Instance, port: u16, path: &str) -> Option<u16> {
    let name = instance.group.as_ref().or_else(|| instance.tags.get("Name"));
    let said = name.and_then(|name| settings.serving_of(name));
    let paths = said.or(instance.serves.as_ref())?.get(&port)?;
    Some(paths.get(path).or_else(|| paths.get("*")).copied().unwrap_or(404))
}

fn fits(codes: &str, code: u16) -> bool {
    read_codes(codes).is_some_and(|ranges| ranges.iter().any(|(low, high)| (*low..=*high).contains(&code)))
}

/// What DescribeTargetHealth tells of a target (API reference, TargetHealth).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) state: &'static str,
    pub(super) reason: Option<&'static str>,
    pub(super) description: Option<String>,
}

impl Told {
    fn new(state: &'static str, reason: &'static str, description: &str) -> Self {
        Self { state, reason: Some(reason), description: Some(description.to_owned()) }
    }

    pub(super) fn not_registered() -> Self {
        Self::new("unused", "Target.NotRegistered", "Target is not registered to the target group")
    }
}

/// What is told of a target.
pub(super) fn told(region: &Region, group: &TargetGroup, target: &Target) -> Told {
    match target.state {
        TargetState::Healthy => Told { state: "healthy", reason: None, description: None },
        TargetState::Draining => {
            Told::new("draining", "Target.DeregistrationInProgress", "Target deregistration is in progress")
        }
        TargetState::Unused if balancers_of(region, &group.arn).is_empty() => Told::new(
            "unused",
            "Target.NotInUse",
            "Target group is not configured to receive traffic from the load balancer",
        ),
        TargetState::Unused => Told::new(
            "unused",
            "Target.NotInUse",
            "Target is in an Availability Zone that is not enabled for the load balancer",
        ),
        TargetState::Initial => match target.verdict {
            None | Some(Verdict::NotYet) => {
                Told::new("initial", "Elb.RegistrationInProgress", "Target registration is in progress")
            }
            Some(_) => Told::new("initial", "Elb.InitialHealthChecking", "Initial health checks in progress"),
        },
        TargetState::Unhealthy => match &target.verdict {
            Some(Verdict::Timeout) => Told::new("unhealthy", "Target.Timeout", "Request timed out"),
            Some(Verdict::Code(code)) => Told::new(
                "unhealthy",
                "Target.ResponseCodeMismatch",
                &format!("Health checks failed with these codes: [{code}]"),
            ),
            _ => Told::new("unhealthy", "Target.FailedHealthChecks", "Health checks failed"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matchers_are_codes_and_ranges_of_200_to_499() {
        for (text, codes) in [
            ("200", Some(vec![(200, 200)])),
            ("200,302", Some(vec![(200, 200), (302, 302)])),
            ("200-299", Some(vec![(200, 299)])),
            ("200-599", None),
            ("199", None),
            ("299-200", None),
            ("", None),
            ("200,", None),
            ("+20", None),
        ] {
            assert_eq!(read_codes(text), codes, "{text}");
        }
    }

    #[test]
    fn a_state_turns_after_thresholds_times_interval() {
        let health = HealthCheck { interval: 10, healthy: 3, unhealthy: 2, ..HealthCheck::default() };
        for (state, good, seconds) in [
            (TargetState::Initial, true, Some(10)),
            (TargetState::Initial, false, Some(20)),
            (TargetState::Healthy, false, Some(20)),
            (TargetState::Unhealthy, true, Some(30)),
            (TargetState::Healthy, true, None),
            (TargetState::Unhealthy, false, None),
        ] {
            assert_eq!(turning_time(state, good, &health), seconds.map(Span::seconds), "{state:?} {good}");
        }
    }
}
