//! Hosts of an https listener that none of its certificates covers.

use crate::check::words::list;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::glob::Glob;
use crate::topology::{At, Certificate, Listener, ListenerProtocol, LoadBalancer, ParamId, Setting, Topology};

use super::{wildcard_certificate_depth, wildcard_certificate_not_apex};

pub(super) static RULE: Rule = Rule {
    name: "certificate_does_not_cover_host",
    severity: Severity::Broken,
    checks: "A certificate of an https listener covers each host that its arms ask for.",
    why: "Clients refuse a certificate that does not name the host. A param is covered by itself in the certificate, \
          or by names that cover its default; the value that is given is judged at `plan`.",
    fails: "certificate site for [\"www.example.com\"];  … listen https 443 with { certificates: [site] } => match \
            host { \"api.example.com\" => api, _ => respond 404 };",
    instead: "Add the host to the certificate.",
    source: "RFC 6125, 6.4.3 (a wildcard stands for one whole label), 2011",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for balancer in &context.load_balancers {
        for listener in &balancer.listeners {
            let certificates = certificates(context, listener);
            let names: Vec<&At<Setting<String>>> =
                certificates.iter().flat_map(|certificate| &certificate.hosts).collect();
            if listener.protocol.value != ListenerProtocol::Https
                || certificates.is_empty()
                || names.iter().any(|name| report.failed(name.at))
            {
                continue;
            }
            for host in listener.rules.iter().flat_map(|rule| &rule.hosts) {
                if !report.failed(host.at)
                    && let Some(gap) = gap(context, &names, &host.value)
                {
                    report.push(tell(context, balancer, &certificates, host, gap));
                }
            }
        }
    }
}

/// The certificates of a listener.
pub(super) fn certificates<'t>(topology: &'t Topology, listener: &Listener) -> Vec<&'t Certificate> {
    listener.certificates.iter().map(|certificate| &topology[certificate.value]).collect()
}

/// Why no certificate covers a host.
enum Gap<'a> {
    /// This wildcard covers one label, and the host has more in front of it.
    Depth(&'a str),
    /// This wildcard does not cover what stands behind its `*.`.
    Apex(&'a str),
    /// No name comes near.
    Other,
}

fn gap<'a>(
    topology: &Topology,
    names: &[&'a At<Setting<String>>],
    host: &Setting<String>,
) -> Option<Gap<'a>> {
    if names.iter().any(|name| name.value == *host) {
        return None;
    }
    let texts: Vec<&str> = names
        .iter()
        .filter_map(|name| match &name.value {
            Setting::Value(text) => Some(text.as_str()),
            Setting::Param(_) => None,
        })
        .collect();
    let host = match host {
        Setting::Value(text) => text.as_str(),
        Setting::Param(id) => match default_of(topology, *id) {
            Some(default) if texts.iter().any(|name| name_covers(name, default)) => return None,
            // Which host it will be is not known; a wildcard may cover it.
            None if texts.iter().any(|name| name.starts_with("*.")) => return None,
            _ => return Some(Gap::Other),
        },
    };
    if texts.iter().any(|name| name_covers(name, host)) {
        return None;
    }
    let host = host.to_ascii_lowercase();
    let wildcards: Vec<(&str, String)> = texts
        .iter()
        .filter_map(|name| Some((*name, name.strip_prefix("*.")?.to_ascii_lowercase())))
        .collect();
    if let Some((name, _)) = wildcards.iter().find(|(_, domain)| *domain == host) {
        return Some(Gap::Apex(name));
    }
    let deeper = wildcards.iter().find(|(_, domain)| host.ends_with(&format!(".{domain}")));
    Some(deeper.map_or(Gap::Other, |(name, _)| Gap::Depth(name)))
}

/// Whether a name of a certificate covers a host of a rule, wildcards in both.
///
/// The host `*.d` asks for every label in front of `d` and is covered by the name `*.d`. Another host with wildcards
/// counts as covered where the name may cover one of its hosts.
pub(super) fn name_covers(name: &str, host: &str) -> bool {
    let (name, host) = (name.to_ascii_lowercase(), host.to_ascii_lowercase());
    if name == host {
        return true;
    }
    let has_wildcard = |text: &str| text.contains(['*', '?']);
    match (host.strip_prefix("*."), name.strip_prefix("*.")) {
        (Some(domain), _) if !has_wildcard(domain) && domain.contains('.') => false,
        _ if has_wildcard(&host) => Glob::host(&name).meets(&Glob::host(&host)),
        (_, Some(domain)) => host.split_once('.').is_some_and(|(label, rest)| !label.is_empty() && rest == domain),
        (_, None) => false,
    }
}

/// The value that a param has where none is given.
fn default_of(topology: &Topology, param: ParamId) -> Option<&str> {
    topology[param].default.as_ref().map(|default| default.value.as_str())
}

fn tell(
    topology: &Topology,
    balancer: &LoadBalancer,
    certificates: &[&Certificate],
    host: &At<Setting<String>>,
    gap: Gap<'_>,
) -> Finding {
    let shown = show_host(topology, &host.value);
    let first = certificates[0];
    let certificate = &first.header.name;
    let add = |what: &str| match first.existing {
        None => format!("add `{what}` to certificate `{}`", certificate.value),
        Some(_) => format!("use a certificate that names `{what}`"),
    };
    let (rule, message, help) = match gap {
        Gap::Depth(name) => {
            let parent = shown.split_once('.').map_or(shown.as_str(), |(_, parent)| parent);
            (
                &wildcard_certificate_depth::RULE,
                format!("`{name}` covers one label, host `{shown}` has more in front of `{}`", &name[2..]),
                add(&format!("\"*.{parent}\"")),
            )
        }
        Gap::Apex(name) => (
            &wildcard_certificate_not_apex::RULE,
            format!("`{name}` does not cover `{shown}` itself"),
            add(&format!("\"{shown}\"")),
        ),
        Gap::Other => {
            let names = certificates.iter().flat_map(|certificate| &certificate.hosts);
            let names = list(names.map(|name| show_host(topology, &name.value)));
            let written = match &host.value {
                Setting::Value(text) => format!("\"{text}\""),
                Setting::Param(_) => shown.clone(),
            };
            let of = list(certificates.iter().map(|certificate| &certificate.header.name.value));
            (&RULE, format!("host `{shown}` is not covered by certificate {of} ({names})"), add(&written))
        }
    };
    Finding::new(rule, host.at, message)
        .about(balancer.header.name.at)
        .related(certificate.at, format!("certificate `{}` is declared here", certificate.value))
        .help(help)
}

