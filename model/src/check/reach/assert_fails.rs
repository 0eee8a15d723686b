//! An assertion that no path carries.

use std::cell::LazyCell;

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity, Site};
use crate::reach::balancers::{Deaf, Unreached, tcp};
use crate::reach::{Broken, Hop, Host, PortSet, show};
use crate::topology::{Assertion, At, End, Thing};

use super::assert_contradicts_assert_never::{asked, show_assertion};

pub(super) static RULE: Rule = Rule {
    name: "assert_fails",
    severity: Severity::Broken,
    checks: "What is asserted is carried: for every pair of ends, every pair of their subnets, every port.",
    why: "The declaration does not do what its author relies on.",
    fails: "assert web -> db: tcp 5432; where only `api -> db: tcp 5432` is open",
    instead: "Mend the hop that the message names, or drop the assertion.",
    source: "Groundplan, what an arrow means, 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    let balancers = LazyCell::new(|| (reach.deaf_listeners(), reach.unreached_targets()));
    let mut told: Vec<(Failure, Finding)> = Vec::new();
    for assertion in context.assertions.iter().filter(|assertion| !assertion.never) {
        let Some(failure) = first_failure(context, assertion, &balancers) else { continue };
        match told.iter_mut().find(|(earlier, _)| has_same_cause(context, earlier, &failure)) {
            Some((_, finding)) => {
                finding.related.push((assertion.at, "this one fails for the same reason".into()));
            }
            None => {
                let finding = tell(context, assertion, &failure);
                told.push((failure, finding));
            }
        }
    }
    report.extend(told.into_iter().map(|(_, finding)| finding));
}

/// Whether two assertions fail for want of one route, or of one public address.
fn has_same_cause(context: &Context<'_>, one: &Failure, other: &Failure) -> bool {
    let is_route = matches!(one.broken.hop, Hop::Route(..) | Hop::ReturnRoute(..));
    let address = address_of(context, one);
    one.broken.hop == other.broken.hop && (is_route || address.is_some() && address == address_of(context, other))
}

/// What decides about the public address that is missing.
fn address_of(context: &Context<'_>, failure: &Failure) -> Option<Site> {
    let interfaces = &context.reach().interfaces;
    match (&failure.broken.hop, &failure.from, &failure.to) {
        (Hop::PublicAddress(_), Host::Interface(id), Host::Public(_) | Host::Service(_))
        | (Hop::PublicAddress(_), Host::Public(_), Host::Interface(id)) => Some(interfaces[*id].public.at),
        _ => None,
    }
}

fn tell(context: &Context<'_>, assertion: &Assertion, failure: &Failure) -> Finding {
    let Failure { from, to, broken, ends } = failure;
    let reach = context.reach();
    let message = format!("`{}` fails: {}", show_assertion(context, assertion), reach.show_hop(from, to, broken));
    let (source, target) = (show::show_end(context, ends.0), show::show_end(context, ends.1));
    let finding = Finding::new(&RULE, assertion.at, message).about(assertion.at);
    let routed = |finding: Finding, subnet| finding.related_all(reach.show_routes(subnet));
    match broken.hop {
        Hop::GroupOut(_) | Hop::GroupIn(_) => {
            finding.help(format!("add `{source} -> {target}: {}`, or drop the assertion", broken.ports))
        }
        Hop::Route(subnet, _) => {
            let public = matches!(from, Host::Interface(id) if reach.interfaces[*id].public.value);
            routed(finding, subnet).help(reach.way_out(subnet, public))
        }
        Hop::ReturnRoute(subnet, _) => routed(finding, subnet).help(reach.way_out(subnet, true)),
        Hop::PublicAddress(_) => match address_of(context, failure) {
            Some(address) => finding.related(address, "this decides about public addresses"),
            None => finding,
        }
        .help("write `public_address: yes` in its `launch`, or drop the assertion"),
        _ => finding.help("drop the assertion, or declare what carries it"),
    }
}

/// What the rules about load balancers tell.
type Balancers = (Vec<Deaf>, Vec<Unreached>);

struct Failure {
    from: Host,
    to: Host,
    broken: Broken,
    ends: (End, End),
}

/// The first pair of parties that is not connected, unless a rule about needs or NAT gateways tells the same hop.
fn first_failure<F: FnOnce() -> Balancers>(
    context: &Context<'_>,
    assertion: &Assertion,
    balancers: &LazyCell<Balancers, F>,
) -> Option<Failure> {
    let reach = context.reach();
    let asked = asked(assertion);
    for source in &assertion.from {
        for target in &assertion.to {
            let targets = reach.distinct(reach.parties(target.value, reach.vpc_of(source.value)));
            for from in reach.distinct(reach.parties(source.value, reach.vpc_of(target.value))) {
                for to in &targets {
                    let Err(broken) = reach.path(&from, to, &asked) else { continue };
                    if is_told(context, balancers, &from, to, &broken) {
                        return None;
                    }
                    let ends = (source.value, target.value);
                    return Some(Failure { from, to: to.clone(), broken, ends });
                }
            }
        }
    }
    None
}

