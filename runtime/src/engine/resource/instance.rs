//! A single instance, and the target group that it is registered with.
//!
//! AWS changes little of a machine that runs: most edits replace it. A newer image behind the same declaration does not:
//! the tag [`IMAGE_TAG`] keeps what was declared, and only that is compared.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_sdk_ec2::operation::describe_instances::builders::DescribeInstancesFluentBuilder;
use aws_sdk_ec2::types::{
    BlockDeviceMapping, EbsBlockDevice, HttpTokensState, IamInstanceProfileSpecification,
    Instance as AwsInstance, InstanceAttributeName, InstanceMetadataOptionsRequest,
    InstanceNetworkInterfaceSpecification, InstanceStateName, MonitoringState, Reservation, ResourceType,
    RunInstancesMonitoringEnabled, Volume, VolumeType,
};
use aws_sdk_elasticloadbalancingv2::types::TargetDescription;

use super::attribute::{Attributes, Read, Value};
use super::ec2::{PAGE, SERVICE, filter, filter_ids, owned, read_tags, tag_specification};
use super::machine::{self, decode, demands_tokens, encode, machine_tags};
use super::schema::{Attribute, Schema};
use super::state::{Found, New, Observed, Scope, Seen, State, Which, told};
use super::{Kind, Operations, balancing};
use crate::call::{Call, gone_is_done, items};
use crate::context::Context;
use crate::error::Error;

pub(crate) struct Instance;

const SUBNET: &str = "subnet_id";
/// What was declared as the image, in words.
const DECLARED_IMAGE: &str = "image";
const TARGET: &str = "target_group_arn";

/// The tag that keeps what was declared as the image.
const IMAGE_TAG: &str = "groundplan:image";
/// The tag by which AWS tells the group of a machine.
const GROUP_TAG: &str = "aws:autoscaling:groupName";

impl Operations for Instance {
    const SCHEMA: Schema = Schema {
        attributes: &[
            Attribute::replace(SUBNET),
            Attribute::replace(DECLARED_IMAGE),
            Attribute::replace(machine::TYPE),
            Attribute::replace(machine::KEY),
            Attribute::replace(machine::PROFILE),
            Attribute::replace(machine::PUBLIC),
            Attribute::replace(machine::DEVICE),
            Attribute::replace(machine::VOLUME_TYPE),
            Attribute::replace(machine::VOLUME_SIZE),
            Attribute::replace(machine::USER_DATA),
            Attribute::in_place(machine::GROUPS).unordered(),
            Attribute::in_place(machine::HOPS),
            Attribute::in_place(machine::MONITORING),
            Attribute::in_place(machine::IMAGE),
            Attribute::in_place(machine::TAGS),
            Attribute::in_place(TARGET).overlapping(),
        ],
        parents: &[Kind::TargetGroup],
        settle: |want, found| {
            for made_once in [machine::IMAGE, machine::TAGS] {
                match found.get(made_once) {
                    Some(value) => want.insert(made_once.to_owned(), value.clone()),
                    None => want.remove(made_once),
                };
            }
            // What nobody declared is as the image and the subnet had it.
            for left_open in [machine::PUBLIC, machine::DEVICE, machine::VOLUME_TYPE, machine::VOLUME_SIZE] {
                if let (false, Some(value)) = (want.contains_key(left_open), found.get(left_open)) {
                    want.insert(left_open.to_owned(), value.clone());
                }
            }
        },
        ready_after: |_| Duration::from_secs(10),
        ready_within: Duration::from_mins(10),
        // A target group takes a machine that runs.
        ready_first: true,
        settles: true,
        gone_within: Duration::from_mins(10),
        lingers: Some(Duration::from_secs(20)),
        lies_in: Some((SUBNET, Kind::Subnet)),
        ..Schema::PLAIN
    };

