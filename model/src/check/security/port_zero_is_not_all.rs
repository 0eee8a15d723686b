//! Port 0 alone, where every port was meant.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::Protocol;

pub(super) static RULE: Rule = Rule {
    name: "port_zero_is_not_all",
    severity: Severity::Broken,
    checks: "An arrow does not open port 0 alone.",
    why: "Nothing listens on port 0; elsewhere 0 stands for all ports, here it stands for itself.",
    fails: "edge -> web: tcp 0",
    instead: "Write the port that is meant, or `tcp 0..=65535`.",
    source: "Amazon EC2 API reference, IpPermission, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let edges = context.edges.iter().map(|edge| (edge.at, &edge.ports));
    let assertions = context.assertions.iter().map(|assertion| (assertion.at, &assertion.ports));
    for (at, ports) in edges.chain(assertions) {
        for ports in ports {
            let protocol = ports.value.protocol;
            if ports.value.last == 0 && matches!(protocol, Protocol::Tcp | Protocol::Udp) {
                let word = protocol.word();
                report.push(
                    Finding::new(&RULE, ports.at, format!("`{word} 0` is port 0 only, where nothing listens"))
                        .about(at)
                        .help(format!("write the port that is meant, or `{word} 0..=65535`")),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn port_zero_alone_is_told() {
        let mut sample = Sample::street();
        sample.arrow("permit main -> web: udp 0..=65535");
        assert!(sample.speaks("port_zero_is_not_all").is_empty());
        sample.arrow("permit main -> web: tcp 0");
        assert_eq!(sample.speaks("port_zero_is_not_all"), ["tcp 0 in permit main -> web: tcp 0"]);
    }
}
