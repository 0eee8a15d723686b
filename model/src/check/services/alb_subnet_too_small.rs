//! Load balancers in subnets that leave them little room.



use crate::ordered::OrderedSet;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::SubnetId;

pub(super) static RULE: Rule = Rule {
    name: "alb_subnet_too_small",
    severity: Severity::Lint,
    checks: "The subnets of a load balancer are /27 or larger.",
    why: "AWS advises at least a /27 with eight free addresses, so that the balancer can grow. A smaller one is \
          accepted while eight are free.",
    fails: "subnet public per zone { a: \"10.0.1.0/28\", b: \"10.0.1.16/28\" }  load_balancer edge internet_facing in \
            public { … }",
    instead: "Widen the subnet to a /27.",
    source: "Application Load Balancers guide, \"Subnets for your load balancer\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let mut told: OrderedSet<SubnetId> = OrderedSet::new();
    for balancer in &context.load_balancers {
        for at in &balancer.subnets {
            let subnet = &context[at.value];
            if subnet.cidr.length() <= 27 || report.failed(subnet.cidr.at) || !told.insert(at.value) {
                continue;
            }
            let name = &subnet.header.name;
            let message = format!(
                "subnet `{}` is a /{}, load balancer `{}` should have a /27 to grow in",
                name.value,
                subnet.cidr.length(),
                balancer.header.name.value
            );
            report.push(
                Finding::new(&RULE, subnet.cidr.at, message)
                    .about(name.at)
                    .about(balancer.header.name.at)
                    .related(at.at, "the load balancer is in it")
                    .help("widen it to a /27"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_28_is_told_and_a_27_is_not() {
        let mut sample = Sample::street();
        sample.topology.subnets[0].cidr.value = "10.0.1.0/27".parse().expect("a block");
        assert!(sample.speaks("alb_subnet_too_small").is_empty());
        sample.topology.subnets[0].cidr.value = "10.0.1.0/28".parse().expect("a block");
        assert_eq!(sample.speaks("alb_subnet_too_small"), ["public.a.cidr"]);
    }
}
