//! The VPC, its subnets, ways out, and security groups.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_ec2::types::SecurityGroupRule;
use groundplan::plan::{Reason, plan};
use groundplan::resource::Kind;
use groundplan::resource::address::Address;
use groundplan_life::packets::contradictions;

use super::{Lived, Row, Wrong};

pub(super) const ROWS: &[Row] = &[
    Row {
        id: "two-zones",
        wants: "two availability zones",
        declares: &[
            "zones a, b;",
            "load_balancer edge internet_facing in public",
            "auto_scaling_group web in public",
        ],
        shows: Some(two_zones),
        refuses: &[Wrong {
            instead: &[("internet_facing in public", "internet_facing in public.a")],
            rule: "alb_needs_two_zones",
        }],
    },
    Row {
        id: "no-nat",
        wants: "no NAT gateway: machines reach the internet from public subnets",
        declares: &[
            "route_table to_internet on public { \"0.0.0.0/0\" -> gate; }",
            "assert web -> internet: tcp 443;",
        ],
        shows: Some(|lived| {
            assert_eq!((lived.calls("CreateNatGateway"), lived.calls("AllocateAddress")), (0, 0));
            assert_eq!(contradictions(&lived.world, &lived.checked.topology, &lived.observed), [""; 0]);
        }),
        refuses: &[],
    },
    Row {
        id: "no-bastion",
        wants: "no bastion, and no way in by SSH",
        declares: &["assert never internet -> [web, api];"],
        shows: Some(|lived| {
            assert!(rules(lived).values().flatten().all(|rule| rule.from_port() != Some(22)));
        }),
        refuses: &[Wrong {
            instead: &[("edge -> web: tcp 3000;", "edge -> web: tcp 3000; internet -> web: tcp 22;")],
            rule: "admin_port_open_to_world",
        }],
    },
    Row {
        id: "vpc",
        wants: "a VPC of its own with the block 10.0.0.0/16",
        declares: &["vpc main \"10.0.0.0/16\""],
        shows: Some(vpc),
        refuses: &[Wrong {
            instead: &[("main \"10.0.0.0/16\"", "main \"10.0.0.0/8\"")],
            rule: "vpc_size_out_of_bounds",
        }],
    },
    Row {
        id: "subnets-public",
        wants: "two public subnets in two zones",
        declares: &["{ a: \"10.0.1.0/24\", b: \"10.0.2.0/24\" }"],
        shows: Some(|lived| {
            let subnets = subnets(lived);
            assert_eq!(subnets["public.a"], ("10.0.1.0/24".to_owned(), "us-east-1a".to_owned()));
            assert_eq!(subnets["public.b"], ("10.0.2.0/24".to_owned(), "us-east-1b".to_owned()));
        }),
        refuses: &[
            Wrong { instead: &[("b: \"10.0.2.0/24\"", "b: \"10.0.1.128/25\"")], rule: "subnets_overlap" },
            Wrong { instead: &[("b: \"10.0.2.0/24\"", "b: \"10.1.2.0/24\"")], rule: "subnet_outside_vpc" },
            Wrong { instead: &[("zones a, b;", "zones a, z;")], rule: "zone_unknown" },
        ],
    },
    Row {
        id: "subnets-database",
        wants: "two subnets for the database in two zones, without a way to the internet",
        declares: &[
            "subnet data per zone { a: \"10.0.11.0/24\", b: \"10.0.12.0/24\" }",
            "route_table isolated on data;",
        ],
        shows: Some(|lived| {
            let subnets = subnets(lived);
            assert_eq!(subnets["data.a"], ("10.0.11.0/24".to_owned(), "us-east-1a".to_owned()));
            assert_eq!(subnets["data.b"], ("10.0.12.0/24".to_owned(), "us-east-1b".to_owned()));
            assert!(routes(lived, "isolated").iter().all(|(_, target)| target == "local"));
        }),
        refuses: &[],
    },
    Row {
        id: "public-only",
        wants: "machines have public addresses",
        declares: &["subnet public per zone with { public_addresses: yes }"],
        shows: Some(|lived| {
            let addresses = lived.ask(async |cx| {
                let shown = cx.clients.ec2.describe_instances().send().await.unwrap();
                let instances = shown.reservations().iter().flat_map(|reservation| reservation.instances());
                instances.map(|one| one.public_ip_address().is_some()).collect::<Vec<_>>()
            });
            assert_eq!(addresses, [true; 4]);
        }),
        refuses: &[Wrong {
            instead: &[("public_addresses: yes", "public_addresses: no")],
            rule: "assert_fails",
        }],
    },
    Row {
        id: "internet-gateway",
        wants: "an internet gateway, attached",
        declares: &["internet_gateway gate;"],
        shows: Some(|lived| {
            let vpc = lived.id(Kind::Vpc, "main");
            let attached = lived.ask(async |cx| {
                let shown = cx.clients.ec2.describe_internet_gateways().send().await.unwrap();
                let attachments = shown.internet_gateways().iter().flat_map(|gateway| gateway.attachments());
                attachments.filter_map(|one| one.vpc_id().map(ToOwned::to_owned)).collect::<Vec<_>>()
            });
            assert_eq!(attached, [vpc]);
        }),
        refuses: &[Wrong {
            instead: &[("internet_gateway gate;", "internet_gateway gate; internet_gateway door;")],
            rule: "second_internet_gateway",
        }],
    },
    Row {
        id: "public-route",
        wants: "a route table to the gateway for the public subnets, and each subnet in exactly one table",
        declares: &[
            "route_table to_internet on public { \"0.0.0.0/0\" -> gate; }",
            "route_table isolated on data;",
        ],
        shows: Some(public_route),
        refuses: &[Wrong {
            instead: &[("isolated on data", "isolated on [data, public.a]")],
            rule: "subnet_two_tables",
        }],
    },
    Row {
        id: "tags-everywhere",
        wants: "tags on every resource",
        declares: &["tags { Project: \"ConvivITESO\", Environment: \"production\" }"],
        shows: Some(tags_everywhere),
        refuses: &[Wrong { instead: &[("Project:", "\"aws:Project\":")], rule: "tag_key_reserved" }],
    },
    Row {
        id: "group-edge",
        wants: "the balancer takes 80 and 443 from everywhere",
        declares: &["internet -> edge: tcp 80, tcp 443;"],
        shows: Some(|lived| {
            let ingress = inbound(lived, "edge");
            let opened: BTreeSet<_> =
                ingress.iter().map(|rule| (rule.from_port(), rule.to_port(), rule.cidr_ipv4())).collect();
            let world = Some("0.0.0.0/0");
            assert_eq!(opened, BTreeSet::from([(Some(80), Some(80), world), (Some(443), Some(443), world)]));
        }),
        refuses: &[Wrong {
            instead: &[
                ("internet -> edge: tcp 80, tcp 443;", "internet -> edge: tcp 80;"),
                ("listen https 443", "listen https 443"),
            ],
            rule: "security_group_misses_listener_port",
        }],
    },
    Row {
        id: "group-web-api",
        wants: "3000 of the frontend and 8080 of the backend from the balancer only",
        declares: &["edge -> web: tcp 3000;", "edge -> api: tcp 8080;"],
        shows: Some(|lived| {
            let edge = lived.id(Kind::SecurityGroup, "edge");
            for (group, port) in [("web", 3000), ("api", 8080)] {
                let rules = inbound(lived, group);
                let of_port: Vec<_> = rules.iter().filter(|rule| rule.from_port() == Some(port)).collect();
                let sources: Vec<_> = of_port
                    .iter()
                    .map(|rule| rule.referenced_group_info().and_then(|group| group.group_id()))
                    .collect();
                assert_eq!(sources, [Some(edge.as_str())], "{group}");
            }
        }),
        refuses: &[
            Wrong {
                instead: &[("edge -> api: tcp 8080;", "edge -> api: tcp 8081;")],
                rule: "edge_wrong_port",
            },
            Wrong {
                instead: &[("edge -> api: tcp 8080;", "[edge, internet] -> api: tcp 8080;")],
                rule: "load_balancer_bypassed",
            },
        ],
    },
    Row {
        id: "group-redis-self",
        wants: "6379 of the backend from the backend itself, though nothing needs it today",
        declares: &["api -> api: tcp 6379;", "#[accept(self_edge_is_needed_nowhere,"],
        shows: Some(|lived| {
            let api = lived.id(Kind::SecurityGroup, "api");
            let rules = inbound(lived, "api");
            let redis = rules.iter().find(|rule| rule.from_port() == Some(6379)).unwrap();
            assert_eq!(redis.referenced_group_info().and_then(|group| group.group_id()), Some(api.as_str()));
        }),
        refuses: &[Wrong {
            instead: &[
                (
                    "#[accept(self_edge_is_needed_nowhere, reason = \"the plan keeps the port for a shared Redis later\")]",
                    "",
                ),
                ("api -> api: tcp 6379;", "api -> api: tcp 6379;"),
            ],
            rule: "self_edge_is_needed_nowhere",
        }],
    },
    Row {
        id: "groups-egress",
        wants: "everything outbound is open, for the balancer and the machines",
        declares: &["permit [edge, web, api] -> internet: all;"],
        shows: Some(|lived| {
            let rules = rules(lived);
            for group in ["edge", "web", "api"] {
                let all: Vec<_> = (rules[group].iter())
                    .filter(|rule| rule.is_egress() == Some(true) && rule.ip_protocol() == Some("-1"))
                    .map(|rule| rule.cidr_ipv4())
                    .collect();
                assert_eq!(all, [Some("0.0.0.0/0")], "{group}");
            }
        }),
        refuses: &[Wrong {
            instead: &[
                ("permit [edge, web, api] -> internet: all;", "permit [edge, api] -> internet: all;"),
                ("assert web -> internet: tcp 443;", "assert web -> internet: tcp 443;"),
            ],
            rule: "assert_fails",
        }],
    },
    Row {
        id: "s3-endpoint",
        wants: "a gateway endpoint of S3 for the public subnets",
        declares: &["gateway_endpoint s3 \"s3\" on to_internet;"],
        shows: Some(|lived| {
            let table = lived.id(Kind::RouteTable, "to_internet");
            let endpoint = lived.ask(async |cx| {
                let shown = cx.clients.ec2.describe_vpc_endpoints().send().await.unwrap();
                shown.vpc_endpoints().to_vec()
            });
            assert_eq!(endpoint.len(), 1);
            assert_eq!(endpoint[0].vpc_endpoint_type().map(|kind| kind.as_str()), Some("Gateway"));
            assert_eq!(endpoint[0].service_name(), Some("com.amazonaws.us-east-1.s3"));
            assert_eq!(endpoint[0].route_table_ids(), [table]);
            assert!(routes(lived, "to_internet").iter().any(|(to, _)| to.starts_with("pl-")));
        }),
        refuses: &[Wrong {
            instead: &[("s3 \"s3\" on to_internet", "s3 \"s5\" on to_internet")],
            rule: "gateway_endpoint_service",
        }],
    },
];

