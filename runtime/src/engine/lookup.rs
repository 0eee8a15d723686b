//! Facts that a plan needs and that only AWS knows: the newest machine image of a release.

use aws_sdk_acm::types::{CertificateDetail, CertificateStatus};
use aws_sdk_ec2::config::{Config, Region};
use aws_sdk_ec2::types::Image;

use crate::call::{Call, items};
use crate::class::Class;
use crate::context::Context;
use crate::error::Error;
use crate::resource::attribute::Lookup;
use crate::resource::ec2::{SERVICE, filter, owned};
use crate::resource::state::Scope;

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
        Lookup::Certificate { arn, hosts } => existing_certificate(cx, arn, hosts).await,
        Lookup::Region(region) => holds_vpc(cx, region).await.map(|holds| holds.to_string()),
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
    let images: Vec<Image> = cx.call(Call::new(SERVICE, "DescribeImages"), async || items!(request)).await?;
    // The dates are ISO 8601 of one form: the greatest text is the latest date.
    let newest = images.iter().max_by_key(|image| (image.creation_date(), image.image_id()));
    let id = newest.and_then(Image::image_id).map(ToOwned::to_owned);
    id.ok_or_else(|| Error::Refused(format!("there is no image of ubuntu `{release}` for `{architecture}`")))
}

/// The names of a certificate that the topology takes for granted.
async fn existing_certificate(cx: &Context, arn: &str, hosts: &[String]) -> Result<String, Error> {
    let request = cx.clients.certificates.describe_certificate().certificate_arn(arn);
    let call = Call::new("acm", "DescribeCertificate");
    let answer = match cx.call(call, async || request.clone().send().await).await {
        Err(error) if error.is(Class::NotFound) => {
            return Err(Error::Refused(format!("there is no certificate `{arn}`")));
        }
        answer => answer?,
    };
    let detail = answer.certificate.unwrap_or_else(|| CertificateDetail::builder().build());
    if detail.status() != Some(&CertificateStatus::Issued) {
        let status = detail.status().map_or("unknown", |status| status.as_str());
        return Err(Error::Refused(format!("certificate `{arn}` is not issued, its status is `{status}`")));
    }
    let names = detail.subject_alternative_names();
    match hosts.iter().find(|host| !names.iter().any(|name| covers(name, host))) {
        Some(host) => Err(Error::Refused(format!(
            "certificate `{arn}` does not cover `{host}`, it is for {}",
            names.join(", ")
        ))),
        None => Ok(names.join(" ")),
    }
}

/// Whether a certificate's name covers a host: a wildcard stands for one label.
fn covers(name: &str, host: &str) -> bool {
    let behind_first = |text: &str| text.split_once('.').map(|(_, rest)| rest.to_ascii_lowercase());
    name.eq_ignore_ascii_case(host) || (name.starts_with("*.") && behind_first(name) == behind_first(host))
}

/// Whether the deployment holds a VPC in another region. One that the account has not enabled holds nothing: there AWS
/// does not know the credentials that it knew a moment ago (Account Management guide, "Enable or disable AWS Regions").
async fn holds_vpc(cx: &Context, region: &str) -> Result<bool, Error> {
    let there = Scope { region: region.to_owned(), ..cx.scope.clone() };
    let request = cx.clients.ec2.describe_vpcs().set_filters(Some(owned(&there)));
    let config = || Config::builder().region(Region::new(region.to_owned()));
    let answer = cx
        .call(Call::new(SERVICE, "DescribeVpcs"), async || {
            request.clone().customize().config_override(config()).send().await
        })
        .await;
    match answer {
        Err(Error::Aws(error)) if error.code.as_deref() == Some("AuthFailure") => Ok(false),
        answer => Ok(!answer?.vpcs().is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wildcard_covers_one_label() {
        assert!(covers("www.example.com", "WWW.example.com"));
        assert!(covers("*.example.com", "www.example.com"));
        assert!(covers("*.example.com", "*.example.com"));
        assert!(!covers("*.example.com", "a.b.example.com"));
        assert!(!covers("*.example.com", "example.com"));
    }
}
