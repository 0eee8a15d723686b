//! The nearest right neighbours of what the rules of VPCs and subnets refuse.
#![deny(warnings)]

mod all_subnets_in_one_zone {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet app_one "10.0.1.0/24" in a;
            subnet app_two "10.0.2.0/24" in b;
            subnet data "10.0.3.0/24" in b;
            route_table isolated on [app_one, app_two, data];
        }
        instance store in data { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
        auto_scaling_group web in [app_one, app_two] {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 1, max: 4 },
        }
    }
}

mod secondary_cidr_restricted {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" with { secondary: ["100.64.0.0/16"] } {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod secondary_private_after_public_primary {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" with { secondary: ["100.64.0.0/16"] } {
            subnet app "100.64.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod subnet_duplicate {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet app per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            route_table isolated on app;
        }
        instance web per zone in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod subnet_of_other_vpc {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc shop "10.0.0.0/16" {
            subnet web "10.0.1.0/24" in a;
            route_table of_shop on web;
        }
        vpc ledger "10.1.0.0/16" {
            subnet books "10.1.1.0/24" in a;
            route_table isolated on books;
        }
        instance front in web { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
        instance clerk in books { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod subnet_outside_vpc {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet app per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            route_table isolated on app;
        }
        instance web per zone in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod subnet_partly_outside_vpc {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/20" {
            subnet app "10.0.0.0/20" in a;
            route_table isolated on app;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod subnet_spans_two_blocks {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.4.0.0/17" with { secondary: ["10.4.128.0/17"] } {
            subnet app "10.4.0.0/17" in a;
            route_table isolated on app;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod subnet_unused {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            subnet spare "10.0.9.0/24" in a;
            route_table isolated on app;
            route_table other on spare;
        }
        instance lone in spare { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod subnets_overlap {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet app per zone { a: "10.0.0.0/23", b: "10.0.2.0/24" }
            route_table isolated on app;
        }
        instance web per zone in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod two_vpcs_same_range {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc shop "10.0.0.0/16" {
            subnet web "10.0.1.0/24" in a;
            route_table of_shop on web;
        }
        vpc ledger "10.1.0.0/16" {
            subnet books "10.1.1.0/24" in a;
            route_table of_ledger on books;
        }
        instance front in web { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
        instance clerk in books { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod vpc_cidrs_overlap {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" with { secondary: ["10.1.0.0/16", "10.2.128.0/17"] } {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod vpc_dns_hostnames_without_support {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" with { dns_support: yes, dns_hostnames: yes } {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod vpc_range_docker {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "172.20.0.0/16" {
            subnet app "172.20.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod vpc_range_public {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.10.0.0/16" {
            subnet app "10.10.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod vpc_without_subnets {
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

mod zone_name_mismatch {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet app_a "10.0.1.0/24" in a;
            subnet app_b "10.0.2.0/24" in b;
            subnet data "10.0.3.0/24" in b;
            route_table isolated on [app_a, app_b, data];
        }
        instance first in app_a { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
        instance second in app_b { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
        instance store in data { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod zone_unknown {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, f;
        vpc main "10.0.0.0/16" {
            subnet app per zone { a: "10.0.1.0/24", f: "10.0.2.0/24" }
            route_table isolated on app;
        }
        instance web per zone in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod vpc_size_out_of_bounds {
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

mod subnet_size_out_of_bounds {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/28" in a;
            route_table isolated on app;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod vpc_range_forbidden {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.254.10.0/24" {
            subnet app "10.254.10.0/25" in a;
            route_table isolated on app;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod region_unknown {
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

mod cidr_host_bits_set {
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

mod cidr_leading_zero {
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

mod cidr_malformed {
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

mod cidr_without_prefix {
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
            "203.0.113.7/32" -> web: tcp 22;
        }
        instance web per zone in public { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod cidr_wrong_family {
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

mod family_key_missing {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b, c;
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

fn main() {}
