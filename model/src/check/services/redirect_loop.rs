//! Redirects that lead back to where they began.



use crate::ordered::{OrderedMap, OrderedSet};
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity, Site};
use crate::routing::{Host, RequestHost, Routing, Taken};
use crate::topology::{Action, At, Listener, LoadBalancer};

pub(super) static RULE: Rule = Rule {
    name: "redirect_loop",
    severity: Severity::Refused,
    checks: "A redirect does not lead back to itself, directly or by way of other listeners of the load balancer.",
    why: "AWS refuses a redirect that changes nothing: InvalidLoadBalancerAction. Clients give up on a longer loop.",
    fails: "listen https 443 with { certificates: [site] } => redirect 301 https 443;",
    instead: "Redirect to another protocol or port, or forward to a target.",
    source: "Elastic Load Balancing API model, RedirectActionConfig, botocore 1.44.5, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for balancer in &context.load_balancers {
        let mut told: OrderedSet<Site> = OrderedSet::new();
        for listener in &balancer.listeners {
            for action in crate::check::lookup::actions(listener) {
                let Action::Redirect { protocol, port, .. } = &action.value else { continue };
                let wrong = report.failed(port.at) || report.failed(listener.port.at);
                if protocol.value == listener.protocol.value && port.value == listener.port.value && !wrong {
                    told.insert(action.at);
                    let to = format!("{} {}", protocol.word(), port.value);
                    let message = format!("this redirect of the listener on {to} leads back to itself");
                    report.push(
                        Finding::new(&RULE, action.at, message)
                            .about(balancer.header.name.at)
                            .related(listener.port.at, "the listener is declared here")
                            .help("redirect to another protocol or port, or forward to a target"),
                    );
                }
            }
        }
        for chain in find_chains(balancer, report) {
            if chain.iter().all(|action| !told.contains(&action.at)) {
                told.extend(chain.iter().map(|action| action.at));
                report.push(tell(balancer, &chain));
            }
        }
    }
}

fn tell(balancer: &LoadBalancer, chain: &[&At<Action>]) -> Finding {
    let to = |action: &Action| match action {
        Action::Redirect { protocol, port, .. } => format!("{} {}", protocol.word(), port.value),
        Action::Forward(_) | Action::Respond { .. } => String::new(),
    };
    let way: Vec<String> = chain.iter().map(|action| to(&action.value)).collect();
    let message = format!("this redirect leads back to itself, by way of {}", way.join(" and "));
    let finding = Finding::new(&RULE, chain[0].at, message).about(balancer.header.name.at);
    chain[1..]
        .iter()
        .fold(finding, |finding, action| finding.related(action.at, "and this one leads back"))
        .help("forward to a target in one of them")
}

/// Loops through several listeners, each with the redirects that it takes. A loop is told only where one request is
/// seen to run in it, so a redirect may be missed, and none is told wrongly.
fn find_chains<'t>(balancer: &'t LoadBalancer, report: &Report) -> Vec<Vec<&'t At<Action>>> {
    let mut by_port: OrderedMap<u16, usize> = OrderedMap::new();
    for (index, listener) in balancer.listeners.iter().enumerate() {
        by_port.entry(listener.port.value).or_insert(index);
    }
    // A redirect from https to http is refused as such, and leads nowhere.
    let next = |here: &Listener, action: &Action| match action {
        Action::Redirect { protocol, port, .. } => by_port.get(&port.value).copied().filter(|index| {
            let there = &balancer.listeners[*index];
            there.protocol.value == protocol.value && here.protocol.value <= there.protocol.value
        }),
        Action::Forward(_) | Action::Respond { .. } => None,
    };
    // Without two listeners that redirect to listeners there is no chain, which is how it mostly is.
    let leads_on = |listener: &&Listener| {
        crate::check::lookup::actions(listener).any(|action| next(listener, &action.value).is_some())
    };
    if balancer.listeners.iter().filter(leads_on).count() < 2 {
        return Vec::new();
    }
    let routings: Vec<Routing> = balancer
        .listeners
        .iter()
        .map(|listener| Routing::new(listener, |site| report.failed(site)))
        .collect();
    let mut chains: OrderedMap<Site, Vec<&At<Action>>> = OrderedMap::new();
    for (host, path) in requests(&routings) {
        for begin in 0..routings.len() {
            let mut way: Vec<(usize, &At<Action>)> = Vec::new();
            let mut here = begin;
            let looped = loop {
                if let Some(start) = way.iter().position(|(index, _)| *index == here) {
                    break Some(start);
                }
                let listener = &balancer.listeners[here];
                let action = match routings[here].taken(&host, &path) {
                    Some(Taken::By(place)) => Some(&listener.rules[place].action),
                    Some(Taken::ByDefault) => listener.default.as_ref(),
                    None => None,
                };
                let Some(action) = action else { break None };
                let Some(there) = next(listener, &action.value) else { break None };
                way.push((here, action));
                here = there;
            };
            if let Some(start) = looped.filter(|start| way.len() - start > 1) {
                let mut chain: Vec<&At<Action>> = way[start..].iter().map(|(_, action)| *action).collect();
                let first = (0..chain.len()).min_by_key(|index| chain[*index].at).unwrap_or(0);
                chain.rotate_left(first);
                chains.entry(chain[0].at).or_insert(chain);
            }
        }
    }
    chains.into_values().collect()
}

