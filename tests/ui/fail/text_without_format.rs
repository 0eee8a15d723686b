#![deny(warnings)]

groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a;
    param web_host: Host = "www.example.com";
    vpc main "10.0.0.0/16" {
        subnet private "10.0.1.0/24" in a;
        route_table isolated on private;
    }
    instance web in private { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    output site = "https://{web_host}/";
    output address = ["{ \"a\": 1 }", "http://{ web.private_address }:8080"];
}

fn main() {}
