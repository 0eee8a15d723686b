//! A target of a load balancer that the internet reaches past it.



use crate::ordered::OrderedSet;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::reach::Host;
use crate::reach::balancers::tcp;
use crate::reach::exposure::exposure;

pub(super) static RULE: Rule = Rule {
    name: "load_balancer_bypassed",
    severity: Severity::Insecure,
    checks: "The internet reaches the targets of a load balancer through it only.",
    why: "Past the load balancer there is no TLS, no host rule and no health check.",
    fails: "internet -> web: tcp 3000, where web is a target on 3000 with public addresses",
    instead: "Let only the load balancer in, as `edge -> web: tcp 3000`.",
    source: "Elastic Load Balancing user guide, security groups for an application load balancer, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    let internet = reach.internet();
    let mut told = OrderedSet::new();
    let behind = reach.behind();
    for balancer in &context.load_balancers {
        for target in crate::reach::balancers::forwards(balancer) {
            let port = context[target].port.value;
            for thing in behind.get(&target).into_iter().flatten() {
                let open = reach.interfaces.of(*thing).iter().find_map(|id| {
                    reach.path(&internet, &Host::Interface(*id), &tcp(port).into()).ok()
                });
                // What depends on a param is judged when it is known, and a rule that is told to expose more than
                // this port is told once.
                let rule = open.filter(|path| path.unknown.is_none()).and_then(|path| path.into);
                let Some((rule, origin)) = rule.filter(|(rule, _)| exposure(rule.ports).is_none()) else { continue };
                if !told.insert((origin, *thing)) {
                    continue;
                }
                let edge = &context.edges[origin.edge];
                let (name, door) = (&context.header(*thing).name, &balancer.header.name);
                let message = format!(
                    "the internet can reach `{}` on port `{port}` past load balancer `{}`",
                    name.value, door.value
                );
                let peer = reach.arrow_name(*thing);
                let balancer_name = door.value.to_string();
                report.push(
                    Finding::new(&RULE, edge.from[origin.from].at, message)
                        .about(name.at)
                        .about(edge.at)
                        .related(door.at, "this load balancer stands before it")
                        .help(format!("let only the load balancer in: `{balancer_name} -> {peer}: {}`", rule.ports)),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::ParamType;

    #[test]
    fn a_target_that_is_open_to_the_internet_is_told() {
        let mut sample = Sample::street();
        sample.param("office", ParamType::Cidr);
        sample.arrow("office -> web: tcp 3000");
        sample.arrow(r#""203.0.113.0/24" -> web: tcp 3000"#);
        assert_eq!(sample.told(), Vec::<String>::new());
        sample.arrow("internet -> web: tcp 3000");
        assert_eq!(sample.speaks("load_balancer_bypassed"), ["internet in internet -> web: tcp 3000"]);
        let no = sample.at("web.public_address", false);
        sample.topology.auto_scaling_groups[0].launch.public_address = Some(no);
        assert!(sample.speaks("load_balancer_bypassed").is_empty());
    }
}
