//! Elastic addresses.

use super::tags::{read_tag_specifications, write_tags};
use crate::filter::{Field, Listing, list};
use crate::interface::{Interface, PublicAddress};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::routing::internet_gateway_of;
use crate::store::network::{AddressAssociation, ElasticAddress};
use crate::store::{Region, find};
use crate::wire::answer::Answer;
use crate::wire::xml::Xml;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("AllocateAddress", allocate_address),
    Operation::read("DescribeAddresses", describe_addresses),
    Operation::write("AssociateAddress", associate_address),
    Operation::write("DisassociateAddress", disassociate_address),
    Operation::write("ReleaseAddress", release_address),
];

fn allocate_address(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let domain = call.input.optional("Domain").unwrap_or("vpc");
    let tags = read_tag_specifications::<ElasticAddress>(call)?;
    call.begin()?;

    // EC2 API reference, AllocateAddress, the values of `Domain`; EC2-Classic is no more.
    if domain != "vpc" {
        return Err(Refusal::value(format!("Value ({domain}) for parameter domain is invalid.")));
    }
    // EC2 user guide, "Elastic IP address quota".
    if call.region.elastic_addresses.len() >= call.settings.quotas.elastic_addresses {
        let message = "The maximum number of addresses has been reached.";
        return Err(Refusal::new("AddressLimitExceeded", message));
    }
    let id = call.region.new_id("eipalloc");
    let address = call.region.new_public_address();
    let made_at = call.now();
    let row = ElasticAddress { id: id.clone(), made_at, address, association: None, tags };
    call.region.elastic_addresses.insert(id.clone(), row);
    let border = &call.region.name;
    Ok(Answer::ec2(|xml| {
        xml.text("publicIp", address);
        xml.text("allocationId", &id);
        xml.text("publicIpv4Pool", "amazon");
        xml.text("domain", "vpc");
        xml.text("networkBorderGroup", border);
    }))
}

/// EC2 API reference, DescribeAddresses.
const FIELDS: &[Field<ElasticAddress>] = &[
    ("allocation-id", |row, _| vec![row.id.clone()]),
    ("association-id", |row, _| row.association.iter().map(|association| association.id.clone()).collect()),
    ("domain", |_, _| vec!["vpc".to_owned()]),
    ("instance-id", |row, region| {
        let attachment = holder(row, region).and_then(|interface| interface.attachment.as_ref());
        attachment.and_then(|attachment| attachment.instance_id.clone()).into_iter().collect()
    }),
    ("network-border-group", |_, region| vec![region.name.clone()]),
    ("network-interface-id", |row, _| {
        row.association.iter().map(|association| association.interface_id.clone()).collect()
    }),
    ("network-interface-owner-id", |row, region| {
        row.association.iter().map(|_| region.account.clone()).collect()
    }),
    ("private-ip-address", |row, region| {
        holder(row, region).map(|interface| interface.address.to_string()).into_iter().collect()
    }),
    ("public-ip", |row, _| vec![row.address.to_string()]),
];

fn describe_addresses(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let listed = list(call, &Listing { ids: "AllocationId", fields: FIELDS, page: None })?;
    Ok(Answer::ec2(|xml| {
        xml.list("addressesSet", &listed.rows, |xml, row| write_address(xml, row, call.region));
    }))
}

