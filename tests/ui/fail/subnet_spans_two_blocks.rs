groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a;
    vpc main "10.4.0.0/17" with { secondary: ["10.4.128.0/17"] } {
        subnet app "10.4.0.0/16" in a;
        route_table isolated on app;
    }
    instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
}

fn main() {}
