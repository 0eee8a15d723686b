//! Tags of groups. One that propagates is given to members that are launched later.

use std::collections::BTreeMap;

use super::{PAGES, find_group};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::store::scaling::{Group, GroupTag};
use crate::wire::answer::Answer;
use crate::wire::input::Input;
use crate::wire::xml::Xml;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("CreateOrUpdateTags", create_or_update_tags),
    Operation::write("DeleteTags", delete_tags),
    Operation::read("DescribeTags", describe_tags),
];

/// A tag of a request: the group that it is for, its key, and itself.
type Asked = (String, String, GroupTag);

fn read_asked(input: Input<'_>, of: Option<&str>) -> Result<Vec<Asked>, Refusal> {
    let mut tags = Vec::new();
    for tag in input.structures("Tags") {
        let group = match (tag.optional("ResourceId"), of) {
            (Some(group), Some(of)) if group != of => {
                return Err(Refusal::validation(format!(
                    "The tag's resource '{group}' is not the group '{of}'"
                )));
            }
            (Some(group), _) => group,
            (None, Some(of)) => of,
            (None, None) => return Err(tag.missing("ResourceId")),
        };
        if let Some(other) = tag.optional("ResourceType").filter(|kind| *kind != "auto-scaling-group") {
            // API reference, Tag, ResourceType: the only one.
            return Err(Refusal::validation(format!("Invalid resource type '{other}'")));
        }
        let value = tag.optional("Value").unwrap_or_default().to_owned();
        let propagates = tag.flag("PropagateAtLaunch")?.unwrap_or(false);
        tags.push((group.to_owned(), tag.text("Key")?.to_owned(), GroupTag { value, propagates }));
    }
    Ok(tags)
}

/// Reads the tags of a create operation.
pub(super) fn read_tags(input: Input<'_>, group: &str) -> Result<BTreeMap<String, GroupTag>, Refusal> {
    let mut tags = BTreeMap::new();
    for (_, key, tag) in read_asked(input, Some(group))? {
        if tags.insert(key.clone(), tag).is_some() {
            return Err(Refusal::validation(format!("Duplicate tag key '{key}'")));
        }
    }
    Ok(tags)
}

/// API reference, Tag; user guide, "Tag Auto Scaling groups": lengths, 50, and `aws:` is AWS's.
pub(super) fn refuse_tags(tags: &BTreeMap<String, GroupTag>, settings: &Settings) -> Result<(), Refusal> {
    for (key, tag) in tags {
        let reserved = key.to_ascii_lowercase().starts_with("aws:");
        if reserved || key.chars().count() > 128 || tag.value.chars().count() > 256 {
            return Err(Refusal::validation(format!("The tag '{key}' is not valid")));
        }
    }
    if tags.len() > settings.quotas.tags {
        return Err(Refusal::new(
            "LimitExceeded",
            "The limit on the number of tags of a group has been reached",
        ));
    }
    Ok(())
}

fn create_or_update_tags(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let asked = read_asked(call.input, None)?;
    call.begin()?;
    let mut changed: BTreeMap<String, BTreeMap<String, GroupTag>> = BTreeMap::new();
    for (group, key, tag) in asked {
        if !changed.contains_key(&group) {
            changed.insert(group.clone(), find_group(call.region, &group)?.tags.clone());
        }
        changed.entry(group).or_default().insert(key, tag);
    }
    for tags in changed.values() {
        refuse_tags(tags, call.settings)?;
    }
    for (group, tags) in changed {
        find_group(call.region, &group)?.tags = tags;
    }
    Ok(Answer::empty())
}

/// A tag that is not there is deleted too (assumed: the API reference says nothing).
fn delete_tags(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let asked = read_asked(call.input, None)?;
    call.begin()?;
    for (group, key, _) in asked {
        find_group(call.region, &group)?.tags.remove(&key);
    }
    Ok(Answer::empty())
}

fn describe_tags(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let mut filters = Vec::new();
    for filter in call.input.structures("Filters") {
        let name = filter.text("Name")?.to_owned();
        // API reference, Filter: the filters of DescribeTags.
        if !["auto-scaling-group", "key", "value", "propagate-at-launch"].contains(&name.as_str()) {
            return Err(Refusal::validation(format!("'{name}' is not a valid filter name")));
        }
        filters.push((name, filter.texts("Values")));
    }
    let part = PAGES.read(call.input)?;
    call.begin()?;
    let rows = call
        .region
        .groups
        .values()
        .flat_map(|group| group.tags.iter().map(move |(key, tag)| (group, key, tag)));
    let wanted = rows.filter(|(group, key, tag)| {
        filters.iter().all(|(name, values)| {
            let text = match name.as_str() {
                "auto-scaling-group" => group.name.clone(),
                "key" => (*key).clone(),
                "value" => tag.value.clone(),
                _ => tag.propagates.to_string(),
            };
            values.contains(&text)
        })
    });
    let (rows, next) = part.cut(wanted.map(|row| (format!("{} {}", row.0.name, row.1), row)).collect());
    Ok(Answer::query(|xml| {
        xml.list("Tags", rows, |xml, (group, key, tag)| write_tag(xml, group, key, tag));
        xml.optional("NextToken", next);
    }))
}

/// Writes `Tags` of a group.
pub(super) fn write_tags(xml: &mut Xml, group: &Group) {
    xml.list("Tags", &group.tags, |xml, (key, tag)| write_tag(xml, group, key, tag));
}

fn write_tag(xml: &mut Xml, group: &Group, key: &str, tag: &GroupTag) {
    xml.text("ResourceId", &group.name);
    xml.text("ResourceType", "auto-scaling-group");
    xml.text("Key", key);
    xml.text("Value", &tag.value);
    xml.text("PropagateAtLaunch", tag.propagates);
}
