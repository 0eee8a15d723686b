//! Two arrows that write the same rule.



use crate::ordered::OrderedSet;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::reach::Origin;

pub(super) static RULE: Rule = Rule {
    name: "rule_twice",
    severity: Severity::Refused,
    checks: "No two needs, and no two permissions, write the same rule.",
    why: "A group holds a rule once (InvalidPermission.Duplicate); the second arrow changes nothing, and whoever removes one of them is surprised.",
    fails: "edge -> web: tcp 3000; edge -> web: tcp 3000;",
    instead: "Remove one of them.",
    source: "Amazon EC2 API reference, AuthorizeSecurityGroupIngress, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    let mut told = OrderedSet::new();
    for origins in reach.rules.values().filter(|origins| origins.len() > 1) {
        for permit in [false, true] {
            let mut same = origins.iter().filter(|origin| context.edges[origin.edge].permit == permit);
            let Some(first) = same.next() else { continue };
            // Two endpoints of one service share a prefix list, and a need of each is no repetition.
            let end = |origin: &Origin| context.edges[origin.edge].to[origin.to].value;
            for second in same.filter(|second| is_repetition(end(first), end(second))) {
                if !told.insert(*second) {
                    continue;
                }
                let (one, other) = (&context.edges[first.edge], &context.edges[second.edge]);
                report.push(
                    Finding::new(
                        &RULE,
                        other.ports[second.ports].at,
                        format!("`{}` is declared twice", reach.show_origin(*second)),
                    )
                    .about(other.at)
                    .related(one.ports[first.ports].at, "first declared here")
                    .help("remove one of them"),
                );
            }
        }
    }
}

fn is_repetition(one: crate::topology::End, other: crate::topology::End) -> bool {
    use crate::topology::End;
    !matches!((one, other), (End::Endpoint(one), End::Endpoint(other)) if one != other)
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn the_second_arrow_is_told_once_and_a_permit_beside_an_arrow_is_not() {
        let mut sample = Sample::street();
        sample.arrow("permit edge -> web: tcp 3000");
        assert_eq!(sample.told(), Vec::<String>::new());
        sample.arrow("edge -> web: tcp 3000, udp 53");
        assert_eq!(sample.told(), ["rule_twice at tcp 3000 in edge -> web: tcp 3000, udp 53"]);
    }

    #[test]
    fn a_vpc_and_its_block_are_the_same_peer() {
        let mut sample = Sample::street();
        sample.arrow("main -> web: tcp 9000");
        sample.arrow(r#""10.0.0.0/16" -> web: tcp 9000"#);
        assert_eq!(sample.speaks("rule_twice").len(), 1);
    }
}
