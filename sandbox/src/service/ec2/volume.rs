//! Volumes of instances: what a launch asks for, and what is there.

use super::tags::write_tags;
use crate::filter::{Field, Listing, list};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::store::machine::{Image, Volume, VolumeData};
use crate::store::{Region, Tags};
use crate::wire::answer::Answer;
use crate::wire::xml::Xml;

pub(super) const OPERATIONS: &[Operation] = &[Operation::read("DescribeVolumes", describe_volumes)];

/// Sizes in GiB by type (EC2 API reference, EbsBlockDevice, VolumeSize; 2026-09).
const SIZES: &[(&str, i64, i64)] = &[
    ("gp2", 1, 16_384),
    ("gp3", 1, 65_536),
    ("io1", 4, 16_384),
    ("io2", 4, 65_536),
    ("sc1", 125, 16_384),
    ("st1", 125, 16_384),
    ("standard", 1, 1_024),
];

/// A volume that a launch will make.
#[derive(Debug, Clone)]
pub(crate) struct WantedVolume {
    pub(crate) device: String,
    size: i64,
    volume_type: String,
    iops: Option<i64>,
    throughput: Option<i64>,
    encrypted: bool,
    snapshot: Option<String>,
    delete_on_termination: bool,
}

/// The volumes of a launch: the image's root volume as the launch changes it, and those that it adds.
pub(crate) fn want_volumes(image: &Image, asked: &[VolumeData]) -> Result<Vec<WantedVolume>, Refusal> {
    for (at, volume) in asked.iter().enumerate() {
        if asked[..at].iter().any(|before| before.device == volume.device) {
            // "Error codes for the Amazon EC2 API": InvalidBlockDeviceMapping; the words are assumed.
            let message =
                format!("The device '{}' is used in more than one block-device mapping", volume.device);
            return Err(Refusal::new("InvalidBlockDeviceMapping", message));
        }
    }
    let root = asked.iter().find(|volume| volume.device == image.root_device);
    let mut wanted = vec![want_root(image, root)?];
    for volume in asked.iter().filter(|volume| volume.device != image.root_device) {
        wanted.push(want(volume, None)?);
    }
    Ok(wanted)
}

fn want_root(image: &Image, asked: Option<&VolumeData>) -> Result<WantedVolume, Refusal> {
    let mut root = asked.cloned().unwrap_or_default();
    root.device.clone_from(&image.root_device);
    root.snapshot = Some(image.snapshot.clone());
    if root.volume_type.as_deref().is_some_and(|kind| ["st1", "sc1"].contains(&kind)) {
        // EBS user guide, "Throughput Optimized HDD and Cold HDD": no boot volumes; code assumed.
        let message =
            format!("Volume type '{}' cannot be a root volume", root.volume_type.unwrap_or_default());
        return Err(Refusal::new("InvalidBlockDeviceMapping", message));
    }
    if let Some(size) = root.size.filter(|size| *size < image.root_size) {
        // EC2 API reference, EbsBlockDevice, VolumeSize; words as quoted in many public issues.
        let message = format!(
            "Volume of size {size}GB is smaller than snapshot '{}', expect size >= {}GB",
            image.snapshot, image.root_size
        );
        return Err(Refusal::new("InvalidBlockDeviceMapping", message));
    }
    want(&root, Some(image))
}

