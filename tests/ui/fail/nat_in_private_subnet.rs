groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a, b;
    vpc main "10.0.0.0/16" {
        subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
        subnet middle per zone { a: "10.0.11.0/24", b: "10.0.12.0/24" }
        subnet private per zone { a: "10.0.21.0/24", b: "10.0.22.0/24" }
        internet_gateway gate;
        nat_gateway out per zone in middle;
        route_table to_internet on public { "0.0.0.0/0" -> gate; }
        route_table isolated on middle;
        route_table to_nat per zone on private { "0.0.0.0/0" -> out; }
    }
    security { web -> internet: tcp 443; }
    let machine = { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 };
    auto_scaling_group web in private {
        launch: machine,
        size: { min: 2, max: 4 },
    }
    instance door in public.a { launch: machine }
}

fn main() {}
