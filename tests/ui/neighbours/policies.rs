//! Neighbours of the rules of policies, budgets and quotas.

use super::Row;

pub(super) const ROWS: &[Row] = &[
    ("alb_quota_per_region", &[("LoadBalancersPerRegion, 1", "LoadBalancersPerRegion, 2")]),
    ("certificate_too_many_names", &[(r#" "k.example.com","#, "")]),
    ("instance_profile_forbidden", &[(r#""Admin""#, r#""LabInstanceProfile""#)]),
    ("instance_type_forbidden", &[(r#""m7i.xlarge""#, r#""m7i.large""#)]),
    (
        "interface_too_many_groups",
        &[
            ("        group five;\n", ""),
            ("main -> [web, one, two, three, four, five]", "main -> [web, one, two, three, four]"),
            ("groups: [web, one, two, three, four, five]", "groups: [web, one, two, three, four]"),
        ],
    ),
    ("key_pair_wrong_region", &[(r#""us-west-2""#, r#""us-east-1""#)]),
    ("listener_quota", &[("ListenersPerLoadBalancer, 1", "ListenersPerLoadBalancer, 2")]),
    ("port_closed_by_policy", &[("tcp 8443", "tcp 8442, tcp 8444")]),
    ("refresh_surges_over_quota", &[("1, max: 9", "1, max: 8")]),
    ("region_forbidden", &[(r#""eu-west-1""#, r#""us-west-2""#)]),
    ("rules_quota", &[("RulesPerLoadBalancer, 1", "RulesPerLoadBalancer, 2")]),
    ("tag_required_missing", &[(r#"Project: "shop""#, r#"Project: "shop", CostCenter: "40217""#)]),
    ("target_groups_per_alb_quota", &[("TargetGroupsPerLoadBalancer, 1", "TargetGroupsPerLoadBalancer, 2")]),
    ("too_many_certificates", &[("CertificatesPerLoadBalancer, 1", "CertificatesPerLoadBalancer, 2")]),
    ("too_many_elastic_addresses", &[("ElasticAddressesPerRegion, 2", "ElasticAddressesPerRegion, 3")]),
    ("too_many_gateway_endpoints", &[("GatewayEndpointsPerRegion, 1", "GatewayEndpointsPerRegion, 2")]),
    ("too_many_groups", &[("GroupsPerRegion, 3", "GroupsPerRegion, 5")]),
    ("too_many_instances", &[("max: 10", "max: 8")]),
    ("too_many_instances_of_budget", &[("instances: 4", "instances: 5")]),
    ("too_many_internet_gateways", &[("InternetGatewaysPerRegion, 1", "InternetGatewaysPerRegion, 2")]),
    ("too_many_nats", &[("NatGatewaysPerZone, 1", "NatGatewaysPerZone, 2")]),
    ("too_many_route_tables", &[("RouteTablesPerVpc, 2", "RouteTablesPerVpc, 3")]),
    ("too_many_routes", &[("RoutesPerTable, 2", "RoutesPerTable, 3")]),
    ("too_many_rules", &[("RulesPerGroup, 2", "RulesPerGroup, 3")]),
    ("too_many_subnets", &[("SubnetsPerVpc, 2", "SubnetsPerVpc, 3")]),
    ("too_many_targets", &[("TargetsPerLoadBalancer, 3", "TargetsPerLoadBalancer, 4")]),
    ("too_many_vcpus", &[("Some(16", "Some(20")]),
    ("too_many_vpc_cidrs", &[(r#", "10.5.0.0/16""#, "")]),
    (
        "too_many_vpcs",
        &[(
            "    vpc net4 \"10.4.0.0/16\" {\n        subnet app4 \"10.4.1.0/24\" in a;\n        route_table isolated4 on app4;\n    }\n    instance web4 in app4 { launch: machine }\n",
            "",
        )],
    ),
    ("volume_over_lab_limit", &[("gp3 120", "gp3 100")]),
    ("volume_type_forbidden", &[("root_volume: gp2", "root_volume: gp3")]),
    ("warning_forbidden", &[("route_table spare;\n", "")]),
];
