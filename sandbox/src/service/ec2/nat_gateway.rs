//! NAT gateways of one zone. Much of what is wrong with one shows only later: it is made, then it is `failed`.

use super::elastic_ip::associate;
use super::tags::{read_tag_specifications, write_tags};
use crate::filter::{Field, Listing, list};
use crate::interface::{NewInterface, PublicAddress, create_interface, delete_interface};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::routing::internet_gateway_of;
use crate::settings::Settings;
use crate::store::network::{ElasticAddress, NatGateway, NatState, Subnet};
use crate::store::{Kind, Region, find, find_mut, row_mut};
use crate::wire::answer::Answer;
use crate::wire::xml::Xml;
use crate::world::Event;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("CreateNatGateway", create_nat_gateway).with_token("ClientToken"),
    Operation::read("DescribeNatGateways", describe_nat_gateways),
    Operation::write("DeleteNatGateway", delete_nat_gateway),
];

fn create_nat_gateway(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let subnet_id = call.input.text("SubnetId")?;
    let allocation_id = call.input.optional("AllocationId");
    let connectivity = call.input.optional("ConnectivityType").unwrap_or("public");
    let tags = read_tag_specifications::<NatGateway>(call)?;
    call.begin()?;

    let subnet = find::<Subnet>(call.region, subnet_id)?.clone();
    // EC2 API reference, CreateNatGateway: `AllocationId` is required for a public gateway and refused for a private.
    match (connectivity, allocation_id) {
        ("public", None) => return Err(Refusal::missing("AllocationId")),
        ("private", Some(_)) => {
            return Err(Refusal::combination("AllocationId cannot be specified for a private NAT gateway"));
        }
        ("public" | "private", _) => {}
        (other, _) => {
            return Err(Refusal::value(format!(
                "Value ({other}) for parameter connectivityType is invalid."
            )));
        }
    }
    if let Some(id) = allocation_id {
        // aws-cloudformation-resource-providers-ec2, NAT gateway: the code that the call answers.
        find::<ElasticAddress>(call.region, id).map_err(|_| {
            Refusal::new("InvalidElasticIpID.NotFound", format!("The elastic-ip ID '{id}' does not exist"))
        })?;
    }
    refuse_quota(call, &subnet.zone)?;

    let id = call.region.new_id("nat");
    let gateway = NatGateway {
        id: id.clone(),
        made_at: call.now(),
        vpc_id: subnet.vpc_id,
        subnet_id: subnet_id.to_owned(),
        state: NatState::Pending,
        is_public: connectivity == "public",
        allocation_id: allocation_id.map(str::to_owned),
        interface_id: None,
        private_address: None,
        public_address: None,
        failure: None,
        deleted_at: None,
        tags,
    };
    call.region.nat_gateways.insert(id.clone(), gateway);
    let failure = place(call.region, &id).err();
    let span = match failure {
        Some(_) => call.settings.durations.nat_gateway_failure,
        None => call.settings.durations.nat_gateway,
    };
    let now = call.now();
    call.region.agenda.enter(now + span, Event::NatGatewaySettles(id.clone()));
    let gateway = row_mut::<NatGateway>(call.region, &id)?;
    gateway.failure = failure.map(|failure| (failure.code.to_string(), failure.message));
    let mut shown = gateway.clone();
    shown.failure = None;
    Ok(Answer::ec2(|xml| xml.element("natGateway", |xml| write_nat_gateway(xml, &shown))))
}

/// VPC user guide, page on quotas: those that are pending, available or being deleted count.
fn refuse_quota(call: &Call<'_>, zone: &str) -> Result<(), Refusal> {
    let counts = |gateway: &&NatGateway| {
        let zone_of = call.region.subnets.get(&gateway.subnet_id).map(|subnet| subnet.zone.as_str());
        zone_of == Some(zone)
            && matches!(gateway.state, NatState::Pending | NatState::Available | NatState::Deleting)
    };
    let most = call.settings.quotas.nat_gateways;
    if call.region.nat_gateways.values().filter(counts).count() >= most {
        let message = format!("Performing this operation would exceed the limit of {most} NAT gateways");
        return Err(Refusal::new("NatGatewayLimitExceeded", message));
    }
    Ok(())
}

/// Gives a gateway its interface and its address, or says why it will fail: the codes are those of "Troubleshoot NAT
/// gateways", VPC user guide.
fn place(region: &mut Region, id: &str) -> Result<(), Refusal> {
    let gateway = row_mut::<NatGateway>(region, id)?.clone();
    if gateway.is_public && internet_gateway_of(region, &gateway.vpc_id).is_none() {
        let message = format!("Network {} has no Internet gateway attached", gateway.vpc_id);
        return Err(Refusal::new("Gateway.NotAttached", message));
    }
    let elastic = gateway.allocation_id.as_ref().and_then(|id| region.elastic_addresses.get(id)).cloned();
    if let Some(taken) = elastic.as_ref().filter(|elastic| elastic.association.is_some()) {
        let message = format!("Elastic IP address [{}] is already associated", taken.id);
        return Err(Refusal::new("Resource.AlreadyAssociated", message));
    }
    let new = NewInterface {
        subnet_id: gateway.subnet_id.clone(),
        description: format!("Interface for NAT Gateway {id}"),
        interface_type: "nat_gateway".to_owned(),
        requester: Some(region.account.clone()),
        ..NewInterface::default()
    };
    let interface_id = create_interface(region, new)?;
    if let Some(elastic) = &elastic {
        associate(region, &elastic.id, &interface_id);
    }
    let public = elastic.map(|elastic| (elastic.address, elastic.id));
    let mut private_address = None;
    if let Some(interface) = region.interfaces.get_mut(&interface_id) {
        interface.public =
            public.clone().map(|(address, id)| PublicAddress { address, allocation_id: Some(id) });
        private_address = Some(interface.address);
    }
    let gateway = row_mut::<NatGateway>(region, id)?;
    gateway.interface_id = Some(interface_id);
    gateway.private_address = private_address;
    gateway.public_address = public.map(|(address, _)| address);
    Ok(())
}

