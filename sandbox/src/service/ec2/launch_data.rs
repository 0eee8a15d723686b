//! What is launched, as requests give it and answers tell it: the same for launch templates and `RunInstances`.

use std::collections::BTreeMap;

use super::tags::{read_tags, refuse_tags};
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::store::Tags;
use crate::store::machine::{InterfaceData, LaunchData, Metadata, Profile, VolumeData};
use crate::wire::input::Input;
use crate::wire::xml::Xml;

/// Reads the launch parameters that stand directly in `input`: `ImageId`, `NetworkInterface.1.SubnetId` ….
pub(crate) fn read_launch_data(input: Input<'_>, settings: &Settings) -> Result<LaunchData, Refusal> {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let placement = input.structure("Placement");
    Ok(LaunchData {
        image: owned(input.optional("ImageId")),
        instance_type: owned(input.optional("InstanceType")),
        key: owned(input.optional("KeyName")),
        profile: read_profile(input)?,
        groups: input.texts("SecurityGroupId"),
        interfaces: input
            .structures("NetworkInterface")
            .into_iter()
            .map(read_interface)
            .collect::<Result<_, _>>()?,
        volumes: input
            .structures("BlockDeviceMapping")
            .into_iter()
            .map(read_volume)
            .collect::<Result<_, _>>()?,
        metadata: input.structure("MetadataOptions").map(read_metadata).transpose()?,
        monitoring: input.structure("Monitoring").map(|inside| inside.flag("Enabled")).transpose()?.flatten(),
        ebs_optimized: input.flag("EbsOptimized")?,
        user_data: owned(input.optional("UserData")),
        tags: read_tags_by_type(input, settings)?,
        credits: input
            .structure("CreditSpecification")
            .and_then(|inside| owned(inside.optional("CpuCredits"))),
        termination_protection: input.flag("DisableApiTermination")?,
        shutdown: owned(input.optional("InstanceInitiatedShutdownBehavior")),
        zone: placement.and_then(|inside| owned(inside.optional("AvailabilityZone"))),
    })
}

fn read_profile(input: Input<'_>) -> Result<Option<Profile>, Refusal> {
    let Some(inside) = input.structure("IamInstanceProfile") else { return Ok(None) };
    match (inside.optional("Arn"), inside.optional("Name")) {
        (Some(_), Some(_)) => {
            // Words of EC2 as quoted in terraform-provider-aws issues on aws_launch_template.
            let message = "The parameter 'iamInstanceProfile.name' may not be used in combination with 'iamInstanceProfile.arn'";
            Err(Refusal::combination(message))
        }
        (Some(arn), None) => Ok(Some(Profile::Arn(arn.to_owned()))),
        (None, Some(name)) => Ok(Some(Profile::Name(name.to_owned()))),
        (None, None) => Ok(None),
    }
}

fn read_interface(input: Input<'_>) -> Result<InterfaceData, Refusal> {
    Ok(InterfaceData {
        device: input.number("DeviceIndex")?,
        public_address: input.flag("AssociatePublicIpAddress")?,
        delete_on_termination: input.flag("DeleteOnTermination")?,
        description: input.optional("Description").map(str::to_owned),
        groups: input.texts("SecurityGroupId"),
        subnet: input.optional("SubnetId").map(str::to_owned),
    })
}

fn read_volume(input: Input<'_>) -> Result<VolumeData, Refusal> {
    let device = input.text("DeviceName")?.to_owned();
    let Some(ebs) = input.structure("Ebs") else { return Ok(VolumeData { device, ..VolumeData::default() }) };
    Ok(VolumeData {
        device,
        size: ebs.number("VolumeSize")?,
        volume_type: ebs.optional("VolumeType").map(str::to_owned),
        iops: ebs.number("Iops")?,
        throughput: ebs.number("Throughput")?,
        encrypted: ebs.flag("Encrypted")?,
        delete_on_termination: ebs.flag("DeleteOnTermination")?,
        snapshot: ebs.optional("SnapshotId").map(str::to_owned),
    })
}

