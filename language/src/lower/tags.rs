//! Tags: of everything, and of one thing.

use groundplan_model::check::language::{PROPERTY_TWICE, VALUE_TYPE};
use groundplan_model::diagnostic::Finding;
use groundplan_model::property::Block;
use groundplan_model::topology::Tag;

use crate::syntax::{Map, Value, ValueKind};

use super::Lowering;
use super::properties::{Properties, line};

impl<'s> Lowering<'s> {
    /// The tags that the properties of a thing give it.
    pub(super) fn lower_own_tags(&mut self, properties: &Properties<'s>) -> Vec<Tag> {
        let tags = self.with_property(properties, "tags", |lowering, value, _| {
            match &lowering.resolve(value).kind {
                ValueKind::Map(map) => lowering.lower_tag_map(map),
                _ => {
                    lowering.tell_tags(value);
                    Vec::new()
                }
            }
        });
        tags.unwrap_or_default()
    }

    fn tell_tags(&mut self, value: &'s Value) {
        if !matches!(value.kind, ValueKind::Failed) {
            let message = format!("`tags` takes keys with values, found {}", self.describe(value));
            self.tell_with_help(&VALUE_TYPE, value.span, message, "write `{ Project: \"shop\" }`");
        }
    }

    /// The tags of a map: its own entries first, then those of its bases that it has not itself.
    pub(super) fn lower_tag_map(&mut self, map: &'s Map) -> Vec<Tag> {
        let mut tags: Vec<Tag> = Vec::new();
        for (layer, map) in self.layers_of(map).into_iter().enumerate() {
            for entry in &map.map.entries {
                let (text, span) = (entry.key.text(), entry.key.span());
                let first = tags.iter().find(|tag| tag.key.value == text).map(|tag| tag.key.at);
                if let Some(first) = first {
                    if layer == 0 {
                        let at = self.sites.add(span);
                        self.push(
                            Finding::new(&PROPERTY_TWICE, at, format!("tag `{text}` is given twice"))
                                .related(first, "first given here")
                                .help("remove one of the two"),
                        );
                    }
                    continue;
                }
                let start = self.sites.next();
                let key = self.at(text, span);
                self.check_text(line(Block::Tags, "key"), &key.value, key.at);
                if let Ok(value) = self.read_text_with_params(&entry.value, "value", Block::Tags) {
                    tags.push(Tag { key, value });
                }
                self.accept_since(&entry.attributes.accepts, start);
            }
        }
        tags
    }
}
