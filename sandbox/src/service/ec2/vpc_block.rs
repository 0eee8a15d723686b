//! The blocks of a VPC: which are allowed at all, and which may join which.

use crate::cidr::Block;
use crate::clock::Timestamp;
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::store::network::{Destination, Vpc, VpcBlock};
use crate::store::{find, find_mut};
use crate::wire::answer::Answer;
use crate::wire::xml::Xml;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("AssociateVpcCidrBlock", associate_vpc_cidr_block),
    Operation::write("DisassociateVpcCidrBlock", disassociate_vpc_cidr_block),
];

/// Refuses a block that no VPC may have: VPC user guide, "VPC CIDR blocks" and "IPv4 CIDR block association
/// restrictions" (240.0.0.0/4: assumed).
pub(super) fn refuse_block(block: Block) -> Result<(), Refusal> {
    let forbidden = [
        Block::of(0, 0, 0, 0, 8),
        Block::of(127, 0, 0, 0, 8),
        Block::of(169, 254, 0, 0, 16),
        Block::of(224, 0, 0, 0, 4),
        Block::of(240, 0, 0, 0, 4),
    ];
    let fits = (16..=28).contains(&block.length()) && !forbidden.iter().any(|other| other.overlaps(block));
    if fits {
        return Ok(());
    }
    Err(Refusal::new("InvalidVpc.Range", format!("The CIDR '{block}' is invalid.")))
}

/// The address ranges that the restrictions speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Range {
    Ten,
    OneSevenTwo,
    OneNineTwo,
    /// 198.19.0.0/16
    Benchmark,
    /// Public, or 100.64.0.0/10.
    Other,
}

fn range_of(block: Block) -> Range {
    let ranges = [
        (Block::of(10, 0, 0, 0, 8), Range::Ten),
        (Block::of(172, 16, 0, 0, 12), Range::OneSevenTwo),
        (Block::of(192, 168, 0, 0, 16), Range::OneNineTwo),
        (Block::of(198, 19, 0, 0, 16), Range::Benchmark),
    ];
    ranges.into_iter().find(|(range, _)| range.covers(block)).map_or(Range::Other, |(_, range)| range)
}

/// Whether a VPC that has `existing` may take `new`: the table of "IPv4 CIDR block association restrictions", VPC user
/// guide. A private block may join a public one only if the primary block is private of the same range.
fn may_join(existing: Block, new: Block, primary: Range) -> bool {
    let (has, wants) = (range_of(existing), range_of(new));
    let may = match (has, wants) {
        (_, Range::Other) => true,
        (Range::Ten, Range::Ten) => {
            // "If any of the CIDR blocks in the VPC are from 10.0.0.0/15, you can't add 10.0.0.0/16".
            !(Block::of(10, 0, 0, 0, 15).covers(existing) && Block::of(10, 0, 0, 0, 16).covers(new))
        }
        (Range::Other, Range::Ten | Range::OneSevenTwo | Range::OneNineTwo) => wants == primary,
        (one, other) => one == other,
    };
    may && !(has == Range::OneSevenTwo && Block::of(172, 31, 0, 0, 16).overlaps(new))
}