fn want(asked: &VolumeData, image: Option<&Image>) -> Result<WantedVolume, Refusal> {
    // EBS user guide, "Amazon EBS volume types": gp2 by default where the image says nothing.
    let of_image = image.map(|image| image.root_type.clone());
    let volume_type = asked.volume_type.clone().or(of_image).unwrap_or_else(|| "gp2".to_owned());
    let known = SIZES.iter().find(|(name, ..)| *name == volume_type);
    let Some((_, least, most)) = known else {
        // EC2 API reference, EbsBlockDevice; the words are those that EC2 answers.
        return Err(Refusal::value(format!("Invalid value '{volume_type}' for VolumeType.")));
    };
    let size = asked.size.or(image.map(|image| image.root_size));
    // EC2 API reference, EbsBlockDevice: a size or a snapshot.
    let size = size.ok_or_else(|| Refusal::missing("VolumeSize"))?;
    if !(*least..=*most).contains(&size) {
        // EC2 API reference, EbsBlockDevice, VolumeSize; the words are those that EC2 answers.
        return Err(Refusal::value(format!(
            "Volume of {size}GiB is outside the bounds of volume type {volume_type}: {least}GiB to {most}GiB."
        )));
    }
    refuse_performance(&volume_type, size, asked.iops, asked.throughput)?;
    Ok(WantedVolume {
        device: asked.device.clone(),
        size,
        iops: asked.iops.or((volume_type == "gp3").then_some(3_000)),
        throughput: asked.throughput.or((volume_type == "gp3").then_some(125)),
        volume_type,
        encrypted: asked.encrypted.unwrap_or(false),
        snapshot: asked.snapshot.clone(),
        // EC2 API reference: an image's root goes with its instance, an added volume does too when launched with it.
        delete_on_termination: asked.delete_on_termination.unwrap_or(true),
    })
}

/// EC2 API reference, EbsBlockDevice, Iops and Throughput (2026-09); ratios: EBS user guide, "General Purpose SSD".
fn refuse_performance(
    volume_type: &str,
    size: i64,
    iops: Option<i64>,
    throughput: Option<i64>,
) -> Result<(), Refusal> {
    let takes_iops = ["gp3", "io1", "io2"].contains(&volume_type);
    if iops.is_some() && !takes_iops {
        let message = format!("The parameter iops is not supported for {volume_type} volumes.");
        return Err(Refusal::combination(message));
    }
    if throughput.is_some() && volume_type != "gp3" {
        let message = format!("The parameter throughput is not supported for {volume_type} volumes.");
        return Err(Refusal::combination(message));
    }
    if iops.is_none() && ["io1", "io2"].contains(&volume_type) {
        let message = format!("The parameter iops must be specified for {volume_type} volumes.");
        return Err(Refusal::new("MissingParameter", message));
    }
    let (least, most, per_gib) = match volume_type {
        "gp3" => (3_000, 80_000, 500),
        "io1" => (100, 64_000, 50),
        _ => (100, 256_000, 1_000),
    };
    if let Some(iops) = iops {
        if !(least..=most).contains(&iops) {
            return Err(Refusal::value(format!("Volume iops of {iops} is outside of {least} to {most}.")));
        }
        if iops > least.max(per_gib * size) {
            let message = format!("Iops to volume size ratio of {iops} to {size} exceeds {per_gib}.");
            return Err(Refusal::value(message));
        }
    }
    if let Some(throughput) = throughput {
        if !(125..=2_000).contains(&throughput) {
            return Err(Refusal::value(format!(
                "Volume throughput of {throughput} is outside of 125 to 2000."
            )));
        }
        if throughput * 4 > iops.unwrap_or(3_000) {
            let message = format!(
                "Throughput (MiBps) to iops ratio of {throughput} to {} is too high; maximum is 0.25 MiBps per iops",
                iops.unwrap_or(3_000)
            );
            return Err(Refusal::value(message));
        }
    }
    Ok(())
}

impl WantedVolume {
    /// Makes the volume and attaches it; gives its id.
    pub(crate) fn make(&self, region: &mut Region, instance: &str, zone: &str, tags: Tags) -> String {
        let id = region.new_id("vol");
        let volume = Volume {
            id: id.clone(),
            made_at: region.now,
            zone: zone.to_owned(),
            size: self.size,
            volume_type: self.volume_type.clone(),
            iops: self.iops,
            throughput: self.throughput,
            encrypted: self.encrypted,
            snapshot: self.snapshot.clone(),
            instance: Some(instance.to_owned()),
            device: self.device.clone(),
            delete_on_termination: self.delete_on_termination,
            tags,
        };
        region.volumes.insert(id.clone(), volume);
        id
    }
}

