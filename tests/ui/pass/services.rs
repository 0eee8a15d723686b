//! The nearest right neighbours of what the rules of load balancers and certificates refuse.
#![deny(warnings)]

mod alb_idle_timeout_range {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public with { idle_timeout: 4000 s } { listen http 80 => web; }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod alb_needs_two_zones {
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

mod alb_subnet_too_small {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/27", b: "10.0.1.32/27" }
            subnet app per zone { a: "10.0.11.0/24", b: "10.0.12.0/24" }
            internet_gateway gate;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
            route_table isolated on app;
        }

        security {
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public { listen http 80 => web; }
        auto_scaling_group web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod alb_two_subnets_same_zone {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b, c;
        vpc main "10.0.0.0/16" {
            subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            subnet more "10.0.3.0/24" in c;
            internet_gateway gate;
            route_table to_internet on [public, more] { "0.0.0.0/0" -> gate; }
        }

        security {
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in [public, more] { listen http 80 => web; }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod certificate_does_not_cover_host {
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
            edge -> web: tcp 3000;
            edge -> api: tcp 8080;
        }
        certificate site for ["www.example.com", "shop.example.org"];
        load_balancer edge internet_facing in public {
            listen http 80 => redirect 301 https 443;
            listen https 443 with { certificates: [site] } => match host {
                "www.example.com" => web,
                "shop.example.org" => api,
                _ => respond 404,
            };
        }
        auto_scaling_group api in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 8080 { health_check: "/" },
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod certificate_domain_form {
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
            edge -> web: tcp 3000;
        }
        certificate site for ["*.example.org"];
        load_balancer edge internet_facing in public {
            listen http 80 => redirect 301 https 443;
            listen https 443 with { certificates: [site] } => web;
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod certificate_first_name_over_64 {
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
            edge -> web: tcp 3000;
        }
        certificate site for ["a-name-of-fewer-than-sixty-four-characters.example.org"];
        load_balancer edge internet_facing in public {
            listen http 80 => redirect 301 https 443;
            listen https 443 with { certificates: [site] } => web;
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod certificate_placeholder_arn {
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
            edge -> web: tcp 3000;
        }
        existing certificate site for ["www.example.com"]
            by arn "arn:aws:acm:us-east-1:111122223333:certificate/0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0";
        load_balancer edge internet_facing in public {
            listen http 80 => redirect 301 https 443;
            listen https 443 with { certificates: [site] } => web;
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod certificate_wrong_region {
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
            edge -> web: tcp 3000;
        }
        existing certificate site for ["www.example.com"]
            by arn "arn:aws:acm:us-east-1:111122223333:certificate/0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0";
        load_balancer edge internet_facing in public {
            listen http 80 => redirect 301 https 443;
            listen https 443 with { certificates: [site] } => web;
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod condition_values_per_rule {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public {
            listen http 80 => match host {
                "a.example.com" | "b.example.com" | "c.example.com" | "d.example.com" | "e.example.com" => web,
                _ => respond 404,
            };
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod default_action_missing {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public {
            listen http 80 => match host {
                "www.example.com" => web,
                _ => respond 404,
            };
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod default_action_not_last {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public {
            listen http 80 => match host {
                "www.example.com" => web,
                _ => respond 404,
            };
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod default_shows_backend {
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
            edge -> web: tcp 3000;
            edge -> api: tcp 8080;
        }
        certificate site for ["www.example.com", "api.example.com"];
        load_balancer edge internet_facing in public {
            listen http 80 => redirect 301 https 443;
            listen https 443 with { certificates: [site] } => match host {
                "www.example.com" => web,
                "api.example.com" => api,
                _ => respond 404,
            };
        }
        auto_scaling_group api in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 8080 { health_check: "/" },
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod duplicate_certificate_on_listener {
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
            edge -> web: tcp 3000;
        }
        certificate site for ["www.example.com"];
        load_balancer edge internet_facing in public {
            listen http 80 => redirect 301 https 443;
            listen https 443 with { certificates: [site] } => web;
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod fixed_response_body {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public {
            listen http 80 => match host {
                "www.example.com" => web,
                _ => respond 404 { body: "nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here nothing here " },
            };
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod fixed_response_content_type {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public {
            listen http 80 => match host {
                "www.example.com" => web,
                _ => respond 404 { content_type: "text/html" },
            };
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod fixed_response_status {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public {
            listen http 80 => match host {
                "www.example.com" => web,
                _ => respond 404,
            };
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod health_interval_range {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public { listen http 80 => web; }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: { path: "/", interval: 5 s, timeout: 2 s } },
        }
    }
}

mod health_matcher_form {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public { listen http 80 => web; }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: { path: "/", codes: 200..=399 } },
        }
    }
}

mod health_matcher_accepts_errors {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public { listen http 80 => web; }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: { path: "/", codes: 200..=399 } },
        }
    }
}

mod health_path_form {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public { listen http 80 => web; }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/health" },
        }
    }
}

mod health_threshold_range {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public { listen http 80 => web; }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: { path: "/", healthy: 2 } },
        }
    }
}

mod health_timeout_not_below_interval {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public { listen http 80 => web; }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: { path: "/", interval: 6 s } },
        }
    }
}

mod health_timeout_range {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public { listen http 80 => web; }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: { path: "/", timeout: 2 s } },
        }
    }
}

mod deregistration_delay_range {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public { listen http 80 => web; }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/", deregistration_delay: 3600 s },
        }
    }
}

