//! What auto scaling refuses, one line each: operation, parameters, code.

use super::scaling::{GROUP, Site};
use crate::service::Service::{AutoScaling, ElasticLoadBalancing as Elb};
use crate::settings::Settings;

#[test]
fn auto_scaling_is_refused_as_aws_refuses_it() {
    let mut site = Site::new(Settings::default());
    site.create(&[]);
    let network = &mut site.network;
    network.make(
        "other_a",
        "CreateSubnet",
        &["VpcId={other_vpc}", "CidrBlock=10.1.1.0/24", "AvailabilityZone=us-east-1a"],
        "subnetId",
    );
    let other = ["Name=other", "Protocol=HTTP", "Port=80", "VpcId={other_vpc}"];
    network.found("other_group_arn", Elb, "CreateTargetGroup", &other, "TargetGroupArn");
    let bad = [
        "LaunchTemplateName=bad",
        "LaunchTemplateData.ImageId=ami-00000000000000000",
        "LaunchTemplateData.InstanceType=t3.small",
    ];
    network.make("bad", "CreateLaunchTemplate", &bad, "launchTemplateId");
    // What is changed of the group above; a line that ends in `=` is left out.
    let cases: &[(&[&str], &str)] = &[
        (&[], "AlreadyExists"),
        (&["AutoScalingGroupName=a:b"], "ValidationError"),
        (&["AutoScalingGroupName=x", "MinSize=5"], "ValidationError"),
        (&["AutoScalingGroupName=x", "DesiredCapacity=5"], "ValidationError"),
        (&["AutoScalingGroupName=x", "DesiredCapacity=0"], "ValidationError"),
        (&["AutoScalingGroupName=x", "MinSize=-1"], "ValidationError"),
        (&["AutoScalingGroupName=x", "VPCZoneIdentifier="], "ValidationError"),
        (&["AutoScalingGroupName=x", "VPCZoneIdentifier=subnet-00000000000000000"], "ValidationError"),
        (&["AutoScalingGroupName=x", "VPCZoneIdentifier={a},{other_a}"], "ValidationError"),
        (&["AutoScalingGroupName=x", "TargetGroupARNs.member.1=none"], "ValidationError"),
        (&["AutoScalingGroupName=x", "TargetGroupARNs.member.1={other_group_arn}"], "ValidationError"),
        (&["AutoScalingGroupName=x", "HealthCheckType=ALB"], "ValidationError"),
        (&["AutoScalingGroupName=x", "HealthCheckGracePeriod=-1"], "ValidationError"),
        (&["AutoScalingGroupName=x", "TerminationPolicies.member.1=OldestTemplate"], "ValidationError"),
        (&["AutoScalingGroupName=x", "MaxInstanceLifetime=3600"], "ValidationError"),
        (
            &["AutoScalingGroupName=x", "LaunchTemplate.LaunchTemplateId=lt-00000000000000000"],
            "ValidationError",
        ),
        (&["AutoScalingGroupName=x", "LaunchTemplate.LaunchTemplateId={bad}"], "ValidationError"),
        (&["AutoScalingGroupName=x", "LaunchTemplate.Version=7"], "ValidationError"),
        (&["AutoScalingGroupName=x", "LaunchTemplate.LaunchTemplateId="], "ValidationError"),
        (&["AutoScalingGroupName=x", "Tags.member.1.Key=aws:a"], "ValidationError"),
    ];
    for (changed, code) in cases {
        let name = |line: &str| line.split('=').next().unwrap().to_owned();
        let kept = GROUP.iter().filter(|line| !changed.iter().any(|changed| name(changed) == name(line)));
        let said = changed.iter().filter(|line| !line.ends_with('='));
        let parameters: Vec<&str> = kept.chain(said).copied().collect();
        assert_eq!(network.denied(AutoScaling, "CreateAutoScalingGroup", &parameters), *code, "{changed:?}");
    }
    for (operation, parameters, code) in REFUSED {
        assert_eq!(network.denied(AutoScaling, operation, parameters), *code, "{operation} {parameters:?}");
    }
}

const REFUSED: &[(&str, &[&str], &str)] = &[
    ("UpdateAutoScalingGroup", &["AutoScalingGroupName=none"], "ValidationError"),
    ("UpdateAutoScalingGroup", &["AutoScalingGroupName=web", "MinSize=5"], "ValidationError"),
    ("SetDesiredCapacity", &["AutoScalingGroupName=web", "DesiredCapacity=5"], "ValidationError"),
    ("SetDesiredCapacity", &["AutoScalingGroupName=web", "DesiredCapacity=0"], "ValidationError"),
    ("DeleteAutoScalingGroup", &["AutoScalingGroupName=none"], "ValidationError"),
    ("DescribeAutoScalingGroups", &["NextToken=x"], "InvalidNextToken"),
    ("DescribeAutoScalingGroups", &["MaxRecords=101"], "ValidationError"),
    (
        "DescribeAutoScalingGroups",
        &["Filters.member.1.Name=colour", "Filters.member.1.Values.member.1=red"],
        "ValidationError",
    ),
    ("DescribeScalingActivities", &["AutoScalingGroupName=none"], "ValidationError"),
    ("SuspendProcesses", &["AutoScalingGroupName=web", "ScalingProcesses.member.1=Sleep"], "ValidationError"),
    (
        "SetInstanceProtection",
        &[
            "AutoScalingGroupName=web",
            "InstanceIds.member.1=i-00000000000000000",
            "ProtectedFromScaleIn=true",
        ],
        "ValidationError",
    ),
    (
        "AttachTrafficSources",
        &["AutoScalingGroupName=web", "TrafficSources.member.1.Identifier=none"],
        "ValidationError",
    ),
    (
        "PutScalingPolicy",
        &[
            "AutoScalingGroupName=web",
            "PolicyName=cpu",
            "PolicyType=TargetTrackingScaling",
            "TargetTrackingConfiguration.PredefinedMetricSpecification.PredefinedMetricType=CPU",
            "TargetTrackingConfiguration.TargetValue=70",
        ],
        "ValidationError",
    ),
    (
        "PutScalingPolicy",
        &[
            "AutoScalingGroupName=web",
            "PolicyName=requests",
            "PolicyType=TargetTrackingScaling",
            "TargetTrackingConfiguration.PredefinedMetricSpecification.PredefinedMetricType=ALBRequestCountPerTarget",
            "TargetTrackingConfiguration.TargetValue=70",
        ],
        "ValidationError",
    ),
    ("CreateOrUpdateTags", &["Tags.member.1.ResourceId=none", "Tags.member.1.Key=a"], "ValidationError"),
];
