//! Auto scaling groups: what is refused, and how a group lives behind a load balancer.

use super::network::Network;
use crate::client::{all, first};
use crate::clock::Span;
use crate::service::Service::{AutoScaling, ElasticLoadBalancing as Elb};
use crate::settings::{Quotas, Settings};

/// A balancer that forwards to a target group, groups that let it, and a template.
pub(super) struct Site {
    pub(super) network: Network,
}

impl Site {
    pub(super) fn new(settings: Settings) -> Self {
        let mut network = Network::with_settings(Settings { default_vpc: false, ..settings });
        let name = "Filter.1.Value.1=ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20261023";
        network.make("image", "DescribeImages", &["Filter.1.Name=name", name], "imageId");
        let template = [
            "LaunchTemplateName=web",
            "LaunchTemplateData.ImageId={image}",
            "LaunchTemplateData.InstanceType=t3.small",
            "LaunchTemplateData.IamInstanceProfile.Name=LabInstanceProfile",
            "LaunchTemplateData.NetworkInterface.1.DeviceIndex=0",
            "LaunchTemplateData.NetworkInterface.1.AssociatePublicIpAddress=true",
            "LaunchTemplateData.NetworkInterface.1.SecurityGroupId.1={web}",
            "LaunchTemplateData.UserData=IyEvYmluL3No",
        ];
        network.make("template", "CreateLaunchTemplate", &template, "launchTemplateId");
        let balancer =
            ["Name=edge", "Subnets.member.1={a}", "Subnets.member.2={b}", "SecurityGroups.member.1={edge}"];
        network.found("balancer", Elb, "CreateLoadBalancer", &balancer, "LoadBalancerArn");
        let group =
            ["Name=web", "Protocol=HTTP", "Port=3000", "VpcId={vpc}", "HealthCheckIntervalSeconds=10"];
        network.found("group", Elb, "CreateTargetGroup", &group, "TargetGroupArn");
        let delay = [
            "TargetGroupArn={group}",
            "Attributes.member.1.Key=deregistration_delay.timeout_seconds",
            "Attributes.member.1.Value=30",
        ];
        network.tell(Elb, "ModifyTargetGroupAttributes", &delay);
        let listener = [
            "LoadBalancerArn={balancer}",
            "Protocol=HTTP",
            "Port=80",
            "DefaultActions.member.1.Type=forward",
            "DefaultActions.member.1.TargetGroupArn={group}",
        ];
        network.found("listener", Elb, "CreateListener", &listener, "ListenerArn");
        network.send("AuthorizeSecurityGroupIngress", &DOOR);
        network.aws.wait(Span::seconds(150));
        Self { network }
    }

    pub(super) fn create(&mut self, more: &[&str]) {
        let asked = [&GROUP[..], more].concat();
        self.network.tell(AutoScaling, "CreateAutoScalingGroup", &asked);
    }

    fn group(&mut self) -> String {
        self.network.tell(AutoScaling, "DescribeAutoScalingGroups", &["AutoScalingGroupNames.member.1=web"])
    }

    fn members(&mut self, element: &str) -> Vec<String> {
        all(&self.group(), element).into_iter().map(str::to_owned).collect()
    }

    fn states(&mut self) -> Vec<String> {
        let mut states = self.members("LifecycleState");
        states.sort();
        states
    }

    pub(super) fn health(&mut self) -> Vec<String> {
        let xml = self.network.tell(Elb, "DescribeTargetHealth", &["TargetGroupArn={group}"]);
        let mut states: Vec<String> = all(&xml, "State").into_iter().map(str::to_owned).collect();
        states.sort();
        states
    }

    fn wait(&mut self, seconds: u64) {
        self.network.aws.wait(Span::seconds(seconds));
    }

    fn activities(&mut self, element: &str) -> Vec<String> {
        let xml = self.network.tell(AutoScaling, "DescribeScalingActivities", &["AutoScalingGroupName=web"]);
        all(&xml, element).into_iter().map(str::to_owned).collect()
    }
}

