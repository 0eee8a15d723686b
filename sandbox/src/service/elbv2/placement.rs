//! Where a load balancer may stand: subnets, zones, free addresses, security groups.

use std::collections::BTreeMap;

use super::unfit;
use crate::interface::{NewInterface, create_interface};
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::store::balancing::LoadBalancer;
use crate::store::network::Subnet;
use crate::store::{Region, is_seen};
use crate::wire::input::Input;

/// `Subnets`, or the subnets of `SubnetMappings`.
pub(super) fn read_subnets(input: Input<'_>) -> Result<Vec<String>, Refusal> {
    let plain = input.texts("Subnets");
    let mappings = input.structures("SubnetMappings");
    let mapped: Vec<String> = mappings
        .iter()
        .map(|mapping| Ok(mapping.text("SubnetId")?.to_owned()))
        .collect::<Result<_, Refusal>>()?;
    match (plain.is_empty(), mapped.is_empty()) {
        (false, true) => Ok(plain),
        (true, false) => Ok(mapped),
        // API reference, CreateLoadBalancer, Subnets: one or the other.
        (true, true) => Err(Refusal::validation(
            "At least two subnets in two different Availability Zones must be specified",
        )),
        (false, false) => {
            Err(Refusal::validation("Only one of subnets and subnet mappings can be specified"))
        }
    }
}

/// The subnets by zone, if a load balancer can stand in them.
pub(super) fn find_zones(
    region: &Region,
    ids: &[String],
    is_internal: bool,
) -> Result<BTreeMap<String, Subnet>, Refusal> {
    let mut zones: BTreeMap<String, Subnet> = BTreeMap::new();
    for id in ids {
        // API reference, CreateLoadBalancer: SubnetNotFound.
        let subnet = region.subnets.get(id).filter(|subnet| is_seen(region, *subnet));
        let subnet = subnet
            .ok_or_else(|| Refusal::new("SubnetNotFound", format!("The subnet ID '{id}' does not exist")))?;
        if let Some(other) = zones.values().find(|other| other.vpc_id != subnet.vpc_id) {
            // Quoted in aws-load-balancer-controller issues.
            let message =
                format!("All subnets must belong to the same VPC: '{}, {}'", other.vpc_id, subnet.vpc_id);
            return Err(unfit(message));
        }
        if zones.insert(subnet.zone.clone(), subnet.clone()).is_some() {
            // API reference, CreateLoadBalancer, Subnets: "only one subnet per Availability Zone".
            return Err(unfit(
                "A load balancer cannot be attached to multiple subnets in the same Availability Zone",
            ));
        }
    }
    if zones.len() < 2 {
        // API reference, CreateLoadBalancer, Subnets: at least two zones.
        return Err(Refusal::validation(
            "At least two subnets in two different Availability Zones must be specified",
        ));
    }
    let vpc = zones.values().next().map(|subnet| &subnet.vpc_id);
    let has_gateway = region.internet_gateways.values().any(|gateway| gateway.vpc_id.as_ref() == vpc);
    if !is_internal && !has_gateway {
        // The words are those that the service answers, as quoted in public issues of many tools.
        let message = format!("VPC {} has no internet gateway", vpc.map(String::as_str).unwrap_or_default());
        return Err(Refusal::new("InvalidSubnet", message));
    }
    Ok(zones)
}

/// User guide, "Subnets for your load balancer": at least eight free addresses in each.
pub(super) fn refuse_few_addresses(subnet: &Subnet) -> Result<(), Refusal> {
    if subnet.free_addresses() >= 8 {
        return Ok(());
    }
    let message = format!(
        "Not enough IP space available in {}. ELB requires at least 8 free IP addresses in each subnet.",
        subnet.id
    );
    Err(Refusal::new("InvalidSubnet", message))
}

/// The security groups that it will wear; none named: the default one of its VPC.
pub(super) fn find_groups(
    region: &Region,
    settings: &Settings,
    named: &[String],
    vpc: &str,
) -> Result<Vec<String>, Refusal> {
    if named.is_empty() {
        let default =
            region.security_groups.values().find(|group| group.vpc_id == vpc && group.name == "default");
        return Ok(default.map(|group| group.id.clone()).into_iter().collect());
    }
    for id in named {
        // API reference, CreateLoadBalancer: InvalidSecurityGroup.
        let group = region.security_groups.get(id).filter(|group| is_seen(region, *group));
        let group = group.ok_or_else(|| {
            Refusal::new("InvalidSecurityGroup", format!("The security group '{id}' does not exist"))
        })?;
        if group.vpc_id != vpc {
            return Err(unfit(format!("One or more security groups are not in VPC '{vpc}': '{id}'")));
        }
    }
    if named.len() > settings.quotas.interface_security_groups {
        // VPC user guide, page on quotas; code assumed.
        return Err(unfit("The limit on the number of security groups per interface has been reached"));
    }
    Ok(named.to_vec())
}

pub(super) fn make_interface(
    region: &mut Region,
    balancer: &LoadBalancer,
    subnet: &str,
) -> Result<String, Refusal> {
    let path = balancer.arn.split_once("loadbalancer/").map(|(_, path)| path).unwrap_or_default();
    let wanted = NewInterface {
        subnet_id: subnet.to_owned(),
        groups: balancer.groups.clone(),
        description: format!("ELB {path}"),
        requester: Some("amazon-elb".to_owned()),
        public: !balancer.is_internal,
        ..NewInterface::default()
    };
    create_interface(region, wanted)
}
