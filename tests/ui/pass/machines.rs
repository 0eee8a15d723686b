//! The nearest right neighbours of what the rules of machines refuse.
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

fn main() {}