const DOOR: [&str; 5] = [
    "GroupId={web}",
    "IpPermissions.1.IpProtocol=tcp",
    "IpPermissions.1.FromPort=3000",
    "IpPermissions.1.ToPort=3000",
    "IpPermissions.1.Groups.1.GroupId={edge}",
];

pub(super) const GROUP: [&str; 10] = [
    "AutoScalingGroupName=web",
    "LaunchTemplate.LaunchTemplateId={template}",
    "MinSize=1",
    "MaxSize=4",
    "DesiredCapacity=2",
    "VPCZoneIdentifier={a},{b}",
    "TargetGroupARNs.member.1={group}",
    "HealthCheckType=ELB",
    "HealthCheckGracePeriod=120",
    "DefaultInstanceWarmup=60",
];

#[test]
fn a_group_becomes_healthy_in_both_zones_and_is_counted() {
    let mut site = Site::new(Settings::default());
    let tags = [
        "Tags.member.1.Key=Name",
        "Tags.member.1.Value=web",
        "Tags.member.1.PropagateAtLaunch=true",
        "Tags.member.2.Key=team",
        "Tags.member.2.Value=a",
        "Tags.member.2.PropagateAtLaunch=false",
    ];
    site.create(&tags);
    assert_eq!(site.states(), ["Pending", "Pending"]);
    site.wait(10);
    assert_eq!(site.states(), ["InService", "InService"]);
    let zones = site.members("AvailabilityZone");
    assert_ne!(zones[0], zones[1]);
    // Launched, booted after 60 s; a check of the default threshold must have failed before.
    site.wait(10);
    assert_eq!(site.health(), ["initial", "initial"]);
    site.wait(10);
    assert_eq!(site.health(), ["unhealthy", "unhealthy"]);
    site.wait(30 + 50 - 1);
    assert_eq!(site.health(), ["unhealthy", "unhealthy"]);
    site.wait(1);
    assert_eq!(site.health(), ["healthy", "healthy"]);
    assert_eq!(site.members("HealthStatus"), ["Healthy", "Healthy"]);
    assert_eq!(site.activities("StatusCode"), ["Successful", "Successful"]);
    let tagged = site.network.listed(
        "DescribeInstances",
        &["Filter.1.Name=tag:Name", "Filter.1.Value.1=web"],
        "instanceId",
    );
    assert_eq!(tagged.len(), 2);
    let sources = site.network.tell(AutoScaling, "DescribeTrafficSources", &["AutoScalingGroupName=web"]);
    assert_eq!(first(&sources, "State"), "InService");
    let by_tag = ["Filters.member.1.Name=tag:team", "Filters.member.1.Values.member.1=a"];
    let found = site.network.tell(AutoScaling, "DescribeAutoScalingGroups", &by_tag);
    assert_eq!(first(&found, "AutoScalingGroupName"), "web");
}

#[test]
fn a_group_that_the_balancer_cannot_reach_replaces_its_machines_for_ever() {
    let mut site = Site::new(Settings::default());
    site.network.send("RevokeSecurityGroupIngress", &DOOR);
    site.create(&[]);
    site.wait(129);
    let before = site.members("InstanceId");
    assert_eq!(site.states(), ["InService", "InService"]);
    site.wait(1);
    assert_eq!(site.states(), ["Pending", "Pending", "Terminating", "Terminating"]);
    site.wait(3_600);
    assert!(site.members("InstanceId").iter().all(|id| !before.contains(id)));
    let causes = site.activities("Cause");
    assert!(causes.iter().any(|cause| cause.contains("ELB system health check failure")), "{causes:?}");
    // The edge comes back: whoever is there then is taken in.
    site.network.send("AuthorizeSecurityGroupIngress", &DOOR);
    site.wait(600);
    assert_eq!(site.health(), ["healthy", "healthy"]);
}

