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
            "10.8.4.0/24" -> out;
        }
    }
    instance web in more { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
}

fn main() {}