/// Whether a rule about needs, NAT gateways or load balancers speaks of the same hop.
fn is_told<F: FnOnce() -> Balancers>(
    context: &Context<'_>,
    balancers: &LazyCell<Balancers, F>,
    from: &Host,
    to: &Host,
    broken: &Broken,
) -> bool {
    let reach = context.reach();
    let thing = |host: &Host| match host {
        Host::Interface(id) => Some(reach.interfaces[*id].thing),
        _ => None,
    };
    let opens = |port: At<u16>| !PortSet::from(broken.ports).and(&tcp(port.value).into()).is_empty();
    let by_need = || {
        let mut pairs = context.unmet_needs().iter().flat_map(|unmet| &unmet.broken);
        pairs.any(|(needing, _, told)| needing == from && told.hop == broken.hop)
    };
    match broken.hop {
        Hop::NatStuck(..) => true,
        Hop::Route(subnet, _) => {
            let public = matches!(from, Host::Interface(id) if reach.interfaces[*id].public.value);
            public && reach.is_due_to_balancer(subnet) || by_need()
        }
        Hop::GroupOut(_) | Hop::GroupIn(_) => {
            let is_target = |balancer| thing(to) == Some(Thing::LoadBalancer(balancer));
            let is_source = |balancer| thing(from) == Some(Thing::LoadBalancer(balancer));
            balancers.0.iter().any(|deaf| is_target(deaf.balancer) && opens(deaf.port))
                || balancers.1.iter().any(|one| {
                    let ports = [one.traffic, one.health];
                    is_source(one.balancer)
                        && thing(to) == Some(one.thing)
                        && ports.into_iter().flatten().any(opens)
                })
        }
        _ => by_need(),
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::SubnetId;

    fn with_job() -> Sample {
        let mut sample = Sample::street();
        sample.instance("job", SubnetId(2), "t3.small");
        sample
    }

    #[test]
    fn a_closed_group_fails_the_assertion_with_the_line_to_paste() {
        let mut sample = with_job();
        sample.arrow("assert web -> job: tcp 5432");
        assert_eq!(sample.told(), ["assert_fails at assert web -> job: tcp 5432"]);
        let findings = sample.findings();
        assert_eq!(
            findings[0].message,
            "`assert web -> job: tcp 5432` fails: no group of `job` lets in tcp 5432 from `web`"
        );
        assert_eq!(
            findings[0].help.as_deref(),
            Some("add `web -> job: tcp 5432`, or drop the assertion")
        );
        sample.arrow("web -> job: tcp 5432");
        assert_eq!(sample.told(), Vec::<String>::new());
    }

    #[test]
    fn what_a_need_tells_is_not_told_again() {
        let mut sample = with_job();
        sample.arrow("permit job -> internet: all");
        sample.arrow("assert job -> internet: tcp 443");
        assert_eq!(sample.told(), ["assert_fails at assert job -> internet: tcp 443"]);
        sample.arrow("job -> internet: tcp 443");
        assert_eq!(sample.told(), ["no_route_to_internet at job in job -> internet: tcp 443"]);
    }

    #[test]
    fn two_assertions_that_lack_one_route_are_told_once() {
        let mut sample = with_job();
        sample.instance("tool", SubnetId(2), "t3.small");
        sample.arrow("permit [job, tool] -> internet: all");
        sample.arrow("assert job -> internet: tcp 443");
        sample.arrow("assert tool -> internet: tcp 443");
        assert_eq!(sample.told(), ["assert_fails at assert job -> internet: tcp 443"]);
        assert_eq!(sample.label(sample.findings()[0].related.last().map_or(Default::default(), |(site, _)| *site)), "assert tool -> internet: tcp 443");
    }

    #[test]
    fn what_a_balancer_lacks_is_not_told_again() {
        let mut sample = Sample::street();
        sample.topology.edges.remove(1);
        sample.arrow("assert edge -> web: tcp 3000");
        assert_eq!(sample.told(), ["load_balancer_cannot_reach_target at web.target.port"]);

        let mut sample = Sample::street();
        sample.topology.edges.remove(0);
        sample.arrow("assert web -> edge: tcp 80");
        assert_eq!(sample.told(), ["security_group_misses_listener_port at edge:80.port"]);
    }

    #[test]
    fn one_pair_of_several_is_enough_to_fail() {
        let mut sample = Sample::street();
        sample.auto_scaling_group("job", &[SubnetId(0), SubnetId(2)], "t3.small", [1, 2, 2]);
        sample.arrow("permit job -> internet: all");
        sample.arrow("assert job -> internet: tcp 443");
        assert_eq!(
            sample.findings()[0].message,
            "`assert job -> internet: tcp 443` fails: \
             subnet `data.a` has no route to the internet in route table `isolated`"
        );
    }
}
