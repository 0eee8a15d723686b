//! Gateway endpoints on a route table of another VPC.



use crate::ordered::OrderedSet;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity, Site};

pub(super) static RULE: Rule = Rule {
    name: "gateway_endpoint_table_other_vpc",
    severity: Severity::Broken,
    checks: "A gateway endpoint is on route tables of its own VPC.",
    why: "An endpoint belongs to one VPC, and a route of another one cannot lead through it.",
    fails: "vpc shop \"10.0.0.0/16\" { route_table out on public { … } … }  vpc ledger \"10.1.0.0/16\" { \
            gateway_endpoint s3 \"s3\" on out; … }",
    instead: "Declare an endpoint in each VPC.",
    source: "Amazon VPC user guide, \"Gateway endpoints\", 2026-09; the error code is unverified",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let mut told: OrderedSet<Site> = OrderedSet::new();
    for endpoint in &context.gateway_endpoints {
        for at in &endpoint.tables {
            let table = &context[at.value];
            if table.vpc == endpoint.vpc || !told.insert(at.at) {
                continue;
            }
            let name = &endpoint.header.name;
            let (own, other) = (&context[endpoint.vpc].header.name, &context[table.vpc].header.name);
            let message = format!(
                "route table `{}` is in vpc `{}`, gateway endpoint `{}` in vpc `{}`",
                table.header.name.value, other.value, name.value, own.value
            );
            report.push(
                Finding::new(&RULE, at.at, message)
                    .about(name.at)
                    .related(table.header.name.at, "the table is declared here")
                    .help(format!("declare a gateway endpoint in vpc `{}` for it", other.value)),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::{GatewayService, RouteTableId};

    #[test]
    fn a_table_of_another_vpc_is_refused() {
        let mut sample = Sample::street();
        let main = sample.topology.subnets[0].vpc;
        let other = sample.vpc("other", "10.1.0.0/16");
        sample.gateway_endpoint(main, "s3", GatewayService::S3, &[RouteTableId(0)]);
        sample.gateway_endpoint(other, "rows", GatewayService::DynamoDb, &[RouteTableId(1)]);
        assert_eq!(sample.speaks("gateway_endpoint_table_other_vpc"), ["rows.on.isolated"]);
    }
}
