groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a;
    vpc main "10.0.0.0/16" {
        subnet app "10.0.1.0/24" in a;
        route_table isolated on app;
    }
    instance web in app {
        launch: {
            instance_type: "m5.large",
            ami: amazon_linux "2023" x86_64,
            user_data: file "user-data/unrendered.sh" { port: 3000, hosts: "x" },
        },
    }
}

fn main() {}
