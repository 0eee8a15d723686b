//! Gateway endpoints for S3 and DynamoDB, and the routes that they put into tables. Interface endpoints are not built.

use std::collections::BTreeSet;

use super::prefix_list::{PrefixList, prefix_lists};
use super::tags::{read_tag_specifications, write_tags};
use crate::filter::{Field, Listing, list};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::store::network::{Destination, Endpoint, Route, RouteTable, Target, Vpc};
use crate::store::{Region, find, find_mut};
use crate::wire::answer::Answer;
use crate::wire::xml::Xml;
use crate::world::Event;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("CreateVpcEndpoint", create_vpc_endpoint).with_token("ClientToken"),
    Operation::read("DescribeVpcEndpoints", describe_vpc_endpoints),
    Operation::write("ModifyVpcEndpoint", modify_vpc_endpoint),
    Operation::write("DeleteVpcEndpoints", delete_vpc_endpoints),
];

/// The policy that an endpoint has when none is given.
const FULL_ACCESS: &str = r#"{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#;

fn create_vpc_endpoint(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let (vpc_id, service) = (call.input.text("VpcId")?, call.input.text("ServiceName")?);
    let kind = call.input.optional("VpcEndpointType").unwrap_or("Gateway");
    let table_ids: BTreeSet<String> = call.input.texts("RouteTableId").into_iter().collect();
    let policy = call.input.optional("PolicyDocument").unwrap_or(FULL_ACCESS);
    let tags = read_tag_specifications::<Endpoint>(call)?;
    call.begin()?;

    find::<Vpc>(call.region, vpc_id)?;
    let list = service_list(call.region, service, kind)?;
    refuse_policy(policy)?;
    refuse_tables(call.region, vpc_id, &table_ids, &list)?;
    // VPC user guide, page on quotas.
    let endpoints = call.region.endpoints.values().filter(|endpoint| endpoint.deleted_at.is_none()).count();
    if endpoints >= call.settings.quotas.gateway_endpoints {
        let message = "The maximum number of VPC endpoints has been reached.";
        return Err(Refusal::new("VpcEndpointLimitExceeded", message));
    }
    let endpoint = Endpoint {
        id: call.region.new_id("vpce"),
        made_at: call.now(),
        vpc_id: vpc_id.to_owned(),
        service: service.to_owned(),
        route_tables: table_ids,
        policy: policy.to_owned(),
        deleted_at: None,
        tags,
    };
    for table_id in &endpoint.route_tables {
        add_route(call.region, table_id, &endpoint.id, &list);
    }
    let answer =
        Answer::ec2(|xml| xml.element("vpcEndpoint", |xml| write_endpoint(xml, &endpoint, call.region)));
    call.region.endpoints.insert(endpoint.id.clone(), endpoint);
    Ok(answer)
}

/// EC2 API reference, DescribeVpcEndpoints.
const FIELDS: &[Field<Endpoint>] = &[
    ("ip-address-type", |_, _| vec!["ipv4".to_owned()]),
    ("service-name", |endpoint, _| vec![endpoint.service.clone()]),
    ("vpc-endpoint-id", |endpoint, _| vec![endpoint.id.clone()]),
    ("vpc-endpoint-state", |endpoint, _| vec![state(endpoint).to_owned()]),
    ("vpc-endpoint-type", |_, _| vec!["Gateway".to_owned()]),
    ("vpc-id", |endpoint, _| vec![endpoint.vpc_id.clone()]),
];

fn describe_vpc_endpoints(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    // EC2 API reference, DescribeVpcEndpoints: "Constraint: If the value is greater than 1,000, we return only 1,000".
    let listed = list(call, &Listing { ids: "VpcEndpointId", fields: FIELDS, page: Some((1, 1000)) })?;
    Ok(Answer::ec2(|xml| {
        xml.list("vpcEndpointSet", &listed.rows, |xml, endpoint| write_endpoint(xml, endpoint, call.region));
        xml.optional("nextToken", listed.next.as_ref());
    }))
}

