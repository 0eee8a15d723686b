//! Auto scaling groups with their launch templates, and single instances.

use groundplan_model::template::placeholders;
use groundplan_model::topology::{
    At, AutoScalingGroup, GroupId, Image, ImageSource, Instance, Launch, Setting, SubnetId, Thing, UserData,
};

use super::balancing::{senders, target_group_address};
use super::network::ways_out;
use super::{Declared, id_of, joined, text};
use crate::resource::Kind;
use crate::resource::address::Address;
use crate::resource::attribute::{Attributes, Lookup, Value};
use crate::resource::auto_scaling_group::{self, Group};
use crate::resource::instance;
use crate::resource::launch_template::VERSION;
use crate::resource::machine::{self, Machine};
use crate::resource::state::Resource;

/// All of them.
pub(super) fn expand(declared: &Declared<'_>, resources: &mut Vec<Resource>) {
    for group in &declared.topology.auto_scaling_groups {
        resources.extend(scaling_group(declared, group).into_iter().flatten());
    }
    resources.extend(declared.topology.instances.iter().map(|one| single(declared, one)));
}

fn scaling_group(declared: &Declared<'_>, group: &AutoScalingGroup) -> Option<[Resource; 2]> {
    let topology = declared.topology;
    // One without subnets was not understood, which has been reported.
    let vpc = topology[group.subnets.first()?.value].vpc;
    let mut template = declared.resource(Kind::LaunchTemplate, &group.header, "", Attributes::new());
    // The group's own tags reach its machines; these reach their volumes and interfaces. Without the name that a rename
    // changes, a rename makes no new version.
    let tags = declared.written_tags(&group.header);
    template.attributes = machine::desired(made_of(declared, &group.launch, &group.groups), tags);
    let size = |size: &At<Setting<u32>>| match size.value {
        Setting::Value(size) => size,
        Setting::Param(_) => 0,
    };
    let wanted = auto_scaling_group::desired(Group {
        vpc: id_of(topology, Thing::Vpc(vpc)),
        template: Value::id_of(template.address.clone()),
        version: Value::attribute_of(template.address.clone(), VERSION),
        min: size(&group.min),
        desired: size(&group.desired),
        max: size(&group.max),
        subnets: group.subnets.iter().map(|subnet| id_of(topology, Thing::Subnet(subnet.value))).collect(),
        targets: group
            .target
            .map(|id| Value::id_of(target_group_address(topology, id)))
            .into_iter()
            .collect(),
        balancer_health: group.balancer_health.value,
        grace: group.grace.value,
        warmup: group.warmup.as_ref().map(|seconds| seconds.value),
        cpu_target: group.cpu_target.as_ref().map(|percent| percent.value),
        // To balance zones AWS launches before it terminates, above the maximum.
        suspended: if declared.few_machines { vec!["AZRebalance"] } else { Vec::new() },
    });
    let mut made = declared.resource(Kind::AutoScalingGroup, &group.header, "", wanted);
    let subnets = group.subnets.iter().map(|subnet| subnet.value);
    made.after = before_boot(declared, subnets, &group.groups);
    made.after.extend(group.target.map(|id| senders(topology, id)).into_iter().flatten());
    Some([template, made])
}

fn single(declared: &Declared<'_>, one: &Instance) -> Resource {
    let topology = declared.topology;
    let wanted = instance::desired(
        machine::desired(made_of(declared, &one.launch, &one.groups), declared.written_tags(&one.header)),
        id_of(topology, Thing::Subnet(one.subnet.value)),
        &in_words(&one.launch.image.value),
        one.target.map(|id| Value::id_of(target_group_address(topology, id))),
    );
    let mut made = declared.resource(Kind::Instance, &one.header, "", wanted);
    made.after = before_boot(declared, [one.subnet.value], &one.groups);
    made.after.extend(one.target.map(|id| senders(topology, id)).into_iter().flatten());
    made
}

/// What a machine needs at its first boot: ways out of its subnets, and the rules of its groups.
fn before_boot(
    declared: &Declared<'_>,
    subnets: impl IntoIterator<Item = SubnetId>,
    groups: &[At<GroupId>],
) -> std::collections::BTreeSet<Address> {
    let topology = declared.topology;
    let rules = groups
        .iter()
        .map(|group| Address::new(Kind::SecurityRules, topology[group.value].header.name.to_string()));
    subnets.into_iter().flat_map(|subnet| ways_out(topology, subnet)).chain(rules).collect()
}

