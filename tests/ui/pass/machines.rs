//! The nearest right neighbours of what the rules of machines and tags refuse.
#![deny(warnings)]

mod ami_arch_mismatch {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "t4g.small", ami: amazon_linux "2023" arm64 },
        }
    }
}

mod asg_desired_zero_behind_alb {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            internet_gateway gate;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
        }

        security {
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public { listen http 80 => web; }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 0, desired: 1, max: 2 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod asg_ec2_check_behind_alb {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            internet_gateway gate;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
        }

        security {
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public { listen http 80 => web; }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 300 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod asg_elb_check_without_target_group {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet app per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            route_table isolated on app;
        }
        auto_scaling_group web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 1, max: 4 },
        }
    }
}

mod asg_max_zero {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            internet_gateway gate;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
        }

        security {
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public { listen http 80 => web; }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 1, max: 1 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod asg_single_zone {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet app per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            route_table isolated on app;
        }
        auto_scaling_group web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
        }
        instance store in app.b { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod asg_sizes_out_of_order {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet app per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            route_table isolated on app;
        }
        auto_scaling_group web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 1, desired: 4, max: 4 },
        }
    }
}

mod asg_sizes_out_of_order_by_param {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet app per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            route_table isolated on app;
        }
        param machines: Count 1..=6 = 2;
        auto_scaling_group web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 1, desired: machines, max: 6 },
        }
    }
}

mod asg_subnets_of_two_vpcs {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc shop "10.0.0.0/16" {
            subnet web "10.0.1.0/24" in a;
            route_table of_shop on web;
        }
        vpc ledger "10.1.0.0/16" {
            subnet more "10.1.2.0/24" in a;
            subnet books "10.1.1.0/24" in b;
            route_table of_ledger on [books, more];
        }
        instance front in web { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
        auto_scaling_group clerk in [books, more] {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 1, max: 4 },
        }
    }
}

mod burstable_unlimited_cost {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet app per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            route_table isolated on app;
        }
        auto_scaling_group web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 1, max: 4 },
            scaling: cpu 10%,
        }
    }
}

mod instance_type_unknown {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "t3.small", ami: amazon_linux "2023" x86_64 },
        }
    }
}

mod instance_type_unknown_in_param {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet app per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            route_table isolated on app;
        }
        param kind: InstanceType one of ["t3.small", "t3.medium"] = "t3.small";
        auto_scaling_group web in app {
            launch: { instance_type: kind, ami: amazon_linux "2023" x86_64 },
            size: { min: 1, max: 4 },
        }
    }
}

mod role_given_as_profile {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64, instance_profile: "LabInstanceProfile" },
        }
    }
}

mod root_volume_below_snapshot {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "t3.micro", ami: ubuntu "22.04" x86_64, root_volume: gp3 8 GiB },
        }
    }
}

mod sc1_root {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64, root_volume: gp3 125 GiB },
        }
    }
}

mod scaling_policy_no_room {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet app per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            route_table isolated on app;
        }
        auto_scaling_group web in app {
            launch: { instance_type: "m7i.large", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 3 },
            scaling: cpu 70%,
        }
    }
}

mod subnet_out_of_addresses {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet app per zone { a: "10.0.1.0/28", b: "10.0.2.0/28" }
            route_table isolated on app;
        }
        auto_scaling_group web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 16, max: 16 },
        }
    }
}

mod subnet_out_of_addresses_at_max {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet app per zone { a: "10.0.1.0/28", b: "10.0.2.0/28" }
            route_table isolated on app;
        }
        auto_scaling_group web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 16 },
        }
    }
}

mod subnet_out_of_addresses_in_refresh {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet app per zone { a: "10.0.1.0/28", b: "10.0.2.0/28" }
            route_table isolated on app;
        }
        auto_scaling_group web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 18 },
            refresh: { surge: 1 },
        }
    }
}

mod user_data_needs_role {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64, instance_profile: "LabInstanceProfile", user_data: file "../fail/user-data/needs_role.sh" },
        }
    }
}

mod user_data_unrendered {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64, user_data: file "../fail/user-data/unrendered.sh" { port: 3000, host: "www.example.com" } },
        }
    }
}

mod user_data_unused_variable {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64, user_data: file "../fail/user-data/unused_variable.sh" },
        }
    }
}

mod user_data_wrong_package_manager {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "t3.micro", ami: ubuntu "22.04" x86_64, user_data: file "../fail/user-data/wrong_package_manager.sh" },
        }
    }
}

mod volume_iops_missing {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "m7i.large", ami: amazon_linux "2023" x86_64, root_volume: gp3 50 GiB },
        }
    }
}

mod volume_size_by_type {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64, root_volume: gp2 16384 GiB },
        }
    }
}

mod ami_id_form {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "t3.micro", ami: id "ami-0c398cb65a93047f2" x86_64 },
        }
    }
}

mod imds_hop_limit_range {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64, metadata_hop_limit: 1 },
        }
    }
}

mod refresh_surge_range {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet app per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            route_table isolated on app;
        }
        auto_scaling_group web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 1, max: 4 },
            refresh: { surge: 1 },
        }
    }
}

mod scaling_policy_target_range {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {
            subnet app per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            route_table isolated on app;
        }
        auto_scaling_group web in app {
            launch: { instance_type: "m7i.large", ami: amazon_linux "2023" x86_64 },
            size: { min: 1, max: 4 },
            scaling: cpu 99%,
        }
    }
}

mod tag_characters {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        tags { Note: "one + all" }

        vpc main "10.0.0.0/16" {
            subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            internet_gateway gate;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
        }

        security {
            internet -> edge: tcp 80;
            edge -> web: tcp 3000;
        }
        load_balancer edge internet_facing in public { listen http 80 => web; }
        auto_scaling_group web in public {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
            size: { min: 2, max: 4 },
            health_check: load_balancer { grace: 120 s },
            target: http 3000 { health_check: "/" },
        }
    }
}

mod tag_keys_differ_in_case {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        tags { env: "production" }

        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod tag_key_length {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        tags { "a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-a-long-key-": "1" }

        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod tag_key_owned {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        tags { "topology": "shop" }

        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod tag_key_reserved {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        tags { "team": "web" }

        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

fn main() {}
