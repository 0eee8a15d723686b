groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a;
    vpc main "10.0.0.0/16" {
        subnet app "10.0.1.0/24" in a with { public_addresses: true };
        internet_gateway gate;
        route_table to_internet on app { "0.0.0.0/0" -> gate; }
    }
    instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
}

fn main() {}
