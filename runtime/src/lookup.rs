//! Facts that a plan needs and that only AWS knows: the newest machine image of a release.

use aws_sdk_ec2::types::Image;

use crate::call::Call;
use crate::context::Context;
use crate::error::Error;
use crate::resource::attribute::Lookup;
use crate::resource::ec2::{SERVICE, filter};

/// Canonical's account, which publishes Ubuntu's images
/// (<https://documentation.ubuntu.com/aws/aws-how-to/instances/find-ubuntu-images/>, 2026-11).
const CANONICAL: &str = "099720109477";

/// Asks for one fact.
///
/// # Errors
///
/// Where AWS does not answer, or knows nothing of it.
pub(crate) async fn look_up(cx: &Context, lookup: &Lookup) -> Result<String, Error> {
    match lookup {
        Lookup::Ubuntu { release, architecture } => newest_ubuntu(cx, release, architecture).await,
        Lookup::Parameter(name) => parameter(cx, name).await,
        Lookup::RootDevice(image) if image.starts_with("ami-") => root_device(cx, image).await,
        Lookup::RootDevice(name) => root_device(cx, &parameter(cx, name).await?).await,
        Lookup::PrefixList(name) => {
            let request = cx.clients.ec2.describe_prefix_lists().filters(filter("prefix-list-name", name));
            let call = Call::new(SERVICE, "DescribePrefixLists");
            let answer = cx.call(call, async || request.clone().send().await).await?;
            let id = answer.prefix_lists().first().and_then(|list| list.prefix_list_id());
            id.map(ToOwned::to_owned)
                .ok_or_else(|| Error::Refused(format!("there is no prefix list `{name}`")))
        }
    }
}

async fn parameter(cx: &Context, name: &str) -> Result<String, Error> {
    let request = cx.clients.parameters.get_parameter().name(name);
    let answer = cx.call(Call::new("ssm", "GetParameter"), async || request.clone().send().await).await?;
    let value = answer.parameter.and_then(|parameter| parameter.value);
    value.ok_or_else(|| Error::Refused(format!("SSM parameter `{name}` has no value")))
}

async fn root_device(cx: &Context, image: &str) -> Result<String, Error> {
    let request = cx.clients.ec2.describe_images().image_ids(image);
    let answer = cx.call(Call::new(SERVICE, "DescribeImages"), async || request.clone().send().await).await?;
    let device = answer.images().first().and_then(Image::root_device_name);
    device.map(ToOwned::to_owned).ok_or_else(|| Error::Refused(format!("there is no image `{image}`")))
}

async fn newest_ubuntu(cx: &Context, release: &str, architecture: &str) -> Result<String, Error> {
    // Canonical's image names spell x86_64 as `amd64`.
    let spelled = if architecture == "x86_64" { "amd64" } else { architecture };
    let request = cx
        .clients
        .ec2
        .describe_images()
        .owners(CANONICAL)
        .filters(filter("name", &format!("ubuntu/images/hvm-ssd*/ubuntu-*-{release}-{spelled}-server-*")))
        .filters(filter("architecture", architecture))
        .filters(filter("virtualization-type", "hvm"))
        .filters(filter("root-device-type", "ebs"))
        .filters(filter("state", "available"));
    let images: Vec<Image> = cx
        .call(Call::new(SERVICE, "DescribeImages"), async || {
            request.clone().into_paginator().items().send().collect::<Result<_, _>>().await
        })
        .await?;
    // The dates are ISO 8601 of one form: the greatest text is the latest date.
    let newest = images.iter().max_by_key(|image| (image.creation_date(), image.image_id()));
    let id = newest.and_then(Image::image_id).map(ToOwned::to_owned);
    id.ok_or_else(|| Error::Refused(format!("there is no image of ubuntu `{release}` for `{architecture}`")))
}
