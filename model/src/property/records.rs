//! The records of the rules that the table of properties tells.

use crate::check::{Entry, Phase};
use crate::diagnostic::{Rule, Severity};

/// Declares the records and their table.
macro_rules! records {
    ($($name:ident = $text:literal, $severity:ident,
        checks: $checks:literal,
        why: $why:literal,
        fails: $fails:literal,
        instead: $instead:literal,
        source: $source:literal;)*) => {
        $(
            #[doc = $checks]
            pub static $name: Rule = Rule {
                name: $text,
                severity: Severity::$severity,
                checks: $checks,
                why: $why,
                fails: $fails,
                instead: $instead,
                source: $source,
            };
        )*

        /// The rules of this file, by name.
        pub(crate) static RULES: &[Entry] = &[$(Entry { rule: &$name, phase: Phase::Shape, check: None },)*];
    };
}

records! {
    ALB_IDLE_TIMEOUT_RANGE = "alb_idle_timeout_range", Refused,
        checks: "The idle timeout of a load balancer is 1 to 4000 seconds.",
        why: "ModifyLoadBalancerAttributes refuses any other number.",
        fails: "load_balancer edge internet_facing in public with { idle_timeout: 5000 s }",
        instead: "`idle_timeout: 4000 s` or less",
        source: "ELBv2 API model (botocore 1.44.5), 2026-09";

    AMI_ID_FORM = "ami_id_form", Refused,
        checks: "An image id is `ami-` and 8 or 17 hexadecimal digits.",
        why: "RunInstances and CreateLaunchTemplate refuse it with InvalidAMIID.Malformed.",
        fails: "ami: id \"ami-0c398cb65\" x86_64",
        instead: "Paste the whole id, or name a release, as in `ubuntu \"22.04\" x86_64`.",
        source: "EC2 DescribeImages as reproduced by moto 5.2.5, 2026-09";

    AMI_RELEASE_FORM = "ami_release_form", Refused,
        checks: "A release of Ubuntu is a year and a month, one of Amazon Linux is `2` or `2023`.",
        why: "Their publishers have no image of any other, so there is nothing to launch.",
        fails: "ami: ubuntu \"jammy\" x86_64",
        instead: "`ami: ubuntu \"22.04\" x86_64`",
        source: "Ubuntu release cycle, and Amazon Linux 2023 user guide, read 2026-11";

    CERTIFICATE_DOMAIN_FORM = "certificate_domain_form", Refused,
        checks: "A name of a certificate is a host name, perhaps with `*` as its whole first label.",
        why: "RequestCertificate refuses any other name.",
        fails: "certificate site for [\"*.*.example.org\"]",
        instead: "`\"*.a.example.org\"`",
        source: "ACM API model (botocore 1.44.5), 2026-09";

    CERTIFICATE_FIRST_NAME_OVER_64 = "certificate_first_name_over_64", Refused,
        checks: "The first name of a certificate has at most 64 characters.",
        why: "It becomes the common name, which X.509 limits to 64.",
        fails: "certificate site for [\"a-name-of-more-than-64-characters….example.org\"]",
        instead: "Put a shorter name first.",
        source: "ACM API model (botocore 1.44.5), RequestCertificate, 2026-09";

    CERTIFICATE_PLACEHOLDER_ARN = "certificate_placeholder_arn", Refused,
        checks: "The ARN of an existing certificate has the form of one.",
        why: "CreateListener refuses what is no certificate with CertificateNotFound.",
        fails: "existing certificate site for [host] by arn \"arn:aws:acm:us-east-1:111122223333:certificate/abc12345-...\"",
        instead: "Paste the ARN that ACM shows for the issued certificate.",
        source: "ACM API model (botocore 1.44.5), 2026-09";

    DEREGISTRATION_DELAY_RANGE = "deregistration_delay_range", Refused,
        checks: "The deregistration delay of a target is 0 to 3600 seconds.",
        why: "ModifyTargetGroupAttributes refuses any other number.",
        fails: "target: http 3000 { deregistration_delay: 4000 s }",
        instead: "`deregistration_delay: 300 s`",
        source: "ELBv2 API model (botocore 1.44.5), 2026-09";

    FIXED_RESPONSE_BODY = "fixed_response_body", Refused,
        checks: "The body of a fixed response has at most 1024 characters.",
        why: "CreateListener and CreateRule refuse a longer one.",
        fails: "_ => respond 404 { body: \"… more than 1024 characters …\" }",
        instead: "Shorten it, or let a target answer.",
        source: "ELBv2 API model (botocore 1.44.5), 2026-09";

    FIXED_RESPONSE_CONTENT_TYPE = "fixed_response_content_type", Refused,
        checks: "The content type of a fixed response is one of the five that a load balancer sends.",
        why: "CreateListener and CreateRule refuse any other.",
        fails: "_ => respond 404 { content_type: \"text/xml\" }",
        instead: "`content_type: \"text/plain\"`",
        source: "ELBv2 API model (botocore 1.44.5), 2026-09";

    FIXED_RESPONSE_STATUS = "fixed_response_status", Refused,
        checks: "The status of a fixed response is 2xx, 4xx or 5xx.",
        why: "CreateListener and CreateRule refuse any other.",
        fails: "_ => respond 302",
        instead: "`_ => redirect 302 https 443`",
        source: "ELBv2 API model (botocore 1.44.5), 2026-09";

    GATEWAY_ENDPOINT_SERVICE = "gateway_endpoint_service", Refused,
        checks: "A gateway endpoint is for S3 or DynamoDB.",
        why: "CreateVpcEndpoint refuses a gateway endpoint of any other service with InvalidServiceName.",
        fails: "gateway_endpoint registry \"ecr.api\" on isolated;",
        instead: "`gateway_endpoint s3 \"s3\" on isolated;`",
        source: "Amazon VPC user guide, \"Gateway endpoints\", 2026-09";

    HEALTH_INTERVAL_RANGE = "health_interval_range", Refused,
        checks: "The interval of a health check is 5 to 300 seconds.",
        why: "CreateTargetGroup refuses any other number.",
        fails: "target: http 3000 { health_check: { interval: 4 s } }",
        instead: "`interval: 10 s`",
        source: "ELBv2 API model (botocore 1.44.5), 2026-09";

    HEALTH_MATCHER_FORM = "health_matcher_form", Refused,
        checks: "The codes of a health check are within 200 to 499, and a range begins with the lower one.",
        why: "CreateTargetGroup refuses any other with InvalidConfigurationRequest.",
        fails: "target: http 3000 { health_check: { codes: 200..=599 } }",
        instead: "`codes: 200..=399`",
        source: "ELBv2 API model (botocore 1.44.5), 2026-09";

    HEALTH_PATH_FORM = "health_path_form", Refused,
        checks: "The path of a health check begins with `/`, has no blank and at most 1024 characters.",
        why: "CreateTargetGroup refuses any other.",
        fails: "target: http 3000 { health_check: \"health\" }",
        instead: "`health_check: \"/health\"`",
        source: "ELBv2 API model (botocore 1.44.5), 2026-09";

    HEALTH_THRESHOLD_RANGE = "health_threshold_range", Refused,
        checks: "A threshold of a health check is 2 to 10 answers.",
        why: "CreateTargetGroup refuses any other number.",
        fails: "target: http 3000 { health_check: { healthy: 1 } }",
        instead: "`healthy: 2`",
        source: "ELBv2 API model (botocore 1.44.5), 2026-09";

    HEALTH_TIMEOUT_RANGE = "health_timeout_range", Refused,
        checks: "The timeout of a health check is 2 to 120 seconds.",
        why: "CreateTargetGroup refuses any other number.",
        fails: "target: http 3000 { health_check: { timeout: 1 s } }",
        instead: "`timeout: 5 s`",
        source: "ELBv2 API model (botocore 1.44.5), 2026-09";

    HOST_BAD_CHARACTER = "host_bad_character", Refused,
        checks: "A host of a rule has letters, digits, `-`, `.` and the wildcards `*` and `?` only.",
        why: "CreateRule refuses any other character: a host has no scheme, port or path.",
        fails: "\"https://www.example.org\" => web",
        instead: "`\"www.example.org\" => web`",
        source: "ELBv2 API model (botocore 1.44.5), 2026-09";

    HOST_BAD_DOTS = "host_bad_dots", Broken,
        checks: "No label of a host is empty.",
        why: "No request has such a host, so the rule never matches.",
        fails: "\"www..example.org\" => web",
        instead: "`\"www.example.org\" => web`",
        source: "RFC 1034, section 3.5, read 2026-11";

    HOST_LAST_LABEL_NOT_LETTERS = "host_last_label_not_letters", Refused,
        checks: "Only letters follow the last dot of a host.",
        why: "CreateRule refuses addresses and wildcards there.",
        fails: "\"10.0.0.1\" => web",
        instead: "Route on a name.",
        source: "ELBv2 API model (botocore 1.44.5), 2026-09";

    HOST_TOO_LONG = "host_too_long", Refused,
        checks: "A host of a rule has at most 128 characters.",
        why: "CreateRule refuses a longer one, although a certificate may name it.",
        fails: "\"… more than 128 characters ….example.org\" => web",
        instead: "Use a wildcard.",
        source: "ELBv2 API model (botocore 1.44.5), 2026-09";

    HOST_WITHOUT_DOT = "host_without_dot", Refused,
        checks: "A host of a rule has a dot.",
        why: "CreateRule refuses one without.",
        fails: "\"*\" => web",
        instead: "`_ => web`",
        source: "ELBv2 API model (botocore 1.44.5), 2026-09";

    IMDS_HOP_LIMIT_RANGE = "imds_hop_limit_range", Refused,
        checks: "The hop limit of instance metadata is 1 to 64.",
        why: "CreateLaunchTemplate and RunInstances refuse any other number.",
        fails: "metadata_hop_limit: 0",
        instead: "`metadata_hop_limit: 2`",
        source: "EC2 API model (botocore 1.44.5), 2026-09";

    INSTANCE_PROFILE_FORM = "instance_profile_form", Refused,
        checks: "An instance profile is named by 1 to 128 letters, digits and `+=,.@_-`.",
        why: "RunInstances and CreateLaunchTemplate take its name, and IAM gives it no other characters.",
        fails: "instance_profile: \"arn:aws:iam::111122223333:instance-profile/web\"",
        instead: "`instance_profile: \"web\"`",
        source: "IAM API model (botocore 1.44.5), CreateInstanceProfile, 2026-09";

    KEY_PAIR_FORM = "key_pair_form", Refused,
        checks: "The name of a key pair has 1 to 255 ASCII characters, no blank first or last.",
        why: "RunInstances refuses any other with InvalidKeyPair.NotFound, as no pair can have the name.",
        fails: "key_pair: \"\"",
        instead: "`key_pair: \"vockey\"`",
        source: "EC2 API reference, CreateKeyPair, 2026-09";

    LISTENER_PORT_RANGE = "listener_port_range", Refused,
        checks: "The port of a listener is 1 to 65535.",
        why: "CreateListener refuses any other number.",
        fails: "listen http 0 => web;",
        instead: "`listen http 80 => web;`",
        source: "ELBv2 API model (botocore 1.44.5), 2026-09";

    LISTENER_PROTOCOL_NOT_FOR_ALB = "listener_protocol_not_for_alb", Refused,
        checks: "A listener of an application load balancer speaks http or https.",
        why: "CreateListener refuses any other protocol with UnsupportedProtocol.",
        fails: "listen tcp 443 => web;",
        instead: "`listen https 443 with { certificates: [site] } => web;`",
        source: "ELBv2 API model (botocore 1.44.5), 2026-09";

    PATH_BAD_CHARACTER = "path_bad_character", Refused,
        checks: "A path pattern has only the characters that a load balancer compares.",
        why: "CreateRule refuses any other.",
        fails: "match path { \"/a#b\" => web, _ => respond 404 }",
        instead: "Remove it, or write `?` for any one character.",
        source: "ELBv2 API model (botocore 1.44.5), 2026-09";

    PATH_TOO_LONG = "path_too_long", Refused,
        checks: "A path pattern has at most 128 characters.",
        why: "CreateRule refuses a longer one.",
        fails: "match path { \"/… more than 128 characters …\" => web, _ => respond 404 }",
        instead: "Use `*`.",
        source: "ELBv2 API model (botocore 1.44.5), 2026-09";

    PATH_WITHOUT_SLASH = "path_without_slash", Broken,
        checks: "A path pattern begins with `/`, `*` or `?`.",
        why: "Every path begins with `/`, so the rule never matches.",
        fails: "match path { \"api/*\" => web, _ => respond 404 }",
        instead: "`\"/api/*\"`",
        source: "RFC 9110, section 4.2.1, read 2026-11";

    PROTOCOL_UNKNOWN = "protocol_unknown", Refused,
        checks: "A protocol of an arrow is `tcp`, `udp`, `icmp` or `all`.",
        why: "AuthorizeSecurityGroupIngress refuses any other word with InvalidPermission.Malformed.",
        fails: "edge -> web: http 80;",
        instead: "`edge -> web: tcp 80;`",
        source: "EC2 API model (botocore 1.44.5), IpPermission, 2026-09";

    REDIRECT_STATUS = "redirect_status", Refused,
        checks: "The status of a redirect is 301 or 302.",
        why: "CreateListener and CreateRule refuse any other.",
        fails: "listen http 80 => redirect 307 https 443;",
        instead: "`listen http 80 => redirect 302 https 443;`",
        source: "ELBv2 API model (botocore 1.44.5), 2026-09";

    REFRESH_SURGE_RANGE = "refresh_surge_range", Refused,
        checks: "The surge of a refresh is at least 1 machine.",
        why: "Without one more machine a refresh takes one out of service first, and fewer than desired serve.",
        fails: "refresh: { surge: 0 }",
        instead: "`refresh: { surge: 1 }`",
        source: "Auto Scaling API model (botocore 1.44.5), StartInstanceRefresh, 2026-09";

    REGION_UNKNOWN = "region_unknown", Broken,
        checks: "The region is one that AWS has.",
        why: "No endpoint answers for a region that does not exist.",
        fails: "region \"us-esat-1\";",
        instead: "`region \"us-east-1\";`",
        source: "AWS general reference, \"Regions and zones\", 2026-09";

    SCALING_POLICY_TARGET_RANGE = "scaling_policy_target_range", Broken,
        checks: "A CPU target is 1 to 99 percent.",
        why: "Above 100 percent AWS refuses it, and 100 percent is never exceeded: the group would never grow.",
        fails: "scaling: cpu 100%",
        instead: "`scaling: cpu 70%`",
        source: "Auto Scaling API model (botocore 1.44.5), TargetTrackingConfiguration, 2026-09";

    SSM_PARAMETER_FORM = "ssm_parameter_form", Refused,
        checks: "The name of an SSM parameter has letters, digits and `_.-/:`, and begins with `/` where it has one.",
        why: "GetParameter refuses any other with ValidationException.",
        fails: "ami: ssm \"aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64\" x86_64",
        instead: "`ami: ssm \"/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64\" x86_64`",
        source: "Systems Manager API reference, PutParameter, 2026-09";

    STICKINESS_DURATION_RANGE = "stickiness_duration_range", Refused,
        checks: "Stickiness lasts 1 second to 7 days.",
        why: "ModifyTargetGroupAttributes refuses any other number.",
        fails: "target: http 3000 { stickiness: 8 days }",
        instead: "`stickiness: 7 days`",
        source: "ELBv2 API model (botocore 1.44.5), 2026-09";

    SUBNET_SIZE_OUT_OF_BOUNDS = "subnet_size_out_of_bounds", Refused,
        checks: "A subnet is a /16 to a /28.",
        why: "CreateSubnet refuses any other with InvalidSubnet.Range.",
        fails: "subnet public \"10.0.1.0/29\" in a;",
        instead: "`subnet public \"10.0.1.0/28\" in a;`",
        source: "Amazon VPC user guide, \"Subnet sizing\", 2026-09";

    TAG_KEY_LENGTH = "tag_key_length", Refused,
        checks: "A tag key has 1 to 128 characters, a value at most 256.",
        why: "Every call that creates a thing with such a tag is refused.",
        fails: "tags { Note: \"… more than 256 characters …\" }",
        instead: "Shorten it.",
        source: "AWS general reference, \"Tagging AWS resources\", 2026-09";

    TAG_KEY_OWNED = "tag_key_owned", Refused,
        checks: "A tag key does not begin with `groundplan:`.",
        why: "These tags say to whom a thing belongs; another value would make it somebody else's.",
        fails: "tags { \"groundplan:topology\": \"shop\" }",
        instead: "Use another key.",
        source: "Groundplan, ownership by tags, 2026-11";

    TAG_KEY_RESERVED = "tag_key_reserved", Refused,
        checks: "A tag key does not begin with `aws:`, in whatever case.",
        why: "Keys with this prefix are AWS's own: EC2 refuses them with InvalidParameterValue.",
        fails: "tags { \"aws:team\": \"web\" }",
        instead: "`tags { team: \"web\" }`",
        source: "AWS general reference, \"Tagging AWS resources\", 2026-09";

    TARGET_GROUP_PORT_RANGE = "target_group_port_range", Refused,
        checks: "The port of a target is 1 to 65535.",
        why: "CreateTargetGroup refuses any other number.",
        fails: "target: http 70000",
        instead: "`target: http 3000`",
        source: "ELBv2 API model (botocore 1.44.5), 2026-09";

    TLS_POLICY_UNKNOWN = "tls_policy_unknown", Refused,
        checks: "A TLS policy is one that load balancers have.",
        why: "CreateListener refuses any other with SSLPolicyNotFound.",
        fails: "listen https 443 with { certificates: [site], ssl_policy: \"TLS-1-2\" } => web;",
        instead: "`ssl_policy: \"ELBSecurityPolicy-TLS13-1-2-2021-06\"`",
        source: "Application Load Balancers guide, \"Security policies\", 2026-09";

    VPC_RANGE_FORBIDDEN = "vpc_range_forbidden", Refused,
        checks: "A VPC's block lies outside the ranges 0.0.0.0/8, 127.0.0.0/8, 169.254.0.0/16, 224.0.0.0/4 and 240.0.0.0/4.",
        why: "CreateVpc and AssociateVpcCidrBlock refuse them with InvalidVpc.Range.",
        fails: "vpc main \"169.254.10.0/24\" { … }",
        instead: "`vpc main \"10.0.0.0/16\" { … }`",
        source: "Amazon VPC user guide, \"VPC CIDR blocks\", 2026-09";

    VPC_SIZE_OUT_OF_BOUNDS = "vpc_size_out_of_bounds", Refused,
        checks: "A VPC's block, primary or secondary, is a /16 to a /28.",
        why: "CreateVpc and AssociateVpcCidrBlock refuse any other with InvalidVpc.Range.",
        fails: "vpc main \"10.0.0.0/15\" { … }",
        instead: "`vpc main \"10.0.0.0/16\" { … }`, and secondary blocks for more",
        source: "Amazon VPC user guide, \"VPC CIDR blocks\", 2026-09";
}
