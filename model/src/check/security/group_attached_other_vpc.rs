//! A thing that wears a security group of another VPC.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "group_attached_other_vpc",
    severity: Severity::Refused,
    checks: "A thing and the security groups that it wears are in one VPC.",
    why: "AWS refuses a group of another VPC: InvalidGroup.NotFound.",
    fails: "groups: [shared] on two things in two VPCs",
    instead: "Declare a group for each VPC.",
    source: "Amazon VPC user guide, security groups, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    // A thing in subnets of two VPCs is a fault of its own; its first subnet counts here.
    let firsts = reach.interfaces.by_thing().filter_map(|(_, ids)| ids.first());
    for interface in firsts.map(|id| &reach.interfaces[*id]) {
        for group in interface.groups {
            let Some(home) = reach.group_vpc(group.value).filter(|home| *home != interface.vpc) else { continue };
            let (name, worn) = (&context.header(interface.thing).name, &context[group.value].header.name);
            let (here, there) = (&context[interface.vpc].header.name, &context[home].header.name);
            let message = format!(
                "`{}` is in VPC `{}`, group `{}` is in VPC `{}`",
                name.value, here.value, worn.value, there.value
            );
            report.push(
                Finding::new(&RULE, group.at, message)
                    .about(name.at)
                    .about(worn.at)
                    .related(worn.at, "the group")
                    .help(format!("declare a group of its own for VPC `{}`", here.value)),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::GroupId;

    #[test]
    fn a_group_is_worn_in_one_vpc_only() {
        let mut sample = Sample::street();
        let other = sample.vpc("other", "10.1.0.0/16");
        let far = sample.subnet(other, "far.a", "10.1.0.0/24", "a");
        sample.instance("probe", far, "t3.small");
        assert!(sample.speaks("group_attached_other_vpc").is_empty());
        let web = sample.at("probe.groups.web", GroupId(1));
        sample.topology.instances[0].groups.push(web);
        assert_eq!(sample.speaks("group_attached_other_vpc"), ["probe.groups.web"]);
    }
}
