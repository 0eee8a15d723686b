#![deny(warnings)]

groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a, b;
    vpc main "10.0.0.0/16" {
        subnet spare per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
    }
    let machine = { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 };
    auto_scaling_group web in spare {
        launch: machine,
        size: { min: 2, max: 4 },
    }
}

fn main() {}
