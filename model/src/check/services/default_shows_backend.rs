//! Defaults that hand unknown hosts to a backend.

use crate::check::lookup::forwarded;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::glob::{Effort, Glob};
use crate::topology::{Listener, ListenerProtocol, Setting, Topology};

use super::certificate_does_not_cover_host::certificates;

pub(super) static RULE: Rule = Rule {
    name: "default_shows_backend",
    severity: Severity::Insecure,
    checks: "Where every declared host has an arm, the default of a public load balancer forwards to no target.",
    why: "Only hosts that nobody declared come to it: scanners that call the address, and names of others that point \
          there.",
    fails: "match host { \"www.example.com\" => web, \"api.example.com\" => api, _ => web }",
    instead: "Write `_ => respond 404`.",
    source: "Groundplan, service rules, 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for balancer in context.load_balancers.iter().filter(|balancer| balancer.internet_facing.value) {
        for listener in &balancer.listeners {
            let Some(default) = &listener.default else { continue };
            let Some(target) = forwarded(&default.value) else { continue };
            let by_host = !listener.rules.is_empty() && listener.rules.iter().all(|rule| !rule.hosts.is_empty());
            if !by_host || !every_host_has_an_arm(context, listener, target) {
                continue;
            }
            let message =
                format!("the default action forwards unknown hosts to `{}`", context[target].name.value);
            report.push(
                Finding::new(&RULE, default.at, message)
                    .about(balancer.header.name.at)
                    .help("write `_ => respond 404`"),
            );
        }
    }
}

/// Whether the arms ask for each host that is declared for this listener: by its certificates, or, where it has none,
/// by an arm to the same target.
fn every_host_has_an_arm(
    topology: &Topology,
    listener: &Listener,
    target: crate::topology::TargetGroupId,
) -> bool {
    let names: Vec<&Setting<String>> = certificates(topology, listener)
        .into_iter()
        .flat_map(|certificate| &certificate.hosts)
        .map(|name| &name.value)
        .collect();
    if listener.protocol.value == ListenerProtocol::Http || names.is_empty() {
        return listener.rules.iter().any(|rule| forwarded(&rule.action) == Some(target));
    }
    // An arm that asks for a path too leaves the host's other paths to the default.
    let whole = || listener.rules.iter().filter(|rule| rule.paths.is_empty()).flat_map(|rule| &rule.hosts);
    names.iter().all(|name| whole().any(|host| takes(&host.value, name)))
}

/// Whether an arm's host takes every host of a certificate's name.
fn takes(host: &Setting<String>, name: &Setting<String>) -> bool {
    match (host, name) {
        (Setting::Value(host), Setting::Value(name)) => {
            Glob::host(host).covers(&Glob::host(name), &mut Effort::default()) == Some(true)
        }
        (host, name) => host == name,
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::*;

    fn told(names: &[&str], arms: &[&str], default: bool) -> Vec<String> {
        let mut sample = Sample::street();
        let forward = Action::Forward(TargetGroupId(0));
        let rules = arms
            .iter()
            .map(|host| ListenerRule {
                at: sample.site(host),
                hosts: vec![sample.at("host", Setting::Value((*host).to_owned()))],
                paths: vec![],
                action: sample.at("action", forward.clone()),
            })
            .collect();
        let respond = Action::Respond { status: sample.at("status", 404), content_type: None, body: None };
        let default = if default { forward } else { respond };
        let protocol = if names.is_empty() { ListenerProtocol::Http } else { ListenerProtocol::Https };
        let certificate = sample.certificate("site", names);
        let certificate = sample.at("use", certificate);
        let listener = sample.listener(LoadBalancerId(0), protocol, 8443, default);
        listener.rules = rules;
        listener.certificates.extend((!names.is_empty()).then_some(certificate));
        sample.speaks("default_shows_backend")
    }

    #[test]
    fn a_default_that_only_unknown_hosts_come_to_is_told() {
        assert_eq!(told(&["www.org", "api.org"], &["www.org", "api.org"], true), ["edge:8443.default"]);
        assert_eq!(told(&[], &["www.org"], true), ["edge:8443.default"]);
    }

    #[test]
    fn a_default_for_a_declared_host_or_a_fixed_response_is_right() {
        assert!(told(&["www.org", "api.org"], &["api.org"], true).is_empty());
        assert!(told(&["*.example.org"], &["www.example.org"], true).is_empty());
        assert!(told(&["www.org"], &["www.org"], false).is_empty());
        assert!(Sample::street().speaks("default_shows_backend").is_empty());
    }

    #[test]
    fn an_internal_balancer_is_not_judged() {
        let mut sample = Sample::street();
        sample.topology.load_balancers[0].internet_facing.value = false;
        let (at, host) = (sample.site("arm"), sample.at("host", Setting::Value("www.org".to_owned())));
        let forward = Action::Forward(TargetGroupId(0));
        let action = sample.at("action", forward.clone());
        let listener = sample.listener(LoadBalancerId(0), ListenerProtocol::Http, 8080, forward);
        listener.rules.push(ListenerRule { at, hosts: vec![host], paths: vec![], action });
        assert!(sample.speaks("default_shows_backend").is_empty());
    }
}
