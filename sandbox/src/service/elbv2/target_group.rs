//! Target groups and their health checks.

use std::collections::{BTreeMap, BTreeSet};

use super::health::read_codes;
use super::tags::read_tags;
use super::{PAGES, refuse_name, unfit};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::store::balancing::{HealthCheck, TargetGroup, TargetSettings};
use crate::store::{Region, is_seen};
use crate::wire::answer::Answer;
use crate::wire::input::Input;
use crate::wire::xml::Xml;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("CreateTargetGroup", create_target_group),
    Operation::read("DescribeTargetGroups", describe_target_groups),
    Operation::write("ModifyTargetGroup", modify_target_group),
    Operation::write("DeleteTargetGroup", delete_target_group),
];

fn create_target_group(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let input = call.input;
    let name = input.text("Name")?.to_owned();
    let settings = read_settings(input)?;
    let health = read_health(input, &HealthCheck::default())?;
    let tags = read_tags(call)?;
    call.begin()?;

    refuse_name("target group", &name)?;
    if !call.region.vpcs.get(&settings.vpc).is_some_and(|vpc| is_seen(call.region, vpc)) {
        // The words are those that the service answers.
        return Err(Refusal::validation(format!("The VPC ID '{}' is not found", settings.vpc)));
    }
    if let Some(known) = call.region.target_groups.values().find(|known| known.name == name) {
        if known.settings != settings || known.health != health {
            // API reference, CreateTargetGroup: DuplicateTargetGroupName.
            let message =
                format!("A target group with the same name '{name}' exists, but with different settings");
            return Err(Refusal::new("DuplicateTargetGroupName", message));
        }
        // API reference, CreateTargetGroup: "This operation is idempotent". That tags do not count is assumed.
        return Ok(write_answer(call.region, &[known]));
    }
    if call.region.target_groups.len() >= call.settings.quotas.target_groups {
        // API reference, CreateTargetGroup: TooManyTargetGroups; user guide, page on quotas.
        return Err(Refusal::new(
            "TooManyTargetGroups",
            "The limit on the number of target groups has been reached",
        ));
    }
    let digits = call.region.new_digits();
    let arn = call.region.arn("elasticloadbalancing", &format!("targetgroup/{name}/{digits}"));
    let group = TargetGroup {
        arn: arn.clone(),
        name,
        made_at: call.region.now,
        settings,
        health,
        attributes: BTreeMap::new(),
        tags,
        targets: Vec::new(),
    };
    let answer = write_answer(call.region, &[&group]);
    call.region.target_groups.insert(arn, group);
    Ok(answer)
}

fn read_settings(input: Input<'_>) -> Result<TargetSettings, Refusal> {
    let target_type = input.optional("TargetType").unwrap_or("instance");
    // API reference, CreateTargetGroup: required unless the target is a function; the words are those of the service.
    let needed = |name: &str, noun: &str| {
        input.optional(name).ok_or_else(|| Refusal::validation(format!("A {noun} must be specified")))
    };
    let protocol = needed("Protocol", "protocol")?;
    let port = input.number("Port")?.ok_or_else(|| Refusal::validation("A port must be specified"))?;
    let vpc = needed("VpcId", "VPC ID")?;
    let version = input.optional("ProtocolVersion").unwrap_or("HTTP1");
    if !["HTTP", "HTTPS"].contains(&protocol) || !["instance", "ip"].contains(&target_type) {
        // AWS has more, for other load balancers; the sandbox says aloud that it has not.
        let message = format!(
            "The sandbox has no target group of protocol '{protocol}' with targets of type '{target_type}'"
        );
        return Err(Refusal::validation(message));
    }
    if !["HTTP1", "HTTP2", "GRPC"].contains(&version) {
        return Err(Refusal::validation(format!("The protocol version '{version}' is not supported")));
    }
    Ok(TargetSettings {
        protocol: protocol.to_owned(),
        version: version.to_owned(),
        port: to_port("Port", port)?,
        vpc: vpc.to_owned(),
        target_type: target_type.to_owned(),
    })
}

/// API reference: 1 to 65535.
pub(super) fn to_port(name: &str, port: i64) -> Result<u16, Refusal> {
    let port = u16::try_from(port).ok().filter(|port| *port > 0);
    port.ok_or_else(|| Refusal::validation(format!("'{name}' must be between 1 and 65535")))
}

