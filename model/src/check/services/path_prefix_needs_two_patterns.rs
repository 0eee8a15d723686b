//! Patterns like `/api/*` that leave `/api` itself to another arm.

use crate::check::lookup::forwarded;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::routing::{Host, RequestHost, Routing, Taken};
use crate::topology::{Listener, LoadBalancer, Topology};

pub(super) static RULE: Rule = Rule {
    name: "path_prefix_needs_two_patterns",
    severity: Severity::Lint,
    checks: "Where a target is known to serve `/api`, because its health check asks for it, an arm for `/api/*` asks \
             for `/api` too.",
    why: "`/api/*` does not match `/api` itself.",
    fails: "match path { \"/api/*\" => api, _ => web }  // api: target: http 8080 { health_check: \"/api\" }",
    instead: "Write `\"/api\" | \"/api/*\" => api`.",
    source: "Application Load Balancers guide, \"Path conditions\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for balancer in &context.load_balancers {
        for listener in &balancer.listeners {
            check_listener(context, balancer, listener, report);
        }
    }
}

fn check_listener(topology: &Topology, balancer: &LoadBalancer, listener: &Listener, report: &mut Report) {
    let routing = Routing::new(listener, |site| report.failed(site));
    for (index, rule) in listener.rules.iter().enumerate() {
        let Some(target) = forwarded(&rule.action) else { continue };
        for path in &rule.paths {
            let Some(prefix) = path.strip_suffix("/*").filter(|prefix| !prefix.is_empty()) else { continue };
            let health = &topology[target].health.path;
            if health.split('?').next() != Some(prefix) || prefix.contains(['*', '?']) {
                continue;
            }
            let host = match rule.hosts.first() {
                Some(host) => Host::of(&host.value).request(),
                None => RequestHost::Text("q7.q7.invalid".to_owned()),
            };
            let other = match routing.taken(&host, prefix) {
                Some(Taken::By(place)) if place == index => continue,
                Some(Taken::By(place)) => Some(&listener.rules[place].action),
                Some(Taken::ByDefault) => listener.default.as_ref(),
                None => continue,
            };
            if other.is_none_or(|action| forwarded(action) == Some(target)) {
                continue;
            }
            let message = format!(
                "`{}` does not match `{prefix}` itself, which `{}` serves",
                path.value,
                topology[target].name.value
            );
            report.push(
                Finding::new(&RULE, path.at, message)
                    .about(balancer.header.name.at)
                    .related(health.at, "its health check asks for it")
                    .help(format!("write `\"{prefix}\" | \"{}\"`", path.value)),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::*;

    fn told(paths: &[&str], health: &str, fixed: bool) -> Vec<String> {
        let mut sample = Sample::street();
        sample.topology.target_groups[0].health.path.value = health.to_owned();
        let paths = paths.iter().map(|path| sample.at(path, (*path).to_owned())).collect();
        let forward = Action::Forward(TargetGroupId(0));
        let (at, action) = (sample.site("arm"), sample.at("action", forward.clone()));
        let respond = Action::Respond { status: sample.at("status", 404), content_type: None, body: None };
        let default = if fixed { respond } else { forward };
        let listener = sample.listener(LoadBalancerId(0), ListenerProtocol::Http, 8080, default);
        listener.rules.push(ListenerRule { at, hosts: vec![], paths, action });
        sample.speaks("path_prefix_needs_two_patterns")
    }

    #[test]
    fn only_what_is_known_to_be_served_is_told() {
        assert_eq!(told(&["/api/*"], "/api", true), ["/api/*"]);
        assert!(told(&["/api/*"], "/", true).is_empty());
        assert!(told(&["/api/*", "/api"], "/api", true).is_empty());
        assert!(told(&["/api/*"], "/api", false).is_empty());
    }
}
