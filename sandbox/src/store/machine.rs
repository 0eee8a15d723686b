//! Rows of the machines: images, launch templates, instances, volumes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::network::kind;
use super::{Kind, Region, Tags};
use crate::clock::Timestamp;

/// A machine image.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Image {
    pub(crate) id: String,
    pub(crate) made_at: Timestamp,
    pub(crate) name: String,
    pub(crate) description: String,
    /// The account that owns it, and the alias that AWS gives to some owners.
    pub(crate) owner: String,
    pub(crate) owner_alias: Option<String>,
    /// `x86_64` or `arm64`.
    pub(crate) architecture: String,
    /// The root volume: its device, its type and its size in GiB.
    pub(crate) root_device: String,
    pub(crate) root_type: String,
    pub(crate) root_size: i64,
    /// Its snapshot.
    pub(crate) snapshot: String,
    pub(crate) tags: Tags,
}

/// What is launched: the contents of a launch template's version, or of a `RunInstances` request. What was not given
/// is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct LaunchData {
    /// An image's id, or `resolve:ssm:<parameter>`.
    pub(crate) image: Option<String>,
    pub(crate) instance_type: Option<String>,
    pub(crate) key: Option<String>,
    pub(crate) profile: Option<Profile>,
    /// Security groups by id.
    pub(crate) groups: Vec<String>,
    pub(crate) interfaces: Vec<InterfaceData>,
    pub(crate) volumes: Vec<VolumeData>,
    pub(crate) metadata: Option<Metadata>,
    pub(crate) monitoring: Option<bool>,
    pub(crate) ebs_optimized: Option<bool>,
    /// Base64, as it was given.
    pub(crate) user_data: Option<String>,
    /// Tags by the type of resource that will bear them.
    pub(crate) tags: BTreeMap<String, Tags>,
    /// `standard` or `unlimited`.
    pub(crate) credits: Option<String>,
    pub(crate) termination_protection: Option<bool>,
    /// `stop` or `terminate`.
    pub(crate) shutdown: Option<String>,
    pub(crate) zone: Option<String>,
}

/// An instance profile as a request names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Profile {
    Name(String),
    Arn(String),
}

/// A network interface that is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct InterfaceData {
    pub(crate) device: Option<i64>,
    pub(crate) public_address: Option<bool>,
    pub(crate) delete_on_termination: Option<bool>,
    pub(crate) description: Option<String>,
    pub(crate) groups: Vec<String>,
    pub(crate) subnet: Option<String>,
}

/// A volume that is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct VolumeData {
    pub(crate) device: String,
    pub(crate) size: Option<i64>,
    pub(crate) volume_type: Option<String>,
    pub(crate) iops: Option<i64>,
    pub(crate) throughput: Option<i64>,
    pub(crate) encrypted: Option<bool>,
    pub(crate) delete_on_termination: Option<bool>,
    pub(crate) snapshot: Option<String>,
}

/// How an instance's metadata service answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Metadata {
    /// `optional` or `required`.
    pub(crate) tokens: Option<String>,
    pub(crate) hop_limit: Option<i64>,
    /// `enabled` or `disabled`.
    pub(crate) endpoint: Option<String>,
    /// `enabled` or `disabled`.
    pub(crate) tags: Option<String>,
}

/// A launch template.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LaunchTemplate {
    pub(crate) id: String,
    pub(crate) made_at: Timestamp,
    pub(crate) name: String,
    pub(crate) default_version: u64,
    /// The highest number that was ever given out: numbers never come back.
    pub(crate) latest_version: u64,
    pub(crate) versions: BTreeMap<u64, TemplateVersion>,
    pub(crate) tags: Tags,
}

/// A version of a launch template. It never changes.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TemplateVersion {
    pub(crate) made_at: Timestamp,
    pub(crate) description: Option<String>,
    pub(crate) data: LaunchData,
}

/// A launch template's version by its numbers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TemplateUse {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) version: u64,
}

