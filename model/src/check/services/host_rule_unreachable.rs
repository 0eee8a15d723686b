//! Arms that can never match, and hosts or paths of an arm that are taken before it.

use crate::check::words::list;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity, Site};
use crate::glob::Effort;
use crate::routing::Routing;
use crate::topology::{Listener, ListenerRule, LoadBalancer, Topology};

use super::certificate_does_not_cover_host::show_host;
use super::{host_rule_duplicate, host_rule_partly_shadowed};

pub(super) static RULE: Rule = Rule {
    name: "host_rule_unreachable",
    severity: Severity::Broken,
    checks: "No arm is wholly taken by the arms above it.",
    why: "The first arm that matches takes a request: what a wider one above takes never arrives. `*` stands for any \
          number of characters, dots too.",
    fails: "match host { \"*.example.com\" => web, \"api.example.com\" => api, _ => respond 404 }",
    instead: "Move the narrower arm above the wider one.",
    source: "Application Load Balancers guide, \"Listener rules\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for balancer in &context.load_balancers {
        for listener in balancer.listeners.iter().filter(|listener| listener.rules.len() > 1) {
            let routing = Routing::new(listener, |site| report.failed(site));
            let duplicates = host_rule_duplicate::find(&routing);
            let judging = Judging { topology: context, balancer, listener, routing };
            // Hosts and paths together are a product; the effort is that of the whole listener.
            let mut effort = Effort::default();
            for (index, rule) in listener.rules.iter().enumerate() {
                match duplicates[index] {
                    Some(first) => report.push(judging.tell_duplicate(rule, first)),
                    None => judging.check_arm(index, rule, &mut effort, report),
                }
            }
        }
    }
}

struct Judging<'t> {
    topology: &'t Topology,
    balancer: &'t LoadBalancer,
    listener: &'t Listener,
    routing: Routing,
}

/// A value of an arm: what is written, where, and the arms above that take it.
type Shadowed = (String, Site, Vec<usize>);

impl Judging<'_> {
    fn check_arm(&self, index: usize, rule: &ListenerRule, effort: &mut Effort, report: &mut Report) {
        let Some(arm) = self.routing.arm(index) else { return };
        let hosts: Vec<_> = if arm.hosts.is_empty() { vec![None] } else { arm.hosts.iter().map(Some).collect() };
        let paths: Vec<_> = if arm.paths.is_empty() { vec![None] } else { arm.paths.iter().map(Some).collect() };
        // `taken[host][path]`: the arms above that take it.
        let taken: Vec<Vec<Option<Vec<usize>>>> = hosts
            .iter()
            .map(|host| paths.iter().map(|path| self.routing.takers(index, *host, *path, effort)).collect())
            .collect();
        if taken.iter().flatten().all(Option::is_some) {
            report.push(self.tell_unreachable(rule, &merge(taken.iter().flatten())));
            return;
        }
        let of_host = rule.hosts.iter().enumerate().filter_map(|(place, host)| {
            let row = &taken[place];
            let all = row.iter().all(Option::is_some);
            all.then(|| (show_host(self.topology, &host.value), host.at, merge(row.iter())))
        });
        let of_path = rule.paths.iter().enumerate().filter_map(|(place, path)| {
            let column = || taken.iter().map(|row| &row[place]);
            let all = column().all(Option::is_some);
            all.then(|| (path.value.clone(), path.at, merge(column())))
        });
        for shadowed in of_host.chain(of_path) {
            report.push(self.tell_partly(rule, shadowed));
        }
    }

    /// Both are named: where params give the hosts of a run, there is no line to point at.
    fn tell_duplicate(&self, rule: &ListenerRule, first: usize) -> Finding {
        let (own, other) = (self.show(rule), self.show_arms(&[first]));
        let (balancer, port) = (&self.balancer.header.name.value, self.listener.port.value);
        let message = format!("{own} never matches on port {port} of `{balancer}`, {other} above asks for the same");
        Finding::new(&host_rule_duplicate::RULE, rule.at, message)
            .about(self.balancer.header.name.at)
            .related(self.listener.rules[first].at, "the first one is here")
            .help("remove one of the two")
    }

    fn tell_unreachable(&self, rule: &ListenerRule, by: &[usize]) -> Finding {
        let at = rule.hosts.first().map(|host| host.at).or(rule.paths.first().map(|path| path.at));
        let (own, takers) = (self.show(rule), self.show_arms(by));
        let message = format!("{own} can never match, {takers} above {} it first", takes(by));
        self.finding(Finding::new(&RULE, at.unwrap_or(rule.at), message), by)
            .help(format!("move it above {takers}, or remove it"))
    }

    fn tell_partly(&self, rule: &ListenerRule, (value, at, by): Shadowed) -> Finding {
        let takers = self.show_arms(&by);
        let message = format!("`{value}` never comes to this arm, {takers} above {} it first", takes(&by));
        let finding = Finding::new(&host_rule_partly_shadowed::RULE, at, message);
        self.finding(finding, &by).help(format!("remove `{value}` from {}", self.show(rule)))
    }

    fn finding(&self, finding: Finding, by: &[usize]) -> Finding {
        let first = self.listener.rules[by[0]].at;
        finding.about(self.balancer.header.name.at).related(first, "this arm comes first")
    }

    fn show_arms(&self, arms: &[usize]) -> String {
        list(arms.iter().map(|index| self.conditions(&self.listener.rules[*index])))
    }

    fn show(&self, rule: &ListenerRule) -> String {
        format!("`{}`", self.conditions(rule))
    }

    /// The conditions of an arm as the language writes them, without quotes.
    fn conditions(&self, rule: &ListenerRule) -> String {
        let hosts: Vec<String> = rule.hosts.iter().map(|host| show_host(self.topology, &host.value)).collect();
        let paths: Vec<&str> = rule.paths.iter().map(|path| path.as_str()).collect();
        match (hosts.is_empty(), paths.is_empty()) {
            (false, true) => hosts.join(" | "),
            (true, _) => paths.join(" | "),
            (false, false) => format!("{} if path {}", hosts.join(" | "), paths.join(" | ")),
        }
    }
}

