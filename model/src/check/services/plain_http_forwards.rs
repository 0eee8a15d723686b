//! Public plain listeners that forward, beside one that encrypts.

use crate::check::lookup::{actions, forwarded};
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::ListenerProtocol;

pub(super) static RULE: Rule = Rule {
    name: "plain_http_forwards",
    severity: Severity::Insecure,
    checks: "A public load balancer that has an https listener forwards nothing from a plain one.",
    why: "Whoever types the name without `https` is served in the clear, cookies included.",
    fails: "listen http 80 => web;  listen https 443 with { certificates: [site] } => web;",
    instead: "Write `listen http 80 => redirect 301 https 443;`.",
    source: "Application Load Balancers guide, \"Redirect actions\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for balancer in context.load_balancers.iter().filter(|balancer| balancer.internet_facing.value) {
        let speaks = |protocol| move |listener: &&crate::topology::Listener| listener.protocol.value == protocol;
        let Some(safe) = balancer.listeners.iter().find(speaks(ListenerProtocol::Https)) else { continue };
        for listener in balancer.listeners.iter().filter(speaks(ListenerProtocol::Http)) {
            let forward = actions(listener).find_map(|action| Some((action.at, forwarded(&action.value)?)));
            let Some((at, target)) = forward else { continue };
            let message = format!(
                "the listener on port {} forwards plain HTTP to `{}`",
                listener.port.value, context[target].name.value
            );
            report.push(
                Finding::new(&RULE, at, message)
                    .about(balancer.header.name.at)
                    .related(safe.protocol.at, "there is an https listener here")
                    .help(format!("write `redirect 301 https {}`", safe.port.value)),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::*;

    #[test]
    fn a_plain_forward_is_told_only_beside_https_and_in_public() {
        let mut sample = Sample::street();
        assert!(sample.speaks("plain_http_forwards").is_empty());
        let forward = Action::Forward(TargetGroupId(0));
        sample.listener(LoadBalancerId(0), ListenerProtocol::Https, 443, forward);
        assert_eq!(sample.speaks("plain_http_forwards"), ["edge:80.default"]);
        sample.topology.load_balancers[0].internet_facing.value = false;
        assert!(sample.speaks("plain_http_forwards").is_empty());
    }
}
