//! Tags of EC2 resources.

use std::collections::BTreeMap;

use crate::filter::{Field, list_rows};
use crate::interface::Interface;
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::store::machine::{Image, Instance, LaunchTemplate, Volume};
use crate::store::network::{
    ElasticAddress, Endpoint, InternetGateway, NatGateway, NetworkAcl, RouteTable, Subnet, Vpc,
};
use crate::store::security::{SecurityGroup, SecurityGroupRule};
use crate::store::{Kind, Region, Tags, find, find_mut, is_seen};
use crate::wire::answer::Answer;
use crate::wire::input::Input;
use crate::wire::xml::Xml;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("CreateTags", create_tags),
    Operation::write("DeleteTags", delete_tags),
    Operation::read("DescribeTags", describe_tags),
];

/// The kinds that can be tagged: one line each.
const KINDS: &[TaggedKind] = &[
    TaggedKind::of::<Vpc>(),
    TaggedKind::of::<Subnet>(),
    TaggedKind::of::<InternetGateway>(),
    TaggedKind::of::<RouteTable>(),
    TaggedKind::of::<ElasticAddress>(),
    TaggedKind::of::<NatGateway>(),
    TaggedKind::of::<Endpoint>(),
    TaggedKind::of::<NetworkAcl>(),
    TaggedKind::of::<SecurityGroup>(),
    TaggedKind::of::<SecurityGroupRule>(),
    TaggedKind::of::<Interface>(),
    TaggedKind::of::<Image>(),
    TaggedKind::of::<LaunchTemplate>(),
    TaggedKind::of::<Instance>(),
    TaggedKind::of::<Volume>(),
];

/// A kind of which only the tags are looked at.
struct TaggedKind {
    prefix: &'static str,
    name: &'static str,
    tags: for<'a> fn(&'a Region, &str) -> Result<&'a Tags, Refusal>,
    tags_mut: for<'a> fn(&'a mut Region, &str) -> Result<&'a mut Tags, Refusal>,
    all: fn(&Region) -> Vec<(&str, &Tags)>,
}

impl TaggedKind {
    const fn of<K: Kind>() -> Self {
        Self {
            prefix: K::PREFIX,
            name: K::TYPE,
            tags: |region, id| find::<K>(region, id).map(K::tags),
            tags_mut: |region, id| find_mut::<K>(region, id).map(K::tags_mut),
            all: |region| {
                let rows = K::table(region).iter().filter(|(_, row)| is_seen(region, *row));
                rows.map(|(id, row)| (id.as_str(), row.tags())).collect()
            },
        }
    }

    /// The kind that an id is of.
    fn of_id(id: &str) -> Result<&'static Self, Refusal> {
        let prefix = id.split_once('-').map(|(prefix, _)| prefix);
        let kind = KINDS.iter().find(|kind| Some(kind.prefix) == prefix);
        // EC2 API reference, error codes: "The specified ID for the resource you are trying to tag is not valid".
        kind.ok_or_else(|| Refusal::new("InvalidID", format!("The ID '{id}' is not valid")))
    }
}

/// Reads the tags for kind `K` from `TagSpecification.1.ResourceType`, `TagSpecification.1.Tag.1.Key` ….
pub(crate) fn read_tag_specifications<K: Kind>(call: &Call<'_>) -> Result<Tags, Refusal> {
    let mut tags = Tags::new();
    for specification in call.input.structures("TagSpecification") {
        let kind = specification.text("ResourceType")?;
        if kind != K::TYPE {
            // EC2 API reference, TagSpecification; the words are those that EC2 answers.
            let message = format!("'{kind}' is not a valid taggable resource type for this operation.");
            return Err(Refusal::value(message));
        }
        let read = read_tags(specification)?;
        // The words are those that EC2 answers.
        if read.is_empty() {
            return Err(Refusal::value("Tag specification must have at least one tag"));
        }
        for (key, value) in read {
            tags.insert(key, value.unwrap_or_default());
        }
    }
    refuse_tags(&tags, call.settings)?;
    Ok(tags)
}

/// Reads `Tag.1.Key`, `Tag.1.Value` …; a value may be absent.
pub(crate) fn read_tags(input: Input<'_>) -> Result<BTreeMap<String, Option<String>>, Refusal> {
    let mut tags = BTreeMap::new();
    for tag in input.structures("Tag") {
        let key = tag.text("Key")?.to_owned();
        let value = tag.optional("Value").map(str::to_owned);
        if tags.insert(key.clone(), value).is_some() {
            // EC2 user guide, "Tag your Amazon EC2 resources": a key once a resource; the words are those of EC2.
            return Err(Refusal::value(format!("Duplicate tag key '{key}' specified.")));
        }
    }
    Ok(tags)
}