    async fn observe(cx: &Context, which: Which<'_>, parents: &Observed) -> Result<Vec<Found>, Error> {
        let request = cx.clients.ec2.describe_instances();
        let request = match which {
            Which::Owned => request.set_filters(Some(owned(&cx.scope))),
            Which::Id(id) => request.filters(filter("instance-id", id)),
        };
        let listed = list(cx, request).await?;
        let ours = listed.iter().filter(|instance| is_ours(&cx.scope, instance));
        ours.filter_map(AwsInstance::instance_id).for_each(|id| cx.remember_ours(id));
        let ours = |instance: &&AwsInstance| {
            // A group's machines carry its tags: they are the group's.
            read_tags(&cx.scope, instance.tags()).is_some_and(|owner| owner.address.kind == Kind::Instance)
        };
        let instances: Vec<&AwsInstance> =
            listed.iter().filter(|instance| is_there(which, instance)).filter(ours).collect();
        if instances.is_empty() {
            return Ok(Vec::new());
        }
        let volumes = describe_volumes(cx, &instances).await?;
        let targets = describe_targets(cx, parents).await?;
        let mut found = Vec::new();
        for instance in instances {
            found.extend(read(cx, instance, &volumes, &targets).await?);
        }
        Ok(found)
    }

    /// Waits for the load balancer's verdict too.
    async fn look(cx: &Context, waiting: &[Found]) -> Result<Vec<Seen>, Error> {
        let request = cx.clients.ec2.describe_instances().filters(filter_ids("instance-id", waiting));
        let mut health: BTreeMap<&str, BTreeMap<String, Option<String>>> = BTreeMap::new();
        let mut seen = Vec::new();
        for instance in list(cx, request).await?.iter().filter(|instance| !is_terminated(instance)) {
            let id = instance.instance_id().unwrap_or_default();
            let waited = waiting.iter().find(|found| found.id == id);
            let target = waited.map(|found| found.attributes.maybe_text(TARGET)).transpose()?.flatten();
            let mut state = state(instance);
            if let (State::Ready, Some(target)) = (&state, target) {
                if !health.contains_key(target) {
                    health.insert(target, balancing::health(cx, target).await?);
                }
                let verdict = health.get(target).and_then(|health| health.get(id)).cloned();
                let sick = verdict.unwrap_or_else(|| Some("it is not yet registered".to_owned()));
                state = sick.map_or(State::Ready, State::Pending);
            }
            seen.extend(Seen::new(Some(id), state).map(|seen| seen.with_outputs(outputs(instance))));
        }
        Ok(seen)
    }

    async fn create(cx: &Context, new: &New<'_>) -> Result<Found, Error> {
        let want = new.attributes;
        let (subnet, groups) = (want.text(SUBNET)?, want.texts(machine::GROUPS)?);
        let mut tags = new.tags.clone();
        tags.insert(IMAGE_TAG.to_owned(), want.text(DECLARED_IMAGE)?.to_owned());
        let mut volume_tags = machine_tags(want)?;
        volume_tags.extend(new.tags.iter().map(|(key, value)| (key.clone(), value.clone())));
        let interface = InstanceNetworkInterfaceSpecification::builder()
            .device_index(0)
            .subnet_id(subnet)
            .set_groups(Some(groups.clone()))
            .set_associate_public_ip_address(want.maybe_flag(machine::PUBLIC)?)
            .delete_on_termination(true);
        let metadata = InstanceMetadataOptionsRequest::builder()
            .http_tokens(HttpTokensState::Required)
            .http_put_response_hop_limit(want.number(machine::HOPS)?);
        let monitoring = RunInstancesMonitoringEnabled::builder().enabled(want.flag(machine::MONITORING)?);
        let mut request = cx
            .clients
            .ec2
            .run_instances()
            .min_count(1)
            .max_count(1)
            .client_token(new.token)
            .image_id(want.text(machine::IMAGE)?)
            .instance_type(want.text(machine::TYPE)?.into())
            .set_key_name(want.maybe_text(machine::KEY)?.map(str::to_owned))
            .set_user_data(want.maybe_text(machine::USER_DATA)?.map(encode))
            .network_interfaces(interface.build())
            .metadata_options(metadata.build())
            .monitoring(monitoring.build())
            .tag_specifications(tag_specification(ResourceType::Instance, &tags))
            .tag_specifications(tag_specification(ResourceType::Volume, &volume_tags));
        if let Some(profile) = want.maybe_text(machine::PROFILE)? {
            request = request
                .iam_instance_profile(IamInstanceProfileSpecification::builder().name(profile).build());
        }
        if let Some(device) = want.maybe_text(machine::DEVICE)? {
            let volume = EbsBlockDevice::builder()
                .volume_type(VolumeType::from(want.text(machine::VOLUME_TYPE)?))
                .volume_size(want.number(machine::VOLUME_SIZE)?)
                .encrypted(true)
                .delete_on_termination(true);
            let mapping = BlockDeviceMapping::builder().device_name(device).ebs(volume.build());
            request = request.block_device_mappings(mapping.build());
        }
        let ids: Vec<&str> = groups.iter().map(String::as_str).chain([subnet]).collect();
        let call = Call::new(SERVICE, "RunInstances");
        let answer = cx.call(call.on(&ids), async || request.clone().send().await).await?;
        let instance = answer.instances().first();
        let mut made = want.clone();
        made.remove(TARGET);
        Ok(Found::made(
            new,
            instance.and_then(|instance| instance.instance_id()).unwrap_or_default(),
            made,
            State::Pending("the machine starts".to_owned()),
        )
        .with_outputs(instance.map(outputs).unwrap_or_default()))
    }