fn made_of(declared: &Declared<'_>, launch: &Launch, groups: &[At<GroupId>]) -> Machine {
    let topology = declared.topology;
    let volume = launch
        .root_volume
        .as_ref()
        .map(|volume| (root_device(&launch.image.value), volume.kind.value.clone(), volume.size.value));
    Machine {
        image: image(&launch.image.value),
        instance_type: match &launch.instance_type.value {
            Setting::Value(name) => name.clone(),
            Setting::Param(_) => String::new(),
        },
        key_pair: launch.key_pair.as_ref().map(|name| name.value.clone()),
        instance_profile: launch.instance_profile.as_ref().map(|name| name.value.clone()),
        groups: groups.iter().map(|group| id_of(topology, Thing::Group(group.value))).collect(),
        public_address: launch.public_address.as_ref().map(|public| public.value),
        hop_limit: launch.metadata_hop_limit.value,
        detailed_monitoring: launch.detailed_monitoring.is_on(),
        root_volume: volume,
        user_data: launch.user_data.as_ref().map(|script| user_data(declared, script)),
    }
}

/// The script with a value for each `{{ name }}`; `region` is always there.
fn user_data(declared: &Declared<'_>, script: &UserData) -> Value {
    let mut pieces = Vec::new();
    let mut from = 0;
    for placeholder in placeholders(&script.text) {
        pieces.push(script.text[from..placeholder.start].into());
        from = placeholder.end;
        let variable = script.variables.iter().find(|variable| variable.name.value == placeholder.name);
        pieces.push(match variable {
            Some(variable) => text(declared.topology, &variable.value.value),
            None => declared.scope.region.as_str().into(),
        });
    }
    pieces.push(script.text[from..].into());
    joined(flat(pieces))
}

/// A joined text inside a joined text is one.
fn flat(pieces: Vec<Value>) -> Vec<Value> {
    let inner = |piece| match piece {
        Value::Joined(joined) => joined.pieces,
        other => vec![other],
    };
    pieces.into_iter().flat_map(inner).collect()
}

fn architecture(image: &Image) -> &'static str {
    image.architecture.map_or("x86_64", |architecture| architecture.word())
}

/// The parameter in which Amazon publishes its newest image
/// (<https://docs.aws.amazon.com/linux/al2023/ug/ec2.html>, 2026-11).
fn amazon_linux(release: &str, architecture: &str) -> String {
    let (name, kernel) = match release {
        "2" => ("amzn2-ami".to_owned(), "hvm"),
        release => (format!("al{release}-ami"), "kernel-default"),
    };
    let volume = if release == "2" { "-gp2" } else { "" };
    format!("/aws/service/ami-amazon-linux-latest/{name}-{kernel}-{architecture}{volume}")
}

fn image(image: &Image) -> Value {
    match &image.source {
        ImageSource::Ubuntu(release) => Value::Lookup(Lookup::Ubuntu {
            release: release.clone(),
            architecture: architecture(image).to_owned(),
        }),
        ImageSource::AmazonLinux(release) => {
            Value::Lookup(Lookup::Parameter(amazon_linux(release, architecture(image))))
        }
        ImageSource::Ssm(name) => Value::Lookup(Lookup::Parameter(name.clone())),
        ImageSource::Id(id) => id.clone().into(),
    }
}

/// The device of an image's root volume: fixed for Ubuntu and Amazon Linux, asked for otherwise
/// (<https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html>, 2026-11).
fn root_device(image: &Image) -> Value {
    match &image.source {
        ImageSource::Ubuntu(_) => "/dev/sda1".into(),
        ImageSource::AmazonLinux(_) => "/dev/xvda".into(),
        ImageSource::Ssm(name) => Value::Lookup(Lookup::RootDevice(name.clone())),
        ImageSource::Id(id) => Value::Lookup(Lookup::RootDevice(id.clone())),
    }
}

/// An image as it was declared.
fn in_words(image: &Image) -> String {
    match &image.source {
        ImageSource::Ubuntu(release) => format!("ubuntu {release} {}", architecture(image)),
        ImageSource::AmazonLinux(release) => format!("amazon_linux {release} {}", architecture(image)),
        ImageSource::Ssm(name) => format!("ssm {name}"),
        ImageSource::Id(id) => id.clone(),
    }
}