fn two_zones(lived: &Lived) {
    let zones = lived.ask(async |cx| {
        let shown = cx.clients.scaling.describe_auto_scaling_groups().send().await.unwrap();
        let groups = shown.auto_scaling_groups().iter();
        groups
            .map(|group| {
                group
                    .instances()
                    .iter()
                    .filter_map(|one| one.availability_zone())
                    .map(str::to_owned)
                    .collect()
            })
            .collect::<Vec<BTreeSet<String>>>()
    });
    let both = BTreeSet::from(["us-east-1a".to_owned(), "us-east-1b".to_owned()]);
    assert_eq!(zones, [both.clone(), both]);
}

fn vpc(lived: &Lived) {
    let vpcs = lived.ask(async |cx| cx.clients.ec2.describe_vpcs().send().await.unwrap().vpcs().to_vec());
    assert_eq!(vpcs.len(), 1);
    assert_eq!(vpcs[0].cidr_block(), Some("10.0.0.0/16"));
    assert!(vpcs[0].tags().iter().any(|tag| tag.value() == Some("ConvivITESO")));
    let moved = lived.source.edited("main \"10.0.0.0/16\"", "main \"10.0.0.0/17\"").right().desired();
    let plan = plan(&moved, &lived.observed);
    let main = Address::new(Kind::Vpc, "main");
    let steps: Vec<_> = plan.of(&main).collect();
    assert!(steps.iter().any(|step| matches!(step.reason, Reason::Replaced(_))), "{steps:?}");
}

