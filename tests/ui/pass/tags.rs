//! The nearest right neighbours of what the rules of tags refuse.
#![deny(warnings)]

mod tag_characters {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        tags { Note: "one + all" }

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

mod tag_keys_differ_in_case {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        tags { env: "production" }

        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod tag_key_length {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        tags { "a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-": "1" }

        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod tag_key_owned {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        tags { "topology": "shop" }

        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod tag_key_reserved {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        tags { "team": "web" }

        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

fn main() {}
