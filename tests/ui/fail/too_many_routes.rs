const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
    name: "POLICY",
    quotas: &[(groundplan::policy::Quota::RoutesPerTable, 2)],
    ..groundplan::policy::Policy::AWS_DEFAULTS
};

groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a;
    enforce POLICY;

    vpc main "10.0.0.0/16" {
        subnet public "10.0.1.0/24" in a;
        internet_gateway gate;
        route_table to_internet on public {
            "0.0.0.0/0" -> gate;
            "198.51.100.0/24" -> gate;
            "203.0.113.0/24" -> gate;
        }
    }
    instance web in public { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
}

fn main() {}
