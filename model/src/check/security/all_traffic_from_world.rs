//! Everything open to everybody. `database_port_open_to_world` tells it.

use crate::diagnostic::{Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "all_traffic_from_world",
    severity: Severity::Insecure,
    checks: "No group lets in every port from the whole internet.",
    why: "A group that lets in everything protects nothing.",
    fails: "internet -> web: all",
    instead: "Write the ports that are needed.",
    source: "AWS Security Hub, EC2.18 and EC2.19, 2026-09",
};

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    fn told(arrow: &str) -> Vec<String> {
        let mut sample = Sample::street();
        sample.arrow(arrow);
        sample.told()
    }

    #[test]
    fn everything_from_everywhere_is_told_once() {
        assert_eq!(
            told("internet -> web: all"),
            ["all_traffic_from_world at internet in internet -> web: all"]
        );
        assert_eq!(
            told("permit internet -> web: tcp 1..=65535"),
            ["all_traffic_from_world at internet in permit internet -> web: tcp 1..=65535"]
        );
        assert_eq!(told("permit main -> web: all").len(), 1, "only what it contains is told");
    }
}
