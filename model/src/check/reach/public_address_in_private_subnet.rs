//! A public address that is asked for where it leads nowhere.



use crate::ordered::OrderedSet;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::reach::egress::Egress;
use crate::topology::Thing;

pub(super) static RULE: Rule = Rule {
    name: "public_address_in_private_subnet",
    severity: Severity::Broken,
    checks: "A public address is asked for only where the subnet has a way to the internet.",
    why: "Without a route to an internet gateway the address is paid for and reaches nobody.",
    fails: "launch: { public_address: yes, … } in a subnet without a route to an internet gateway",
    instead: "Leave the public address out, or route the subnet to an internet gateway.",
    source: "Amazon VPC user guide, internet gateway basics, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    let mut told = OrderedSet::new();
    for interface in reach.interfaces.all() {
        let (subnet, public) = (interface.subnet.value, interface.public);
        let is_balancer = matches!(interface.thing, Thing::LoadBalancer(_));
        let egress = reach.egress(subnet);
        let leads_nowhere = matches!(egress, Egress::Isolated | Egress::Nat(_));
        if is_balancer || !public.value || !public.written || !leads_nowhere {
            continue;
        }
        if !told.insert(public.at) {
            continue;
        }
        let (name, home) = (&context.header(interface.thing).name, &context[subnet].header.name);
        let message = format!(
            "`{}` gets public addresses in subnet `{}`, which has no route to an internet gateway",
            name.value, home.value
        );
        let help = match egress {
            // It has a way out already, which a second default route would take from it.
            Egress::Nat(_) => "leave the public address out".to_owned(),
            _ => format!("leave the public address out, or {}", reach.way_out(subnet, true)),
        };
        report.push(
            Finding::new(&RULE, public.at, message)
                .about(name.at)
                .about(home.at)
                .related_all(reach.show_routes(subnet))
                .help(help),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::cidr::ANYWHERE;
    use crate::sample::Sample;
    use crate::topology::{Route, RouteTarget, SubnetId};

    /// A machine with a public address in an isolated subnet.
    fn with_job() -> Sample {
        let mut sample = Sample::street();
        sample.instance("job", SubnetId(2), "t3.small");
        let yes = sample.at("job.public_address", true);
        sample.topology.instances[0].launch.public_address = Some(yes);
        sample
    }

    #[test]
    fn a_public_address_that_leads_nowhere_is_told() {
        let mut sample = with_job();
        assert_eq!(sample.told(), ["public_address_in_private_subnet at job.public_address"]);
        sample.topology.instances[0].subnet.value = SubnetId(0);
        assert_eq!(sample.told(), Vec::<String>::new());
    }

    #[test]
    fn a_public_address_behind_a_nat_gateway_is_told() {
        let mut sample = with_job();
        let nat = sample.nat_gateway("out", SubnetId(0));
        let route = Route {
            destination: sample.at("isolated.0.0.0.0/0", ANYWHERE),
            target: sample.at("isolated.0.0.0.0/0.target", RouteTarget::NatGateway(nat)),
        };
        let isolated = sample.topology.route_tables.iter_mut().find(|table| table.routes.is_empty());
        isolated.expect("an isolated table").routes.push(route);
        assert_eq!(sample.speaks("public_address_in_private_subnet"), ["job.public_address"]);
        assert_eq!(sample.findings()[0].help.as_deref(), Some("leave the public address out"));
    }

    #[test]
    fn a_need_that_fails_for_want_of_the_route_explains_it() {
        let mut sample = with_job();
        sample.arrow("job -> internet: tcp 443");
        assert_eq!(sample.told(), ["no_route_to_internet at job in job -> internet: tcp 443"]);
        assert_eq!(
            sample.findings()[0].help.as_deref(),
            Some("add `\"0.0.0.0/0\" -> gate;` to route table `isolated`")
        );

        let mut sample = with_job();
        sample.arrow("internet -> job: tcp 8080");
        assert_eq!(sample.told(), ["internet_edge_to_private_address at job in internet -> job: tcp 8080"]);

        let mut sample = with_job();
        sample.topology.load_balancers[0].subnets[1].value = SubnetId(2);
        sample.topology.subnets[2].zone.value = "us-east-1b".into();
        assert_eq!(sample.told(), ["load_balancer_half_public at edge.in.public.b"]);

        let mut sample = with_job();
        sample.load_balancer("inner", true, &[SubnetId(2)]);
        assert!(sample.speaks("public_address_in_private_subnet").is_empty());
        assert_eq!(sample.speaks("alb_public_needs_igw_route").len(), 1);

        let mut sample = with_job();
        sample.topology.instances.clear();
        sample.auto_scaling_group("tool", &[SubnetId(0), SubnetId(2)], "t3.small", [1, 2, 2]);
        let yes = sample.at("tool.public_address", true);
        sample.topology.auto_scaling_groups[1].launch.public_address = Some(yes);
        assert_eq!(sample.told(), ["public_address_in_private_subnet at tool.public_address"]);
        sample.arrow("tool -> internet: tcp 443");
        assert_eq!(sample.told(), ["group_half_connected at tool.in.data.a"]);
    }
}
