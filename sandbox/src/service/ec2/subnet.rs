//! Subnets.

use std::collections::BTreeSet;

use super::tags::{read_tag_specifications, write_tags};
use super::zones::{Zone, zones_of};
use crate::cidr::Block;
use crate::filter::{Field, Listing, list};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::store::network::{Subnet, Vpc};
use crate::store::{Region, Tags, find, find_mut};
use crate::wire::answer::Answer;
use crate::wire::xml::Xml;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("CreateSubnet", create_subnet),
    Operation::read("DescribeSubnets", describe_subnets),
    Operation::write("ModifySubnetAttribute", modify_subnet_attribute),
    Operation::write("DeleteSubnet", delete_subnet),
];

fn create_subnet(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let vpc_id = call.input.text("VpcId")?;
    let block = super::vpc::read_block(call.input.text("CidrBlock")?, "cidrBlock")?;
    let (zone_name, zone_id) =
        (call.input.optional("AvailabilityZone"), call.input.optional("AvailabilityZoneId"));
    let tags = read_tag_specifications::<Subnet>(call)?;
    call.begin()?;

    let vpc = find::<Vpc>(call.region, vpc_id)?;
    let zone = find_zone(&call.region.name, zone_name, zone_id)?;
    // VPC user guide, "Subnet sizing": /16 to /28, inside one of the VPC's blocks.
    let now = call.region.now;
    let inside = vpc.blocks.iter().any(|outer| outer.is_associated(now) && outer.block.covers(block));
    if !(16..=28).contains(&block.length()) || !inside {
        return Err(Refusal::new("InvalidSubnet.Range", format!("The CIDR '{block}' is invalid.")));
    }
    let siblings = || call.region.subnets.values().filter(|subnet| subnet.vpc_id == vpc_id);
    // The same page: "the CIDR blocks of the subnets cannot overlap".
    if siblings().any(|subnet| subnet.block.overlaps(block)) {
        return Err(Refusal::new(
            "InvalidSubnet.Conflict",
            format!("The CIDR '{block}' conflicts with another subnet"),
        ));
    }
    // VPC user guide, page on quotas.
    if siblings().count() >= call.settings.quotas.subnets {
        return Err(Refusal::new("SubnetLimitExceeded", "The maximum number of subnets has been reached."));
    }
    let id = make_subnet(call.region, vpc_id, block, zone.name, tags);
    let subnet = call.region.subnets.get(&id);
    Ok(Answer::ec2(|xml| {
        xml.element("subnet", |xml| {
            subnet.into_iter().for_each(|subnet| write_subnet(xml, subnet, call.region))
        });
    }))
}

pub(super) fn make_subnet(
    region: &mut Region,
    vpc_id: &str,
    block: Block,
    zone: String,
    tags: Tags,
) -> String {
    let id = region.new_id("subnet");
    let subnet = Subnet {
        id: id.clone(),
        made_at: region.now,
        vpc_id: vpc_id.to_owned(),
        block,
        zone,
        default_for_zone: false,
        public_addresses: false,
        taken: BTreeSet::new(),
        tags,
    };
    region.subnets.insert(id.clone(), subnet);
    id
}

/// The zone by name or id; the region's first if none is named (EC2 API reference: "Amazon Web Services selects one").
fn find_zone(region: &str, name: Option<&str>, id: Option<&str>) -> Result<Zone, Refusal> {
    let zones = zones_of(region).unwrap_or_default();
    let names: Vec<&str> = zones.iter().map(|zone| zone.name.as_str()).collect();
    let wanted = name.or(id);
    // EC2 API reference, CreateSubnet; the words are those that EC2 answers.
    let message = format!(
        "Value ({}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: {}.",
        wanted.unwrap_or_default(),
        names.join(", ")
    );
    let fits = |zone: &Zone| name.is_none_or(|name| zone.name == name) && id.is_none_or(|id| zone.id == id);
    zones.into_iter().find(fits).ok_or_else(|| Refusal::value(message))
}

