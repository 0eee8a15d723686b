groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a;
    vpc main "10.0.0.0/16" {
        subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
        internet_gateway gate;
        route_table to_internet on public { "0.0.0.0/0" -> gate; }
    }
    vpc other "10.1.0.0/16" {
        subnet data per zone { a: "10.1.1.0/24", b: "10.1.2.0/24" }
        route_table isolated per zone on data;
    }
    security { internet -> web: tcp 443; }
    instance web per zone in public { launch: { instance_type: "m5.large", ami: amazon_linux "2023" x86_64 } }
    output ids = isolated.id;
}

fn main() {}