/// User guide, "Health checks for your target groups"; the timeout of 5 is also what the service answers, whatever
/// the API reference says.
impl Default for HealthCheck {
    fn default() -> Self {
        Self {
            protocol: "HTTP".to_owned(),
            port: None,
            path: "/".to_owned(),
            codes: "200".to_owned(),
            interval: 30,
            timeout: 5,
            healthy: 5,
            unhealthy: 2,
        }
    }
}

/// Reads a health check; what is not said stays as it was.
fn read_health(input: Input<'_>, known: &HealthCheck) -> Result<HealthCheck, Refusal> {
    if input.flag("HealthCheckEnabled")? == Some(false) {
        // API reference, CreateTargetGroup, HealthCheckEnabled: always on but for functions.
        return Err(Refusal::validation(
            "Health checks must be enabled for the target type of the target group",
        ));
    }
    let number = |name: &str, known: u64, least: i64, most: i64| match input.number(name)? {
        None => Ok(known),
        Some(number) if (least..=most).contains(&number) => Ok(number.unsigned_abs()),
        // API reference, CreateTargetGroup: the ranges.
        Some(number) => {
            Err(Refusal::validation(format!("'{number}' for {name} must be between {least} and {most}")))
        }
    };
    let port = match input.optional("HealthCheckPort") {
        None => known.port,
        Some("traffic-port") => None,
        Some(port) => Some(to_port("HealthCheckPort", port.parse().unwrap_or_default())?),
    };
    let matcher = input.structure("Matcher");
    let codes = matcher.and_then(|matcher| matcher.optional("HttpCode"));
    let health = HealthCheck {
        protocol: input.optional("HealthCheckProtocol").unwrap_or(&known.protocol).to_owned(),
        port,
        path: input.optional("HealthCheckPath").unwrap_or(&known.path).to_owned(),
        codes: codes.unwrap_or(&known.codes).to_owned(),
        interval: number("HealthCheckIntervalSeconds", known.interval, 5, 300)?,
        timeout: number("HealthCheckTimeoutSeconds", known.timeout, 2, 120)?,
        healthy: number("HealthyThresholdCount", known.healthy, 2, 10)?,
        unhealthy: number("UnhealthyThresholdCount", known.unhealthy, 2, 10)?,
    };
    refuse_health(&health)?;
    Ok(health)
}

/// API reference, CreateTargetGroup: what a health check of an application load balancer may be.
fn refuse_health(health: &HealthCheck) -> Result<(), Refusal> {
    if !["HTTP", "HTTPS"].contains(&health.protocol.as_str()) {
        return Err(Refusal::validation(format!(
            "Health check protocol '{}' is not supported",
            health.protocol
        )));
    }
    if health.timeout >= health.interval {
        // The words are those that the service answers.
        let message = format!(
            "Health check timeout '{}' must be smaller than the interval '{}'",
            health.timeout, health.interval
        );
        return Err(Refusal::validation(message));
    }
    let printable = health.path.bytes().all(|byte| byte.is_ascii_graphic());
    if !health.path.starts_with('/') || health.path.len() > 1_024 || !printable {
        let message = format!(
            "Health check path '{}' must begin with a '/' character and can only contain printable ASCII characters, without spaces",
            health.path
        );
        return Err(Refusal::validation(message));
    }
    if read_codes(&health.codes).is_none() {
        // API reference, Matcher: 200 to 499, values, ranges; the code is assumed.
        return Err(unfit(format!(
            "Health check matcher HTTP code '{}' must be within '200-499' inclusive",
            health.codes
        )));
    }
    Ok(())
}

/// The target group with this ARN.
pub(crate) fn find_target_group<'a>(
    region: &'a mut Region,
    arn: &str,
) -> Result<&'a mut TargetGroup, Refusal> {
    let seen = region.target_groups.get(arn).is_some_and(|group| region.sees(group.made_at));
    region.target_groups.get_mut(arn).filter(|_| seen).ok_or_else(|| not_found(arn))
}

/// API reference: TargetGroupNotFound.
pub(super) fn not_found(arn: &str) -> Refusal {
    Refusal::new("TargetGroupNotFound", format!("Target groups '{arn}' not found"))
}

/// The load balancers whose listeners forward to a target group: one at most.
pub(crate) fn balancers_of(region: &Region, group: &str) -> BTreeSet<String> {
    let by_default = region.listeners.values().map(|listener| (&listener.arn, &listener.actions));
    let by_rule = region.rules.values().map(|rule| (&rule.listener, &rule.actions));
    by_default
        .chain(by_rule)
        .filter(|(_, actions)| {
            actions.iter().any(|action| action.groups().iter().any(|known| known.arn == group))
        })
        .filter_map(|(listener, _)| region.listeners.get(listener).map(|listener| listener.balancer.clone()))
        .collect()
}

