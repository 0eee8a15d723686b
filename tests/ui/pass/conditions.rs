//! The nearest right neighbours of what the rules of hosts and paths refuse.
#![deny(warnings)]

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

fn main() {}
