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

mod the_smallest_network {
    groundplan::topology! {
        topology Smallest;
        region "us-west-1";
        zones c;
        vpc main "10.0.0.0/28" {
            subnet only "10.0.0.0/28" in c with { public_addresses: yes };
            internet_gateway gate;
            route_table out on only { "0.0.0.0/0" -> gate; }
        }
        security { "203.0.113.7/32" -> door: tcp 22; }
        instance door in only {
            launch: { instance_type: "t3.nano", ami: ubuntu "24.04" x86_64, key_pair: "my key: 2024", metadata_hop_limit: 64 },
        }
        assert "203.0.113.7/32" -> door: tcp 22;
        assert never internet -> door: tcp 80;
        assert never door -> internet;
    }
}

mod a_network_of_a_carrier {
    groundplan::topology! {
        topology Carrier;
        region "ca-central-1";
        zones a, d;
        vpc main "100.64.0.0/16" {
            subnet half per zone { a: "100.64.0.0/17", d: "100.64.128.0/17" }
            route_table only on half;
            gateway_endpoint objects "s3" on only;
        }
        security { worker -> objects: tcp 443; }
        auto_scaling_group worker in half {
            launch: { instance_type: "c6g.large", ami: amazon_linux "2023" arm64 },
            size: { min: 0, max: 3 },
        }
    }
}

mod blocks_beside_each_other {
    groundplan::topology! {
        topology Beside;
        region "us-east-1";
        zones a;
        vpc main "10.4.0.0/24" with { secondary: ["10.4.1.0/24", "100.64.0.0/28"] } {
            subnet one "10.4.0.0/24" in a;
            subnet two "10.4.1.0/25" in a;
            subnet three "10.4.1.128/25" in a;
            subnet four "100.64.0.0/28" in a;
            route_table only on [one, two, three, four];
        }
        security { main -> box_: all; }
        let machine = { instance_type: "z1d.large", ami: id "ami-12345678" x86_64 };
        instance box_ in four { launch: machine }
        instance other in one { launch: machine }
        instance third in two { launch: machine }
        instance last in three { launch: machine }
    }
}

mod the_world_in_halves {
    groundplan::topology! {
        topology Halves;
        region "us-east-1";
        zones c, f;
        vpc main "172.31.0.0/16" {
            subnet public per zone with { public_addresses: yes } { c: "172.31.0.0/20", f: "172.31.16.0/20" }
            internet_gateway gate;
            route_table out on public { "0.0.0.0/1" -> gate; "128.0.0.0/1" -> gate; "203.0.113.0/24" -> gate; }
        }
        security {
            "0.0.0.0/1" -> edge: tcp 65535;
            "128.0.0.0/1" -> edge: tcp 65535;
            edge -> web: tcp 8000..=8100;
            web -> internet: tcp 443, tcp 444..=500, tcp 501, udp 123, icmp;
        }
        load_balancer edge internet_facing in public with { idle_timeout: 4000 s } { listen http 65535 => web; }
        auto_scaling_group web in public {
            launch: { instance_type: "m8g.medium", ami: amazon_linux "2023" arm64 },
            size: { min: 2, desired: 4, max: 4 },
            health_check: load_balancer { grace: 3600 s },
            target: http 8080 {
                health_check: { path: "/a?b=c&d=%20", interval: 300 s, timeout: 120 s, healthy: 10, unhealthy: 10, codes: [200, 301] },
                stickiness: 7 days,
                deregistration_delay: 0 s,
            },
        }
    }
}

mod a_balancer_without_machines {
    groundplan::topology! {
        topology Page;
        region "eu-west-3";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet public per zone { a: "10.0.0.0/27", b: "10.0.0.32/27" }
            internet_gateway gate;
            route_table out on public { "0.0.0.0/0" -> gate; }
        }
        security { internet -> page: tcp 1; }
        load_balancer page internet_facing in public with { idle_timeout: 1 s } {
            listen http 1 => match path {
                "/robots.txt" => respond 200 { content_type: "text/plain", body: "none" },
                _ => respond 599 { content_type: "text/html", body: "<h1>back soon</h1>" },
            };
        }
    }
}

