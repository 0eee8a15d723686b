//! Public load balancers that answer on 443 and not on 80.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::ListenerProtocol;

pub(super) static RULE: Rule = Rule {
    name: "no_http_redirect",
    severity: Severity::Lint,
    checks: "A public load balancer with https on 443 answers on 80 too.",
    why: "Whoever types the name without `https` waits until the browser gives up.",
    fails: "load_balancer edge internet_facing in public { listen https 443 with { certificates: [site] } => web; }",
    instead: "Add `listen http 80 => redirect 301 https 443;`.",
    source: "Application Load Balancers guide, \"Redirect actions\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for balancer in context.load_balancers.iter().filter(|balancer| balancer.internet_facing.value) {
        let safe = balancer
            .listeners
            .iter()
            .any(|listener| listener.protocol.value == ListenerProtocol::Https && listener.port.value == 443);
        let plain = balancer.listeners.iter().any(|listener| listener.port.value == 80);
        if safe && !plain {
            let name = &balancer.header.name;
            let message = format!("load balancer `{}` answers on 443 and not on 80", name.value);
            report.push(
                Finding::new(&RULE, name.at, message)
                    .about(name.at)
                    .help("add `listen http 80 => redirect 301 https 443;`"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::*;

    #[test]
    fn https_alone_is_told_and_with_port_80_is_not() {
        let mut sample = Sample::street();
        let forward = Action::Forward(TargetGroupId(0));
        sample.listener(LoadBalancerId(0), ListenerProtocol::Https, 443, forward);
        assert!(sample.speaks("no_http_redirect").is_empty());
        sample.topology.load_balancers[0].listeners.remove(0);
        assert_eq!(sample.speaks("no_http_redirect"), ["edge"]);
    }
}