    async fn update(cx: &Context, found: &Found, want: &Attributes, changed: &[String]) -> Result<(), Error> {
        let id = found.id.as_str();
        let changes = |name: &str| changed.iter().any(|changed| changed == name);
        if changes(machine::GROUPS) {
            let groups = want.texts(machine::GROUPS)?;
            let request =
                cx.clients.ec2.modify_instance_attribute().instance_id(id).set_groups(Some(groups.clone()));
            let ids: Vec<&str> = groups.iter().map(String::as_str).chain([id]).collect();
            let call = Call::new(SERVICE, "ModifyInstanceAttribute");
            cx.call(call.on(&ids), async || request.clone().send().await).await?;
        }
        if changes(machine::HOPS) {
            let request = cx
                .clients
                .ec2
                .modify_instance_metadata_options()
                .instance_id(id)
                .http_tokens(HttpTokensState::Required)
                .http_put_response_hop_limit(want.number(machine::HOPS)?);
            let call = Call::new(SERVICE, "ModifyInstanceMetadataOptions");
            cx.call(call.on(&[id]), async || request.clone().send().await).await?;
        }
        if changes(machine::MONITORING) {
            monitor(cx, id, want.flag(machine::MONITORING)?).await?;
        }
        if changes(TARGET) {
            if let Some(target) = want.maybe_text(TARGET)? {
                let request =
                    cx.clients.balancing.register_targets().target_group_arn(target).targets(description(id));
                let call = Call::new(balancing::SERVICE, "RegisterTargets");
                cx.call(call.on(&[target, id]), async || request.clone().send().await).await?;
            }
            deregister(cx, found, want.maybe_text(TARGET)?).await?;
        }
        Ok(())
    }

    async fn delete(cx: &Context, found: &Found) -> Result<(), Error> {
        deregister(cx, found, None).await?;
        let request = cx.clients.ec2.terminate_instances().instance_ids(&found.id);
        let call = Call::new(SERVICE, "TerminateInstances");
        gone_is_done(cx.call(call, async || request.clone().send().await).await)
    }
}

async fn list(cx: &Context, request: DescribeInstancesFluentBuilder) -> Result<Vec<AwsInstance>, Error> {
    let reservations: Vec<Reservation> =
        cx.call(Call::new(SERVICE, "DescribeInstances"), async || items!(request, PAGE)).await?;
    Ok(reservations.into_iter().flat_map(|reservation| reservation.instances.unwrap_or_default()).collect())
}

fn description(id: &str) -> TargetDescription {
    TargetDescription::builder().id(id).build()
}

