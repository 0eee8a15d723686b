groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a, b;
    vpc main "10.0.0.0/16" {
        subnet app per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
        route_table isolated on app;
    }
    auto_scaling_group web in app {
        launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
        size: { min: 1, max: 4 },
        refresh: { surge: 90 },
    }
}

fn main() {}
