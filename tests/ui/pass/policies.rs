//! The nearest right neighbours of what policies refuse.
#![deny(warnings)]

mod instance_profile_forbidden {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        enforce groundplan::policy::LEARNER_LAB;

        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64, instance_profile: "LabInstanceProfile" },
        }
    }
}

mod instance_type_forbidden {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        enforce groundplan::policy::LEARNER_LAB;

        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "m7i.large", ami: amazon_linux "2023" x86_64 },
        }
    }
}

mod key_pair_wrong_region {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        enforce groundplan::policy::LEARNER_LAB;

        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64, key_pair: "vockey" },
        }
    }
}

mod region_forbidden {
    groundplan::topology! {
        topology Case;
        region "us-west-2";
        zones a;
        enforce groundplan::policy::LEARNER_LAB;

        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
        }
    }
}

mod volume_over_lab_limit {
    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        enforce groundplan::policy::LEARNER_LAB;

        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64, root_volume: gp3 100 GiB },
        }
    }
}

mod volume_type_forbidden {
    const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
        name: "POLICY",
        volume_types: &["gp3"],
        ..groundplan::policy::Policy::AWS_DEFAULTS
    };

    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        enforce POLICY;

        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64, root_volume: gp3 20 GiB },
        }
    }
}

mod port_closed_by_policy {
    const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
        name: "POLICY",
        clauses: &[groundplan::policy::Clause::closed_to_world(8443)],
        ..groundplan::policy::Policy::AWS_DEFAULTS
    };

    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a, b;
        enforce POLICY;

        vpc main "10.0.0.0/16" {
            subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
            internet_gateway gate;
            route_table to_internet on public { "0.0.0.0/0" -> gate; }
        }

        security {
            internet -> web: tcp 8442, tcp 8444;
        }
        instance web per zone in public { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
    }
}

mod tag_required_missing {
    const POLICY: groundplan::policy::Policy = groundplan::policy::Policy {
        name: "POLICY",
        clauses: &[groundplan::policy::Clause::required_tag("CostCenter", "five digits of the ledger")],
        ..groundplan::policy::Policy::AWS_DEFAULTS
    };

    groundplan::topology! {
        topology Case;
        region "us-east-1";
        zones a;
        enforce POLICY;
        tags { Project: "shop", CostCenter: "40217" }

        vpc main "10.0.0.0/16" {
            subnet app "10.0.1.0/24" in a;
            route_table isolated on app;
        }
        instance web in app {
            launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 },
        }
    }
}

fn main() {}
