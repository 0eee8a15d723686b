groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a, b;
    vpc main "10.0.0.0/16" {
        #[accept(subnets_overlap, reason = "we know")]
        subnet app per zone { a: "10.0.0.0/23", b: "10.0.1.0/24" }
        route_table isolated on app;
    }
    instance web per zone in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
}

fn main() {}
