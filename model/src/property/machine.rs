//! Properties of machines: groups, instances, what they launch, their images and volumes.

use super::network::tags;
use super::records::*;
use super::{Block, Form, Property, Shape, Type, Word, forms};

const ARCHITECTURES: &[&str] = &["x86_64", "arm64"];

/// The properties of this file.
pub(super) static PROPERTIES: &[Property] = &[
    Property::key(Block::AutoScalingGroup, "launch", Type::Block(Block::Launch), "launch").required(),
    Property::key(Block::AutoScalingGroup, "groups", Type::Names("group"), "groups"),
    Property::key(Block::AutoScalingGroup, "size", Type::Block(Block::Size), "size").required(),
    Property::key(
        Block::AutoScalingGroup,
        "scaling",
        Type::Typed(&[Word { word: "cpu", arguments: "70%", block: None }]),
        "scaling",
    ),
    Property::key(
        Block::AutoScalingGroup,
        "health_check",
        Type::Typed(&[
            Word { word: "load_balancer", arguments: "", block: Some(Block::GroupHealth) },
            Word { word: "instance", arguments: "", block: Some(Block::GroupHealth) },
        ]),
        "health check",
    )
    .or("instance { grace: 0 s }"),
    Property::key(Block::AutoScalingGroup, "instance_warmup", Type::Seconds, "instance warm-up"),
    Property::key(Block::AutoScalingGroup, "refresh", Type::Block(Block::Refresh), "refresh")
        .or("{ surge: 1 }"),
    Property::key(Block::AutoScalingGroup, "target", TARGET, "target"),
    tags(Block::AutoScalingGroup),
    Property::key(Block::Size, "min", Type::Count, "fewest machines").required().or_param(),
    Property::key(Block::Size, "desired", Type::Count, "desired machines").or_param(),
    Property::key(Block::Size, "max", Type::Count, "most machines").required().or_param(),
    Property::operand(Block::Scaling, "cpu", Type::Percent, "CPU target")
        .shapes(&[Shape { rule: &SCALING_POLICY_TARGET_RANGE, form: Form::Range(1, 99) }]),
    Property::key(Block::GroupHealth, "grace", Type::Seconds, "grace period").or("0 s"),
    Property::key(Block::Refresh, "surge", Type::Count, "surge of a refresh")
        .or("1")
        .shapes(&[Shape { rule: &REFRESH_SURGE_RANGE, form: Form::Range(1, 10_000) }]),
    Property::key(Block::Launch, "instance_type", Type::Text, "instance type").required().or_param(),
    Property::key(
        Block::Launch,
        "ami",
        Type::Typed(&[
            Word::plain("ubuntu", "\"22.04\" x86_64"),
            Word::plain("amazon_linux", "\"2023\" x86_64"),
            Word::plain("ssm", "\"/aws/service/…\" x86_64"),
            Word::plain("id", "\"ami-0123456789abcdef0\" x86_64"),
        ]),
        "machine image",
    )
    .required(),
    Property::key(Block::Launch, "key_pair", Type::Text, "key pair")
        .shapes(&[Shape { rule: &KEY_PAIR_FORM, form: Form::Text(forms::key_pair) }]),
    Property::key(Block::Launch, "instance_profile", Type::Text, "instance profile")
        .shapes(&[Shape { rule: &INSTANCE_PROFILE_FORM, form: Form::Text(forms::instance_profile) }]),
    Property::key(Block::Launch, "metadata_hop_limit", Type::Count, "metadata hop limit")
        .or("1")
        .shapes(&[Shape { rule: &IMDS_HOP_LIMIT_RANGE, form: Form::Range(1, 64) }]),
    Property::key(Block::Launch, "detailed_monitoring", Type::YesNo, "detailed monitoring")
        .or_param()
        .or("no"),
    Property::key(Block::Launch, "public_address", Type::YesNo, "public address"),
    Property::key(Block::Launch, "root_volume", VOLUME, "root volume"),
    Property::key(Block::Launch, "user_data", Type::File, "user data"),
    Property::operand(Block::Image, "id", Type::Text, "image id")
        .shapes(&[Shape { rule: &AMI_ID_FORM, form: Form::Text(forms::image_id) }]),
    Property::operand(Block::Image, "ubuntu", Type::Text, "release of Ubuntu")
        .shapes(&[Shape { rule: &AMI_RELEASE_FORM, form: Form::Text(forms::ubuntu_release) }]),
    Property::operand(Block::Image, "amazon_linux", Type::Text, "release of Amazon Linux")
        .shapes(&[Shape { rule: &AMI_RELEASE_FORM, form: Form::Text(forms::amazon_linux_release) }]),
    Property::operand(Block::Image, "ssm", Type::Text, "SSM parameter")
        .shapes(&[Shape { rule: &SSM_PARAMETER_FORM, form: Form::Text(forms::ssm_parameter) }]),
    Property::operand(Block::Image, "architecture", Type::Word(ARCHITECTURES), "architecture"),
    Property::operand(Block::Volume, "size", Type::Gib, "volume size"),
    Property::key(Block::Instance, "launch", Type::Block(Block::Launch), "launch").required(),
    Property::key(Block::Instance, "groups", Type::Names("group"), "groups"),
    Property::key(Block::Instance, "target", TARGET, "target"),
    tags(Block::Instance),
];

const TARGET: Type = Type::Typed(&[Word { word: "http", arguments: "3000", block: Some(Block::Target) }]);

const VOLUME: Type = Type::Typed(&[
    Word::plain("gp3", "8 GiB"),
    Word::plain("gp2", "8 GiB"),
    Word::plain("standard", "8 GiB"),
    Word::plain("io1", "8 GiB"),
    Word::plain("io2", "8 GiB"),
    Word::plain("st1", "125 GiB"),
    Word::plain("sc1", "125 GiB"),
]);
