//! For each property with a shape, values on both sides of its bounds.

use super::super::{Block, Value};
use crate::cidr::Cidr;
use Value::{Codes, Number, Text};

/// A property, values that it takes, and values that it refuses with the rule that tells.
pub(super) struct Case {
    pub block: Block,
    pub name: &'static str,
    pub takes: &'static [Value<'static>],
    pub refuses: &'static [(Value<'static>, &'static str)],
}

pub(super) const fn block(base: u32, length: u8) -> Value<'static> {
    Value::Cidr(Cidr::containing(base, length))
}

pub(super) const LONG_LABEL: &str = "0123456789012345678901234567890123456789012345678901234567890123";
const HOST_128: &str = "0123456789.0123456789.0123456789.0123456789.0123456789.0123456789.0123456789.0123456789.\
                        0123456789.0123456789.0123456789.example";
const PATH_128: &str = "/01234567890123456789012345678901234567890123456789012345678901234567890123456789\
                        01234567890123456789012345678901234567890123456";

pub(super) static CASES: &[Case] = &[
    Case {
        block: Block::Topology,
        name: "region",
        takes: &[Text("us-east-1"), Text("mx-central-1")],
        refuses: &[(Text("us-east-1a"), "region_unknown"), (Text("us-esat-1"), "region_unknown")],
    },
    Case {
        block: Block::Tags,
        name: "key",
        takes: &[Text("Project"), Text("awsome"), Text("aws")],
        refuses: &[
            (Text("aws:team"), "tag_key_reserved"),
            (Text("AWS:team"), "tag_key_reserved"),
            (Text("groundplan:topology"), "tag_key_owned"),
            (Text(""), "tag_key_length"),
        ],
    },
    Case { block: Block::Tags, name: "value", takes: &[Text("")], refuses: &[] },
    Case {
        block: Block::Vpc,
        name: "cidr",
        takes: &[block(0x0a00_0000, 16), block(0x0a00_0000, 28)],
        refuses: &[
            (block(0x0a00_0000, 15), "vpc_size_out_of_bounds"),
            (block(0x0a00_0000, 29), "vpc_size_out_of_bounds"),
            (block(0x0001_0000, 16), "vpc_range_forbidden"),
            (block(0x7f00_0000, 24), "vpc_range_forbidden"),
            (block(0xa9fe_0a00, 24), "vpc_range_forbidden"),
            (block(0xe000_0000, 16), "vpc_range_forbidden"),
            (block(0xf000_0000, 16), "vpc_range_forbidden"),
        ],
    },
    Case {
        block: Block::Vpc,
        name: "secondary",
        takes: &[block(0x6440_0000, 16)],
        refuses: &[(block(0x0a00_0000, 29), "vpc_size_out_of_bounds")],
    },
    Case {
        block: Block::Subnet,
        name: "cidr",
        takes: &[block(0x0a00_0000, 16), block(0x0a00_0000, 28)],
        refuses: &[
            (block(0x0a00_0000, 15), "subnet_size_out_of_bounds"),
            (block(0x0a00_0000, 29), "subnet_size_out_of_bounds"),
        ],
    },
    Case {
        block: Block::GatewayEndpoint,
        name: "service",
        takes: &[Text("s3"), Text("dynamodb")],
        refuses: &[(Text("ecr.api"), "gateway_endpoint_service"), (Text("S3"), "gateway_endpoint_service")],
    },
    Case {
        block: Block::Edge,
        name: "protocol",
        takes: &[Text("tcp"), Text("udp"), Text("icmp"), Text("all")],
        refuses: &[(Text("http"), "protocol_unknown"), (Text("TCP"), "protocol_unknown")],
    },
    Case {
        block: Block::Edge,
        name: "port",
        takes: &[Number(0), Number(65_535)],
        refuses: &[(Number(65_536), "port_out_of_range")],
    },
    Case {
        block: Block::Certificate,
        name: "host",
        takes: &[Text("a.bc"), Text("*.example.org"), Text(HOST_128)],
        refuses: &[
            (Text("*.*.example.org"), "certificate_domain_form"),
            (Text("a*.example.org"), "certificate_domain_form"),
            (Text("*.org"), "certificate_domain_form"),
            (Text("example"), "certificate_domain_form"),
            (Text("-a.example.org"), "certificate_domain_form"),
            (Text("a_b.example.org"), "certificate_domain_form"),
            (Text("www.example.o"), "certificate_domain_form"),
            (
                Text("0123456789012345678901234567890123456789012345678901234567890123.example.org"),
                "certificate_domain_form",
            ),
        ],
    },
    Case {
        block: Block::Certificate,
        name: "first host",
        takes: &[Text("0123456789012345678901234567890123456789012345678901.example.org")],
        refuses: &[
            (
                Text("01234567890123456789012345678901234567890123456789012.example.org"),
                "certificate_first_name_over_64",
            ),
            (Text("*"), "certificate_domain_form"),
        ],
    },
    Case {
        block: Block::Certificate,
        name: "arn",
        takes: &[Text("arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012")],
        refuses: &[
            (
                Text("arn:aws:acm:us-east-1:111122223333:certificate/abc12345-..."),
                "certificate_placeholder_arn",
            ),
            (
                Text("arn:aws:acm:us-east-1:111122223333:certificate/00000000-0000-0000-0000-000000000000"),
                "certificate_placeholder_arn",
            ),
            (
                Text("arn:aws:acm:us-east-1:1111222233:certificate/12345678-1234-1234-1234-123456789012"),
                "certificate_placeholder_arn",
            ),
            (Text("site"), "certificate_placeholder_arn"),
        ],
    },
    Case {
        block: Block::LoadBalancer,
        name: "idle_timeout",
        takes: &[Number(1), Number(4000)],
        refuses: &[(Number(0), "alb_idle_timeout_range"), (Number(4001), "alb_idle_timeout_range")],
    },
    Case {
        block: Block::Listen,
        name: "protocol",
        takes: &[Text("http"), Text("https")],
        refuses: &[(Text("tcp"), "listener_protocol_not_for_alb")],
    },
    Case {
        block: Block::Listen,
        name: "port",
        takes: &[Number(1), Number(65_535)],
        refuses: &[(Number(0), "listener_port_range"), (Number(65_536), "listener_port_range")],
    },
    Case {
        block: Block::Listen,
        name: "ssl_policy",
        takes: &[Text("ELBSecurityPolicy-2016-08"), Text("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09")],
        refuses: &[(Text("ELBSecurityPolicy-TLS13-1-2-2021"), "tls_policy_unknown")],
    },
    Case {
        block: Block::Arm,
        name: "host",
        takes: &[Text("www.example.org"), Text("*.example.org"), Text("a?.example.org"), Text(HOST_128)],
        refuses: &[
            (
                Text(
                    "x0123456789.0123456789.0123456789.0123456789.0123456789.0123456789.0123456789.0123456789.\
                     0123456789.0123456789.0123456789.example",
                ),
                "host_too_long",
            ),
            (Text(""), "host_too_long"),
            (Text("https://www.example.org"), "host_bad_character"),
            (Text("www.example.org:443"), "host_bad_character"),
            (Text("a_b.example.org"), "host_bad_character"),
            (Text("*"), "host_without_dot"),
            (Text("localhost"), "host_without_dot"),
            (Text("www..example.org"), "host_bad_dots"),
            (Text("example.org."), "host_bad_dots"),
            (Text("10.0.0.1"), "host_last_label_not_letters"),
            (Text("example.*"), "host_last_label_not_letters"),
        ],
    },
    Case {
        block: Block::Arm,
        name: "path",
        takes: &[Text("/"), Text("*.php"), Text("/v1/*"), Text("/a?b"), Text(PATH_128)],
        refuses: &[
            (
                Text(
                    "/01234567890123456789012345678901234567890123456789012345678901234567890123456789\
                     012345678901234567890123456789012345678901234567",
                ),
                "path_too_long",
            ),
            (Text("/a#b"), "path_bad_character"),
            (Text("/a b"), "path_bad_character"),
            (Text("/find?q=*"), "path_bad_character"),
            (Text("api/*"), "path_without_slash"),
        ],
    },
    Case {
        block: Block::Redirect,
        name: "status",
        takes: &[Number(301), Number(302)],
        refuses: &[
            (Number(300), "redirect_status"),
            (Number(303), "redirect_status"),
            (Number(307), "redirect_status"),
        ],
    },
    Case {
        block: Block::Redirect,
        name: "port",
        takes: &[Number(1), Number(65_535)],
        refuses: &[(Number(0), "listener_port_range"), (Number(65_536), "listener_port_range")],
    },
    Case {
        block: Block::Respond,
        name: "status",
        takes: &[Number(200), Number(299), Number(400), Number(599)],
        refuses: &[
            (Number(199), "fixed_response_status"),
            (Number(300), "fixed_response_status"),
            (Number(399), "fixed_response_status"),
            (Number(600), "fixed_response_status"),
        ],
    },
    Case {
        block: Block::Respond,
        name: "content_type",
        takes: &[Text("text/plain"), Text("application/json")],
        refuses: &[(Text("text/xml"), "fixed_response_content_type")],
    },
    Case { block: Block::Respond, name: "body", takes: &[Text("")], refuses: &[] },
    Case {
        block: Block::Target,
        name: "port",
        takes: &[Number(1), Number(65_535)],
        refuses: &[(Number(0), "target_group_port_range"), (Number(65_536), "target_group_port_range")],
    },
    Case {
        block: Block::Target,
        name: "stickiness",
        takes: &[Number(1), Number(604_800)],
        refuses: &[(Number(0), "stickiness_duration_range"), (Number(604_801), "stickiness_duration_range")],
    },
    Case {
        block: Block::Target,
        name: "deregistration_delay",
        takes: &[Number(0), Number(3600)],
        refuses: &[(Number(3601), "deregistration_delay_range")],
    },
    Case {
        block: Block::HealthCheck,
        name: "path",
        takes: &[Text("/"), Text("/up?deep=1")],
        refuses: &[
            (Text("health"), "health_path_form"),
            (Text("/a b"), "health_path_form"),
            (Text(""), "health_path_form"),
        ],
    },
    Case {
        block: Block::HealthCheck,
        name: "port",
        takes: &[Number(1), Number(65_535)],
        refuses: &[(Number(0), "target_group_port_range")],
    },
    Case {
        block: Block::HealthCheck,
        name: "codes",
        takes: &[Codes(&[(200, 499)]), Codes(&[(200, 200), (301, 302)])],
        refuses: &[
            (Codes(&[(199, 200)]), "health_matcher_form"),
            (Codes(&[(200, 500)]), "health_matcher_form"),
            (Codes(&[(200, 200), (302, 301)]), "health_matcher_form"),
        ],
    },
    Case {
        block: Block::HealthCheck,
        name: "interval",
        takes: &[Number(5), Number(300)],
        refuses: &[(Number(4), "health_interval_range"), (Number(301), "health_interval_range")],
    },
    Case {
        block: Block::HealthCheck,
        name: "timeout",
        takes: &[Number(2), Number(120)],
        refuses: &[(Number(1), "health_timeout_range"), (Number(121), "health_timeout_range")],
    },
    Case {
        block: Block::HealthCheck,
        name: "healthy",
        takes: &[Number(2), Number(10)],
        refuses: &[(Number(1), "health_threshold_range"), (Number(11), "health_threshold_range")],
    },
    Case {
        block: Block::HealthCheck,
        name: "unhealthy",
        takes: &[Number(2), Number(10)],
        refuses: &[(Number(1), "health_threshold_range"), (Number(11), "health_threshold_range")],
    },
    Case {
        block: Block::Scaling,
        name: "cpu",
        takes: &[Number(1), Number(99)],
        refuses: &[(Number(0), "scaling_policy_target_range"), (Number(100), "scaling_policy_target_range")],
    },
    Case {
        block: Block::Refresh,
        name: "surge",
        takes: &[Number(1)],
        refuses: &[(Number(0), "refresh_surge_range")],
    },
    Case {
        block: Block::Launch,
        name: "metadata_hop_limit",
        takes: &[Number(1), Number(64)],
        refuses: &[(Number(0), "imds_hop_limit_range"), (Number(65), "imds_hop_limit_range")],
    },
    Case {
        block: Block::Launch,
        name: "key_pair",
        takes: &[Text("vockey"), Text("my key (2)")],
        refuses: &[
            (Text(""), "key_pair_form"),
            (Text(" "), "key_pair_form"),
            (Text("key "), "key_pair_form"),
            (Text("schl\u{fc}ssel"), "key_pair_form"),
        ],
    },
    Case {
        block: Block::Launch,
        name: "instance_profile",
        takes: &[
            Text("LabInstanceProfile"),
            Text("a+b=c,d.e@f_g-h"),
            Text("arn:aws:iam::111122223333:role/web"),
        ],
        refuses: &[
            (Text(""), "instance_profile_form"),
            (Text("Lab Instance"), "instance_profile_form"),
            (Text("path/web"), "instance_profile_form"),
            (Text("arn:aws:iam::111122223333:instance-profile/web"), "instance_profile_form"),
        ],
    },
    Case {
        block: Block::Image,
        name: "ubuntu",
        takes: &[Text("22.04"), Text("24.10")],
        refuses: &[
            (Text(""), "ami_release_form"),
            (Text("22"), "ami_release_form"),
            (Text("jammy"), "ami_release_form"),
            (Text("22.06"), "ami_release_form"),
        ],
    },
    Case {
        block: Block::Image,
        name: "amazon_linux",
        takes: &[Text("2"), Text("2023")],
        refuses: &[(Text("2022"), "ami_release_form"), (Text("al2023"), "ami_release_form")],
    },
    Case {
        block: Block::Image,
        name: "ssm",
        takes: &[Text("/aws/service/ami"), Text("golden"), Text("/golden/web:3")],
        refuses: &[
            (Text(""), "ssm_parameter_form"),
            (Text("no blanks"), "ssm_parameter_form"),
            (Text("aws/service/ami"), "ssm_parameter_form"),
        ],
    },
    Case {
        block: Block::Image,
        name: "id",
        takes: &[Text("ami-01234567"), Text("ami-0123456789abcdef0")],
        refuses: &[
            (Text("ami-0c398cb65"), "ami_id_form"),
            (Text("ami-0123456789ABCDEF0"), "ami_id_form"),
            (Text("0123456789abcdef0"), "ami_id_form"),
        ],
    },
];
