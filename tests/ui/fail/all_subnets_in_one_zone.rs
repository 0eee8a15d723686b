#![deny(warnings)]

groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a, b;
    vpc main "10.0.0.0/16" {
        subnet app_one "10.0.1.0/24" in a;
        subnet app_two "10.0.2.0/24" in a;
        subnet data "10.0.3.0/24" in b;
        route_table isolated on [app_one, app_two, data];
    }
    instance store in data { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    auto_scaling_group web in [app_one, app_two] {
        launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
        size: { min: 1, max: 4 },
    }
}

fn main() {}
