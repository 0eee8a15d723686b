//! Machines whose target is in another VPC.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "asg_target_group_other_vpc",
    severity: Severity::Broken,
    checks: "Machines are in the VPC of their target.",
    why: "A target group takes machines of its own VPC only: InvalidTarget.",
    fails: "instance tool per zone in mixed { … target: http 9000 }  // mixed: subnets of two VPCs",
    instead: "Put them all in one VPC.",
    source: "Elastic Load Balancing API model, RegisterTargets, botocore 1.44.5, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let groups = context
        .auto_scaling_groups
        .iter()
        .map(|group| (&group.header, group.target, group.subnets.first()));
    let instances =
        context.instances.iter().map(|instance| (&instance.header, instance.target, Some(&instance.subnet)));
    for (header, target, subnet) in groups.chain(instances) {
        let (Some(target), Some(at)) = (target.map(|target| &context[target]), subnet) else { continue };
        let subnet = &context[at.value];
        if subnet.vpc == target.vpc {
            continue;
        }
        let message = format!(
            "`{}` is in vpc `{}`, its target is in vpc `{}`",
            header.name.value,
            context[subnet.vpc].header.name.value,
            context[target.vpc].header.name.value
        );
        report.push(
            Finding::new(&RULE, at.at, message)
                .about(header.name.at)
                .related(target.name.at, "the target is declared here")
                .help(format!("put it in a subnet of vpc `{}`", context[target.vpc].header.name.value)),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::TargetGroupId;

    #[test]
    fn a_machine_of_another_vpc_is_told() {
        let mut sample = Sample::street();
        assert!(sample.speaks("asg_target_group_other_vpc").is_empty());
        let other = sample.vpc("other", "10.1.0.0/16");
        let far = sample.subnet(other, "far", "10.1.0.0/24", "a");
        let tool = sample.instance("tool", far, "t3.small");
        sample.topology.instances[tool.0 as usize].target = Some(TargetGroupId(0));
        assert_eq!(sample.speaks("asg_target_group_other_vpc"), ["tool.subnet"]);
    }
}