mod http_on_the_port_of_https {
    groundplan::topology! {
        topology Crossed;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet public per zone with { public_addresses: yes } { a: "10.0.0.0/24", b: "10.0.1.0/24" }
            internet_gateway gate;
            route_table out on public { "0.0.0.0/0" -> gate; }
        }
        security {
            internet -> edge: tcp 443..=444;
            edge -> web: tcp 80;
        }
        load_balancer edge internet_facing in public {
            listen http 443 => web;
            listen http 444 => match host {
                "a.example.org" | "b.example.org" | "c.example.org" if path "/1" | "/2" => web,
                "A.example.org" if path "/3" => respond 204,
                "*.example.org" => web,
                _ => respond 404,
            };
        }
        instance web in public.a {
            launch: { instance_type: "m5.large", ami: ubuntu "22.04" x86_64 },
            target: http 80 { health_check: { interval: 6 s, timeout: 5 s } },
        }
    }
}

mod paths_that_differ_in_case {
    groundplan::topology! {
        topology Paths;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet inside per zone { a: "10.0.0.0/24", b: "10.0.1.0/24" }
            route_table only on inside;
        }
        security {
            group of_balancer;
            main -> of_balancer: tcp 8080;
            of_balancer -> web: tcp 80;
        }
        load_balancer edge internal in inside with { groups: [of_balancer] } {
            listen http 8080 => match path {
                "/a" => respond 404,
                "/A" => respond 410,
                "/api/health" => respond 200,
                "/api/*" => web,
                "/*.php" => respond 404,
                _ => web,
            };
        }
        instance web per zone in [inside.b, inside.a] {
            launch: { instance_type: "a1.medium", ami: ubuntu "20.04" arm64, root_volume: gp3 16384 GiB },
            target: http 80,
        }
    }
}

mod a_mesh_that_is_asserted {
    groundplan::topology! {
        topology Loop;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet inside per zone { a: "10.0.0.0/24", b: "10.0.1.0/24" }
            route_table only on inside;
        }
        security { node -> node: udp 4789, tcp 7946, udp 7946; }
        auto_scaling_group node in inside {
            launch: { instance_type: "m5.large", ami: amazon_linux "2023" x86_64 },
            size: { min: 3, max: 3 },
        }
        assert node -> node: udp 4789, tcp 7946, udp 7946;
    }
}

mod sixty_rules_and_five_groups {
    groundplan::topology! {
        topology Full;
        region "us-east-1";
        zones a;
        let ports = [2000, 2001, 2002, 2003, 2004, 2005, 2006, 2007, 2008, 2009, 2010, 2011, 2012, 2013, 2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027, 2028, 2029, 2030, 2031, 2032, 2033, 2034, 2035, 2036, 2037, 2038, 2039, 2040, 2041, 2042, 2043, 2044, 2045, 2046, 2047, 2048, 2049, 2050, 2051, 2052, 2053, 2054, 2055, 2056, 2057, 2058];
        vpc main "10.0.0.0/16" {
            subnet public "10.0.0.0/24" in a with { public_addresses: yes };
            internet_gateway gate;
            route_table out on public { "0.0.0.0/0" -> gate; }
        }
        security {
            group first;
            group second;
            group third;
            group fourth;
            "203.0.113.7/32" -> door: tcp 22;
            "203.0.113.0/24" -> door: tcp ports;
            "203.0.113.8/32" -> [first, second, third, fourth]: tcp 22;
        }
        instance door in public {
            groups: [door, first, second, third, fourth],
            launch: { instance_type: "t2.micro", ami: ssm "/golden/linux" x86_64, key_pair: "operators" },
        }
    }
}

mod a_vpc_that_nothing_is_in_yet {
    groundplan::topology! {
        topology Empty;
        region "eu-south-2";
        zones a;
        vpc main "192.168.4.0/24" with { tags: { "a:b/c=d+e-f@g": "" } } {
            #[accept(subnet_unused, reason = "next week")]
            subnet later "192.168.4.0/28" in a;
        }
        output network = main.id;
    }
}

mod params_at_their_bounds {
    groundplan::topology! {
        topology Bounds;
        region "us-east-1";
        zones a, b;
        param fewest: Count 1..=4;
        param most: Count 4..=9 = 5;
        param office: Cidr;
        vpc main "10.0.0.0/16" {
            subnet public per zone with { public_addresses: yes } { a: "10.0.0.0/24", b: "10.0.1.0/24" }
            internet_gateway gate;
            route_table out on public { "0.0.0.0/0" -> gate; }
        }
        security { office -> worker: tcp 22; worker -> internet: all; }
        auto_scaling_group worker in public {
            launch: { instance_type: "c5.large", ami: amazon_linux "2" x86_64, key_pair: "operators" },
            size: { min: fewest, max: most },
            scaling: cpu 99%,
            refresh: { surge: 1 },
        }
    }
}

fn main() {}
