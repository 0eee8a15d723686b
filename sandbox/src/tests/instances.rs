//! Machines: what is refused at a launch, and how one lives and ends.

use super::network::Network;
use crate::client::{all, first};
use crate::clock::Span;
use crate::settings::{Quotas, Settings};

/// A network with the newest image of each architecture.
fn network() -> Network {
    let mut network = Network::new();
    name_images(&mut network);
    network
}

fn name_images(network: &mut Network) {
    for (name, architecture) in [("image", "amd64"), ("arm_image", "arm64")] {
        let pattern = format!(
            "Filter.1.Value.1=ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-{architecture}-server-20261023"
        );
        network.make(name, "DescribeImages", &["Filter.1.Name=name", &pattern], "imageId");
    }
}

/// `{what}` is put in front of each line.
const PLAIN: [&str; 5] =
    ["ImageId={image}", "InstanceType=t3.small", "SubnetId={a}", "MinCount=1", "MaxCount=1"];

#[test]
fn launches_are_refused_as_aws_refuses_them() {
    let mut network = network();
    let long = format!("UserData={}", "YWJj".repeat(5_462));
    let cases: &[(&[&str], &str)] = &[
        (&["ImageId=ami-00000000000000000"], "InvalidAMIID.NotFound"),
        (&["ImageId=ami-1"], "InvalidAMIID.Malformed"),
        (&["InstanceType=t3.smal"], "InvalidParameterValue"),
        (&["InstanceType=t4g.small"], "InvalidParameterValue"),
        (&["ImageId={arm_image}"], "InvalidParameterValue"),
        (&["KeyName=other"], "InvalidKeyPair.NotFound"),
        (&["IamInstanceProfile.Name=LabRole"], "InvalidParameterValue"),
        (&["SecurityGroupId.1=sg-00000000000000000"], "InvalidGroup.NotFound"),
        (&["SecurityGroupId.1={other_group}"], "InvalidGroup.NotFound"),
        (&["SubnetId=subnet-00000000000000000"], "InvalidSubnetID.NotFound"),
        (&["MinCount=0"], "InvalidParameterValue"),
        (&["MinCount=300", "MaxCount=300"], "InsufficientFreeAddressesInSubnet"),
        (&[&long], "InvalidParameterValue"),
        (&["UserData=#!/bin/sh"], "InvalidParameterValue"),
        (&["MetadataOptions.HttpPutResponseHopLimit=0"], "InvalidParameterValue"),
        (
            &["InstanceType=m5.large", "CreditSpecification.CpuCredits=standard"],
            "InvalidParameterCombination",
        ),
        (
            &["BlockDeviceMapping.1.DeviceName=/dev/sda1", "BlockDeviceMapping.1.Ebs.VolumeSize=4"],
            "InvalidBlockDeviceMapping",
        ),
        (
            &["BlockDeviceMapping.1.DeviceName=/dev/sda1", "BlockDeviceMapping.1.Ebs.VolumeType=sc1"],
            "InvalidBlockDeviceMapping",
        ),
        (&["NetworkInterface.1.DeviceIndex=0", "SecurityGroupId.1={web}"], "InvalidParameterCombination"),
        (&["LaunchTemplate.LaunchTemplateName=none"], "InvalidLaunchTemplateName.NotFoundException"),
        (&["DryRun=true"], "DryRunOperation"),
        (&["DryRun=true", "KeyName=other"], "InvalidKeyPair.NotFound"),
        (&["Colour=red"], "UnknownParameter"),
    ];
    for (changed, code) in cases {
        let kept = PLAIN.iter().filter(|line| {
            let name = line.split('=').next().unwrap();
            !changed.iter().any(|changed| changed.split('=').next() == Some(name))
        });
        let parameters: Vec<&str> = kept.chain(changed.iter()).copied().collect();
        assert_eq!(network.refused("RunInstances", &parameters), *code, "{changed:?}");
    }
    assert!(network.listed("DescribeInstances", &[], "instanceId").is_empty());
}

