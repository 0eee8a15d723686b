groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a, b;
    vpc main "10.0.0.0/16" {
        subnet data per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
        route_table isolated on data;
    }
    let machine = { instance_type: "m5.large", ami: amazon_linux "2023" x86_64, public_address: yes };
    instance one in data.a { launch: machine }
    instance two in data.b { launch: { ..machine, key_pair: "operators" } }
}

fn main() {}
