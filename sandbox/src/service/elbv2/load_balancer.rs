//! Application load balancers.

use std::collections::BTreeMap;

use super::attribute::{BALANCER, value_of};
use super::placement::{find_groups, find_zones, make_interface, read_subnets, refuse_few_addresses};
use super::tags::read_tags;
use super::{PAGES, refuse_name, unfit};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::store::Region;
use crate::store::balancing::{BalancerZone, LoadBalancer};
use crate::wire::answer::Answer;
use crate::wire::xml::Xml;
use crate::world::Event;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("CreateLoadBalancer", create_load_balancer),
    Operation::read("DescribeLoadBalancers", describe_load_balancers),
    Operation::write("DeleteLoadBalancer", delete_load_balancer),
    Operation::write("SetSubnets", set_subnets),
    Operation::write("SetSecurityGroups", set_security_groups),
];

fn create_load_balancer(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let input = call.input;
    let name = input.text("Name")?.to_owned();
    let subnets = read_subnets(input)?;
    let groups = input.texts("SecurityGroups");
    let scheme = input.optional("Scheme").unwrap_or("internet-facing");
    let kind = input.optional("Type").unwrap_or("application");
    let address_type = input.optional("IpAddressType").unwrap_or("ipv4");
    let tags = read_tags(call)?;
    call.begin()?;

    let is_internal = match scheme {
        "internal" => true,
        "internet-facing" => false,
        // API reference, CreateLoadBalancer: InvalidScheme.
        other => return Err(Refusal::new("InvalidScheme", format!("The scheme '{other}' is not valid"))),
    };
    if kind != "application" || address_type != "ipv4" {
        // AWS has more; the sandbox says aloud that it has not.
        return Err(Refusal::validation(format!(
            "The sandbox has no load balancer of type '{kind}' with '{address_type}'"
        )));
    }
    refuse_name("load balancer", &name)?;
    let zones = find_zones(call.region, &subnets, is_internal)?;
    let vpc = zones.values().next().map(|subnet| subnet.vpc_id.clone()).unwrap_or_default();
    let groups = find_groups(call.region, call.settings, &groups, &vpc)?;

    if let Some(known) =
        call.region.load_balancers.values().find(|known| known.name.eq_ignore_ascii_case(&name))
    {
        let same_zones =
            known.zones.values().map(|zone| &zone.subnet).eq(zones.values().map(|subnet| &subnet.id));
        let same =
            same_zones && known.is_internal == is_internal && known.groups == groups && known.name == name;
        if !same {
            // API reference, CreateLoadBalancer: DuplicateLoadBalancerName.
            let message =
                format!("A load balancer with the same name '{name}' exists, but with different settings");
            return Err(Refusal::new("DuplicateLoadBalancerName", message));
        }
        // API reference, CreateLoadBalancer: "This operation is idempotent". That tags do not count is assumed.
        return Ok(write_answer(call.region, std::slice::from_ref(&known.arn)));
    }
    if call.region.load_balancers.len() >= call.settings.quotas.load_balancers {
        // API reference, CreateLoadBalancer: TooManyLoadBalancers; user guide, page on quotas.
        return Err(Refusal::new(
            "TooManyLoadBalancers",
            "The limit on the number of load balancers has been reached",
        ));
    }
    let wanted: Vec<(String, String)> =
        zones.iter().map(|(zone, subnet)| (zone.clone(), subnet.id.clone())).collect();
    for subnet in zones.values() {
        refuse_few_addresses(subnet)?;
    }
    let digits = call.region.new_digits();
    let arn = call.region.arn("elasticloadbalancing", &format!("loadbalancer/app/{name}/{digits}"));
    let number = u64::from_str_radix(&digits, 16).unwrap_or_default() % 2_000_000_000;
    let prefix = if is_internal { "internal-" } else { "" };
    let mut balancer = LoadBalancer {
        dns_name: format!("{prefix}{name}-{number}.{}.elb.amazonaws.com", call.region.name),
        made_at: call.region.now,
        active_at: call.region.now + call.settings.durations.load_balancer,
        is_internal,
        vpc,
        zones: BTreeMap::new(),
        groups,
        attributes: BTreeMap::new(),
        tags,
        arn: arn.clone(),
        name,
    };
    for (zone, subnet) in wanted {
        let interface = make_interface(call.region, &balancer, &subnet)?;
        balancer.zones.insert(zone, BalancerZone { subnet, interface });
    }
    call.region.agenda.enter(balancer.active_at, Event::LookAround);
    call.region.load_balancers.insert(arn.clone(), balancer);
    Ok(write_answer(call.region, &[arn]))
}

