//! Load balancers: what is refused, what is told, and when a target is healthy.

use serde_json::json;

use super::network::Network;
use crate::client::{all, first};
use crate::clock::Span;
use crate::service::Service::{CertificateManager, ElasticLoadBalancing as Elb};
use crate::settings::Settings;

/// A balancer with a listener that forwards to one machine, and groups that let it; nothing has had time yet.
pub(super) struct Site {
    pub(super) network: Network,
}

const FORWARD: [&str; 2] =
    ["DefaultActions.member.1.Type=forward", "DefaultActions.member.1.TargetGroupArn={group}"];

impl Site {
    pub(super) fn new(settings: Settings) -> Self {
        let mut network = Network::with_settings(Settings { default_vpc: false, ..settings });
        let balancer = [
            "Name=edge",
            "Subnets.member.1={a}",
            "Subnets.member.2={b}",
            "SecurityGroups.member.1={edge}",
            "Tags.member.1.Key=Name",
            "Tags.member.1.Value=edge",
        ];
        network.found("balancer", Elb, "CreateLoadBalancer", &balancer, "LoadBalancerArn");
        let group = [
            "Name=web",
            "Protocol=HTTP",
            "Port=3000",
            "VpcId={vpc}",
            "HealthCheckPath=/up",
            "HealthCheckIntervalSeconds=10",
            "HealthyThresholdCount=3",
        ];
        network.found("group", Elb, "CreateTargetGroup", &group, "TargetGroupArn");
        let listener = [&["LoadBalancerArn={balancer}", "Protocol=HTTP", "Port=80"], &FORWARD[..]].concat();
        network.found("listener", Elb, "CreateListener", &listener, "ListenerArn");
        let name = "Filter.1.Value.1=ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20261023";
        network.make("image", "DescribeImages", &["Filter.1.Name=name", name], "imageId");
        network.send("AuthorizeSecurityGroupIngress", &Self::door());
        Self { network }
    }

    /// The rule that lets the balancer in to the machines.
    fn door() -> [&'static str; 5] {
        [
            "GroupId={web}",
            "IpPermissions.1.IpProtocol=tcp",
            "IpPermissions.1.FromPort=3000",
            "IpPermissions.1.ToPort=3000",
            "IpPermissions.1.Groups.1.GroupId={edge}",
        ]
    }

    fn launch(&mut self, more: &[&str]) {
        let plain = [
            "ImageId={image}",
            "InstanceType=t3.small",
            "MinCount=1",
            "MaxCount=1",
            "NetworkInterface.1.DeviceIndex=0",
            "NetworkInterface.1.SubnetId={a}",
            "NetworkInterface.1.SecurityGroupId.1={web}",
            "TagSpecification.1.ResourceType=instance",
            "TagSpecification.1.Tag.1.Key=Name",
            "TagSpecification.1.Tag.1.Value=tool",
        ];
        self.network.make("machine", "RunInstances", &[&plain[..], more].concat(), "instanceId");
        self.network.aws.wait(Span::seconds(10));
        self.network.tell(
            Elb,
            "RegisterTargets",
            &["TargetGroupArn={group}", "Targets.member.1.Id={machine}"],
        );
    }

    fn health(&mut self) -> (String, String) {
        let xml = self.network.tell(Elb, "DescribeTargetHealth", &["TargetGroupArn={group}"]);
        (first(&xml, "State").to_owned(), first(&xml, "Reason").to_owned())
    }

    fn health_after(&mut self, seconds: u64) -> (String, String) {
        self.network.aws.wait(Span::seconds(seconds));
        self.health()
    }
}

fn told(state: &str, reason: &str) -> (String, String) {
    (state.to_owned(), reason.to_owned())
}

#[test]
fn a_target_becomes_healthy_when_the_balancer_and_the_machine_are_there() {
    let mut site = Site::new(Settings::default());
    site.launch(&["NetworkInterface.1.AssociatePublicIpAddress=true", "UserData=IyEvYmluL3No"]);
    assert_eq!(site.health(), told("initial", "Elb.RegistrationInProgress"));
    // The balancer is active 150 s after it was made, 140 from here; the machine has booted by then; one check more.
    assert_eq!(site.health_after(139), told("initial", "Elb.RegistrationInProgress"));
    assert_eq!(site.health_after(1), told("initial", "Elb.InitialHealthChecking"));
    assert_eq!(site.health_after(10), told("healthy", ""));
    let balancers = site.network.tell(Elb, "DescribeLoadBalancers", &["Names.member.1=edge"]);
    assert_eq!(first(&balancers, "Code"), "active");
}

