//! The limits of the lab: how many machines, of which kinds, where.

use groundplan_model::facts::{instances, machines, vcpus};

use super::{Lived, Row, Wrong};

const SIZE_OF_API: (&str, &str) = (
    "web_url: format \"https://{web_host}\",\n            },\n        },\n        size: { min: 1, desired: count, max: 4",
    "web_url: format \"https://{web_host}\",\n            },\n        },\n        size: { min: 1, desired: count, max: 6",
);

pub(super) const ROWS: &[Row] = &[
    Row {
        id: "max-instances",
        wants: "never more than nine instances, a refresh included",
        declares: &[
            "enforce groundplan::policy::LEARNER_LAB;",
            "budget { instances: 9",
            "refresh: { surge: 1 }",
        ],
        shows: Some(|lived: &Lived| {
            let counted = instances(&machines(&lived.checked.topology));
            assert_eq!((counted.desired, counted.max, counted.worst), (4, 8, 9));
            let running = lived.ask(async |cx| {
                let shown = cx.clients.ec2.describe_instances().send().await.unwrap();
                shown.reservations().iter().flat_map(|reservation| reservation.instances()).count()
            });
            assert_eq!(running, 4);
        }),
        refuses: &[Wrong { instead: &[SIZE_OF_API], rule: "too_many_instances" }],
    },
    Row {
        id: "max-vcpus",
        wants: "at most 32 vCPUs",
        declares: &["vcpus: 32"],
        shows: Some(|lived: &Lived| {
            let counted = vcpus(&machines(&lived.checked.topology));
            assert_eq!((counted.desired, counted.max, counted.worst), (8, 16, 18));
        }),
        refuses: &[Wrong { instead: &[("vcpus: 32", "vcpus: 16")], rule: "too_many_vcpus" }],
    },
    Row {
        id: "instance-types",
        wants: "machines of the sizes nano to large only",
        declares: &["instance_type: \"t3.small\""],
        shows: None,
        refuses: &[Wrong { instead: &[("\"t3.small\"", "\"t3.xlarge\"")], rule: "instance_type_forbidden" }],
    },
    Row {
        id: "ebs-limits",
        wants: "volumes of at most 100 GiB, of the types that the lab allows",
        declares: &["root_volume: gp3 8 GiB"],
        shows: None,
        refuses: &[
            Wrong { instead: &[("gp3 8 GiB", "gp3 101 GiB")], rule: "volume_over_lab_limit" },
            Wrong { instead: &[("gp3 8 GiB", "st1 125 GiB")], rule: "volume_type_forbidden" },
        ],
    },
    Row {
        id: "key-pair",
        wants: "the key pair vockey, which is in us-east-1 only; none by default",
        declares: &["instance_profile: \"LabInstanceProfile\""],
        shows: Some(|lived: &Lived| {
            super::machines::each_template(lived, |_, data| assert_eq!(data.key_name(), None));
        }),
        refuses: &[Wrong {
            instead: &[
                ("region \"us-east-1\"", "region \"us-west-2\""),
                ("metadata_hop_limit: 2", "metadata_hop_limit: 2, key_pair: \"vockey\""),
            ],
            rule: "key_pair_wrong_region",
        }],
    },
    Row {
        id: "region",
        wants: "us-east-1 or us-west-2",
        declares: &["region \"us-east-1\";"],
        shows: Some(|lived: &Lived| {
            assert!(
                lived.apply.calls.iter().filter(|call| call.writes).all(|call| call.region == "us-east-1")
            );
        }),
        refuses: &[Wrong {
            instead: &[("region \"us-east-1\"", "region \"eu-west-1\"")],
            rule: "region_forbidden",
        }],
    },
    Row {
        id: "validate",
        wants: "everything is checked before anything is made",
        declares: &["assert web -> internet: tcp 443;", "assert never internet -> [web, api];"],
        shows: Some(|lived: &Lived| assert_eq!(lived.checked.findings, [])),
        refuses: &[Wrong {
            instead: &[("edge -> web: tcp 3000", "internet -> web: tcp 3000")],
            rule: "assert_never_fails",
        }],
    },
];
