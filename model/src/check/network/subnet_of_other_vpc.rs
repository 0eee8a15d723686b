//! Route tables and NAT gateways of one VPC in subnets of another.



use crate::ordered::OrderedSet;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity, Site};
use crate::topology::{At, Header, SubnetId, VpcId};

pub(super) static RULE: Rule = Rule {
    name: "subnet_of_other_vpc",
    severity: Severity::Refused,
    checks: "A route table is on subnets of its own VPC, and a NAT gateway in one.",
    why: "AWS refuses the association: subnet and route table must be in the same VPC.",
    fails: "vpc shop \"10.0.0.0/16\" { subnet web \"10.0.1.0/24\" in a; }  vpc ledger \"10.1.0.0/16\" { route_table \
            isolated on web; … }",
    instead: "Declare it in the VPC of the subnets, or name subnets of its own.",
    source: "Amazon EC2 API model, AssociateRouteTable, botocore 1.44.5, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let mut told: OrderedSet<Site> = OrderedSet::new();
    let tables = context.route_tables.iter().flat_map(|table| {
        table.subnets.iter().map(move |subnet| ("route table", &table.header, table.vpc, subnet))
    });
    let gateways = context
        .nat_gateways
        .iter()
        .map(|gateway| ("NAT gateway", &gateway.header, gateway.vpc, &gateway.subnet));
    for (kind, header, vpc, subnet) in tables.chain(gateways) {
        if context[subnet.value].vpc != vpc && told.insert(subnet.at) {
            report.push(tell(context, kind, header, vpc, subnet));
        }
    }
}

fn tell(context: &Context<'_>, kind: &str, header: &Header, vpc: VpcId, at: &At<SubnetId>) -> Finding {
    let subnet = &context[at.value];
    let (own, other) = (&context[vpc].header.name.value, &context[subnet.vpc].header.name.value);
    let message = format!(
        "subnet `{}` is in vpc `{other}`, {kind} `{}` in vpc `{own}`",
        subnet.header.name.value, header.name.value
    );
    Finding::new(&RULE, at.at, message)
        .about(header.name.at)
        .about(subnet.header.name.at)
        .related(subnet.header.name.at, "the subnet is declared here")
        .help(format!("declare the {kind} in vpc `{other}`, or name a subnet of vpc `{own}`"))
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::SubnetId;

    #[test]
    fn a_table_or_gateway_in_a_subnet_of_another_vpc_is_refused() {
        let mut sample = Sample::street();
        let other = sample.vpc("other", "10.1.0.0/16");
        sample.route_table(other, "table", &[SubnetId(0)], &[]);
        let nat = sample.nat_gateway("nat", SubnetId(1));
        sample.topology.nat_gateways[nat.0 as usize].vpc = other;
        assert_eq!(sample.speaks("subnet_of_other_vpc"), ["table.on.public.a", "nat.subnet"]);
    }

    #[test]
    fn what_stays_in_its_vpc_is_right() {
        let mut sample = Sample::street();
        sample.nat_gateway("nat", SubnetId(1));
        assert!(sample.speaks("subnet_of_other_vpc").is_empty());
    }
}