/// A pending gateway becomes available, or failed.
pub(crate) fn settle_nat_gateway(region: &mut Region, settings: &Settings, id: &str) {
    let now = region.now;
    let Some(gateway) = region.nat_gateways.get_mut(id) else { return };
    if gateway.state != NatState::Pending {
        return;
    }
    if gateway.failure.is_none() {
        gateway.state = NatState::Available;
        return;
    }
    gateway.state = NatState::Failed;
    let forgotten_at = now + settings.durations.nat_gateway_listed;
    region.agenda.enter(forgotten_at, Event::NatGatewayForgotten(id.to_owned()));
}

/// EC2 API reference, DescribeNatGateways.
const FIELDS: &[Field<NatGateway>] = &[
    ("nat-gateway-id", |gateway, _| vec![gateway.id.clone()]),
    ("state", |gateway, _| vec![gateway.state.text().to_owned()]),
    ("subnet-id", |gateway, _| vec![gateway.subnet_id.clone()]),
    ("vpc-id", |gateway, _| vec![gateway.vpc_id.clone()]),
];

fn describe_nat_gateways(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let listed = list(call, &Listing { ids: "NatGatewayId", fields: FIELDS, page: Some((5, 1000)) })?;
    Ok(Answer::ec2(|xml| {
        xml.list("natGatewaySet", &listed.rows, |xml, gateway| write_nat_gateway(xml, gateway));
        xml.optional("nextToken", listed.next.as_ref());
    }))
}

fn delete_nat_gateway(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let id = call.input.text("NatGatewayId")?;
    call.begin()?;

    let now = call.now();
    let gateway = find_mut::<NatGateway>(call.region, id)?;
    match gateway.state {
        NatState::Pending | NatState::Available | NatState::Failed => {
            gateway.state = NatState::Deleting;
            gateway.deleted_at = Some(now);
            let gone_at = now + call.settings.durations.nat_gateway_delete;
            call.region.agenda.enter(gone_at, Event::NatGatewayGoes(id.to_owned()));
        }
        // That a second delete is accepted while the first one works is assumed.
        NatState::Deleting => {}
        NatState::Deleted => {
            // EC2 API reference, error codes; that a deleted gateway counts as absent is assumed.
            return Err(Refusal::new(NatGateway::NOT_FOUND, format!("NatGateway {id} was not found")));
        }
    }
    Ok(Answer::ec2(|xml| xml.text("natGatewayId", id)))
}

/// A gateway that is being deleted leaves its subnet and its address; it stays listed.
pub(crate) fn remove_nat_gateway(region: &mut Region, settings: &Settings, id: &str) {
    let Some(gateway) = region.nat_gateways.get_mut(id) else { return };
    gateway.state = NatState::Deleted;
    if let Some(interface_id) = gateway.interface_id.take() {
        delete_interface(region, &interface_id);
    }
    let forgotten_at = region.now + settings.durations.nat_gateway_listed;
    region.agenda.enter(forgotten_at, Event::NatGatewayForgotten(id.to_owned()));
}

/// A gateway that is deleted or failed is no longer listed.
pub(crate) fn forget_nat_gateway(region: &mut Region, id: &str) {
    if region.nat_gateways.get(id).is_some_and(|gateway| gateway.state != NatState::Deleting) {
        region.nat_gateways.remove(id);
    }
}

fn write_nat_gateway(xml: &mut Xml, gateway: &NatGateway) {
    xml.text("natGatewayId", &gateway.id);
    xml.text("subnetId", &gateway.subnet_id);
    xml.text("vpcId", &gateway.vpc_id);
    xml.text("state", gateway.state.text());
    xml.text("createTime", gateway.made_at);
    xml.optional("deleteTime", gateway.deleted_at);
    xml.text("connectivityType", if gateway.is_public { "public" } else { "private" });
    xml.text("availabilityMode", "zonal");
    if let Some((code, message)) = gateway.failure.as_ref().filter(|_| gateway.state != NatState::Pending) {
        xml.text("failureCode", code);
        xml.text("failureMessage", message);
    }
    xml.list("natGatewayAddressSet", [gateway], |xml, gateway| {
        xml.optional("networkInterfaceId", gateway.interface_id.as_ref());
        xml.optional("privateIp", gateway.private_address);
        xml.optional("allocationId", gateway.allocation_id.as_ref());
        xml.optional("publicIp", gateway.public_address);
        xml.text("isPrimary", true);
        xml.text("status", if gateway.failure.is_some() { "failed" } else { "succeeded" });
    });
    write_tags(xml, &gateway.tags);
}
