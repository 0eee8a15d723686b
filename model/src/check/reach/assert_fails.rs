//! An assertion that no path carries.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::reach::{Broken, Hop, Host, show};
use crate::topology::{Assertion, End};

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
    for assertion in context.assertions.iter().filter(|assertion| !assertion.never) {
        let Some(failure) = first_failure(context, assertion) else { continue };
        let Failure { from, to, broken, ends } = failure;
        let reach = context.reach();
        let message = format!("`{}` fails: {}", show_assertion(context, assertion), reach.show_hop(&from, &to, &broken));
        let (source, target) = (show::show_end(context, ends.0), show::show_end(context, ends.1));
        let help = match broken.hop {
            Hop::GroupOut(_) | Hop::GroupIn(_) => {
                format!("add `{source} -> {target}: {}`, or drop the assertion", broken.ports)
            }
            Hop::Route(subnet, range) => {
                let public = matches!(&from, Host::Interface(id) if reach.interfaces[*id].public.value);
                reach.way_out(subnet, range, public)
            }
            Hop::ReturnRoute(subnet, range) => reach.way_out(subnet, range, true),
            Hop::PublicAddress(_) => "write `public_address: yes` in its `launch`, or drop the assertion".into(),
            _ => "drop the assertion, or declare what carries it".into(),
        };
        let mut finding = Finding::new(&RULE, assertion.at, message).about(assertion.at).help(help);
        let place = match broken.hop {
            Hop::GroupIn(_) | Hop::ReturnRoute(..) | Hop::ReturnByNat(..) => &to,
            _ => &from,
        };
        if let Host::Interface(id) = place {
            let interface = &reach.interfaces[*id];
            let home = reach.subnet_name(interface.subnet.value);
            finding = finding.related(interface.subnet.at, format!("seen from subnet `{home}`"));
        }
        report.push(finding);
    }
}

struct Failure {
    from: Host,
    to: Host,
    broken: Broken,
    ends: (End, End),
}

/// The first pair of parties that is not connected, unless a rule about needs or NAT gateways tells the same hop.
fn first_failure(context: &Context<'_>, assertion: &Assertion) -> Option<Failure> {
    let reach = context.reach();
    let asked = asked(assertion);
    for source in &assertion.from {
        for target in &assertion.to {
            let targets = reach.distinct(reach.parties(target.value, reach.vpc_of(source.value)));
            for from in reach.distinct(reach.parties(source.value, reach.vpc_of(target.value))) {
                for to in &targets {
                    let Err(broken) = reach.path(&from, to, &asked) else { continue };
                    if is_told(context, &from, &broken) {
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

fn is_told(context: &Context<'_>, from: &Host, broken: &Broken) -> bool {
    let mut pairs = context.unmet_needs().iter().flat_map(|unmet| &unmet.broken);
    matches!(broken.hop, Hop::NatStuck(..))
        || pairs.any(|(needing, _, told)| needing == from && told.hop == broken.hop)
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
