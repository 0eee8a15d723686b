//! Launching machines: what `RunInstances` and auto scaling groups share.

use std::collections::BTreeMap;

use super::image::image_of_parameter;
use super::instance_type::{InstanceType, instance_type};
use super::key_pair::{self, key_pairs};
use super::launch_data::refuse_user_data;
use super::refuse_groups;
use super::volume::{WantedVolume, want_volumes};
use crate::interface::{NewInterface, create_interface};
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::store::machine::{Image, Instance, LaunchData, Metadata, Profile, TemplateUse};
use crate::store::network::Subnet;
use crate::store::{Region, Tags, find};
use crate::world::Event;

/// What is to be launched.
#[derive(Debug, Clone, Default)]
pub(crate) struct Launch {
    pub(crate) data: LaunchData,
    pub(crate) template: Option<TemplateUse>,
    /// The subnet that stands beside the data; the network interface of the data may name one instead.
    pub(crate) subnet: Option<String>,
    pub(crate) count: usize,
    pub(crate) token: Option<String>,
    /// The auto scaling group that launches.
    pub(crate) group: Option<String>,
}

/// A launch of which everything was looked up, and nothing refused.
#[derive(Debug, Clone)]
pub(crate) struct Planned {
    launch: Launch,
    image: Image,
    instance_type: InstanceType,
    subnet: Subnet,
    groups: Vec<String>,
    public: bool,
    profile: Option<String>,
    volumes: Vec<WantedVolume>,
}

/// Looks everything up that a launch names, and refuses what AWS refuses.
pub(crate) fn plan_launch(region: &Region, settings: &Settings, launch: Launch) -> Result<Planned, Refusal> {
    let data = &launch.data;
    let image = find_image(region, data.image.as_deref())?.clone();
    // EC2 API reference, RunInstances, InstanceType: m1.small by default.
    let instance_type = find_type(data.instance_type.as_deref().unwrap_or("m1.small"))?;
    refuse_architecture(&image, instance_type)?;
    refuse_credits(data, instance_type)?;
    refuse_user_data(data.user_data.as_deref(), "InvalidParameterValue")?;
    if let Some(key) = &data.key
        && !key_pairs(region, settings).any(|known| known == key)
    {
        return Err(key_pair::not_found(key));
    }
    let profile = data.profile.as_ref().map(|profile| find_profile(region, settings, profile)).transpose()?;
    let volumes = want_volumes(&image, &data.volumes)?;
    let subnet = find_subnet(region, &launch)?.clone();
    let groups = find_groups(region, settings, data, &subnet)?;
    if !instance_type.is_offered_in(&subnet.zone) {
        // "Error codes for the Amazon EC2 API": Unsupported; the words are those that EC2 answers.
        let message = format!(
            "Your requested instance type ({}) is not supported in your requested Availability Zone ({}).",
            instance_type.name, subnet.zone
        );
        return Err(Refusal::new("Unsupported", message));
    }
    if subnet.free_addresses() < launch.count {
        // "Error codes for the Amazon EC2 API".
        let message = format!(
            "There are not enough free addresses in subnet '{}' to satisfy the requested number of instances.",
            subnet.id
        );
        return Err(Refusal::new("InsufficientFreeAddressesInSubnet", message));
    }
    refuse_vcpus(region, settings, instance_type, launch.count)?;
    let asked = data.interfaces.first().and_then(|interface| interface.public_address);
    let public = asked.unwrap_or(subnet.public_addresses);
    Ok(Planned { image, instance_type, subnet, groups, public, profile, volumes, launch })
}