#[test]
fn a_changed_health_path_replaces_machines_and_the_new_ones_serve_it() {
    let mut site = Site::new(Settings::default());
    site.create(&[]);
    site.wait(600);
    let before = site.members("InstanceId");
    site.network.tell(Elb, "ModifyTargetGroup", &["TargetGroupArn={group}", "HealthCheckPath=/other"]);
    site.wait(600);
    assert!(site.members("InstanceId").iter().all(|id| !before.contains(id)));
    assert_eq!(site.health(), ["healthy", "healthy"]);
}

#[test]
fn a_group_of_plain_health_checks_keeps_what_the_balancer_dislikes_but_not_what_is_gone() {
    let mut site = Site::new(Settings::default());
    site.network.send("RevokeSecurityGroupIngress", &DOOR);
    let plain: Vec<&str> = GROUP
        .iter()
        .map(|line| if *line == "HealthCheckType=ELB" { "HealthCheckType=EC2" } else { line })
        .collect();
    site.network.tell(AutoScaling, "CreateAutoScalingGroup", &plain);
    site.wait(3_600);
    let before = site.members("InstanceId");
    assert_eq!(site.states(), ["InService", "InService"]);
    site.network.send("TerminateInstances", &[&format!("InstanceId.1={}", before[0])]);
    site.wait(29);
    assert_eq!(site.members("InstanceId"), before);
    site.wait(31);
    let after = site.members("InstanceId");
    assert_eq!((after.len(), after.contains(&before[0]), after.contains(&before[1])), (2, false, true));
}

#[test]
fn a_group_grows_shrinks_and_lets_connections_end() {
    let mut site = Site::new(Settings::default());
    site.create(&[]);
    site.wait(600);
    site.network.tell(AutoScaling, "SetDesiredCapacity", &["AutoScalingGroupName=web", "DesiredCapacity=4"]);
    site.wait(10);
    assert_eq!(site.states(), ["InService"; 4]);
    let protected = site.members("InstanceId");
    let ids: Vec<String> =
        (1..).zip(&protected[..3]).map(|(at, id)| format!("InstanceIds.member.{at}={id}")).collect();
    let mut protect = vec!["AutoScalingGroupName=web", "ProtectedFromScaleIn=true"];
    protect.extend(ids.iter().map(String::as_str));
    site.network.tell(AutoScaling, "SetInstanceProtection", &protect);
    site.wait(600);
    site.network.tell(AutoScaling, "SetDesiredCapacity", &["AutoScalingGroupName=web", "DesiredCapacity=1"]);
    assert_eq!(site.states(), ["InService", "InService", "InService", "Terminating"]);
    assert_eq!(site.health(), ["draining", "healthy", "healthy", "healthy"]);
    assert_eq!(site.activities("StatusCode")[0], "WaitingForELBConnectionDraining");
    site.wait(30);
    assert_eq!(site.health(), ["healthy", "healthy", "healthy"]);
    site.wait(30);
    assert_eq!(site.members("InstanceId"), protected[..3]);
}

#[test]
fn a_failed_launch_is_told_and_tried_again() {
    let quotas = Quotas { vcpus: Some(2), ..Quotas::default() };
    let mut site = Site::new(Settings { quotas, ..Settings::default() });
    site.create(&[]);
    assert_eq!(site.states(), ["Pending"]);
    let messages = site.activities("StatusMessage");
    assert_eq!(messages.len(), 1);
    assert!(messages[0].starts_with("VcpuLimitExceeded - "), "{messages:?}");
    site.wait(30);
    assert_eq!(site.activities("StatusMessage").len(), 2);
    site.wait(3_600);
    assert!(site.activities("StatusMessage").len() < 10);
}

