//! A sensitive port, open to millions of addresses. `database_port_open_to_world` tells it, and `world_in_pieces` where several rules add up.

use crate::diagnostic::{Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "source_range_too_wide",
    severity: Severity::Insecure,
    checks: "The source of a sensitive port is no block of more than 2^25 public addresses.",
    why: "Nobody knows the owners of so many addresses.",
    fails: "\"128.0.0.0/2\" -> bastion: tcp 22",
    instead: "Write the addresses of the real clients.",
    source: "Groundplan, network rules, 2026-11",
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
    fn a_wide_block_is_told_for_a_sensitive_port_only() {
        assert_eq!(
            told(r#"permit "128.0.0.0/2" -> web: tcp 22"#),
            [r#"source_range_too_wide at "128.0.0.0/2" in permit "128.0.0.0/2" -> web: tcp 22"#]
        );
        assert_eq!(told(r#"permit "128.0.0.0/2" -> web: tcp 8022"#), Vec::<String>::new());
        assert_eq!(told(r#"permit "54.0.0.0/8" -> web: tcp 22"#), Vec::<String>::new());
    }
}