/// The balancer with this ARN.
pub(super) fn find_balancer<'a>(region: &'a mut Region, arn: &str) -> Result<&'a mut LoadBalancer, Refusal> {
    // API reference: LoadBalancerNotFound.
    let not_found = || Refusal::new("LoadBalancerNotFound", format!("Load balancer '{arn}' not found"));
    let seen = region.load_balancers.get(arn).is_some_and(|balancer| region.sees(balancer.made_at));
    region.load_balancers.get_mut(arn).filter(|_| seen).ok_or_else(not_found)
}

fn describe_load_balancers(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arns = call.input.texts("LoadBalancerArns");
    let names = call.input.texts("Names");
    let part = PAGES.read(call.input)?;
    call.begin()?;
    if !arns.is_empty() && !names.is_empty() {
        // API reference, DescribeLoadBalancers; the words are those that the service answers.
        return Err(Refusal::validation(
            "Load balancer names and load balancer ARNs cannot be specified at the same time",
        ));
    }
    let known: Vec<&LoadBalancer> =
        call.region.load_balancers.values().filter(|balancer| call.region.sees(balancer.made_at)).collect();
    let unknown_arn = arns.iter().find(|arn| known.iter().all(|balancer| balancer.arn != **arn));
    let unknown_name = names.iter().find(|name| known.iter().all(|balancer| balancer.name != **name));
    if let Some(unknown) = unknown_arn.or(unknown_name) {
        let message = format!("Load balancers '[{unknown}]' not found");
        return Err(Refusal::new("LoadBalancerNotFound", message));
    }
    let wanted = known.into_iter().filter(|balancer| {
        (arns.is_empty() || arns.contains(&balancer.arn))
            && (names.is_empty() || names.contains(&balancer.name))
    });
    let (rows, next) = part.cut(wanted.map(|balancer| (balancer.arn.clone(), balancer)).collect());
    Ok(Answer::query(|xml| {
        xml.list("LoadBalancers", rows, |xml, balancer| write_balancer(xml, balancer, call.region));
        xml.optional("NextMarker", next);
    }))
}

fn write_answer(region: &Region, arns: &[String]) -> Answer {
    let rows = arns.iter().filter_map(|arn| region.load_balancers.get(arn));
    Answer::query(|xml| {
        xml.list("LoadBalancers", rows, |xml, balancer| write_balancer(xml, balancer, region))
    })
}

fn write_balancer(xml: &mut Xml, balancer: &LoadBalancer, region: &Region) {
    xml.text("LoadBalancerArn", &balancer.arn);
    xml.text("DNSName", &balancer.dns_name);
    xml.text("CanonicalHostedZoneId", "Z35SXDOTRQ7X7K");
    xml.text("CreatedTime", balancer.made_at);
    xml.text("LoadBalancerName", &balancer.name);
    xml.text("Scheme", if balancer.is_internal { "internal" } else { "internet-facing" });
    xml.text("VpcId", &balancer.vpc);
    xml.element("State", |xml| {
        xml.text("Code", if region.now < balancer.active_at { "provisioning" } else { "active" });
    });
    xml.text("Type", "application");
    write_zones(xml, balancer);
    xml.texts("SecurityGroups", &balancer.groups);
    xml.text("IpAddressType", "ipv4");
}

fn write_zones(xml: &mut Xml, balancer: &LoadBalancer) {
    xml.list("AvailabilityZones", &balancer.zones, |xml, (name, zone)| {
        xml.text("ZoneName", name);
        xml.text("SubnetId", &zone.subnet);
        xml.list("LoadBalancerAddresses", [0; 0], |_, _| {});
    });
}