/// EC2 API reference, DescribeSubnets.
const FIELDS: &[Field<Subnet>] = &[
    ("availability-zone", |subnet, _| vec![subnet.zone.clone()]),
    ("availabilityZone", |subnet, _| vec![subnet.zone.clone()]),
    ("availability-zone-id", |subnet, region| vec![zone_id(subnet, region)]),
    ("available-ip-address-count", |subnet, _| vec![subnet.free_addresses().to_string()]),
    ("cidr", |subnet, _| vec![subnet.block.to_string()]),
    ("cidr-block", |subnet, _| vec![subnet.block.to_string()]),
    ("cidrBlock", |subnet, _| vec![subnet.block.to_string()]),
    ("default-for-az", |subnet, _| vec![subnet.default_for_zone.to_string()]),
    ("map-public-ip-on-launch", |subnet, _| vec![subnet.public_addresses.to_string()]),
    ("owner-id", |_, region| vec![region.account.clone()]),
    ("state", |_, _| vec!["available".to_owned()]),
    ("subnet-id", |subnet, _| vec![subnet.id.clone()]),
    ("vpc-id", |subnet, _| vec![subnet.vpc_id.clone()]),
];

fn describe_subnets(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let listed = list(call, &Listing { ids: "SubnetId", fields: FIELDS, page: Some((5, 1000)) })?;
    Ok(Answer::ec2(|xml| {
        xml.list("subnetSet", &listed.rows, |xml, subnet| write_subnet(xml, subnet, call.region));
        xml.optional("nextToken", listed.next.as_ref());
    }))
}

fn modify_subnet_attribute(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let id = call.input.text("SubnetId")?;
    let public =
        call.input.structure("MapPublicIpOnLaunch").map(|value| value.flag("Value")).transpose()?.flatten();
    call.begin()?;

    let subnet = find_mut::<Subnet>(call.region, id)?;
    // EC2 API reference, ModifySubnetAttribute: one attribute at a time; none is refused: assumed.
    subnet.public_addresses = public.ok_or_else(|| Refusal::combination("No attributes specified."))?;
    Ok(Answer::done())
}

fn delete_subnet(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let id = call.input.text("SubnetId")?;
    call.begin()?;

    find::<Subnet>(call.region, id)?;
    // EC2 API reference, DeleteSubnet: "You must terminate all running instances in the subnet before you can delete
    // it"; what counts is an interface, whosever it is.
    if call.region.interfaces.values().any(|interface| interface.subnet_id == id) {
        return Err(Refusal::dependency(format!(
            "The subnet '{id}' has dependencies and cannot be deleted."
        )));
    }
    call.region.subnets.remove(id);
    for table in call.region.route_tables.values_mut() {
        table.associations.retain(|association| association.subnet_id.as_deref() != Some(id));
    }
    Ok(Answer::done())
}

fn zone_id(subnet: &Subnet, region: &Region) -> String {
    let zones = zones_of(&region.name).unwrap_or_default();
    zones.into_iter().find(|zone| zone.name == subnet.zone).map(|zone| zone.id).unwrap_or_default()
}

fn write_subnet(xml: &mut Xml, subnet: &Subnet, region: &Region) {
    xml.text("subnetId", &subnet.id);
    xml.text("subnetArn", region.arn("ec2", &format!("subnet/{}", subnet.id)));
    xml.text("state", "available");
    xml.text("ownerId", &region.account);
    xml.text("vpcId", &subnet.vpc_id);
    xml.text("cidrBlock", subnet.block);
    xml.element("ipv6CidrBlockAssociationSet", |_| {});
    xml.text("availableIpAddressCount", subnet.free_addresses());
    xml.text("availabilityZone", &subnet.zone);
    xml.text("availabilityZoneId", zone_id(subnet, region));
    xml.text("defaultForAz", subnet.default_for_zone);
    xml.text("mapPublicIpOnLaunch", subnet.public_addresses);
    xml.text("assignIpv6AddressOnCreation", false);
    xml.text("mapCustomerOwnedIpOnLaunch", false);
    xml.text("enableDns64", false);
    xml.text("ipv6Native", false);
    xml.element("privateDnsNameOptionsOnLaunch", |xml| {
        xml.text("hostnameType", "ip-name");
        xml.text("enableResourceNameDnsARecord", false);
        xml.text("enableResourceNameDnsAAAARecord", false);
    });
    write_tags(xml, &subnet.tags);
}
