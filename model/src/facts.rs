//! What can be counted without knowing any policy's number: machines, vCPUs, security-group rules, things by quota.
//!
//! Counts are worst cases: groups at their maximum, params at the value that counts most, and the one refresh that
//! adds most, since refreshes run one after the other. A group under a hard limit of instances never exceeds its
//! maximum, because the engine suspends AZRebalance for it.

pub mod addresses;
mod quotas;
mod subjects;

use crate::data::instance_types::find_instance_type;
use crate::diagnostic::Site;
use crate::topology::{At, AutoScalingGroupId, Launch, Param, ParamType, Setting, Topology};

pub use subjects::{subjects, subjects_by_token};

/// A number of machines, or of their vCPUs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// At the desired size of every group, params at their defaults.
    pub desired: u32,
    /// At the maximum of every group, params at the value that counts most.
    pub max: u32,
    /// At the maximum, while the refresh runs that adds most.
    pub worst: u32,
}

/// The machines of one group, or one instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Machines {
    /// The group; `None` is a single instance.
    pub group: Option<AutoScalingGroupId>,
    /// How many are desired.
    pub desired: u32,
    /// How many there can be.
    pub max: u32,
    /// How many more a refresh adds: its surge, but at most as many again, which is AWS's limit of 200 percent.
    pub surge: u32,
    /// The vCPUs of one, where its type is the default of its param.
    pub desired_vcpus: u32,
    /// The vCPUs of the largest that one can be; an unknown type has none, and is told as such.
    pub vcpus: u32,
}

/// The machines of the topology: those of groups first, then single ones, each in the order of the source.
#[must_use]
pub fn machines(topology: &Topology) -> Vec<Machines> {
    let groups = topology.auto_scaling_groups.iter().enumerate().map(|(index, group)| {
        let (desired_vcpus, vcpus) = vcpus_of(topology, &group.launch);
        let max = largest(topology, &group.max);
        Machines {
            group: Some(AutoScalingGroupId(index as u32)),
            desired: usual(topology, &group.desired),
            max,
            surge: group.surge.value.min(max),
            desired_vcpus,
            vcpus,
        }
    });
    let single = topology.instances.iter().map(|instance| {
        let (desired_vcpus, vcpus) = vcpus_of(topology, &instance.launch);
        Machines { group: None, desired: 1, max: 1, surge: 0, desired_vcpus, vcpus }
    });
    groups.chain(single).collect()
}

/// How many instances the topology runs.
#[must_use]
pub fn instances(machines: &[Machines]) -> Counts {
    count(machines, |one| (one.desired, one.max, one.surge))
}

/// How many vCPUs the topology runs.
#[must_use]
pub fn vcpus(machines: &[Machines]) -> Counts {
    count(machines, |one| {
        let times = |count: u32, each: u32| count.saturating_mul(each);
        (times(one.desired, one.desired_vcpus), times(one.max, one.vcpus), times(one.surge, one.vcpus))
    })
}

fn count(machines: &[Machines], of: impl Fn(&Machines) -> (u32, u32, u32)) -> Counts {
    let mut counts = Counts::default();
    let mut largest_surge = 0;
    for (desired, max, surge) in machines.iter().map(of) {
        counts.desired = counts.desired.saturating_add(desired);
        counts.max = counts.max.saturating_add(max);
        largest_surge = largest_surge.max(surge);
    }
    counts.worst = counts.max.saturating_add(largest_surge);
    counts
}

/// The largest value that a count can have.
#[must_use]
pub fn largest(topology: &Topology, count: &At<Setting<u32>>) -> u32 {
    match &count.value {
        Setting::Value(value) => *value,
        Setting::Param(id) => match topology[*id].ty {
            ParamType::Count(_, max) => max,
            _ => 0,
        },
    }
}

/// The smallest value that a count can have.
#[must_use]
pub fn smallest(topology: &Topology, count: &At<Setting<u32>>) -> u32 {
    match &count.value {
        Setting::Value(value) => *value,
        Setting::Param(id) => match topology[*id].ty {
            ParamType::Count(min, _) => min,
            _ => 0,
        },
    }
}