fn describe_target_groups(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arns = call.input.texts("TargetGroupArns");
    let names = call.input.texts("Names");
    let balancer = call.input.optional("LoadBalancerArn");
    let part = PAGES.read(call.input)?;
    call.begin()?;
    let given =
        usize::from(!arns.is_empty()) + usize::from(!names.is_empty()) + usize::from(balancer.is_some());
    if given > 1 {
        // API reference, DescribeTargetGroups: one of them.
        return Err(Refusal::validation(
            "Target group ARNs, names and a load balancer ARN cannot be specified at the same time",
        ));
    }
    let region = &*call.region;
    let known: Vec<&TargetGroup> =
        region.target_groups.values().filter(|group| region.sees(group.made_at)).collect();
    let unknown_arn = arns.iter().find(|arn| known.iter().all(|group| group.arn != **arn));
    let unknown_name = names.iter().find(|name| known.iter().all(|group| group.name != **name));
    if let Some(unknown) = unknown_arn.or(unknown_name) {
        return Err(not_found(unknown));
    }
    if let Some(balancer) = balancer.filter(|arn| !region.load_balancers.contains_key(*arn)) {
        return Err(Refusal::new("LoadBalancerNotFound", format!("Load balancers '[{balancer}]' not found")));
    }
    let wanted = known.into_iter().filter(|group| {
        (arns.is_empty() || arns.contains(&group.arn))
            && (names.is_empty() || names.contains(&group.name))
            && balancer.is_none_or(|arn| balancers_of(region, &group.arn).contains(arn))
    });
    let (rows, next) = part.cut(wanted.map(|group| (group.arn.clone(), group)).collect());
    Ok(Answer::query(|xml| {
        xml.list("TargetGroups", rows, |xml, group| write_group(xml, group, region));
        xml.optional("NextMarker", next);
    }))
}

fn write_answer(region: &Region, groups: &[&TargetGroup]) -> Answer {
    Answer::query(|xml| xml.list("TargetGroups", groups, |xml, group| write_group(xml, group, region)))
}

fn write_group(xml: &mut Xml, group: &TargetGroup, region: &Region) {
    let health = &group.health;
    xml.text("TargetGroupArn", &group.arn);
    xml.text("TargetGroupName", &group.name);
    xml.text("Protocol", &group.settings.protocol);
    xml.text("ProtocolVersion", &group.settings.version);
    xml.text("Port", group.settings.port);
    xml.text("VpcId", &group.settings.vpc);
    xml.text("TargetType", &group.settings.target_type);
    xml.text("IpAddressType", "ipv4");
    xml.text("HealthCheckProtocol", &health.protocol);
    xml.text("HealthCheckPort", health.port.map_or("traffic-port".to_owned(), |port| port.to_string()));
    xml.text("HealthCheckEnabled", true);
    xml.text("HealthCheckIntervalSeconds", health.interval);
    xml.text("HealthCheckTimeoutSeconds", health.timeout);
    xml.text("HealthyThresholdCount", health.healthy);
    xml.text("UnhealthyThresholdCount", health.unhealthy);
    xml.text("HealthCheckPath", &health.path);
    xml.element("Matcher", |xml| xml.text("HttpCode", &health.codes));
    xml.texts("LoadBalancerArns", balancers_of(region, &group.arn));
}

fn modify_target_group(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("TargetGroupArn")?;
    let known = find_target_group(call.region, arn)?.health.clone();
    let health = read_health(call.input, &known)?;
    call.begin()?;
    find_target_group(call.region, arn)?.health = health;
    let region = &*call.region;
    Ok(write_answer(region, &[&region.target_groups[arn]]))
}

/// One that is not there is deleted too (API reference, DeleteTargetGroup).
fn delete_target_group(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("TargetGroupArn")?;
    call.begin()?;
    if !balancers_of(call.region, arn).is_empty() {
        // API reference, DeleteTargetGroup: ResourceInUse.
        let message = format!("Target group '{arn}' is currently in use by a listener or a rule");
        return Err(Refusal::new("ResourceInUse", message));
    }
    call.region.target_groups.remove(arn);
    Ok(Answer::empty())
}
