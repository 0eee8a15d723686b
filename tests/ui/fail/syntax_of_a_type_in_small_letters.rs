groundplan::topology! {
    topology our_site;
    region "us-east-1";
    zones a, b;
    vpc main "10.0.0.0/16" {
        subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
        internet_gateway gate;
        route_table to_internet on public { "0.0.0.0/0" -> gate; }
    }
    security { internet -> web: tcp 443; }
    instance web per zone in public { launch: { instance_type: "m5.large", ami: amazon_linux "2023" x86_64 } }
}

fn main() {}
