const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
    name: "POLICY",
    max_vcpus: Some(16),
    ..groundplan::policy::Policy::AWS_DEFAULTS
};

groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a, b;
    enforce POLICY;

    vpc main "10.0.0.0/16" {
        subnet app per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
        route_table isolated on app;
    }
    auto_scaling_group web in app {
        launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
        size: { min: 1, max: 9 },
    }
}

fn main() {}
