//! Instances as answers tell them.

use super::instance::interface_of;
use super::launch_data::write_metadata;
use super::tags::write_tags;
use super::zones::zones_of;
use crate::interface::Interface;
use crate::store::Region;
use crate::store::machine::Instance;
use crate::wire::xml::Xml;

pub(super) fn write_reservation(xml: &mut Xml, rows: &[&Instance], region: &Region) {
    xml.optional("reservationId", rows.first().map(|instance| &instance.reservation));
    xml.text("ownerId", &region.account);
    xml.list("groupSet", [0; 0], |_, _| {});
    xml.list("instancesSet", rows, |xml, instance| write_instance(xml, instance, region));
}

pub(super) fn write_state(xml: &mut Xml, (code, name): (u16, &str)) {
    xml.text("code", code);
    xml.text("name", name);
}

fn write_instance(xml: &mut Xml, instance: &Instance, region: &Region) {
    let interface = interface_of(instance, region);
    xml.text("instanceId", &instance.id);
    xml.text("imageId", &instance.image);
    xml.element("instanceState", |xml| write_state(xml, instance.state(region.now)));
    xml.optional("privateDnsName", interface.map(|interface| private_name(interface, region)));
    xml.optional("dnsName", interface.map(|interface| public_name(interface, region)));
    xml.text("reason", instance.ending.as_ref().map_or("", |ending| ending.message.as_str()));
    xml.optional("keyName", instance.key.as_ref());
    xml.text("amiLaunchIndex", instance.index);
    xml.text("instanceType", &instance.instance_type);
    xml.text("launchTime", instance.made_at);
    xml.element("placement", |xml| {
        xml.text("availabilityZone", &instance.zone);
        let zones = zones_of(&region.name).unwrap_or_default();
        xml.optional(
            "availabilityZoneId",
            zones.iter().find(|zone| zone.name == instance.zone).map(|zone| &zone.id),
        );
        xml.text("tenancy", "default");
    });
    xml.element("monitoring", |xml| {
        xml.text("state", if instance.monitoring { "enabled" } else { "disabled" });
    });
    if let Some(interface) = interface {
        xml.text("subnetId", &instance.subnet);
        xml.text("vpcId", &instance.vpc);
        xml.text("privateIpAddress", interface.address);
        xml.optional("ipAddress", interface.public.as_ref().map(|public| public.address));
        xml.text("sourceDestCheck", interface.source_dest_check);
        write_groups(xml, &interface.groups, region);
        xml.list("networkInterfaceSet", [interface], |xml, interface| {
            write_interface(xml, interface, region)
        });
    }
    if let Some(ending) = &instance.ending {
        xml.element("stateReason", |xml| {
            xml.text("code", &ending.code);
            xml.text("message", &ending.message);
        });
    }
    xml.text("architecture", &instance.architecture);
    xml.text("rootDeviceType", "ebs");
    xml.text("rootDeviceName", &instance.root_device);
    xml.list("blockDeviceMapping", &instance.volumes, |xml, (device, volume)| {
        xml.text("deviceName", device);
        xml.element("ebs", |xml| {
            xml.text("volumeId", volume);
            xml.text("status", "attached");
            xml.text("attachTime", instance.made_at);
            let kept = region.volumes.get(volume).is_some_and(|volume| !volume.delete_on_termination);
            xml.text("deleteOnTermination", !kept);
        });
    });
    xml.text("virtualizationType", "hvm");
    xml.text("hypervisor", "xen");
    xml.text("ebsOptimized", instance.ebs_optimized);
    xml.optional("clientToken", instance.token.as_ref());
    if let Some(profile) = &instance.profile {
        xml.element("iamInstanceProfile", |xml| {
            xml.text("arn", profile);
            xml.text("id", "AIPASANDBOXSANDBOXSAN");
        });
    }
    xml.element("metadataOptions", |xml| write_metadata(xml, &instance.metadata));
    write_tags(xml, &instance.tags);
}

fn write_groups(xml: &mut Xml, groups: &[String], region: &Region) {
    xml.list("groupSet", groups, |xml, id| {
        xml.text("groupId", id);
        xml.optional("groupName", region.security_groups.get(id).map(|group| &group.name));
    });
}

fn write_interface(xml: &mut Xml, interface: &Interface, region: &Region) {
    xml.text("networkInterfaceId", &interface.id);
    xml.text("subnetId", &interface.subnet_id);
    xml.text("vpcId", &interface.vpc_id);
    xml.text("description", &interface.description);
    xml.text("ownerId", &region.account);
    xml.text("status", "in-use");
    xml.text("privateIpAddress", interface.address);
    xml.text("sourceDestCheck", interface.source_dest_check);
    write_groups(xml, &interface.groups, region);
    if let Some(attachment) = &interface.attachment {
        xml.element("attachment", |xml| {
            xml.text("attachmentId", &attachment.id);
            xml.text("deviceIndex", 0);
            xml.text("status", "attached");
            xml.text("attachTime", attachment.at);
            xml.text("deleteOnTermination", attachment.delete_on_termination);
        });
    }
    if let Some(public) = &interface.public {
        xml.element("association", |xml| {
            xml.text("publicIp", public.address);
            xml.text("publicDnsName", public_name(interface, region));
            xml.text("ipOwnerId", if public.allocation_id.is_some() { &region.account } else { "amazon" });
        });
    }
}

/// `ip-10-0-1-4.ec2.internal` (VPC user guide, "DNS attributes for your VPC").
fn private_name(interface: &Interface, region: &Region) -> String {
    let dashed = interface.address.to_string().replace('.', "-");
    if region.name == "us-east-1" {
        return format!("ip-{dashed}.ec2.internal");
    }
    format!("ip-{dashed}.{}.compute.internal", region.name)
}

/// `ec2-44-192-0-1.compute-1.amazonaws.com`; empty without a public address or in a VPC without DNS hostnames.
fn public_name(interface: &Interface, region: &Region) -> String {
    let named = region.vpcs.get(&interface.vpc_id).is_some_and(|vpc| vpc.dns_support && vpc.dns_hostnames);
    let Some(public) = interface.public.as_ref().filter(|_| named) else { return String::new() };
    let dashed = public.address.to_string().replace('.', "-");
    if region.name == "us-east-1" {
        return format!("ec2-{dashed}.compute-1.amazonaws.com");
    }
    format!("ec2-{dashed}.{}.compute.amazonaws.com", region.name)
}
