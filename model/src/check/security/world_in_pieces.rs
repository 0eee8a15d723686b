//! Blocks that are narrow one by one and the whole internet together.



use crate::ordered::OrderedSet;
use crate::check::{Context, Report};
use crate::cidr::Cidr;
use crate::diagnostic::{Finding, Rule, Severity};
use crate::reach::exposure::{SENSITIVE, SensitivePort, Width, width};
use crate::reach::{Direction, Origin, Peer, PortSet};
use crate::topology::{GroupId, Ports, Protocol};

use super::source_range_too_wide;

pub(super) static RULE: Rule = Rule {
    name: "world_in_pieces",
    severity: Severity::Insecure,
    checks: "The sources of a sensitive port, over all groups of a thing, are not the whole internet together.",
    why: "Two halves of the internet let in as many as the whole.",
    fails: "[\"0.0.0.0/1\", \"128.0.0.0/1\"] -> bastion: tcp 22",
    instead: "Name the real clients.",
    source: "Groundplan, network rules, 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    let mut seen = OrderedSet::new();
    let mut told: OrderedSet<Vec<Origin>> = OrderedSet::new();
    for interface in reach.interfaces.all() {
        let worn: Vec<GroupId> = interface.groups.iter().map(|group| group.value).collect();
        if !seen.insert(worn.clone()) {
            continue;
        }
        // One narrow block adds up to nothing; a rule that is wide by itself is told by itself.
        let narrow: Vec<(Cidr, PortSet, Origin)> = worn
            .iter()
            .flat_map(|group| reach.rules_in(*group, Direction::Inbound))
            .filter_map(|(rule, origin)| match rule.peer {
                Peer::Cidr(block) => Some((block, rule.ports.into(), *origin)),
                _ => None,
            })
            .filter(|(block, _, _)| width([*block]) < Width::World)
            .collect();
        for port in SENSITIVE.iter().filter(|_| narrow.len() > 1) {
            let pieces: Vec<_> = narrow.iter().filter(|(_, ports, _)| opens(ports, port)).collect();
            let blocks: Vec<Cidr> = pieces.iter().map(|(block, _, _)| *block).collect();
            let width_of_all = width(blocks.iter().copied());
            let alone = blocks.iter().map(|block| width([*block])).max().unwrap_or(Width::Narrow);
            if width_of_all <= alone {
                continue;
            }
            let mut origins: Vec<Origin> = pieces.iter().map(|(_, _, origin)| *origin).collect();
            origins.sort_unstable();
            origins.dedup();
            if told.insert(origins.clone()) {
                report.extend(finding(context, interface.thing, port, width_of_all, &blocks, &origins));
            }
        }
    }
}

fn opens(ports: &PortSet, port: &SensitivePort) -> bool {
    let asked = [Protocol::Tcp, Protocol::Udp].map(|protocol| Ports { protocol, first: port.first, last: port.last });
    !ports.and(&PortSet::of(asked)).is_empty()
}

fn finding(
    context: &Context<'_>,
    thing: crate::topology::Thing,
    port: &SensitivePort,
    width: Width,
    blocks: &[Cidr],
    origins: &[Origin],
) -> Option<Finding> {
    let (last, others) = origins.split_last()?;
    let name = &context.header(thing).name;
    let shown = crate::reach::show::show_names(blocks.iter().take(4));
    let more = if blocks.len() > 4 { " and others" } else { "" };
    let (rule, what) = match width {
        Width::World => (&RULE, "are the whole internet"),
        _ => (&source_range_too_wide::RULE, "are millions of addresses"),
    };
    let at = |origin: &Origin| context.edges[origin.edge].from[origin.from].at;
    let message = format!("{shown}{more} together {what} for {} of `{}`", port.service, name.value);
    let mut finding = Finding::new(rule, at(last), message);
    for origin in origins.iter().rev() {
        finding = finding.about(context.edges[origin.edge].at);
    }
    for other in others.iter().take(3) {
        finding = finding.related(at(other), "together with this");
    }
    Some(finding.help("name the real clients"))
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn two_halves_are_the_world() {
        let mut sample = Sample::street();
        sample.arrow(r#"permit "0.0.0.0/1" -> web: tcp 8022"#);
        sample.arrow(r#"permit "128.0.0.0/1" -> web: tcp 8022"#);
        assert_eq!(sample.told(), Vec::<String>::new());
        sample.arrow(r#"permit "0.0.0.0/1" -> web: tcp 22"#);
        assert_eq!(sample.speaks("world_in_pieces"), Vec::<String>::new());
        sample.arrow(r#"permit "128.0.0.0/1" -> web: tcp 22"#);
        assert_eq!(
            sample.speaks("world_in_pieces"),
            [r#""128.0.0.0/1" in permit "128.0.0.0/1" -> web: tcp 22"#]
        );
    }

    #[test]
    fn groups_count_together() {
        let mut sample = Sample::street();
        sample.group("extra");
        let worn = sample.at("web.groups.extra", crate::topology::GroupId(2));
        sample.topology.auto_scaling_groups[0].groups.push(worn);
        for piece in ["52.0.0.0/8", "54.0.0.0/8"] {
            sample.arrow(&format!("permit \"{piece}\" -> web: tcp 22"));
        }
        assert_eq!(sample.told(), Vec::<String>::new());
        sample.arrow(r#"permit "56.0.0.0/8" -> extra: tcp 20..=30"#);
        assert_eq!(
            sample.told(),
            [r#"source_range_too_wide at "56.0.0.0/8" in permit "56.0.0.0/8" -> extra: tcp 20..=30"#]
        );
    }
}
