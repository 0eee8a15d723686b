groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a, b;
    vpc main "10.0.0.0/16" {
        subnet app per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
        route_table isolated on app;
    }
    param kind: InstanceType one of ["t3.small", "t3.smal"] = "t3.small";
    auto_scaling_group web in app {
        launch: { instance_type: kind, ami: amazon_linux "2023" x86_64 },
        size: { min: 1, max: 4 },
    }
}

fn main() {}
