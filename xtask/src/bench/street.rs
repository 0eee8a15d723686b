//! Topologies to measure with.

use std::fmt::Write as _;

/// Subnets in a VPC of a long street.
const SUBNETS: usize = 100;

/// Groups of machines in a VPC: with as many edges as subnets, each is an end of 50 at most.
const GROUPS: usize = 4;

/// One VPC, one subnet, one machine.
pub fn small() -> String {
    "groundplan::topology! {
    /// A machine in a network.
    pub topology Small;
    region \"us-east-1\";
    zones a;
    vpc main \"10.0.0.0/16\" {
        subnet public \"10.0.1.0/24\" in a with { public_addresses: yes };
        internet_gateway gate;
        route_table to_internet on public { \"0.0.0.0/0\" -> gate; }
    }
    security { internet -> web: tcp 443; }
    instance web in public { launch: { instance_type: \"t3.micro\", ami: amazon_linux \"2023\" x86_64 } }
}
"
    .to_owned()
}

/// A topology of so many subnets, in VPCs of a hundred, and as many edges between the groups of its machines.
pub fn long(subnets: usize) -> String {
    let mut body = String::new();
    let vpcs = subnets.div_ceil(SUBNETS);
    for vpc in 0..vpcs {
        add_vpc(&mut body, vpc, SUBNETS.min(subnets - vpc * SUBNETS));
    }
    format!(
        "use groundplan::policy::{{Policy, Quota}};

/// An account with raised quotas.
pub const RAISED: Policy = Policy {{
    name: \"RAISED\",
    quotas: &[(Quota::VpcsPerRegion, 200), (Quota::GroupsPerRegion, 5000)],
    ..Policy::AWS_DEFAULTS
}};

groundplan::topology! {{
    pub topology Street;
    region \"us-east-1\";
    zones a, b;
    enforce RAISED;
    tags {{ Project: \"street 1000\" }}
    let machine = {{ instance_type: \"m7i.large\", ami: amazon_linux \"2023\" x86_64 }};
{body}}}
"
    )
}

fn add_vpc(body: &mut String, vpc: usize, subnets: usize) {
    let groups = GROUPS.min(subnets / 2);
    let names: Vec<String> = (0..subnets).map(|number| format!("s{vpc}_{number}")).collect();
    let mut lines = vec![format!("    vpc v{vpc} \"10.{vpc}.0.0/16\" {{")];
    for (number, name) in names.iter().enumerate() {
        let zone = ["a", "b"][number % 2];
        lines.push(format!("        subnet {name} \"10.{vpc}.{number}.0/24\" in {zone};"));
    }
    lines.push(format!("        route_table t{vpc} on [{}];", names.join(", ")));
    lines.push("    }".to_owned());
    lines.push("    security {".to_owned());
    for edge in 0..subnets {
        let from = edge % groups;
        let to = (from + 1 + edge / groups % (groups - 1)) % groups;
        lines.push(format!("        g{vpc}_{from} -> g{vpc}_{to}: tcp {};", 8000 + edge));
    }
    lines.push("    }".to_owned());
    for group in 0..groups {
        let own: Vec<&str> =
            names.iter().skip(group * subnets / groups).take(subnets / groups).map(String::as_str).collect();
        lines.push(format!(
            "    auto_scaling_group g{vpc}_{group} in [{}] {{ launch: machine, size: {{ min: 2, max: 4 }} }}",
            own.join(", ")
        ));
    }
    for line in lines {
        // Writing into a string cannot fail.
        let _ = writeln!(body, "{line}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_street_has_its_subnets_and_edges_and_no_crowded_group() {
        for size in [10, 100, 1_000] {
            let text = long(size);
            assert_eq!(text.matches("        subnet ").count(), size);
            assert_eq!(text.matches(" -> ").count(), size);
            for vpc in 0..size.div_ceil(SUBNETS) {
                for group in 0..GROUPS {
                    let name = format!("g{vpc}_{group}");
                    let ends = text.matches(&format!("{name} -> ")).count()
                        + text.matches(&format!("-> {name}:")).count();
                    assert!(ends <= 50, "{name} is an end of {ends} edges");
                }
            }
        }
    }
}
