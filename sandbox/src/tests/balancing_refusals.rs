//! What load balancing refuses, one line each: operation, parameters, code.

use super::balancing::Site;
use crate::service::Service::ElasticLoadBalancing as Elb;
use crate::settings::Settings;

#[test]
fn load_balancing_is_refused_as_aws_refuses_it() {
    let mut site = Site::new(Settings::default());
    let network = &mut site.network;
    network.make(
        "small_a",
        "CreateSubnet",
        &["VpcId={vpc}", "CidrBlock=10.0.9.0/28", "AvailabilityZone=us-east-1a"],
        "subnetId",
    );
    network.make(
        "other_a",
        "CreateSubnet",
        &["VpcId={other_vpc}", "CidrBlock=10.1.1.0/24", "AvailabilityZone=us-east-1a"],
        "subnetId",
    );
    network.make(
        "other_b",
        "CreateSubnet",
        &["VpcId={other_vpc}", "CidrBlock=10.1.2.0/24", "AvailabilityZone=us-east-1b"],
        "subnetId",
    );
    network.make(
        "image",
        "DescribeImages",
        &[
            "Filter.1.Name=name",
            "Filter.1.Value.1=ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20261023",
        ],
        "imageId",
    );
    network.make(
        "holder",
        "RunInstances",
        &["ImageId={image}", "InstanceType=t3.nano", "SubnetId={small_a}", "MinCount=4", "MaxCount=4"],
        "instanceId",
    );
    let other_group = ["Name=other", "Protocol=HTTP", "Port=80", "VpcId={other_vpc}"];
    network.found("other_group_arn", Elb, "CreateTargetGroup", &other_group, "TargetGroupArn");
    let inner = ["Name=inner", "Scheme=internal", "Subnets.member.1={a}", "Subnets.member.2={b}"];
    network.found("inner", Elb, "CreateLoadBalancer", &inner, "LoadBalancerArn");
    let protect = [
        "LoadBalancerArn={inner}",
        "Attributes.member.1.Key=deletion_protection.enabled",
        "Attributes.member.1.Value=true",
    ];
    network.tell(Elb, "ModifyLoadBalancerAttributes", &protect);
    let rule = [
        "ListenerArn={listener}",
        "Priority=10",
        "Conditions.member.1.Field=path-pattern",
        "Conditions.member.1.Values.member.1=/v1/*",
        "Actions.member.1.Type=fixed-response",
        "Actions.member.1.FixedResponseConfig.StatusCode=404",
    ];
    network.found("rule", Elb, "CreateRule", &rule, "RuleArn");
    for (operation, parameters, code) in REFUSED {
        assert_eq!(network.denied(Elb, operation, parameters), *code, "{operation} {parameters:?}");
    }
}

