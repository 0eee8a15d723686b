//! Targets that no listener forwards to.

use crate::ordered::OrderedSet;
use crate::check::lookup::with_ids;
use crate::check::{Context, Report};
use crate::check::lookup::{actions, forwarded};
use crate::diagnostic::{Finding, Rule, Severity, Site};
use crate::topology::TargetGroupId;

pub(super) static RULE: Rule = Rule {
    name: "target_group_without_listener",
    severity: Severity::Broken,
    checks: "A listener forwards to each target.",
    why: "Nothing arrives, its health is never checked, and a group that relies on the balancer's verdict is never \
          mended. AWS says nothing.",
    fails: "auto_scaling_group web in public { … target: http 3000 }  // and no arm with `=> web`",
    instead: "Add an arm or a listener that forwards to it, or remove `target`.",
    source: "Application Load Balancers guide, \"Health checks for your target groups\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let listeners = || context.load_balancers.iter().flat_map(|balancer| &balancer.listeners);
    // A default that was not understood may have been the one.
    if listeners().any(|listener| listener.default.is_none()) {
        return;
    }
    let used: OrderedSet<TargetGroupId> =
        listeners().flat_map(actions).filter_map(|action| forwarded(&action.value)).collect();
    for (id, target) in with_ids(&context.target_groups, TargetGroupId) {
        if used.contains(&id) {
            continue;
        }
        let name = &target.name;
        let message = format!("no listener forwards to the target of `{}`", name.value);
        let finding = owners(context, id).into_iter().fold(Finding::new(&RULE, name.at, message), Finding::about);
        // A balancer that was not understood as a whole may have been the one.
        let finding = context
            .load_balancers
            .iter()
            .fold(finding, |finding, balancer| finding.about(balancer.header.name.at));
        report.push(match context.load_balancers.first() {
            Some(balancer) => finding.help(format!(
                "add a listener or an arm with `=> {}` to load balancer `{}`, or remove `target`",
                name.value, balancer.header.name.value
            )),
            None => finding.help("declare a load balancer that forwards to it, or remove `target`"),
        });
    }
}

/// The names of the things that register in a target group.
fn owners(context: &Context<'_>, target: TargetGroupId) -> Vec<Site> {
    let groups = context.auto_scaling_groups.iter().map(|group| (group.target, &group.header));
    let instances = context.instances.iter().map(|instance| (instance.target, &instance.header));
    groups
        .chain(instances)
        .filter(|(own, _)| *own == Some(target))
        .map(|(_, header)| header.name.at)
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::*;

    #[test]
    fn a_target_that_nothing_forwards_to_is_refused() {
        let mut sample = Sample::street();
        assert!(sample.speaks("target_group_without_listener").is_empty());
        let redirect = Action::Respond { status: sample.at("status", 404), content_type: None, body: None };
        sample.topology.load_balancers[0].listeners[0].default = Some(sample.at("default", redirect));
        assert_eq!(sample.speaks("target_group_without_listener"), ["web.target"]);
        sample.topology.load_balancers[0].listeners[0].default = None;
        assert!(sample.speaks("target_group_without_listener").is_empty());
    }
}