#[test]
fn a_machine_boots_has_addresses_and_ends() {
    let mut network = network();
    let more = [
        "NetworkInterface.1.DeviceIndex=0",
        "NetworkInterface.1.SubnetId={a}",
        "NetworkInterface.1.SecurityGroupId.1={web}",
        "NetworkInterface.1.AssociatePublicIpAddress=true",
        "KeyName=vockey",
        "IamInstanceProfile.Name=LabInstanceProfile",
        "TagSpecification.1.ResourceType=instance",
        "TagSpecification.1.Tag.1.Key=Name",
        "TagSpecification.1.Tag.1.Value=bastion",
        "TagSpecification.2.ResourceType=volume",
        "TagSpecification.2.Tag.1.Key=Name",
        "TagSpecification.2.Tag.1.Value=disk",
        "ClientToken=once",
    ];
    let plain = ["ImageId={image}", "InstanceType=t3.small", "MinCount=1", "MaxCount=1"];
    let asked = [&plain[..], &more[..]].concat();
    network.make("machine", "RunInstances", &asked, "instanceId");
    let again = network.send("RunInstances", &asked);
    assert_eq!(first(&again, "instanceId"), network.id("machine"));

    let by_name = ["Filter.1.Name=tag:Name", "Filter.1.Value.1=bastion"];
    let states = |network: &mut Network| network.listed("DescribeInstances", &by_name, "name");
    assert_eq!(states(&mut network), ["pending"]);
    network.aws.wait(Span::seconds(10));
    assert_eq!(states(&mut network), ["running"]);
    let machine = network.send("DescribeInstances", &by_name);
    assert!(first(&machine, "privateIpAddress").starts_with("10.0.1."));
    assert!(first(&machine, "ipAddress").starts_with("44."));
    let disks =
        network.listed("DescribeVolumes", &["Filter.1.Name=tag:Name", "Filter.1.Value.1=disk"], "status");
    assert_eq!(disks[0], "in-use");
    let status = |network: &mut Network| {
        let xml = network.send("DescribeInstanceStatus", &["InstanceId.1={machine}"]);
        first(&xml, "status").to_owned()
    };
    assert_eq!(status(&mut network), "initializing");
    network.aws.wait(Span::seconds(50));
    assert_eq!(status(&mut network), "ok");
    assert_eq!(network.refused("DeleteSubnet", &["SubnetId={a}"]), "DependencyViolation");
    assert_eq!(network.refused("DeleteSecurityGroup", &["GroupId={web}"]), "DependencyViolation");

    let protect = ["InstanceId={machine}", "DisableApiTermination.Value=true"];
    network.send("ModifyInstanceAttribute", &protect);
    assert_eq!(network.refused("TerminateInstances", &["InstanceId.1={machine}"]), "OperationNotPermitted");
    network.send("ModifyInstanceAttribute", &["InstanceId={machine}", "DisableApiTermination.Value=false"]);
    let ended = network.send("TerminateInstances", &["InstanceId.1={machine}"]);
    assert_eq!(all(&ended, "name"), ["running", "shutting-down"]);
    assert_eq!(network.refused("DeleteSecurityGroup", &["GroupId={web}"]), "DependencyViolation");
    network.aws.wait(Span::seconds(30));
    assert_eq!(states(&mut network), ["terminated"]);
    network.send("DeleteSecurityGroup", &["GroupId={web}"]);
    assert!(network.listed("DescribeVolumes", &[], "volumeId").is_empty());
    network.aws.wait(Span::hours(1));
    assert_eq!(
        network.refused("DescribeInstances", &["InstanceId.1={machine}"]),
        "InvalidInstanceID.NotFound"
    );
}

#[test]
fn a_template_launches_and_the_request_wins_over_it() {
    let mut network = network();
    let template = [
        "LaunchTemplateName=web",
        "LaunchTemplateData.ImageId=resolve:ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id",
        "LaunchTemplateData.InstanceType=t3.small",
        "LaunchTemplateData.SecurityGroupId.1={web}",
    ];
    network.send("CreateLaunchTemplate", &template);
    let asked = [
        "LaunchTemplate.LaunchTemplateName=web",
        "LaunchTemplate.Version=$Latest",
        "InstanceType=t3.nano",
        "SubnetId={a}",
        "MinCount=1",
        "MaxCount=2",
    ];
    let made = network.send("RunInstances", &asked);
    assert_eq!(all(&made, "instanceType"), ["t3.nano", "t3.nano"]);
    assert_eq!(first(&made, "imageId"), network.id("image"));
    assert!(made.contains("aws:ec2launchtemplate:version"));
}

#[test]
fn cpus_are_counted_against_the_quota() {
    let quotas = Quotas { vcpus: Some(5), ..Quotas::default() };
    let mut network = Network::with_settings(Settings { quotas, default_vpc: false, ..Settings::default() });
    name_images(&mut network);
    network.send(
        "RunInstances",
        &["ImageId={image}", "InstanceType=t3.small", "SubnetId={a}", "MinCount=2", "MaxCount=2"],
    );
    assert_eq!(network.refused("RunInstances", &PLAIN), "VcpuLimitExceeded");
}
