//! Sizes of a group that are not in order.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::facts::{largest, smallest};
use crate::topology::{At, AutoScalingGroup, Setting};

pub(super) static RULE: Rule = Rule {
    name: "asg_sizes_out_of_order",
    severity: Severity::Refused,
    checks: "The sizes of a group are in order: min, desired, max, for every value of a param.",
    why: "CreateAutoScalingGroup refuses them with ValidationError.",
    fails: "size: { min: 1, desired: 5, max: 4 }",
    instead: "`size: { min: 1, desired: 4, max: 4 }`",
    source: "Auto Scaling API model (botocore 1.44.5), 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for group in &context.auto_scaling_groups {
        let (min, desired, max) = (("min", &group.min), ("desired", &group.desired), ("max", &group.max));
        let finding = match desired.1.written {
            false => compare(context, group, min, max),
            true => compare(context, group, min, desired).or_else(|| compare(context, group, desired, max)),
        };
        if let Some(finding) = finding.or_else(|| compare(context, group, min, max)) {
            report.push(finding);
        }
    }
}

/// A size with its name.
type Size<'t> = (&'static str, &'t At<Setting<u32>>);

fn compare(context: &Context<'_>, group: &AutoScalingGroup, low: Size<'_>, high: Size<'_>) -> Option<Finding> {
    let (most, least) = (largest(context, low.1), smallest(context, high.1));
    let same = matches!((&low.1.value, &high.1.value), (Setting::Param(one), Setting::Param(other)) if one == other);
    if same || most <= least {
        return None;
    }
    let can = |size: Size<'_>| if matches!(size.1.value, Setting::Param(_)) { "can be" } else { "is" };
    let name = &group.header.name;
    let bound = match high.1.value {
        Setting::Param(_) => format!("{}, which can be {least}", high.0),
        Setting::Value(_) => format!("{} {least}", high.0),
    };
    let message =
        format!("{} of `{}` {} {most}, which is above {bound}", low.0, name.value, can(low));
    let finding = Finding::new(&RULE, low.1.at, message).about(name.at).related(high.1.at, high.0);
    let lower = match low.1.value {
        Setting::Param(id) => format!("end the range of `{}` at {least}", context[id].name.value),
        Setting::Value(_) => format!("lower {} to {least}", low.0),
    };
    let raise = match high.1.value {
        Setting::Param(id) => format!("begin the range of `{}` at {most}", context[id].name.value),
        Setting::Value(_) => format!("raise {} to {most}", high.0),
    };
    Some(finding.help(format!("{lower}, or {raise}")))
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    use crate::diagnostic::Site;
    use crate::topology::{Param, ParamId, ParamType, Setting};

    fn speaks(sizes: [u32; 3]) -> Vec<String> {
        let mut sample = Sample::new();
        let main = sample.vpc("main", "10.0.0.0/16");
        let subnet = sample.subnet(main, "public", "10.0.1.0/24", "a");
        sample.auto_scaling_group("web", &[subnet], "t3.small", sizes);
        sample.speaks("asg_sizes_out_of_order")
    }

    #[test]
    fn the_size_that_is_out_of_order_is_told_once() {
        assert!(speaks([1, 1, 1]).is_empty());
        assert!(speaks([0, 2, 4]).is_empty());
        assert_eq!(speaks([1, 5, 4]), ["web.desired"]);
        assert_eq!(speaks([3, 2, 4]), ["web.min"]);
        assert_eq!(speaks([5, 3, 1]), ["web.min"]);
    }

    #[test]
    fn a_desired_size_that_nobody_wrote_is_not_told() {
        let mut sample = Sample::street();
        let group = &mut sample.topology.auto_scaling_groups[0];
        group.min.value = Setting::Value(6);
        group.desired.value = Setting::Value(6);
        group.desired.written = false;
        assert_eq!(sample.speaks("asg_sizes_out_of_order"), ["web.min"]);
    }

    #[test]
    fn every_value_of_a_param_is_in_order() {
        let mut sample = Sample::street();
        let name = sample.at("count", "count".to_owned());
        sample.topology.params =
            vec![Param { name, docs: String::new(), ty: ParamType::Count(1, 4), default: None }];
        sample.topology.auto_scaling_groups[0].desired.value = Setting::Param(ParamId(0));
        assert!(sample.speaks("asg_sizes_out_of_order").is_empty());
        sample.topology.auto_scaling_groups[0].max.value = Setting::Value(3);
        assert_eq!(sample.speaks("asg_sizes_out_of_order"), ["web.desired"]);
        sample.topology.auto_scaling_groups[0].max.value = Setting::Param(ParamId(0));
        assert!(sample.speaks("asg_sizes_out_of_order").is_empty());
        assert_ne!(sample.topology.params[0].name.at, Site(0));
    }
}
