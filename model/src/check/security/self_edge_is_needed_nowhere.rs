//! An arrow from a group to itself that nothing uses.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::reach::{InterfaceId, PortSet};
use crate::reach::balancers::{health_port, tcp};
use crate::topology::{At, End, GroupId, ImageSource, Launch, ParamType, Piece, Ports, Protocol, Setting, TargetGroupId, Thing};

pub(super) static RULE: Rule = Rule {
    name: "self_edge_is_needed_nowhere",
    severity: Severity::Lint,
    checks: "An arrow from a group to itself has two machines to join, and something that uses the port.",
    why: "A machine talks to itself without any rule: a service that is bound to localhost, or a group of one machine, needs no arrow.",
    fails: "api -> api: tcp 6379, where Redis listens on 127.0.0.1 of each machine",
    instead: "Remove the arrow.",
    source: "Amazon VPC user guide, security group rules, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for edge in &context.edges {
        for from in &edge.from {
            let End::Group(group) = from.value else { continue };
            if !edge.to.iter().any(|to| to.value == from.value) {
                continue;
            }
            for ports in &edge.ports {
                if is_asserted(context, group, ports.value) {
                    continue;
                }
                let Some(reason) = needless(context, group, ports.value) else { continue };
                let name = &context[group].header.name;
                let message = format!("`{0} -> {0}: {1}` is never used: {reason}", name.value, ports.value);
                report.push(
                    Finding::new(&RULE, from.at, message).about(edge.at).about(name.at).help("remove it"),
                );
                break;
            }
        }
    }
}

/// Whether an `assert` says that the group's machines speak to each other on one of these ports.
fn is_asserted(context: &Context<'_>, group: GroupId, ports: Ports) -> bool {
    let is_group = |end: &At<End>| end.value == End::Group(group);
    (context.assertions.iter())
        .filter(|assertion| !assertion.never && assertion.from.iter().any(is_group) && assertion.to.iter().any(is_group))
        .flat_map(|assertion| &assertion.ports)
        .any(|asserted| !PortSet::of([asserted.value]).and(&ports.into()).is_empty())
}

/// Why no wearer of the group talks to another one on these ports, if that is certain enough for a warning.
fn needless(context: &Context<'_>, group: GroupId, ports: Ports) -> Option<String> {
    let reach = context.reach();
    let wearers = reach.interfaces.wearing(group);
    let mut things: Vec<Thing> = wearers.iter().map(|id: &InterfaceId| reach.interfaces[*id].thing).collect();
    things.dedup();
    if things.iter().map(|thing| most(context, *thing)).sum::<u64>() == 1 {
        return Some(format!("`{}` is one machine", reach.name(*things.first()?)));
    }
    let single = matches!(ports.protocol, Protocol::Tcp | Protocol::Udp) && ports.first == ports.last;
    if !single || things.is_empty() {
        return None;
    }
    let unused = things.iter().all(|thing| launch(context, *thing).is_some_and(|launch| is_unused(launch, ports.first)));
    let served = things.iter().filter_map(|thing| target(context, *thing)).any(|target| {
        let group = &context[target];
        let open = [Some(group.port), health_port(group)].into_iter().flatten().map(|port| tcp(port.value));
        !PortSet::of(open).and(&ports.into()).is_empty()
    });
    (unused && !served).then(|| {
        format!("no machine of `{}` serves {ports} to another one", context[group].header.name.value)
    })
}

/// The most interfaces that a thing may have at a time.
fn most(context: &Context<'_>, thing: Thing) -> u64 {
    match thing {
        Thing::Instance(_) => 1,
        Thing::AutoScalingGroup(id) => match context[id].max.value {
            Setting::Value(max) => u64::from(max),
            Setting::Param(param) => match context[param].ty {
                ParamType::Count(_, most) => u64::from(most),
                _ => u64::MAX >> 32,
            },
        },
        // A node in each subnet, and more when it grows.
        _ => 2,
    }
}