const REFUSED: &[(&str, &[&str], &str)] = &[
    // Load balancers.
    ("CreateLoadBalancer", &["Name=x", "Subnets.member.1={a}"], "ValidationError"),
    ("CreateLoadBalancer", &["Name=x"], "ValidationError"),
    (
        "CreateLoadBalancer",
        &["Name=x", "Subnets.member.1={a}", "Subnets.member.2={private}"],
        "InvalidConfigurationRequest",
    ),
    (
        "CreateLoadBalancer",
        &["Name=x", "Subnets.member.1={a}", "Subnets.member.2={other_b}"],
        "InvalidConfigurationRequest",
    ),
    (
        "CreateLoadBalancer",
        &["Name=x", "Subnets.member.1={a}", "Subnets.member.2=subnet-00000000000000000"],
        "SubnetNotFound",
    ),
    (
        "CreateLoadBalancer",
        &["Name=x", "Subnets.member.1={small_a}", "Subnets.member.2={b}"],
        "InvalidSubnet",
    ),
    (
        "CreateLoadBalancer",
        &["Name=x", "Subnets.member.1={other_a}", "Subnets.member.2={other_b}"],
        "InvalidSubnet",
    ),
    (
        "CreateLoadBalancer",
        &[
            "Name=x",
            "Subnets.member.1={a}",
            "Subnets.member.2={b}",
            "SecurityGroups.member.1=sg-00000000000000000",
        ],
        "InvalidSecurityGroup",
    ),
    (
        "CreateLoadBalancer",
        &["Name=x", "Subnets.member.1={a}", "Subnets.member.2={b}", "SecurityGroups.member.1={other_group}"],
        "InvalidConfigurationRequest",
    ),
    (
        "CreateLoadBalancer",
        &["Name=x", "Subnets.member.1={a}", "Subnets.member.2={b}", "Scheme=public"],
        "InvalidScheme",
    ),
    (
        "CreateLoadBalancer",
        &["Name=edge", "Subnets.member.1={a}", "Subnets.member.2={b}"],
        "DuplicateLoadBalancerName",
    ),
    (
        "CreateLoadBalancer",
        &["Name=internal-x", "Subnets.member.1={a}", "Subnets.member.2={b}"],
        "ValidationError",
    ),
    ("CreateLoadBalancer", &["Name=a_b", "Subnets.member.1={a}", "Subnets.member.2={b}"], "ValidationError"),
    ("CreateLoadBalancer", &["Name=a-", "Subnets.member.1={a}", "Subnets.member.2={b}"], "ValidationError"),
    (
        "CreateLoadBalancer",
        &["Name=abcdefghijklmnopqrstuvwxyz0123456", "Subnets.member.1={a}", "Subnets.member.2={b}"],
        "ValidationError",
    ),
    (
        "CreateLoadBalancer",
        &[
            "Name=x",
            "Subnets.member.1={a}",
            "Subnets.member.2={b}",
            "Tags.member.1.Key=a",
            "Tags.member.2.Key=a",
        ],
        "DuplicateTagKeys",
    ),
    ("DescribeLoadBalancers", &["Names.member.1=none"], "LoadBalancerNotFound"),
    ("DescribeLoadBalancers", &["Marker=x"], "ValidationError"),
    ("DescribeLoadBalancers", &["PageSize=401"], "ValidationError"),
    ("SetSubnets", &["LoadBalancerArn={balancer}", "Subnets.member.1={a}"], "ValidationError"),
    (
        "SetSubnets",
        &["LoadBalancerArn={inner}x", "Subnets.member.1={a}", "Subnets.member.2={b}"],
        "LoadBalancerNotFound",
    ),
    (
        "ModifyLoadBalancerAttributes",
        &["LoadBalancerArn={balancer}", "Attributes.member.1.Key=colour", "Attributes.member.1.Value=red"],
        "ValidationError",
    ),
    (
        "ModifyLoadBalancerAttributes",
        &[
            "LoadBalancerArn={balancer}",
            "Attributes.member.1.Key=idle_timeout.timeout_seconds",
            "Attributes.member.1.Value=4001",
        ],
        "InvalidConfigurationRequest",
    ),
    ("DeleteLoadBalancer", &["LoadBalancerArn={inner}"], "OperationNotPermitted"),
    // Target groups.
    ("CreateTargetGroup", &["Name=x", "Protocol=HTTP", "VpcId={vpc}"], "ValidationError"),
    ("CreateTargetGroup", &["Name=x", "Protocol=HTTP", "Port=0", "VpcId={vpc}"], "ValidationError"),
    (
        "CreateTargetGroup",
        &["Name=x", "Protocol=HTTP", "Port=80", "VpcId=vpc-00000000000000000"],
        "ValidationError",
    ),
    (
        "CreateTargetGroup",
        &["Name=web", "Protocol=HTTP", "Port=3001", "VpcId={vpc}"],
        "DuplicateTargetGroupName",
    ),
    (
        "CreateTargetGroup",
        &["Name=x", "Protocol=HTTP", "Port=80", "VpcId={vpc}", "HealthCheckIntervalSeconds=5"],
        "ValidationError",
    ),
    (
        "CreateTargetGroup",
        &["Name=x", "Protocol=HTTP", "Port=80", "VpcId={vpc}", "HealthCheckIntervalSeconds=301"],
        "ValidationError",
    ),
    (
        "CreateTargetGroup",
        &["Name=x", "Protocol=HTTP", "Port=80", "VpcId={vpc}", "HealthCheckTimeoutSeconds=1"],
        "ValidationError",
    ),
    (
        "CreateTargetGroup",
        &["Name=x", "Protocol=HTTP", "Port=80", "VpcId={vpc}", "HealthyThresholdCount=11"],
        "ValidationError",
    ),
    (
        "CreateTargetGroup",
        &["Name=x", "Protocol=HTTP", "Port=80", "VpcId={vpc}", "HealthCheckPath=up"],
        "ValidationError",
    ),
    (
        "CreateTargetGroup",
        &["Name=x", "Protocol=HTTP", "Port=80", "VpcId={vpc}", "Matcher.HttpCode=200-599"],
        "InvalidConfigurationRequest",
    ),
    (
        "ModifyTargetGroupAttributes",
        &[
            "TargetGroupArn={group}",
            "Attributes.member.1.Key=deregistration_delay.timeout_seconds",
            "Attributes.member.1.Value=3601",
        ],
        "InvalidConfigurationRequest",
    ),
    (
        "ModifyTargetGroupAttributes",
        &[
            "TargetGroupArn={group}",
            "Attributes.member.1.Key=slow_start.duration_seconds",
            "Attributes.member.1.Value=29",
        ],
        "InvalidConfigurationRequest",
    ),
    ("DeleteTargetGroup", &["TargetGroupArn={group}"], "ResourceInUse"),
    (
        "RegisterTargets",
        &["TargetGroupArn={group}", "Targets.member.1.Id=i-00000000000000000"],
        "InvalidTarget",
    ),
    ("RegisterTargets", &["TargetGroupArn={group}", "Targets.member.1.Id={holder}"], "InvalidTarget"),
    ("DescribeTargetHealth", &["TargetGroupArn=none"], "TargetGroupNotFound"),
    // Listeners.
    (
        "CreateListener",
        &[
            "LoadBalancerArn={balancer}",
            "Protocol=HTTP",
            "Port=80",
            "DefaultActions.member.1.Type=forward",
            "DefaultActions.member.1.TargetGroupArn={group}",
        ],
        "DuplicateListener",
    ),
    (
        "CreateListener",
        &[
            "LoadBalancerArn={balancer}",
            "Protocol=TCP",
            "Port=81",
            "DefaultActions.member.1.Type=forward",
            "DefaultActions.member.1.TargetGroupArn={group}",
        ],
        "UnsupportedProtocol",
    ),
    (
        "CreateListener",
        &[
            "LoadBalancerArn={balancer}",
            "Protocol=HTTPS",
            "Port=443",
            "DefaultActions.member.1.Type=forward",
            "DefaultActions.member.1.TargetGroupArn={group}",
        ],
        "ValidationError",
    ),
    (
        "CreateListener",
        &[
            "LoadBalancerArn={balancer}",
            "Protocol=HTTPS",
            "Port=443",
            "Certificates.member.1.CertificateArn=arn:aws:acm:us-east-1:123456789012:certificate/x",
            "DefaultActions.member.1.Type=forward",
            "DefaultActions.member.1.TargetGroupArn={group}",
        ],
        "CertificateNotFound",
    ),
    (
        "CreateListener",
        &[
            "LoadBalancerArn={balancer}",
            "Protocol=HTTPS",
            "Port=443",
            "SslPolicy=none",
            "Certificates.member.1.CertificateArn=x",
            "DefaultActions.member.1.Type=forward",
            "DefaultActions.member.1.TargetGroupArn={group}",
        ],
        "SSLPolicyNotFound",
    ),
    (
        "CreateListener",
        &[
            "LoadBalancerArn={balancer}",
            "Protocol=HTTP",
            "Port=81",
            "SslPolicy=ELBSecurityPolicy-2016-08",
            "DefaultActions.member.1.Type=forward",
            "DefaultActions.member.1.TargetGroupArn={group}",
        ],
        "ValidationError",
    ),
    (
        "CreateListener",
        &[
            "LoadBalancerArn={balancer}",
            "Protocol=HTTP",
            "Port=81",
            "DefaultActions.member.1.Type=forward",
            "DefaultActions.member.1.TargetGroupArn=none",
        ],
        "TargetGroupNotFound",
    ),
    (
        "CreateListener",
        &[
            "LoadBalancerArn={balancer}",
            "Protocol=HTTP",
            "Port=81",
            "DefaultActions.member.1.Type=forward",
            "DefaultActions.member.1.TargetGroupArn={other_group_arn}",
        ],
        "InvalidConfigurationRequest",
    ),
    (
        "CreateListener",
        &[
            "LoadBalancerArn={inner}",
            "Protocol=HTTP",
            "Port=81",
            "DefaultActions.member.1.Type=forward",
            "DefaultActions.member.1.TargetGroupArn={group}",
        ],
        "TargetGroupAssociationLimit",
    ),
    (
        "CreateListener",
        &[
            "LoadBalancerArn={balancer}",
            "Protocol=HTTP",
            "Port=81",
            "DefaultActions.member.1.Type=redirect",
            "DefaultActions.member.1.RedirectConfig.StatusCode=HTTP_301",
        ],
        "InvalidLoadBalancerAction",
    ),
    (
        "CreateListener",
        &[
            "LoadBalancerArn={balancer}",
            "Protocol=HTTP",
            "Port=81",
            "DefaultActions.member.1.Type=redirect",
            "DefaultActions.member.1.RedirectConfig.Port=443",
            "DefaultActions.member.1.RedirectConfig.StatusCode=HTTP_307",
        ],
        "ValidationError",
    ),
    (
        "CreateListener",
        &[
            "LoadBalancerArn={balancer}",
            "Protocol=HTTP",
            "Port=81",
            "DefaultActions.member.1.Type=fixed-response",
            "DefaultActions.member.1.FixedResponseConfig.StatusCode=302",
        ],
        "ValidationError",
    ),
    (
        "CreateListener",
        &[
            "LoadBalancerArn=none",
            "Protocol=HTTP",
            "Port=81",
            "DefaultActions.member.1.Type=forward",
            "DefaultActions.member.1.TargetGroupArn={group}",
        ],
        "LoadBalancerNotFound",
    ),
    ("DescribeListeners", &[], "ValidationError"),
    ("DeleteListener", &["ListenerArn=none"], "ListenerNotFound"),
    // Rules.
    (
        "CreateRule",
        &[
            "ListenerArn={listener}",
            "Priority=10",
            "Conditions.member.1.Field=path-pattern",
            "Conditions.member.1.Values.member.1=/b",
            "Actions.member.1.Type=forward",
            "Actions.member.1.TargetGroupArn={group}",
        ],
        "PriorityInUse",
    ),
    (
        "CreateRule",
        &[
            "ListenerArn={listener}",
            "Priority=50001",
            "Conditions.member.1.Field=path-pattern",
            "Conditions.member.1.Values.member.1=/b",
            "Actions.member.1.Type=forward",
            "Actions.member.1.TargetGroupArn={group}",
        ],
        "ValidationError",
    ),
    (
        "CreateRule",
        &[
            "ListenerArn={listener}",
            "Priority=11",
            "Actions.member.1.Type=forward",
            "Actions.member.1.TargetGroupArn={group}",
        ],
        "ValidationError",
    ),
    (
        "CreateRule",
        &[
            "ListenerArn={listener}",
            "Priority=11",
            "Conditions.member.1.Field=host-header",
            "Conditions.member.1.Values.member.1=*",
            "Actions.member.1.Type=forward",
            "Actions.member.1.TargetGroupArn={group}",
        ],
        "ValidationError",
    ),
    (
        "CreateRule",
        &[
            "ListenerArn={listener}",
            "Priority=11",
            "Conditions.member.1.Field=path-pattern",
            "Conditions.member.1.Values.member.1=/b",
            "Actions.member.1.Type=forward",
            "Actions.member.1.TargetGroupArn=none",
        ],
        "TargetGroupNotFound",
    ),
    ("ModifyRule", &["RuleArn=none"], "RuleNotFound"),
    ("DeleteRule", &["RuleArn=none"], "RuleNotFound"),
    ("AddTags", &["ResourceArns.member.1={balancer}", "Tags.member.1.Key=aws:a"], "ValidationError"),
    ("DescribeTags", &["ResourceArns.member.1={balancer}x"], "LoadBalancerNotFound"),
];
