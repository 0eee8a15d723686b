//! Machine images: public ones of Canonical and Amazon, the same in every region under other ids.

use super::tags::write_tags;
use crate::clock::Timestamp;
use crate::filter::{Field, Listing, list};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::store::machine::Image;
use crate::store::{Region, Tags, checksum};
use crate::wire::answer::Answer;
use crate::wire::xml::Xml;

pub(super) const OPERATIONS: &[Operation] = &[Operation::read("DescribeImages", describe_images)];

/// Canonical (Ubuntu documentation, "Find Ubuntu images on AWS") and Amazon (EC2 user guide, "Amazon Linux").
const CANONICAL: &str = "099720109477";
const AMAZON: &str = "137112412989";

/// What images are called but for date and architecture: the owner, the name up to and behind the date, with `{arch}`
/// in Canonical's or Amazon's spelling, root device, root volume's type and GiB.
///
/// Names as they stand in the catalogues of cloud-images.ubuntu.com and of DescribeImages, read 2026-11. The Pro and
/// minimal images are there because a careless pattern takes them.
const FAMILIES: &[(&str, &str, &str, &str, &str, i64)] = &[
    (CANONICAL, "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-{arch}-server-", "", "/dev/sda1", "gp2", 8),
    (CANONICAL, "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-{arch}-server-", "", "/dev/sda1", "gp3", 8),
    (
        CANONICAL,
        "ubuntu-pro-server/images/hvm-ssd/ubuntu-jammy-22.04-{arch}-pro-server-",
        "",
        "/dev/sda1",
        "gp2",
        8,
    ),
    (AMAZON, "al2023-ami-2023.9.", ".0-kernel-6.1-{arch}", "/dev/xvda", "gp3", 8),
    (AMAZON, "al2023-ami-minimal-2023.9.", ".0-kernel-6.1-{arch}", "/dev/xvda", "gp3", 2),
];

/// When images were published: date in the name, milliseconds since 1970.
const DATES: &[(&str, u64)] =
    &[("20260814", 1_786_665_600_000), ("20260918", 1_789_689_600_000), ("20261023", 1_792_713_600_000)];

/// Puts the public images into a region that is seen for the first time.
pub(crate) fn found_images(region: &mut Region) {
    for (owner, before, behind, root_device, root_type, root_size) in FAMILIES {
        for (date, published) in DATES {
            for architecture in ["x86_64", "arm64"] {
                let spelled =
                    if *owner == CANONICAL && architecture == "x86_64" { "amd64" } else { architecture };
                let name = format!("{before}{date}{behind}").replace("{arch}", spelled);
                let digits = checksum(format!("{} {name}", region.name).as_bytes());
                let image = Image {
                    id: format!("ami-0{digits:016x}"),
                    made_at: Timestamp(*published),
                    description: name.clone(),
                    owner: (*owner).to_owned(),
                    owner_alias: (*owner == AMAZON).then(|| "amazon".to_owned()),
                    architecture: architecture.to_owned(),
                    root_device: (*root_device).to_owned(),
                    root_type: (*root_type).to_owned(),
                    root_size: *root_size,
                    snapshot: format!("snap-0{digits:016x}"),
                    tags: Tags::new(),
                    name,
                };
                region.images.insert(image.id.clone(), image);
            }
        }
    }
}

/// Public SSM parameters that name an image: the parameter, and how the image's name begins and ends.
///
/// Systems Manager user guide, "Calling AMI public parameters"; Ubuntu documentation, "Find Ubuntu images on AWS".
const PARAMETERS: &[(&str, &str, &str)] = &[
    ("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64", "al2023-ami-2023.", "-x86_64"),
    ("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64", "al2023-ami-2023.", "-arm64"),
    ("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-x86_64", "al2023-ami-2023.", "-x86_64"),
    ("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-arm64", "al2023-ami-2023.", "-arm64"),
    (
        "/aws/service/ami-amazon-linux-latest/al2023-ami-minimal-kernel-default-x86_64",
        "al2023-ami-minimal-",
        "-x86_64",
    ),
    (
        "/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id",
        "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-",
        "",
    ),
    (
        "/aws/service/canonical/ubuntu/server/22.04/stable/current/arm64/hvm/ebs-gp2/ami-id",
        "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-arm64-server-",
        "",
    ),
    (
        "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id",
        "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-",
        "",
    ),
    (
        "/aws/service/canonical/ubuntu/server/24.04/stable/current/arm64/hvm/ebs-gp3/ami-id",
        "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-arm64-server-",
        "",
    ),
];

