//! The port of a database or a cache, open to everybody. This file tells every rule that is open to the world by
//! itself; of the rules of exposure the first that fits speaks.

use crate::check::{Context, Report};
use crate::cidr::Cidr;
use crate::diagnostic::{Finding, Rule, Severity};
use crate::ordered::OrderedSet;
use crate::reach::exposure::{Exposure, Use, Width, exposure, width};
use crate::reach::show::show_names;
use crate::reach::hosts::Host;
use crate::reach::{Direction, InterfaceId, Origin, Peer, SecurityRule};

use super::{admin_port_open_to_world, all_traffic_from_world, port_range_covers_sensitive, source_range_too_wide};

pub(super) static RULE: Rule = Rule {
    name: "database_port_open_to_world",
    severity: Severity::Insecure,
    checks: "No port of a database, a cache or a queue is open to the whole internet.",
    why: "Such ports are scanned all the time, and whoever gets through has the data.",
    fails: "internet -> db: tcp 5432",
    instead: "Name the groups that need it, as `api -> db: tcp 5432`.",
    source: "AWS Security Hub, EC2.19 (unrestricted access to high-risk ports), 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    for (rule, origins) in &reach.rules {
        let Some(block) = source(context, rule.peer) else { continue };
        if rule.direction != Direction::Inbound || reach.interfaces.wearing(rule.group).is_empty() {
            continue;
        }
        let width = width([block]);
        let (Some(exposed), true) = (exposure(rule.ports), width > Width::Narrow) else { continue };
        let Some(origin) = origins.first() else { continue };
        if is_cut_off(context, rule, *origin) {
            continue;
        }
        report.push(tell(context, rule, *origin, width, &exposed));
    }
}

/// The block that a rule lets in; of a param the one that it has where nobody gives another.
fn source(context: &Context<'_>, peer: Peer) -> Option<Cidr> {
    match peer {
        Peer::Cidr(block) => Some(block),
        Peer::CidrParam(param) => context[param].default.as_ref()?.value.parse().ok(),
        _ => None,
    }
}

/// Whether the internet reaches nothing of the group on the way that the arrow needs: that is told, and nothing is
/// exposed.
fn is_cut_off(context: &Context<'_>, rule: &SecurityRule, origin: Origin) -> bool {
    let broken = context.unmet_needs().iter().filter(|unmet| unmet.edge == origin.edge && unmet.from == origin.from);
    let cut: OrderedSet<InterfaceId> = broken
        .flat_map(|unmet| &unmet.broken)
        .filter_map(|(from, to, _)| match (from, to) {
            (Host::Public(_), Host::Interface(id)) => Some(*id),
            _ => None,
        })
        .collect();
    context.reach().interfaces.wearing(rule.group).iter().all(|id| cut.contains(id))
}

