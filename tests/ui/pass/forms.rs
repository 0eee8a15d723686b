//! How a topology stands in a crate: several of them, behind `#[cfg]`, under a renamed dependency, documented.
#![deny(warnings, missing_docs)]
#![allow(unexpected_cfgs)]

extern crate groundplan as gp;

use groundplan::policy::{Clause, Policy};

/// What this organisation demands.
pub const OWN: Policy = Policy {
    name: "OWN",
    clauses: &[Clause::required_tag("Team", "who is asked"), Clause::closed_to_world(22)],
    ..Policy::AWS_DEFAULTS
};

gp::topology! {
    /// The public one.
    pub topology Public;
    region "us-east-1";
    zones a, b;
    enforce OWN, groundplan::policy::LEARNER_LAB, self::OWN;
    budget { instances: 3, vcpus: 6 }
    tags { Team: "web" }
    /// How many machines.
    param machines: Count 1..=2 = 1;
    /// The type of all machines.
    param kind: InstanceType one of ["t3.micro", "t3.small"] = "t3.micro";
    param office: Cidr = "203.0.113.0/24";
    param verbose: Bool = no;
    param greeting: String matching r"[a-z ]+";
    vpc main "10.0.0.0/16" {
        /// Where the machines are.
        subnet public per zone with { public_addresses: yes } { a: "10.0.1.0/24", b: "10.0.2.0/24" }
        internet_gateway gate;
        route_table to_internet on public { "0.0.0.0/0" -> gate; }
    }
    security { office -> web: tcp 22; }
    auto_scaling_group web in public {
        launch: {
            instance_type: kind,
            ami: amazon_linux "2023" x86_64,
            user_data: file "../fail/user-data/release.sh" { release: format "{greeting} {verbose}" },
        },
        size: { min: 1, desired: machines, max: 2 },
        refresh: { surge: 1 },
    }
    output web_arn = web.arn;
    output subnets = public.id;
}

gp::topology! {
    /// The crate's own.
    pub(crate) topology Own;
    region "us-east-1";
    zones a;
    vpc main "10.0.0.0/16" {
        subnet app "10.0.1.0/24" in a;
        #[cfg(not(feature = "lean"))]
        subnet here "10.0.2.0/24" in a;
        #[cfg(feature = "lean")]
        subnet here "10.0.3.0/24" in a;
        route_table isolated on [app, here];
        #[cfg(feature = "lean")]
        internet_gateway nowhere;
    }
    let machine = {
        instance_type: "t3.micro",
        ami: amazon_linux "2023" x86_64,
        #[cfg(feature = "lean")]
        key_pair: "lean",
        #[cfg(not(feature = "lean"))]
        detailed_monitoring: yes,
    };
    instance one in app { launch: machine }
    instance two in here { launch: machine }
}

gp::topology! {
    topology Bare;
    region "us-east-1";
}

/// Uses what was generated: the types, the params, the outputs, the names.
fn main() {
    let _ = (Public, Own, Bare);
    let _: fn(&public::Params) -> u32 = |params| params.machines;
    let _: fn(&public::Outputs) -> &Vec<String> = |outputs| &outputs.subnets;
    assert_eq!(public::names::public::a, "subnet.public.a");
    assert_eq!(own::names::here, "subnet.here");
}
