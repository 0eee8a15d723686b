//! The nearest right neighbours of what policies and quotas refuse.
#![deny(warnings)]

mod alb_quota_per_region {
    const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
        name: "POLICY",
        quotas: &[(groundplan::policy::Quota::LoadBalancersPerRegion, 2)],
        ..groundplan::policy::Policy::AWS_DEFAULTS
    };

    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        enforce POLICY;

        vpc main "10.0.0.0/16" {
            subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            internet_gateway gate;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
        }

        security {
            internet -> [edge, shop]: tcp 80;
        }
        load_balancer edge internet_facing in public { listen http 80 => respond 404; }
        load_balancer shop internet_facing in public { listen http 80 => respond 404; }
    }
}

mod listener_quota {
    const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
        name: "POLICY",
        quotas: &[(groundplan::policy::Quota::ListenersPerLoadBalancer, 2)],
        ..groundplan::policy::Policy::AWS_DEFAULTS
    };

    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        enforce POLICY;

        vpc main "10.0.0.0/16" {
            subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            internet_gateway gate;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
        }

        security {
            internet -> edge: tcp 80, tcp 8080;
        }
        load_balancer edge internet_facing in public {
            listen http 80 => respond 404;
            listen http 8080 => respond 404;
        }
    }
}

mod rules_quota {
    const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
        name: "POLICY",
        quotas: &[(groundplan::policy::Quota::RulesPerLoadBalancer, 2)],
        ..groundplan::policy::Policy::AWS_DEFAULTS
    };

    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        enforce POLICY;

        vpc main "10.0.0.0/16" {
            subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            internet_gateway gate;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
        }

        security {
            internet -> edge: tcp 80;
        }
        load_balancer edge internet_facing in public {
            listen http 80 => match host {
                "old.example.com" => respond 410,
                "new.example.com" => respond 503,
                _ => respond 404,
            };
        }
    }
}

mod target_groups_per_alb_quota {
    const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
        name: "POLICY",
        quotas: &[(groundplan::policy::Quota::TargetGroupsPerLoadBalancer, 2)],
        ..groundplan::policy::Policy::AWS_DEFAULTS
    };

    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        enforce POLICY;

        vpc main "10.0.0.0/16" {
            subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            internet_gateway gate;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
        }

        security {
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
            edge -> api: tcp 8080;
        }
        load_balancer edge internet_facing in public {
            listen http 80 => match path {
                "/api" | "/api/*" => api,
                _ => web,
            };
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
        auto_scaling_group api in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 8080 { health_check: "/" },
        }
    }
}

mod too_many_certificates {
    const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
        name: "POLICY",
        quotas: &[(groundplan::policy::Quota::CertificatesPerLoadBalancer, 2)],
        ..groundplan::policy::Policy::AWS_DEFAULTS
    };

    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        enforce POLICY;

        vpc main "10.0.0.0/16" {
            subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            internet_gateway gate;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
        }

        security {
            internet -> edge: tcp 80, tcp 443;
        }
        certificate one for ["one.example.com"];
        certificate two for ["two.example.com"];
        certificate three for ["three.example.com"];
        load_balancer edge internet_facing in public {
            listen http 80 => redirect 301 https 443;
            listen https 443 with { certificates: [one, two, three] } => match host {
                "one.example.com" | "two.example.com" | "three.example.com" => respond 503,
                _ => respond 404,
            };
        }
    }
}

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

mod too_many_targets {
    const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
        name: "POLICY",
        quotas: &[(groundplan::policy::Quota::TargetsPerLoadBalancer, 4)],
        ..groundplan::policy::Policy::AWS_DEFAULTS
    };

    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        enforce POLICY;

        vpc main "10.0.0.0/16" {
            subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            internet_gateway gate;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
        }

        security {
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public { listen http 80 => web; }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
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

mod certificate_too_many_names {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            internet_gateway gate;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
        }

        security {
            internet -> edge: tcp 80, tcp 443;
        }
        certificate site for [
            "a.example.com", "b.example.com", "c.example.com", "d.example.com", "e.example.com", "f.example.com", "g.example.com", "h.example.com", "i.example.com", "j.example.com",
        ];
        load_balancer edge internet_facing in public {
            listen http 80 => redirect 301 https 443;
            listen https 443 with { certificates: [site] } => respond 404;
        }
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

mod instance_profile_forbidden {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        enforce groundplan::policy::LEARNER_LAB;

        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64, instance_profile: "LabInstanceProfile" },
        }
    }
}

mod instance_type_forbidden {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        enforce groundplan::policy::LEARNER_LAB;

        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "m7i.large", ami: amazon_linux "2023" x86_64 },
        }
    }
}

mod key_pair_wrong_region {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        enforce groundplan::policy::LEARNER_LAB;

        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64, key_pair: "vockey" },
        }
    }
}

mod region_forbidden {
    groundplan::topology! {
        topology Case;
        region "us-west-2";
        zones a;
        enforce groundplan::policy::LEARNER_LAB;

        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
        }
    }
}

mod volume_over_lab_limit {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        enforce groundplan::policy::LEARNER_LAB;

        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64, root_volume: gp3 100 GiB },
        }
    }
}

mod volume_type_forbidden {
    const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
        name: "POLICY",
        volume_types: &["gp3"],
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
        instance web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64, root_volume: gp3 20 GiB },
        }
    }
}

mod port_closed_by_policy {
    const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
        name: "POLICY",
        clauses: &[groundplan::policy::Clause::closed_to_world(8443)],
        ..groundplan::policy::Policy::AWS_DEFAULTS
    };

    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        enforce POLICY;

        vpc main "10.0.0.0/16" {
            subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            internet_gateway gate;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
        }

        security {
            internet -> web: tcp 8442, tcp 8444;
        }
        instance web per zone in public { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod tag_required_missing {
    const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
        name: "POLICY",
        clauses: &[groundplan::policy::Clause::required_tag("CostCenter", "five digits of the ledger")],
        ..groundplan::policy::Policy::AWS_DEFAULTS
    };

    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        enforce POLICY;
        tags { Project: "shop", CostCenter: "40217" }

        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
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
