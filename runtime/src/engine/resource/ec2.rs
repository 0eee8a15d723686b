//! What the kinds of EC2 share: filters, tags in both directions, and the settings of calls.

use aws_sdk_ec2::config;
use aws_sdk_ec2::config::retry::RetryConfig;
use aws_sdk_ec2::types::{Filter, ResourceType, Tag, TagSpecification};

use crate::resource::state::{Found, Scope, Tags};
use crate::tags;

/// The service's name in errors and formulas.
pub(crate) const SERVICE: &str = "ec2";

/// The largest page of most describe calls (DescribeRouteTables takes 100).
pub(crate) const PAGE: i32 = 1000;

/// Filters that select what is ours.
pub(crate) fn owned(scope: &Scope) -> Vec<Filter> {
    tags::select(scope).into_iter().map(|(key, value)| filter(&format!("tag:{key}"), value)).collect()
}

/// A filter with one value.
pub(crate) fn filter(name: &str, value: &str) -> Filter {
    Filter::builder().name(name).values(value).build()
}

/// A filter for the ids of what is waited for.
pub(crate) fn filter_ids(name: &str, waiting: &[Found]) -> Filter {
    let ids = waiting.iter().map(|found| found.id.clone()).collect();
    Filter::builder().name(name).set_values(Some(ids)).build()
}

/// The tags of a create call.
pub(crate) fn tag_specification(resource: ResourceType, tags: &Tags) -> TagSpecification {
    TagSpecification::builder().resource_type(resource).set_tags(Some(tags_of(tags))).build()
}

/// Tags as EC2 takes them.
pub(crate) fn tags_of(tags: &Tags) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag::builder().key(key).value(value).build()).collect()
}

/// Who a resource belongs to, by its tags; `None` if not to us.
pub(crate) fn read_tags(scope: &Scope, tags: &[Tag]) -> Option<tags::Owned> {
    tags::read(scope, tags.iter().filter_map(|tag| Some((tag.key()?, tag.value()?))))
}

/// For creates that must not be sent twice.
pub(crate) fn without_retries() -> config::Builder {
    config::Config::builder().retry_config(RetryConfig::disabled())
}
