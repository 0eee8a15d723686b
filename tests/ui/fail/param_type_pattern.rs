groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a, b;
    vpc main "10.0.0.0/16" {
        subnet app per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
        route_table isolated on app;
    }
    param release: String matching r"[a-z" = "abc";
    auto_scaling_group web in app {
        launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64, user_data: file "user-data/release.sh" { release: release } },
        size: { min: 1, max: 4 },
    }
}

fn main() {}
