groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a, b;
    param office: Cidr = "0.0.0.0/0";
    vpc main "10.0.0.0/16" {
        subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
        internet_gateway gate;
        route_table to_internet on public { "0.0.0.0/0" -> gate; }
    }
    security { office -> door: tcp 22; }
    instance door in public.a { launch: { instance_type: "m5.large", ami: amazon_linux "2023" x86_64, key_pair: "k" } }
}

fn main() {}