/// Takes it out of the target group that it is in, unless that is the one to keep.
async fn deregister(cx: &Context, found: &Found, keep: Option<&str>) -> Result<(), Error> {
    let Some(target) = found.attributes.maybe_text(TARGET)?.filter(|target| Some(*target) != keep) else {
        return Ok(());
    };
    let request =
        cx.clients.balancing.deregister_targets().target_group_arn(target).targets(description(&found.id));
    let call = Call::new(balancing::SERVICE, "DeregisterTargets");
    gone_is_done(cx.call(call, async || request.clone().send().await).await)
}

async fn monitor(cx: &Context, id: &str, on: bool) -> Result<(), Error> {
    if on {
        let request = cx.clients.ec2.monitor_instances().instance_ids(id);
        let call = Call::new(SERVICE, "MonitorInstances");
        cx.call(call.on(&[id]), async || request.clone().send().await).await?;
    } else {
        let request = cx.clients.ec2.unmonitor_instances().instance_ids(id);
        let call = Call::new(SERVICE, "UnmonitorInstances");
        cx.call(call.on(&[id]), async || request.clone().send().await).await?;
    }
    Ok(())
}

/// AWS lists a terminated instance for about an hour; one that shuts down still holds its groups and subnet.
/// Whether an instance is ours, or of a group of ours. A group's machines carry its tags, and AWS's own of the group,
/// which nobody can copy: what has the one without the other was launched by hand like one of them.
pub(crate) fn is_ours(scope: &Scope, instance: &AwsInstance) -> bool {
    let of_group = || instance.tags().iter().any(|tag| tag.key() == Some(GROUP_TAG));
    read_tags(scope, instance.tags()).is_some_and(|owner| owner.address.kind == Kind::Instance || of_group())
}

fn is_there(which: Which<'_>, instance: &AwsInstance) -> bool {
    match instance.state().and_then(|state| state.name()) {
        Some(InstanceStateName::ShuttingDown) => which != Which::Owned,
        _ => !is_terminated(instance),
    }
}

fn is_terminated(instance: &AwsInstance) -> bool {
    instance.state().and_then(|state| state.name()) == Some(&InstanceStateName::Terminated)
}

async fn describe_volumes(cx: &Context, instances: &[&AwsInstance]) -> Result<Vec<Volume>, Error> {
    /// How many values a filter takes (EC2 API reference, "Filters", 2026-09).
    const FILTER_VALUES: usize = 200;
    let mut volumes = Vec::new();
    for instances in instances.chunks(FILTER_VALUES) {
        let ids: Vec<String> =
            instances.iter().filter_map(|instance| instance.instance_id().map(str::to_owned)).collect();
        let filter = aws_sdk_ec2::types::Filter::builder()
            .name("attachment.instance-id")
            .set_values(Some(ids))
            .build();
        let request = cx.clients.ec2.describe_volumes().filters(filter);
        let answer = cx.call(Call::new(SERVICE, "DescribeVolumes"), async || items!(request, PAGE));
        volumes.extend(answer.await?);
    }
    Ok(volumes)
}

/// The target group of ours that each instance is registered with.
async fn describe_targets(cx: &Context, parents: &Observed) -> Result<BTreeMap<String, String>, Error> {
    let mut targets = BTreeMap::new();
    for group in parents.of_kind(Kind::TargetGroup) {
        let health = balancing::health(cx, &group.id).await?;
        targets.extend(health.into_keys().map(|id| (id, group.id.clone())));
    }
    Ok(targets)
}

async fn read(
    cx: &Context,
    instance: &AwsInstance,
    volumes: &[Volume],
    targets: &BTreeMap<String, String>,
) -> Result<Option<Found>, Error> {
    let (Some(owner), Some(id)) = (read_tags(&cx.scope, instance.tags()), instance.instance_id()) else {
        return Ok(None);
    };
    let request = cx
        .clients
        .ec2
        .describe_instance_attribute()
        .instance_id(id)
        .attribute(InstanceAttributeName::UserData);
    let call = Call::new(SERVICE, "DescribeInstanceAttribute");
    let answer = cx.call(call.on(&[id]), async || request.clone().send().await).await?;
    let user_data = answer.user_data().and_then(|data| data.value()).map(decode);
    let mut looks = looks(instance, volumes);
    looks.extend(user_data.map(|text| (machine::USER_DATA.to_owned(), text.into())));
    looks.extend(targets.get(id).map(|target| (TARGET.to_owned(), target.as_str().into())));
    Ok(Some(owner.found(id, looks, state(instance)).with_outputs(outputs(instance))))
}