/// What becomes of an instance's volumes when it is terminated.
pub(crate) fn let_go_of_volumes(region: &mut Region, instance: &str) {
    let of_instance = |volume: &Volume| volume.instance.as_deref() == Some(instance);
    region.volumes.retain(|_, volume| !(of_instance(volume) && volume.delete_on_termination));
    for volume in region.volumes.values_mut().filter(|volume| of_instance(volume)) {
        volume.instance = None;
    }
}

/// EC2 API reference, DescribeVolumes.
const FIELDS: &[Field<Volume>] = &[
    ("attachment.instance-id", |volume, _| volume.instance.iter().cloned().collect()),
    ("availability-zone", |volume, _| vec![volume.zone.clone()]),
    ("encrypted", |volume, _| vec![volume.encrypted.to_string()]),
    ("size", |volume, _| vec![volume.size.to_string()]),
    ("status", |volume, _| vec![status(volume).to_owned()]),
    ("volume-id", |volume, _| vec![volume.id.clone()]),
    ("volume-type", |volume, _| vec![volume.volume_type.clone()]),
];

fn status(volume: &Volume) -> &'static str {
    if volume.instance.is_some() { "in-use" } else { "available" }
}

fn describe_volumes(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let listed = list(call, &Listing { ids: "VolumeId", fields: FIELDS, page: Some((5, 1000)) })?;
    Ok(Answer::ec2(|xml| {
        xml.list("volumeSet", &listed.rows, |xml, volume| write_volume(xml, volume));
        xml.optional("nextToken", listed.next.as_ref());
    }))
}

fn write_volume(xml: &mut Xml, volume: &Volume) {
    xml.text("volumeId", &volume.id);
    xml.text("size", volume.size);
    xml.text("volumeType", &volume.volume_type);
    xml.optional("iops", volume.iops);
    xml.optional("throughput", volume.throughput);
    xml.text("encrypted", volume.encrypted);
    xml.optional("snapshotId", volume.snapshot.as_ref());
    xml.text("availabilityZone", &volume.zone);
    xml.text("createTime", volume.made_at);
    xml.text("status", status(volume));
    xml.list("attachmentSet", &volume.instance, |xml, instance| {
        xml.text("volumeId", &volume.id);
        xml.text("instanceId", instance);
        xml.text("device", &volume.device);
        xml.text("status", "attached");
        xml.text("attachTime", volume.made_at);
        xml.text("deleteOnTermination", volume.delete_on_termination);
    });
    write_tags(xml, &volume.tags);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn volumes_are_refused_outside_the_bounds_of_their_type() {
        let volume = |kind: &str, size, iops, throughput| {
            let volume_type = Some(kind.to_owned());
            want(
                &VolumeData { size: Some(size), volume_type, iops, throughput, ..VolumeData::default() },
                None,
            )
            .map(|wanted| wanted.size)
            .map_err(|refusal| refusal.code.into_owned())
        };
        let code = |code: &str| Err(code.to_owned());
        assert_eq!(volume("gp3", 8, None, None), Ok(8));
        assert_eq!(volume("gp3", 8, Some(4_000), Some(1_000)), Ok(8));
        assert_eq!(volume("gp3", 0, None, None), code("InvalidParameterValue"));
        assert_eq!(volume("gp9", 8, None, None), code("InvalidParameterValue"));
        assert_eq!(volume("gp3", 7, Some(4_000), None), code("InvalidParameterValue"));
        assert_eq!(volume("gp3", 8, Some(3_000), Some(751)), code("InvalidParameterValue"));
        assert_eq!(volume("gp2", 8, Some(3_000), None), code("InvalidParameterCombination"));
        assert_eq!(volume("sc1", 100, None, None), code("InvalidParameterValue"));
        assert_eq!(volume("io1", 100, None, None), code("MissingParameter"));
    }
}
