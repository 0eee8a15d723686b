groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a, b;
    vpc main "10.0.0.0/16" {
        subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
        internet_gateway gate;
        route_table to_internet on public { "0.0.0.0/0" -> gate; }
    }
    security { internet -> edge: tcp 80; }
    load_balancer edge internet_facing in public { listen http 80 => respond 404; }
    output url = edge.dnsname;
}

fn main() {}
