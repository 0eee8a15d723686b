//! SSH, RDP and their kin, open to everybody. `database_port_open_to_world` tells it.

use crate::diagnostic::{Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "admin_port_open_to_world",
    severity: Severity::Insecure,
    checks: "No port for administration is open to the whole internet.",
    why: "Whoever gets in owns the machine; such ports are attacked within minutes.",
    fails: "internet -> bastion: tcp 22",
    instead: "Write your own address as a /32, or use Session Manager, which needs no open port.",
    source: "AWS Security Hub, EC2.13 and EC2.14, 2026-09",
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
    fn ssh_from_everywhere_is_told_and_from_one_place_is_not() {
        assert_eq!(
            told("internet -> web: tcp 22"),
            ["admin_port_open_to_world at internet in internet -> web: tcp 22"]
        );
        assert_eq!(told(r#""203.0.113.7/32" -> web: tcp 22"#), Vec::<String>::new());
        assert_eq!(told("internet -> web: tcp 8022"), Vec::<String>::new());
    }
}
