#![allow(unexpected_cfgs)]

groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a;
    vpc main "10.0.0.0/16" {
        subnet app "10.0.1.0/24" in a;
        #[cfg(not(feature = "lean"))]
        subnet more "10.1.2.0/24" in a;
        route_table isolated on app;
        #[cfg(not(feature = "lean"))]
        route_table other on more;
    }
    instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    #[cfg(not(feature = "lean"))]
    instance helper in more { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
}

fn main() {}