/// The finding about a rule that exposes something to many.
pub(super) fn tell(
    context: &Context<'_>,
    rule: &SecurityRule,
    origin: Origin,
    width: Width,
    exposed: &Exposure,
) -> Finding {
    let edge = &context.edges[origin.edge];
    let source = &edge.from[origin.from];
    let name = &context[rule.group].header.name;
    let target = &name.value;
    let ports = rule.ports;
    let who = if width == Width::World { "the whole internet".into() } else { peer(context, rule) };
    let (record, message) = match exposed {
        Exposure::All if width == Width::World => {
            (&all_traffic_from_world::RULE, format!("`{target}` lets in everything from everywhere by `{ports}`"))
        }
        Exposure::Covered(services) => (
            &port_range_covers_sensitive::RULE,
            format!("`{ports}` opens {} of `{target}` to {who}", services_of(services)),
        ),
        _ if width != Width::World => {
            let what = match exposed {
                Exposure::Named(port) => format!("{} of `{target}`", port.service),
                _ => format!("every port of `{target}`"),
            };
            (&source_range_too_wide::RULE, format!("{who} is millions of addresses for {what}"))
        }
        Exposure::Named(port) if port.use_ == Use::Database => {
            (&RULE, format!("the whole internet may reach {} of `{target}` on `{ports}`", port.service))
        }
        Exposure::Named(port) => (
            &admin_port_open_to_world::RULE,
            format!("the whole internet may reach {} of `{target}` on `{ports}`", port.service),
        ),
        Exposure::All => (&all_traffic_from_world::RULE, format!("`{target}` lets in everything by `{ports}`")),
    };
    let help = match exposed {
        Exposure::Named(port) if port.use_ == Use::Admin => {
            format!("write your own address, as `\"203.0.113.7/32\" -> {target}: {ports}`, or use Session Manager")
        }
        Exposure::Named(_) => format!("name the groups that need it, as `api -> {target}: {ports}`"),
        Exposure::All | Exposure::Covered(_) => "write the ports that are needed".into(),
    };
    let by_default = match rule.peer {
        Peer::CidrParam(param) => context[param].default.as_ref().map(|default| (default, &context[param].name.value)),
        _ => None,
    };
    match by_default {
        None => Finding::new(record, source.at, message).about(edge.at).about(name.at).help(help),
        Some((default, param)) => {
            Finding::new(record, default.at, format!("{message}, where nobody gives another `{param}`"))
                .about(edge.at)
                .about(name.at)
                .related(source.at, format!("`{param}` is used here"))
                .help("leave the default out, or write a narrow one, as `\"203.0.113.7/32\"`")
        }
    }
}

fn peer(context: &Context<'_>, rule: &SecurityRule) -> String {
    source(context, rule.peer).map_or_else(|| "this source".into(), |block| format!("`{block}`"))
}

fn services_of(services: &[&crate::reach::exposure::SensitivePort]) -> String {
    let shown: Vec<&str> = services.iter().map(|port| port.service).collect();
    match shown.len() {
        0..=3 => show_names(shown).replace('`', ""),
        many => format!("{} and {} more", shown[..2].join(", "), many - 2),
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::{ParamType, SubnetId};

    fn told(arrow: &str) -> Vec<String> {
        let mut sample = Sample::street();
        sample.arrow(arrow);
        sample.told()
    }

    #[test]
    fn a_database_port_open_to_the_world_is_told_once() {
        assert_eq!(
            told("internet -> web: tcp 5432"),
            ["database_port_open_to_world at internet in internet -> web: tcp 5432"]
        );
        assert_eq!(
            told("permit internet -> web: tcp 5000..=5432"),
            ["database_port_open_to_world at internet in permit internet -> web: tcp 5000..=5432"]
        );
        assert_eq!(told("main -> web: tcp 5432"), Vec::<String>::new());
        assert_eq!(told(r#""203.0.113.0/24" -> web: tcp 5432"#), Vec::<String>::new());
    }

    #[test]
    fn a_param_that_is_the_whole_internet_by_default_is_told_at_its_default() {
        let mut sample = Sample::street();
        let param = sample.param("office", ParamType::Cidr);
        sample.arrow("office -> web: tcp 5432");
        assert_eq!(sample.told(), Vec::<String>::new());
        sample.topology.params[param.0 as usize].default = Some(sample.at("office.default", "0.0.0.0/0".to_owned()));
        assert_eq!(sample.told(), ["database_port_open_to_world at office.default"]);
    }

    #[test]
    fn what_the_internet_cannot_reach_is_not_exposed() {
        let mut sample = Sample::street();
        sample.instance("job", SubnetId(2), "t3.small");
        sample.arrow("internet -> job: tcp 5432");
        assert_eq!(sample.told(), ["internet_edge_to_private_address at job in internet -> job: tcp 5432"]);
    }

    #[test]
    fn a_group_that_nothing_wears_exposes_nothing() {
        let mut sample = Sample::street();
        sample.group("jobs");
        sample.arrow("permit internet -> jobs: tcp 5432");
        assert_eq!(sample.told(), Vec::<String>::new());
    }
}
