const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
    name: "POLICY",
    clauses: &[groundplan::policy::Clause::closed_to_world(8443)],
    ..groundplan::policy::Policy::AWS_DEFAULTS
};

groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a, b;
    enforce POLICY;

    vpc main "10.0.0.0/16" {
        subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
        internet_gateway gate;
        route_table to_internet on public { "0.0.0.0/0" -> gate; }
    }

    security {
        internet -> web: tcp 8443;
    }
    instance web per zone in public { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
}

fn main() {}
