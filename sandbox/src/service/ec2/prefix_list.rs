//! AWS's own prefix lists: the addresses of S3 and DynamoDB in a region.

use crate::cidr::Block;
use crate::filter::{Field, list_rows};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::wire::answer::Answer;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::read("DescribePrefixLists", describe_prefix_lists),
    Operation::read("DescribeManagedPrefixLists", describe_managed_prefix_lists),
    Operation::read("GetManagedPrefixListEntries", get_managed_prefix_list_entries),
];

/// A prefix list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PrefixList {
    pub(crate) id: String,
    /// The service that it belongs to, e.g. `com.amazonaws.us-east-1.s3`.
    pub(crate) name: String,
    pub(crate) blocks: Vec<Block>,
}

/// The ids of the lists that are known (`describe-prefix-lists` in public write-ups); elsewhere they are made up from
/// the name.
const IDS: &[(&str, &str)] = &[
    ("com.amazonaws.us-east-1.dynamodb", "pl-02cd2c6b"),
    ("com.amazonaws.us-east-1.s3", "pl-63a5400a"),
    ("com.amazonaws.us-west-2.dynamodb", "pl-00a54069"),
    ("com.amazonaws.us-west-2.s3", "pl-68a54001"),
];

/// The lists of a region. The addresses are those of us-east-1 (ip-ranges.amazonaws.com, 2026-10, in part): other
/// regions have others, which nothing here depends on.
pub(crate) fn prefix_lists(region: &str) -> Vec<PrefixList> {
    let list = |service: &str, blocks: &[Block]| {
        let name = format!("com.amazonaws.{region}.{service}");
        let known = IDS.iter().find(|(other, _)| *other == name).map(|(_, id)| (*id).to_owned());
        let id =
            known.unwrap_or_else(|| format!("pl-{:08x}", crate::store::checksum(name.as_bytes()) as u32));
        PrefixList { id, name, blocks: blocks.to_vec() }
    };
    vec![
        list("dynamodb", &[Block::of(3, 218, 180, 0, 22), Block::of(52, 94, 0, 0, 22)]),
        list("s3", &[Block::of(3, 5, 0, 0, 19), Block::of(52, 216, 0, 0, 15), Block::of(54, 231, 0, 0, 16)]),
    ]
}

pub(crate) fn prefix_list(region: &str, id: &str) -> Option<PrefixList> {
    prefix_lists(region).into_iter().find(|list| list.id == id)
}

/// EC2 API reference, error codes.
pub(super) fn not_found(id: &str) -> Refusal {
    Refusal::new("InvalidPrefixListID.NotFound", format!("The prefix list ID '{id}' does not exist"))
}

/// EC2 API reference, DescribePrefixLists.
const FIELDS: &[Field<PrefixList>] = &[
    ("prefix-list-id", |list, _| vec![list.id.clone()]),
    ("prefix-list-name", |list, _| vec![list.name.clone()]),
];

fn describe_prefix_lists(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let rows = prefix_lists(&call.region.name).into_iter().map(|list| (list.id.clone(), list)).collect();
    let (lists, next) = list_rows(call, Some(("PrefixListId", not_found)), FIELDS, Some((5, 1000)), rows)?;
    Ok(Answer::ec2(|xml| {
        xml.list("prefixListSet", &lists, |xml, list| {
            xml.text("prefixListId", &list.id);
            xml.text("prefixListName", &list.name);
            xml.texts("cidrSet", &list.blocks);
        });
        xml.optional("nextToken", next);
    }))
}

/// EC2 API reference, DescribeManagedPrefixLists.
const MANAGED_FIELDS: &[Field<PrefixList>] = &[
    ("owner-id", |_, _| vec!["AWS".to_owned()]),
    ("prefix-list-id", |list, _| vec![list.id.clone()]),
    ("prefix-list-name", |list, _| vec![list.name.clone()]),
];

fn describe_managed_prefix_lists(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let rows = prefix_lists(&call.region.name).into_iter().map(|list| (list.id.clone(), list)).collect();
    let (lists, next) =
        list_rows(call, Some(("PrefixListId", not_found)), MANAGED_FIELDS, Some((1, 100)), rows)?;
    let region = &call.region.name;
    Ok(Answer::ec2(|xml| {
        xml.list("prefixListSet", &lists, |xml, list| {
            xml.text("prefixListId", &list.id);
            xml.text("addressFamily", "IPv4");
            xml.text("state", "create-complete");
            xml.text("prefixListArn", format!("arn:aws:ec2:{region}:aws:prefix-list/{}", list.id));
            xml.text("prefixListName", &list.name);
            xml.text("ownerId", "AWS");
        });
        xml.optional("nextToken", next);
    }))
}

fn get_managed_prefix_list_entries(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let id = call.input.text("PrefixListId")?;
    let blocks = prefix_list(&call.region.name, id).map(|list| list.blocks);
    let known = blocks.is_some();
    let rows = blocks.unwrap_or_default().into_iter().map(|block| (block.to_string(), block)).collect();
    let (blocks, next) = list_rows(call, None, &[], Some((1, 100)), rows)?;
    if !known {
        return Err(not_found(id));
    }
    Ok(Answer::ec2(|xml| {
        xml.list("entrySet", &blocks, |xml, block| xml.text("cidr", block));
        xml.optional("nextToken", next);
    }))
}
