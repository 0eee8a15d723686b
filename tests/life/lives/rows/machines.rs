//! Images, launch templates, auto scaling groups.

use aws_sdk_autoscaling::types::AutoScalingGroup;
use aws_sdk_ec2::types::ResponseLaunchTemplateData;
use groundplan::resource::Kind;
use groundplan_model::describe::describe;

use super::{Lived, Row, Wrong};

pub(super) const ROWS: &[Row] = &[
    Row {
        id: "no-cloudwatch",
        wants: "no CloudWatch for now; the alarms that AWS makes for the scaling are told",
        declares: &["scaling: cpu 70%"],
        shows: Some(|lived| {
            let described = describe(&lived.checked.topology, "web");
            let alarms = described[0].properties.iter().find(|property| property.name == "alarms");
            assert!(alarms.is_some_and(|alarms| alarms.value.contains("AWS makes")), "{described:?}");
            let strange = lived.apply.calls.iter().find(|call| call.operation.contains("Alarm"));
            assert!(strange.is_none(), "{strange:?}");
        }),
        refuses: &[],
    },
    Row {
        id: "group-template",
        wants: "a launch template with a script of its own for each group",
        declares: &["user_data: file \"../user-data/web.sh\" {", "user_data: file \"../user-data/api.sh\" {"],
        shows: Some(|lived| {
            let mut scripts = Vec::new();
            each_template(lived, |name, data| {
                let script = String::from_utf8(decode(data.user_data().unwrap())).unwrap();
                assert!(script.starts_with("#!/bin/bash\n") && !script.contains("{{"), "{name}: {script}");
                scripts.push(script);
            });
            assert_eq!(scripts.len(), 2);
            let (api, web) = (&scripts[0], &scripts[1]);
            assert!(api.contains("--publish 8080:80") && api.contains("redis-server"), "{api}");
            assert!(web.contains("--publish 3000:80") && web.contains("AWS_REGION=us-east-1"), "{web}");
        }),
        refuses: &[
            Wrong {
                instead: &[
                    ("                port: 3000,\n", ""),
                    ("\"../user-data/web.sh\"", "\"../user-data/web.sh\""),
                ],
                rule: "user_data_unrendered",
            },
            Wrong {
                instead: &[("port: 3000,", "port: 3000, colour: \"red\",")],
                rule: "user_data_unused_variable",
            },
            Wrong { instead: &[("../user-data/web.sh", "../Cargo.toml")], rule: "user_data_no_shebang" },
        ],
    },
    Row {
        id: "env-public-urls",
        wants: "each service knows the other's address, from the hosts",
        declares: &["api_url: format \"https://{api_host}\"", "web_url: format \"https://{web_host}\""],
        shows: Some(|lived| {
            each_template(lived, |name, data| {
                let script = String::from_utf8(decode(data.user_data().unwrap())).unwrap();
                let url = match name {
                    "web" => "NEXT_PUBLIC_API_URL=https://conviveitesoback.ricardonavarro.mx",
                    _ => "FRONTEND_URL=https://conviveitesofront.ricardonavarro.mx",
                };
                assert!(script.contains(url), "{script}");
            });
        }),
        refuses: &[],
    },
    Row {
        id: "group-type",
        wants: "machines of type t3.small",
        declares: &["instance_type: \"t3.small\""],
        shows: Some(|lived| {
            each_template(lived, |_, data| {
                assert_eq!(data.instance_type().map(|kind| kind.as_str()), Some("t3.small"));
            });
        }),
        refuses: &[Wrong { instead: &[("\"t3.small\"", "\"t3.smal\"")], rule: "instance_type_unknown" }],
    },
    Row {
        id: "smaller-for-tests",
        wants: "smaller machines for a test deployment beside the real one",
        declares: &["instance_type: \"t3.small\""],
        shows: Some(smaller_for_tests),
        refuses: &[],
    },
    Row {
        id: "group-profile",
        wants: "LabInstanceProfile on every machine, no roles of our own",
        declares: &["instance_profile: \"LabInstanceProfile\""],
        shows: Some(|lived| {
            each_template(lived, |_, data| {
                let profile = data.iam_instance_profile().and_then(|profile| profile.name());
                assert_eq!(profile, Some("LabInstanceProfile"));
            });
        }),
        refuses: &[
            Wrong {
                instead: &[("\"LabInstanceProfile\"", "\"OtherProfile\"")],
                rule: "instance_profile_forbidden",
            },
            Wrong { instead: &[("\"LabInstanceProfile\"", "\"LabRole\"")], rule: "role_given_as_profile" },
        ],
    },
    Row {
        id: "group-placement",
        wants: "each group in its own security group and in both public subnets",
        declares: &["auto_scaling_group web in public {", "auto_scaling_group api in public {"],
        shows: Some(|lived| {
            let subnets = [lived.id(Kind::Subnet, "public.a"), lived.id(Kind::Subnet, "public.b")];
            each_group(lived, |_, group| {
                let zones = group.vpc_zone_identifier().unwrap_or_default();
                assert!(
                    subnets.iter().all(|subnet| zones.contains(subnet)) && zones.split(',').count() == 2,
                    "{zones}"
                );
            });
            each_template(lived, |name, data| {
                let own = lived.id(Kind::SecurityGroup, name);
                let interface = data.network_interfaces().iter().flat_map(|interface| interface.groups());
                let worn: Vec<&String> = interface.chain(data.security_group_ids()).collect();
                assert_eq!(worn, [&own], "{name}");
            });
        }),
        refuses: &[Wrong {
            instead: &[
                ("zones a, b;", "zones a, b, c;"),
                (
                    "{ a: \"10.0.1.0/24\", b: \"10.0.2.0/24\" }",
                    "{ a: \"10.0.1.0/24\", b: \"10.0.2.0/24\", c: \"10.0.3.0/24\" }",
                ),
                ("subnet data per zone {", "subnet data per zone { c: \"10.0.13.0/24\","),
                ("internet_facing in public {", "internet_facing in [public.a, public.b] {"),
                ("auto_scaling_group web in public", "auto_scaling_group web in public"),
            ],
            rule: "target_group_dead_zone",
        }],
    },
    Row {
        id: "group-sizes",
        wants: "one machine at least, two to begin with, four at most, in each group",
        declares: &["size: { min: 1, desired: count, max: 4 }", "param count: Count 1..=4 = 2;"],
        shows: Some(|lived| {
            each_group(lived, |_, group| {
                assert_eq!(
                    (group.min_size(), group.desired_capacity(), group.max_size()),
                    (Some(1), Some(2), Some(4))
                );
            });
        }),
        refuses: &[Wrong { instead: &[("desired: count", "desired: 5")], rule: "asg_sizes_out_of_order" }],
    },
    Row {
        id: "group-health",
        wants: "the balancer's health check counts, after five minutes of grace",
        declares: &["health_check: load_balancer { grace: 300 s }"],
        shows: Some(|lived| {
            each_group(lived, |_, group| {
                assert_eq!(
                    (group.health_check_type(), group.health_check_grace_period()),
                    (Some("ELB"), Some(300))
                );
            });
        }),
        refuses: &[Wrong {
            instead: &[(
                "health_check: load_balancer { grace: 300 s }",
                "health_check: load_balancer { grace: 0 s }",
            )],
            rule: "asg_grace_zero",
        }],
    },
    Row {
        id: "group-refresh",
        wants: "a refresh adds one machine at a time, and at least the desired number serves",
        declares: &["refresh: { surge: 1 }", "instance_warmup: 60 s"],
        shows: Some(|lived| {
            each_group(lived, |_, group| assert_eq!(group.default_instance_warmup(), Some(60)));
        }),
        refuses: &[Wrong { instead: &[("surge: 1", "surge: 2")], rule: "refresh_surges_over_quota" }],
    },
    Row {
        id: "group-scaling",
        wants: "scaling by CPU, at 70 %",
        declares: &["scaling: cpu 70%"],
        shows: Some(|lived| {
            let policies = lived.ask(async |cx| {
                cx.clients.scaling.describe_policies().send().await.unwrap().scaling_policies().to_vec()
            });
            assert_eq!(policies.len(), 2);
            for policy in policies {
                let target = policy.target_tracking_configuration().unwrap();
                let metric = target
                    .predefined_metric_specification()
                    .and_then(|metric| metric.predefined_metric_type());
                assert_eq!(metric.map(|metric| metric.as_str()), Some("ASGAverageCPUUtilization"));
                assert_eq!(target.target_value(), Some(70.0));
            }
        }),
        refuses: &[Wrong { instead: &[("cpu 70%", "cpu 101%")], rule: "scaling_policy_target_range" }],
    },
    Row {
        id: "group-monitoring",
        wants: "detailed monitoring of the machines",
        declares: &["detailed_monitoring: yes"],
        shows: Some(|lived| {
            each_template(lived, |_, data| {
                assert_eq!(data.monitoring().and_then(|monitoring| monitoring.enabled()), Some(true));
            });
        }),
        refuses: &[],
    },
    Row {
        id: "group-imds",
        wants: "metadata by tokens only, from containers too",
        declares: &["metadata_hop_limit: 2"],
        shows: Some(|lived| {
            each_template(lived, |_, data| {
                let options = data.metadata_options().unwrap();
                assert_eq!(options.http_tokens().map(|tokens| tokens.as_str()), Some("required"));
                assert_eq!(options.http_put_response_hop_limit(), Some(2));
            });
        }),
        refuses: &[Wrong {
            instead: &[("metadata_hop_limit: 2", "metadata_hop_limit: 65")],
            rule: "imds_hop_limit_range",
        }],
    },
    Row {
        id: "image-lookup",
        wants: "the newest Ubuntu 22.04 for x86_64, from Canonical",
        declares: &["ami: ubuntu \"22.04\" x86_64"],
        shows: Some(image_lookup),
        refuses: &[Wrong { instead: &[("\"22.04\" x86_64", "\"22.04\" arm64")], rule: "ami_arch_mismatch" }],
    },
];