#[test]
fn without_the_rule_a_target_is_never_healthy_and_with_it_again_after_its_threshold() {
    let mut site = Site::new(Settings::default());
    site.network.send("RevokeSecurityGroupIngress", &Site::door());
    site.launch(&[]);
    assert_eq!(site.health_after(140 + 20), told("unhealthy", "Target.Timeout"));
    assert_eq!(site.health_after(3_600), told("unhealthy", "Target.Timeout"));
    site.network.send("AuthorizeSecurityGroupIngress", &Site::door());
    assert_eq!(site.health_after(29).0, "unhealthy");
    assert_eq!(site.health_after(1), told("healthy", ""));
    site.network.send("RevokeSecurityGroupIngress", &Site::door());
    assert_eq!(site.health_after(20), told("unhealthy", "Target.Timeout"));
}

#[test]
fn a_machine_with_user_data_is_ready_only_if_it_could_load_what_it_needs() {
    let mut site = Site::new(Settings::default());
    // No public address, and the route leads to the internet gateway.
    site.launch(&["UserData=IyEvYmluL3No"]);
    assert_eq!(site.health_after(3_600), told("unhealthy", "Target.FailedHealthChecks"));
    let mut site = Site::new(Settings::default());
    let endpoint = ["VpcId={vpc}", "ServiceName=com.amazonaws.us-east-1.s3", "RouteTableId.1={table}"];
    site.network.make("endpoint", "CreateVpcEndpoint", &endpoint, "vpcEndpointId");
    site.launch(&["UserData=IyEvYmluL3No"]);
    assert_eq!(site.health_after(3_600), told("healthy", ""));
}

#[test]
fn what_a_machine_serves_can_be_said() {
    let serving = |port: u16, path: &str, code: u16| {
        let serves = [("to*".to_owned(), [(port, [(path.to_owned(), code)].into())].into())].into();
        let mut site = Site::new(Settings { serves, ..Settings::default() });
        site.launch(&[]);
        site.health_after(3_600)
    };
    assert_eq!(serving(3000, "/up", 200), told("healthy", ""));
    assert_eq!(serving(3000, "*", 200), told("healthy", ""));
    assert_eq!(serving(3000, "/up", 500), told("unhealthy", "Target.ResponseCodeMismatch"));
    assert_eq!(serving(3000, "/other", 200), told("unhealthy", "Target.ResponseCodeMismatch"));
    assert_eq!(serving(8080, "/up", 200), told("unhealthy", "Target.FailedHealthChecks"));
}

#[test]
fn a_machine_goes_on_serving_what_it_was_launched_for() {
    let mut site = Site::new(Settings::default());
    site.launch(&[]);
    assert_eq!(site.health_after(200).0, "healthy");
    site.network.tell(Elb, "ModifyTargetGroup", &["TargetGroupArn={group}", "HealthCheckPath=/other"]);
    assert_eq!(site.health_after(20), told("unhealthy", "Target.ResponseCodeMismatch"));
    site.network.tell(Elb, "ModifyTargetGroup", &["TargetGroupArn={group}", "Matcher.HttpCode=200-404"]);
    assert_eq!(site.health_after(30), told("healthy", ""));
}

#[test]
fn a_target_is_unused_where_no_listener_forwards_or_its_zone_is_off() {
    let mut site = Site::new(Settings::default());
    site.launch(&[]);
    assert_eq!(site.health_after(200).0, "healthy");
    site.network.tell(Elb, "DeleteListener", &["ListenerArn={listener}"]);
    assert_eq!(site.health(), told("unused", "Target.NotInUse"));
    site.network.tell(Elb, "DeregisterTargets", &["TargetGroupArn={group}", "Targets.member.1.Id={machine}"]);
    assert_eq!(site.health().0, "");
    site.network.tell(Elb, "DeleteTargetGroup", &["TargetGroupArn={group}"]);
}

#[test]
fn a_target_drains_before_it_goes() {
    let mut site = Site::new(Settings::default());
    let delay = [
        "TargetGroupArn={group}",
        "Attributes.member.1.Key=deregistration_delay.timeout_seconds",
        "Attributes.member.1.Value=30",
    ];
    site.network.tell(Elb, "ModifyTargetGroupAttributes", &delay);
    site.launch(&[]);
    assert_eq!(site.health_after(200).0, "healthy");
    let target = ["TargetGroupArn={group}", "Targets.member.1.Id={machine}"];
    site.network.tell(Elb, "DeregisterTargets", &target);
    assert_eq!(site.health_after(29), told("draining", "Target.DeregistrationInProgress"));
    assert_eq!(site.health_after(1), told("", ""));
    let asked = site.network.tell(Elb, "DescribeTargetHealth", &target);
    assert_eq!(first(&asked, "Reason"), "Target.NotRegistered");
}

