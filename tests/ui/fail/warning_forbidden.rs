const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
    name: "POLICY",
    forbidden_warnings: &["route_table_unused", "nat_unused"],
    ..groundplan::policy::Policy::AWS_DEFAULTS
};

groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a;
    enforce POLICY;

    vpc main "10.0.0.0/16" {
        subnet app "10.0.1.0/24" in a;
        route_table isolated on app;
        route_table spare;
    }
    instance web in app {
        launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
    }
}

fn main() {}