/// Reads the options of the metadata service that stand directly in `input`.
pub(crate) fn read_metadata(input: Input<'_>) -> Result<Metadata, Refusal> {
    let one_of = |name: &str, words: [&str; 2]| match input.optional(name) {
        Some(word) if !words.contains(&word) => {
            // EC2 API reference, InstanceMetadataOptionsRequest: the valid values.
            Err(Refusal::value(format!("Value ({word}) for parameter {name} is invalid")))
        }
        word => Ok(word.map(str::to_owned)),
    };
    let metadata = Metadata {
        tokens: one_of("HttpTokens", ["optional", "required"])?,
        hop_limit: input.number("HttpPutResponseHopLimit")?,
        endpoint: one_of("HttpEndpoint", ["enabled", "disabled"])?,
        tags: one_of("InstanceMetadataTags", ["enabled", "disabled"])?,
    };
    // EC2 API reference, InstanceMetadataOptionsRequest: 1 to 64.
    if let Some(hops) = metadata.hop_limit.filter(|hops| !(1..=64).contains(hops)) {
        return Err(Refusal::value(format!(
            "Value ({hops}) for parameter HttpPutResponseHopLimit is invalid"
        )));
    }
    Ok(metadata)
}

fn read_tags_by_type(input: Input<'_>, settings: &Settings) -> Result<BTreeMap<String, Tags>, Refusal> {
    let mut by_type = BTreeMap::new();
    for specification in input.structures("TagSpecification") {
        let resource = specification.text("ResourceType")?;
        // EC2 API reference, LaunchTemplateTagSpecificationRequest: what a launch can tag.
        if !["instance", "volume", "network-interface", "spot-instances-request"].contains(&resource) {
            let message = format!("'{resource}' is not a valid taggable resource type for this operation.");
            return Err(Refusal::value(message));
        }
        let tags: Tags = read_tags(specification)?
            .into_iter()
            .map(|(key, value)| (key, value.unwrap_or_default()))
            .collect();
        refuse_tags(&tags, settings)?;
        if by_type.insert(resource.to_owned(), tags).is_some() {
            // Assumed code; EC2 answers that a resource type stands once.
            return Err(Refusal::value(format!(
                "Tag specification for resource type '{resource}' is repeated"
            )));
        }
    }
    Ok(by_type)
}

/// Refuses user data that is no base64, or more than 16 KiB behind it (EC2 user guide, "Run commands at launch").
pub(crate) fn refuse_user_data(text: Option<&str>, code: &'static str) -> Result<(), Refusal> {
    let Some(text) = text else { return Ok(()) };
    let bytes = decoded_length(text);
    let bytes = bytes.ok_or_else(|| Refusal::new(code, "Invalid BASE64 encoding of user data."))?;
    if bytes > 16_384 {
        return Err(Refusal::new(code, "User data is limited to 16384 bytes"));
    }
    Ok(())
}

/// How many bytes a base64 text stands for; none if it is no base64.
fn decoded_length(text: &str) -> Option<usize> {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    let plain = digits.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(&byte));
    (plain && padding <= 2 && text.len().is_multiple_of(4)).then(|| digits.len() * 3 / 4)
}

impl LaunchData {
    /// This with everything that `over` gives: what a request says beside a template wins, field by field.
    ///
    /// EC2 API reference, RunInstances, LaunchTemplate: "Any additional parameters that you specify … overwrite the
    /// same parameters in the launch template"; lists are replaced whole, tags by their type.
    pub(crate) fn overridden_by(mut self, over: LaunchData) -> LaunchData {
        fn list<T>(below: Vec<T>, over: Vec<T>) -> Vec<T> {
            if over.is_empty() { below } else { over }
        }
        self.tags.extend(over.tags);
        LaunchData {
            image: over.image.or(self.image),
            instance_type: over.instance_type.or(self.instance_type),
            key: over.key.or(self.key),
            profile: over.profile.or(self.profile),
            groups: list(self.groups, over.groups),
            interfaces: list(self.interfaces, over.interfaces),
            volumes: list(self.volumes, over.volumes),
            metadata: over.metadata.or(self.metadata),
            monitoring: over.monitoring.or(self.monitoring),
            ebs_optimized: over.ebs_optimized.or(self.ebs_optimized),
            user_data: over.user_data.or(self.user_data),
            tags: self.tags,
            credits: over.credits.or(self.credits),
            termination_protection: over.termination_protection.or(self.termination_protection),
            shutdown: over.shutdown.or(self.shutdown),
            zone: over.zone.or(self.zone),
        }
    }
}

