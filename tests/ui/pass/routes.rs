//! The nearest right neighbours of what the rules of gateways, endpoints and routes refuse.
#![deny(warnings)]

mod gateway_endpoint_table_other_vpc {
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
            gateway_endpoint objects "s3" on of_ledger;
        }
        instance front in web { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
        instance clerk in books { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod gateway_endpoint_twice_on_table {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
            gateway_endpoint s3 "s3" on isolated;
            gateway_endpoint rows "dynamodb" on isolated;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod gateway_endpoint_without_table {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
            gateway_endpoint objects "s3" on isolated;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod internet_gateway_unused {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app { "0.0.0.0/0" -> gate; }
            internet_gateway gate;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod nat_route_loop {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet public "10.0.1.0/24" in a;
            subnet private "10.0.2.0/24" in a;
            internet_gateway gate;
            nat_gateway out in public;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
            route_table to_nat on private { "0.0.0.0/0" -> out; }
        }
        instance web in private { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod nat_unused {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet public "10.0.1.0/24" in a;
            internet_gateway gate;
            nat_gateway out in public;
            subnet private "10.0.2.0/24" in a;
            route_table to_nat on private { "0.0.0.0/0" -> out; }
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
        }
        instance web in private { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod route_destination_twice {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet public "10.0.1.0/24" in a;
            subnet private "10.0.2.0/24" in a;
            internet_gateway gate;
            nat_gateway out in public;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
            route_table to_nat on private {
                "0.0.0.0/0" -> out;
                "203.0.113.0/24" -> out;
            }
        }
        instance web in private { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod route_equals_vpc_block {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet public "10.0.1.0/24" in a;
            internet_gateway gate;
            route_table to_internet on public {
                "0.0.0.0/0" -> gate;
            }
        }
        instance web in public { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod route_inside_vpc_not_a_subnet {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet public "10.0.1.0/24" in a;
            subnet private "10.0.2.0/24" in a;
            internet_gateway gate;
            nat_gateway out in public;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
            route_table to_nat on private {
                "0.0.0.0/0" -> out;
            }
        }
        instance web in private { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod route_inside_vpc_target_kind {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet public "10.0.1.0/24" in a;
            subnet private "10.0.2.0/24" in a;
            internet_gateway gate;
            route_table isolated on private;
            route_table to_internet on public {
                "0.0.0.0/0" -> gate;
            }
        }
        instance web in public { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
        instance store in private { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod route_table_unused {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet public "10.0.1.0/24" in a;
            internet_gateway gate;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
            subnet more "10.0.2.0/24" in a;
            route_table spare on more { "0.0.0.0/0" -> gate; }
        }
        instance other in more { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
        instance web in public { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod route_target_other_vpc {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc shop "10.0.0.0/16" {
            subnet web "10.0.1.0/24" in a;
            internet_gateway gate;
            route_table of_shop on web { "0.0.0.0/0" -> gate; }
        }
        vpc ledger "10.1.0.0/16" {
            subnet books "10.1.1.0/24" in a;
            route_table of_ledger on books;
        }
        instance front in web { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
        instance clerk in books { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod route_to_link_local_services {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet public "10.0.1.0/24" in a;
            internet_gateway gate;
            route_table to_internet on public {
                "0.0.0.0/0" -> gate;
                "203.0.113.0/24" -> gate;
            }
        }
        instance web in public { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod route_zone_crossing {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet public per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            subnet private per zone { a: "10.0.11.0/24", b: "10.0.12.0/24" }
            internet_gateway gate;
            nat_gateway out per zone in public;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
            route_table of_a on private.a { "0.0.0.0/0" -> out.a; }
            route_table of_b on private.b { "0.0.0.0/0" -> out.b; }
        }
        instance web per zone in private { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod second_internet_gateway {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet public "10.0.1.0/24" in a;
            internet_gateway gate;
            route_table to_internet on public {
                "0.0.0.0/1" -> gate;
                "128.0.0.0/1" -> gate;
            }
        }
        instance web in public { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod secondary_cidr_hides_route {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" with { secondary: ["10.8.0.0/16"] } {
            subnet public "10.0.1.0/24" in a;
            subnet more "10.8.1.0/24" in a;
            internet_gateway gate;
            nat_gateway out in public;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
            route_table to_nat on more {
                "0.0.0.0/0" -> out;
                "10.9.4.0/24" -> out;
            }
        }
        instance web in more { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod subnet_two_tables {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet public per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            internet_gateway gate;
            route_table to_internet on public.a { "0.0.0.0/0" -> gate; }
            route_table isolated on public.b;
        }
        instance web per zone in public { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod gateway_endpoint_service {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
            gateway_endpoint registry "dynamodb" on isolated;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

fn main() {}
