//! A group of machines of which some can reach what it needs, and some not.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::reach::needs::Side;
use crate::reach::{Hop, Host};
use crate::topology::Thing;

pub(super) static RULE: Rule = Rule {
    name: "group_half_connected",
    severity: Severity::Broken,
    checks: "All subnets of a group of machines give it the way out that it needs.",
    why: "Some launches work and others never become healthy, by the zone that AWS happens to take.",
    fails: "auto_scaling_group web in [public.a, private.b] { … } with `web -> internet: tcp 443`",
    instead: "Use subnets with the same way out.",
    source: "Amazon VPC user guide, route table options, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    for cut in reach.cut_things(context.unmet_needs(), Side::Outward).into_iter().filter(|cut| !cut.total) {
        let odd = cut.broken.iter().find(|(_, broken)| !matches!(broken.hop, Hop::NatStuck(..)));
        let (Thing::AutoScalingGroup(_), Some((odd, broken))) = (cut.thing, odd) else { continue };
        let is_broken = |id| cut.broken.iter().any(|(broken, _)| *broken == id);
        let good = reach.interfaces.of(cut.thing).iter().find(|id| !is_broken(**id));
        let interface = &reach.interfaces[*odd];
        let (name, home) = (&context.header(cut.thing).name, &context[interface.subnet.value].header.name);
        let edge = &context.edges[cut.unmet.edge];
        let from = good.map_or_else(String::new, |good| {
            format!("from `{}` but ", reach.subnet_name(reach.interfaces[*good].subnet.value))
        });
        let host = Host::Interface(*odd);
        let internet = reach.internet();
        let message = format!(
            "`{}` reaches the internet {from}not from `{}`: {}",
            name.value,
            home.value,
            reach.show_hop(&host, &internet, broken)
        );
        let help = match broken.hop {
            Hop::Route(subnet, _) => reach.way_out(subnet, interface.public.value),
            _ => "write `public_address: yes` in its `launch`".into(),
        };
        report.push(
            Finding::new(&RULE, interface.subnet.at, message)
                .about(name.at)
                .about(home.at)
                .related(edge.from[cut.unmet.from].at, "needs the internet here")
                .related_all(reach.show_routes(interface.subnet.value))
                .help(format!("use subnets with the same way out, or {help}")),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::SubnetId;

    #[test]
    fn one_odd_subnet_is_told_at_its_mention() {
        let mut sample = Sample::street();
        sample.auto_scaling_group("job", &[SubnetId(0), SubnetId(2)], "t3.small", [1, 2, 2]);
        sample.arrow("job -> internet: tcp 443");
        assert_eq!(sample.told(), ["group_half_connected at job.in.data.a"]);
        assert_eq!(
            sample.findings()[0].message,
            "`job` reaches the internet from `public.a` but not from `data.a`: \
             subnet `data.a` has no route to the internet in route table `isolated`"
        );
        sample.topology.auto_scaling_groups[1].subnets.pop();
        assert_eq!(sample.told(), Vec::<String>::new());
    }
}
