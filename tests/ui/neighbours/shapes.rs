//! Neighbours of the rules of single values.

use super::Row;

pub(super) const ROWS: &[Row] = &[
    ("alb_idle_timeout_range", &[("idle_timeout: 5000", "idle_timeout: 4000")]),
    ("ami_id_form", &[(r#""ami-0c398cb65""#, r#""ami-0c398cb65a93047f2""#)]),
    ("ami_release_form", &[(r#""jammy""#, r#""22.04""#)]),
    ("certificate_domain_form", &[(r#""*.*.example.org""#, r#""*.example.org""#)]),
    (
        "certificate_first_name_over_64",
        &[(
            r#""a-name-of-more-than-sixty-four-characters.in-a-long-domain.example.org""#,
            r#""a-name-of-fewer-than-sixty-four-characters.example.org""#,
        )],
    ),
    (
        "certificate_placeholder_arn",
        &[(
            r#""arn:aws:acm:us-east-1:111122223333:certificate/abc12345-...""#,
            r#""arn:aws:acm:us-east-1:111122223333:certificate/0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0""#,
        )],
    ),
    ("deregistration_delay_range", &[("deregistration_delay: 4000", "deregistration_delay: 3600")]),
    (
        "fixed_response_body",
        &[(
            r#""nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here ""#,
            r#""nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here ""#,
        )],
    ),
    ("fixed_response_content_type", &[(r#""text/xml""#, r#""text/html""#)]),
    ("fixed_response_status", &[("respond 302", "respond 404")]),
    ("gateway_endpoint_service", &[(r#""ecr.api""#, r#""dynamodb""#)]),
    ("health_interval_range", &[("interval: 4", "interval: 5")]),
    ("health_matcher_form", &[("200..=599", "200..=399")]),
    ("health_path_form", &[(r#""health""#, r#""/health""#)]),
    ("health_threshold_range", &[("healthy: 1", "healthy: 2")]),
    ("health_timeout_range", &[("timeout: 1", "timeout: 2")]),
    ("host_bad_character", &[(r#""https://www.example.com""#, r#""www.example.com""#)]),
    ("host_bad_dots", &[(r#""www..example.com""#, r#""www.example.com""#)]),
    ("host_last_label_not_letters", &[(r#""10.0.0.1""#, r#""ten.example.com""#)]),
    (
        "host_too_long",
        &[(
            r#""a-long-label.a-long-label.a-long-label.a-long-label.a-long-label.a-long-label.a-long-label.a-long-label.a-long-label.a-long-label.example.com""#,
            r#""a-long-label.a-long-label.a-long-label.a-long-label.a-long-label.a-long-label.a-long-label.a-long-label.example.com""#,
        )],
    ),
    ("host_without_dot", &[(r#""*""#, r#""*.example.com""#)]),
    ("imds_hop_limit_range", &[("metadata_hop_limit: 0", "metadata_hop_limit: 1")]),
    ("instance_profile_form", &[(r#""arn:aws:iam::111122223333:instance-profile/web""#, r#""web""#)]),
    ("key_pair_form", &[(r#"key_pair: """#, r#"key_pair: "operators""#)]),
    ("listener_port_range", &[("edge: tcp 80", "edge: tcp 80, tcp 81"), ("listen http 0", "listen http 81")]),
    ("listener_protocol_not_for_alb", &[("        listen tcp 443 => web;\n", "")]),
    ("path_bad_character", &[(r#""/a#b""#, r#""/a?b""#)]),
    (
        "path_too_long",
        &[(
            r#""/a-long-part/a-long-part/a-long-part/a-long-part/a-long-part/a-long-part/a-long-part/a-long-part/a-long-part/a-long-part/a-long-part/""#,
            r#""/a-long-part/a-long-part/a-long-part/a-long-part/a-long-part/a-long-part/a-long-part/a-long-part/a-long-part/a-long-part/""#,
        )],
    ),
    ("path_without_slash", &[(r#""api/*""#, r#""/api/*""#)]),
    ("protocol_unknown", &[("web: http", "web: tcp")]),
    ("redirect_status", &[("redirect 307", "redirect 302")]),
    ("refresh_surge_range", &[("surge: 0", "surge: 1")]),
    ("region_unknown", &[(r#""us-esat-1""#, r#""us-east-1""#)]),
    ("scaling_policy_target_range", &[("cpu 100", "cpu 99")]),
    ("ssm_parameter_form", &[(r#"ssm "aws/"#, r#"ssm "/aws/"#)]),
    ("stickiness_duration_range", &[("stickiness: 8", "stickiness: 7")]),
    ("subnet_size_out_of_bounds", &[(r#""10.0.1.0/29""#, r#""10.0.1.0/28""#)]),
    (
        "tag_key_length",
        &[(
            r#""a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-""#,
            r#""a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-""#,
        )],
    ),
    ("tag_key_owned", &[(r#""groundplan:topology""#, r#""topology""#)]),
    ("tag_key_reserved", &[(r#""aws:team""#, r#""team""#)]),
    ("target_group_port_range", &[("http 70000", "http 3000")]),
    ("tls_policy_unknown", &[(r#""TLS-1-2""#, r#""ELBSecurityPolicy-TLS13-1-2-2021-06""#)]),
    (
        "vpc_range_forbidden",
        &[(r#""169.254.10.0/24""#, r#""10.254.10.0/24""#), (r#""169.254.10.0/25""#, r#""10.254.10.0/25""#)],
    ),
    ("vpc_size_out_of_bounds", &[(r#""10.0.0.0/15""#, r#""10.0.0.0/16""#)]),
];
