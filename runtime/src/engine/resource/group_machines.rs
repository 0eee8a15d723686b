//! How the machines of an auto scaling group are: in service, healthy, leaving.

use aws_sdk_autoscaling::types::{AutoScalingGroup, Instance, LifecycleState};

use super::auto_scaling_group::{BALANCER, SERVICE};
use super::balancing;
use super::state::State;
use crate::call::Call;
use crate::context::Context;
use crate::error::Error;

/// "Delete in progress" is the only status that AWS shows.
pub(super) fn is_deleted(group: &AutoScalingGroup) -> bool {
    group.status().is_some()
}

/// What an emptied group still holds; `None`: nothing.
pub(super) fn leaving(group: &AutoScalingGroup) -> Option<String> {
    match group.instances().len() {
        0 => None,
        1 => Some("a machine of it is leaving".to_owned()),
        number => Some(format!("{number} machines of it are leaving")),
    }
}

/// The machines in service. One that starts, leaves or stands by serves nobody.
fn serving(group: &AutoScalingGroup) -> impl Iterator<Item = &Instance> {
    group
        .instances()
        .iter()
        .filter(|instance| instance.lifecycle_state() == Some(&LifecycleState::InService))
        .filter(|instance| {
            instance.health_status().is_none_or(|health| health.eq_ignore_ascii_case("healthy"))
        })
}

/// How many machines are in service, where they are fewer than desired.
pub(super) fn missing(group: &AutoScalingGroup) -> Option<String> {
    let desired = group.desired_capacity().unwrap_or_default();
    let serving = serving(group).count();
    let enough = i32::try_from(serving).is_ok_and(|serving| serving >= desired);
    (!enough).then(|| format!("{serving} of {desired} machines are in service"))
}

/// Whether the group is ready, and why it is not: a load balancer's verdict counts where the group heeds it.
pub(super) async fn look(cx: &Context, group: &AutoScalingGroup) -> Result<State, Error> {
    if is_deleted(group) {
        return Ok(State::Pending("AWS deletes the group".to_owned()));
    }
    let Some(counted) = missing(group) else {
        return Ok(find_unhealthy(cx, group).await?.map_or(State::Ready, State::Pending));
    };
    // Where all are launched, there is nothing to tell of launches.
    let launched = i32::try_from(group.instances().len()).unwrap_or(i32::MAX);
    if launched >= group.desired_capacity().unwrap_or_default() {
        return Ok(State::Pending(counted));
    }
    let name = group.auto_scaling_group_name().unwrap_or_default();
    let request =
        cx.clients.scaling.describe_scaling_activities().auto_scaling_group_name(name).max_records(1);
    let call = Call::new(SERVICE, "DescribeScalingActivities");
    let answer = cx.call(call.on(&[name]), async || request.clone().send().await).await?;
    let failure = answer.activities().first().and_then(|activity| {
        let failed = activity.status_code().is_some_and(|code| code.as_str() == "Failed");
        failed.then(|| activity.status_message().unwrap_or("AWS does not say why").to_owned())
    });
    Ok(State::Pending(match failure {
        Some(why) => format!("{counted}; the last launch failed: {why}"),
        None => counted,
    }))
}

/// Which of the group's machines in service its load balancers do not find healthy, and why the first is not.
async fn find_unhealthy(cx: &Context, group: &AutoScalingGroup) -> Result<Option<String>, Error> {
    let machines: Vec<&str> = serving(group).filter_map(Instance::instance_id).collect();
    if machines.is_empty() || group.health_check_type() != Some(BALANCER) {
        return Ok(None);
    }
    for target_group in group.target_group_arns() {
        let health = balancing::health(cx, target_group).await?;
        let is_healthy = |id: &&&str| health.get(**id).is_some_and(Option::is_none);
        let healthy = machines.iter().filter(is_healthy).count();
        if let Some(first) = machines.iter().find(|id| !is_healthy(id)) {
            let why = health.get(*first).and_then(Option::as_deref).unwrap_or("it is not yet registered");
            return Ok(Some(format!("{healthy} of {} machines are healthy; {first}: {why}", machines.len())));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_machines_in_service_serve() {
        let machine = |id: &str, life: LifecycleState, health: &str| {
            Instance::builder().instance_id(id).lifecycle_state(life).health_status(health).build()
        };
        let group = AutoScalingGroup::builder()
            .desired_capacity(1)
            .instances(machine("i-serves", LifecycleState::InService, "Healthy"))
            .instances(machine("i-ill", LifecycleState::InService, "Unhealthy"))
            .instances(machine("i-starts", LifecycleState::Pending, "Healthy"))
            .instances(machine("i-rests", LifecycleState::Standby, "Healthy"))
            .instances(machine("i-parts", LifecycleState::Detaching, "Healthy"))
            .instances(machine("i-ends", LifecycleState::Terminating, "Healthy"))
            .build();
        let serving: Vec<&str> = serving(&group).filter_map(Instance::instance_id).collect();
        assert_eq!(serving, ["i-serves"]);
        assert_eq!(missing(&group), None);
    }
}
