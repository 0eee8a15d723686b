//! Machines whose user data waits for the machines themselves.



use crate::ordered::{OrderedMap, OrderedSet};
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity, Site};
use crate::topology::{Attribute, AutoScalingGroupId, InstanceId, Launch, Piece, Text, Thing};

use super::super::lookup::with_ids;

pub(super) static RULE: Rule = Rule {
    name: "user_data_cycle",
    severity: Severity::Refused,
    checks: "No machine's user data asks for an attribute of the machine itself, be it by way of others.",
    why: "AWS gives the attribute when the machine stands, and a machine is made with its user data: nothing can be first.",
    fails: "auto_scaling_group web in public { launch: { user_data: file \"web.sh\" { me: web.arn }, … }, … }",
    instead: "Let the script ask the instance metadata service, or look the other machine up when it runs.",
    source: "EC2 API reference, RunInstances and CreateLaunchTemplate, 2026-09",
};

/// An attribute that user data asks for.
#[derive(Clone, Copy)]
struct Wait<'t> {
    attribute: &'t Attribute,
    at: Site,
}

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let topology = context.topology();
    let groups = with_ids(&topology.auto_scaling_groups, AutoScalingGroupId)
        .map(|(id, group)| (Thing::AutoScalingGroup(id), waits(&group.launch)));
    let instances = with_ids(&topology.instances, InstanceId)
        .map(|(id, instance)| (Thing::Instance(id), waits(&instance.launch)));
    let waits: OrderedMap<Thing, Vec<Wait<'_>>> = groups.chain(instances).collect();
    let mut done = OrderedSet::new();
    for start in waits.keys() {
        // Each step of the path: a machine, and how many of its waits were followed.
        let mut path = vec![(*start, 0)];
        while let Some((thing, followed)) = path.last_mut() {
            let wait = waits.get(thing).filter(|_| !done.contains(thing)).and_then(|all| all.get(*followed));
            let Some(wait) = wait else {
                done.insert(*thing);
                path.pop();
                continue;
            };
            *followed += 1;
            let target = wait.attribute.of;
            match path.iter().position(|(step, _)| *step == target) {
                Some(first) => {
                    let steps = path[first..].iter().filter_map(|(step, followed)| {
                        Some((*step, *waits.get(step)?.get(followed.checked_sub(1)?)?))
                    });
                    report.extend(tell(context, &steps.collect::<Vec<_>>()));
                }
                None => path.push((target, 0)),
            }
        }
    }
}

fn waits(launch: &Launch) -> Vec<Wait<'_>> {
    let variables = launch.user_data.iter().flat_map(|data| &data.variables);
    variables
        .flat_map(|variable| {
            let Text(pieces) = &variable.value.value;
            pieces.iter().filter_map(|piece| match piece {
                Piece::Attribute(attribute) => Some(Wait { attribute, at: variable.value.at }),
                Piece::Literal(_) | Piece::Param(_) => None,
            })
        })
        .collect()
}

/// The finding of a cycle, at the wait that closes it.
fn tell(context: &Context<'_>, steps: &[(Thing, Wait<'_>)]) -> Option<Finding> {
    let ((last, closing), before) = steps.split_last()?;
    let name = |thing: Thing| &context.header(thing).name;
    let asks = format!(
        "user data of `{}` asks for `{}.{}`",
        name(*last).value,
        name(closing.attribute.of).value,
        closing.attribute.name
    );
    let message = match before.first() {
        None => format!("{asks}, which AWS gives when `{}` stands", name(*last).value),
        Some((first, _)) => format!("{asks}, and `{}` waits for `{}`", name(*first).value, name(*last).value),
    };
    let mut finding = Finding::new(&RULE, closing.at, message).about(name(*last).at);
    for (thing, wait) in before {
        let label = format!(
            "user data of `{}` asks for `{}.{}`",
            name(*thing).value,
            name(wait.attribute.of).value,
            wait.attribute.name
        );
        finding = finding.about(name(*thing).at).related(wait.at, label);
    }
    Some(finding.help("take it out, and let the script ask for it when it runs"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use crate::sample::Sample;
    use crate::topology::{Attribute, AutoScalingGroupId, InstanceId, Piece, SubnetId, Text, Thing};

    /// `web`, and a group `api`: the user data of each asks for what is given.
    fn asking(web: Thing, api: Thing) -> Sample {
        let mut sample = Sample::street();
        sample.auto_scaling_group("api", &[SubnetId(0)], "t3.small", [1, 1, 2]);
        for (index, (group, of)) in [("web", web), ("api", api)].into_iter().enumerate() {
            sample.user_data(group, "#!/bin/sh\n", &[("it", "")]);
            let data = sample.topology.auto_scaling_groups[index].launch.user_data.as_mut().unwrap();
            let attribute = Attribute { of, name: "id".into() };
            data.variables[0].value.value = Text(vec![Piece::Attribute(attribute)]);
        }
        sample
    }

    const WEB: Thing = Thing::AutoScalingGroup(AutoScalingGroupId(0));
    const API: Thing = Thing::AutoScalingGroup(AutoScalingGroupId(1));

    #[test]
    fn a_machine_that_waits_for_itself_is_told() {
        let sample = asking(WEB, WEB);
        assert_eq!(sample.speaks("user_data_cycle"), ["web.user_data.it"]);
        let finding = sample.findings().into_iter().find(|one| one.rule.name == "user_data_cycle").unwrap();
        assert_eq!(finding.message, "user data of `web` asks for `web.id`, which AWS gives when `web` stands");
    }

    #[test]
    fn two_machines_that_wait_for_each_other_are_told_once() {
        let sample = asking(API, WEB);
        assert_eq!(sample.speaks("user_data_cycle"), ["api.user_data.it"]);
        let finding = sample.findings().into_iter().find(|one| one.rule.name == "user_data_cycle").unwrap();
        assert_eq!(finding.message, "user data of `api` asks for `web.id`, and `web` waits for `api`");
        assert_eq!(finding.related[0].1, "user data of `web` asks for `api.id`");
    }

    #[test]
    fn a_machine_may_wait_for_another_one() {
        let mut sample = asking(API, API);
        assert_eq!(sample.speaks("user_data_cycle"), ["api.user_data.it"]);
        sample.instance("tool", SubnetId(0), "t3.small");
        let data = sample.topology.auto_scaling_groups[1].launch.user_data.as_mut().unwrap();
        let attribute = Attribute { of: Thing::Instance(InstanceId(0)), name: "private_address".into() };
        data.variables[0].value.value = Text(vec![Piece::Attribute(attribute)]);
        assert!(sample.speaks("user_data_cycle").is_empty());
    }
}
