//! A VPC with its blocks and DNS settings.
//!
//! AWS makes a main route table, a network ACL and a default security group with it. They are neither ours nor foreign:
//! they go with the VPC.

use aws_sdk_ec2::operation::modify_vpc_attribute::builders::ModifyVpcAttributeFluentBuilder;
use aws_sdk_ec2::types::{
    AttributeBooleanValue, ResourceType, Vpc as AwsVpc, VpcAttributeName, VpcCidrBlockAssociation,
    VpcCidrBlockStateCode, VpcState,
};

use super::Operations;
use super::attribute::{Attributes, Read, Value, attributes};
use super::ec2::{PAGE, SERVICE, filter, filter_ids, owned, read_tags, tag_specification, without_retries};
use super::schema::{Attribute, Schema};
use super::state::{Found, New, Observed, Seen, State, Which};
use crate::call::{Call, gone_is_done, items};
use crate::context::Context;
use crate::error::Error;

pub(crate) struct Vpc;

const CIDR: &str = "cidr_block";
const SECONDARY: &str = "secondary_cidr_blocks";
const DNS_SUPPORT: &str = "enable_dns_support";
const DNS_HOSTNAMES: &str = "enable_dns_hostnames";

impl Operations for Vpc {
    const SCHEMA: Schema = Schema {
        attributes: &[
            Attribute::replace(CIDR),
            Attribute::in_place(SECONDARY).unordered(),
            Attribute::in_place(DNS_SUPPORT),
            Attribute::in_place(DNS_HOSTNAMES),
        ],
        spare: true,
        settles: true,
        ..Schema::PLAIN
    };

    async fn observe(cx: &Context, which: Which<'_>, _: &Observed) -> Result<Vec<Found>, Error> {
        let request = cx.clients.ec2.describe_vpcs();
        let request = match which {
            Which::Owned => request.set_filters(Some(owned(&cx.scope))),
            Which::Id(id) => request.filters(filter("vpc-id", id)),
        };
        let vpcs: Vec<AwsVpc> =
            cx.call(Call::new(SERVICE, "DescribeVpcs"), async || items!(request, PAGE)).await?;
        let mut found = Vec::new();
        for vpc in vpcs {
            found.extend(read(cx, vpc).await?);
        }
        Ok(found)
    }

    async fn look(cx: &Context, waiting: &[Found]) -> Result<Vec<Seen>, Error> {
        let request = cx.clients.ec2.describe_vpcs().filters(filter_ids("vpc-id", waiting));
        let vpcs: Vec<AwsVpc> =
            cx.call(Call::new(SERVICE, "DescribeVpcs"), async || items!(request, PAGE)).await?;
        let mut seen = Vec::new();
        for vpc in &vpcs {
            let wanted = waiting.iter().find(|found| vpc.vpc_id() == Some(&found.id));
            let blocks = wanted.map(|found| found.attributes.texts(SECONDARY)).transpose()?;
            seen.extend(Seen::new(vpc.vpc_id(), state_with(vpc, &blocks.unwrap_or_default())));
        }
        Ok(seen)
    }

    async fn create(cx: &Context, new: &New<'_>) -> Result<Found, Error> {
        let request = cx
            .clients
            .ec2
            .create_vpc()
            .cidr_block(new.attributes.text(CIDR)?)
            .tag_specifications(tag_specification(ResourceType::Vpc, new.tags));
        let answer = cx
            .call(Call::once(SERVICE, "CreateVpc"), async || {
                request.clone().customize().config_override(without_retries()).send().await
            })
            .await?;
        let vpc = answer.vpc.unwrap_or_else(|| AwsVpc::builder().build());
        // The other blocks come by update.
        let state = state_with(&vpc, &new.attributes.texts(SECONDARY)?);
        // AWS's defaults for a new VPC: DNS support on, host names off.
        Ok(Found::made(new, vpc.vpc_id().unwrap_or_default(), looks(&vpc, true, false), state))
    }

    async fn update(cx: &Context, found: &Found, want: &Attributes, changed: &[String]) -> Result<(), Error> {
        let id = found.id.as_str();
        for name in changed {
            match name.as_str() {
                SECONDARY => update_blocks(cx, found, want).await?,
                // Host names need DNS support: AWS takes one attribute a call, so support goes on first.
                DNS_SUPPORT | DNS_HOSTNAMES => {}
                other => return Err(Error::Refused(format!("a VPC's `{other}` cannot be changed"))),
            }
        }
        let flag =
            |name: &str| want.flag(name).map(|value| AttributeBooleanValue::builder().value(value).build());
        let request = cx.clients.ec2.modify_vpc_attribute().vpc_id(id);
        let support = changed.iter().any(|name| name == DNS_SUPPORT);
        let hostnames = changed.iter().any(|name| name == DNS_HOSTNAMES);
        if support && want.flag(DNS_SUPPORT)? {
            modify(cx, id, request.clone().enable_dns_support(flag(DNS_SUPPORT)?)).await?;
        }
        if hostnames {
            modify(cx, id, request.clone().enable_dns_hostnames(flag(DNS_HOSTNAMES)?)).await?;
        }
        if support && !want.flag(DNS_SUPPORT)? {
            modify(cx, id, request.enable_dns_support(flag(DNS_SUPPORT)?)).await?;
        }
        Ok(())
    }

