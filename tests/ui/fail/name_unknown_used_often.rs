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
        internet -> egde: tcp 80;
        egde -> web: tcp 3000;
    }
    load_balancer edge internet_facing in public { listen http 80 => web; }
    auto_scaling_group web in public {
        launch: machine,
        size: { min: 2, max: most },
        health_check: load_balancer { grace: 120 s },
        target: http 3000 { health_check: "/" },
    }
    instance spare in public.a { launch: machine }
    let machine = { instance_type: "m5.large", ami: amazon_linux };
    output address = egde.dns_name;
}

fn main() {}
