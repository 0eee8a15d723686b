//! What a machine is made of: the attributes that launch templates and instances share.

use aws_sdk_ec2::types::{
    HttpTokensState, InstanceMetadataEndpointState, LaunchTemplateBlockDeviceMappingRequest,
    LaunchTemplateEbsBlockDeviceRequest, LaunchTemplateHttpTokensState,
    LaunchTemplateIamInstanceProfileSpecificationRequest, LaunchTemplateInstanceMetadataOptionsRequest,
    LaunchTemplateInstanceNetworkInterfaceSpecificationRequest, LaunchTemplateTagSpecificationRequest,
    LaunchTemplatesMonitoringRequest, RequestLaunchTemplateData, ResourceType, ResponseLaunchTemplateData,
    VolumeType,
};

use super::attribute::{Attributes, Read, Value, attributes};
use super::ec2::tags_of;
use super::state::Tags;
use crate::error::Error;

pub(super) const IMAGE: &str = "image_id";
pub(super) const TYPE: &str = "instance_type";
pub(super) const KEY: &str = "key_name";
pub(super) const PROFILE: &str = "instance_profile";
pub(super) const GROUPS: &str = "security_groups";
pub(super) const PUBLIC: &str = "public_address";
pub(super) const HOPS: &str = "metadata_hop_limit";
pub(super) const MONITORING: &str = "detailed_monitoring";
pub(super) const DEVICE: &str = "root_device";
pub(super) const VOLUME_TYPE: &str = "root_volume_type";
pub(super) const VOLUME_SIZE: &str = "root_volume_size";
pub(super) const USER_DATA: &str = "user_data";
pub(super) const TAGS: &str = "machine_tags";

/// A machine as it is declared, with everything known but references.
#[derive(Clone, Debug)]
pub(crate) struct Machine {
    /// The image.
    pub image: Value,
    /// The instance type.
    pub instance_type: String,
    /// The name of a key pair.
    pub key_pair: Option<String>,
    /// The name of an instance profile.
    pub instance_profile: Option<String>,
    /// The groups that it wears.
    pub groups: Vec<Value>,
    /// Whether it has a public address; `None` leaves it to the subnet.
    pub public_address: Option<bool>,
    /// Hops that a metadata answer may take.
    pub hop_limit: u32,
    /// Metrics each minute.
    pub detailed_monitoring: bool,
    /// The root volume: device name, type and GiB.
    pub root_volume: Option<(Value, String, u32)>,
    /// The script of its first boot, rendered.
    pub user_data: Option<Value>,
}

/// The attributes of a machine. `tags` are those of the instances and volumes that are made of it.
pub(crate) fn desired(machine: Machine, tags: Attributes) -> Attributes {
    let mut wanted = attributes([
        (IMAGE, machine.image),
        (TYPE, machine.instance_type.into()),
        (GROUPS, Value::List(machine.groups)),
        (HOPS, machine.hop_limit.into()),
        (MONITORING, machine.detailed_monitoring.into()),
        (TAGS, Value::Map(tags)),
    ]);
    let mut add =
        |name: &str, value: Option<Value>| wanted.extend(value.map(|value| (name.to_owned(), value)));
    add(KEY, machine.key_pair.map(Value::from));
    add(PROFILE, machine.instance_profile.map(Value::from));
    add(PUBLIC, machine.public_address.map(Value::from));
    add(USER_DATA, machine.user_data);
    if let Some((device, kind, size)) = machine.root_volume {
        add(DEVICE, Some(device));
        add(VOLUME_TYPE, Some(kind.into()));
        add(VOLUME_SIZE, Some(size.into()));
    }
    wanted
}

/// The ids that a machine's request names, which may be new.
pub(super) fn named_by(machine: &Attributes) -> Result<Vec<String>, Error> {
    Ok(machine.texts(GROUPS)?)
}