    async fn delete(cx: &Context, found: &Found) -> Result<(), Error> {
        let request = cx.clients.ec2.delete_vpc().vpc_id(&found.id);
        gone_is_done(cx.call(Call::new(SERVICE, "DeleteVpc"), async || request.clone().send().await).await)
    }
}

async fn modify(cx: &Context, id: &str, request: ModifyVpcAttributeFluentBuilder) -> Result<(), Error> {
    cx.call(Call::new(SERVICE, "ModifyVpcAttribute").on(&[id]), async || request.clone().send().await)
        .await?;
    Ok(())
}

async fn update_blocks(cx: &Context, found: &Found, want: &Attributes) -> Result<(), Error> {
    let id = found.id.as_str();
    let (have, want) = (found.attributes.texts(SECONDARY)?, want.texts(SECONDARY)?);
    for block in want.iter().filter(|block| !have.contains(block)) {
        let request = cx.clients.ec2.associate_vpc_cidr_block().vpc_id(id).cidr_block(block);
        cx.call(Call::new(SERVICE, "AssociateVpcCidrBlock").on(&[id]), async || request.clone().send().await)
            .await?;
    }
    if have.iter().all(|block| want.contains(block)) {
        return Ok(());
    }
    let request = cx.clients.ec2.describe_vpcs().filters(filter("vpc-id", id));
    let answer = cx.call(Call::new(SERVICE, "DescribeVpcs"), async || request.clone().send().await).await?;
    let associations = answer.vpcs().iter().flat_map(AwsVpc::cidr_block_association_set);
    for association in associations {
        let block = association.cidr_block().unwrap_or_default();
        let leaves = have.iter().any(|had| had == block) && !want.iter().any(|kept| kept == block);
        if let (true, Some(association)) = (leaves, association.association_id()) {
            let request = cx.clients.ec2.disassociate_vpc_cidr_block().association_id(association);
            let call = Call::new(SERVICE, "DisassociateVpcCidrBlock");
            gone_is_done(cx.call(call, async || request.clone().send().await).await)?;
        }
    }
    Ok(())
}

async fn read(cx: &Context, vpc: AwsVpc) -> Result<Option<Found>, Error> {
    let (Some(owner), Some(id)) = (read_tags(&cx.scope, vpc.tags()), vpc.vpc_id()) else {
        return Ok(None);
    };
    let dns_support = read_flag(cx, id, VpcAttributeName::EnableDnsSupport).await?;
    let dns_hostnames = read_flag(cx, id, VpcAttributeName::EnableDnsHostnames).await?;
    Ok(Some(owner.found(id, looks(&vpc, dns_support, dns_hostnames), state(&vpc))))
}

async fn read_flag(cx: &Context, id: &str, name: VpcAttributeName) -> Result<bool, Error> {
    let request = cx.clients.ec2.describe_vpc_attribute().vpc_id(id).attribute(name.clone());
    let answer = cx
        .call(Call::new(SERVICE, "DescribeVpcAttribute").on(&[id]), async || request.clone().send().await)
        .await?;
    let value = match name {
        VpcAttributeName::EnableDnsHostnames => answer.enable_dns_hostnames,
        _ => answer.enable_dns_support,
    };
    Ok(value.and_then(|value| value.value).unwrap_or_default())
}

fn looks(vpc: &AwsVpc, dns_support: bool, dns_hostnames: bool) -> Attributes {
    let primary = vpc.cidr_block().unwrap_or_default();
    let secondary: Vec<Value> = vpc
        .cidr_block_association_set()
        .iter()
        .filter(|association| !is_gone(association) && !has_failed(association))
        .filter_map(|association| association.cidr_block())
        .filter(|block| *block != primary)
        .map(Value::from)
        .collect();
    attributes([
        (CIDR, primary.into()),
        (SECONDARY, secondary.into()),
        (DNS_SUPPORT, dns_support.into()),
        (DNS_HOSTNAMES, dns_hostnames.into()),
    ])
}

