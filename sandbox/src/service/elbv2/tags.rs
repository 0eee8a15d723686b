//! Tags of everything that has an ARN here.

use super::target_group::not_found;
use crate::clock::Timestamp;
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::store::{Region, Tags, is_tag_text};
use crate::wire::answer::Answer;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("AddTags", add_tags),
    Operation::write("RemoveTags", remove_tags),
    Operation::read("DescribeTags", describe_tags),
];

/// Reads the tags of a create operation.
pub(super) fn read_tags(call: &Call<'_>) -> Result<Tags, Refusal> {
    let mut tags = Tags::new();
    for tag in call.input.structures("Tags") {
        let key = tag.text("Key")?.to_owned();
        if tags.insert(key.clone(), tag.optional("Value").unwrap_or_default().to_owned()).is_some() {
            // API reference: DuplicateTagKeys.
            return Err(Refusal::new(
                "DuplicateTagKeys",
                format!("Tag key '{key}' was specified more than once"),
            ));
        }
    }
    refuse_tags(&tags, call.settings)?;
    Ok(tags)
}

/// API reference, Tag: lengths and characters; user guide, "Tags": 50, and `aws:` is AWS's.
fn refuse_tags(tags: &Tags, settings: &Settings) -> Result<(), Refusal> {
    for (key, value) in tags {
        if key.chars().count() > 128
            || value.chars().count() > 256
            || !is_tag_text(key)
            || !is_tag_text(value)
        {
            return Err(Refusal::validation(format!(
                "Tag '{key}' does not satisfy the constraints of a tag"
            )));
        }
        if key.to_ascii_lowercase().starts_with("aws:") {
            return Err(Refusal::validation(format!("Tag key '{key}' begins with the reserved 'aws:'")));
        }
    }
    if tags.len() > settings.quotas.tags {
        return Err(Refusal::new("TooManyTags", "The maximum number of tags per resource has been reached"));
    }
    Ok(())
}

/// The tags of what has this ARN.
fn tags_of<'a>(region: &'a mut Region, arn: &str) -> Result<&'a mut Tags, Refusal> {
    // API reference, AddTags: one error for each kind.
    let unseen = |made_at: Option<Timestamp>| made_at.is_some_and(|made_at| !region.sees(made_at));
    if unseen(region.target_groups.get(arn).map(|group| group.made_at)) {
        return Err(not_found(arn));
    }
    if unseen(region.load_balancers.get(arn).map(|balancer| balancer.made_at)) {
        return Err(Refusal::new("LoadBalancerNotFound", format!("'{arn}' not found")));
    }
    let (code, tags) = if arn.contains(":listener-rule/") {
        ("RuleNotFound", region.rules.get_mut(arn).map(|rule| &mut rule.tags))
    } else if arn.contains(":listener/") {
        ("ListenerNotFound", region.listeners.get_mut(arn).map(|listener| &mut listener.tags))
    } else if arn.contains(":targetgroup/") {
        ("TargetGroupNotFound", region.target_groups.get_mut(arn).map(|group| &mut group.tags))
    } else {
        ("LoadBalancerNotFound", region.load_balancers.get_mut(arn).map(|balancer| &mut balancer.tags))
    };
    tags.ok_or_else(|| Refusal::new(code, format!("'{arn}' not found")))
}

/// API reference, DescribeTags: up to 20 resources. AddTags and RemoveTags take several too.
fn read_arns(call: &Call<'_>) -> Result<Vec<String>, Refusal> {
    let arns = call.input.texts("ResourceArns");
    if arns.is_empty() {
        return Err(call.input.missing("ResourceArns"));
    }
    if arns.len() > 20 {
        return Err(Refusal::validation(format!(
            "{} resources were specified, at most '20' are allowed",
            arns.len()
        )));
    }
    Ok(arns)
}

fn add_tags(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arns = read_arns(call)?;
    let added = read_tags(call)?;
    call.begin()?;
    let settings = call.settings;
    for arn in &arns {
        let mut tags = tags_of(call.region, arn)?.clone();
        tags.extend(added.clone());
        refuse_tags(&tags, settings)?;
    }
    for arn in &arns {
        tags_of(call.region, arn)?.extend(added.clone());
    }
    Ok(Answer::empty())
}

fn remove_tags(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arns = read_arns(call)?;
    let keys = call.input.texts("TagKeys");
    call.begin()?;
    for arn in &arns {
        tags_of(call.region, arn)?;
    }
    for arn in &arns {
        tags_of(call.region, arn)?.retain(|key, _| !keys.contains(key));
    }
    Ok(Answer::empty())
}

fn describe_tags(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arns = read_arns(call)?;
    call.begin()?;
    let mut rows = Vec::new();
    for arn in arns {
        // A default rule has none and cannot be tagged.
        let tags = tags_of(call.region, &arn)?.clone();
        rows.push((arn, tags));
    }
    Ok(Answer::query(|xml| {
        xml.list("TagDescriptions", rows, |xml, (arn, tags)| {
            xml.text("ResourceArn", arn);
            xml.list("Tags", tags, |xml, (key, value)| {
                xml.text("Key", key);
                xml.text("Value", value);
            });
        });
    }))
}