mod stickiness_duration_range {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public { listen http 80 => web; }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/", stickiness: 7 days },
        }
    }
}

mod host_bad_character {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public {
            listen http 80 => match host {
                "www.example.com" => web,
                _ => respond 404,
            };
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod host_bad_dots {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public {
            listen http 80 => match host {
                "www.example.com" => web,
                _ => respond 404,
            };
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod host_last_label_not_letters {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public {
            listen http 80 => match host {
                "ten.example.com" => web,
                _ => respond 404,
            };
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod host_too_long {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public {
            listen http 80 => match host {
                "a-long-label.a-long-label.a-long-label.a-long-label.a-long-label.a-long-label.a-long-label.a-long-label.example.com" => web,
                _ => respond 404,
            };
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod host_without_dot {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public {
            listen http 80 => match host {
                "*.example.com" => web,
                _ => respond 404,
            };
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod host_rule_duplicate {
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
            edge -> web: tcp 3000;
            edge -> api: tcp 8080;
        }
        certificate site for ["www.example.com"];
        load_balancer edge internet_facing in public {
            listen http 80 => redirect 301 https 443;
            listen https 443 with { certificates: [site] } => match host {
                "WWW.example.com" if path "/api/*" => api,
                "www.example.com" => web,
                _ => respond 404,
            };
        }
        auto_scaling_group api in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 8080 { health_check: "/" },
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod host_rule_partly_shadowed {
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
            edge -> web: tcp 3000;
            edge -> api: tcp 8080;
        }
        certificate site for ["www.example.com", "api.example.com"];
        load_balancer edge internet_facing in public {
            listen http 80 => redirect 301 https 443;
            listen https 443 with { certificates: [site] } => match host {
                "www.example.com" => web,
                "api.example.com" => api,
                _ => respond 404,
            };
        }
        auto_scaling_group api in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 8080 { health_check: "/" },
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod host_rule_same_as_default {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public {
            listen http 80 => match host {
                "old.example.com" => respond 410,
                "www.example.com" => web,
                _ => respond 404,
            };
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod host_rule_unreachable {
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
            edge -> web: tcp 3000;
            edge -> api: tcp 8080;
        }
        certificate site for ["*.example.com"];
        load_balancer edge internet_facing in public {
            listen http 80 => redirect 301 https 443;
            listen https 443 with { certificates: [site] } => match host {
                "api.example.com" => api,
                "*.example.com" => web,
                _ => respond 404,
            };
        }
        auto_scaling_group api in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 8080 { health_check: "/" },
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod listener_port_range {
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
            internet -> edge: tcp 80, tcp 81;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public {
            listen http 80 => web;
            listen http 81 => web;
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod listener_port_taken {
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
            internet -> edge: tcp 80, tcp 81;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public {
            listen http 80 => web;
            listen http 81 => respond 404;
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod path_bad_character {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public {
            listen http 80 => match path {
                "/a?b" => web,
                _ => respond 404,
            };
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod path_prefix_needs_two_patterns {
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
            target: http 8080 { health_check: "/api" },
        }
    }
}

mod path_too_long {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public {
            listen http 80 => match path {
                "/a-long-part/a-long-part/a-long-part/a-long-part/a-long-part/a-long-part/a-long-part/a-long-part/a-long-part/a-long-part/" => web,
                _ => respond 404,
            };
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod path_without_slash {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public {
            listen http 80 => match path {
                "/api/*" => web,
                _ => respond 404,
            };
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod plain_http_forwards {
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
            edge -> web: tcp 3000;
        }
        certificate site for ["www.example.com"];
        load_balancer edge internet_facing in public {
            listen http 80 => redirect 301 https 443;
            listen https 443 with { certificates: [site] } => web;
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod redirect_loop {
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
            edge -> web: tcp 3000;
        }
        certificate site for ["www.example.com"];
        load_balancer edge internet_facing in public {
            listen http 80 => redirect 301 https 443;
            listen https 443 with { certificates: [site] } => match host {
                "www.example.com" => web,
                _ => respond 404,
            };
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod redirect_status {
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
            edge -> web: tcp 3000;
        }
        certificate site for ["www.example.com"];
        load_balancer edge internet_facing in public {
            listen http 80 => redirect 302 https 443;
            listen https 443 with { certificates: [site] } => web;
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod redirect_to_missing_listener {
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
            internet -> edge: tcp 80;
        }
        load_balancer edge internet_facing in public {
            listen http 80 => respond 404;
        }
    }
}

mod target_group_dead_zone {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b, c;
        vpc main "10.0.0.0/16" {
            subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24", c: "10.0.3.0/24" }
            internet_gateway gate;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
        }

        security {
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public { listen http 80 => web; }
        auto_scaling_group web in [public.a, public.c] {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod target_group_port_range {
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

mod tls_policy_unknown {
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
            edge -> web: tcp 3000;
        }
        certificate site for ["www.example.com"];
        load_balancer edge internet_facing in public {
            listen http 80 => redirect 301 https 443;
            listen https 443 with { certificates: [site], ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06" } => web;
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod tls_policy_weak {
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
            edge -> web: tcp 3000;
        }
        certificate site for ["www.example.com"];
        load_balancer edge internet_facing in public {
            listen http 80 => redirect 301 https 443;
            listen https 443 with { certificates: [site], ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06" } => web;
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod wildcard_certificate_depth {
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
            edge -> web: tcp 3000;
        }
        certificate site for ["*.example.com"];
        load_balancer edge internet_facing in public {
            listen http 80 => redirect 301 https 443;
            listen https 443 with { certificates: [site] } => match host {
                "b.example.com" => web,
                _ => respond 404,
            };
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod wildcard_certificate_not_apex {
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
            edge -> web: tcp 3000;
        }
        certificate site for ["*.example.com", "example.com"];
        load_balancer edge internet_facing in public {
            listen http 80 => redirect 301 https 443;
            listen https 443 with { certificates: [site] } => match host {
                "www.example.com" | "example.com" => web,
                _ => respond 404,
            };
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod wildcards_per_rule {
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
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public {
            listen http 80 => match host {
                "*.a.example.com" | "*.b.example.com" | "*.c.example.com" if path "/*/x/*/y/*" => web,
                _ => respond 404,
            };
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod no_http_redirect {
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
            edge -> web: tcp 3000;
        }
        certificate site for ["www.example.com"];
        load_balancer edge internet_facing in public {
            listen http 80 => redirect 301 https 443;
            listen https 443 with { certificates: [site] } => web;
        }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

fn main() {}