fn code(association: &VpcCidrBlockAssociation) -> Option<&VpcCidrBlockStateCode> {
    association.cidr_block_state().and_then(|state| state.state())
}

fn is_gone(association: &VpcCidrBlockAssociation) -> bool {
    use VpcCidrBlockStateCode::{Disassociated, Disassociating};
    matches!(code(association), Some(Disassociated | Disassociating))
}

fn has_failed(association: &VpcCidrBlockAssociation) -> bool {
    use VpcCidrBlockStateCode::{Failed, Failing};
    matches!(code(association), Some(Failed | Failing))
}

fn adds(block: &str) -> State {
    State::Pending(format!("AWS adds block `{block}`"))
}

/// No subnet can lie in a block that AWS still adds. A block that it could not add is none of the VPC's: it is added
/// again.
fn state(vpc: &AwsVpc) -> State {
    if vpc.state() == Some(&VpcState::Pending) {
        return State::Pending("AWS makes the VPC".to_owned());
    }
    let associating = |association: &&VpcCidrBlockAssociation| {
        code(association) == Some(&VpcCidrBlockStateCode::Associating)
    };
    let added = vpc.cidr_block_association_set().iter().find(associating);
    added.map_or(State::Ready, |association| adds(association.cidr_block().unwrap_or_default()))
}

/// The same for a VPC that is to have these blocks: one that AWS could not add has failed, and one that it does not show
/// yet is waited for.
fn state_with(vpc: &AwsVpc, blocks: &[String]) -> State {
    for block in blocks {
        let of_block = |association: &&VpcCidrBlockAssociation| {
            association.cidr_block() == Some(block) && !is_gone(association)
        };
        let mut associations = vpc.cidr_block_association_set().iter().filter(of_block).peekable();
        let Some(first) = associations.peek().copied() else { return adds(block) };
        if associations.all(has_failed) {
            let why = first.cidr_block_state().and_then(|state| state.status_message());
            let why = why.unwrap_or("AWS does not say why");
            return State::Failed(format!("AWS could not add block `{block}`: {why}"));
        }
    }
    state(vpc)
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_sdk_ec2::types::VpcCidrBlockState;

    #[test]
    fn a_new_vpc_differs_from_the_desired_one_only_in_what_update_sets() {
        let vpc = AwsVpc::builder().vpc_id("vpc-1").cidr_block("10.0.0.0/16").build();
        let want = attributes([
            (CIDR, "10.0.0.0/16".into()),
            (SECONDARY, vec!["10.1.0.0/16"].into()),
            (DNS_SUPPORT, true.into()),
            (DNS_HOSTNAMES, true.into()),
        ]);
        let made = looks(&vpc, true, false);
        let different: Vec<&String> = want.keys().filter(|name| want.get(*name) != made.get(*name)).collect();
        assert_eq!(different, [DNS_HOSTNAMES, SECONDARY]);
    }

    /// A VPC with a second block in these states, one after the other.
    fn with_block(states: &[VpcCidrBlockStateCode]) -> AwsVpc {
        let association = |state: &VpcCidrBlockStateCode| {
            let state = VpcCidrBlockState::builder().state(state.clone()).status_message("no luck").build();
            VpcCidrBlockAssociation::builder().cidr_block("10.1.0.0/16").cidr_block_state(state).build()
        };
        let vpc = AwsVpc::builder().vpc_id("vpc-1").cidr_block("10.0.0.0/16").state(VpcState::Available);
        vpc.set_cidr_block_association_set(Some(states.iter().map(association).collect())).build()
    }

    #[test]
    fn a_block_is_waited_for_until_aws_has_added_it() {
        use VpcCidrBlockStateCode::{Associated, Associating, Disassociating, Failed};
        let wanted = ["10.1.0.0/16".to_owned()];
        let adds = State::Pending("AWS adds block `10.1.0.0/16`".to_owned());
        let failed = State::Failed("AWS could not add block `10.1.0.0/16`: no luck".to_owned());
        for (states, seen) in [
            (&[][..], &adds),
            (&[Disassociating], &adds),
            (&[Associating], &adds),
            (&[Failed, Associating], &adds),
            (&[Failed], &failed),
            (&[Associated], &State::Ready),
            (&[Failed, Associated], &State::Ready),
        ] {
            assert_eq!(&state_with(&with_block(states), &wanted), seen, "{states:?}");
        }
    }

    #[test]
    fn a_block_that_failed_is_not_there_and_does_not_fail_the_vpc() {
        let vpc = with_block(&[VpcCidrBlockStateCode::Failed]);
        assert_eq!(looks(&vpc, true, false).texts(SECONDARY), Ok(Vec::new()));
        assert_eq!(state(&vpc), State::Ready);
    }
}
