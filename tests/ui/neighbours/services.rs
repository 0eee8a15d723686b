//! Neighbours of the rules of load balancers, listeners, targets and certificates.

use super::Row;

pub(super) const ROWS: &[Row] = &[
    ("alb_needs_two_zones", &[("public.a", "public")]),
    (
        "alb_subnet_too_small",
        &[(r#""10.0.1.0/28""#, r#""10.0.1.0/27""#), (r#""10.0.1.16/28""#, r#""10.0.1.32/27""#)],
    ),
    ("alb_subnets_different_vpcs", &[("[front, books.a]", "front"), ("in books.b", "per zone in books")]),
    ("alb_two_subnets_same_zone", &[("zones a, b", "zones a, b, c"), (r#"24" in a"#, r#"24" in c"#)]),
    (
        "alb_without_listener",
        &[(
            "load_balancer edge internet_facing in public {}",
            "security { internet -> edge: tcp 80; }\n    load_balancer edge internet_facing in public { listen http 80 => respond 404; }",
        )],
    ),
    (
        "certificate_does_not_cover_host",
        &[(r#"["www.example.com""#, r#"["www.example.com", "shop.example.org""#)],
    ),
    ("certificate_name_unused", &[(r#", "old.example.com""#, "")]),
    (
        "certificate_wrong_region",
        &[(
            r#""arn:aws:acm:us-west-2:111122223333:certificate/0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0""#,
            r#""arn:aws:acm:us-east-1:111122223333:certificate/0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0""#,
        )],
    ),
    ("condition_values_per_rule", &[(r#"| "f.example.com" "#, "")]),
    (
        "default_shows_backend",
        &[
            (r#""www.example.com" => respond 503"#, r#""www.example.com" => web"#),
            ("_ => web", "_ => respond 404"),
        ],
    ),
    ("duplicate_certificate_on_listener", &[("site, site", "site")]),
    ("health_matcher_accepts_errors", &[("200..=499", "200..=399")]),
    ("health_timeout_not_below_interval", &[("interval: 5", "interval: 6")]),
    (
        "host_rule_duplicate",
        &[
            (
                r#""www.example.com" => web,"#,
                "\"WWW.example.com\" if path \"/api/*\" => api,\n            \"www.example.com\" => web,",
            ),
            (
                "\"www.example.com\" => web,\n            \"WWW.example.com\" => api,",
                r#""www.example.com" => web,"#,
            ),
        ],
    ),
    ("host_rule_partly_shadowed", &[(r#""www.example.com" | "#, "")]),
    (
        "host_rule_same_as_default",
        &[(r#""old.example.com" => respond 404"#, r#""old.example.com" => respond 410"#)],
    ),
    (
        "host_rule_unreachable",
        &[
            (
                r#""*.example.com" => web,"#,
                "\"api.example.com\" => api,\n            \"*.example.com\" => web,",
            ),
            (
                "\"*.example.com\" => web,\n            \"api.example.com\" => api,",
                r#""*.example.com" => web,"#,
            ),
        ],
    ),
    (
        "http_listener_with_certificate",
        &[
            ("internet -> edge: tcp 443", "internet -> edge: tcp 80, tcp 443"),
            ("listen http 443", "listen http 80 => redirect 301 https 443;\n        listen https 443"),
        ],
    ),
    (
        "http_listener_with_tls_policy",
        &[(r#" with { ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06" }"#, "")],
    ),
    (
        "https_listener_without_certificate",
        &[
            (
                "    load_balancer edge",
                "    certificate site for [\"www.example.com\"];\n    load_balancer edge",
            ),
            ("443 => web", "443 with { certificates: [site] } => web"),
        ],
    ),
    (
        "listener_port_taken",
        &[
            ("edge: tcp 80", "edge: tcp 80, tcp 81"),
            ("listen http 80 => respond", "listen http 81 => respond"),
        ],
    ),
    (
        "no_http_redirect",
        &[
            ("edge: tcp", "edge: tcp 80, tcp"),
            (
                "load_balancer edge internet_facing in public {",
                "load_balancer edge internet_facing in public {\n        listen http 80 => redirect 301 https 443;",
            ),
        ],
    ),
    ("path_prefix_needs_two_patterns", &[(r#""/api/*""#, r#""/api" | "/api/*""#)]),
    ("plain_http_forwards", &[("80 => web", "80 => redirect 301 https 443")]),
    (
        "redirect_https_to_http",
        &[("respond 404", "redirect 301 https 443"), ("redirect 301 http 80", "respond 404")],
    ),
    ("redirect_loop", &[("_ => redirect 301 https 443", "_ => respond 404")]),
    ("redirect_protocol_port_mismatch", &[("https 80", "https 443")]),
    ("redirect_to_missing_listener", &[("redirect 301 https 443", "respond 404")]),
    (
        "rule_target_group_other_vpc",
        &[
            ("clerk in books", "clerk in front"),
            ("tcp 80;", "tcp 80;\n        edge -> clerk: tcp 3000;"),
            (
                "\n    vpc ledger \"10.1.0.0/16\" {\n        subnet books per zone { a: \"10.1.1.0/24\", b: \"10.1.2.0/24\" }\n        route_table of_ledger on books;\n    }",
                "",
            ),
        ],
    ),
    ("stickiness_needs_cross_zone", &[("cross_zone: no", "cross_zone: yes")]),
    ("target_group_dead_zone", &[("[public.a, public.b]", "public")]),
    (
        "target_group_of_two_albs",
        &[
            (
                "internal in public { listen http 80 => web; }",
                "internal in public { listen http 80 => respond 404; }",
            ),
            ("[edge, inner] -> web", "edge -> web"),
        ],
    ),
    ("target_group_without_listener", &[("        target: http 3000 { health_check: \"/\" },\n", "")]),
    ("tls_policy_weak", &[(r#""ELBSecurityPolicy-2016-08""#, r#""ELBSecurityPolicy-TLS13-1-2-2021-06""#)]),
    ("wildcard_certificate_depth", &[(r#""a.b.example.com""#, r#""b.example.com""#)]),
    ("wildcard_certificate_not_apex", &[(r#""*.example.com""#, r#""*.example.com", "example.com""#)]),
    ("wildcards_per_rule", &[(r#""*.*.c.example.com""#, r#""*.c.example.com""#)]),
];
