//! Images, instance types, launch templates.

use crate::client::{Client, all, first};

#[test]
fn a_pattern_finds_the_images_of_an_owner_and_they_differ_in_age() {
    let mut aws = Client::new();
    let found = aws.ec2(
        "DescribeImages",
        &[
            "Owner.1=099720109477",
            "Filter.1.Name=name",
            "Filter.1.Value.1=ubuntu/images/hvm-ssd*/ubuntu-jammy-22.04-amd64-server-*",
            "Filter.2.Name=state",
            "Filter.2.Value.1=available",
            "Filter.3.Name=architecture",
            "Filter.3.Value.1=x86_64",
            "Filter.4.Name=virtualization-type",
            "Filter.4.Value.1=hvm",
            "Filter.5.Name=root-device-type",
            "Filter.5.Value.1=ebs",
        ],
    );
    let mut dates = all(&found, "creationDate");
    dates.sort_unstable();
    assert_eq!(dates, ["2026-08-14T00:00:00.000Z", "2026-09-18T00:00:00.000Z", "2026-10-23T00:00:00.000Z"]);
    let wrong_owner =
        aws.ec2("DescribeImages", &["Owner.1=amazon", "Filter.1.Name=name", "Filter.1.Value.1=ubuntu*"]);
    assert!(all(&wrong_owner, "imageId").is_empty());
    let amazon = aws.ec2(
        "DescribeImages",
        &["Owner.1=amazon", "Filter.1.Name=name", "Filter.1.Value.1=al2023-ami-2023.*-arm64"],
    );
    assert_eq!(all(&amazon, "imageId").len(), 3);
    aws.region = "us-west-2";
    let id = first(&found, "imageId");
    assert_eq!(aws.refused("DescribeImages", &[&format!("ImageId.1={id}")]), "InvalidAMIID.NotFound");
    assert_eq!(aws.refused("DescribeImages", &["ImageId.1=ami-xyz"]), "InvalidAMIID.Malformed");
}

#[test]
fn instance_types_and_key_pairs_are_looked_up_by_name() {
    let mut aws = Client::new();
    let small = aws.ec2("DescribeInstanceTypes", &["InstanceType.1=t3.small"]);
    assert_eq!((first(&small, "defaultVCpus"), first(&small, "sizeInMiB")), ("2", "2048"));
    assert_eq!(aws.refused("DescribeInstanceTypes", &["InstanceType.1=t3.smal"]), "InvalidInstanceType");
    assert_eq!(first(&aws.ec2("DescribeKeyPairs", &["KeyName.1=vockey"]), "keyName"), "vockey");
    assert_eq!(aws.refused("DescribeKeyPairs", &["KeyName.1=other"]), "InvalidKeyPair.NotFound");
    aws.region = "us-west-2";
    assert_eq!(aws.refused("DescribeKeyPairs", &["KeyName.1=vockey"]), "InvalidKeyPair.NotFound");
}

const TEMPLATE: [&str; 14] = [
    "LaunchTemplateName=web",
    "LaunchTemplateData.ImageId=ami-00000000000000001",
    "LaunchTemplateData.InstanceType=t3.small",
    "LaunchTemplateData.IamInstanceProfile.Name=LabInstanceProfile",
    "LaunchTemplateData.MetadataOptions.HttpTokens=required",
    "LaunchTemplateData.MetadataOptions.HttpPutResponseHopLimit=2",
    "LaunchTemplateData.Monitoring.Enabled=true",
    "LaunchTemplateData.NetworkInterface.1.DeviceIndex=0",
    "LaunchTemplateData.NetworkInterface.1.AssociatePublicIpAddress=true",
    "LaunchTemplateData.NetworkInterface.1.SecurityGroupId.1=sg-1",
    "LaunchTemplateData.BlockDeviceMapping.1.DeviceName=/dev/sda1",
    "LaunchTemplateData.BlockDeviceMapping.1.Ebs.VolumeSize=8",
    "LaunchTemplateData.BlockDeviceMapping.1.Ebs.VolumeType=gp3",
    "LaunchTemplateData.UserData=IyEvYmluL3No",
];