#[test]
fn a_balancer_holds_its_subnets_and_groups_until_its_interfaces_are_gone() {
    let mut site = Site::new(Settings::default());
    let network = &mut site.network;
    let own = ["Filter.1.Name=group-id", "Filter.1.Value.1={edge}"];
    assert_eq!(network.listed("DescribeNetworkInterfaces", &own, "networkInterfaceId").len(), 2);
    network.tell(Elb, "DeleteLoadBalancer", &["LoadBalancerArn={balancer}"]);
    network.tell(Elb, "DeleteLoadBalancer", &["LoadBalancerArn={balancer}"]);
    assert_eq!(
        network.denied(Elb, "DescribeListeners", &["ListenerArns.member.1={listener}"]),
        "ListenerNotFound"
    );
    assert_eq!(network.refused("DeleteSubnet", &["SubnetId={b}"]), "DependencyViolation");
    network.aws.wait(Span::seconds(60));
    assert!(network.listed("DescribeNetworkInterfaces", &own, "networkInterfaceId").is_empty());
    network.send("DeleteSubnet", &["SubnetId={b}"]);
}

#[test]
fn the_same_create_gives_the_same_balancer_and_the_same_target_group() {
    let mut site = Site::new(Settings::default());
    let network = &mut site.network;
    let same =
        ["Name=edge", "Subnets.member.1={b}", "Subnets.member.2={a}", "SecurityGroups.member.1={edge}"];
    let again = network.tell(Elb, "CreateLoadBalancer", &same);
    assert_eq!(first(&again, "LoadBalancerArn"), network.id("balancer"));
    let tags = network.tell(Elb, "DescribeTags", &["ResourceArns.member.1={balancer}"]);
    assert_eq!(first(&tags, "Value"), "edge");
}

#[test]
fn https_needs_a_certificate_that_is_issued() {
    let mut site = Site::new(Settings { dns_actor: true, ..Settings::default() });
    let network = &mut site.network;
    let body = json!({ "DomainName": "example.org", "ValidationMethod": "DNS" });
    let response = network.aws.json(CertificateManager, "RequestCertificate", body).text();
    let arn: serde_json::Value = serde_json::from_str(&response).unwrap();
    network.name("certificate", arn["CertificateArn"].as_str().unwrap().to_owned());
    let https = [
        "LoadBalancerArn={balancer}",
        "Protocol=HTTPS",
        "Port=443",
        "Certificates.member.1.CertificateArn={certificate}",
    ];
    let https = [&https[..], &FORWARD[..]].concat();
    assert_eq!(network.denied(Elb, "CreateListener", &https), "UnsupportedCertificate");
    network.aws.wait(Span::seconds(55));
    network.found("https", Elb, "CreateListener", &https, "ListenerArn");
    let shown = network.tell(Elb, "DescribeListeners", &["LoadBalancerArn={balancer}"]);
    assert_eq!(first(&shown, "SslPolicy"), "ELBSecurityPolicy-2016-08");

    let delete = json!({ "CertificateArn": network.id("certificate") });
    let refused = |network: &mut Network| {
        let response = network.aws.json(CertificateManager, "DeleteCertificate", delete.clone());
        if response.is_success() { String::new() } else { crate::client::code(&response) }
    };
    assert_eq!(refused(network), "ResourceInUseException");
    network.tell(Elb, "DeleteListener", &["ListenerArn={https}"]);
    assert_eq!(refused(network), "ResourceInUseException");
    network.aws.wait(Span::seconds(10));
    assert_eq!(refused(network), "");
}

#[test]
fn rules_change_places_in_one_call() {
    let mut site = Site::new(Settings::default());
    let network = &mut site.network;
    for (name, host, priority) in [("one", "a.example.org", "10"), ("two", "b.example.org", "20")] {
        let rule = [
            "ListenerArn={listener}",
            &format!("Priority={priority}"),
            "Conditions.member.1.Field=host-header",
            &format!("Conditions.member.1.HostHeaderConfig.Values.member.1={host}"),
            "Actions.member.1.Type=forward",
            "Actions.member.1.TargetGroupArn={group}",
        ];
        network.found(name, Elb, "CreateRule", &rule, "RuleArn");
    }
    let swap = [
        "RulePriorities.member.1.RuleArn={one}",
        "RulePriorities.member.1.Priority=20",
        "RulePriorities.member.2.RuleArn={two}",
        "RulePriorities.member.2.Priority=10",
    ];
    assert_eq!(network.denied(Elb, "SetRulePriorities", &swap[..2]), "PriorityInUse");
    network.tell(Elb, "SetRulePriorities", &swap);
    let rules = network.tell(Elb, "DescribeRules", &["ListenerArn={listener}"]);
    let arns: Vec<String> = all(&rules, "RuleArn").into_iter().map(str::to_owned).collect();
    assert_eq!(arns[..2], [network.id("two").to_owned(), network.id("one").to_owned()]);
    assert_eq!(all(&rules, "Priority"), ["10", "20", "default"]);
}