/// A host as it is written: its text, or the name of its param.
pub(super) fn show_host(topology: &Topology, host: &Setting<String>) -> String {
    match host {
        Setting::Value(text) => text.clone(),
        Setting::Param(id) => topology[*id].name.value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::name_covers;
    use crate::sample::Sample;
    use crate::topology::*;

    fn told(names: &[&str], hosts: &[&str]) -> Vec<(String, String)> {
        let mut sample = Sample::street();
        let certificate = sample.certificate("site", names);
        let forward = Action::Forward(TargetGroupId(0));
        let at = sample.site("arm");
        let hosts =
            hosts.iter().map(|host| sample.at(host, Setting::Value((*host).to_owned()))).collect::<Vec<_>>();
        let action = sample.at("action", forward);
        let certificate = sample.at("use", certificate);
        let respond = Action::Respond { status: action_status(&mut sample), content_type: None, body: None };
        let listener = sample.listener(LoadBalancerId(0), ListenerProtocol::Https, 443, respond);
        listener.certificates.push(certificate);
        listener.rules.push(ListenerRule { at, hosts, paths: vec![], action });
        let rules = ["certificate_does_not_cover_host", "wildcard_certificate_depth", "wildcard_certificate_not_apex"];
        let findings = sample.findings();
        findings
            .into_iter()
            .filter(|finding| rules.contains(&finding.rule.name))
            .map(|finding| (format!("{} at {}", finding.rule.name, sample.label(finding.at)), finding.help.unwrap_or_default()))
            .collect()
    }

    fn action_status(sample: &mut Sample) -> At<u16> {
        sample.at("status", 404)
    }

    #[test]
    fn a_host_that_no_name_covers_is_refused() {
        assert_eq!(
            told(&["www.example.org"], &["api.example.org"]),
            [(
                "certificate_does_not_cover_host at api.example.org".to_owned(),
                "add `\"api.example.org\"` to certificate `site`".to_owned()
            )]
        );
    }

    #[test]
    fn a_wildcard_covers_one_label_and_not_its_domain() {
        assert!(told(&["*.example.org"], &["api.example.org", "API.example.org", "*.example.org"]).is_empty());
        assert_eq!(
            told(&["*.example.org"], &["a.b.example.org"]),
            [(
                "wildcard_certificate_depth at a.b.example.org".to_owned(),
                "add `\"*.b.example.org\"` to certificate `site`".to_owned()
            )]
        );
        assert_eq!(
            told(&["*.example.org"], &["example.org"]),
            [(
                "wildcard_certificate_not_apex at example.org".to_owned(),
                "add `\"example.org\"` to certificate `site`".to_owned()
            )]
        );
        assert_eq!(told(&["*.example.org"], &["*.b.example.org"])[0].1, "add `\"*.b.example.org\"` to certificate `site`");
    }

    #[test]
    fn names_cover_hosts_with_wildcards_where_they_may() {
        assert!(!name_covers("www.example.org", "*.example.org"));
        assert!(name_covers("*.example.org", "api-*.example.org"));
        assert!(name_covers("www.example.org", "w?w.example.org"));
        assert!(name_covers("www.example.org", "*.org"), "whoever writes it wants every host");
        assert!(!name_covers("www.example.org", "api-*.example.org"));
    }

    fn told_of_param(default: Option<&str>, names: &[&str], itself: bool) -> Vec<String> {
        let mut sample = Sample::street();
        let certificate = sample.certificate("site", names);
        let param = sample.param("web_host", ParamType::Host);
        if let Some(default) = default {
            sample.topology.params[0].default = Some(sample.at("default", default.to_owned()));
        }
        if itself {
            let name = sample.at("site.web_host", Setting::Param(param));
            sample.topology.certificates[0].hosts.push(name);
        }
        let (at, action) = (sample.site("arm"), sample.at("action", Action::Forward(TargetGroupId(0))));
        let (host, certificate) = (sample.at("host", Setting::Param(param)), sample.at("use", certificate));
        let listener =
            sample.listener(LoadBalancerId(0), ListenerProtocol::Https, 443, Action::Forward(TargetGroupId(0)));
        listener.certificates.push(certificate);
        listener.rules.push(ListenerRule { at, hosts: vec![host], paths: vec![], action });
        sample.speaks("certificate_does_not_cover_host")
    }

    #[test]
    fn a_param_is_covered_by_itself_or_by_what_covers_its_default() {
        assert_eq!(told_of_param(None, &["www.example.org"], false), ["host"]);
        assert!(told_of_param(None, &["www.example.org"], true).is_empty());
        assert!(told_of_param(None, &["*.example.org"], false).is_empty());
        assert!(told_of_param(Some("www.example.org"), &["www.example.org"], false).is_empty());
        assert_eq!(told_of_param(Some("www.example.net"), &["*.example.org"], false), ["host"]);
    }
}
