//! Route tables, and what they serve.

use super::tags::{read_tag_specifications, write_tags};
use crate::filter::{Field, Listing, list};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::routing::is_active;
use crate::store::network::{Destination, Route, RouteTable, RouteTableAssociation, Subnet, Target, Vpc};
use crate::store::{Region, find, find_mut};
use crate::wire::answer::Answer;
use crate::wire::xml::Xml;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("CreateRouteTable", create_route_table).with_token("ClientToken"),
    Operation::read("DescribeRouteTables", describe_route_tables),
    Operation::write("DeleteRouteTable", delete_route_table),
    Operation::write("AssociateRouteTable", associate_route_table),
    Operation::write("ReplaceRouteTableAssociation", replace_route_table_association),
    Operation::write("DisassociateRouteTable", disassociate_route_table),
];

fn create_route_table(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let vpc_id = call.input.text("VpcId")?;
    let tags = read_tag_specifications::<RouteTable>(call)?;
    call.begin()?;

    find::<Vpc>(call.region, vpc_id)?;
    // VPC user guide, page on quotas: the main table counts.
    let tables = call.region.route_tables.values().filter(|table| table.vpc_id == vpc_id).count();
    if tables >= call.settings.quotas.route_tables {
        return Err(Refusal::new(
            "RouteTableLimitExceeded",
            "The maximum number of route tables has been reached.",
        ));
    }
    let table = RouteTable {
        id: call.region.new_id("rtb"),
        made_at: call.now(),
        vpc_id: vpc_id.to_owned(),
        routes: Vec::new(),
        associations: Vec::new(),
        tags,
    };
    let answer =
        Answer::ec2(|xml| xml.element("routeTable", |xml| write_route_table(xml, &table, call.region)));
    call.region.route_tables.insert(table.id.clone(), table);
    Ok(answer)
}

/// EC2 API reference, DescribeRouteTables.
const FIELDS: &[Field<RouteTable>] = &[
    ("association.gateway-id", |_, _| Vec::new()),
    ("association.main", |table, _| {
        table.associations.iter().map(|association| association.subnet_id.is_none().to_string()).collect()
    }),
    ("association.route-table-association-id", |table, _| {
        table.associations.iter().map(|association| association.id.clone()).collect()
    }),
    ("association.route-table-id", |table, _| table.associations.iter().map(|_| table.id.clone()).collect()),
    ("association.subnet-id", |table, _| {
        table.associations.iter().filter_map(|association| association.subnet_id.clone()).collect()
    }),
    ("owner-id", |_, region| vec![region.account.clone()]),
    ("route-table-id", |table, _| vec![table.id.clone()]),
    ("route.destination-cidr-block", |table, region| {
        let local = local_blocks(table, region).into_iter();
        let routes = table.routes.iter().filter_map(|route| match &route.destination {
            Destination::Block(block) => Some(block.to_string()),
            Destination::PrefixList(_) => None,
        });
        local.chain(routes).collect()
    }),
    ("route.destination-prefix-list-id", |table, _| {
        let lists = table.routes.iter().filter_map(|route| match &route.destination {
            Destination::Block(_) => None,
            Destination::PrefixList(id) => Some(id.clone()),
        });
        lists.collect()
    }),
    ("route.gateway-id", |table, _| {
        let gateways = table.routes.iter().filter_map(|route| match &route.target {
            Target::InternetGateway(id) | Target::GatewayEndpoint(id) => Some(id.clone()),
            Target::NatGateway(_) | Target::Interface(_) => None,
        });
        std::iter::once("local".to_owned()).chain(gateways).collect()
    }),
    ("route.nat-gateway-id", |table, _| {
        let gateways = table.routes.iter().filter_map(|route| match &route.target {
            Target::NatGateway(id) => Some(id.clone()),
            _ => None,
        });
        gateways.collect()
    }),
    ("route.origin", |table, _| {
        let made = table.routes.iter().map(|_| "CreateRoute".to_owned());
        std::iter::once("CreateRouteTable".to_owned()).chain(made).collect()
    }),
    ("route.state", |table, region| {
        let made = table.routes.iter().map(|route| route_state(region, table, route).to_owned());
        std::iter::once("active".to_owned()).chain(made).collect()
    }),
    ("vpc-id", |table, _| vec![table.vpc_id.clone()]),
];

fn describe_route_tables(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let listed = list(call, &Listing { ids: "RouteTableId", fields: FIELDS, page: Some((5, 100)) })?;
    Ok(Answer::ec2(|xml| {
        xml.list("routeTableSet", &listed.rows, |xml, table| write_route_table(xml, table, call.region));
        xml.optional("nextToken", listed.next.as_ref());
    }))
}

fn delete_route_table(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let id = call.input.text("RouteTableId")?;
    call.begin()?;

    // EC2 API reference, DeleteRouteTable: "You must disassociate the route table from any subnets before you can
    // delete it. You can't delete the main route table." An endpoint does not hold it (terraform-provider-aws issue
    // 26502): it only loses the table.
    if !find::<RouteTable>(call.region, id)?.associations.is_empty() {
        return Err(Refusal::dependency(format!(
            "The routeTable '{id}' has dependencies and cannot be deleted."
        )));
    }
    call.region.route_tables.remove(id);
    for endpoint in call.region.endpoints.values_mut() {
        endpoint.route_tables.remove(id);
    }
    Ok(Answer::done())
}

