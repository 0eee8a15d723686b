//! The right neighbour of each case that breaks a hop: what carries a connection compiles without a word.
#![deny(warnings)]

mod by_internet_gateway {
    groundplan::topology! {
        topology ByInternetGateway;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            internet_gateway gate;
            route_table to_internet on public { "0.0.0.0/1" -> gate; "128.0.0.0/1" -> gate; }
        }
        security {
            internet -> [edge, door]: tcp 443;
            internet -> edge: tcp 80;
            edge -> web: tcp 3000, tcp 9001;
            web -> internet: tcp 443;
            "203.0.113.0/24" -> door: tcp 22;
            door -> web: tcp 22;
            permit door -> "192.168.0.0/16": tcp 443;
        }
        load_balancer edge internet_facing in public {
            listen http 80 => web;
            listen http 443 => web;
        }
        let machine = { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 };
        auto_scaling_group web in public {
            launch: machine,
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 60 s },
            target: http 3000 { health_check: { path: "/", port: 9001 } },
        }
        instance door in public.a { launch: machine }
        assert internet -> door: tcp 443;
        assert web -> internet: tcp 443;
        assert door -> web: tcp 22;
        assert never internet -> web;
        assert never web -> door: tcp 22;
    }
}

mod by_nat_gateway {
    groundplan::topology! {
        topology ByNatGateway;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet public per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            subnet private per zone { a: "10.0.11.0/24", b: "10.0.12.0/24" }
            internet_gateway gate;
            nat_gateway out per zone in public;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
            route_table to_nat per zone on private { "0.0.0.0/0" -> out; }
        }
        security {
            main -> inner: tcp 80;
            inner -> web: tcp 3000;
            web -> internet: all;
            "10.0.0.0/20" -> web: tcp 8080;
        }
        load_balancer inner internal in private { listen http 80 => web; }
        auto_scaling_group web in private {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 60 s },
            target: http 3000 { health_check: "/" },
        }
        assert web -> internet: tcp 443, udp 123, icmp;
        assert main -> inner: tcp 80;
        assert never internet -> [inner, web];
    }
}

mod by_endpoint {
    groundplan::topology! {
        topology ByEndpoint;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet private per zone { a: "10.0.11.0/24", b: "10.0.12.0/24" }
            route_table isolated on private;
            gateway_endpoint s3 "s3" on isolated;
        }
        security { web -> s3: tcp 443; }
        auto_scaling_group web in private {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
        }
        assert web -> s3: tcp 443;
        assert never web -> internet;
        assert never main -> internet;
    }
}

fn main() {}
