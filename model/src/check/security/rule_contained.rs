//! An inbound rule that a wider one of the same group makes needless.



use crate::ordered::OrderedSet;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::reach::{Direction, Peer, PortSet, Reach, SecurityRule};
use crate::topology::GroupId;

pub(super) static RULE: Rule = Rule {
    name: "rule_contained",
    severity: Severity::Lint,
    checks: "No inbound rule of a group is covered by another one of it.",
    why: "The narrower rule suggests that only its peer may come in, while the wider one lets in more.",
    fails: "api -> db: tcp 5432; main -> db: tcp 5432;",
    instead: "Remove the wider one, if the narrower is what is meant.",
    source: "Groundplan, what an arrow means, 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    let mut told = OrderedSet::new();
    for group in (0..context.groups.len()).map(|index| GroupId(index as u32)) {
        let rules = reach.rules_in(group, Direction::Inbound);
        // Only a rule with a block as its peer, or with several ports, can be the wider one.
        let wide: Vec<_> = rules
            .iter()
            .filter(|(rule, _)| matches!(rule.peer, Peer::Cidr(_)) || rule.ports.first != rule.ports.last)
            .collect();
        for (narrow, origin) in rules {
            let Some((_, wider)) = wide.iter().find(|(wide, _)| wide != narrow && covers(reach, wide, narrow)) else {
                continue;
            };
            if origin == wider || !told.insert(*origin) {
                continue;
            }
            let (edge, other) = (&context.edges[origin.edge], &context.edges[wider.edge]);
            let message =
                format!("`{}` adds nothing to `{}`", reach.show_origin(*origin), reach.show_origin(*wider));
            report.push(
                Finding::new(&RULE, edge.from[origin.from].at, message)
                    .about(edge.at)
                    .about(other.at)
                    .related(other.from[wider.from].at, "the wider one")
                    .help(format!("remove `{}`, if the narrower is what is meant", reach.show_origin(*wider))),
            );
        }
    }
}

fn covers(reach: &Reach<'_>, wide: &SecurityRule, narrow: &SecurityRule) -> bool {
    let peer = match (wide.peer, narrow.peer) {
        (one, other) if one == other => true,
        (Peer::Cidr(wide), Peer::Cidr(narrow)) => wide.contains(narrow),
        (Peer::Cidr(wide), Peer::Group(group)) => {
            let mut wearers = reach.interfaces.wearing(group).iter().peekable();
            let block = |id| reach.topology[reach.interfaces[id].subnet.value].cidr.value;
            wearers.peek().is_some() && wearers.all(|id| wide.contains(block(*id)))
        }
        _ => false,
    };
    peer && PortSet::from(narrow.ports).without(&wide.ports.into()).is_empty()
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_group_inside_an_admitted_block_adds_nothing() {
        let mut sample = Sample::street();
        sample.arrow("main -> web: tcp 4000");
        assert_eq!(sample.told(), Vec::<String>::new());
        sample.arrow("edge -> web: tcp 4000");
        assert_eq!(sample.told(), ["rule_contained at edge in edge -> web: tcp 4000"]);
        assert_eq!(
            sample.findings()[0].message,
            "`edge -> web: tcp 4000` adds nothing to `main -> web: tcp 4000`"
        );
    }

    #[test]
    fn a_port_inside_a_range_adds_nothing() {
        let mut sample = Sample::street();
        sample.arrow("edge -> web: tcp 2990..=3000");
        assert_eq!(sample.told(), ["rule_contained at edge 1.from"]);
    }

    #[test]
    fn a_wider_rule_that_is_told_as_too_open_is_told_once() {
        for (wide, narrow, rule) in [
            ("internet -> web: all", "main -> web: tcp 4000", "all_traffic_from_world"),
            ("internet -> web: tcp 3000", "", "load_balancer_bypassed"),
            ("permit internet -> web: tcp 3100..=6000", "main -> web: tcp 4000", "port_range_covers_sensitive"),
            (r#"permit "8.0.0.0/6" -> web: tcp 22"#, r#"permit "8.8.0.0/24" -> web: tcp 22"#, "source_range_too_wide"),
        ] {
            let mut sample = Sample::street();
            for arrow in [wide, narrow].iter().filter(|arrow| !arrow.is_empty()) {
                sample.arrow(arrow);
            }
            let told = sample.told();
            assert_eq!(told.len(), 1, "{told:?}");
            assert!(told[0].starts_with(rule), "{told:?}");
        }
    }

    #[test]
    fn outbound_rules_may_contain_each_other() {
        let mut sample = Sample::street();
        sample.arrow("web -> internet: tcp 443");
        assert_eq!(sample.told(), Vec::<String>::new());
    }
}
