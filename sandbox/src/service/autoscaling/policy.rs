//! Target tracking policies. Nothing here has a load, so that they never change a size.

use super::{PAGES, find_group, read_group_name, refuse_deleted};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::store::Region;
use crate::store::scaling::{Group, Policy};
use crate::wire::answer::Answer;
use crate::wire::xml::Xml;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("PutScalingPolicy", put_scaling_policy),
    Operation::read("DescribePolicies", describe_policies),
    Operation::write("DeletePolicy", delete_policy),
];

/// API reference, PredefinedMetricSpecification.
const METRICS: &[&str] = &[
    "ALBRequestCountPerTarget",
    "ASGAverageCPUUtilization",
    "ASGAverageCPUUtilizationHighResolution",
    "ASGAverageNetworkIn",
    "ASGAverageNetworkOut",
];

/// Makes a policy or changes the one of that name.
fn put_scaling_policy(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let input = call.input;
    let group = read_group_name(call)?;
    let name = input.text("PolicyName")?.to_owned();
    let kind = input.optional("PolicyType").unwrap_or("SimpleScaling");
    if kind != "TargetTrackingScaling" {
        // AWS has more; the sandbox says aloud that it has not.
        return Err(Refusal::validation(format!("The sandbox has no policy of type '{kind}'")));
    }
    let tracking = input.structure("TargetTrackingConfiguration");
    let tracking = tracking.ok_or_else(|| input.missing("TargetTrackingConfiguration"))?;
    let metric = tracking.structure("PredefinedMetricSpecification");
    let metric = metric.ok_or_else(|| tracking.missing("PredefinedMetricSpecification"))?;
    let target = tracking.text("TargetValue")?.parse::<f64>().ok().filter(|target| target.is_finite());
    let mut policy = Policy {
        arn: String::new(),
        metric: metric.text("PredefinedMetricType")?.to_owned(),
        label: metric.optional("ResourceLabel").map(str::to_owned),
        target: target.unwrap_or_default(),
        disable_scale_in: tracking.flag("DisableScaleIn")?.unwrap_or(false),
        warmup: input.number("EstimatedInstanceWarmup")?,
        enabled: input.flag("Enabled")?.unwrap_or(true),
        name: name.clone(),
    };
    call.begin()?;

    refuse_deleted(find_group(call.region, &group)?)?;
    if policy.target <= 0.0 {
        // API reference, TargetTrackingConfiguration, TargetValue.
        return Err(Refusal::validation("TargetValue must be greater than 0"));
    }
    if !METRICS.contains(&policy.metric.as_str()) {
        return Err(Refusal::validation(format!("Invalid predefined metric type '{}'", policy.metric)));
    }
    refuse_label(call.region, &group, &policy)?;
    let known = find_group(call.region, &group)?.policies.get(&name).map(|policy| policy.arn.clone());
    policy.arn = match known {
        Some(arn) => arn,
        None => {
            let uuid = call.region.new_uuid();
            let resource = format!("scalingPolicy:{uuid}:autoScalingGroupName/{group}:policyName/{name}");
            call.region.arn("autoscaling", &resource)
        }
    };
    let row = find_group(call.region, &group)?;
    row.policies.insert(name.clone(), policy);
    let row = &*row;
    Ok(Answer::query(|xml| {
        let Some(policy) = row.policies.get(&name) else { return };
        xml.text("PolicyARN", &policy.arn);
        write_alarms(xml, row, policy);
    }))
}

/// API reference, PredefinedMetricSpecification, ResourceLabel: balancer and target group, for one metric only.
fn refuse_label(region: &Region, group: &str, policy: &Policy) -> Result<(), Refusal> {
    let by_request = policy.metric == "ALBRequestCountPerTarget";
    match &policy.label {
        None if by_request => {
            Err(Refusal::validation("ResourceLabel must be specified for ALBRequestCountPerTarget"))
        }
        Some(_) if !by_request => {
            Err(Refusal::validation(format!("ResourceLabel cannot be specified for {}", policy.metric)))
        }
        Some(label) => {
            let ends_in_label = |arn: &&String| {
                let known = arn.split_once(":targetgroup/").map(|(_, path)| path).unwrap_or_default();
                label.starts_with("app/") && label.ends_with(&format!("/targetgroup/{known}"))
            };
            let attached = region
                .groups
                .get(group)
                .is_some_and(|row| row.shape.target_groups.iter().any(|arn| ends_in_label(&arn)));
            if attached {
                return Ok(());
            }
            Err(Refusal::validation(format!(
                "The load balancer target group of '{label}' is not attached to the group"
            )))
        }
        None => Ok(()),
    }
}