fn associate_address(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let (id, interface_id) = (call.input.text("AllocationId")?, call.input.text("NetworkInterfaceId")?);
    let again = call.input.flag("AllowReassociation")?.unwrap_or(false);
    call.begin()?;

    let row = find::<ElasticAddress>(call.region, id)?;
    let interface = find::<Interface>(call.region, interface_id)?;
    // EC2 API reference, AssociateAddress and error codes; the words are those that EC2 answers.
    if internet_gateway_of(call.region, &interface.vpc_id).is_none() {
        let message = format!("Network {} is not attached to any internet gateway", interface.vpc_id);
        return Err(Refusal::new("Gateway.NotAttached", message));
    }
    let held = row.association.as_ref();
    if held.is_some_and(|association| association.interface_id != interface_id) && !again {
        let message = format!(
            "resource {id} is already associated with associate-id {}",
            held.map_or("", |held| &held.id)
        );
        return Err(Refusal::new("Resource.AlreadyAssociated", message));
    }
    let address = row.address;
    release_from_interface(call.region, id);
    let association_id = associate(call.region, id, interface_id);
    if let Some(interface) = call.region.interfaces.get_mut(interface_id) {
        interface.public = Some(PublicAddress { address, allocation_id: Some(id.to_owned()) });
    }
    Ok(Answer::ec2(|xml| {
        xml.text("return", true);
        xml.text("associationId", &association_id);
    }))
}

fn disassociate_address(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let association_id = call.input.text("AssociationId")?;
    call.begin()?;

    let row = call
        .region
        .elastic_addresses
        .values()
        .find(|row| row.association.as_ref().is_some_and(|association| association.id == association_id));
    let Some(row) = row else {
        // EC2 API reference, error codes.
        let message = format!("The association ID '{association_id}' does not exist");
        return Err(Refusal::new("InvalidAssociationID.NotFound", message));
    };
    if holder(row, call.region).is_some_and(|interface| interface.interface_type != "interface") {
        // VPC user guide, "NAT gateways": the address of a NAT gateway stays; code as EC2 has it.
        let message = "You do not have permission to access the specified resource.";
        return Err(Refusal::new("AuthFailure", message));
    }
    let id = row.id.clone();
    release_from_interface(call.region, &id);
    Ok(Answer::done())
}

fn release_address(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let id = call.input.text("AllocationId")?;
    call.begin()?;

    let row = find::<ElasticAddress>(call.region, id)?;
    if row.association.is_some() {
        // EC2 API reference, error codes: "If you are trying to release an address, you must first disassociate it".
        return Err(Refusal::new("InvalidIPAddress.InUse", format!("Address {} is in use.", row.address)));
    }
    call.region.elastic_addresses.remove(id);
    Ok(Answer::done())
}

/// Enters that an address is used by an interface; gives the association's id.
pub(super) fn associate(region: &mut Region, id: &str, interface_id: &str) -> String {
    let association_id = region.new_id("eipassoc");
    if let Some(row) = region.elastic_addresses.get_mut(id) {
        let association =
            AddressAssociation { id: association_id.clone(), interface_id: interface_id.to_owned() };
        row.association = Some(association);
    }
    association_id
}

/// Takes an address from the interface that has it.
fn release_from_interface(region: &mut Region, id: &str) {
    let Some(row) = region.elastic_addresses.get_mut(id) else { return };
    let Some(association) = row.association.take() else { return };
    if let Some(interface) = region.interfaces.get_mut(&association.interface_id) {
        interface.public = None;
    }
}

fn holder<'a>(row: &ElasticAddress, region: &'a Region) -> Option<&'a Interface> {
    region.interfaces.get(&row.association.as_ref()?.interface_id)
}

fn write_address(xml: &mut Xml, row: &ElasticAddress, region: &Region) {
    xml.text("publicIp", row.address);
    xml.text("allocationId", &row.id);
    xml.text("domain", "vpc");
    xml.text("publicIpv4Pool", "amazon");
    xml.text("networkBorderGroup", &region.name);
    if let (Some(association), Some(interface)) = (&row.association, holder(row, region)) {
        xml.text("associationId", &association.id);
        xml.text("networkInterfaceId", &interface.id);
        xml.text("networkInterfaceOwnerId", &region.account);
        xml.text("privateIpAddress", interface.address);
        let attachment = interface.attachment.as_ref();
        xml.optional("instanceId", attachment.and_then(|attachment| attachment.instance_id.as_ref()));
    }
    write_tags(xml, &row.tags);
}
