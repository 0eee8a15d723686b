//! Network interfaces, to be looked at: what makes and removes them is their owners' business.

use super::tags::write_tags;
use crate::filter::{Field, Listing, list};
use crate::interface::{Interface, PublicAddress};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::store::{Region, find};
use crate::wire::answer::Answer;
use crate::wire::xml::Xml;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::read("DescribeNetworkInterfaces", describe_network_interfaces),
    Operation::write("DeleteNetworkInterface", delete_network_interface),
];

/// EC2 API reference, DescribeNetworkInterfaces.
const FIELDS: &[Field<Interface>] = &[
    ("addresses.private-ip-address", |interface, _| vec![interface.address.to_string()]),
    ("association.allocation-id", |interface, _| {
        interface.public.iter().filter_map(|public| public.allocation_id.clone()).collect()
    }),
    ("association.public-ip", |interface, _| {
        interface.public.iter().map(|public| public.address.to_string()).collect()
    }),
    ("attachment.attachment-id", |interface, _| {
        interface.attachment.iter().map(|attachment| attachment.id.clone()).collect()
    }),
    ("attachment.instance-id", |interface, _| {
        interface.attachment.iter().filter_map(|attachment| attachment.instance_id.clone()).collect()
    }),
    ("attachment.instance-owner-id", |interface, _| {
        interface.attachment.iter().map(|attachment| attachment.owner.clone()).collect()
    }),
    ("attachment.status", |interface, _| {
        interface.attachment.iter().map(|_| "attached".to_owned()).collect()
    }),
    ("availability-zone", |interface, region| vec![zone(interface, region)]),
    ("description", |interface, _| vec![interface.description.clone()]),
    ("group-id", |interface, _| interface.groups.clone()),
    ("group-name", |interface, region| {
        let names = interface.groups.iter().filter_map(|id| region.security_groups.get(id));
        names.map(|group| group.name.clone()).collect()
    }),
    ("interface-type", |interface, _| vec![interface.interface_type.clone()]),
    ("network-interface-id", |interface, _| vec![interface.id.clone()]),
    ("owner-id", |_, region| vec![region.account.clone()]),
    ("private-ip-address", |interface, _| vec![interface.address.to_string()]),
    ("requester-id", |interface, _| interface.requester.iter().cloned().collect()),
    ("requester-managed", |interface, _| vec![interface.requester.is_some().to_string()]),
    ("status", |interface, _| vec![status(interface).to_owned()]),
    ("subnet-id", |interface, _| vec![interface.subnet_id.clone()]),
    ("vpc-id", |interface, _| vec![interface.vpc_id.clone()]),
];

fn describe_network_interfaces(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let listed = list(call, &Listing { ids: "NetworkInterfaceId", fields: FIELDS, page: Some((5, 1000)) })?;
    Ok(Answer::ec2(|xml| {
        xml.list("networkInterfaceSet", &listed.rows, |xml, interface| {
            write_interface(xml, interface, call.region)
        });
        xml.optional("nextToken", listed.next.as_ref());
    }))
}

fn delete_network_interface(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let id = call.input.text("NetworkInterfaceId")?;
    call.begin()?;

    // EC2 API reference, error codes: "If a network interface is in use, you may also receive InvalidParameterValue";
    // the words are those that EC2 answers.
    if find::<Interface>(call.region, id)?.attachment.is_some() {
        return Err(Refusal::value(format!("Network interface '{id}' is currently in use.")));
    }
    crate::interface::delete_interface(call.region, id);
    Ok(Answer::done())
}

fn zone(interface: &Interface, region: &Region) -> String {
    region.subnets.get(&interface.subnet_id).map(|subnet| subnet.zone.clone()).unwrap_or_default()
}

fn status(interface: &Interface) -> &'static str {
    if interface.attachment.is_some() { "in-use" } else { "available" }
}

fn write_interface(xml: &mut Xml, interface: &Interface, region: &Region) {
    xml.text("networkInterfaceId", &interface.id);
    xml.text("subnetId", &interface.subnet_id);
    xml.text("vpcId", &interface.vpc_id);
    xml.text("availabilityZone", zone(interface, region));
    xml.text("description", &interface.description);
    xml.text("ownerId", &region.account);
    xml.optional("requesterId", interface.requester.as_ref());
    xml.text("requesterManaged", interface.requester.is_some());
    xml.text("status", status(interface));
    xml.text("interfaceType", &interface.interface_type);
    xml.text("privateIpAddress", interface.address);
    xml.text("sourceDestCheck", interface.source_dest_check);
    xml.list("groupSet", &interface.groups, |xml, id| {
        xml.text("groupId", id);
        xml.optional("groupName", region.security_groups.get(id).map(|group| &group.name));
    });
    if let Some(attachment) = &interface.attachment {
        xml.element("attachment", |xml| {
            xml.text("attachmentId", &attachment.id);
            xml.optional("instanceId", attachment.instance_id.as_ref());
            xml.text("instanceOwnerId", &attachment.owner);
            xml.text("deviceIndex", if attachment.instance_id.is_some() { 0 } else { 1 });
            xml.text("status", "attached");
            xml.text("attachTime", attachment.at);
            xml.text("deleteOnTermination", attachment.delete_on_termination);
        });
    }
    if let Some(public) = &interface.public {
        xml.element("association", |xml| write_association(xml, public, region));
    }
    xml.list("privateIpAddressesSet", [interface], |xml, interface| {
        xml.text("privateIpAddress", interface.address);
        xml.text("primary", true);
        if let Some(public) = &interface.public {
            xml.element("association", |xml| write_association(xml, public, region));
        }
    });
    write_tags(xml, &interface.tags);
}

fn write_association(xml: &mut Xml, public: &PublicAddress, region: &Region) {
    xml.text("publicIp", public.address);
    let owner = if public.allocation_id.is_some() { region.account.as_str() } else { "amazon" };
    xml.text("ipOwnerId", owner);
    if let Some(id) = &public.allocation_id {
        xml.text("allocationId", id);
        let association = region.elastic_addresses.get(id).and_then(|row| row.association.as_ref());
        xml.optional("associationId", association.map(|association| &association.id));
    }
}
