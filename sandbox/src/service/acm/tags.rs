//! Tags of certificates.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::find;
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::store::{Tags, is_tag_text};
use crate::wire::answer::Answer;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::read("ListTagsForCertificate", list_tags_for_certificate),
    Operation::write("AddTagsToCertificate", add_tags_to_certificate),
    Operation::write("RemoveTagsFromCertificate", remove_tags_from_certificate),
];

pub(super) fn read_tags(call: &Call<'_>) -> Result<Tags, Refusal> {
    let mut tags = BTreeMap::new();
    for tag in call.input.structures("Tags") {
        tags.insert(tag.text("Key")?.to_owned(), tag.optional("Value").unwrap_or_default().to_owned());
    }
    Ok(tags)
}

/// API reference, Tag; user guide, "Tag restrictions".
pub(super) fn refuse_tags(tags: &Tags, settings: &Settings) -> Result<(), Refusal> {
    if tags.len() > settings.quotas.tags {
        return Err(Refusal::new("TooManyTagsException", "Too many tags"));
    }
    for (key, value) in tags {
        let reserved = key.to_ascii_lowercase().starts_with("aws:");
        if reserved
            || key.chars().count() > 128
            || value.chars().count() > 256
            || !is_tag_text(key)
            || !is_tag_text(value)
        {
            return Err(Refusal::new("InvalidTagException", format!("The tag '{key}' is not valid")));
        }
    }
    Ok(())
}

fn list_tags_for_certificate(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("CertificateArn")?;
    call.begin()?;
    let tags: Vec<Value> = find(call.region, arn)?
        .tags
        .iter()
        .map(|(key, value)| json!({ "Key": key, "Value": value }))
        .collect();
    Ok(Answer::Json(json!({ "Tags": tags })))
}

fn add_tags_to_certificate(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("CertificateArn")?;
    let added = read_tags(call)?;
    call.begin()?;
    let mut tags = find(call.region, arn)?.tags.clone();
    tags.extend(added);
    refuse_tags(&tags, call.settings)?;
    find(call.region, arn)?.tags = tags;
    Ok(Answer::Json(json!({})))
}

fn remove_tags_from_certificate(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("CertificateArn")?;
    let removed = call.input.structures("Tags");
    let removed =
        removed.iter().map(|tag| Ok((tag.text("Key")?.to_owned(), tag.optional("Value").map(str::to_owned))));
    let removed: Vec<(String, Option<String>)> = removed.collect::<Result<_, Refusal>>()?;
    call.begin()?;
    // API reference, RemoveTagsFromCertificate: with a value only if that is the tag's.
    find(call.region, arn)?.tags.retain(|key, value| {
        !removed
            .iter()
            .any(|(name, wanted)| name == key && wanted.as_ref().is_none_or(|wanted| wanted == value))
    });
    Ok(Answer::Json(json!({})))
}
