//! The nearest right neighbours of what quotas of load balancers and certificates refuse.
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

fn main() {}
