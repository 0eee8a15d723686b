//! A thing that needs the internet, in a public subnet, without a public address.



use crate::ordered::OrderedSet;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::reach::Hop;
use crate::reach::needs::Side;
use crate::topology::Thing;

pub(super) static RULE: Rule = Rule {
    name: "public_subnet_without_address",
    severity: Severity::Broken,
    checks: "A thing that needs the internet and is routed to an internet gateway has a public address.",
    why: "An internet gateway translates public addresses and drops what comes from an interface without one.",
    fails: "web -> internet: tcp 443, in a subnet routed to an internet gateway, without public addresses",
    instead: "Write `public_address: yes` in its `launch`, or put it in a subnet that is routed to a NAT gateway.",
    source: "Amazon VPC user guide, internet gateway basics, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    let mut told = OrderedSet::new();
    for cut in reach.cut_things(context.unmet_needs(), Side::Outward).into_iter().filter(|cut| cut.total) {
        let no_route = cut.broken.iter().any(|(_, broken)| matches!(broken.hop, Hop::Route(..)));
        let missing =
            cut.broken.iter().find(|(_, broken)| matches!(broken.hop, Hop::PublicAddress(_))).filter(|_| !no_route);
        let Some((interface, _)) = missing else { continue };
        let interface = &reach.interfaces[*interface];
        // Things that leave it to their subnet lack one and the same word.
        if !told.insert(interface.public.at) {
            continue;
        }
        let (name, home) = (&context.header(cut.thing).name, &context[interface.subnet.value].header.name);
        let edge = &context.edges[cut.unmet.edge];
        let need = reach.show_pair(cut.unmet.edge, cut.unmet.from, cut.unmet.to);
        let at = if interface.public.written { interface.public.at } else { name.at };
        let message = format!(
            "`{}` has no public address in public subnet `{}` and no way out for `{need}`",
            name.value, home.value
        );
        let help = match cut.thing {
            Thing::LoadBalancer(_) => "make it `internet_facing`, or put it in subnets that are routed to a NAT gateway",
            _ => "write `public_address: yes` in its `launch`, or use subnets that are routed to a NAT gateway",
        };
        report.push(
            Finding::new(&RULE, at, message)
                .about(name.at)
                .about(home.at)
                .about(edge.at)
                .related(edge.from[cut.unmet.from].at, "needs the internet here")
                .help(help),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_thing_without_an_address_is_told_where_the_address_is_denied() {
        let mut sample = Sample::street();
        sample.arrow("web -> internet: tcp 443");
        assert_eq!(sample.told(), Vec::<String>::new());
        let no = sample.at("web.public_address", false);
        sample.topology.auto_scaling_groups[0].launch.public_address = Some(no);
        assert_eq!(sample.told(), ["public_subnet_without_address at web.public_address"]);
    }
}
