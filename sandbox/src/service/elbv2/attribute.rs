//! Attributes of load balancers and target groups: one table for each, with what AWS takes and what it assumes.

use std::collections::BTreeMap;

use super::load_balancer::find_balancer;
use super::target_group::find_target_group;
use super::unfit;
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::wire::answer::Answer;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("ModifyLoadBalancerAttributes", modify_load_balancer_attributes),
    Operation::read("DescribeLoadBalancerAttributes", describe_load_balancer_attributes),
    Operation::write("ModifyTargetGroupAttributes", modify_target_group_attributes),
    Operation::read("DescribeTargetGroupAttributes", describe_target_group_attributes),
];

/// An attribute: its key, its default, and what it may be.
pub(super) type Attribute = (&'static str, &'static str, Shape);

/// What an attribute's value may be.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    Text,
    OneOf(&'static [&'static str]),
    /// A number of the range, or the one beside it.
    Number(i64, i64, Option<i64>),
}

const FLAG: Shape = Shape::OneOf(&["true", "false"]);

/// API reference, LoadBalancerAttribute; those of application load balancers, 2026-09.
pub(super) const BALANCER: &[Attribute] = &[
    ("access_logs.s3.bucket", "", Shape::Text),
    ("access_logs.s3.enabled", "false", FLAG),
    ("access_logs.s3.prefix", "", Shape::Text),
    ("client_keep_alive.seconds", "3600", Shape::Number(60, 604_800, None)),
    ("connection_logs.s3.bucket", "", Shape::Text),
    ("connection_logs.s3.enabled", "false", FLAG),
    ("connection_logs.s3.prefix", "", Shape::Text),
    ("deletion_protection.enabled", "false", FLAG),
    ("idle_timeout.timeout_seconds", "60", Shape::Number(1, 4_000, None)),
    ("ipv6.deny_all_igw_traffic", "false", FLAG),
    // Always on for an application load balancer.
    ("load_balancing.cross_zone.enabled", "true", Shape::OneOf(&["true"])),
    (
        "routing.http.desync_mitigation_mode",
        "defensive",
        Shape::OneOf(&["monitor", "defensive", "strictest"]),
    ),
    ("routing.http.drop_invalid_header_fields.enabled", "false", FLAG),
    ("routing.http.preserve_host_header.enabled", "false", FLAG),
    ("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "false", FLAG),
    ("routing.http.xff_client_port.enabled", "false", FLAG),
    ("routing.http.xff_header_processing.mode", "append", Shape::OneOf(&["append", "preserve", "remove"])),
    ("routing.http2.enabled", "true", FLAG),
    ("waf.fail_open.enabled", "false", FLAG),
    ("zonal_shift.config.enabled", "false", FLAG),
];

/// API reference, TargetGroupAttribute; those of groups behind application load balancers, 2026-09.
pub(super) const GROUP: &[Attribute] = &[
    ("deregistration_delay.timeout_seconds", "300", Shape::Number(0, 3_600, None)),
    ("load_balancing.algorithm.anomaly_mitigation", "off", Shape::OneOf(&["on", "off"])),
    (
        "load_balancing.algorithm.type",
        "round_robin",
        Shape::OneOf(&["round_robin", "least_outstanding_requests", "weighted_random"]),
    ),
    (
        "load_balancing.cross_zone.enabled",
        "use_load_balancer_configuration",
        Shape::OneOf(&["true", "false", "use_load_balancer_configuration"]),
    ),
    ("slow_start.duration_seconds", "0", Shape::Number(30, 900, Some(0))),
    ("stickiness.app_cookie.cookie_name", "", Shape::Text),
    ("stickiness.app_cookie.duration_seconds", "86400", Shape::Number(1, 604_800, None)),
    ("stickiness.enabled", "false", FLAG),
    ("stickiness.lb_cookie.duration_seconds", "86400", Shape::Number(1, 604_800, None)),
    ("stickiness.type", "lb_cookie", Shape::OneOf(&["lb_cookie", "app_cookie"])),
    ("target_group_health.dns_failover.minimum_healthy_targets.count", "1", Shape::Text),
    ("target_group_health.dns_failover.minimum_healthy_targets.percentage", "off", Shape::Text),
    ("target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", "1", Shape::Text),
    ("target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage", "off", Shape::Text),
];

/// The value of an attribute: what was set, or the default.
pub(super) fn value_of<'a>(
    table: &'static [Attribute],
    set: &'a BTreeMap<String, String>,
    key: &str,
) -> &'a str {
    let default = table.iter().find(|(known, ..)| *known == key).map_or("", |(_, default, _)| *default);
    set.get(key).map_or(default, String::as_str)
}

