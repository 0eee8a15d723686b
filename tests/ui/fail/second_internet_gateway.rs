groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a;
    vpc main "10.0.0.0/16" {
        subnet public "10.0.1.0/24" in a;
        internet_gateway gate;
        internet_gateway door;
        route_table to_internet on public {
            "0.0.0.0/1" -> gate;
            "128.0.0.0/1" -> door;
        }
    }
    instance web in public { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
}

fn main() {}
