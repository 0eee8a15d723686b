//! Writes and removes tags of what stands, each service in its own way.

use aws_sdk_acm::types::Tag as CertificateTag;
use aws_sdk_autoscaling::types::Tag as ScalingTag;
use aws_sdk_ec2::types::Tag as Ec2Tag;
use aws_sdk_elasticloadbalancingv2::types::Tag as BalancingTag;

use crate::call::Call;
use crate::context::Context;
use crate::error::Error;
use crate::resource::ec2::tags_of;
use crate::resource::schema::Tagging;
use crate::resource::state::{Found, Tags};

/// Brings a resource's tags to `set`, and takes away those of `remove`.
pub(crate) async fn retag(cx: &Context, found: &Found, set: &Tags, remove: &[String]) -> Result<(), Error> {
    match found.address.kind.schema().tagging {
        Tagging::Ec2 => retag_ec2(cx, &found.id, set, remove).await,
        Tagging::LoadBalancing => retag_balancing(cx, &found.id, set, remove).await,
        Tagging::AutoScaling => retag_scaling(cx, &found.id, set, remove).await,
        Tagging::Certificate => retag_certificate(cx, &found.id, set, remove).await,
        Tagging::Parent => Ok(()),
    }
}

async fn retag_ec2(cx: &Context, id: &str, set: &Tags, remove: &[String]) -> Result<(), Error> {
    if !set.is_empty() {
        let request = cx.clients.ec2.create_tags().resources(id).set_tags(Some(tags_of(set)));
        cx.call(Call::new("ec2", "CreateTags").on(&[id]), async || request.clone().send().await).await?;
    }
    if !remove.is_empty() {
        let tags = remove.iter().map(|key| Ec2Tag::builder().key(key).build()).collect();
        let request = cx.clients.ec2.delete_tags().resources(id).set_tags(Some(tags));
        cx.call(Call::new("ec2", "DeleteTags").on(&[id]), async || request.clone().send().await).await?;
    }
    Ok(())
}

async fn retag_balancing(cx: &Context, arn: &str, set: &Tags, remove: &[String]) -> Result<(), Error> {
    const SERVICE: &str = "elasticloadbalancing";
    if !set.is_empty() {
        let mut request = cx.clients.balancing.add_tags().resource_arns(arn);
        for (key, value) in set {
            request = request.tags(BalancingTag::builder().key(key).value(value).build());
        }
        cx.call(Call::new(SERVICE, "AddTags").on(&[arn]), async || request.clone().send().await).await?;
    }
    if !remove.is_empty() {
        let request =
            cx.clients.balancing.remove_tags().resource_arns(arn).set_tag_keys(Some(remove.to_vec()));
        cx.call(Call::new(SERVICE, "RemoveTags").on(&[arn]), async || request.clone().send().await).await?;
    }
    Ok(())
}

async fn retag_scaling(cx: &Context, name: &str, set: &Tags, remove: &[String]) -> Result<(), Error> {
    const SERVICE: &str = "autoscaling";
    let tag = |key: &str| {
        ScalingTag::builder()
            .resource_id(name)
            .resource_type("auto-scaling-group")
            .key(key)
            .propagate_at_launch(true)
    };
    if !set.is_empty() {
        let mut request = cx.clients.scaling.create_or_update_tags();
        for (key, value) in set {
            request = request.tags(tag(key).value(value).build());
        }
        cx.call(Call::new(SERVICE, "CreateOrUpdateTags").on(&[name]), async || request.clone().send().await)
            .await?;
    }
    if !remove.is_empty() {
        let mut request = cx.clients.scaling.delete_tags();
        for key in remove {
            request = request.tags(tag(key).build());
        }
        cx.call(Call::new(SERVICE, "DeleteTags").on(&[name]), async || request.clone().send().await).await?;
    }
    Ok(())
}

async fn retag_certificate(cx: &Context, arn: &str, set: &Tags, remove: &[String]) -> Result<(), Error> {
    let tag = |key: &str, value: Option<&str>| {
        CertificateTag::builder()
            .key(key)
            .set_value(value.map(ToOwned::to_owned))
            .build()
            .map_err(|error| Error::Refused(format!("tag `{key}`: {error}")))
    };
    if !set.is_empty() {
        let tags = set.iter().map(|(key, value)| tag(key, Some(value))).collect::<Result<Vec<_>, _>>()?;
        let request =
            cx.clients.certificates.add_tags_to_certificate().certificate_arn(arn).set_tags(Some(tags));
        cx.call(Call::new("acm", "AddTagsToCertificate").on(&[arn]), async || request.clone().send().await)
            .await?;
    }
    if !remove.is_empty() {
        let tags = remove.iter().map(|key| tag(key, None)).collect::<Result<Vec<_>, _>>()?;
        let request =
            cx.clients.certificates.remove_tags_from_certificate().certificate_arn(arn).set_tags(Some(tags));
        cx.call(Call::new("acm", "RemoveTagsFromCertificate").on(&[arn]), async || {
            request.clone().send().await
        })
        .await?;
    }
    Ok(())
}