/// Refuses tags that AWS does not take (EC2 user guide, "Tag restrictions").
pub(crate) fn refuse_tags(tags: &Tags, settings: &Settings) -> Result<(), Refusal> {
    for (key, value) in tags {
        refuse_reserved(key)?;
        if key.chars().count() > 128 {
            return Err(Refusal::value("Tag key exceeds the maximum length of 128 characters"));
        }
        if value.chars().count() > 256 {
            return Err(Refusal::value("Tag value exceeds the maximum length of 256 characters"));
        }
    }
    if tags.len() > settings.quotas.tags {
        return Err(too_many());
    }
    Ok(())
}

fn refuse_reserved(key: &str) -> Result<(), Refusal> {
    if key.to_ascii_lowercase().starts_with("aws:") {
        return Err(Refusal::value("Tag keys starting with 'aws:' are reserved for internal use"));
    }
    Ok(())
}

/// EC2 API reference, error codes.
fn too_many() -> Refusal {
    Refusal::new("TagLimitExceeded", "The maximum number of Tags for a resource has been reached.")
}

/// Writes `<tagSet>`.
pub(crate) fn write_tags(xml: &mut Xml, tags: &Tags) {
    xml.list("tagSet", tags, |xml, (key, value)| {
        xml.text("key", key);
        xml.text("value", value);
    });
}

fn create_tags(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let ids = call.input.texts("ResourceId");
    let tags = read_tags(call.input)?;
    call.begin()?;

    if ids.is_empty() || tags.is_empty() {
        return Err(Refusal::missing(if ids.is_empty() { "resourceIdSet" } else { "tagSet" }));
    }
    let tags: Tags = tags.into_iter().map(|(key, value)| (key, value.unwrap_or_default())).collect();
    refuse_tags(&tags, call.settings)?;
    for id in &ids {
        let held = (TaggedKind::of_id(id)?.tags)(call.region, id)?;
        // AWS's own tags do not count (EC2 user guide, "Tag restrictions").
        let own = held.keys().filter(|key| !key.starts_with("aws:"));
        let after = own.chain(tags.keys()).collect::<std::collections::BTreeSet<_>>().len();
        if after > call.settings.quotas.tags {
            return Err(too_many());
        }
    }
    for id in &ids {
        (TaggedKind::of_id(id)?.tags_mut)(call.region, id)?.extend(tags.clone());
    }
    Ok(Answer::done())
}

/// A tag with a value is deleted only if it has that value; without tags all go but AWS's own (EC2 API reference,
/// DeleteTags).
fn delete_tags(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let ids = call.input.texts("ResourceId");
    let tags = read_tags(call.input)?;
    call.begin()?;

    if ids.is_empty() {
        return Err(Refusal::missing("resourceIdSet"));
    }
    tags.keys().try_for_each(|key| refuse_reserved(key))?;
    for id in &ids {
        (TaggedKind::of_id(id)?.tags)(call.region, id)?;
    }
    for id in &ids {
        let held = (TaggedKind::of_id(id)?.tags_mut)(call.region, id)?;
        held.retain(|key, value| {
            let named = tags.get(key);
            let goes = match named {
                Some(wanted) => wanted.as_ref().is_none_or(|wanted| wanted == value),
                None => tags.is_empty(),
            };
            key.starts_with("aws:") || !goes
        });
    }
    Ok(Answer::done())
}

/// One tag of one resource.
struct TagRow {
    id: String,
    kind: &'static str,
    key: String,
    value: String,
}

/// EC2 API reference, DescribeTags.
const FIELDS: &[Field<TagRow>] = &[
    ("key", |row, _| vec![row.key.clone()]),
    ("resource-id", |row, _| vec![row.id.clone()]),
    ("resource-type", |row, _| vec![row.kind.to_owned()]),
    ("value", |row, _| vec![row.value.clone()]),
];

fn describe_tags(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let mut rows = Vec::new();
    for kind in KINDS {
        for (id, tags) in (kind.all)(call.region) {
            rows.extend(tags.iter().map(|(key, value)| {
                let row =
                    TagRow { id: id.to_owned(), kind: kind.name, key: key.clone(), value: value.clone() };
                (format!("{id} {key}"), row)
            }));
        }
    }
    let (rows, next) = list_rows(call, None, FIELDS, Some((5, 1000)), rows)?;
    Ok(Answer::ec2(|xml| {
        xml.list("tagSet", &rows, |xml, row| {
            xml.text("resourceId", &row.id);
            xml.text("resourceType", row.kind);
            xml.text("key", &row.key);
            xml.text("value", &row.value);
        });
        xml.optional("nextToken", next);
    }))
}
