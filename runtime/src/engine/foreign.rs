//! What is not ours and in the way: in our VPCs before a destroy, and behind a deletion that AWS refuses.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_ec2::types::{
    Filter, Instance, InstanceStateName, NatGateway, NetworkInterface, SecurityGroup, Subnet, Tag,
};

use crate::call::{Call, items};
use crate::context::Context;
use crate::error::Error;
use crate::resource::ec2::{PAGE, SERVICE, filter, read_tags};
use crate::resource::state::{Foreign, Found, Observed};
use crate::resource::{Kind, balancing, instance, subnet};

/// What holds a resource that is to be deleted.
pub(crate) struct Holder {
    pub(crate) thing: Foreign,
    /// Whether it is not ours, so that waiting is hopeless.
    pub(crate) foreign: bool,
}

/// Everything in the VPCs of the deployment that is not ours and would make their deletion fail.
pub(crate) async fn foreign_in(cx: &Context, observed: &Observed) -> Result<Vec<Foreign>, Error> {
    let vpcs: Vec<String> = observed.of_kind(Kind::Vpc).map(|found| found.id.clone()).collect();
    if vpcs.is_empty() {
        return Ok(Vec::new());
    }
    let within = Filter::builder().name("vpc-id").set_values(Some(vpcs)).build();
    let mut foreign: BTreeSet<Foreign> = BTreeSet::new();
    let (interfaces, subnets, groups) = tokio::try_join!(
        list_interfaces(cx, within.clone()),
        list_subnets(cx, within.clone()),
        list_groups(cx, within),
    )?;
    for holder in judge(cx, interfaces).await?.into_iter().filter(|holder| holder.foreign) {
        foreign.insert(holder.thing);
    }
    foreign
        .extend(subnets.iter().filter(|one| read_tags(&cx.scope, one.tags()).is_none()).map(subnet::foreign));
    let strange = |group: &&SecurityGroup| {
        group.group_name() != Some("default") && read_tags(&cx.scope, group.tags()).is_none()
    };
    foreign.extend(groups.iter().filter(strange).map(foreign_group));
    Ok(foreign.into_iter().collect())
}

/// What holds a subnet, a group, a gateway or a VPC: an interface in it, or a rule of another group that names it.
pub(crate) async fn holder_of(cx: &Context, found: &Found) -> Result<Option<Holder>, Error> {
    let within = match found.address.kind {
        Kind::Vpc => filter("vpc-id", &found.id),
        Kind::Subnet => filter("subnet-id", &found.id),
        Kind::SecurityGroup | Kind::SecurityRules => {
            let (naming, letting_out) = tokio::try_join!(
                list_groups(cx, filter("ip-permission.group-id", &found.id)),
                list_groups(cx, filter("egress.ip-permission.group-id", &found.id)),
            )?;
            let mut naming = naming.iter().chain(&letting_out);
            if let Some(group) = naming.find(|group| group.group_id() != Some(&found.id)) {
                let foreign = read_tags(&cx.scope, group.tags()).is_none();
                return Ok(Some(Holder { thing: foreign_group(group), foreign }));
            }
            filter("group-id", &found.id)
        }
        _ => return Ok(None),
    };
    let holders = judge(cx, list_interfaces(cx, within).await?).await?;
    Ok(holders.into_iter().max_by_key(|holder| holder.foreign))
}

/// Whose interfaces these are.
async fn judge(cx: &Context, interfaces: Vec<NetworkInterface>) -> Result<Vec<Holder>, Error> {
    let attached = interfaces.iter().filter_map(instance_of).filter(|id| !cx.is_ours(id));
    let instances = list_instances(cx, attached.map(ToOwned::to_owned).collect()).await?;
    let ours = instances.iter().filter(|one| instance::is_ours(&cx.scope, one));
    ours.filter_map(Instance::instance_id).for_each(|id| cx.remember_ours(id));
    let standing = standing_balancers(cx, &interfaces).await?;
    let gateways = our_gateways(cx, &interfaces).await?;
    let judged = interfaces.iter().map(|interface| {
        let described = interface.description().unwrap_or_default();
        let foreign = !match (instance_of(interface), balancer_of(interface)) {
            (Some(instance), _) => cx.is_ours(instance),
            // The interfaces of a deleted balancer go by themselves, whosever it was.
            (None, Some(path)) => standing.get(path).is_none_or(|ours| *ours),
            // We make none by itself: one with our tags is a copy.
            (None, None) => gateway_of(interface).is_some_and(|gateway| gateways.contains(gateway)),
        };
        let owner = instance_of(interface).unwrap_or(described).to_owned();
        let thing = Foreign {
            what: "network interface".to_owned(),
            id: interface.network_interface_id().unwrap_or_default().to_owned(),
            owner,
            within: interface.subnet_id().unwrap_or_default().to_owned(),
            like: None,
        };
        Holder { thing, foreign }
    });
    Ok(judged.collect())
}

