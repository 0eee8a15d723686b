//! Internet gateways.

use super::tags::{read_tag_specifications, write_tags};
use crate::filter::{Field, Listing, list};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::routing::internet_gateway_of;
use crate::store::network::{InternetGateway, Vpc};
use crate::store::{Region, find, find_mut};
use crate::wire::answer::Answer;
use crate::wire::xml::Xml;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("CreateInternetGateway", create_internet_gateway),
    Operation::read("DescribeInternetGateways", describe_internet_gateways),
    Operation::write("AttachInternetGateway", attach_internet_gateway),
    Operation::write("DetachInternetGateway", detach_internet_gateway),
    Operation::write("DeleteInternetGateway", delete_internet_gateway),
];

fn create_internet_gateway(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let tags = read_tag_specifications::<InternetGateway>(call)?;
    call.begin()?;

    // VPC user guide, page on quotas.
    if call.region.internet_gateways.len() >= call.settings.quotas.internet_gateways {
        let message = "The maximum number of internet gateways has been reached.";
        return Err(Refusal::new("InternetGatewayLimitExceeded", message));
    }
    let gateway = InternetGateway { id: call.region.new_id("igw"), made_at: call.now(), vpc_id: None, tags };
    let answer = Answer::ec2(|xml| {
        xml.element("internetGateway", |xml| write_internet_gateway(xml, &gateway, call.region))
    });
    call.region.internet_gateways.insert(gateway.id.clone(), gateway);
    Ok(answer)
}

/// EC2 API reference, DescribeInternetGateways.
const FIELDS: &[Field<InternetGateway>] = &[
    ("attachment.state", |gateway, _| gateway.vpc_id.iter().map(|_| "available".to_owned()).collect()),
    ("attachment.vpc-id", |gateway, _| gateway.vpc_id.iter().cloned().collect()),
    ("internet-gateway-id", |gateway, _| vec![gateway.id.clone()]),
    ("owner-id", |_, region| vec![region.account.clone()]),
];

fn describe_internet_gateways(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let listed = list(call, &Listing { ids: "InternetGatewayId", fields: FIELDS, page: Some((5, 1000)) })?;
    Ok(Answer::ec2(|xml| {
        xml.list("internetGatewaySet", &listed.rows, |xml, gateway| {
            write_internet_gateway(xml, gateway, call.region)
        });
        xml.optional("nextToken", listed.next.as_ref());
    }))
}

fn attach_internet_gateway(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let (id, vpc_id) = (call.input.text("InternetGatewayId")?, call.input.text("VpcId")?);
    call.begin()?;

    find::<Vpc>(call.region, vpc_id)?;
    // EC2 API reference, error codes: a gateway is attached to one VPC at a time.
    if let Some(other) = &find::<InternetGateway>(call.region, id)?.vpc_id {
        let message = format!("resource {id} is already attached to network {other}");
        return Err(Refusal::new("Resource.AlreadyAssociated", message));
    }
    // VPC user guide, page on quotas: one a VPC; the words are those that EC2 answers.
    if internet_gateway_of(call.region, vpc_id).is_some() {
        return Err(Refusal::value(format!("Network {vpc_id} already has an internet gateway attached")));
    }
    find_mut::<InternetGateway>(call.region, id)?.vpc_id = Some(vpc_id.to_owned());
    Ok(Answer::done())
}

fn detach_internet_gateway(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let (id, vpc_id) = (call.input.text("InternetGatewayId")?, call.input.text("VpcId")?);
    call.begin()?;

    find::<Vpc>(call.region, vpc_id)?;
    // EC2 API reference, error codes.
    if find::<InternetGateway>(call.region, id)?.vpc_id.as_deref() != Some(vpc_id) {
        let message = format!("resource {id} is not attached to network {vpc_id}");
        return Err(Refusal::new("Gateway.NotAttached", message));
    }
    // EC2 API reference, DetachInternetGateway: "The VPC must not contain any running instances with Elastic IP
    // addresses or public IPv4 addresses"; load balancers and NAT gateways count as well, in EC2's own words.
    let mapped = call.region.interfaces.values().any(|one| one.vpc_id == vpc_id && one.public.is_some());
    if mapped {
        let message = format!(
            "Network {vpc_id} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway."
        );
        return Err(Refusal::dependency(message));
    }
    find_mut::<InternetGateway>(call.region, id)?.vpc_id = None;
    Ok(Answer::done())
}

fn delete_internet_gateway(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let id = call.input.text("InternetGatewayId")?;
    call.begin()?;

    // EC2 API reference, DeleteInternetGateway: "You must detach the internet gateway from the VPC before".
    if find::<InternetGateway>(call.region, id)?.vpc_id.is_some() {
        return Err(Refusal::dependency(format!(
            "The internetGateway '{id}' has dependencies and cannot be deleted."
        )));
    }
    call.region.internet_gateways.remove(id);
    Ok(Answer::done())
}

fn write_internet_gateway(xml: &mut Xml, gateway: &InternetGateway, region: &Region) {
    xml.text("internetGatewayId", &gateway.id);
    xml.text("ownerId", &region.account);
    xml.list("attachmentSet", &gateway.vpc_id, |xml, vpc_id| {
        xml.text("vpcId", vpc_id);
        xml.text("state", "available");
    });
    write_tags(xml, &gateway.tags);
}