/// Each group of ours with its declared name.
fn each_group(lived: &Lived, mut see: impl FnMut(&str, &AutoScalingGroup)) {
    let groups = lived.ask(async |cx| {
        cx.clients.scaling.describe_auto_scaling_groups().send().await.unwrap().auto_scaling_groups().to_vec()
    });
    assert_eq!(groups.len(), 2);
    for group in &groups {
        let ours = lived.observed.of_kind(Kind::AutoScalingGroup);
        let found = ours.into_iter().find(|found| Some(found.id.as_str()) == group.auto_scaling_group_name());
        see(&found.unwrap().address.name, group);
    }
}

/// The data of each launch template's newest version, with the declared name, in the order of the names.
pub(super) fn each_template(lived: &Lived, mut see: impl FnMut(&str, &ResponseLaunchTemplateData)) {
    for template in lived.observed.of_kind(Kind::LaunchTemplate) {
        let shown = lived.ask(async |cx| {
            let request = cx.clients.ec2.describe_launch_template_versions().launch_template_id(&template.id);
            request.versions("$Latest").send().await.unwrap()
        });
        let versions = shown.launch_template_versions();
        see(&template.address.name, versions[0].launch_template_data().unwrap());
    }
}

/// Base64, as launch templates hold user data.
fn decode(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = text.bytes().filter_map(|letter| LETTERS.iter().position(|known| *known == letter));
    let mut bytes = Vec::new();
    let (mut bits, mut held) = (0_u32, 0);
    for digit in digits {
        bits = (bits << 6) | u32::try_from(digit).unwrap();
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 0xff).unwrap());
        }
    }
    bytes
}

