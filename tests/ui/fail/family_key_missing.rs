groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a, b, c;
    vpc main "10.0.0.0/16" {
        subnet public per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
        subnet private per zone { a: "10.0.11.0/24", b: "10.0.12.0/24", c: "10.0.13.0/24" }
        internet_gateway gate;
        nat_gateway out per zone in public;
        route_table to_internet on public { "0.0.0.0/0" -> gate; }
        route_table to_nat per zone on private { "0.0.0.0/0" -> out; }
    }
    instance web per zone in private { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
}

fn main() {}
