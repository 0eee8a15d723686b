//! Routes: one table, one destination, one target.

use super::prefix_list::prefix_list;
use crate::cidr::Block;
use crate::interface::Interface;
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::store::network::{
    Destination, Endpoint, InternetGateway, NatGateway, NatState, Route, RouteTable, Target, Vpc,
};
use crate::store::{Kind, Region, find, find_mut, refuse_malformed};
use crate::wire::answer::Answer;
use crate::wire::input::Input;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("CreateRoute", create_route),
    Operation::write("ReplaceRoute", replace_route),
    Operation::write("DeleteRoute", delete_route),
];

fn create_route(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let table_id = call.input.text("RouteTableId")?;
    let destination = read_destination(call.input)?;
    let target = read_target(call.input)?;
    call.begin()?;

    let table = find::<RouteTable>(call.region, table_id)?;
    let route = Route { destination, target: find_target(call, table, target)? };
    refuse_destination(call.region, table, &route)?;
    if table.routes.iter().any(|other| other.destination == route.destination) {
        // EC2 API reference, error codes; the words are those that EC2 answers.
        let message = format!("The route identified by {} already exists.", text(&route.destination));
        return Err(Refusal::new("RouteAlreadyExists", message));
    }
    // VPC user guide, page on quotas.
    if table.routes.len() >= call.settings.quotas.routes {
        return Err(Refusal::new("RouteLimitExceeded", "The maximum number of routes has been reached."));
    }
    find_mut::<RouteTable>(call.region, table_id)?.routes.push(route);
    Ok(Answer::done())
}

fn replace_route(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let table_id = call.input.text("RouteTableId")?;
    let destination = read_destination(call.input)?;
    let target = read_target(call.input)?;
    call.begin()?;

    let table = find::<RouteTable>(call.region, table_id)?;
    let route = Route { destination, target: find_target(call, table, target)? };
    refuse_destination(call.region, table, &route)?;
    let Some(at) = table.routes.iter().position(|other| other.destination == route.destination) else {
        // The words are those that EC2 answers.
        let message = format!(
            "There is no route defined for '{}' in the route table. Use CreateRoute instead.",
            text(&route.destination)
        );
        return Err(Refusal::value(message));
    };
    refuse_endpoint_route(table, at)?;
    find_mut::<RouteTable>(call.region, table_id)?.routes[at] = route;
    Ok(Answer::done())
}

fn delete_route(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let table_id = call.input.text("RouteTableId")?;
    let destination = read_destination(call.input)?;
    call.begin()?;

    let table = find::<RouteTable>(call.region, table_id)?;
    let vpc = find::<Vpc>(call.region, &table.vpc_id)?;
    if let Destination::Block(block) = &destination
        && vpc.blocks.iter().any(|local| local.block == *block)
    {
        // VPC user guide, "Route tables": the local route stays; the words are those that EC2 answers.
        return Err(Refusal::value(format!("cannot remove local route {block} in route table {table_id}")));
    }
    let Some(at) = table.routes.iter().position(|route| route.destination == destination) else {
        // EC2 API reference, error codes; the words are those that EC2 answers.
        let kind = match destination {
            Destination::Block(_) => "cidr-block",
            Destination::PrefixList(_) => "prefix-list-id",
        };
        let message =
            format!("no route with destination-{kind} {} in route table {table_id}", text(&destination));
        return Err(Refusal::new("InvalidRoute.NotFound", message));
    };
    refuse_endpoint_route(table, at)?;
    find_mut::<RouteTable>(call.region, table_id)?.routes.remove(at);
    Ok(Answer::done())
}

fn text(destination: &Destination) -> String {
    match destination {
        Destination::Block(block) => block.to_string(),
        Destination::PrefixList(id) => id.clone(),
    }
}

/// EC2 API reference, CreateRoute: "You must specify either a destination CIDR block or a prefix list ID".
fn read_destination(input: Input<'_>) -> Result<Destination, Refusal> {
    match (input.optional("DestinationCidrBlock"), input.optional("DestinationPrefixListId")) {
        (Some(block), None) => super::vpc::read_block(block, "destinationCidrBlock").map(Destination::Block),
        (None, Some(id)) => Ok(Destination::PrefixList(id.to_owned())),
        (Some(_), Some(_)) => Err(Refusal::combination(
            "The parameters destinationCidrBlock and destinationPrefixListId cannot be used together",
        )),
        (None, None) => Err(Refusal::missing("destinationCidrBlock")),
    }
}

/// EC2 API reference, CreateRoute: "exactly one of the targets from the parameter list".
fn read_target(input: Input<'_>) -> Result<(&'static str, &str), Refusal> {
    let names = ["GatewayId", "NatGatewayId", "NetworkInterfaceId", "VpcEndpointId"];
    let given: Vec<_> = names.iter().filter_map(|name| Some((*name, input.optional(name)?))).collect();
    match given.as_slice() {
        [one] => Ok(*one),
        [] => Err(Refusal::missing("gatewayId")),
        _ => Err(Refusal::combination("Only one route target may be specified")),
    }
}

