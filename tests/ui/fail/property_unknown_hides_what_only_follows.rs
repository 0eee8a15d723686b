groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a, b;
    vpc main "10.0.0.0/16" {
        subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
        internet_gateway gate;
        route_table to_internet on public { "0.0.0.0/0" -> gate; }
    }
    security {
        internet -> edge: tcp 443;
        edge -> web: tcp 3000;
    }
    certificate site for "www.example.com";
    #[accept(no_http_redirect, reason = "nobody types it")]
    load_balancer edge internet_facing in public {
        listen https 443 with { certificaets: [site] } => web;
    }
    auto_scaling_group web in public {
        launch: { instance_type: "m5.large", ami: amazon_linux "2023" x86_64 },
        size: { min: 2, max: 4 },
        health_check: load_balancer { grace: 120 s },
        traget: http 3000 { health_check: "/" },
    }
    asert never internet -> web;
}

fn main() {}
