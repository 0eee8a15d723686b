//! The balancer, its listeners and rules, target groups, the certificate.

use aws_sdk_elasticloadbalancingv2::types::{ActionTypeEnum, Listener, ProtocolEnum, TargetGroup};
use groundplan::resource::Kind;

use super::{Lived, Row, Wrong};

pub(super) const ROWS: &[Row] = &[
    Row {
        id: "balancer",
        wants: "one application load balancer, facing the internet, in both public subnets",
        declares: &["load_balancer edge internet_facing in public {"],
        shows: Some(|lived| {
            let balancers = lived.ask(async |cx| {
                cx.clients.balancing.describe_load_balancers().send().await.unwrap().load_balancers().to_vec()
            });
            assert_eq!(balancers.len(), 1);
            let balancer = &balancers[0];
            assert_eq!(balancer.scheme().map(|scheme| scheme.as_str()), Some("internet-facing"));
            assert_eq!(
                balancer.state().and_then(|state| state.code()).map(|code| code.as_str()),
                Some("active")
            );
            let mut zones: Vec<_> =
                balancer.availability_zones().iter().filter_map(|zone| zone.zone_name()).collect();
            zones.sort_unstable();
            assert_eq!(zones, ["us-east-1a", "us-east-1b"]);
        }),
        refuses: &[Wrong {
            instead: &[("edge internet_facing in public", "edge internet_facing in data")],
            rule: "alb_public_needs_igw_route",
        }],
    },
    Row {
        id: "targets",
        wants: "target groups: the frontend on 3000, checked at /, the backend on 8080, checked at /health",
        declares: &[
            "target: http 3000 { health_check: \"/\",",
            "target: http 8080 { health_check: \"/health\",",
        ],
        shows: Some(|lived| {
            for (name, port, path) in [("web", 3000, "/"), ("api", 8080, "/health")] {
                let group = target_group(lived, name);
                assert_eq!(group.protocol(), Some(&ProtocolEnum::Http));
                assert_eq!((group.port(), group.health_check_path()), (Some(port), Some(path)));
            }
        }),
        refuses: &[Wrong {
            instead: &[("health_check: \"/health\"", "health_check: \"health\"")],
            rule: "health_path_form",
        }],
    },
    Row {
        id: "target-attributes",
        wants: "sticky sessions of 24 hours, a deregistration delay of 30 s, balancing across zones",
        declares: &["stickiness: 24 h, deregistration_delay: 30 s"],
        shows: Some(|lived| {
            for name in ["web", "api"] {
                let arn = lived.id(Kind::TargetGroup, name);
                let attributes = lived.ask(async |cx| {
                    let request =
                        cx.clients.balancing.describe_target_group_attributes().target_group_arn(&arn);
                    request.send().await.unwrap().attributes().to_vec()
                });
                let value = |key: &str| {
                    attributes.iter().find(|one| one.key() == Some(key)).and_then(|one| one.value())
                };
                assert_eq!(value("stickiness.enabled"), Some("true"));
                assert_eq!(value("stickiness.type"), Some("lb_cookie"));
                assert_eq!(value("stickiness.lb_cookie.duration_seconds"), Some("86400"));
                assert_eq!(value("deregistration_delay.timeout_seconds"), Some("30"));
            }
        }),
        refuses: &[Wrong {
            instead: &[("stickiness: 24 h", "stickiness: 8 days")],
            rule: "stickiness_duration_range",
        }],
    },
    Row {
        id: "http-redirect",
        wants: "port 80 answers with a permanent redirect to HTTPS, same host, path and query",
        declares: &["listen http 80 => redirect 301 https 443;"],
        shows: Some(|lived| {
            let listener = listener(lived, 80);
            let action = &listener.default_actions()[0];
            let to = action.redirect_config().unwrap();
            assert_eq!(to.status_code().map(|code| code.as_str()), Some("HTTP_301"));
            assert_eq!((to.protocol(), to.port()), (Some("HTTPS"), Some("443")));
            for (part, same) in [(to.host(), "#{host}"), (to.path(), "/#{path}"), (to.query(), "#{query}")] {
                assert!(part.is_none_or(|part| part == same), "{part:?}");
            }
        }),
        refuses: &[Wrong {
            instead: &[("redirect 301 https 443", "redirect 301 http 80")],
            rule: "redirect_loop",
        }],
    },
    Row {
        id: "https-listener",
        wants: "HTTPS on 443 with TLS 1.3, unknown hosts see the frontend",
        declares: &[
            "listen https 443 with { certificates: [site], ssl_policy: \"ELBSecurityPolicy-TLS13-1-2-2021-06\" }",
            "_ => web,",
        ],
        shows: Some(|lived| {
            let listener = listener(lived, 443);
            assert_eq!(listener.protocol(), Some(&ProtocolEnum::Https));
            assert_eq!(listener.ssl_policy(), Some("ELBSecurityPolicy-TLS13-1-2-2021-06"));
            let action = &listener.default_actions()[0];
            assert_eq!(action.r#type(), Some(&ActionTypeEnum::Forward));
            assert_eq!(action.target_group_arn(), Some(lived.id(Kind::TargetGroup, "web").as_str()));
        }),
        refuses: &[
            Wrong { instead: &[("TLS13-1-2-2021-06", "TLS13-1-2-2012-06")], rule: "tls_policy_unknown" },
            Wrong {
                instead: &[("ELBSecurityPolicy-TLS13-1-2-2021-06", "ELBSecurityPolicy-2016-08")],
                rule: "tls_policy_weak",
            },
            Wrong {
                instead: &[
                    (
                        "#[accept(default_shows_backend, reason = \"unknown hosts see the web app, as the plan asks\")]\n            _ => web,",
                        "",
                    ),
                    ("match host {", "match host {"),
                ],
                rule: "default_action_missing",
            },
        ],
    },
    Row {
        id: "host-routing",
        wants: "each host goes to its own target group",
        declares: &["web_host => web,", "api_host => api,"],
        shows: Some(host_routing),
        refuses: &[Wrong {
            instead: &[("api_host => api,", "web_host => api,")],
            rule: "host_rule_duplicate",
        }],
    },
    Row {
        id: "group-target",
        wants: "each group is registered in its target group, and all of it is healthy",
        declares: &["target: http 3000", "target: http 8080"],
        shows: Some(|lived| {
            for name in ["web", "api"] {
                let arn = lived.id(Kind::TargetGroup, name);
                let health = lived.ask(async |cx| {
                    let request = cx.clients.balancing.describe_target_health().target_group_arn(&arn);
                    let shown = request.send().await.unwrap();
                    let states = shown
                        .target_health_descriptions()
                        .iter()
                        .filter_map(|one| one.target_health()?.state().cloned());
                    states.map(|state| state.as_str().to_owned()).collect::<Vec<_>>()
                });
                assert_eq!(health, ["healthy"; 2], "{name}");
            }
        }),
        refuses: &[Wrong {
            instead: &[("edge -> api: tcp 8080;", ""), ("target: http 8080", "target: http 8080")],
            rule: "load_balancer_cannot_reach_target",
        }],
    },
    Row {
        id: "certificate-request",
        wants: "one certificate for both hosts, validated by DNS",
        declares: &["certificate site for [web_host, api_host];"],
        shows: Some(|lived| {
            let arns = lived.ask(async |cx| {
                let shown = cx.clients.certificates.list_certificates().send().await.unwrap();
                shown
                    .certificate_summary_list()
                    .iter()
                    .filter_map(|one| one.certificate_arn().map(str::to_owned))
                    .collect::<Vec<_>>()
            });
            assert_eq!(arns, [lived.id(Kind::Certificate, "site")]);
            let shown = lived.ask(async |cx| {
                cx.clients.certificates.describe_certificate().certificate_arn(&arns[0]).send().await.unwrap()
            });
            let certificate = shown.certificate().unwrap();
            let mut names = certificate.subject_alternative_names().to_vec();
            names.sort();
            assert_eq!(names, ["conviveitesoback.ricardonavarro.mx", "conviveitesofront.ricardonavarro.mx"]);
            assert_eq!(certificate.status().map(|status| status.as_str()), Some("ISSUED"));
            for option in certificate.domain_validation_options() {
                assert_eq!(option.validation_method().map(|method| method.as_str()), Some("DNS"));
            }
        }),
        refuses: &[Wrong {
            instead: &[
                ("site for [web_host, api_host]", "site for [web_host]"),
                ("api_host => api", "api_host => api"),
            ],
            rule: "certificate_does_not_cover_host",
        }],
    },
    Row {
        id: "certificate-reference",
        wants: "the listener uses that certificate, and nobody pastes its ARN",
        declares: &["certificates: [site]"],
        shows: Some(|lived| {
            let listener = listener(lived, 443);
            assert_eq!(
                listener.certificates()[0].certificate_arn(),
                Some(lived.id(Kind::Certificate, "site").as_str())
            );
            assert!(!lived.source.text.contains("arn:aws"));
        }),
        refuses: &[Wrong {
            instead: &[(
                "certificate site for [web_host, api_host];",
                "existing certificate site for [web_host, api_host] by arn \"arn:aws:acm:us-east-1:123456789012:certificate/abc12345-...\";",
            )],
            rule: "certificate_placeholder_arn",
        }],
    },
    Row {
        id: "acm-tls",
        wants: "the balancer ends TLS, with the certificate of Certificate Manager",
        declares: &["listen https 443 with { certificates: [site]"],
        shows: Some(|lived| {
            for name in ["web", "api"] {
                assert_eq!(target_group(lived, name).protocol(), Some(&ProtocolEnum::Http));
            }
        }),
        refuses: &[Wrong {
            instead: &[
                ("with { certificates: [site], ssl_policy", "with { ssl_policy"),
                ("listen https", "listen https"),
            ],
            rule: "https_listener_without_certificate",
        }],
    },
];

fn listener(lived: &Lived, port: i32) -> Listener {
    let arn = lived.id(Kind::LoadBalancer, "edge");
    let shown = lived.ask(async |cx| {
        cx.clients.balancing.describe_listeners().load_balancer_arn(&arn).send().await.unwrap()
    });
    let listener = shown.listeners().iter().find(|listener| listener.port() == Some(port));
    listener.unwrap_or_else(|| panic!("nothing listens on {port}")).clone()
}

fn target_group(lived: &Lived, name: &str) -> TargetGroup {
    let arn = lived.id(Kind::TargetGroup, name);
    let shown = lived.ask(async |cx| {
        cx.clients.balancing.describe_target_groups().target_group_arns(&arn).send().await.unwrap()
    });
    shown.target_groups()[0].clone()
}

fn host_routing(lived: &Lived) {
    let listener = listener(lived, 443);
    let arn = listener.listener_arn().unwrap();
    let shown =
        lived.ask(async |cx| cx.clients.balancing.describe_rules().listener_arn(arn).send().await.unwrap());
    let mut rules: Vec<(u32, String, String)> = (shown.rules().iter())
        .filter(|rule| rule.is_default() != Some(true))
        .map(|rule| {
            let hosts = rule.conditions()[0].host_header_config().map(|hosts| hosts.values().join(" "));
            let target = rule.actions()[0].target_group_arn().unwrap_or_default().to_owned();
            (rule.priority().unwrap().parse().unwrap(), hosts.unwrap_or_default(), target)
        })
        .collect();
    rules.sort();
    let priorities: Vec<u32> = rules.iter().map(|(priority, ..)| *priority).collect();
    assert!(priorities.windows(2).all(|pair| pair[1] > pair[0] + 1), "room between {priorities:?}");
    let by_host: Vec<(&str, &str)> =
        rules.iter().map(|(_, host, target)| (host.as_str(), target.as_str())).collect();
    let (web, api) = (lived.id(Kind::TargetGroup, "web"), lived.id(Kind::TargetGroup, "api"));
    let wanted = [
        ("conviveitesofront.ricardonavarro.mx", web.as_str()),
        ("conviveitesoback.ricardonavarro.mx", api.as_str()),
    ];
    assert_eq!(by_host, wanted);
}
