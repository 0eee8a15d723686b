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
        size: { min = 1, max = 4 },
    }
}

fn main() {}