fn modify_vpc_endpoint(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let id = call.input.text("VpcEndpointId")?;
    let added: BTreeSet<String> = call.input.texts("AddRouteTableId").into_iter().collect();
    let removed: BTreeSet<String> = call.input.texts("RemoveRouteTableId").into_iter().collect();
    let policy = call.input.optional("PolicyDocument");
    let reset = call.input.flag("ResetPolicy")?.unwrap_or(false);
    call.begin()?;

    let endpoint = find_living(call.region, id)?.clone();
    let list = service_list(call.region, &endpoint.service, "Gateway")?;
    if let Some(policy) = policy {
        refuse_policy(policy)?;
    }
    for table_id in &removed {
        find::<RouteTable>(call.region, table_id)?;
    }
    if let Some(table_id) = removed.iter().find(|table_id| !endpoint.route_tables.contains(*table_id)) {
        // EC2 API reference, ModifyVpcEndpoint, "disassociate from the endpoint"; the code is assumed.
        let message = format!("The route table '{table_id}' is not associated with the endpoint '{id}'");
        return Err(Refusal::new("InvalidParameter", message));
    }
    refuse_tables(call.region, &endpoint.vpc_id, &added, &list)?;
    for table_id in &removed {
        remove_route(call.region, table_id, id);
    }
    for table_id in &added {
        add_route(call.region, table_id, id, &list);
    }
    let endpoint = find_mut::<Endpoint>(call.region, id)?;
    endpoint.route_tables.retain(|table_id| !removed.contains(table_id));
    endpoint.route_tables.extend(added);
    if reset {
        FULL_ACCESS.clone_into(&mut endpoint.policy);
    } else if let Some(policy) = policy {
        policy.clone_into(&mut endpoint.policy);
    }
    Ok(Answer::done())
}

/// Answers 200 also when some could not be deleted: they stand in `unsuccessful`.
fn delete_vpc_endpoints(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let ids = call.input.texts("VpcEndpointId");
    call.begin()?;
    if ids.is_empty() {
        return Err(call.input.missing("VpcEndpointId"));
    }
    let mut unsuccessful = Vec::new();
    for id in &ids {
        if find_living(call.region, id).is_err() {
            // EC2 API reference, error codes: "the response includes a list of the unsuccessful items".
            let message = format!("The Vpc Endpoint Id '{id}' does not exist");
            unsuccessful.push((id, Refusal::new("InvalidVpcEndpoint.NotFound", message)));
            continue;
        }
        let now = call.now();
        let endpoint = find_mut::<Endpoint>(call.region, id)?;
        endpoint.deleted_at = Some(now);
        for table_id in std::mem::take(&mut endpoint.route_tables) {
            remove_route(call.region, &table_id, id);
        }
        let gone_at = now + call.settings.durations.endpoint_delete;
        call.region.agenda.enter(gone_at, Event::EndpointForgotten(id.clone()));
    }
    Ok(Answer::ec2(|xml| {
        xml.list("unsuccessful", &unsuccessful, |xml, (id, refusal)| {
            xml.text("resourceId", id);
            xml.element("error", |xml| {
                xml.text("code", &refusal.code);
                xml.text("message", &refusal.message);
            });
        });
    }))
}

/// The endpoint is no longer listed.
pub(crate) fn forget_endpoint(region: &mut Region, id: &str) {
    region.endpoints.remove(id);
}

fn find_living<'a>(region: &'a Region, id: &str) -> Result<&'a Endpoint, Refusal> {
    let endpoint = find::<Endpoint>(region, id)?;
    match endpoint.deleted_at {
        None => Ok(endpoint),
        // That an endpoint that is being deleted counts as absent is assumed.
        Some(_) => Err(Refusal::new(
            "InvalidVpcEndpointId.NotFound",
            format!("The Vpc Endpoint Id '{id}' does not exist"),
        )),
    }
}