/// Requests to try: for each arm one to each of its hosts and paths, and those that no arm asks for.
fn requests(routings: &[Routing]) -> Vec<(RequestHost, String)> {
    let other_host = RequestHost::Text("q7.q7.invalid".to_owned());
    let mut requests = vec![(other_host.clone(), "/q7".to_owned())];
    for routing in routings {
        for arm in (0..routing.len()).filter_map(|index| routing.arm(index)) {
            let mut hosts: Vec<RequestHost> = arm.hosts.iter().map(Host::request).collect();
            let mut paths: Vec<String> = arm.paths.iter().map(crate::glob::Glob::sample).collect();
            if hosts.is_empty() {
                hosts.push(other_host.clone());
            }
            if paths.is_empty() {
                paths.push("/q7".to_owned());
            }
            for host in hosts {
                requests.extend(paths.iter().map(|path| (host.clone(), path.clone())));
            }
        }
    }
    requests
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::*;

    fn redirect(sample: &mut Sample, protocol: ListenerProtocol, port: u16) -> Action {
        let (status, protocol) = (sample.at("status", 301), sample.at("protocol", protocol));
        Action::Redirect { status, protocol, port: sample.at("port", port) }
    }

    fn respond(sample: &mut Sample) -> Action {
        Action::Respond { status: sample.at("status", 404), content_type: None, body: None }
    }

    fn arm(sample: &mut Sample, host: &str, action: Action) -> ListenerRule {
        let hosts = vec![sample.at(host, Setting::Value(host.to_owned()))];
        ListenerRule { at: sample.site("arm"), hosts, paths: vec![], action: sample.at(&format!("{host}.action"), action) }
    }

    const HTTP: ListenerProtocol = ListenerProtocol::Http;

    #[test]
    fn a_redirect_to_itself_is_refused() {
        let mut sample = Sample::street();
        let action = redirect(&mut sample, HTTP, 8080);
        sample.listener(LoadBalancerId(0), HTTP, 8080, action);
        assert_eq!(sample.speaks("redirect_loop"), ["edge:8080.default"]);
    }

    #[test]
    fn a_chain_through_two_listeners_is_told_once() {
        let mut sample = Sample::street();
        let (there, back) = (redirect(&mut sample, HTTP, 8081), redirect(&mut sample, HTTP, 8080));
        sample.listener(LoadBalancerId(0), HTTP, 8080, there);
        sample.listener(LoadBalancerId(0), HTTP, 8081, back);
        assert_eq!(sample.speaks("redirect_loop"), ["edge:8080.default"]);
    }

    #[test]
    fn a_chain_that_ends_in_an_arm_is_no_loop() {
        let mut sample = Sample::street();
        let (there, back) = (redirect(&mut sample, HTTP, 8081), redirect(&mut sample, HTTP, 8080));
        let rule = arm(&mut sample, "old.example.org", back);
        sample.listener(LoadBalancerId(0), HTTP, 8080, Action::Forward(TargetGroupId(0)));
        sample.listener(LoadBalancerId(0), HTTP, 8081, there.clone()).rules.push(rule);
        assert!(sample.speaks("redirect_loop").contains(&"edge:8081.default".to_owned()), "itself");

        let mut sample = Sample::street();
        let (there, back) = (redirect(&mut sample, HTTP, 8081), redirect(&mut sample, HTTP, 8080));
        let out = arm(&mut sample, "new.example.org", there);
        let (turned_away, rest) = (respond(&mut sample), respond(&mut sample));
        let home = arm(&mut sample, "old.example.org", back);
        sample.listener(LoadBalancerId(0), HTTP, 8080, turned_away).rules.push(out);
        sample.listener(LoadBalancerId(0), HTTP, 8081, rest).rules.push(home);
        assert!(sample.speaks("redirect_loop").is_empty());
    }

    #[test]
    fn a_chain_of_one_host_is_told() {
        let mut sample = Sample::street();
        let (there, back) = (redirect(&mut sample, HTTP, 8081), redirect(&mut sample, HTTP, 8080));
        let out = arm(&mut sample, "*.example.org", there);
        let home = arm(&mut sample, "old.example.org", back);
        let (one, two) = (respond(&mut sample), respond(&mut sample));
        sample.listener(LoadBalancerId(0), HTTP, 8080, one).rules.push(out);
        sample.listener(LoadBalancerId(0), HTTP, 8081, two).rules.push(home);
        assert_eq!(sample.speaks("redirect_loop"), ["*.example.org.action"]);
    }

    #[test]
    fn a_loop_over_a_refused_redirect_is_told_as_that_redirect() {
        let mut sample = Sample::street();
        let (up, down) = (redirect(&mut sample, ListenerProtocol::Https, 443), redirect(&mut sample, HTTP, 8080));
        sample.listener(LoadBalancerId(0), HTTP, 8080, up);
        sample.listener(LoadBalancerId(0), ListenerProtocol::Https, 443, down);
        assert!(sample.speaks("redirect_loop").is_empty());
        assert_eq!(sample.speaks("redirect_https_to_http"), ["protocol"]);
    }
}