#[test]
fn a_template_that_is_gone_shows_in_the_activities() {
    let mut site = Site::new(Settings::default());
    site.create(&[]);
    site.network.send("DeleteLaunchTemplate", &["LaunchTemplateId={template}"]);
    site.network.tell(AutoScaling, "SetDesiredCapacity", &["AutoScalingGroupName=web", "DesiredCapacity=3"]);
    assert!(site.activities("StatusMessage")[0].starts_with("InvalidLaunchTemplateId.NotFound"));
    assert_eq!(site.states().len(), 2);
}

#[test]
fn a_lab_terminates_what_is_above_its_limit() {
    let mut site = Site::new(Settings { lab_instances: Some(1), ..Settings::default() });
    site.create(&[]);
    site.wait(600);
    let running = ["Filter.1.Name=instance-state-name", "Filter.1.Value.1=running"];
    assert_eq!(site.network.listed("DescribeInstances", &running, "instanceId").len(), 1);
    assert_eq!(site.states()[0], "InService");
    let failed = site.activities("StatusCode").iter().filter(|status| *status == "Failed").count();
    assert!(failed > 3, "{failed}");
}

#[test]
fn suspended_processes_do_nothing() {
    let mut site = Site::new(Settings::default());
    site.create(&[]);
    site.wait(600);
    site.network.tell(
        AutoScaling,
        "SuspendProcesses",
        &["AutoScalingGroupName=web", "ScalingProcesses.member.1=Launch"],
    );
    site.network.tell(AutoScaling, "SetDesiredCapacity", &["AutoScalingGroupName=web", "DesiredCapacity=3"]);
    site.wait(600);
    assert_eq!(site.states().len(), 2);
    assert_eq!(first(&site.group(), "ProcessName"), "Launch");
    site.network.tell(AutoScaling, "ResumeProcesses", &["AutoScalingGroupName=web"]);
    site.wait(60);
    assert_eq!(site.states().len(), 3);
}

#[test]
fn traffic_sources_are_attached_and_detached() {
    let mut site = Site::new(Settings::default());
    let without: Vec<&str> =
        GROUP.iter().filter(|line| !line.starts_with("TargetGroupARNs")).copied().collect();
    site.network.tell(AutoScaling, "CreateAutoScalingGroup", &without);
    site.wait(600);
    assert!(site.health().is_empty());
    let source = [
        "AutoScalingGroupName=web",
        "TrafficSources.member.1.Identifier={group}",
        "TrafficSources.member.1.Type=elbv2",
    ];
    site.network.tell(AutoScaling, "AttachTrafficSources", &source);
    site.wait(10);
    assert_eq!(site.health(), ["healthy", "healthy"]);
    site.network.tell(AutoScaling, "DetachTrafficSources", &source);
    assert_eq!(site.health(), ["draining", "draining"]);
    assert_eq!(site.network.denied(AutoScaling, "DetachTrafficSources", &source), "ValidationError");
}

#[test]
fn a_new_version_is_for_new_machines_only() {
    let mut site = Site::new(Settings::default());
    site.create(&["LaunchTemplate.Version=1"]);
    site.wait(60);
    let version =
        ["LaunchTemplateId={template}", "SourceVersion=1", "LaunchTemplateData.InstanceType=t3.nano"];
    site.network.send("CreateLaunchTemplateVersion", &version);
    let update = [
        "AutoScalingGroupName=web",
        "LaunchTemplate.LaunchTemplateId={template}",
        "LaunchTemplate.Version=2",
        "DesiredCapacity=3",
    ];
    site.network.tell(AutoScaling, "UpdateAutoScalingGroup", &update);
    let mut types = site.members("InstanceType");
    types.sort();
    assert_eq!(types, ["t3.nano", "t3.small", "t3.small"]);
    // The bounds move the size with them.
    site.network.tell(AutoScaling, "UpdateAutoScalingGroup", &["AutoScalingGroupName=web", "MaxSize=2"]);
    assert_eq!(first(&site.group(), "DesiredCapacity"), "2");
    let terminating = site.states();
    assert_eq!(terminating.iter().filter(|state| *state == "Terminating").count(), 1);
}

