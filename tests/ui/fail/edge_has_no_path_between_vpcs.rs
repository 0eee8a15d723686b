groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a;
    vpc one "10.0.0.0/16" {
        subnet left "10.0.1.0/24" in a;
        route_table of_left on left;
    }
    vpc two "10.1.0.0/16" {
        subnet right "10.1.1.0/24" in a;
        route_table of_right on right;
    }
    security {
        two -> web: tcp 8080;
    }
    let machine = { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 };
    instance web in left { launch: machine }
    instance job in right { launch: machine }
}

fn main() {}
