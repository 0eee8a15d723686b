//! Targets of several load balancers.



use crate::ordered::{OrderedMap, OrderedSet};
use crate::check::lookup::{actions, forwarded};
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity, Site};
use crate::topology::TargetGroupId;

pub(super) static RULE: Rule = Rule {
    name: "target_group_of_two_albs",
    severity: Severity::Refused,
    checks: "One load balancer forwards to a target.",
    why: "AWS associates a target group with one load balancer: TargetGroupAssociationLimit.",
    fails: "load_balancer edge internet_facing in public { listen http 80 => web; }  load_balancer inner internal in \
            private { listen http 80 => web; }",
    instead: "Forward to it from one load balancer, or declare another thing for the other.",
    source: "Application Load Balancers guide, \"Quotas\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let mut first: OrderedMap<TargetGroupId, (usize, Site)> = OrderedMap::new();
    let mut told: OrderedSet<(usize, TargetGroupId)> = OrderedSet::new();
    for (index, balancer) in context.load_balancers.iter().enumerate() {
        for action in balancer.listeners.iter().flat_map(actions) {
            let Some(id) = forwarded(&action.value) else { continue };
            let (owner, at) = *first.entry(id).or_insert((index, action.at));
            if owner == index || !told.insert((index, id)) {
                continue;
            }
            let message = format!(
                "the target of `{}` is already used by load balancer `{}`",
                context[id].name.value, context.load_balancers[owner].header.name.value
            );
            report.push(
                Finding::new(&RULE, action.at, message)
                    .about(balancer.header.name.at)
                    .related(at, "it is used here")
                    .help("forward to it from one load balancer only"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::*;

    #[test]
    fn a_second_balancer_is_refused_and_a_second_listener_is_not() {
        let mut sample = Sample::street();
        let forward = Action::Forward(TargetGroupId(0));
        sample.listener(LoadBalancerId(0), ListenerProtocol::Http, 8080, forward.clone());
        assert!(sample.speaks("target_group_of_two_albs").is_empty());
        let inner = sample.load_balancer("inner", false, &[SubnetId(0), SubnetId(1)]);
        sample.listener(inner, ListenerProtocol::Http, 8081, forward);
        assert_eq!(sample.speaks("target_group_of_two_albs"), ["inner:8081.default"]);
    }
}
