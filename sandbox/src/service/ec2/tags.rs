//! Tags of EC2 resources.

use crate::operation::Call;
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::store::{Kind, Tags};
use crate::wire::xml::Xml;

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
        for tag in specification.structures("Tag") {
            let key = tag.text("Key")?.to_owned();
            let value = tag.optional("Value").unwrap_or_default().to_owned();
            if tags.insert(key.clone(), value).is_some() {
                // EC2 user guide, "Tag your resources": a key once a resource; code as moto has it.
                let message = format!("Duplicate tag key '{key}' specified.");
                return Err(Refusal::value(message));
            }
        }
    }
    refuse_tags(&tags, call.settings)?;
    Ok(tags)
}

/// Refuses tags that AWS does not take (EC2 user guide, "Tag restrictions"; codes: "Error codes").
pub(crate) fn refuse_tags(tags: &Tags, settings: &Settings) -> Result<(), Refusal> {
    for (key, value) in tags {
        if key.to_ascii_lowercase().starts_with("aws:") {
            return Err(Refusal::value("Tag keys starting with 'aws:' are reserved for internal use"));
        }
        if key.chars().count() > 128 {
            return Err(Refusal::value("Tag key exceeds the maximum length of 128 characters"));
        }
        if value.chars().count() > 256 {
            return Err(Refusal::value("Tag value exceeds the maximum length of 256 characters"));
        }
    }
    if tags.len() > settings.quotas.tags {
        return Err(Refusal::new(
            "TagLimitExceeded",
            "The maximum number of Tags for a resource has been reached.",
        ));
    }
    Ok(())
}

/// Writes `<tagSet>`.
pub(crate) fn write_tags(xml: &mut Xml, tags: &Tags) {
    xml.list("tagSet", tags, |xml, (key, value)| {
        xml.text("key", key);
        xml.text("value", value);
    });
}