/// Deletes listeners and rules with it. One that is not there is deleted too (API reference, DeleteLoadBalancer).
fn delete_load_balancer(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("LoadBalancerArn")?;
    call.begin()?;
    if !arn.contains(":loadbalancer/") {
        return Err(Refusal::validation(format!("'{arn}' is not a valid load balancer ARN")));
    }
    let Some(balancer) = call.region.load_balancers.get(arn) else { return Ok(Answer::empty()) };
    if value_of(BALANCER, &balancer.attributes, "deletion_protection.enabled") == "true" {
        // API reference, DeleteLoadBalancer: OperationNotPermitted.
        let message =
            format!("Load balancer '{arn}' cannot be deleted because deletion protection is enabled");
        return Err(Refusal::new("OperationNotPermitted", message));
    }
    let interfaces: Vec<String> = balancer.zones.values().map(|zone| zone.interface.clone()).collect();
    let listeners: Vec<String> = call
        .region
        .listeners
        .values()
        .filter(|listener| listener.balancer == arn)
        .map(|listener| listener.arn.clone())
        .collect();
    for listener in listeners {
        super::listener::remove_listener(call.region, call.settings, &listener);
    }
    let goes_at = call.region.now + call.settings.durations.interfaces_linger;
    for interface in interfaces {
        call.region.agenda.enter(goes_at, Event::InterfaceGoes(interface));
    }
    call.region.load_balancers.remove(arn);
    Ok(Answer::empty())
}

fn set_subnets(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("LoadBalancerArn")?;
    let subnets = read_subnets(call.input)?;
    call.begin()?;
    let balancer = find_balancer(call.region, arn)?.clone();
    let wanted = find_zones(call.region, &subnets, balancer.is_internal)?;
    if wanted.values().any(|subnet| subnet.vpc_id != balancer.vpc) {
        return Err(unfit(format!("The subnets are not in VPC '{}' of the load balancer", balancer.vpc)));
    }
    let stays =
        |zone: &str, subnet: &str| balancer.zones.get(zone).is_some_and(|known| known.subnet == subnet);
    let added: Vec<(String, String)> = wanted
        .iter()
        .filter(|(zone, subnet)| !stays(zone, &subnet.id))
        .map(|(zone, subnet)| (zone.clone(), subnet.id.clone()))
        .collect();
    for (_, subnet) in &added {
        refuse_few_addresses(&call.region.subnets[subnet])?;
    }
    let goes_at = call.region.now + call.settings.durations.interfaces_linger;
    let mut zones = balancer.zones.clone();
    zones.retain(|zone, known| {
        let kept = wanted.get(zone).is_some_and(|subnet| subnet.id == known.subnet);
        if !kept {
            call.region.agenda.enter(goes_at, Event::InterfaceGoes(known.interface.clone()));
        }
        kept
    });
    for (zone, subnet) in added {
        let interface = make_interface(call.region, &balancer, &subnet)?;
        zones.insert(zone, BalancerZone { subnet, interface });
    }
    let balancer = find_balancer(call.region, arn)?;
    balancer.zones = zones;
    let balancer = &*balancer;
    Ok(Answer::query(|xml| write_zones(xml, balancer)))
}

fn set_security_groups(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("LoadBalancerArn")?;
    let named = call.input.texts("SecurityGroups");
    call.begin()?;
    if named.is_empty() {
        return Err(call.input.missing("SecurityGroups"));
    }
    let vpc = find_balancer(call.region, arn)?.vpc.clone();
    let groups = find_groups(call.region, call.settings, &named, &vpc)?;
    let balancer = find_balancer(call.region, arn)?;
    balancer.groups.clone_from(&groups);
    let interfaces: Vec<String> = balancer.zones.values().map(|zone| zone.interface.clone()).collect();
    for id in interfaces {
        if let Some(interface) = call.region.interfaces.get_mut(&id) {
            interface.groups.clone_from(&groups);
        }
    }
    Ok(Answer::query(|xml| xml.texts("SecurityGroupIds", &groups)))
}
