//! A range open to many that holds a sensitive port. `database_port_open_to_world` tells it.

use crate::diagnostic::{Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "port_range_covers_sensitive",
    severity: Severity::Insecure,
    checks: "No range that is open to the internet holds the port of a database, a shell or their kin.",
    why: "The range opens more than its ends say.",
    fails: "internet -> web: tcp 3000..=6000",
    instead: "Write the ports that are needed.",
    source: "AWS Security Hub, EC2.19 (unrestricted access to high-risk ports), 2026-09",
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
    fn a_range_over_database_ports_is_told() {
        assert_eq!(
            told("permit internet -> web: tcp 3100..=6000"),
            ["port_range_covers_sensitive at internet in permit internet -> web: tcp 3100..=6000"]
        );
        assert_eq!(told("permit internet -> web: tcp 3100..=3200"), Vec::<String>::new());
    }
}
