groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a;
    vpc shop "10.0.0.0/16" {
        subnet web "10.0.1.0/24" in a;
        internet_gateway gate;
        route_table of_shop on web { "0.0.0.0/0" -> gate; }
    }
    vpc ledger "10.1.0.0/16" {
        subnet books "10.1.1.0/24" in a;
        route_table of_ledger on books { "0.0.0.0/0" -> gate; }
    }
    instance front in web { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    instance clerk in books { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
}

fn main() {}
