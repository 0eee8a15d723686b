//! Gateway endpoints that are on no route table.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "gateway_endpoint_without_table",
    severity: Severity::Broken,
    checks: "A gateway endpoint is on a route table.",
    why: "A gateway endpoint works by a route in each table that it is on: on none it carries nothing.",
    fails: "gateway_endpoint s3 \"s3\";",
    instead: "Say which route tables it is `on`.",
    source: "Amazon VPC user guide, \"Gateway endpoints\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for endpoint in context.gateway_endpoints.iter().filter(|endpoint| endpoint.tables.is_empty()) {
        let name = &endpoint.header.name;
        let table = context.route_tables.iter().find(|table| table.vpc == endpoint.vpc);
        let table = table.map_or("to_internet", |table| table.header.name.value.base.as_str());
        let message = format!("gateway endpoint `{}` is on no route table and carries nothing", name.value);
        report.push(Finding::new(&RULE, name.at, message).about(name.at).help(format!(
            "write `gateway_endpoint {} \"{}\" on {table};`",
            name.value,
            endpoint.service.word()
        )));
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::{GatewayService, RouteTableId};

    #[test]
    fn an_endpoint_on_no_table_is_refused() {
        let mut sample = Sample::street();
        let main = sample.topology.subnets[0].vpc;
        sample.gateway_endpoint(main, "s3", GatewayService::S3, &[RouteTableId(0)]);
        assert!(sample.speaks("gateway_endpoint_without_table").is_empty());
        sample.gateway_endpoint(main, "rows", GatewayService::DynamoDb, &[]);
        assert_eq!(sample.speaks("gateway_endpoint_without_table"), ["rows"]);
    }
}
