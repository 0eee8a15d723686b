//! A need of the internet for something that has no public address, or no route back.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::reach::Host;
use crate::reach::needs::Side;
use crate::topology::Thing;

pub(super) static RULE: Rule = Rule {
    name: "internet_edge_to_private_address",
    severity: Severity::Broken,
    checks: "What the internet shall reach has a public address and a route to an internet gateway.",
    why: "A private address is not reachable from outside, and a NAT gateway lets nobody in.",
    fails: "internet -> api: tcp 8080, where api is in a private subnet",
    instead: "Send it through an internet-facing load balancer, or give the thing a public address in a public subnet.",
    source: "Amazon VPC user guide, internet gateway basics, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    for cut in reach.cut_things(context.unmet_needs(), Side::Inward).into_iter().filter(|cut| cut.total) {
        // An internet-facing balancer in the wrong subnets has rules of its own.
        let internal = match cut.thing {
            Thing::LoadBalancer(id) if context[id].internet_facing.value => continue,
            Thing::LoadBalancer(_) => true,
            _ => false,
        };
        let Some((interface, broken)) = cut.broken.first() else { continue };
        let name = &context.header(cut.thing).name;
        let home = reach.interfaces[*interface].subnet.value;
        let edge = &context.edges[cut.unmet.edge];
        let host = Host::Interface(*interface);
        let why = if internal {
            "it is internal".into()
        } else {
            reach.show_hop(&reach.internet(), &host, broken)
        };
        let vpc = reach.interfaces[*interface].vpc;
        let mut balancers = context.load_balancers.iter();
        let balancer = balancers
            .find(|one| one.internet_facing.value && one.subnets.first().is_some_and(|id| context[id.value].vpc == vpc));
        let ports = crate::reach::show::show_ports(&edge.ports);
        let help = match balancer {
            _ if internal => format!(
                "make it `internet_facing`, or write `{} -> {}: {ports}`",
                context[vpc].header.name.value,
                reach.arrow_name(cut.thing)
            ),
            Some(balancer) => {
                format!("send it through load balancer `{}`, which is internet-facing", balancer.header.name.value)
            }
            None => "give it a public address in a public subnet, or an internet-facing load balancer".into(),
        };
        report.push(
            Finding::new(
                &RULE,
                edge.to[cut.unmet.to].at,
                format!("the internet cannot reach `{}`: {why}", name.value),
            )
            .about(name.at)
            .about(context[home].header.name.at)
            .about(edge.at)
            .related(name.at, "declared here")
            .related_all(if internal { Vec::new() } else { reach.show_routes(home) })
            .help(help),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::SubnetId;

    #[test]
    fn a_private_machine_is_not_reached() {
        let mut sample = Sample::street();
        sample.instance("job", SubnetId(2), "t3.small");
        sample.arrow("internet -> job: tcp 8080");
        assert_eq!(sample.told(), ["internet_edge_to_private_address at job in internet -> job: tcp 8080"]);
        assert_eq!(
            sample.findings()[0].message,
            "the internet cannot reach `job`: subnet `data.a` has no route back to the internet in route table `isolated`"
        );
        sample.topology.instances[0].subnet.value = SubnetId(0);
        assert_eq!(sample.told(), Vec::<String>::new());
        let no = sample.at("job.public_address", false);
        sample.topology.instances[0].launch.public_address = Some(no);
        assert_eq!(sample.speaks("internet_edge_to_private_address").len(), 1);
    }

    #[test]
    fn an_internal_balancer_is_not_reached() {
        let mut sample = Sample::street();
        sample.topology.load_balancers[0].internet_facing.value = false;
        assert_eq!(sample.told(), ["internet_edge_to_private_address at edge 0.to"]);
        assert_eq!(
            sample.findings()[0].help.as_deref(),
            Some("make it `internet_facing`, or write `main -> edge: tcp 80`")
        );
    }
}
