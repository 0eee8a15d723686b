//! Writes and removes tags of what stands, each service in its own way.

use aws_sdk_acm::types::Tag as CertificateTag;
use aws_sdk_ec2::types::Tag as Ec2Tag;

use crate::call::Call;
use crate::context::Context;
use crate::error::Error;
use crate::resource::schema::Tagging;
use crate::resource::state::{Found, Tags};
use crate::resource::{auto_scaling_group, balancing, certificate, ec2};

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
    use ec2::{SERVICE, tags_of};
    if !set.is_empty() {
        let request = cx.clients.ec2.create_tags().resources(id).set_tags(Some(tags_of(set)));
        cx.call(Call::new(SERVICE, "CreateTags").on(&[id]), async || request.clone().send().await).await?;
    }
    if !remove.is_empty() {
        let tags = remove.iter().map(|key| Ec2Tag::builder().key(key).build()).collect();
        let request = cx.clients.ec2.delete_tags().resources(id).set_tags(Some(tags));
        cx.call(Call::new(SERVICE, "DeleteTags").on(&[id]), async || request.clone().send().await).await?;
    }
    Ok(())
}

async fn retag_balancing(cx: &Context, arn: &str, set: &Tags, remove: &[String]) -> Result<(), Error> {
    use balancing::{SERVICE, tags_of};
    if !set.is_empty() {
        let request = cx.clients.balancing.add_tags().resource_arns(arn).set_tags(Some(tags_of(set)));
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
    use auto_scaling_group::{SERVICE, tag, tags_of};
    if !set.is_empty() {
        let request = cx.clients.scaling.create_or_update_tags().set_tags(Some(tags_of(name, set)));
        let call = Call::new(SERVICE, "CreateOrUpdateTags");
        cx.call(call.on(&[name]), async || request.clone().send().await).await?;
    }
    if !remove.is_empty() {
        let tags = remove.iter().map(|key| tag(name, key).build()).collect();
        let request = cx.clients.scaling.delete_tags().set_tags(Some(tags));
        cx.call(Call::new(SERVICE, "DeleteTags").on(&[name]), async || request.clone().send().await).await?;
    }
    Ok(())
}

async fn retag_certificate(cx: &Context, arn: &str, set: &Tags, remove: &[String]) -> Result<(), Error> {
    use certificate::{SERVICE, tags_of};
    if !set.is_empty() {
        let tags = Some(tags_of(set));
        let request = cx.clients.certificates.add_tags_to_certificate().certificate_arn(arn).set_tags(tags);
        let call = Call::new(SERVICE, "AddTagsToCertificate");
        cx.call(call.on(&[arn]), async || request.clone().send().await).await?;
    }
    if !remove.is_empty() {
        let tag = |key: &String| CertificateTag::builder().key(key).build().ok();
        let tags = Some(remove.iter().filter_map(tag).collect());
        let request =
            cx.clients.certificates.remove_tags_from_certificate().certificate_arn(arn).set_tags(tags);
        let call = Call::new(SERVICE, "RemoveTagsFromCertificate");
        cx.call(call.on(&[arn]), async || request.clone().send().await).await?;
    }
    Ok(())
}