fn associate_vpc_cidr_block(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let id = call.input.text("VpcId")?;
    let block = super::vpc::read_block(call.input.text("CidrBlock")?, "cidrBlock")?;
    call.begin()?;

    let vpc = find::<Vpc>(call.region, id)?;
    refuse_block(block)?;
    let primary = vpc.blocks.first().map_or(Range::Other, |first| range_of(first.block));
    if vpc.blocks.iter().any(|existing| existing.block.overlaps(block)) {
        // VPC user guide: "The CIDR block must not overlap with any existing CIDR block that's associated with the VPC".
        return Err(Refusal::new(
            "InvalidVpc.Range",
            format!("The CIDR '{block}' conflicts with another block of the VPC."),
        ));
    }
    if !vpc.blocks.iter().all(|existing| may_join(existing.block, block, primary)) {
        let message = format!(
            "The CIDR '{block}' is restricted. Use a CIDR from the same private address range as the current VPC CIDR, or use a publicly-routable CIDR."
        );
        return Err(Refusal::new("InvalidVpc.Range", message));
    }
    let hides_route = call.region.route_tables.values().filter(|table| table.vpc_id == id).any(|table| {
        table
            .routes
            .iter()
            .any(|route| matches!(&route.destination, Destination::Block(to) if block.covers(*to)))
    });
    if hides_route {
        // VPC user guide: "must not be the same or larger than a destination CIDR range in a route in any of the VPC
        // route tables"; the code is assumed.
        return Err(Refusal::new(
            "InvalidVpc.Range",
            format!("The CIDR '{block}' covers the destination of a route of the VPC."),
        ));
    }
    // VPC user guide, page on quotas.
    let most = call.settings.quotas.vpc_blocks;
    if vpc.blocks.len() >= most {
        let message = format!("This network '{id}' has met its maximum number of allowed CIDRs: {most}");
        return Err(Refusal::new("CidrLimitExceeded", message));
    }
    let association_id = call.region.new_id("vpc-cidr-assoc");
    // EC2 API reference, VpcCidrBlockState: the answer says `associating`; how long is assumed.
    let now = call.now();
    let added = VpcBlock { association_id, block, associated_at: now + call.settings.durations.vpc_block };
    find_mut::<Vpc>(call.region, id)?.blocks.push(added.clone());
    Ok(Answer::ec2(|xml| {
        xml.text("vpcId", id);
        xml.element("cidrBlockAssociation", |xml| write_vpc_block(xml, &added, now));
    }))
}

fn disassociate_vpc_cidr_block(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let association_id = call.input.text("AssociationId")?;
    call.begin()?;

    let region = &mut *call.region;
    let found = region.vpcs.values().find_map(|vpc| {
        let at = vpc.blocks.iter().position(|block| block.association_id == association_id)?;
        Some((vpc.id.clone(), at))
    });
    let Some((vpc_id, at)) = found else {
        // EC2 API reference, error codes.
        let message = format!("The vpc CIDR block association ID '{association_id}' does not exist");
        return Err(Refusal::new("InvalidVpcCidrBlockAssociationID.NotFound", message));
    };
    if at == 0 {
        // EC2 API reference, DisassociateVpcCidrBlock: the block that the VPC was created with stays.
        let message = format!(
            "The vpc CIDR block with association ID {association_id} may not be disassociated. It is the primary IPv4 CIDR block of the VPC"
        );
        return Err(Refusal::new("OperationNotPermitted", message));
    }
    let vpc = find_mut::<Vpc>(region, &vpc_id)?;
    let removed = vpc.blocks[at].clone();
    if region.subnets.values().any(|subnet| subnet.vpc_id == vpc_id && removed.block.covers(subnet.block)) {
        // The same page: "you must detach or delete all gateways and resources that are associated with the CIDR
        // block"; code and words are those that EC2 answers.
        let message = format!("The vpc {vpc_id} currently has a subnet within CIDR block {}", removed.block);
        return Err(Refusal::new("InvalidCidrBlock.InUse", message));
    }
    find_mut::<Vpc>(region, &vpc_id)?.blocks.remove(at);
    Ok(Answer::ec2(|xml| {
        xml.text("vpcId", &vpc_id);
        xml.element("cidrBlockAssociation", |xml| {
            xml.text("associationId", &removed.association_id);
            xml.text("cidrBlock", removed.block);
            xml.element("cidrBlockState", |xml| xml.text("state", "disassociating"));
        });
    }))
}

pub(super) fn write_vpc_block(xml: &mut Xml, block: &VpcBlock, now: Timestamp) {
    xml.text("associationId", &block.association_id);
    xml.text("cidrBlock", block.block);
    xml.element("cidrBlockState", |xml| xml.text("state", block.state(now)));
}
