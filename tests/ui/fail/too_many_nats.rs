const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
    name: "POLICY",
    quotas: &[(groundplan::policy::Quota::NatGatewaysPerZone, 1)],
    ..groundplan::policy::Policy::AWS_DEFAULTS
};

groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a;
    enforce POLICY;

    vpc main "10.0.0.0/16" {
        subnet public "10.0.1.0/24" in a;
        subnet app "10.0.11.0/24" in a;
        subnet data "10.0.12.0/24" in a;
        internet_gateway gate;
        nat_gateway of_app in public;
        nat_gateway of_data in public;
        route_table to_internet on public { "0.0.0.0/0" -> gate; }
        route_table app_out on app { "0.0.0.0/0" -> of_app; }
        route_table data_out on data { "0.0.0.0/0" -> of_data; }
    }
    instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    instance store in data { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
}

fn main() {}