/// A machine as a launch template takes it.
pub(super) fn template_data(machine: &Attributes) -> Result<RequestLaunchTemplateData, Error> {
    let metadata = LaunchTemplateInstanceMetadataOptionsRequest::builder()
        .http_tokens(LaunchTemplateHttpTokensState::Required)
        .http_put_response_hop_limit(machine.number(HOPS)?)
        .build();
    let mut data = RequestLaunchTemplateData::builder()
        .image_id(machine.text(IMAGE)?)
        .instance_type(machine.text(TYPE)?.into())
        .set_key_name(machine.maybe_text(KEY)?.map(str::to_owned))
        .set_user_data(machine.maybe_text(USER_DATA)?.map(encode))
        .metadata_options(metadata)
        .monitoring(LaunchTemplatesMonitoringRequest::builder().enabled(machine.flag(MONITORING)?).build());
    if let Some(profile) = machine.maybe_text(PROFILE)? {
        data = data.iam_instance_profile(
            LaunchTemplateIamInstanceProfileSpecificationRequest::builder().name(profile).build(),
        );
    }
    // Groups stand in the network interface where the address is chosen: AWS refuses them in both places.
    match machine.maybe_flag(PUBLIC)? {
        None => data = data.set_security_group_ids(Some(machine.texts(GROUPS)?)),
        Some(public) => {
            data = data.network_interfaces(
                LaunchTemplateInstanceNetworkInterfaceSpecificationRequest::builder()
                    .device_index(0)
                    .associate_public_ip_address(public)
                    .delete_on_termination(true)
                    .set_groups(Some(machine.texts(GROUPS)?))
                    .build(),
            );
        }
    }
    if let Some(device) = machine.maybe_text(DEVICE)? {
        let volume = LaunchTemplateEbsBlockDeviceRequest::builder()
            .volume_type(VolumeType::from(machine.text(VOLUME_TYPE)?))
            .volume_size(machine.number(VOLUME_SIZE)?)
            .encrypted(true)
            .delete_on_termination(true)
            .build();
        data = data.block_device_mappings(
            LaunchTemplateBlockDeviceMappingRequest::builder().device_name(device).ebs(volume).build(),
        );
    }
    let tags = machine_tags(machine)?;
    if !tags.is_empty() {
        for kind in [ResourceType::Instance, ResourceType::Volume, ResourceType::NetworkInterface] {
            data = data.tag_specifications(
                LaunchTemplateTagSpecificationRequest::builder()
                    .resource_type(kind)
                    .set_tags(Some(tags_of(&tags)))
                    .build(),
            );
        }
    }
    Ok(data.build())
}

/// The tags of the instances and volumes.
pub(super) fn machine_tags(machine: &Attributes) -> Result<Tags, Error> {
    let tags = machine.maybe_map(TAGS)?;
    Ok(tags.map(super::state::tags_of).unwrap_or_default())
}

/// A launch template's data as attributes.
pub(super) fn read_template(data: &ResponseLaunchTemplateData) -> Attributes {
    let interface = data.network_interfaces().first();
    let groups = match interface {
        Some(interface) if !interface.groups().is_empty() => interface.groups(),
        _ => data.security_group_ids(),
    };
    let metadata = data.metadata_options();
    let mut looks = attributes([
        (IMAGE, data.image_id().unwrap_or_default().into()),
        (TYPE, data.instance_type().map(|ty| ty.as_str()).unwrap_or_default().into()),
        (GROUPS, groups.to_vec().into()),
        (HOPS, metadata.and_then(|options| options.http_put_response_hop_limit()).unwrap_or(1).into()),
        (
            MONITORING,
            data.monitoring().and_then(|monitoring| monitoring.enabled()).unwrap_or_default().into(),
        ),
    ]);
    let mut add =
        |name: &str, value: Option<Value>| looks.extend(value.map(|value| (name.to_owned(), value)));
    add(KEY, data.key_name().map(Value::from));
    add(PROFILE, data.iam_instance_profile().and_then(|profile| profile.name()).map(Value::from));
    add(PUBLIC, interface.and_then(|interface| interface.associate_public_ip_address()).map(Value::from));
    add(USER_DATA, data.user_data().map(|encoded| decode(encoded).into()));
    if let Some(mapping) = data.block_device_mappings().first()
        && let Some(volume) = mapping.ebs()
    {
        add(DEVICE, mapping.device_name().map(Value::from));
        add(VOLUME_TYPE, volume.volume_type().map(|kind| kind.as_str().into()));
        add(VOLUME_SIZE, volume.volume_size().map(Value::from));
    }
    let specification =
        data.tag_specifications().iter().find(|tags| tags.resource_type() == Some(&ResourceType::Instance));
    let tags = specification.map(|tags| tags.tags()).unwrap_or_default();
    let tags = tags.iter().filter_map(|tag| Some((tag.key()?.to_owned(), tag.value()?.into())));
    add(TAGS, Some(Value::Map(tags.collect())));
    // A version that does not demand tokens is never what was declared: its hop limit is made to differ.
    let demands_tokens = metadata.and_then(|options| options.http_tokens()).map(|tokens| tokens.as_str());
    if demands_tokens != Some(HttpTokensState::Required.as_str()) {
        looks.insert(HOPS.to_owned(), 0.into());
    }
    looks
}

