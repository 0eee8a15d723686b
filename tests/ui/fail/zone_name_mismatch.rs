#![deny(warnings)]

groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a, b;
    vpc main "10.0.0.0/16" {
        subnet app_a "10.0.1.0/24" in a;
        subnet app_b "10.0.2.0/24" in a;
        subnet data "10.0.3.0/24" in b;
        route_table isolated on [app_a, app_b, data];
    }
    instance first in app_a { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    instance second in app_b { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    instance store in data { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
}

fn main() {}
