//! Network interfaces: what load balancers, NAT gateways and instances hold in subnets. They are why the deletion of
//! subnets, groups and gateways is refused.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::refusal::Refusal;
use crate::store::network::{Subnet, kind};
use crate::store::{Kind, Region, Tags, row_mut};

/// A network interface.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Interface {
    pub(crate) id: String,
    pub(crate) made_at: Timestamp,
    pub(crate) vpc_id: String,
    pub(crate) subnet_id: String,
    /// Its private address.
    pub(crate) address: Ipv4Addr,
    pub(crate) public: Option<PublicAddress>,
    /// The ids of the security groups that it wears.
    pub(crate) groups: Vec<String>,
    /// `ELB app/<name>/<digits>`, `Interface for NAT Gateway nat-…`, or empty.
    pub(crate) description: String,
    /// `interface` (of an instance or a load balancer) or `nat_gateway`.
    pub(crate) interface_type: String,
    /// Who made it, if it was not the account itself: `amazon-elb`. Only that one may delete it.
    pub(crate) requester: Option<String>,
    /// Whether it drops what is not for itself.
    pub(crate) source_dest_check: bool,
    pub(crate) attachment: Option<Attachment>,
    pub(crate) tags: Tags,
}

kind!(
    Interface,
    interfaces,
    "eni",
    "network-interface",
    "networkInterface ID",
    "InvalidNetworkInterfaceID.NotFound",
    "InvalidNetworkInterfaceId.Malformed"
);

/// The public address of an interface.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PublicAddress {
    pub(crate) address: Ipv4Addr,
    /// The account's elastic address; none: one of Amazon's pool, gone with the interface.
    pub(crate) allocation_id: Option<String>,
}

/// What an interface is attached to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Attachment {
    pub(crate) id: String,
    pub(crate) at: Timestamp,
    /// The instance; none: something of AWS's own.
    pub(crate) instance_id: Option<String>,
    /// The account's number, or `amazon-elb`.
    pub(crate) owner: String,
    pub(crate) delete_on_termination: bool,
}

/// What an interface is made of.
#[derive(Debug, Clone, Default)]
pub(crate) struct NewInterface {
    pub(crate) subnet_id: String,
    pub(crate) groups: Vec<String>,
    pub(crate) description: String,
    /// Empty: `interface`.
    pub(crate) interface_type: String,
    pub(crate) requester: Option<String>,
    /// A wanted private address; none: the lowest free one.
    pub(crate) address: Option<Ipv4Addr>,
    /// Whether it gets a public address of Amazon's pool.
    pub(crate) public: bool,
    /// The instance that it is attached to.
    pub(crate) instance_id: Option<String>,
    pub(crate) tags: Tags,
}

/// Makes an interface and attaches it to its owner; gives its id. Refused when the subnet has no free address.
pub(crate) fn create_interface(region: &mut Region, new: NewInterface) -> Result<String, Refusal> {
    let address = take_address(region, &new.subnet_id, new.address)?;
    let vpc_id = row_mut::<Subnet>(region, &new.subnet_id)?.vpc_id.clone();
    let id = region.new_id("eni");
    let public =
        new.public.then(|| PublicAddress { address: region.new_public_address(), allocation_id: None });
    let owner = new.requester.clone().unwrap_or_else(|| region.account.clone());
    let attachment = Attachment {
        id: region.new_id(if new.requester.is_some() { "ela-attach" } else { "eni-attach" }),
        at: region.now,
        instance_id: new.instance_id,
        owner,
        delete_on_termination: true,
    };
    let is_plain = new.interface_type.is_empty();
    let interface = Interface {
        id: id.clone(),
        made_at: region.now,
        vpc_id,
        subnet_id: new.subnet_id,
        address,
        public,
        groups: new.groups,
        description: new.description,
        interface_type: if is_plain { "interface".to_owned() } else { new.interface_type },
        source_dest_check: is_plain,
        requester: new.requester,
        attachment: Some(attachment),
        tags: new.tags,
    };
    region.interfaces.insert(id.clone(), interface);
    Ok(id)
}

/// Takes the wanted or the lowest free address of a subnet.
fn take_address(region: &mut Region, subnet_id: &str, wanted: Option<Ipv4Addr>) -> Result<Ipv4Addr, Refusal> {
    let subnet = row_mut::<Subnet>(region, subnet_id)?;
    let (first, last) = (subnet.block.first() + 4, subnet.block.last() - 1);
    let address = match wanted {
        // EC2 API reference, error codes: InvalidIPAddress.InUse, InvalidParameterValue.
        Some(address) if subnet.taken.contains(&address) => {
            return Err(Refusal::new("InvalidIPAddress.InUse", format!("Address {address} is in use.")));
        }
        Some(address) if !(first..=last).contains(&address.to_bits()) => {
            return Err(Refusal::value(format!(
                "Address {address} does not fall within the subnet's address range"
            )));
        }
        Some(address) => Some(address),
        None => (first..=last).map(Ipv4Addr::from_bits).find(|address| !subnet.taken.contains(address)),
    };
    // EC2 API reference, error codes.
    let address = address.ok_or_else(|| {
        let message = format!(
            "The specified subnet '{subnet_id}' does not have enough free addresses to satisfy the request."
        );
        Refusal::new("InsufficientFreeAddressesInSubnet", message)
    })?;
    subnet.taken.insert(address);
    Ok(address)
}

/// Removes an interface, frees its private address and lets go of its elastic address. Nothing happens if it is gone.
pub(crate) fn delete_interface(region: &mut Region, id: &str) {
    let Some(interface) = region.interfaces.remove(id) else { return };
    if let Some(subnet) = region.subnets.get_mut(&interface.subnet_id) {
        subnet.taken.remove(&interface.address);
    }
    for address in region.elastic_addresses.values_mut() {
        if address.association.as_ref().is_some_and(|association| association.interface_id == id) {
            address.association = None;
        }
    }
}
