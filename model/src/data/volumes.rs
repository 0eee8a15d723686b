//! Types of EBS volumes and their sizes.
//!
//! Source: EC2 API model, EbsBlockDevice (sizes, and iops that `io1` and `io2` need), 2026-09.

/// A type of EBS volume.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VolumeType {
    /// Its name, as `gp3`.
    pub name: &'static str,
    /// The smallest size, in GiB.
    pub min: u32,
    /// The largest size, in GiB.
    pub max: u32,
    /// Whether a machine can boot from it.
    pub boots: bool,
    /// Whether AWS refuses it without a number of iops.
    pub needs_iops: bool,
}

/// The types, by name.
#[rustfmt::skip]
pub static VOLUME_TYPES: &[VolumeType] = &[
    VolumeType { name: "gp2", min: 1, max: 16_384, boots: true, needs_iops: false },
    VolumeType { name: "gp3", min: 1, max: 65_536, boots: true, needs_iops: false },
    VolumeType { name: "io1", min: 4, max: 16_384, boots: true, needs_iops: true },
    VolumeType { name: "io2", min: 4, max: 65_536, boots: true, needs_iops: true },
    VolumeType { name: "sc1", min: 125, max: 16_384, boots: false, needs_iops: false },
    VolumeType { name: "st1", min: 125, max: 16_384, boots: false, needs_iops: false },
    VolumeType { name: "standard", min: 1, max: 1024, boots: true, needs_iops: false },
];

/// The type of this name.
#[must_use]
pub fn find_volume_type(name: &str) -> Option<&'static VolumeType> {
    VOLUME_TYPES.iter().find(|kind| kind.name == name)
}
