groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a, b;
    vpc main "10.0.0.0/16" {
        subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
        internet_gateway gate;
        route_table to_internet on public { "0.0.0.0/0" -> gate; }
    }
    param web_host: Host = "www example.com";
    security { internet -> edge: tcp 80; }
    load_balancer edge internet_facing in public {
        listen http 80 => match host {
            web_host => respond 503,
            _ => respond 404,
        };
    }
}

fn main() {}
