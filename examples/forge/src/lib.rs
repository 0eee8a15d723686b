//! A code forge for one office: a server behind https, and runners in private subnets that fetch their work from it.

groundplan::topology! {
    /// A code forge: one server behind https, runners that ask it for work.
    pub topology Forge;

    region "eu-central-1";
    zones a, b;
    tags { Project: "forge" }

    /// The host of the forge.
    param forge_host: Host = "git.example.com";
    /// The network of the office, which alone reaches the forge.
    param office: Cidr = "203.0.113.0/24";
    /// How many runners to begin with; scaling changes it later.
    param count: Count 1..=6 = 2;

    vpc main "10.20.0.0/16" {
        subnet front per zone { a: "10.20.0.0/24", b: "10.20.1.0/24" }
        subnet work per zone { a: "10.20.10.0/24", b: "10.20.11.0/24" }

        internet_gateway gate;
        #[accept(nat_single_zone, reason = "without its zone there is no server either, and runners can wait")]
        nat_gateway out in front.a;
        route_table to_internet on front { "0.0.0.0/0" -> gate; }
        route_table to_nat on work { "0.0.0.0/0" -> out; }
        gateway_endpoint s3 "s3" on to_nat;
    }

    security {
        office -> edge: tcp 80, tcp 443;
        edge -> server: tcp 3000;
        runners -> server: tcp 3000, tcp 22;
        [server, runners] -> internet: tcp 443;
    }

    existing certificate company for ["*.example.com"]
        by arn "arn:aws:acm:eu-central-1:111122223333:certificate/6f9f0f2c-8f0e-4a51-9f0c-0c6f7ad6f3b1";

    load_balancer edge internet_facing in front with { idle_timeout: 5 m } {
        listen http 80 => redirect 301 https 443;
        listen https 443 with { certificates: [company] } => match path {
            "/admin" | "/admin/*" => respond 403,
            "/metrics" => respond 404,
            _ => server,
        };
    }

    instance server in work.a {
        launch: {
            instance_type: "m7i.large",
            ami: ubuntu "24.04" x86_64,
            root_volume: gp3 200 GiB,
            user_data: file "../user-data/server.sh" { url: format "https://{forge_host}/" },
        },
        target: http 3000 { health_check: { path: "/healthz", healthy: 2 } },
    }

    auto_scaling_group runners in work {
        launch: {
            instance_type: "c7g.large",
            ami: amazon_linux "2023" arm64,
            user_data: file "../user-data/runner.sh" { url: format "http://{server.private_address}:3000" },
        },
        size: { min: 1, desired: count, max: 6 },
        scaling: cpu 60%,
    }

    assert never internet -> [server, runners];

    output address = edge.dns_name;
    output server_address = server.private_address;
}
