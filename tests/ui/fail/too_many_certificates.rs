const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
    name: "POLICY",
    quotas: &[(groundplan::policy::Quota::CertificatesPerLoadBalancer, 1)],
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
        internet -> edge: tcp 80, tcp 443;
    }
    certificate one for ["one.example.com"];
    certificate two for ["two.example.com"];
    certificate three for ["three.example.com"];
    load_balancer edge internet_facing in public {
        listen http 80 => redirect 301 https 443;
        listen https 443 with { certificates: [one, two, three] } => match host {
            "one.example.com" | "two.example.com" | "three.example.com" => respond 503,
            _ => respond 404,
        };
    }
}

fn main() {}
