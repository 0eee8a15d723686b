groundplan::topology! {
    topology First;
    region "us-east-1";
    zones a;
    vpc main "10.0.0.0/16" {
        subnet app "10.0.1.0/24" in a;
        route_table isolated on app;
    }
    instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
}

groundplan::topology! {
    topology Second;
    region "us-east-1";
    zones a;
    vpc main "10.0.0.0/16" {
        subnet app "10.1.1.0/24" in a;
        route_table isolated on app;
    }
    instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
}

fn main() {}
