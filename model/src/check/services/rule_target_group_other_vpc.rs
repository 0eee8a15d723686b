//! Load balancers that forward into another VPC.



use crate::ordered::OrderedSet;
use crate::check::lookup::{actions, forwarded, vpc_of};
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::TargetGroupId;

pub(super) static RULE: Rule = Rule {
    name: "rule_target_group_other_vpc",
    severity: Severity::Refused,
    checks: "A load balancer forwards to targets of its own VPC.",
    why: "AWS refuses a target group of another VPC: InvalidConfigurationRequest.",
    fails: "load_balancer edge internet_facing in shop_public { listen http 80 => ledger; }  // ledger: in another vpc",
    instead: "Put both in one VPC.",
    source: "The message of AWS in public reports, aws-load-balancer-controller #1045, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for balancer in &context.load_balancers {
        let Some(vpc) = vpc_of(context, balancer) else { continue };
        let mut told: OrderedSet<TargetGroupId> = OrderedSet::new();
        for action in balancer.listeners.iter().flat_map(actions) {
            let Some(id) = forwarded(&action.value) else { continue };
            let target = &context[id];
            if target.vpc == vpc || !told.insert(id) {
                continue;
            }
            let name = &balancer.header.name;
            let message = format!(
                "`{}` is in vpc `{}`, load balancer `{}` is in vpc `{}`",
                target.name.value,
                context[target.vpc].header.name.value,
                name.value,
                context[vpc].header.name.value
            );
            report.push(
                Finding::new(&RULE, action.at, message)
                    .about(name.at)
                    .related(target.name.at, "the target is declared here")
                    .help("put both in one vpc"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_target_of_another_vpc_is_refused() {
        let mut sample = Sample::street();
        assert!(sample.speaks("rule_target_group_other_vpc").is_empty());
        let other = sample.vpc("other", "10.1.0.0/16");
        sample.topology.target_groups[0].vpc = other;
        assert_eq!(sample.speaks("rule_target_group_other_vpc"), ["edge:80.default"]);
    }
}
