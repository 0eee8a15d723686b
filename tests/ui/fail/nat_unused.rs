#![deny(warnings)]

groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a;
    vpc main "10.0.0.0/16" {
        subnet public "10.0.1.0/24" in a;
        internet_gateway gate;
        nat_gateway out in public;
        route_table to_internet on public { "0.0.0.0/0" -> gate; }
    }
}

fn main() {}