fn describe_policies(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let group = call.input.optional("AutoScalingGroupName");
    let names = call.input.texts("PolicyNames");
    let kinds = call.input.texts("PolicyTypes");
    let part = PAGES.read(call.input)?;
    call.begin()?;
    if let Some(group) = group {
        find_group(call.region, group)?;
    }
    let groups = call.region.groups.values().filter(|row| group.is_none_or(|group| row.name == group));
    let rows = groups.flat_map(|row| row.policies.values().map(move |policy| (row, policy)));
    let wanted = rows.filter(|(_, policy)| {
        let named = names.is_empty() || names.iter().any(|name| *name == policy.name || *name == policy.arn);
        named && (kinds.is_empty() || kinds.iter().any(|kind| kind == "TargetTrackingScaling"))
    });
    let (rows, next) = part.cut(wanted.map(|row| (format!("{} {}", row.0.name, row.1.name), row)).collect());
    Ok(Answer::query(|xml| {
        xml.list("ScalingPolicies", rows, |xml, (group, policy)| write_policy(xml, group, policy));
        xml.optional("NextToken", next);
    }))
}

fn write_policy(xml: &mut Xml, group: &Group, policy: &Policy) {
    xml.text("AutoScalingGroupName", &group.name);
    xml.text("PolicyName", &policy.name);
    xml.text("PolicyARN", &policy.arn);
    xml.text("PolicyType", "TargetTrackingScaling");
    xml.list("StepAdjustments", [0; 0], |_, _| {});
    xml.optional("EstimatedInstanceWarmup", policy.warmup);
    write_alarms(xml, group, policy);
    xml.element("TargetTrackingConfiguration", |xml| {
        xml.element("PredefinedMetricSpecification", |xml| {
            xml.text("PredefinedMetricType", &policy.metric);
            xml.optional("ResourceLabel", policy.label.as_ref());
        });
        xml.text("TargetValue", format!("{:?}", policy.target));
        xml.text("DisableScaleIn", policy.disable_scale_in);
    });
    xml.text("Enabled", policy.enabled);
}

/// The names of the alarms that AWS makes for a policy (user guide, "Target tracking scaling policies").
fn write_alarms(xml: &mut Xml, group: &Group, policy: &Policy) {
    let digits = policy.arn.split(':').nth(6).unwrap_or_default();
    let sides = if policy.disable_scale_in { &["AlarmHigh"][..] } else { &["AlarmHigh", "AlarmLow"][..] };
    xml.list("Alarms", sides, |xml, side| {
        let name = format!("TargetTracking-{}-{side}-{digits}", group.name);
        let place: Vec<&str> = group.arn.split(':').skip(3).take(2).collect();
        xml.text("AlarmARN", format!("arn:aws:cloudwatch:{}:alarm:{name}", place.join(":")));
        xml.text("AlarmName", name);
    });
}

fn delete_policy(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let group = call.input.optional("AutoScalingGroupName").map(str::to_owned);
    let name = call.input.text("PolicyName")?;
    call.begin()?;
    if let Some(group) = &group {
        find_group(call.region, group)?;
    }
    let mut rows =
        call.region.groups.values_mut().filter(|row| group.as_ref().is_none_or(|group| row.name == *group));
    let found = rows.find_map(|row| {
        let key =
            row.policies.values().find(|policy| policy.name == name || policy.arn == name)?.name.clone();
        row.policies.remove(&key)
    });
    // The words are those that the service answers.
    found.ok_or_else(|| Refusal::validation(format!("PolicyName not found - Policy '{name}' not found")))?;
    Ok(Answer::empty())
}
