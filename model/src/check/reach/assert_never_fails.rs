//! An `assert never` for which there is a path.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::reach::{Host, Path, Way};
use crate::topology::{Assertion, End, GatewayEndpointId, ParamId};

use super::assert_contradicts_assert_never::{asked, show_assertion};
use super::assert_never_cannot_be_proved;

pub(super) static RULE: Rule = Rule {
    name: "assert_never_fails",
    severity: Severity::Insecure,
    checks: "What is asserted never is carried by no path: not for any pair of ends, address, protocol or port.",
    why: "Something is open that its author relies on being closed.",
    fails: "assert never web -> db; where `main -> db: tcp 5432` is open and web is in main",
    instead: "Narrow the statement that the message names, or drop the assertion.",
    source: "Groundplan, what an arrow means, 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for assertion in context.assertions.iter().filter(|assertion| assertion.never) {
        let Some((path, unknown)) = find_path(context, assertion) else { continue };
        let reach = context.reach();
        let shown = show_assertion(context, assertion);
        let way = reach.show_path(&path);
        let mut finding = match unknown {
            None => Finding::new(&RULE, assertion.at, format!("`{shown}` fails on {}: {way}", path.ports)),
            Some(param) => Finding::new(
                &assert_never_cannot_be_proved::RULE,
                assertion.at,
                format!(
                    "`{shown}` cannot be proved: `{}` may be any block, on {} the path would be {way}",
                    context[param].name.value, path.ports
                ),
            ),
        };
        finding = finding.about(assertion.at);
        let mut narrow = Vec::new();
        let labels = if unknown.is_none() { ["this lets it in", "this lets it out"] } else { ["this may let it in", "this may let it out"] };
        for (rule, label) in [path.into, path.out].into_iter().zip(labels) {
            let Some((_, origin)) = rule else { continue };
            let line = format!("`{}`", reach.show_origin(origin));
            if !narrow.contains(&line) {
                finding = finding.related(context.edges[origin.edge].at, label);
                narrow.push(line);
            }
        }
        let help = match unknown {
            Some(_) => "write the block in place of the param, or accept this at the assertion with a reason".into(),
            None if narrow.is_empty() => "drop the assertion".into(),
            None => format!("narrow {}, or drop the assertion", narrow.join(" or ")),
        };
        report.push(finding.help(help));
    }
}

/// A path that should not be; one that hangs on a param only where there is no other.
fn find_path(context: &Context<'_>, assertion: &Assertion) -> Option<(Path, Option<ParamId>)> {
    let reach = context.reach();
    let asked = asked(assertion);
    let mut open = None;
    for source in &assertion.from {
        for target in &assertion.to {
            let targets = reach.distinct(suspected_targets(context, target.value));
            for from in reach.distinct(reach.suspects(source.value)) {
                for to in &targets {
                    let Some(path) = reach.any_path(&from, to, &asked) else { continue };
                    // A service is part of the internet only where it is reached over it.
                    if matches!(path.way, Way::Endpoint(_)) && !matches!(target.value, End::Endpoint(_)) {
                        continue;
                    }
                    let unknown = path.unknown.or(guessed(source.value, &path.from)).or(guessed(target.value, to));
                    match unknown {
                        None => return Some((path, None)),
                        Some(param) => open = open.or(Some((path, Some(param)))),
                    }
                }
            }
        }
    }
    open
}

/// The param of an end, where the party is only one that may have its addresses.
fn guessed(end: End, party: &Host) -> Option<ParamId> {
    match end {
        End::CidrParam(param) if !matches!(party, Host::Param(_)) => Some(param),
        _ => None,
    }
}

/// Whom an end means as a target: the services that endpoints lead to are public hosts too.
fn suspected_targets(context: &Context<'_>, end: End) -> Vec<Host> {
    let mut hosts = context.reach().suspects(end);
    if hosts.iter().any(|host| matches!(host, Host::Public(_))) {
        let endpoints = 0..context.gateway_endpoints.len() as u32;
        hosts.extend(endpoints.map(|index| Host::Service(GatewayEndpointId(index))));
    }
    hosts
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::{GatewayService, RouteTableId, SubnetId, VpcId};

    #[test]
    fn an_open_path_is_shown() {
        let mut sample = Sample::street();
        sample.instance("orders", SubnetId(2), "t3.small");
        sample.arrow("assert never web -> orders");
        sample.arrow("assert never internet -> [web, orders]");
        assert_eq!(sample.told(), Vec::<String>::new());
        sample.arrow("main -> orders: tcp 6000");
        assert_eq!(sample.told(), ["assert_never_fails at assert never web -> orders"]);
        let findings = sample.findings();
        assert_eq!(
            findings[0].message,
            "`assert never web -> orders` fails on tcp 6000: `web` in `public.a`, out by `permit web -> internet: all`, \
             within the VPC, in by `main -> orders: tcp 6000`, to `orders` in `data.a`"
        );
        assert_eq!(
            findings[0].help.as_deref(),
            Some("narrow `main -> orders: tcp 6000` or `permit web -> internet: all`, or drop the assertion")
        );
    }

    #[test]
    fn the_world_rule_holds_the_addresses_of_the_vpc_too() {
        let mut sample = Sample::street();
        sample.arrow("assert never web -> edge: tcp 80");
        assert_eq!(sample.told(), ["assert_never_fails at assert never web -> edge: tcp 80"]);
    }

    #[test]
    fn an_endpoint_is_no_internet_but_its_service_over_the_internet_is() {
        let mut sample = Sample::street();
        sample.instance("job", SubnetId(0), "t3.small");
        sample.gateway_endpoint(VpcId(0), "s3", GatewayService::S3, &[RouteTableId(0)]);
        sample.arrow("job -> s3: tcp 443");
        sample.arrow("assert never job -> internet");
        assert_eq!(sample.told(), Vec::<String>::new());
        sample.topology.gateway_endpoints[0].tables.clear();
        assert_eq!(sample.speaks("assert_never_fails"), ["assert never job -> internet"]);
    }
}