/// The image that a public SSM parameter names: the newest of its family.
pub(crate) fn image_of_parameter<'a>(region: &'a Region, parameter: &str) -> Option<&'a Image> {
    let (_, begins, ends) = PARAMETERS.iter().find(|(name, ..)| *name == parameter)?;
    let family =
        region.images.values().filter(|image| image.name.starts_with(begins) && image.name.ends_with(ends));
    family.max_by(|a, b| (a.made_at, &a.id).cmp(&(b.made_at, &b.id)))
}

/// EC2 API reference, DescribeImages.
const FIELDS: &[Field<Image>] = &[
    ("architecture", |image, _| vec![image.architecture.clone()]),
    ("block-device-mapping.volume-type", |image, _| vec![image.root_type.clone()]),
    ("creation-date", |image, _| vec![image.made_at.to_string()]),
    ("description", |image, _| vec![image.description.clone()]),
    ("hypervisor", |_, _| vec!["xen".to_owned()]),
    ("image-id", |image, _| vec![image.id.clone()]),
    ("image-type", |_, _| vec!["machine".to_owned()]),
    ("is-public", |_, _| vec!["true".to_owned()]),
    ("name", |image, _| vec![image.name.clone()]),
    ("owner-alias", |image, _| image.owner_alias.iter().cloned().collect()),
    ("owner-id", |image, _| vec![image.owner.clone()]),
    ("root-device-name", |image, _| vec![image.root_device.clone()]),
    ("root-device-type", |_, _| vec!["ebs".to_owned()]),
    ("state", |_, _| vec!["available".to_owned()]),
    ("virtualization-type", |_, _| vec!["hvm".to_owned()]),
];

fn describe_images(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let owners = call.input.texts("Owner");
    // There is no deprecated image here to include.
    call.input.flag("IncludeDeprecated")?;
    let mut listed = list(call, &Listing { ids: "ImageId", fields: FIELDS, page: Some((1, 1000)) })?;
    let account = &call.region.account;
    listed.rows.retain(|image| {
        let owned = |owner: &String| match owner.as_str() {
            "self" => image.owner == *account,
            owner => image.owner == owner || image.owner_alias.as_deref() == Some(owner),
        };
        owners.is_empty() || owners.iter().any(owned)
    });
    Ok(Answer::ec2(|xml| {
        xml.list("imagesSet", &listed.rows, |xml, image| write_image(xml, image));
        xml.optional("nextToken", listed.next.as_ref());
    }))
}

fn write_image(xml: &mut Xml, image: &Image) {
    xml.text("imageId", &image.id);
    xml.text(
        "imageLocation",
        format!("{}/{}", image.owner_alias.as_ref().unwrap_or(&image.owner), image.name),
    );
    xml.text("imageState", "available");
    xml.text("imageOwnerId", &image.owner);
    xml.optional("imageOwnerAlias", image.owner_alias.as_ref());
    xml.text("isPublic", true);
    xml.text("architecture", &image.architecture);
    xml.text("imageType", "machine");
    xml.text("name", &image.name);
    xml.text("description", &image.description);
    xml.text("creationDate", image.made_at);
    xml.text("rootDeviceType", "ebs");
    xml.text("rootDeviceName", &image.root_device);
    xml.list("blockDeviceMapping", [image], |xml, image| {
        xml.text("deviceName", &image.root_device);
        xml.element("ebs", |xml| {
            xml.text("snapshotId", &image.snapshot);
            xml.text("volumeSize", image.root_size);
            xml.text("deleteOnTermination", true);
            xml.text("volumeType", &image.root_type);
            xml.text("encrypted", false);
        });
    });
    xml.text("virtualizationType", "hvm");
    xml.text("hypervisor", "xen");
    xml.text("enaSupport", true);
    xml.text("platformDetails", "Linux/UNIX");
    write_tags(xml, &image.tags);
}
