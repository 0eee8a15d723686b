groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a, b;
    enforce groundplan::policy::LEARNER_LAB;
    let machine = { instance_type: "m7i.xlarge", ami: amazon_linux "2023" x86_64 };

    vpc main "10.0.0.0/16" {
        subnet app per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
        route_table isolated on app;
    }
    instance web in app.a { launch: machine }
    instance api in app.b { launch: machine }
}

fn main() {}