fn looks(instance: &AwsInstance, volumes: &[Volume]) -> Attributes {
    let mut looks = Attributes::new();
    let mut add =
        |name: &str, value: Option<Value>| looks.extend(value.map(|value| (name.to_owned(), value)));
    let interface = instance.network_interfaces().first();
    let options = instance.metadata_options();
    let hops = options.and_then(|options| options.http_put_response_hop_limit()).unwrap_or(1);
    let declared =
        instance.tags().iter().find(|tag| tag.key() == Some(IMAGE_TAG)).and_then(|tag| tag.value());
    let groups =
        instance.security_groups().iter().filter_map(|group| group.group_id()).map(Value::from).collect();
    let profile = instance.iam_instance_profile().and_then(|profile| profile.arn());
    let monitored =
        instance.monitoring().and_then(|monitoring| monitoring.state()) == Some(&MonitoringState::Enabled);
    add(SUBNET, instance.subnet_id().map(Value::from));
    add(DECLARED_IMAGE, declared.map(Value::from));
    add(machine::IMAGE, instance.image_id().map(Value::from));
    add(machine::TYPE, instance.instance_type().map(|ty| ty.as_str().into()));
    add(machine::KEY, instance.key_name().map(Value::from));
    add(machine::PROFILE, profile.and_then(|arn| arn.rsplit('/').next()).map(Value::from));
    add(machine::PUBLIC, Some(interface.and_then(|interface| interface.association()).is_some().into()));
    add(machine::GROUPS, Some(Value::List(groups)));
    add(machine::HOPS, Some(if demands_tokens(options) { hops } else { 0 }.into()));
    add(machine::MONITORING, Some(monitored.into()));
    if let Some(device) = instance.root_device_name()
        && let Some(volume) = root_volume(instance, device, volumes)
    {
        add(machine::DEVICE, Some(device.into()));
        add(machine::VOLUME_TYPE, volume.volume_type().map(|kind| kind.as_str().into()));
        add(machine::VOLUME_SIZE, volume.size().map(Value::from));
    }
    looks
}

fn root_volume<'a>(instance: &AwsInstance, device: &str, volumes: &'a [Volume]) -> Option<&'a Volume> {
    let mapping =
        instance.block_device_mappings().iter().find(|mapping| mapping.device_name() == Some(device))?;
    let id = mapping.ebs()?.volume_id()?;
    volumes.iter().find(|volume| volume.volume_id() == Some(id))
}

fn outputs(instance: &AwsInstance) -> BTreeMap<String, String> {
    told([
        ("private_address", instance.private_ip_address()),
        ("public_address", instance.public_ip_address()),
    ])
}

/// Ready when it runs.
fn state(instance: &AwsInstance) -> State {
    match instance.state().and_then(|state| state.name()) {
        Some(InstanceStateName::Running) => State::Ready,
        Some(InstanceStateName::Pending) => State::Pending("the machine starts".to_owned()),
        Some(InstanceStateName::ShuttingDown) => State::Pending("the machine shuts down".to_owned()),
        Some(InstanceStateName::Stopped | InstanceStateName::Stopping) => {
            State::Failed("the machine was stopped".to_owned())
        }
        _ => State::Failed("the machine is gone".to_owned()),
    }
}

/// The attributes of an instance: a machine, where it is, what was declared as its image, and its target group.
pub(crate) fn desired(
    mut machine: Attributes,
    subnet: Value,
    image: &str,
    target: Option<Value>,
) -> Attributes {
    machine.insert(SUBNET.to_owned(), subnet);
    machine.insert(DECLARED_IMAGE.to_owned(), image.into());
    machine.extend(target.map(|target| (TARGET.to_owned(), target)));
    machine
}
