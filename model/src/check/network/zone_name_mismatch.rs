//! Subnets that are named after one zone and lie in another.



use crate::ordered::OrderedSet;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::{Subnet, VpcId};

pub(super) static RULE: Rule = Rule {
    name: "zone_name_mismatch",
    severity: Severity::Lint,
    checks: "A subnet named after a zone, as `public_b`, lies in it, where its siblings do.",
    why: "The name says one zone and the declaration another: one of them is a slip.",
    fails: "subnet public_a \"10.0.1.0/24\" in a;  subnet public_b \"10.0.2.0/24\" in a;",
    instead: "Write the zone of the name.",
    source: "Groundplan, network rules, 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let Some(region) = &context.region else { return };
    let named: Vec<(&Subnet, &str, &str)> = context.subnets.iter().filter_map(named_after_zone).collect();
    let zone_of = |subnet: &Subnet| subnet.zone.strip_prefix(region.as_str()).map(str::to_owned);
    let right: OrderedSet<(VpcId, &str)> = named
        .iter()
        .filter(|(subnet, _, letter)| zone_of(subnet).as_deref() == Some(*letter))
        .map(|(subnet, stem, _)| (subnet.vpc, *stem))
        .collect();
    for (subnet, stem, letter) in named {
        let declared = context.zones.iter().any(|zone| zone.value == letter);
        let Some(zone) = zone_of(subnet) else { continue };
        if zone == letter || !declared || !right.contains(&(subnet.vpc, stem)) || report.failed(subnet.zone.at) {
            continue;
        }
        let name = &subnet.header.name;
        let message = format!("subnet `{}` is in `{}`", name.value, subnet.zone.value);
        report.push(
            Finding::new(&RULE, subnet.zone.at, message)
                .about(name.at)
                .help(format!("did you mean `{letter}`")),
        );
    }
}

/// A single subnet's stem and the letter behind it: `public` and `b` of `public_b`.
fn named_after_zone(subnet: &Subnet) -> Option<(&Subnet, &str, &str)> {
    let name = &subnet.header.name.value;
    let (stem, letter) = name.base.rsplit_once('_')?;
    (name.key.is_none() && letter.len() == 1).then_some((subnet, stem, letter))
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    fn told(subnets: &[(&str, &str)]) -> Vec<String> {
        let mut sample = Sample::street();
        let main = sample.topology.subnets[0].vpc;
        for (index, (name, zone)) in subnets.iter().enumerate() {
            sample.subnet(main, name, &format!("10.0.{}.0/24", 100 + index), zone);
        }
        sample.speaks("zone_name_mismatch")
    }

    #[test]
    fn a_name_of_another_zone_is_told_only_where_a_sibling_is_named_rightly() {
        assert_eq!(told(&[("app_a", "a"), ("app_b", "a")]), ["app_b.zone"]);
        assert!(told(&[("app_a", "a"), ("app_b", "b")]).is_empty());
        assert!(told(&[("app_a", "b"), ("app_b", "a")]).is_empty(), "both crossed: a scheme of its own");
        assert!(told(&[("plan_b", "a")]).is_empty());
        assert!(told(&[("app_a", "a"), ("app_x", "a")]).is_empty(), "x is no zone");
    }
}