/// Launches what was planned; gives the ids of the new instances.
pub(crate) fn launch(
    region: &mut Region,
    settings: &Settings,
    planned: Planned,
) -> Result<Vec<String>, Refusal> {
    let Planned { launch, image, instance_type, subnet, groups, public, profile, volumes } = planned;
    let data = launch.data;
    let tags_of = |resource: &str| data.tags.get(resource).cloned().unwrap_or_default();
    let reservation = region.new_id("r");
    let now = region.now;
    let mut launched = Vec::new();
    for index in 0..launch.count {
        let id = region.new_id("i");
        let description = data.interfaces.first().and_then(|interface| interface.description.clone());
        let interface = create_interface(
            region,
            NewInterface {
                subnet_id: subnet.id.clone(),
                groups: groups.clone(),
                description: description.unwrap_or_default(),
                public,
                instance_id: Some(id.clone()),
                tags: tags_of("network-interface"),
                ..NewInterface::default()
            },
        )?;
        let held: BTreeMap<String, String> = volumes
            .iter()
            .map(|volume| (volume.device.clone(), volume.make(region, &id, &subnet.zone, tags_of("volume"))))
            .collect();
        let instance = Instance {
            id: id.clone(),
            made_at: now,
            reservation: reservation.clone(),
            index,
            token: launch.token.clone(),
            image: image.id.clone(),
            architecture: image.architecture.clone(),
            root_device: image.root_device.clone(),
            instance_type: instance_type.name.to_owned(),
            key: data.key.clone(),
            profile: profile.clone(),
            vpc: subnet.vpc_id.clone(),
            subnet: subnet.id.clone(),
            zone: subnet.zone.clone(),
            interface: Some(interface),
            metadata: with_defaults(data.metadata.clone().unwrap_or_default()),
            monitoring: data.monitoring.unwrap_or(false),
            ebs_optimized: data.ebs_optimized.unwrap_or(false),
            user_data: data.user_data.clone(),
            termination_protection: data.termination_protection.unwrap_or(false),
            shutdown: data.shutdown.clone().unwrap_or_else(|| "stop".to_owned()),
            volumes: held,
            template: launch.template.clone(),
            group: launch.group.clone(),
            tags: instance_tags(tags_of("instance"), launch.template.as_ref()),
            runs_at: now + settings.durations.instance,
            boots_at: now + settings.durations.boot.max(settings.durations.instance),
            ready: None,
            serves: None,
            ending: None,
        };
        region.agenda.enter(instance.runs_at, Event::InstanceChanges(id.clone()));
        region.agenda.enter(instance.boots_at, Event::InstanceChanges(id.clone()));
        region.instances.insert(id.clone(), instance);
        launched.push(id);
    }
    Ok(launched)
}

/// EC2 user guide, "Launch templates": the tags that AWS itself sets on an instance that came from one.
fn instance_tags(mut tags: Tags, template: Option<&TemplateUse>) -> Tags {
    if let Some(template) = template {
        tags.insert("aws:ec2launchtemplate:id".to_owned(), template.id.clone());
        tags.insert("aws:ec2launchtemplate:version".to_owned(), template.version.to_string());
    }
    tags
}

/// EC2 API reference, InstanceMetadataOptionsRequest: the defaults where neither account nor image says otherwise.
fn with_defaults(metadata: Metadata) -> Metadata {
    Metadata {
        tokens: metadata.tokens.or_else(|| Some("optional".to_owned())),
        hop_limit: metadata.hop_limit.or(Some(1)),
        endpoint: metadata.endpoint.or_else(|| Some("enabled".to_owned())),
        tags: metadata.tags.or_else(|| Some("disabled".to_owned())),
    }
}

fn find_image<'a>(region: &'a Region, wanted: Option<&str>) -> Result<&'a Image, Refusal> {
    // EC2 API reference, RunInstances, ImageId: required where no template gives one.
    let wanted = wanted.ok_or_else(|| Refusal::missing("ImageId"))?;
    let Some(parameter) = wanted.strip_prefix("resolve:ssm:") else { return find::<Image>(region, wanted) };
    if let Some(image) = image_of_parameter(region, parameter) {
        return Ok(image);
    }
    let own = region.parameters.get(parameter);
    // EC2 user guide, "Use a Systems Manager parameter instead of an AMI ID"; the code is assumed.
    let own = own.ok_or_else(|| Refusal::value(format!("The parameter {parameter} does not exist")))?;
    find::<Image>(region, &own.value)
}

/// EC2 API reference, RunInstances; the words are those that EC2 answers.
fn find_type(name: &str) -> Result<InstanceType, Refusal> {
    instance_type(name).ok_or_else(|| Refusal::value(format!("Invalid value '{name}' for InstanceType.")))
}

fn refuse_architecture(image: &Image, instance_type: InstanceType) -> Result<(), Refusal> {
    if instance_type.architectures().any(|architecture| architecture == image.architecture) {
        return Ok(());
    }
    let of_type: Vec<&str> = instance_type.architectures().collect();
    // The words are those that EC2 answers, as quoted in public issues of many tools.
    Err(Refusal::value(format!(
        "The architecture '{}' of the specified instance type does not match the architecture '{}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again.",
        of_type.join(","),
        image.architecture
    )))
}

/// EC2 user guide, "Burstable performance instances": credits only there; codes assumed.
fn refuse_credits(data: &LaunchData, instance_type: InstanceType) -> Result<(), Refusal> {
    match data.credits.as_deref() {
        None => Ok(()),
        Some("standard" | "unlimited") if instance_type.burstable => Ok(()),
        Some("standard" | "unlimited") => Err(Refusal::combination(format!(
            "The instance type {} does not support the credit specification",
            instance_type.name
        ))),
        Some(other) => Err(Refusal::value(format!("Value ({other}) for parameter CpuCredits is invalid"))),
    }
}