/// The prefix list of the service, if it can have an endpoint of this type.
fn service_list(region: &Region, service: &str, kind: &str) -> Result<PrefixList, Refusal> {
    // EC2 API reference, CreateVpcEndpoint, the values of `VpcEndpointType`.
    if kind != "Gateway" {
        let message = format!("The endpoint type '{kind}' is not built in this sandbox, only 'Gateway' is");
        return Err(Refusal::new("InvalidParameter", message));
    }
    let list = prefix_lists(&region.name).into_iter().find(|list| list.name == service);
    list.ok_or_else(|| {
        // VPC user guide, "Gateway endpoints": S3 and DynamoDB, of the VPC's own region.
        let message = format!("The Vpc Endpoint Service '{service}' does not exist");
        Refusal::new("InvalidServiceName", message)
    })
}

/// VPC PrivateLink guide, "Control access using endpoint policies": JSON, at most 20,480 characters.
fn refuse_policy(policy: &str) -> Result<(), Refusal> {
    let value = serde_json::from_str::<serde_json::Value>(policy).ok();
    let is_policy = value.is_some_and(|value| value.get("Statement").is_some());
    if is_policy && policy.len() <= 20_480 {
        return Ok(());
    }
    Err(Refusal::new("InvalidPolicyDocument", "The policy document is not a valid JSON policy document."))
}

/// Refuses tables that are not of the VPC, or that serve the same service already.
fn refuse_tables(
    region: &Region,
    vpc_id: &str,
    table_ids: &BTreeSet<String>,
    list: &PrefixList,
) -> Result<(), Refusal> {
    for table_id in table_ids {
        let table = find::<RouteTable>(region, table_id)?;
        if table.vpc_id != vpc_id {
            // EC2 API reference, error codes; that another VPC's table counts as absent is assumed.
            let message = format!("The routeTable ID '{table_id}' does not exist in '{vpc_id}'");
            return Err(Refusal::new("InvalidRouteTableID.NotFound", message));
        }
        if table.routes.iter().any(|route| route.destination == Destination::PrefixList(list.id.clone())) {
            // The words are those that EC2 answers.
            let message = format!(
                "route table {table_id} already has a route with destination-prefix-list-id {}",
                list.id
            );
            return Err(Refusal::new("RouteAlreadyExists", message));
        }
    }
    Ok(())
}

fn add_route(region: &mut Region, table_id: &str, endpoint_id: &str, list: &PrefixList) {
    if let Some(table) = region.route_tables.get_mut(table_id) {
        let destination = Destination::PrefixList(list.id.clone());
        table.routes.push(Route { destination, target: Target::GatewayEndpoint(endpoint_id.to_owned()) });
    }
}

fn remove_route(region: &mut Region, table_id: &str, endpoint_id: &str) {
    if let Some(table) = region.route_tables.get_mut(table_id) {
        table.routes.retain(|route| route.target != Target::GatewayEndpoint(endpoint_id.to_owned()));
    }
}

fn state(endpoint: &Endpoint) -> &'static str {
    if endpoint.deleted_at.is_some() { "deleting" } else { "available" }
}

fn write_endpoint(xml: &mut Xml, endpoint: &Endpoint, region: &Region) {
    xml.text("vpcEndpointId", &endpoint.id);
    xml.text("vpcEndpointType", "Gateway");
    xml.text("vpcId", &endpoint.vpc_id);
    xml.text("serviceName", &endpoint.service);
    xml.text("state", state(endpoint));
    xml.text("policyDocument", &endpoint.policy);
    xml.texts("routeTableIdSet", &endpoint.route_tables);
    xml.element("subnetIdSet", |_| {});
    xml.element("groupSet", |_| {});
    xml.text("privateDnsEnabled", false);
    xml.text("requesterManaged", false);
    xml.element("networkInterfaceIdSet", |_| {});
    xml.element("dnsEntrySet", |_| {});
    xml.text("creationTimestamp", endpoint.made_at);
    xml.text("ownerId", &region.account);
    write_tags(xml, &endpoint.tags);
}
