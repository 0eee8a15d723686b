//! An internet-facing load balancer of which only some subnets are joined to an internet gateway.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::reach::show::show_names;
use crate::topology::{At, SubnetId};

pub(super) static RULE: Rule = Rule {
    name: "load_balancer_half_public",
    severity: Severity::Broken,
    checks: "All subnets of an internet-facing load balancer have a route to an internet gateway.",
    why: "DNS sends a share of the requests to each subnet; those of the closed one time out.",
    fails: "load_balancer edge internet_facing in [public.a, private.b] { … }",
    instead: "Put it in public subnets only.",
    source: "Elastic Load Balancing user guide, application load balancers, subnets, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    for balancer in context.load_balancers.iter().filter(|balancer| balancer.internet_facing.value) {
        let (closed, open): (Vec<&At<SubnetId>>, Vec<&At<SubnetId>>) =
            balancer.subnets.iter().partition(|subnet| !reach.is_fully_public(subnet.value));
        let (Some(odd), false) = (closed.first(), open.is_empty()) else { continue };
        let name = &balancer.header.name;
        let answers = show_names(open.iter().map(|subnet| reach.subnet_name(subnet.value)));
        let odd_ids: Vec<_> = closed.iter().map(|subnet| subnet.value).collect();
        let verb = if odd_ids.len() == 1 { "has" } else { "have" };
        let message = format!(
            "load balancer `{}` answers in {answers} only, {} {verb} no route to an internet gateway",
            name.value,
            reach.show_subnets(&odd_ids)
        );
        let mut finding = Finding::new(&RULE, odd.at, message).about(name.at);
        for subnet in &odd_ids {
            finding = finding.about(context[*subnet].header.name.at);
        }
        let taken = |id| open.iter().any(|subnet| subnet.value == id);
        let help = match reach.public_subnet_near(odd.value).filter(|id| !taken(*id)) {
            Some(public) => format!("use `{}`", reach.subnet_name(public)),
            None => "use a public subnet of that zone".into(),
        };
        report.push(finding.related_all(reach.show_routes(odd.value)).help(help));
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::SubnetId;

    #[test]
    fn one_closed_subnet_is_told_at_its_mention() {
        let mut sample = Sample::street();
        sample.topology.load_balancers[0].subnets[1].value = SubnetId(2);
        assert_eq!(sample.speaks("load_balancer_half_public"), ["edge.in.public.b"]);
        assert!(sample.speaks("alb_public_needs_igw_route").is_empty());
        assert!(sample.speaks("edge_has_path_from_some_subnets").is_empty());
        sample.topology.load_balancers[0].subnets.pop();
        assert!(sample.speaks("load_balancer_half_public").is_empty());
    }
}