/// Block and zone of each subnet, by its declared name.
fn subnets(lived: &Lived) -> BTreeMap<String, (String, String)> {
    let ids: BTreeMap<String, String> = (lived.observed.of_kind(Kind::Subnet))
        .map(|subnet| (subnet.id.clone(), subnet.address.name.clone()))
        .collect();
    let shown =
        lived.ask(async |cx| cx.clients.ec2.describe_subnets().send().await.unwrap().subnets().to_vec());
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    (shown.iter())
        .map(|one| {
            (ids[one.subnet_id().unwrap()].clone(), (text(one.cidr_block()), text(one.availability_zone())))
        })
        .collect()
}

/// Destination and target of each active route of a table.
fn routes(lived: &Lived, table: &str) -> Vec<(String, String)> {
    let id = lived.id(Kind::RouteTable, table);
    let shown = lived
        .ask(async |cx| cx.clients.ec2.describe_route_tables().route_table_ids(&id).send().await.unwrap());
    let routes = shown.route_tables()[0].routes();
    let active = routes.iter().filter(|route| route.state().is_some_and(|state| state.as_str() == "active"));
    active
        .map(|route| {
            let to = route.destination_cidr_block().or(route.destination_prefix_list_id());
            (to.unwrap_or_default().to_owned(), route.gateway_id().unwrap_or_default().to_owned())
        })
        .collect()
}

