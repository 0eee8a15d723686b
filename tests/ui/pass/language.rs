//! The nearest right neighbours of what cannot be read, or names nothing.
#![deny(warnings)]

mod accept_without_reason {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        #[accept(user_data_needs_role, reason = "keys come with the image")]
        instance web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64, user_data: file "../fail/user-data/needs_role.sh" },
        }
    }
}

mod edge_between_no_groups {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        security {
            main -> web: tcp 80;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod end_without_group {
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
            group shared;
            web -> shared: tcp 8080;
            internet -> web: tcp 443;
        }
        instance web per zone in public {
            groups: [web, shared],
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
        }
    }
}

mod former_name_taken {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        #[was(shop)]
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
        instance store in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod name_declared_twice {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            subnet data "10.0.2.0/24" in b;
            route_table isolated on [app, data];
        }
        instance other in data { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod name_of_wrong_kind {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod name_reserved {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet room "10.0.1.0/24" in a;
            route_table isolated on room;
        }
        instance web in room { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod name_unknown {
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
            internet -> web: tcp 443;
        }
        instance web per zone in public { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod param_default {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            internet_gateway gate;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
        }
        param machines: Count 1..=4 = 4;
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 1, desired: machines, max: 4 },
        }
    }
}

mod param_type {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            internet_gateway gate;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
        }
        param machines: Count 1..=4 = 2;
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 1, desired: machines, max: 4 },
        }
    }
}

mod port_out_of_range {
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
            internet -> web: tcp 65535;
        }
        instance web per zone in public { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod port_range_reversed {
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
            internet -> web: tcp 8000..=9000;
        }
        instance web per zone in public { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod property_twice {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            internet_gateway gate;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
        }

        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 1, max: 4 },
        }
    }
}

mod property_unknown {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            internet_gateway gate;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
        }

        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 1, max: 4 },
            instance_warmup: 60 s,
        }
    }
}

mod protocol_unknown {
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

mod syntax {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod value_type {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            internet_gateway gate;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
        }

        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 1, max: 4 },
        }
    }
}

mod first_unquoted_cidr {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod first_true {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a with { public_addresses: yes };
            internet_gateway gate;
            route_table to_internet on app { "0.0.0.0/0" -> gate; }
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod first_unit_joined {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64, root_volume: gp3 20 GiB },
        }
    }
}

mod name_unused {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

fn main() {}
