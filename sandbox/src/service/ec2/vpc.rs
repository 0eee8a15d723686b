//! VPCs.

use super::tags::{read_tag_specifications, write_tags};
use crate::cidr::Block;
use crate::filter::{Field, Listing, list};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::store::network::{Vpc, VpcBlock};
use crate::store::{Region, find};
use crate::wire::answer::Answer;
use crate::wire::xml::Xml;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("CreateVpc", create_vpc),
    Operation::read("DescribeVpcs", describe_vpcs),
    Operation::write("DeleteVpc", delete_vpc),
];

fn create_vpc(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let block = call.input.text("CidrBlock")?;
    // EC2 API reference, common parameter errors; the words are those that EC2 answers.
    let block = Block::parse(block).ok_or_else(|| {
        Refusal::value(format!(
            "Value ({block}) for parameter cidrBlock is invalid. This is not a valid CIDR block."
        ))
    })?;
    let tags = read_tag_specifications::<Vpc>(call)?;
    call.begin()?;

    // VPC user guide, "VPC CIDR blocks": /16 to /28.
    if !(16..=28).contains(&block.length()) {
        return Err(Refusal::new("InvalidVpc.Range", format!("The CIDR '{block}' is invalid.")));
    }
    // VPC user guide, page on quotas.
    if call.region.vpcs.len() >= call.settings.quotas.vpcs {
        return Err(Refusal::new("VpcLimitExceeded", "The maximum number of VPCs has been reached."));
    }
    let id = call.region.new_id("vpc");
    let association_id = call.region.new_id("vpc-cidr-assoc");
    let vpc = Vpc {
        id: id.clone(),
        made_at: call.now(),
        available_at: call.now() + call.settings.durations.vpc,
        is_default: false,
        tenancy: "default".to_owned(),
        blocks: vec![VpcBlock { association_id, block }],
        dns_support: true,
        dns_hostnames: false,
        tags,
    };
    let answer = Answer::ec2(|xml| xml.element("vpc", |xml| write_vpc(xml, &vpc, call.region)));
    call.region.vpcs.insert(id, vpc);
    Ok(answer)
}

/// EC2 API reference, DescribeVpcs.
const FIELDS: &[Field<Vpc>] = &[
    ("cidr", |vpc, _| vpc.blocks.iter().take(1).map(|block| block.block.to_string()).collect()),
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

fn delete_vpc(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let id = call.input.text("VpcId")?;
    call.begin()?;
    find::<Vpc>(call.region, id)?;
    call.region.vpcs.remove(id);
    Ok(Answer::done())
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
        xml.text("associationId", &block.association_id);
        xml.text("cidrBlock", block.block);
        xml.element("cidrBlockState", |xml| xml.text("state", "associated"));
    });
    xml.text("instanceTenancy", &vpc.tenancy);
    xml.text("isDefault", vpc.is_default);
    write_tags(xml, &vpc.tags);
}
