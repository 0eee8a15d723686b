//! Auto scaling groups and instances, and what a machine is made of.

#[cfg(feature = "decode")]
use nanoserde::DeJson;
use nanoserde::SerJson;

use super::{At, GroupId, Header, Setting, SubnetId, TargetGroupId, Text};

/// What a machine is made of: a launch template's data.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Launch {
    /// The instance type.
    pub instance_type: At<Setting<String>>,
    /// The machine image.
    pub image: At<Image>,
    /// The name of a key pair.
    pub key_pair: Option<At<String>>,
    /// The name of an instance profile.
    pub instance_profile: Option<At<String>>,
    /// Hops that a metadata answer may take (default 1); tokens are always required.
    pub metadata_hop_limit: At<u32>,
    /// Metrics each minute (default no).
    pub detailed_monitoring: At<Setting<bool>>,
    /// Whether machines get a public address; `None` leaves it to the subnet.
    pub public_address: Option<At<bool>>,
    /// The root volume; `None` leaves it to the image.
    pub root_volume: Option<At<Volume>>,
    /// What the machine runs at its first boot.
    pub user_data: Option<UserData>,
}

/// A machine image.
#[derive(Clone, Debug, PartialEq, Eq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Image {
    /// Which.
    pub source: ImageSource,
    /// Its architecture, where it is known: written, or the source's default.
    pub architecture: Option<Architecture>,
}

/// Where a machine image comes from.
#[derive(Clone, Debug, PartialEq, Eq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub enum ImageSource {
    /// Canonical's newest image of this release, as `22.04`.
    Ubuntu(String),
    /// Amazon's newest image of this release, as `2023`.
    AmazonLinux(String),
    /// What a public SSM parameter names.
    Ssm(String),
    /// This very image.
    Id(String),
}

/// A processor architecture, as EC2 spells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub enum Architecture {
    /// `x86_64`.
    X86_64,
    /// `arm64`.
    Arm64,
}

impl Architecture {
    /// EC2's spelling.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Architecture::X86_64 => "x86_64",
            Architecture::Arm64 => "arm64",
        }
    }
}

/// An EBS volume; always encrypted, and deleted with its machine.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Volume {
    /// The type, as `gp3`; the rules know which exist.
    pub kind: At<String>,
    /// Its size in GiB.
    pub size: At<u32>,
}

/// A script for a machine's first boot.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct UserData {
    /// The path as written; the site is the string.
    pub file: At<String>,
    /// The file's text, with its `{{ name }}`.
    pub text: String,
    /// What stands for each name. `region` is always there and not listed.
    pub variables: Vec<Variable>,
}

/// A value for `{{ name }}` in user data.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Variable {
    /// The name.
    pub name: At<String>,
    /// The value.
    pub value: At<Text>,
}

/// An auto scaling group with its launch template and scaling policy.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct AutoScalingGroup {
    /// Name, docs, tags.
    pub header: Header,
    /// The subnets that it launches in.
    pub subnets: Vec<At<SubnetId>>,
    /// The groups that its machines wear.
    pub groups: Vec<At<GroupId>>,
    /// What a machine is made of.
    pub launch: Launch,
    /// The fewest machines.
    pub min: At<Setting<u32>>,
    /// How many to run where nothing scales it (default: the fewest).
    pub desired: At<Setting<u32>>,
    /// The most machines.
    pub max: At<Setting<u32>>,
    /// The average CPU use, in percent, that scaling keeps.
    pub cpu_target: Option<At<u32>>,
    /// Whether the load balancer's verdict replaces a machine (default: the instance's status alone).
    pub balancer_health: At<bool>,
    /// Seconds in which a new machine's failures do not count (default 0, as AWS's API).
    pub grace: At<u32>,
    /// Seconds until a new machine's metrics count.
    pub warmup: Option<At<u32>>,
    /// Machines that a refresh may add at a time (default 1).
    pub surge: At<u32>,
    /// Its target group.
    pub target: Option<TargetGroupId>,
}

/// A single instance.
#[derive(Clone, Debug, PartialEq, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Instance {
    /// Name, docs, tags.
    pub header: Header,
    /// The subnet that it is in.
    pub subnet: At<SubnetId>,
    /// The groups that it wears.
    pub groups: Vec<At<GroupId>>,
    /// What it is made of.
    pub launch: Launch,
    /// Its target group; a family shares one.
    pub target: Option<TargetGroupId>,
}