#[test]
fn a_group_goes_when_its_machines_are_gone_or_with_force() {
    let mut site = Site::new(Settings::default());
    site.create(&[]);
    site.wait(600);
    let name = "AutoScalingGroupName=web";
    assert_eq!(site.network.denied(AutoScaling, "DeleteAutoScalingGroup", &[name]), "ResourceInUse");
    site.network.tell(AutoScaling, "UpdateAutoScalingGroup", &[name, "MinSize=0", "MaxSize=0"]);
    assert_eq!(site.states(), ["Terminating", "Terminating"]);
    assert_eq!(site.network.denied(AutoScaling, "DeleteAutoScalingGroup", &[name]), "ResourceInUse");
    site.wait(60);
    site.network.tell(AutoScaling, "DeleteAutoScalingGroup", &[name]);
    assert_eq!(first(&site.group(), "Status"), "Delete in progress");
    assert_eq!(site.network.denied(AutoScaling, "CreateAutoScalingGroup", &GROUP), "AlreadyExists");
    site.wait(5);
    assert!(site.states().is_empty());
    assert_eq!(first(&site.group(), "AutoScalingGroupName"), "");

    site.create(&[]);
    site.wait(600);
    site.network.tell(AutoScaling, "DeleteAutoScalingGroup", &[name, "ForceDelete=true"]);
    site.wait(30);
    assert_eq!(first(&site.group(), "AutoScalingGroupName"), "");
    let running = ["Filter.1.Name=instance-state-name", "Filter.1.Value.1=running"];
    assert!(site.network.listed("DescribeInstances", &running, "instanceId").is_empty());
}

#[test]
fn policies_and_tags_are_kept() {
    let mut site = Site::new(Settings::default());
    site.create(&[]);
    let policy = [
        "AutoScalingGroupName=web",
        "PolicyName=cpu",
        "PolicyType=TargetTrackingScaling",
        "TargetTrackingConfiguration.PredefinedMetricSpecification.PredefinedMetricType=ASGAverageCPUUtilization",
        "TargetTrackingConfiguration.TargetValue=70.0",
    ];
    let made = site.network.tell(AutoScaling, "PutScalingPolicy", &policy);
    let again = site.network.tell(AutoScaling, "PutScalingPolicy", &policy);
    assert_eq!(first(&made, "PolicyARN"), first(&again, "PolicyARN"));
    assert_eq!(all(&made, "AlarmName").len(), 2);
    let listed = site.network.tell(AutoScaling, "DescribePolicies", &["AutoScalingGroupName=web"]);
    assert_eq!(first(&listed, "TargetValue"), "70.0");
    site.network.tell(AutoScaling, "DeletePolicy", &["AutoScalingGroupName=web", "PolicyName=cpu"]);
    assert_eq!(
        site.network.denied(AutoScaling, "DeletePolicy", &["AutoScalingGroupName=web", "PolicyName=cpu"]),
        "ValidationError"
    );

    let tag = [
        "Tags.member.1.ResourceId=web",
        "Tags.member.1.ResourceType=auto-scaling-group",
        "Tags.member.1.Key=a",
        "Tags.member.1.Value=b",
        "Tags.member.1.PropagateAtLaunch=true",
    ];
    site.network.tell(AutoScaling, "CreateOrUpdateTags", &tag);
    let by_group = ["Filters.member.1.Name=auto-scaling-group", "Filters.member.1.Values.member.1=web"];
    let tags = site.network.tell(AutoScaling, "DescribeTags", &by_group);
    assert_eq!((first(&tags, "Key"), first(&tags, "PropagateAtLaunch")), ("a", "true"));
    site.network.tell(AutoScaling, "DeleteTags", &tag);
    let tags = site.network.tell(AutoScaling, "DescribeTags", &by_group);
    assert_eq!(first(&tags, "Key"), "");
}