/// A machine.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Instance {
    pub(crate) id: String,
    pub(crate) made_at: Timestamp,
    pub(crate) reservation: String,
    /// Its number among those that one request launched.
    pub(crate) index: usize,
    pub(crate) token: Option<String>,
    pub(crate) image: String,
    pub(crate) architecture: String,
    pub(crate) root_device: String,
    pub(crate) instance_type: String,
    pub(crate) key: Option<String>,
    /// The ARN of its instance profile.
    pub(crate) profile: Option<String>,
    pub(crate) vpc: String,
    pub(crate) subnet: String,
    pub(crate) zone: String,
    /// Its network interface; none once it is terminated.
    pub(crate) interface: Option<String>,
    pub(crate) metadata: Metadata,
    pub(crate) monitoring: bool,
    pub(crate) ebs_optimized: bool,
    pub(crate) user_data: Option<String>,
    pub(crate) termination_protection: bool,
    pub(crate) shutdown: String,
    /// Its volumes, by device.
    pub(crate) volumes: BTreeMap<String, String>,
    /// The launch template that it came from.
    pub(crate) template: Option<TemplateUse>,
    /// The auto scaling group that launched it.
    pub(crate) group: Option<String>,
    pub(crate) tags: Tags,
    /// When it is `running`.
    pub(crate) runs_at: Timestamp,
    /// When it has booted.
    pub(crate) boots_at: Timestamp,
    /// Whether what it runs is ready; none until it has booted.
    pub(crate) ready: Option<bool>,
    /// What it serves; none until a target group says what is expected of it.
    pub(crate) serves: Option<Serving>,
    /// How it ends, once it does.
    pub(crate) ending: Option<Ending>,
}

/// What a machine serves: the codes of its answers, by port and path. A path `*` stands for all others.
pub(crate) type Serving = BTreeMap<u16, BTreeMap<String, u16>>;

/// The end of an instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ending {
    /// When it is `terminated`; before, it is `shutting-down`.
    pub(crate) at: Timestamp,
    /// AWS's code of the reason, e.g. `Client.UserInitiatedShutdown`.
    pub(crate) code: String,
    pub(crate) message: String,
}

/// A volume of an instance.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Volume {
    pub(crate) id: String,
    pub(crate) made_at: Timestamp,
    pub(crate) zone: String,
    pub(crate) size: i64,
    pub(crate) volume_type: String,
    pub(crate) iops: Option<i64>,
    pub(crate) throughput: Option<i64>,
    pub(crate) encrypted: bool,
    pub(crate) snapshot: Option<String>,
    /// The instance that holds it, and the device it is there; none once that is terminated.
    pub(crate) instance: Option<String>,
    pub(crate) device: String,
    pub(crate) delete_on_termination: bool,
    pub(crate) tags: Tags,
}

impl Instance {
    /// Its state by AWS's code and name (EC2 API reference, InstanceState).
    pub(crate) fn state(&self, now: Timestamp) -> (u16, &'static str) {
        match &self.ending {
            Some(ending) if now >= ending.at => (48, "terminated"),
            Some(_) => (32, "shutting-down"),
            None if now >= self.runs_at => (16, "running"),
            None => (0, "pending"),
        }
    }

    /// Whether it is `pending` or `running`: what counts against quotas.
    pub(crate) fn is_alive(&self) -> bool {
        self.ending.is_none()
    }
}

// Codes: "Error codes for the Amazon EC2 API", client errors.
kind!(Image, images, "ami", "image", "image id", "InvalidAMIID.NotFound", "InvalidAMIID.Malformed");
kind!(
    LaunchTemplate,
    launch_templates,
    "lt",
    "launch-template",
    "launch template ID",
    "InvalidLaunchTemplateId.NotFound",
    "InvalidLaunchTemplateId.Malformed"
);
kind!(
    Instance,
    instances,
    "i",
    "instance",
    "instance ID",
    "InvalidInstanceID.NotFound",
    "InvalidInstanceID.Malformed"
);
kind!(Volume, volumes, "vol", "volume", "volume", "InvalidVolume.NotFound", "InvalidVolumeID.Malformed");
