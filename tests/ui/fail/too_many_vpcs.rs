groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a;
    let machine = { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 };
    vpc net0 "10.0.0.0/16" {
        subnet app0 "10.0.1.0/24" in a;
        route_table isolated0 on app0;
    }
    instance web0 in app0 { launch: machine }
    vpc net1 "10.1.0.0/16" {
        subnet app1 "10.1.1.0/24" in a;
        route_table isolated1 on app1;
    }
    instance web1 in app1 { launch: machine }
    vpc net2 "10.2.0.0/16" {
        subnet app2 "10.2.1.0/24" in a;
        route_table isolated2 on app2;
    }
    instance web2 in app2 { launch: machine }
    vpc net3 "10.3.0.0/16" {
        subnet app3 "10.3.1.0/24" in a;
        route_table isolated3 on app3;
    }
    instance web3 in app3 { launch: machine }
    vpc net4 "10.4.0.0/16" {
        subnet app4 "10.4.1.0/24" in a;
        route_table isolated4 on app4;
    }
    instance web4 in app4 { launch: machine }
}

fn main() {}
