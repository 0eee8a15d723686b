//! VPCs, and what AWS makes with each: a main route table, a default security group, a default network ACL.

use super::tags::{read_tag_specifications, write_tags};
use crate::cidr::Block;
use crate::clock::Timestamp;
use crate::filter::{Field, Listing, list};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::store::network::{NetworkAcl, RouteTable, RouteTableAssociation, Vpc, VpcBlock};
use crate::store::security::{Peer, RuleKey, SecurityGroup, Traffic};
use crate::store::{Region, Tags, find, find_mut, row_mut};
use crate::wire::answer::Answer;
use crate::wire::xml::Xml;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("CreateVpc", create_vpc),
    Operation::read("DescribeVpcs", describe_vpcs),
    Operation::read("DescribeVpcAttribute", describe_vpc_attribute),
    Operation::write("ModifyVpcAttribute", modify_vpc_attribute),
    Operation::write("DeleteVpc", delete_vpc),
];

fn create_vpc(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let block = read_block(call.input.text("CidrBlock")?, "cidrBlock")?;
    let tenancy = call.input.optional("InstanceTenancy").unwrap_or("default");
    let tags = read_tag_specifications::<Vpc>(call)?;
    call.begin()?;

    super::vpc_block::refuse_block(block)?;
    if !["default", "dedicated"].contains(&tenancy) {
        // EC2 API reference, CreateVpc: "The host value cannot be used with this parameter".
        return Err(Refusal::new(
            "UnsupportedTenancy",
            format!("The tenancy value {tenancy} is not supported."),
        ));
    }
    // VPC user guide, page on quotas.
    if call.region.vpcs.len() >= call.settings.quotas.vpcs {
        return Err(Refusal::new("VpcLimitExceeded", "The maximum number of VPCs has been reached."));
    }
    let made = make_vpc(call.region, block, call.now() + call.settings.durations.vpc, tags);
    let vpc = row_mut::<Vpc>(call.region, &made.vpc_id)?;
    tenancy.clone_into(&mut vpc.tenancy);
    let vpc = vpc.clone();
    Ok(Answer::ec2(|xml| xml.element("vpc", |xml| write_vpc(xml, &vpc, call.region))))
}

/// What comes with a VPC.
pub(super) struct MadeVpc {
    pub(super) vpc_id: String,
    /// Its main route table.
    pub(super) table_id: String,
}

/// Makes a VPC with its main route table, its default security group (members reach each other, and send anywhere) and
/// its network ACL (VPC user guide, "Create a VPC").
pub(super) fn make_vpc(region: &mut Region, block: Block, available_at: Timestamp, tags: Tags) -> MadeVpc {
    let made_at = region.now;
    let vpc_id = region.new_id("vpc");
    let association_id = region.new_id("vpc-cidr-assoc");
    let vpc = Vpc {
        id: vpc_id.clone(),
        made_at,
        available_at,
        is_default: false,
        tenancy: "default".to_owned(),
        blocks: vec![VpcBlock { association_id, block, associated_at: made_at }],
        dns_support: true,
        // VPC user guide, "DNS attributes": off in a VPC that is not the default one.
        dns_hostnames: false,
        tags,
    };
    region.vpcs.insert(vpc_id.clone(), vpc);

    let table_id = region.new_id("rtb");
    let main = RouteTableAssociation { id: region.new_id("rtbassoc"), subnet_id: None };
    let table = RouteTable {
        id: table_id.clone(),
        made_at,
        vpc_id: vpc_id.clone(),
        routes: Vec::new(),
        associations: vec![main],
        tags: Tags::new(),
    };
    region.route_tables.insert(table_id.clone(), table);

    let group_id = region.new_id("sg");
    let group = SecurityGroup {
        id: group_id.clone(),
        made_at,
        vpc_id: vpc_id.clone(),
        name: "default".to_owned(),
        description: "default VPC security group".to_owned(),
        tags: Tags::new(),
    };
    region.security_groups.insert(group_id.clone(), group);
    let members = RuleKey { is_egress: false, traffic: Traffic::ALL, peer: Peer::Group(group_id.clone()) };
    super::security_group_rule::make_rule(region, &group_id, members, None, Tags::new());
    super::security_group_rule::make_rule(region, &group_id, RuleKey::EVERYTHING_OUT, None, Tags::new());

    let acl_id = region.new_id("acl");
    let acl = NetworkAcl { id: acl_id.clone(), made_at, vpc_id: vpc_id.clone(), tags: Tags::new() };
    region.network_acls.insert(acl_id, acl);
    MadeVpc { vpc_id, table_id }
}

/// EC2 API reference, DescribeVpcs.
const FIELDS: &[Field<Vpc>] = &[
    ("cidr", |vpc, _| vpc.blocks.iter().take(1).map(|block| block.block.to_string()).collect()),
    ("cidr-block-association.association-id", |vpc, _| {
        vpc.blocks.iter().map(|block| block.association_id.clone()).collect()
    }),
    ("cidr-block-association.cidr-block", |vpc, _| {
        vpc.blocks.iter().map(|block| block.block.to_string()).collect()
    }),
    ("cidr-block-association.state", |vpc, region| {
        vpc.blocks.iter().map(|block| block.state(region.now).to_owned()).collect()
    }),
    ("is-default", |vpc, _| vec![vpc.is_default.to_string()]),
    ("owner-id", |_, region| vec![region.account.clone()]),
    ("state", |vpc, region| vec![state(vpc, region).to_owned()]),
    ("vpc-id", |vpc, _| vec![vpc.id.clone()]),
];

