groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a, b;
    vpc shop "10.0.0.0/16" {
        subnet web "10.0.1.0/24" in a;
        route_table of_shop on web;
    }
    vpc ledger "10.1.0.0/16" {
        subnet books "10.1.1.0/24" in b;
        route_table of_ledger on books;
    }
    auto_scaling_group clerk in [web, books] {
        launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
        size: { min: 1, max: 4 },
    }
}

fn main() {}
