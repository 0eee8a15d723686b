//! How many members a group has, which of them are protected, and which of its processes are suspended.

use super::{find_group, keep, read_group_name, refuse_deleted};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::wire::answer::Answer;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("SetDesiredCapacity", set_desired_capacity),
    Operation::write("SetInstanceProtection", set_instance_protection),
    Operation::write("TerminateInstanceInAutoScalingGroup", terminate_instance),
    Operation::write("SuspendProcesses", suspend_processes),
    Operation::write("ResumeProcesses", resume_processes),
];

fn set_desired_capacity(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let name = read_group_name(call)?;
    let desired =
        call.input.number("DesiredCapacity")?.ok_or_else(|| call.input.missing("DesiredCapacity"))?;
    // A cooldown is of the kind of policy that is not here.
    call.input.flag("HonorCooldown")?;
    call.begin()?;
    let group = find_group(call.region, &name)?;
    refuse_deleted(group)?;
    // API reference, SetDesiredCapacity; the words are those that the service answers.
    let wrong = if desired > group.shape.max {
        Some(("above max", group.shape.max))
    } else if desired < group.shape.min {
        Some(("below min", group.shape.min))
    } else {
        None
    };
    if let Some((side, bound)) = wrong {
        let message = format!(
            "New SetDesiredCapacity value {desired} is {side} value {bound} for the AutoScalingGroup."
        );
        return Err(Refusal::validation(message));
    }
    group.shape.desired = desired;
    Ok(Answer::empty())
}

fn set_instance_protection(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let name = read_group_name(call)?;
    let ids = call.input.texts("InstanceIds");
    let on =
        call.input.flag("ProtectedFromScaleIn")?.ok_or_else(|| call.input.missing("ProtectedFromScaleIn"))?;
    call.begin()?;
    // API reference, SetInstanceProtection: up to 50.
    if ids.is_empty() || ids.len() > 50 {
        return Err(Refusal::validation(format!(
            "{} instance IDs were specified, 1 to 50 are allowed",
            ids.len()
        )));
    }
    let group = find_group(call.region, &name)?;
    if let Some(unknown) = ids.iter().find(|id| !group.members.contains_key(*id)) {
        // The words are those that the service answers.
        let message = format!("The instance {unknown} is not part of Auto Scaling group {name}.");
        return Err(Refusal::validation(message));
    }
    for id in &ids {
        if let Some(member) = group.members.get_mut(id) {
            member.is_protected = on;
        }
    }
    Ok(Answer::empty())
}

fn terminate_instance(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let id = call.input.text("InstanceId")?;
    let fewer = call.input.flag("ShouldDecrementDesiredCapacity")?;
    let fewer = fewer.ok_or_else(|| call.input.missing("ShouldDecrementDesiredCapacity"))?;
    call.begin()?;
    let group = call.region.groups.values_mut().find(|group| group.members.contains_key(id));
    // The words are those that the service answers.
    let group = group.ok_or_else(|| {
        Refusal::validation(format!(
            "Instance Id not found - No managed instance found for instance ID: {id}"
        ))
    })?;
    if fewer && group.shape.desired <= group.shape.min {
        let message = "Currently, desiredSize equals minSize. Terminating instance without replacement will violate group's min size constraint.";
        return Err(Refusal::validation(message));
    }
    if fewer {
        group.shape.desired -= 1;
    }
    let name = group.name.clone();
    let cause = "an instance was taken out of service in response to a user request";
    keep::let_go(call.region, &name, id, cause);
    let group = find_group(call.region, &name)?;
    let activity = group.activities.last();
    Ok(Answer::query(|xml| {
        if let Some(activity) = activity {
            xml.element("Activity", |xml| super::activity::write_activity(xml, group, activity));
        }
    }))
}

/// User guide, "Suspend and resume processes".
const PROCESSES: &[&str] = &[
    "AZRebalance",
    "AddToLoadBalancer",
    "AlarmNotification",
    "HealthCheck",
    "InstanceRefresh",
    "Launch",
    "ReplaceUnhealthy",
    "ScheduledActions",
    "Terminate",
];

/// The processes that a request names; none named: all.
fn read_processes(call: &Call<'_>) -> Result<Vec<String>, Refusal> {
    let named = call.input.texts("ScalingProcesses");
    if let Some(other) = named.iter().find(|process| !PROCESSES.contains(&process.as_str())) {
        return Err(Refusal::validation(format!("Invalid scaling process '{other}'")));
    }
    if named.is_empty() {
        Ok(PROCESSES.iter().map(|process| (*process).to_owned()).collect())
    } else {
        Ok(named)
    }
}

fn suspend_processes(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let name = read_group_name(call)?;
    let processes = read_processes(call)?;
    call.begin()?;
    find_group(call.region, &name)?.suspended.extend(processes);
    Ok(Answer::empty())
}

fn resume_processes(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let name = read_group_name(call)?;
    let processes = read_processes(call)?;
    call.begin()?;
    find_group(call.region, &name)?.suspended.retain(|process| !processes.contains(process));
    Ok(Answer::empty())
}
