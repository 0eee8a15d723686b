groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a;
    vpc main "10.0.0.0/16" {
        subnet outer "10.0.1.0/24" in a;
        subnet inner "10.0.2.0/24" in a;
        nat_gateway out in outer;
        route_table of_outer on outer;
        route_table to_nat on inner { "0.0.0.0/0" -> out; }
    }
    security {
        web -> internet: tcp 443;
    }
    let machine = { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 };
    instance web in inner { launch: machine }
}

fn main() {}