fn launch<'t>(context: &'t Context<'_>, thing: Thing) -> Option<&'t Launch> {
    match thing {
        Thing::AutoScalingGroup(id) => Some(&context[id].launch),
        Thing::Instance(id) => Some(&context[id].launch),
        _ => None,
    }
}

fn target(context: &Context<'_>, thing: Thing) -> Option<TargetGroupId> {
    match thing {
        Thing::AutoScalingGroup(id) => context[id].target,
        Thing::Instance(id) => context[id].target,
        _ => None,
    }
}

/// Whether a machine's script does not speak of the port, or of the port on localhost only. Without a script a stock
/// image serves nothing, and nobody knows what another one runs.
fn is_unused(launch: &Launch, port: u16) -> bool {
    let Some(script) = &launch.user_data else {
        return matches!(launch.image.value.source, ImageSource::Ubuntu(_) | ImageSource::AmazonLinux(_));
    };
    let port = port.to_string();
    let literals = script.variables.iter().flat_map(|variable| &variable.value.value.0).filter_map(|piece| match piece {
        Piece::Literal(text) => Some(text.as_str()),
        _ => None,
    });
    let mut texts = std::iter::once(script.text.as_str()).chain(literals);
    let local = script.text.contains("127.0.0.1") || script.text.contains("localhost");
    !texts.any(|text| has_number(text, &port)) || local
}

/// Whether the number stands in the text by itself, not within a longer one.
fn has_number(text: &str, number: &str) -> bool {
    text.match_indices(number).any(|(start, _)| {
        let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        let before = start.checked_sub(1).and_then(|index| text.as_bytes().get(index));
        !digit(before) && !digit(text.as_bytes().get(start + number.len()))
    })
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::{ImageSource, Setting, UserData};

    fn script(sample: &mut Sample, text: &str) {
        let file = sample.at("web.user_data", "web.sh".to_owned());
        let script = UserData { file, text: text.into(), variables: vec![] };
        sample.topology.auto_scaling_groups[0].launch.user_data = Some(script);
    }

    fn speaks(sample: &Sample) -> usize {
        sample.speaks("self_edge_is_needed_nowhere").len()
    }

    #[test]
    fn one_machine_needs_no_arrow_to_itself() {
        let mut sample = Sample::street();
        sample.arrow("web -> web: tcp 6379");
        assert_eq!(speaks(&sample), 1, "a stock image serves nothing");
        sample.topology.auto_scaling_groups[0].launch.image.value.source = ImageSource::Id("ami-1".into());
        assert_eq!(speaks(&sample), 0, "nobody knows what the image runs");
        sample.topology.auto_scaling_groups[0].max.value = Setting::Value(1);
        assert_eq!(sample.speaks("self_edge_is_needed_nowhere"), ["web in web -> web: tcp 6379"]);
    }

    #[test]
    fn a_service_on_localhost_needs_no_arrow() {
        let mut sample = Sample::street();
        sample.arrow("web -> web: tcp 6379");
        script(&mut sample, "#!/bin/sh\nredis-server --port 6379 --bind 127.0.0.1\n");
        assert_eq!(speaks(&sample), 1);
        script(&mut sample, "#!/bin/sh\napt-get install redis-server\n");
        assert_eq!(speaks(&sample), 1);
        script(&mut sample, "#!/bin/sh\nredis-server --port 6379 --bind 0.0.0.0\n");
        assert_eq!(speaks(&sample), 0);
    }

    #[test]
    fn a_port_that_the_machines_serve_is_used() {
        let mut sample = Sample::street();
        script(&mut sample, "#!/bin/sh\nserve\n");
        sample.arrow("web -> web: tcp 3000");
        assert_eq!(speaks(&sample), 0);
        sample.arrow("web -> web: all");
        assert_eq!(speaks(&sample), 0);
    }
}