fn find_target(call: &Call<'_>, table: &RouteTable, (name, id): (&str, &str)) -> Result<Target, Refusal> {
    let region = &*call.region;
    // The words for another network are those that EC2 answers.
    let same_network = |vpc_id: Option<&str>| match vpc_id {
        Some(vpc_id) if vpc_id == table.vpc_id => Ok(()),
        _ => Err(Refusal::value(format!(
            "route table {} and network gateway {id} belong to different networks",
            table.id
        ))),
    };
    match name {
        "NatGatewayId" => {
            // EC2 API reference, error codes. A gateway that was just made counts as absent (boto3 issue 779, kops pull
            // request 944: EC2 answers so for a while); that a failed or deleted one does is assumed.
            refuse_malformed::<NatGateway>(id)?;
            let gateway = find::<NatGateway>(region, id)
                .ok()
                .filter(|gateway| matches!(gateway.state, NatState::Pending | NatState::Available))
                .filter(|gateway| region.now >= gateway.made_at + call.settings.durations.nat_gateway_route);
            let gateway = gateway.ok_or_else(|| {
                Refusal::new(
                    "InvalidNatGatewayID.NotFound",
                    format!("The natGateway ID '{id}' does not exist"),
                )
            })?;
            same_network(Some(&gateway.vpc_id))?;
            Ok(Target::NatGateway(id.to_owned()))
        }
        "NetworkInterfaceId" => {
            same_network(Some(&find::<Interface>(region, id)?.vpc_id))?;
            Ok(Target::Interface(id.to_owned()))
        }
        // VPC user guide, "Gateway endpoints": their routes come by association; code and words as EC2 has them.
        _ if id.starts_with(Endpoint::PREFIX) && id.as_bytes().get(4) == Some(&b'-') => {
            find::<Endpoint>(region, id)?;
            let message = format!(
                "Route table contains unsupported route target: {id}. VPC Endpoints of this type cannot be used as route targets."
            );
            Err(Refusal::new("RouteNotSupported", message))
        }
        _ => {
            // EC2 API reference, error codes.
            let gateway = find::<InternetGateway>(region, id).map_err(|_| {
                Refusal::new("InvalidGatewayID.NotFound", format!("The gateway ID '{id}' does not exist"))
            })?;
            same_network(gateway.vpc_id.as_deref())?;
            Ok(Target::InternetGateway(id.to_owned()))
        }
    }
}

/// Refuses a destination that a route to this target may not have.
fn refuse_destination(region: &Region, table: &RouteTable, route: &Route) -> Result<(), Refusal> {
    let block = match &route.destination {
        Destination::Block(block) => *block,
        Destination::PrefixList(id) => {
            // EC2 API reference, error codes.
            prefix_list(&region.name, id).ok_or_else(|| super::prefix_list::not_found(id))?;
            return Ok(());
        }
    };
    // VPC user guide, "Route tables", considerations: "You can't add a route … that's an exact match or a subset of
    // 169.254.168.0/22"; the code is assumed.
    if Block::of(169, 254, 168, 0, 22).covers(block) {
        return Err(Refusal::value(format!(
            "The destination CIDR block {block} is reserved and cannot be routed."
        )));
    }
    let vpc = find::<Vpc>(region, &table.vpc_id)?;
    // The same page; the words are those that EC2 answers.
    if vpc.blocks.iter().any(|local| local.block == block) {
        return Err(Refusal::new(
            "RouteAlreadyExists",
            format!("The route identified by {block} already exists."),
        ));
    }
    if vpc.blocks.iter().any(|local| local.block.covers(block)) {
        let to_appliance = matches!(route.target, Target::Interface(_) | Target::NatGateway(_));
        if !to_appliance {
            return Err(Refusal::value(format!(
                "The destination CIDR block {block} is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance."
            )));
        }
        let is_subnet =
            region.subnets.values().any(|subnet| subnet.vpc_id == vpc.id && subnet.block == block);
        if !is_subnet {
            // The same page: such a destination must match the whole block of a subnet; the words are assumed.
            return Err(Refusal::value(format!(
                "The destination CIDR block {block} is inside the VPC and does not match the CIDR block of a subnet."
            )));
        }
    }
    Ok(())
}

/// VPC user guide, "Gateway endpoints": their routes cannot be changed or deleted by hand; the code is assumed.
fn refuse_endpoint_route(table: &RouteTable, at: usize) -> Result<(), Refusal> {
    let route = &table.routes[at];
    match &route.target {
        Target::GatewayEndpoint(_) => Err(Refusal::value(format!(
            "cannot remove VPC endpoint route {} in route table {}",
            text(&route.destination),
            table.id
        ))),
        _ => Ok(()),
    }
}
