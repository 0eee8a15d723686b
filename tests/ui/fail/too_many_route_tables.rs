const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
    name: "POLICY",
    quotas: &[(groundplan::policy::Quota::RouteTablesPerVpc, 2)],
    ..groundplan::policy::Policy::AWS_DEFAULTS
};

groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a, b;
    enforce POLICY;

    vpc main "10.0.0.0/16" {
        subnet app per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
        route_table isolated per zone on app;
    }
    instance web per zone in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
}

fn main() {}
