groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a;
    vpc main "10.0.0.0/16" {
        subnet public "10.0.1.0/24" in a;
        subnet private "10.0.2.0/24" in a;
        internet_gateway gate;
        nat_gateway out in public;
        route_table to_internet on public { "0.0.0.0/0" -> gate; }
        route_table to_nat on private {
            "0.0.0.0/0" -> out;
            "0.0.0.0/0" -> gate;
        }
    }
    instance web in private { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
}

fn main() {}