fn takes(by: &[usize]) -> &'static str {
    if by.len() == 1 { "takes" } else { "take" }
}

fn merge<'a>(takers: impl Iterator<Item = &'a Option<Vec<usize>>>) -> Vec<usize> {
    let mut all: Vec<usize> = takers.flatten().flatten().copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::*;

    /// Arms `host|host path|path`, each to a target of its own, where `-` is every one; and what is told of them.
    pub(crate) fn told(arms: &[&str]) -> Vec<String> {
        let mut sample = Sample::street();
        let rules = arms
            .iter()
            .map(|text| {
                let (hosts, paths) = text.split_once(' ').unwrap_or((text, "-"));
                let values = |list: &str| -> Vec<String> {
                    list.split('|').filter(|value| *value != "-").map(str::to_owned).collect()
                };
                ListenerRule {
                    at: sample.site(text),
                    hosts: values(hosts)
                        .into_iter()
                        .map(|host| sample.at(&format!("{host} in {text}"), Setting::Value(host.clone())))
                        .collect(),
                    paths: values(paths)
                        .into_iter()
                        .map(|path| sample.at(&format!("{path} in {text}"), path.clone()))
                        .collect(),
                    action: sample.at("action", Action::Forward(TargetGroupId(0))),
                }
            })
            .collect();
        let respond = Action::Respond { status: sample.at("status", 404), content_type: None, body: None };
        sample.listener(LoadBalancerId(0), ListenerProtocol::Http, 8080, respond).rules = rules;
        let rules = ["host_rule_unreachable", "host_rule_duplicate", "host_rule_partly_shadowed"];
        sample.told().into_iter().filter(|told| rules.iter().any(|rule| told.starts_with(rule))).collect()
    }

    #[test]
    fn a_narrower_arm_below_a_wider_one_is_refused_at_its_host() {
        assert_eq!(
            told(&["*.example.org", "api.example.org"]),
            ["host_rule_unreachable at api.example.org in api.example.org"]
        );
        assert!(told(&["api.example.org", "*.example.org"]).is_empty());
        assert!(told(&["*.example.org", "example.org"]).is_empty());
    }

    #[test]
    fn a_union_above_can_take_an_arm() {
        assert_eq!(
            told(&["a.org", "b.org", "a.org|b.org"]),
            ["host_rule_unreachable at a.org in a.org|b.org"]
        );
        assert_eq!(
            told(&["*.org /a", "*.org /a?*", "api.org /a*"]),
            ["host_rule_unreachable at api.org in api.org /a*"]
        );
    }

    #[test]
    fn a_host_above_with_a_path_takes_only_that_path() {
        assert!(told(&["api.org /v1/*", "api.org"]).is_empty());
        assert_eq!(
            told(&["- /v1/*", "- /v1/users"]),
            ["host_rule_unreachable at /v1/users in - /v1/users"]
        );
    }

    #[test]
    fn one_value_of_several_that_is_taken_is_a_warning() {
        assert_eq!(
            told(&["a.org", "a.org|b.org"]),
            ["host_rule_partly_shadowed at a.org in a.org|b.org"]
        );
        assert_eq!(
            told(&["- /v1/*", "- /v1/users|/v2"]),
            ["host_rule_partly_shadowed at /v1/users in - /v1/users|/v2"]
        );
    }

    #[test]
    fn the_same_conditions_are_told_as_that() {
        assert_eq!(told(&["A.org|b.org", "b.org|a.org"]), ["host_rule_duplicate at b.org|a.org"]);
        assert_eq!(told(&["*.org", "a.org", "a.org"]).len(), 2);
    }
}
