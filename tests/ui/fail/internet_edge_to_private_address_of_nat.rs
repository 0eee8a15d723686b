groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a;
    vpc main "10.0.0.0/16" {
        subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24" }
        subnet private per zone { a: "10.0.11.0/24" }
        internet_gateway gate;
        route_table to_internet on public { "0.0.0.0/0" -> gate; }
        nat_gateway out in public.a;
        route_table to_nat on private { "0.0.0.0/0" -> out; }
    }
    security {
        internet -> web: tcp 8080;
    }
    let machine = { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 };
    instance web in private.a { launch: machine }
}

fn main() {}