/// Whether the metadata service of a machine is as declared.
pub(super) fn demands_tokens(options: Option<&aws_sdk_ec2::types::InstanceMetadataOptionsResponse>) -> bool {
    options.is_some_and(|options| {
        options.http_tokens() == Some(&HttpTokensState::Required)
            && options.http_endpoint() != Some(&InstanceMetadataEndpointState::Disabled)
    })
}

/// Base64, as EC2 takes user data.
pub(super) fn encode(text: &str) -> String {
    aws_smithy_types::base64::encode(text)
}

/// The text of user data; what is no text is shown as it came.
pub(super) fn decode(encoded: &str) -> String {
    let bytes = aws_smithy_types::base64::decode(encoded).ok();
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_else(|| encoded.to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use aws_sdk_ec2::types::{LaunchTemplateInstanceMetadataOptions, LaunchTemplatesMonitoring};

    fn machine() -> Machine {
        Machine {
            image: "ami-1".into(),
            instance_type: "t3.small".into(),
            key_pair: None,
            instance_profile: Some("LabInstanceProfile".into()),
            groups: vec!["sg-1".into()],
            public_address: Some(true),
            hop_limit: 2,
            detailed_monitoring: true,
            root_volume: Some(("/dev/sda1".into(), "gp3".into(), 8)),
            user_data: Some("#!/bin/bash".into()),
        }
    }

    #[test]
    fn groups_and_the_choice_of_an_address_stand_in_one_place() {
        let data = template_data(&desired(machine(), Attributes::new())).unwrap();
        assert!(data.security_group_ids().is_empty());
        assert_eq!(data.network_interfaces()[0].groups(), ["sg-1"]);
        let as_subnet = Machine { public_address: None, ..machine() };
        let data = template_data(&desired(as_subnet, Attributes::new())).unwrap();
        assert_eq!(data.security_group_ids(), ["sg-1"]);
        assert!(data.network_interfaces().is_empty());
    }

    #[test]
    fn a_template_that_takes_metadata_without_a_token_is_a_difference() {
        let options = |tokens: &str| {
            let options = LaunchTemplateInstanceMetadataOptions::builder()
                .http_tokens(tokens.into())
                .http_put_response_hop_limit(2)
                .build();
            ResponseLaunchTemplateData::builder()
                .metadata_options(options)
                .monitoring(LaunchTemplatesMonitoring::builder().enabled(true).build())
                .build()
        };
        assert_eq!(read_template(&options("required")).number(HOPS).unwrap(), 2);
        assert_eq!(read_template(&options("optional")).number(HOPS).unwrap(), 0);
    }

    #[test]
    fn user_data_survives_its_encoding() {
        assert_eq!(decode(&encode("#!/bin/bash\nécho")), "#!/bin/bash\nécho");
    }
}
