//! The nearest right neighbours of what quotas of networks and machines, and budgets, refuse.
#![deny(warnings)]

mod too_many_gateway_endpoints {
    const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
        name: "POLICY",
        quotas: &[(groundplan::policy::Quota::GatewayEndpointsPerRegion, 2)],
        ..groundplan::policy::Policy::AWS_DEFAULTS
    };

    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        enforce POLICY;

        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
            gateway_endpoint objects "s3" on isolated;
            gateway_endpoint rows "dynamodb" on isolated;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod too_many_internet_gateways {
    const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
        name: "POLICY",
        quotas: &[(groundplan::policy::Quota::InternetGatewaysPerRegion, 2)],
        ..groundplan::policy::Policy::AWS_DEFAULTS
    };

    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        enforce POLICY;
        let machine = { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 };
        vpc net0 "10.0.0.0/16" {
            subnet public0 "10.0.1.0/24" in a;
            internet_gateway gate0;
            route_table to_internet0 on public0 { "0.0.0.0/0" -> gate0; }
        }
        instance web0 in public0 { launch: machine }
        vpc net1 "10.1.0.0/16" {
            subnet public1 "10.1.1.0/24" in a;
            internet_gateway gate1;
            route_table to_internet1 on public1 { "0.0.0.0/0" -> gate1; }
        }
        instance web1 in public1 { launch: machine }
    }
}

mod too_many_nats {
    const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
        name: "POLICY",
        quotas: &[(groundplan::policy::Quota::NatGatewaysPerZone, 2)],
        ..groundplan::policy::Policy::AWS_DEFAULTS
    };

    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        enforce POLICY;

        vpc main "10.0.0.0/16" {
            subnet public "10.0.1.0/24" in a;
            subnet app "10.0.11.0/24" in a;
            subnet data "10.0.12.0/24" in a;
            internet_gateway gate;
            nat_gateway of_app in public;
            nat_gateway of_data in public;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
            route_table app_out on app { "0.0.0.0/0" -> of_app; }
            route_table data_out on data { "0.0.0.0/0" -> of_data; }
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
        instance store in data { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod too_many_elastic_addresses {
    const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
        name: "POLICY",
        quotas: &[(groundplan::policy::Quota::ElasticAddressesPerRegion, 3)],
        ..groundplan::policy::Policy::AWS_DEFAULTS
    };

    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b, c;
        enforce POLICY;
        vpc main "10.0.0.0/16" {
            subnet public per zone { a: "10.0.1.0/24", b: "10.0.2.0/24", c: "10.0.3.0/24" }
            subnet private per zone { a: "10.0.11.0/24", b: "10.0.12.0/24", c: "10.0.13.0/24" }
            internet_gateway gate;
            nat_gateway out per zone in public;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
            route_table to_nat per zone on private { "0.0.0.0/0" -> out; }
        }
        instance web per zone in private { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod too_many_route_tables {
    const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
        name: "POLICY",
        quotas: &[(groundplan::policy::Quota::RouteTablesPerVpc, 3)],
        ..groundplan::policy::Policy::AWS_DEFAULTS
    };

    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        enforce POLICY;

        vpc main "10.0.0.0/16" {
            subnet app per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            route_table isolated per zone on app;
        }
        instance web per zone in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod too_many_routes {
    const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
        name: "POLICY",
        quotas: &[(groundplan::policy::Quota::RoutesPerTable, 3)],
        ..groundplan::policy::Policy::AWS_DEFAULTS
    };

    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        enforce POLICY;

        vpc main "10.0.0.0/16" {
            subnet public "10.0.1.0/24" in a;
            internet_gateway gate;
            route_table to_internet on public {
                "0.0.0.0/0" -> gate;
                "198.51.100.0/24" -> gate;
                "203.0.113.0/24" -> gate;
            }
        }
        instance web in public { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod too_many_rules {
    const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
        name: "POLICY",
        quotas: &[(groundplan::policy::Quota::RulesPerGroup, 3)],
        ..groundplan::policy::Policy::AWS_DEFAULTS
    };

    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        enforce POLICY;

        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        security {
            main -> web: tcp 80, tcp 443, tcp 8080;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod too_many_subnets {
    const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
        name: "POLICY",
        quotas: &[(groundplan::policy::Quota::SubnetsPerVpc, 3)],
        ..groundplan::policy::Policy::AWS_DEFAULTS
    };

    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b, c;
        enforce POLICY;

        vpc main "10.0.0.0/16" {
            subnet app per zone { a: "10.0.1.0/24", b: "10.0.2.0/24", c: "10.0.3.0/24" }
            route_table isolated on app;
        }
        instance web per zone in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod too_many_groups {
    const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
        name: "POLICY",
        quotas: &[(groundplan::policy::Quota::GroupsPerRegion, 5)],
        ..groundplan::policy::Policy::AWS_DEFAULTS
    };

    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        enforce POLICY;
        let machine = { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 };

        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web0 in app { launch: machine }
        instance web1 in app { launch: machine }
        instance web2 in app { launch: machine }
    }
}

mod too_many_vpc_cidrs {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" with { secondary: ["10.1.0.0/16", "10.2.0.0/16", "10.3.0.0/16", "10.4.0.0/16"] } {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod interface_too_many_groups {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        security {
            group one;
            group two;
            group three;
            group four;
            main -> [web, one, two, three, four]: tcp 80;
        }
        instance web in app {
            groups: [web, one, two, three, four],
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
        }
    }
}

mod too_many_instances {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        enforce groundplan::policy::LEARNER_LAB;

        vpc main "10.0.0.0/16" {
            subnet app per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            route_table isolated on app;
        }
        auto_scaling_group web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 1, max: 8 },
        }
    }
}

mod too_many_instances_of_budget {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        budget { instances: 5, vcpus: 32 }

        vpc main "10.0.0.0/16" {
            subnet app per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            route_table isolated on app;
        }
        auto_scaling_group web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 1, max: 4 },
        }
    }
}

mod too_many_vcpus {
    const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
        name: "POLICY",
        max_vcpus: Some(20),
        ..groundplan::policy::Policy::AWS_DEFAULTS
    };

    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        enforce POLICY;

        vpc main "10.0.0.0/16" {
            subnet app per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            route_table isolated on app;
        }
        auto_scaling_group web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 1, max: 9 },
        }
    }
}

mod refresh_surges_over_quota {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        enforce groundplan::policy::LEARNER_LAB;

        vpc main "10.0.0.0/16" {
            subnet app per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            route_table isolated on app;
        }
        auto_scaling_group web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 1, max: 8 },
            refresh: { surge: 1 },
        }
    }
}

fn main() {}
