//! A warehouse: private machines behind one NAT gateway per zone, with a public and an internal load balancer.

groundplan::topology! {
    /// The stock service of a warehouse and the shop that asks it.
    pub topology Warehouse;

    region "eu-central-1";
    zones a, b;
    enforce acme_policy::BASE, acme_policy::PRODUCTION;
    tags { CostCenter: "40217" }

    /// Where the operators sit.
    param office: Cidr = "203.0.113.0/24";

    vpc main "10.20.0.0/16" with { dns_hostnames: yes } {
        subnet public per zone with { public_addresses: yes } { a: "10.20.0.0/24", b: "10.20.1.0/24" }
        subnet private per zone { a: "10.20.16.0/20", b: "10.20.32.0/20" }

        internet_gateway gate;
        nat_gateway out per zone in public;
        route_table to_internet on public { "0.0.0.0/0" -> gate; }
        route_table to_nat per zone on private { "0.0.0.0/0" -> out; }
        gateway_endpoint objects "s3" on [to_internet, to_nat];
    }

    security {
        group operated;

        internet -> front: tcp 443, tcp 80;
        front -> shop: tcp 3000;
        shop -> inner: tcp 8081;
        inner -> stock: tcp 9000..=9001;
        operated -> internet: tcp 443;
        office -> bastion: tcp 22;
        bastion -> operated: tcp 22;
    }

    existing certificate shop_site for ["shop.example.com", "*.shop.example.com"]
        by arn "arn:aws:acm:eu-central-1:111122223333:certificate/0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0";

    load_balancer front internet_facing in public {
        listen http 80 => redirect 301 https 443;
        listen https 443 with { certificates: [shop_site], ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06" } => match host {
            "shop.example.com" | "www.shop.example.com" => shop,
            _ => respond 404,
        };
    }

    load_balancer inner internal in private with { idle_timeout: 120 s } {
        listen http 8081 => match path {
            "/v1/*" => stock,
            _ => respond 404,
        };
    }

    let machine = { instance_type: "t4g.small", ami: amazon_linux "2023" arm64, root_volume: gp3 16 GiB };

    #[accept(burstable_unlimited_cost, reason = "the shop is busy for an hour a day")]
    auto_scaling_group shop in private {
        groups: [shop, operated],
        launch: { ..machine, user_data: file "shop.sh" { port: 3000, stock: format "http://{inner.dns_name}:8081" } },
        size: { min: 2, max: 6 },
        scaling: cpu 60%,
        health_check: load_balancer { grace: 180 s },
        target: http 3000 { health_check: { path: "/up", interval: 15 s, timeout: 5 s, healthy: 2 } },
    }

    auto_scaling_group stock in private {
        groups: [stock, operated],
        launch: { ..machine, user_data: file "stock.sh" { port: 9000, health_port: 9001 } },
        size: { min: 2, max: 4 },
        health_check: load_balancer { grace: 180 s },
        target: http 9000 { health_check: { path: "/healthz", port: 9001 } },
    }

    instance bastion in public.a {
        launch: { ..machine, instance_type: "t4g.nano", key_pair: "operators", public_address: yes },
    }

    assert never internet -> [shop, stock];
    assert shop -> inner: tcp 8081;

    output shop_address = front.dns_name;
    output stock_address = inner.dns_name;
    output bastion_address = bastion.public_address;
}