fn image_lookup(lived: &Lived) {
    each_template(lived, |_, data| {
        let id = data.image_id().unwrap();
        let shown =
            lived.ask(async |cx| cx.clients.ec2.describe_images().image_ids(id).send().await.unwrap());
        let image = &shown.images()[0];
        assert_eq!(image.owner_id(), Some("099720109477"));
        assert!(
            image.name().is_some_and(|name| name.contains("ubuntu-jammy-22.04-amd64-server")),
            "{:?}",
            image.name()
        );
        assert_eq!(image.architecture().map(|architecture| architecture.as_str()), Some("x86_64"));
        assert_eq!(image.virtualization_type().map(|kind| kind.as_str()), Some("hvm"));
        assert_eq!(image.state().map(|state| state.as_str()), Some("available"));
    });
}

/// The type becomes a param, and a second deployment takes the smaller one.
fn smaller_for_tests(lived: &Lived) {
    let declared = "param machine_type: InstanceType one of [\"t3.micro\", \"t3.small\"] = \"t3.micro\";";
    let source = lived
        .source
        .edited("instance_type: \"t3.small\"", "instance_type: machine_type")
        .edited("param count:", &format!("{declared}\n    param count:"));
    let small = source.right();
    let mut desired = small.desired();
    desired.scope.deployment = "test".to_owned();
    let world = lived.world.fork_for(desired.scope.clone());
    let plan = world.plan(&desired);
    assert_eq!(plan.refusals, []);
    assert!(
        plan.steps.iter().all(|step| step.verb() == groundplan::event::Verb::Create),
        "{}",
        plan.to_json()
    );
    let text = plan.to_json();
    assert!(text.contains("t3.micro") && !text.contains("t3.small"));
}
