groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a, b;
    vpc main "10.0.0.0/16" {
        subnet app per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
        route_table isolated on app;
    }
    let machine = { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64, root_volume: gp2 20000 GiB };
    instance web in app.a { launch: machine }
    instance api in app.b { launch: machine }
}

fn main() {}