/// The value that a count has where nobody gives another: a param's default, or its largest.
fn usual(topology: &Topology, count: &At<Setting<u32>>) -> u32 {
    match &count.value {
        Setting::Value(value) => *value,
        Setting::Param(id) => default_count(&topology[*id]).unwrap_or_else(|| largest(topology, count)),
    }
}

fn default_count(param: &Param) -> Option<u32> {
    param.default.as_ref()?.value.parse().ok()
}

/// Every instance type that machines can have, each with the place where it is written.
#[must_use]
pub fn instance_types<'t>(topology: &'t Topology, launch: &'t Launch) -> Vec<(&'t str, Site)> {
    match &launch.instance_type.value {
        Setting::Value(name) => vec![(name, launch.instance_type.at)],
        Setting::Param(id) => match &topology[*id].ty {
            ParamType::InstanceType(types) => types.iter().map(|one| (one.value.as_str(), one.at)).collect(),
            _ => Vec::new(),
        },
    }
}

/// The vCPUs of a machine: of its usual type, and of the largest.
fn vcpus_of(topology: &Topology, launch: &Launch) -> (u32, u32) {
    let vcpus = |name: &str| find_instance_type(name).map_or(0, |kind| kind.vcpus);
    let most = instance_types(topology, launch).into_iter().map(|(name, _)| vcpus(name)).max().unwrap_or(0);
    let usual = match &launch.instance_type.value {
        Setting::Value(_) => None,
        Setting::Param(id) => topology[*id].default.as_ref().map(|name| vcpus(name)),
    };
    (usual.unwrap_or(most), most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Site;
    use crate::sample::Sample;
    use crate::topology::ParamId;

    fn street() -> Sample {
        let mut sample = Sample::street();
        let public = [0, 1].map(crate::topology::SubnetId);
        sample.auto_scaling_group("api", &public, "m5.large", [1, 1, 3]);
        sample.topology.auto_scaling_groups[1].surge.value = 2;
        sample.instance("bastion", public[0], "t3.nano");
        sample
    }

    #[test]
    fn counts_are_at_desired_at_maximum_and_with_the_largest_surge() {
        let machines = machines(&street().topology);
        assert_eq!(instances(&machines), Counts { desired: 4, max: 8, worst: 10 });
        assert_eq!(vcpus(&machines), Counts { desired: 8, max: 16, worst: 20 });
    }

    #[test]
    fn a_surge_is_at_most_as_many_again() {
        let mut sample = street();
        sample.topology.auto_scaling_groups[1].surge.value = 50;
        assert_eq!(instances(&machines(&sample.topology)).worst, 11);
    }

    #[test]
    fn params_count_with_their_default_and_their_worst_value() {
        let mut sample = street();
        let name = At::new("web_count".to_owned(), Site(0));
        let default = Some(At::new("2".to_owned(), Site(0)));
        let docs = String::new();
        let count = Param { name: name.clone(), docs: docs.clone(), ty: ParamType::Count(1, 6), default };
        let types = ParamType::InstanceType(
            ["t3.small", "t3.2xlarge"].map(|one| At::new(one.into(), Site(0))).into(),
        );
        let default = Some(At::new("t3.small".to_owned(), Site(0)));
        sample.topology.params = vec![count, Param { name, docs, ty: types, default }];
        let web = &mut sample.topology.auto_scaling_groups[0];
        web.desired.value = Setting::Param(ParamId(0));
        web.max.value = Setting::Param(ParamId(0));
        web.launch.instance_type.value = Setting::Param(ParamId(1));
        let machines = machines(&sample.topology);
        assert_eq!(instances(&machines), Counts { desired: 4, max: 10, worst: 12 });
        assert_eq!(vcpus(&machines), Counts { desired: 8, max: 6 * 8 + 6 + 2, worst: 6 * 8 + 6 + 2 + 8 });
    }
}