fn associate_route_table(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let (table_id, subnet_id) = (call.input.text("RouteTableId")?, call.input.text("SubnetId")?);
    call.begin()?;

    let table = find::<RouteTable>(call.region, table_id)?;
    let subnet = find::<Subnet>(call.region, subnet_id)?;
    if table.vpc_id != subnet.vpc_id {
        // EC2 API reference, AssociateRouteTable: both in the same VPC; the words are those that EC2 answers.
        let message = format!("route table {table_id} and subnet {subnet_id} belong to different networks");
        return Err(Refusal::value(message));
    }
    let serves = |table: &RouteTable| {
        table.associations.iter().any(|association| association.subnet_id.as_deref() == Some(subnet_id))
    };
    if call.region.route_tables.values().any(serves) {
        // EC2 API reference, error codes; the words are those that EC2 answers.
        let message = format!(
            "the specified association for route table {table_id} conflicts with an existing association"
        );
        return Err(Refusal::new("Resource.AlreadyAssociated", message));
    }
    let id = call.region.new_id("rtbassoc");
    let association = RouteTableAssociation { id: id.clone(), subnet_id: Some(subnet_id.to_owned()) };
    find_mut::<RouteTable>(call.region, table_id)?.associations.push(association);
    Ok(Answer::ec2(|xml| {
        xml.text("associationId", &id);
        xml.element("associationState", |xml| xml.text("state", "associated"));
    }))
}

fn replace_route_table_association(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let (association_id, table_id) = (call.input.text("AssociationId")?, call.input.text("RouteTableId")?);
    call.begin()?;

    let vpc_id = find::<RouteTable>(call.region, table_id)?.vpc_id.clone();
    let (old_table, at) = find_association(call.region, association_id)?;
    let old = find_mut::<RouteTable>(call.region, &old_table)?;
    if old.vpc_id != vpc_id {
        // As for AssociateRouteTable.
        let message =
            format!("route table {table_id} and route table {old_table} belong to different networks");
        return Err(Refusal::value(message));
    }
    let subnet_id = old.associations.remove(at).subnet_id;
    // EC2 API reference, ReplaceRouteTableAssociation: "the operation … returns a new association ID".
    let id = call.region.new_id("rtbassoc");
    let association = RouteTableAssociation { id: id.clone(), subnet_id };
    find_mut::<RouteTable>(call.region, table_id)?.associations.push(association);
    Ok(Answer::ec2(|xml| {
        xml.text("newAssociationId", &id);
        xml.element("associationState", |xml| xml.text("state", "associated"));
    }))
}

fn disassociate_route_table(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let association_id = call.input.text("AssociationId")?;
    call.begin()?;

    let (table_id, at) = find_association(call.region, association_id)?;
    let table = find_mut::<RouteTable>(call.region, &table_id)?;
    if table.associations[at].subnet_id.is_none() {
        // VPC user guide, "Route tables": the main one can be replaced only; the words are those that EC2 answers.
        let message = format!("cannot disassociate the main route table association {association_id}");
        return Err(Refusal::value(message));
    }
    table.associations.remove(at);
    Ok(Answer::done())
}

/// The table that holds an association, and where in it.
fn find_association(region: &Region, id: &str) -> Result<(String, usize), Refusal> {
    let found = region.route_tables.values().find_map(|table| {
        let at = table.associations.iter().position(|association| association.id == id)?;
        Some((table.id.clone(), at))
    });
    // EC2 API reference, error codes.
    found.ok_or_else(|| {
        let message = format!("The association ID '{id}' does not exist");
        Refusal::new("InvalidAssociationID.NotFound", message)
    })
}

fn local_blocks(table: &RouteTable, region: &Region) -> Vec<String> {
    let blocks = region.vpcs.get(&table.vpc_id).map(|vpc| vpc.blocks.as_slice()).unwrap_or_default();
    blocks.iter().map(|block| block.block.to_string()).collect()
}

fn route_state(region: &Region, table: &RouteTable, route: &Route) -> &'static str {
    if is_active(region, table, route) { "active" } else { "blackhole" }
}

fn write_route_table(xml: &mut Xml, table: &RouteTable, region: &Region) {
    xml.text("routeTableId", &table.id);
    xml.text("vpcId", &table.vpc_id);
    xml.text("ownerId", &region.account);
    xml.element("routeSet", |xml| {
        for block in local_blocks(table, region) {
            xml.element("item", |xml| {
                xml.text("destinationCidrBlock", block);
                xml.text("gatewayId", "local");
                xml.text("state", "active");
                xml.text("origin", "CreateRouteTable");
            });
        }
        for route in &table.routes {
            xml.element("item", |xml| write_route(xml, table, route, region));
        }
    });
    xml.list("associationSet", &table.associations, |xml, association| {
        xml.text("routeTableAssociationId", &association.id);
        xml.text("routeTableId", &table.id);
        xml.optional("subnetId", association.subnet_id.as_ref());
        xml.text("main", association.subnet_id.is_none());
        xml.element("associationState", |xml| xml.text("state", "associated"));
    });
    xml.element("propagatingVgwSet", |_| {});
    write_tags(xml, &table.tags);
}

fn write_route(xml: &mut Xml, table: &RouteTable, route: &Route, region: &Region) {
    match &route.destination {
        Destination::Block(block) => xml.text("destinationCidrBlock", block),
        Destination::PrefixList(id) => xml.text("destinationPrefixListId", id),
    }
    match &route.target {
        Target::InternetGateway(id) | Target::GatewayEndpoint(id) => xml.text("gatewayId", id),
        Target::NatGateway(id) => xml.text("natGatewayId", id),
        Target::Interface(id) => {
            let attachment = region.interfaces.get(id).and_then(|interface| interface.attachment.as_ref());
            xml.optional("instanceId", attachment.and_then(|attachment| attachment.instance_id.as_ref()));
            xml.text("networkInterfaceId", id);
        }
    }
    xml.text("state", route_state(region, table, route));
    xml.text("origin", "CreateRoute");
}