/// Which of the balancers that these interfaces belong to still stand, by path, and whether each is ours.
async fn standing_balancers(
    cx: &Context,
    interfaces: &[NetworkInterface],
) -> Result<BTreeMap<String, bool>, Error> {
    let paths: BTreeSet<&str> = interfaces.iter().filter_map(balancer_of).collect();
    let mut standing = BTreeMap::new();
    for path in paths {
        if cx.is_ours(path) {
            continue;
        }
        let Some(name) = path.split('/').nth(1) else { continue };
        let request = cx.clients.balancing.describe_load_balancers().names(name);
        let call = Call::new(balancing::SERVICE, "DescribeLoadBalancers");
        let answer = cx.call(call, async || request.clone().send().await).await;
        let found = balancing::unless_gone(answer.map(|answer| answer.load_balancers.unwrap_or_default()))?;
        if let Some(arn) = found.first().and_then(|balancer| balancer.load_balancer_arn()) {
            let ours = !balancing::owners(cx, &[arn.to_owned()]).await?.is_empty();
            standing.insert(path.to_owned(), ours);
        }
    }
    Ok(standing)
}

/// Which of the NAT gateways that these interfaces belong to are ours: AWS shows them, with their tags, for an hour
/// after their deletion.
async fn our_gateways(cx: &Context, interfaces: &[NetworkInterface]) -> Result<BTreeSet<String>, Error> {
    let ids: Vec<String> = interfaces.iter().filter_map(gateway_of).map(ToOwned::to_owned).collect();
    if ids.is_empty() {
        return Ok(BTreeSet::new());
    }
    let ids = Filter::builder().name("nat-gateway-id").set_values(Some(ids)).build();
    let request = cx.clients.ec2.describe_nat_gateways().filter(ids);
    let gateways: Vec<NatGateway> =
        cx.call(Call::new(SERVICE, "DescribeNatGateways"), async || items!(request, PAGE)).await?;
    let ours = gateways.iter().filter(|gateway| read_tags(&cx.scope, gateway.tags()).is_some());
    Ok(ours.filter_map(|gateway| gateway.nat_gateway_id()).map(ToOwned::to_owned).collect())
}

/// The NAT gateway that an interface belongs to: AWS describes it as `Interface for NAT Gateway ID`.
fn gateway_of(interface: &NetworkInterface) -> Option<&str> {
    interface.description()?.strip_prefix("Interface for NAT Gateway ")
}

/// The path of the load balancer that an interface belongs to: AWS describes it as `ELB app/NAME/ID`.
fn balancer_of(interface: &NetworkInterface) -> Option<&str> {
    interface.description()?.strip_prefix("ELB ").filter(|path| path.starts_with("app/"))
}

fn instance_of(interface: &NetworkInterface) -> Option<&str> {
    interface.attachment().and_then(|attachment| attachment.instance_id())
}

fn foreign_group(group: &SecurityGroup) -> Foreign {
    Foreign {
        what: "security group".to_owned(),
        id: group.group_id().unwrap_or_default().to_owned(),
        owner: name_of(group.tags()).or(group.group_name()).unwrap_or_default().to_owned(),
        within: group.vpc_id().unwrap_or_default().to_owned(),
        like: None,
    }
}

fn name_of(tags: &[Tag]) -> Option<&str> {
    tags.iter().find(|tag| tag.key() == Some("Name")).and_then(Tag::value)
}

async fn list_interfaces(cx: &Context, within: Filter) -> Result<Vec<NetworkInterface>, Error> {
    let request = cx.clients.ec2.describe_network_interfaces().filters(within);
    cx.call(Call::new(SERVICE, "DescribeNetworkInterfaces"), async || items!(request, PAGE)).await
}

async fn list_subnets(cx: &Context, within: Filter) -> Result<Vec<Subnet>, Error> {
    let request = cx.clients.ec2.describe_subnets().filters(within);
    cx.call(Call::new(SERVICE, "DescribeSubnets"), async || items!(request, PAGE)).await
}

async fn list_groups(cx: &Context, within: Filter) -> Result<Vec<SecurityGroup>, Error> {
    let request = cx.clients.ec2.describe_security_groups().filters(within);
    cx.call(Call::new(SERVICE, "DescribeSecurityGroups"), async || items!(request, PAGE)).await
}

/// The instances of these ids that are not terminated.
async fn list_instances(cx: &Context, ids: BTreeSet<String>) -> Result<Vec<Instance>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids = Filter::builder().name("instance-id").set_values(Some(ids.into_iter().collect())).build();
    let request = cx.clients.ec2.describe_instances().filters(ids);
    let reservations: Vec<aws_sdk_ec2::types::Reservation> =
        cx.call(Call::new(SERVICE, "DescribeInstances"), async || items!(request, PAGE)).await?;
    let lives = |instance: &Instance| {
        instance.state().and_then(|state| state.name()) != Some(&InstanceStateName::Terminated)
    };
    Ok(reservations.into_iter().flat_map(|one| one.instances.unwrap_or_default()).filter(lives).collect())
}
