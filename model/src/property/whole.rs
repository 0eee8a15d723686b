//! Properties of the topology itself: region, zones, tags, budget.

use super::records::*;
use super::{Block, Form, Property, Shape, Type, forms};

/// The properties of this file.
pub(super) static PROPERTIES: &[Property] = &[
    Property::operand(Block::Topology, "region", Type::Text, "region")
        .shapes(&[Shape { rule: &REGION_UNKNOWN, form: Form::Text(forms::region) }]),
    Property::operand(Block::Tags, "key", Type::Text, "tag key").shapes(&[
        Shape { rule: &TAG_KEY_LENGTH, form: Form::Length(1, 128) },
        Shape { rule: &TAG_KEY_RESERVED, form: Form::Text(forms::tag_key) },
        Shape { rule: &TAG_KEY_OWNED, form: Form::Text(forms::tag_key_owned) },
    ]),
    Property::operand(Block::Tags, "value", Type::Text, "tag value")
        .shapes(&[Shape { rule: &TAG_KEY_LENGTH, form: Form::Length(0, 256) }]),
    Property::key(Block::Budget, "instances", Type::Count, "budget of instances"),
    Property::key(Block::Budget, "vcpus", Type::Count, "budget of vCPUs"),
];
