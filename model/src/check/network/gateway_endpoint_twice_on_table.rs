//! Two gateway endpoints of one service on one route table.



use crate::ordered::OrderedMap;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity, Site};
use crate::topology::{GatewayEndpoint, GatewayService, RouteTableId};

pub(super) static RULE: Rule = Rule {
    name: "gateway_endpoint_twice_on_table",
    severity: Severity::Refused,
    checks: "A route table has one gateway endpoint of a service, once.",
    why: "AWS refuses the second one: RouteAlreadyExists, the table already has a route to the service's prefix list.",
    fails: "gateway_endpoint s3 \"s3\" on to_internet;  gateway_endpoint objects \"s3\" on [to_internet, isolated];",
    instead: "Take the table out of one of the endpoints, or declare one endpoint on all tables.",
    source: "The message of AWS in public reports, RouteAlreadyExists, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let mut first: OrderedMap<(RouteTableId, GatewayService), (Site, &GatewayEndpoint)> = OrderedMap::new();
    for endpoint in &context.gateway_endpoints {
        let mut told: Vec<Site> = Vec::new();
        for table in &endpoint.tables {
            let key = (table.value, endpoint.service.value);
            let (site, earlier) = *first.entry(key).or_insert((table.at, endpoint));
            if site == table.at || told.contains(&table.at) {
                continue;
            }
            told.push(table.at);
            let (name, table_name) = (&endpoint.header.name, &context[table.value].header.name.value);
            let message = format!(
                "route table `{table_name}` already has gateway endpoint `{}` to `{}`",
                earlier.header.name.value,
                endpoint.service.word()
            );
            report.push(
                Finding::new(&RULE, table.at, message)
                    .about(name.at)
                    .related(site, "it is on the table here")
                    .help(format!("take `{table_name}` out of one of the two")),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::{GatewayService, RouteTableId};

    #[test]
    fn a_second_endpoint_of_the_same_service_is_refused_at_the_table() {
        let mut sample = Sample::street();
        let main = sample.topology.subnets[0].vpc;
        let both = [RouteTableId(0), RouteTableId(1)];
        sample.gateway_endpoint(main, "s3", GatewayService::S3, &both[..1]);
        sample.gateway_endpoint(main, "rows", GatewayService::DynamoDb, &both);
        assert!(sample.speaks("gateway_endpoint_twice_on_table").is_empty());
        sample.gateway_endpoint(main, "objects", GatewayService::S3, &both);
        assert_eq!(sample.speaks("gateway_endpoint_twice_on_table"), ["objects.on.to_internet"]);
    }
}