/// Reads `Attributes`; one unknown key or wrong value and none is taken.
fn read_attributes(
    call: &Call<'_>,
    table: &[Attribute],
    of: &str,
) -> Result<BTreeMap<String, String>, Refusal> {
    let mut read = BTreeMap::new();
    for attribute in call.input.structures("Attributes") {
        let key = attribute.text("Key")?;
        let value = attribute.optional("Value").unwrap_or_default();
        let known = table.iter().find(|(known, ..)| *known == key);
        let Some((_, _, shape)) = known else {
            // The words are those that the service answers.
            return Err(Refusal::validation(format!("{of} attribute key '{key}' is not recognized")));
        };
        let fits = match shape {
            Shape::Text => true,
            Shape::OneOf(words) => words.contains(&value),
            Shape::Number(least, most, beside) => value
                .parse::<i64>()
                .is_ok_and(|number| (*least..=*most).contains(&number) || Some(number) == *beside),
        };
        if !fits {
            // API reference, LoadBalancerAttribute and TargetGroupAttribute: the ranges; code assumed.
            return Err(unfit(format!("'{value}' is not a valid value of attribute '{key}'")));
        }
        read.insert(key.to_owned(), value.to_owned());
    }
    if read.is_empty() { Err(call.input.missing("Attributes")) } else { Ok(read) }
}

fn write_attributes(table: &'static [Attribute], set: &BTreeMap<String, String>) -> Answer {
    Answer::query(|xml| {
        xml.list("Attributes", table, |xml, (key, ..)| {
            xml.text("Key", key);
            xml.text("Value", value_of(table, set, key));
        });
    })
}

fn modify_load_balancer_attributes(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("LoadBalancerArn")?;
    let read = read_attributes(call, BALANCER, "Load balancer")?;
    call.begin()?;
    let balancer = find_balancer(call.region, arn)?;
    let mut attributes = balancer.attributes.clone();
    attributes.extend(read);
    for logs in ["access_logs", "connection_logs"] {
        let value = |key: &str| value_of(BALANCER, &attributes, &format!("{logs}.s3.{key}"));
        if value("enabled") == "true" && value("bucket").is_empty() {
            // User guide, "Access logs": a bucket that lets the service write; there are no buckets here.
            return Err(unfit(format!("A bucket must be specified for {logs}")));
        }
    }
    balancer.attributes = attributes;
    let attributes = balancer.attributes.clone();
    Ok(write_attributes(BALANCER, &attributes))
}

fn describe_load_balancer_attributes(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("LoadBalancerArn")?;
    call.begin()?;
    Ok(write_attributes(BALANCER, &find_balancer(call.region, arn)?.attributes))
}

fn modify_target_group_attributes(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("TargetGroupArn")?;
    let read = read_attributes(call, GROUP, "Target group")?;
    call.begin()?;
    let group = find_target_group(call.region, arn)?;
    let mut attributes = group.attributes.clone();
    attributes.extend(read);
    refuse_together(&attributes)?;
    group.attributes = attributes;
    let attributes = group.attributes.clone();
    Ok(write_attributes(GROUP, &attributes))
}

/// API reference, TargetGroupAttribute, and the user guide: what excludes each other; the code is assumed.
fn refuse_together(attributes: &BTreeMap<String, String>) -> Result<(), Refusal> {
    let value = |key: &str| value_of(GROUP, attributes, key);
    let algorithm = value("load_balancing.algorithm.type");
    if value("slow_start.duration_seconds") != "0" && algorithm != "round_robin" {
        return Err(unfit(format!("Slow start cannot be used with the algorithm '{algorithm}'")));
    }
    if value("load_balancing.algorithm.anomaly_mitigation") == "on" && algorithm != "weighted_random" {
        return Err(unfit("Anomaly mitigation needs the algorithm 'weighted_random'"));
    }
    if value("stickiness.enabled") == "true" && value("load_balancing.cross_zone.enabled") == "false" {
        // User guide, "Cross-zone load balancing for target groups": "Target stickiness is not supported when
        // cross-zone load balancing is off", 2026-11.
        return Err(unfit("Stickiness cannot be enabled while cross-zone load balancing is off"));
    }
    let cookie = value("stickiness.app_cookie.cookie_name");
    if value("stickiness.enabled") == "true" && value("stickiness.type") == "app_cookie" && cookie.is_empty()
    {
        return Err(unfit("Stickiness of type 'app_cookie' needs a cookie name"));
    }
    if cookie.starts_with("AWSALB") {
        return Err(unfit(format!("The cookie name '{cookie}' begins with the reserved 'AWSALB'")));
    }
    Ok(())
}

fn describe_target_group_attributes(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("TargetGroupArn")?;
    call.begin()?;
    Ok(write_attributes(GROUP, &find_target_group(call.region, arn)?.attributes))
}
