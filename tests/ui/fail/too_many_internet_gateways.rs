const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
    name: "POLICY",
    quotas: &[(groundplan::policy::Quota::InternetGatewaysPerRegion, 1)],
    ..groundplan::policy::Policy::AWS_DEFAULTS
};

groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a;
    enforce POLICY;
    let machine = { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 };
    vpc net0 "10.0.0.0/16" {
        subnet public0 "10.0.1.0/24" in a;
        internet_gateway gate0;
        route_table to_internet0 on public0 { "0.0.0.0/0" -> gate0; }
    }
    instance web0 in public0 { launch: machine }
    vpc net1 "10.1.0.0/16" {
        subnet public1 "10.1.1.0/24" in a;
        internet_gateway gate1;
        route_table to_internet1 on public1 { "0.0.0.0/0" -> gate1; }
    }
    instance web1 in public1 { launch: machine }
}

fn main() {}
