//! Names of a certificate that no listener serves.

use crate::check::lookup::with_ids;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::glob::Glob;
use crate::topology::{Action, CertificateId, Listener, Setting};

use super::certificate_does_not_cover_host::{name_covers, show_host};

pub(super) static RULE: Rule = Rule {
    name: "certificate_name_unused",
    severity: Severity::Lint,
    checks: "An arm of a listener asks for each name of a requested certificate, where all other hosts get a fixed \
             response.",
    why: "A name that nothing serves is a leftover, or an arm is missing; somebody must set its DNS record all the same.",
    fails: "certificate site for [\"www.example.com\", \"old.example.com\"];  … match host { \"www.example.com\" => \
            web, _ => respond 404 };",
    instead: "Remove the name, or add its arm.",
    source: "Groundplan, service rules, 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (id, certificate) in with_ids(&context.certificates, CertificateId) {
        let listeners: Vec<&Listener> = context
            .load_balancers
            .iter()
            .flat_map(|balancer| &balancer.listeners)
            .filter(|listener| listener.certificates.iter().any(|own| own.value == id))
            .collect();
        if certificate.existing.is_some() || listeners.is_empty() || !listeners.iter().all(|one| is_closed(one)) {
            continue;
        }
        let hosts: Vec<&Setting<String>> = listeners
            .iter()
            .flat_map(|listener| &listener.rules)
            .flat_map(|rule| &rule.hosts)
            .map(|host| &host.value)
            .collect();
        for name in &certificate.hosts {
            if report.failed(name.at) || hosts.iter().any(|host| may_serve(&name.value, host)) {
                continue;
            }
            let shown = show_host(context, &name.value);
            let message = format!("no arm asks for `{shown}`, a name of certificate `{}`", certificate.header.name.value);
            report.push(
                Finding::new(&RULE, name.at, message)
                    .about(certificate.header.name.at)
                    .help("remove it, or add an arm for it"),
            );
        }
    }
}

/// Whether a listener serves the hosts of its arms, and answers all others by itself.
fn is_closed(listener: &Listener) -> bool {
    let by_host = listener.rules.iter().all(|rule| !rule.hosts.is_empty());
    let fixed = listener.default.as_ref().is_some_and(|action| matches!(action.value, Action::Respond { .. }));
    by_host && fixed && !listener.rules.is_empty()
}

/// Whether a name of a certificate may be there for a host of an arm.
fn may_serve(name: &Setting<String>, host: &Setting<String>) -> bool {
    match (name, host) {
        (Setting::Value(name), Setting::Value(host)) => {
            name_covers(name, host) || Glob::host(name).meets(&Glob::host(host))
        }
        (Setting::Param(name), Setting::Param(host)) => name == host,
        // A wildcard may be there for the value of a param; a written host is none.
        (Setting::Value(text), Setting::Param(_)) | (Setting::Param(_), Setting::Value(text)) => {
            text.contains(['*', '?'])
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::*;

    fn told(names: &[&str], hosts: &[&str], closed: bool) -> Vec<String> {
        let mut sample = Sample::street();
        let id = sample.certificate("site", names);
        let forward = Action::Forward(TargetGroupId(0));
        let hosts = hosts.iter().map(|host| sample.at(host, Setting::Value((*host).to_owned()))).collect();
        let (at, action, used) = (sample.site("arm"), sample.at("action", forward.clone()), sample.at("use", id));
        let respond = Action::Respond { status: sample.at("status", 404), content_type: None, body: None };
        let default = if closed { respond } else { forward };
        let listener = sample.listener(LoadBalancerId(0), ListenerProtocol::Https, 443, default);
        listener.certificates.push(used);
        listener.rules.push(ListenerRule { at, hosts, paths: vec![], action });
        sample.speaks("certificate_name_unused")
    }

    #[test]
    fn a_name_without_an_arm_is_told_where_other_hosts_are_turned_away() {
        let names = ["www.example.org", "old.example.org"];
        assert_eq!(told(&names, &["www.example.org"], true), ["site.old.example.org"]);
        assert!(told(&names, &["www.example.org"], false).is_empty());
        assert!(told(&names, &["*.example.org"], true).is_empty());
        assert!(told(&["*.example.org"], &["www.example.org"], true).is_empty());
        assert!(told(&names, &["www.example.org", "OLD.example.org"], true).is_empty());
    }
}