/// The ARN of an instance profile. The account has those that the settings name: learners may make none.
fn find_profile(region: &Region, settings: &Settings, profile: &Profile) -> Result<String, Refusal> {
    let arn_of = |name: &str| format!("arn:aws:iam::{}:instance-profile/{name}", region.account);
    let mut known = settings.instance_profiles.iter();
    // EC2 API reference, RunInstances; the words are those that EC2 answers.
    match profile {
        Profile::Name(name) => known.find(|known| *known == name).map(|name| arn_of(name)).ok_or_else(|| {
            Refusal::value(format!("Value ({name}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name"))
        }),
        Profile::Arn(arn) => known.find(|known| arn_of(known) == *arn).map(|name| arn_of(name)).ok_or_else(|| {
            Refusal::value(format!("Value ({arn}) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN"))
        }),
    }
}

fn find_subnet<'a>(region: &'a Region, launch: &Launch) -> Result<&'a Subnet, Refusal> {
    let data = &launch.data;
    if data.interfaces.len() > 1 {
        return Err(Refusal::unknown_parameter("NetworkInterface.2"));
    }
    let in_data = data.interfaces.first().and_then(|interface| interface.subnet.as_ref());
    if launch.group.is_none() && !data.interfaces.is_empty() && launch.subnet.is_some() {
        // The words are those that EC2 answers.
        return Err(Refusal::combination(
            "Network interfaces and an instance-level subnet ID may not be specified on the same request",
        ));
    }
    let wanted = in_data.or(launch.subnet.as_ref());
    let subnet = match wanted {
        Some(id) => find::<Subnet>(region, id)?,
        None => {
            let mut defaults = region.subnets.values().filter(|subnet| subnet.default_for_zone);
            let in_zone = |subnet: &&Subnet| data.zone.as_ref().is_none_or(|zone| subnet.zone == *zone);
            // "Error codes for the Amazon EC2 API".
            defaults
                .find(in_zone)
                .ok_or_else(|| Refusal::new("VPCIdNotSpecified", "No default VPC for this user"))?
        }
    };
    if let Some(zone) = data.zone.as_ref().filter(|zone| **zone != subnet.zone) {
        // EC2 API reference, Placement; the words are assumed.
        let message = format!("The Availability Zone '{zone}' is not the one of subnet '{}'", subnet.id);
        return Err(Refusal::combination(message));
    }
    Ok(subnet)
}

/// The security groups that the machine will wear; those of its VPC's default group if none are named.
fn find_groups(
    region: &Region,
    settings: &Settings,
    data: &LaunchData,
    subnet: &Subnet,
) -> Result<Vec<String>, Refusal> {
    if !data.interfaces.is_empty() && !data.groups.is_empty() {
        // EC2 API reference, RunInstances, SecurityGroupIds; the words are those that EC2 answers.
        return Err(Refusal::combination(
            "Network interfaces and an instance-level security groups may not be specified on the same request",
        ));
    }
    let named = data.interfaces.first().map_or(&data.groups, |interface| &interface.groups);
    wear(region, settings, named, &subnet.vpc_id)
}

/// The security groups that are named, if an interface in `vpc` can wear them; none named: the VPC's default one.
pub(crate) fn wear(
    region: &Region,
    settings: &Settings,
    named: &[String],
    vpc: &str,
) -> Result<Vec<String>, Refusal> {
    refuse_groups(region, settings, vpc, named)?;
    if named.is_empty() {
        let default =
            region.security_groups.values().find(|group| group.vpc_id == vpc && group.name == "default");
        return Ok(default.map(|group| group.id.clone()).into_iter().collect());
    }
    Ok(named.to_vec())
}

/// "Error codes for the Amazon EC2 API": VcpuLimitExceeded. What was launched and is not ended counts.
fn refuse_vcpus(
    region: &Region,
    settings: &Settings,
    wanted: InstanceType,
    count: usize,
) -> Result<(), Refusal> {
    let Some(most) = settings.quotas.vcpus else { return Ok(()) };
    let alive = region.instances.values().filter(|instance| instance.is_alive());
    let held: usize = alive
        .filter_map(|instance| instance_type(&instance.instance_type))
        .map(|known| known.vcpus as usize)
        .sum();
    if held + wanted.vcpus as usize * count <= most {
        return Ok(());
    }
    let message = format!(
        "You have requested more vCPU capacity than your current vCPU limit of {most} allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit."
    );
    Err(Refusal::new("VcpuLimitExceeded", message))
}