fn public_route(lived: &Lived) {
    let gate = lived.id(Kind::InternetGateway, "gate");
    assert!(routes(lived, "to_internet").contains(&("0.0.0.0/0".to_owned(), gate)));
    let tables = lived
        .ask(async |cx| cx.clients.ec2.describe_route_tables().send().await.unwrap().route_tables().to_vec());
    let associated: Vec<&str> =
        tables.iter().flat_map(|table| table.associations()).filter_map(|one| one.subnet_id()).collect();
    let once: BTreeSet<&str> = associated.iter().copied().collect();
    assert_eq!((associated.len(), once.len()), (4, 4));
}

fn tags_everywhere(lived: &Lived) {
    for found in lived
        .observed
        .all()
        .filter(|found| found.address.kind.schema().tagging != groundplan::resource::schema::Tagging::Parent)
    {
        let tag = |key: &str| found.tags.get(key).map(String::as_str);
        assert_eq!(
            (tag("Project"), tag("Environment")),
            (Some("ConvivITESO"), Some("production")),
            "{}",
            found.address
        );
    }
    let machines = lived.ask(async |cx| {
        let shown = cx.clients.ec2.describe_instances().send().await.unwrap();
        let volumes = cx.clients.ec2.describe_volumes().send().await.unwrap();
        let instances = shown.reservations().iter().flat_map(|reservation| reservation.instances());
        let of_instances = instances.map(|one| one.tags().to_vec());
        of_instances.chain(volumes.volumes().iter().map(|volume| volume.tags().to_vec())).collect::<Vec<_>>()
    });
    assert_eq!(machines.len(), 8, "four machines and their volumes");
    for tags in machines {
        assert!(tags.iter().any(|tag| tag.value() == Some("ConvivITESO")), "{tags:?}");
    }
}

/// The rules of each group of ours, by its declared name.
fn rules(lived: &Lived) -> BTreeMap<String, Vec<SecurityGroupRule>> {
    let shown = lived.ask(async |cx| {
        let rules = cx.clients.ec2.describe_security_group_rules().send().await.unwrap();
        rules.security_group_rules().to_vec()
    });
    let mut rules: BTreeMap<String, Vec<SecurityGroupRule>> = BTreeMap::new();
    for rule in shown {
        let group = lived
            .observed
            .of_kind(Kind::SecurityGroup)
            .find(|group| Some(group.id.as_str()) == rule.group_id());
        if let Some(group) = group {
            rules.entry(group.address.name.clone()).or_default().push(rule);
        }
    }
    rules
}

fn inbound(lived: &Lived, group: &str) -> Vec<SecurityGroupRule> {
    let mut rules = rules(lived).remove(group).unwrap_or_default();
    rules.retain(|rule| rule.is_egress() == Some(false));
    rules
}
