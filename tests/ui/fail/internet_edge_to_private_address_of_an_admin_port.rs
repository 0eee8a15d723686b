groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a;
    vpc main "10.0.0.0/16" {
        subnet data "10.0.1.0/24" in a;
        route_table isolated on data;
    }
    security { internet -> door: tcp 22; }
    instance door in data { launch: { instance_type: "m5.large", ami: amazon_linux "2023" x86_64, key_pair: "k" } }
}

fn main() {}