/// Writes the inside of `<launchTemplateData>`.
pub(crate) fn write_launch_data(xml: &mut Xml, data: &LaunchData) {
    xml.optional("imageId", data.image.as_ref());
    xml.optional("instanceType", data.instance_type.as_ref());
    xml.optional("keyName", data.key.as_ref());
    if let Some(profile) = &data.profile {
        xml.element("iamInstanceProfile", |xml| match profile {
            Profile::Name(name) => xml.text("name", name),
            Profile::Arn(arn) => xml.text("arn", arn),
        });
    }
    if !data.groups.is_empty() {
        xml.texts("securityGroupIdSet", &data.groups);
    }
    if !data.interfaces.is_empty() {
        xml.list("networkInterfaceSet", &data.interfaces, write_interface);
    }
    if !data.volumes.is_empty() {
        xml.list("blockDeviceMappingSet", &data.volumes, write_volume);
    }
    if let Some(metadata) = &data.metadata {
        xml.element("metadataOptions", |xml| write_metadata(xml, metadata));
    }
    if let Some(enabled) = data.monitoring {
        xml.element("monitoring", |xml| xml.text("enabled", enabled));
    }
    xml.optional("ebsOptimized", data.ebs_optimized);
    xml.optional("userData", data.user_data.as_ref());
    if !data.tags.is_empty() {
        xml.list("tagSpecificationSet", &data.tags, |xml, (resource, tags)| {
            xml.text("resourceType", resource);
            super::tags::write_tags(xml, tags);
        });
    }
    if let Some(credits) = &data.credits {
        xml.element("creditSpecification", |xml| xml.text("cpuCredits", credits));
    }
    xml.optional("disableApiTermination", data.termination_protection);
    xml.optional("instanceInitiatedShutdownBehavior", data.shutdown.as_ref());
    if let Some(zone) = &data.zone {
        xml.element("placement", |xml| xml.text("availabilityZone", zone));
    }
}

fn write_interface(xml: &mut Xml, interface: &InterfaceData) {
    xml.optional("deviceIndex", interface.device);
    xml.optional("associatePublicIpAddress", interface.public_address);
    xml.optional("deleteOnTermination", interface.delete_on_termination);
    xml.optional("description", interface.description.as_ref());
    xml.optional("subnetId", interface.subnet.as_ref());
    if !interface.groups.is_empty() {
        // The one list whose elements are named after what they hold (EC2's API model: locationName `groupId`).
        xml.element("groupSet", |xml| interface.groups.iter().for_each(|group| xml.text("groupId", group)));
    }
}

fn write_volume(xml: &mut Xml, volume: &VolumeData) {
    xml.text("deviceName", &volume.device);
    xml.element("ebs", |xml| {
        xml.optional("volumeSize", volume.size);
        xml.optional("volumeType", volume.volume_type.as_ref());
        xml.optional("iops", volume.iops);
        xml.optional("throughput", volume.throughput);
        xml.optional("encrypted", volume.encrypted);
        xml.optional("deleteOnTermination", volume.delete_on_termination);
        xml.optional("snapshotId", volume.snapshot.as_ref());
    });
}

/// Writes the inside of `<metadataOptions>`.
pub(crate) fn write_metadata(xml: &mut Xml, metadata: &Metadata) {
    xml.text("state", "applied");
    xml.optional("httpTokens", metadata.tokens.as_ref());
    xml.optional("httpPutResponseHopLimit", metadata.hop_limit);
    xml.optional("httpEndpoint", metadata.endpoint.as_ref());
    xml.optional("instanceMetadataTags", metadata.tags.as_ref());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_request_says_beside_a_template_wins_field_by_field() {
        let text = |text: &str| Some(text.to_owned());
        let template = LaunchData {
            image: text("ami-1"),
            instance_type: text("t3.small"),
            groups: vec!["sg-1".to_owned()],
            tags: BTreeMap::from([("volume".to_owned(), Tags::new())]),
            ..LaunchData::default()
        };
        let request = LaunchData {
            instance_type: text("t3.nano"),
            tags: BTreeMap::from([("instance".to_owned(), Tags::new())]),
            ..LaunchData::default()
        };
        let merged = template.overridden_by(request);
        assert_eq!((merged.image, merged.instance_type), (text("ami-1"), text("t3.nano")));
        assert_eq!(merged.groups, ["sg-1"]);
        assert_eq!(merged.tags.len(), 2);
    }

    #[test]
    fn user_data_is_measured_behind_its_base64() {
        for (text, bytes) in
            [("", Some(0)), ("YQ==", Some(1)), ("YWI=", Some(2)), ("YWJj", Some(3)), ("YWJ", None)]
        {
            assert_eq!(decoded_length(text), bytes, "{text}");
        }
        assert_eq!(decoded_length("#!/bin/sh"), None);
        let most = "YWJj".repeat(16_384 / 3) + "YQ==";
        assert_eq!(refuse_user_data(Some(&most), "X"), Ok(()));
        assert!(refuse_user_data(Some(&("YWJj".repeat(16_384 / 3) + "YWI=")), "X").is_err());
    }
}
