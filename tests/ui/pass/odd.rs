//! Odd and right: what a rule might take for a mistake and is none.
#![deny(warnings, missing_docs)]

mod smallest_and_largest_blocks {
    groundplan::topology! {
        topology Sizes;
        region "us-east-1";
        zones a, b;
        vpc small "10.0.0.0/28" {
            subnet whole "10.0.0.0/28" in a;
            route_table of_whole on whole;
        }
        vpc large "10.16.0.0/16" {
            subnet wide "10.16.0.0/17" in a;
            subnet first "10.16.128.0/28" in b;
            subnet second "10.16.128.16/28" in b;
            subnet last "10.16.255.240/28" in b;
            route_table of_large on [wide, first, second, last];
        }
        let machine = { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 };
        instance one in whole { launch: machine }
        instance two in wide { launch: machine }
        instance three in first { launch: machine }
        instance four in second { launch: machine }
        instance five in last { launch: machine }
    }
}

mod secondary_blocks {
    groundplan::topology! {
        topology Secondary;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" with { secondary: ["10.1.0.0/16", "100.64.0.0/16"] } {
            subnet old per zone { a: "10.0.0.0/24", b: "10.0.1.0/24" }
            subnet new per zone { a: "10.1.0.0/24", b: "100.64.0.0/24" }
            route_table isolated on [old, new];
        }
        security {
            main -> store: tcp 5432;
        }
        let machine = { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 };
        instance store per zone in old { launch: machine }
        instance reader per zone in new { launch: machine }
    }
}

mod several_listeners {
    groundplan::topology! {
        topology Listeners;
        region "us-east-1";
        zones a, b, c;
        vpc main "10.0.0.0/16" {
            subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24", c: "10.0.3.0/24" }
            internet_gateway gate;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
        }
        security {
            internet -> edge: tcp 80, tcp 443, tcp 8443;
            edge -> [web, api]: tcp 3000..=3001;
        }
        certificate site for ["example.com", "*.example.com"];
        load_balancer edge internet_facing in public {
            listen http 80 => redirect 301 https 443;
            listen https 443 with { certificates: [site] } => match host {
                "example.com" | "www.example.com" if path "/api" | "/api/*" => api,
                "example.com" | "www.example.com" => web,
                "*.example.com" => redirect 302 https 8443,
                _ => respond 404,
            };
            listen https 8443 with { certificates: [site] } => api;
        }
        let machine = { instance_type: "m7i.large", ami: amazon_linux "2023" x86_64 };
        auto_scaling_group web in public {
            launch: machine,
            size: { min: 3, max: 3 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: { path: "/", port: 3001, codes: [200, 204] } },
        }
        auto_scaling_group api in public {
            launch: machine,
            size: { min: 3, desired: 3, max: 6 },
            scaling: cpu 99%,
            health_check: load_balancer { grace: 10 s },
            target: http 3001 { health_check: { path: "/", interval: 5 s, timeout: 4 s }, deregistration_delay: 0 s, stickiness: 7 days },
        }
    }
}

mod a_group_without_a_balancer {
    groundplan::topology! {
        topology Workers;
        region "eu-west-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet private per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            route_table isolated on private;
            gateway_endpoint objects "s3" on isolated;
        }
        security {
            worker -> objects: tcp 443;
        }
        auto_scaling_group worker in private {
            launch: { instance_type: "m7g.large", ami: amazon_linux "2023" arm64, root_volume: gp3 100 GiB },
            size: { min: 0, desired: 0, max: 10 },
        }
    }
}

mod one_zone {
    groundplan::topology! {
        topology OneZone;
        region "us-west-2";
        zones d;
        vpc main "192.168.0.0/24" {
            subnet lab "192.168.0.0/25" in d with { public_addresses: yes };
            internet_gateway gate;
            route_table to_internet on lab { "0.0.0.0/0" -> gate; }
        }
        security {
            "203.0.113.7/32" -> desk: tcp 22;
            desk -> internet: all;
        }
        auto_scaling_group desk in lab {
            launch: { instance_type: "t4g.nano", ami: ubuntu "22.04" arm64 },
            size: { min: 1, max: 1 },
        }
    }
}

mod a_table_for_a_part_of_the_internet {
    groundplan::topology! {
        topology Parts;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet public "10.0.1.0/24" in a with { public_addresses: yes };
            subnet private "10.0.2.0/24" in a;
            internet_gateway gate;
            nat_gateway out in public;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
            route_table to_partner on private { "198.51.100.0/24" -> out; }
        }
        security {
            store -> "198.51.100.0/24": tcp 443;
        }
        instance store in private { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod self_edges_and_shared_groups {
    groundplan::topology! {
        topology Cluster;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet data per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            route_table isolated on data;
        }
        security {
            group observed;
            node -> node: tcp 7000..=7001, udp 7946;
            watcher -> observed: tcp 9100, icmp;
        }
        let machine = { instance_type: "m7i.large", ami: id "ami-0123456789abcdef0" x86_64 };
        instance node per zone in data { groups: [node, observed], launch: machine }
        instance watcher in data.a { launch: machine }
        assert node -> node: tcp 7000, udp 7946;
        assert never watcher -> node: tcp 7000;
    }
}

mod two_networks {
    groundplan::topology! {
        topology TwoNetworks;
        region "us-east-1";
        zones a;
        vpc shop "10.0.0.0/16" {
            subnet front "10.0.1.0/24" in a;
            route_table of_shop on front;
        }
        vpc ledger "10.1.0.0/16" {
            subnet books "10.1.1.0/24" in a;
            route_table of_ledger on books;
        }
        security {
            group spare in ledger;
            shop -> till: tcp 443;
            ledger -> [clerk, spare]: tcp 443;
        }
        let machine = { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 };
        instance till in front { launch: machine }
        instance clerk in books { groups: [clerk, spare], launch: machine }
        assert never till -> clerk;
    }
}

fn main() {}
