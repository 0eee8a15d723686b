const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
    name: "POLICY",
    quotas: &[(groundplan::policy::Quota::GroupsPerRegion, 3)],
    ..groundplan::policy::Policy::AWS_DEFAULTS
};

groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a;
    enforce POLICY;
    let machine = { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 };

    vpc main "10.0.0.0/16" {
        subnet app "10.0.1.0/24" in a;
        route_table isolated on app;
    }
    instance web0 in app { launch: machine }
    instance web1 in app { launch: machine }
    instance web2 in app { launch: machine }
}

fn main() {}