fn describe_vpcs(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let listed = list(call, &Listing { ids: "VpcId", fields: FIELDS, page: Some((5, 1000)) })?;
    Ok(Answer::ec2(|xml| {
        xml.list("vpcSet", &listed.rows, |xml, vpc| write_vpc(xml, vpc, call.region));
        xml.optional("nextToken", listed.next.as_ref());
    }))
}

fn describe_vpc_attribute(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let id = call.input.text("VpcId")?;
    let attribute = call.input.text("Attribute")?;
    call.begin()?;

    let vpc = find::<Vpc>(call.region, id)?;
    let value = match attribute {
        "enableDnsSupport" => vpc.dns_support,
        "enableDnsHostnames" => vpc.dns_hostnames,
        "enableNetworkAddressUsageMetrics" => false,
        // EC2 API reference, DescribeVpcAttribute, the values of `Attribute`.
        other => {
            let message = format!("Value ({other}) for parameter attribute is invalid. Unknown attribute.");
            return Err(Refusal::value(message));
        }
    };
    Ok(Answer::ec2(|xml| {
        xml.text("vpcId", id);
        xml.element(attribute, |xml| xml.text("value", value));
    }))
}

fn modify_vpc_attribute(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let id = call.input.text("VpcId")?;
    let read =
        |name| call.input.structure(name).map(|value| value.flag("Value")).transpose().map(Option::flatten);
    let (support, hostnames) = (read("EnableDnsSupport")?, read("EnableDnsHostnames")?);
    call.begin()?;

    let vpc = find_mut::<Vpc>(call.region, id)?;
    match (support, hostnames) {
        (Some(support), None) => vpc.dns_support = support,
        // EC2 API reference, ModifyVpcAttribute: "You can only enable DNS hostnames if you've enabled DNS support";
        // the code is assumed.
        (None, Some(true)) if !vpc.dns_support => {
            return Err(Refusal::combination(
                "DNS hostnames cannot be enabled while DNS support is disabled.",
            ));
        }
        (None, Some(hostnames)) => vpc.dns_hostnames = hostnames,
        // The same page: "You cannot modify the DNS resolution and DNS hostnames attributes in the same request".
        (Some(_), Some(_)) => {
            let message =
                "Fields for multiple attribute types specified: enableDnsSupport, enableDnsHostnames";
            return Err(Refusal::combination(message));
        }
        (None, None) => return Err(Refusal::combination("No attributes specified.")),
    }
    Ok(Answer::done())
}

fn delete_vpc(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let id = call.input.text("VpcId")?;
    call.begin()?;

    let region = &mut *call.region;
    find::<Vpc>(region, id)?;
    // EC2 API reference, DeleteVpc: "You must detach or delete all gateways and resources that are associated with the
    // VPC before you can delete it"; what goes with it is named there too.
    let held = region.subnets.values().any(|subnet| subnet.vpc_id == id)
        || region.internet_gateways.values().any(|gateway| gateway.vpc_id.as_deref() == Some(id))
        || region.route_tables.values().any(|table| table.vpc_id == id && !table.is_main())
        || region.security_groups.values().any(|group| group.vpc_id == id && group.name != "default")
        || region.endpoints.values().any(|endpoint| endpoint.vpc_id == id)
        || region.interfaces.values().any(|interface| interface.vpc_id == id);
    if held {
        return Err(Refusal::dependency(format!("The vpc '{id}' has dependencies and cannot be deleted.")));
    }
    region.vpcs.remove(id);
    region.route_tables.retain(|_, table| table.vpc_id != id);
    region.network_acls.retain(|_, acl| acl.vpc_id != id);
    region.security_groups.retain(|_, group| group.vpc_id != id);
    let groups = &region.security_groups;
    region.security_group_rules.retain(|_, rule| groups.contains_key(&rule.group_id));
    Ok(Answer::done())
}

/// Reads a block. EC2 API reference, common parameter errors; the words are those that EC2 answers.
pub(super) fn read_block(text: &str, parameter: &str) -> Result<Block, Refusal> {
    Block::parse(text).ok_or_else(|| {
        Refusal::value(format!(
            "Value ({text}) for parameter {parameter} is invalid. This is not a valid CIDR block."
        ))
    })
}

fn state(vpc: &Vpc, region: &Region) -> &'static str {
    if region.now < vpc.available_at { "pending" } else { "available" }
}

fn write_vpc(xml: &mut Xml, vpc: &Vpc, region: &Region) {
    xml.text("vpcId", &vpc.id);
    xml.text("ownerId", &region.account);
    xml.text("state", state(vpc, region));
    xml.optional("cidrBlock", vpc.blocks.first().map(|block| block.block));
    xml.list("cidrBlockAssociationSet", &vpc.blocks, |xml, block| {
        super::vpc_block::write_vpc_block(xml, block, region.now);
    });
    xml.text("dhcpOptionsId", "default");
    xml.text("instanceTenancy", &vpc.tenancy);
    xml.text("isDefault", vpc.is_default);
    write_tags(xml, &vpc.tags);
}