#[test]
fn a_template_keeps_its_versions_and_their_numbers_never_come_back() {
    let mut aws = Client::new();
    let made = aws.ec2("CreateLaunchTemplate", &TEMPLATE);
    let id = first(&made, "launchTemplateId").to_owned();
    let by_id = format!("LaunchTemplateId={id}");
    let version = ["LaunchTemplateData.InstanceType=t3.nano", "VersionDescription=two", "SourceVersion=1"];
    let made = aws.ec2("CreateLaunchTemplateVersion", &[&[by_id.as_str()], &version[..]].concat());
    assert_eq!((first(&made, "versionNumber"), first(&made, "defaultVersion")), ("2", "false"));

    let latest = aws.ec2(
        "DescribeLaunchTemplateVersions",
        &["LaunchTemplateName=web", "LaunchTemplateVersion.1=$Latest"],
    );
    let texts = [
        "instanceType",
        "httpTokens",
        "associatePublicIpAddress",
        "groupId",
        "volumeSize",
        "userData",
        "versionDescription",
    ];
    let found: Vec<&str> = texts.iter().map(|name| first(&latest, name)).collect();
    assert_eq!(found, ["t3.nano", "required", "true", "sg-1", "8", "IyEvYmluL3No", "two"]);

    let kept = aws.ec2(
        "DeleteLaunchTemplateVersions",
        &[&by_id, "LaunchTemplateVersion.1=1", "LaunchTemplateVersion.2=7"],
    );
    let reasons = all(&kept, "code");
    assert_eq!(reasons, ["unexpectedError", "launchTemplateVersionDoesNotExist"]);
    aws.ec2("ModifyLaunchTemplate", &[&by_id, "SetDefaultVersion=2"]);
    let deleted = aws.ec2("DeleteLaunchTemplateVersions", &[&by_id, "LaunchTemplateVersion.1=1"]);
    assert_eq!(first(&deleted, "versionNumber"), "1");
    aws.ec2("CreateLaunchTemplateVersion", &[&by_id, "LaunchTemplateData.InstanceType=t3.nano"]);
    let listed = aws.ec2("DescribeLaunchTemplateVersions", &[&by_id]);
    assert_eq!(all(&listed, "versionNumber"), ["2", "3"]);
    let listed = aws.ec2("DescribeLaunchTemplates", &["LaunchTemplateName.1=web"]);
    assert_eq!((first(&listed, "defaultVersionNumber"), first(&listed, "latestVersionNumber")), ("2", "3"));
    aws.ec2("DeleteLaunchTemplate", &[&by_id]);
    assert_eq!(
        aws.refused("DescribeLaunchTemplates", &["LaunchTemplateName.1=web"]),
        "InvalidLaunchTemplateName.NotFoundException"
    );
}

#[test]
fn the_same_token_gives_the_same_template() {
    let mut aws = Client::new();
    let asked = [&TEMPLATE[..], &["ClientToken=one"]].concat();
    let id = first(&aws.ec2("CreateLaunchTemplate", &asked), "launchTemplateId").to_owned();
    assert_eq!(first(&aws.ec2("CreateLaunchTemplate", &asked), "launchTemplateId"), id);
    let other = [&asked[..], &["VersionDescription=other"]].concat();
    assert_eq!(aws.refused("CreateLaunchTemplate", &other), "IdempotentParameterMismatch");
}

#[test]
fn templates_are_refused_as_aws_refuses_them() {
    let mut aws = Client::new();
    aws.ec2("CreateLaunchTemplate", &TEMPLATE);
    let long = format!("LaunchTemplateData.UserData={}", "YWJj".repeat(5_462));
    let cases: &[(&str, &[&str], &str)] = &[
        ("CreateLaunchTemplate", &TEMPLATE, "InvalidLaunchTemplateName.AlreadyExistsException"),
        (
            "CreateLaunchTemplate",
            &["LaunchTemplateName=a b", "LaunchTemplateData.KeyName=k"],
            "InvalidLaunchTemplateName.MalformedException",
        ),
        ("CreateLaunchTemplate", &["LaunchTemplateName=other"], "MissingParameter"),
        ("CreateLaunchTemplate", &["LaunchTemplateName=other", &long], "InvalidUserData.Malformed"),
        (
            "CreateLaunchTemplate",
            &["LaunchTemplateName=other", "LaunchTemplateData.UserData=#!/bin/sh"],
            "InvalidUserData.Malformed",
        ),
        (
            "CreateLaunchTemplate",
            &["LaunchTemplateName=other", "LaunchTemplateData.MetadataOptions.HttpPutResponseHopLimit=65"],
            "InvalidParameterValue",
        ),
        (
            "CreateLaunchTemplate",
            &[
                "LaunchTemplateName=other",
                "LaunchTemplateData.SecurityGroupId.1=sg-1",
                "LaunchTemplateData.NetworkInterface.1.DeviceIndex=0",
            ],
            "InvalidParameterCombination",
        ),
        (
            "CreateLaunchTemplate",
            &["LaunchTemplateName=other", "LaunchTemplateData.Colour=red"],
            "UnknownParameter",
        ),
        (
            "CreateLaunchTemplateVersion",
            &["LaunchTemplateName=none", "LaunchTemplateData.KeyName=k"],
            "InvalidLaunchTemplateName.NotFoundException",
        ),
        (
            "ModifyLaunchTemplate",
            &["LaunchTemplateName=web", "SetDefaultVersion=9"],
            "InvalidLaunchTemplateId.VersionNotFound",
        ),
        ("DeleteLaunchTemplate", &["LaunchTemplateId=lt-00000001"], "InvalidLaunchTemplateId.NotFound"),
        ("DescribeLaunchTemplates", &["NextToken=x"], "InvalidNextToken"),
        ("DescribeLaunchTemplates", &["MaxResults=201"], "InvalidParameterValue"),
    ];
    for (operation, parameters, code) in cases {
        assert_eq!(aws.refused(operation, parameters), *code, "{operation} {parameters:?}");
    }
}
