//! What the policies are asked about: each fact at the token that they can object to.
//!
//! The list is short also for a large topology, since each line is a piece of code that the compiler evaluates: a
//! value that several things share at one token is asked about once, and of the counts of one kind only the largest,
//! and those that exceed AWS's default.

use std::hash::Hash;

use super::quotas::{Count, count_quotas};
use super::{Machines, instance_types, instances, machines, vcpus};
use crate::check::words::list;
use crate::cidr::ANYWHERE;
use crate::data::instance_types::find_instance_type;
use crate::data::regions::find_region;
use crate::diagnostic::Site;
use crate::ordered::OrderedMap;
use crate::policy::Subject;
use crate::topology::{End, Header, Launch, Name, Protocol, Topology};

/// What the policies are asked, with the token of each, in the order of the tokens.
#[must_use]
pub fn subjects(topology: &Topology) -> Vec<(Site, Subject<String>)> {
    subjects_by_token(topology, |site| site)
}

/// As [`subjects`], where `token` says which sites are one token: what several things take over from one `let` is
/// asked once, about all of them.
#[must_use]
pub fn subjects_by_token<T: Hash + Eq>(
    topology: &Topology,
    token: impl Fn(Site) -> T,
) -> Vec<(Site, Subject<String>)> {
    let mut subjects = Vec::new();
    add_region(topology, &mut subjects);
    add_launches(topology, token, &mut subjects);
    add_machines(topology, &mut subjects);
    add_tags(topology, &mut subjects);
    add_open_ports(topology, &mut subjects);
    add_quotas(topology, &mut subjects);
    subjects.sort_by_key(|(at, _)| *at);
    subjects
}

type Subjects = Vec<(Site, Subject<String>)>;

fn add_region(topology: &Topology, subjects: &mut Subjects) {
    // A region or a type that AWS has not is told as such, and no policy need be asked.
    if let Some(region) = topology.region.as_ref().filter(|region| find_region(region).is_some()) {
        subjects.push((region.at, Subject::Region { region: region.value.clone() }));
    }
}

/// What is launched: types, volumes, profiles, key pairs. What several things share is asked once.
fn add_launches<T: Hash + Eq>(topology: &Topology, token: impl Fn(Site) -> T, subjects: &mut Subjects) {
    let scaled = topology.auto_scaling_groups.iter().map(|group| (&group.header, &group.launch));
    let single = topology.instances.iter().map(|instance| (&instance.header, &instance.launch));
    let mut asked: OrderedMap<(T, String), usize> = OrderedMap::new();
    let mut shared: Vec<(Site, Subject<String>, Vec<&Name>)> = Vec::new();
    for (header, launch) in scaled.chain(single) {
        for (at, what, subject) in launch_subjects(topology, launch) {
            let row = *asked.entry((token(at), what)).or_insert_with(|| {
                shared.push((at, subject, Vec::new()));
                shared.len() - 1
            });
            shared[row].2.push(&header.name.value);
        }
    }
    subjects.extend(shared.into_iter().map(|(at, subject, owners)| (at, subject.of(list(owners)))));
}

/// What one launch asks: the token, what is asked about it, and the subject without its owners.
fn launch_subjects(topology: &Topology, launch: &Launch) -> Vec<(Site, String, Subject<String>)> {
    let mut asked = Vec::new();
    let owners = String::new;
    let known = |(name, _): &(&str, Site)| find_instance_type(name).is_some();
    for (name, at) in instance_types(topology, launch).into_iter().filter(known) {
        let subject = Subject::InstanceType { owners: owners(), name: name.to_owned() };
        asked.push((at, name.to_owned(), subject));
    }
    if let Some(volume) = &launch.root_volume {
        let (kind, gib) = (volume.kind.value.clone(), volume.size.value);
        let what = format!("volume {kind} {gib}");
        asked.push((volume.at, what, Subject::Volume { owners: owners(), kind, gib }));
    }
    if let Some(profile) = &launch.instance_profile {
        let subject = Subject::InstanceProfile { owners: owners(), name: profile.value.clone() };
        asked.push((profile.at, format!("profile {}", profile.value), subject));
    }
    if let (Some(key), Some(region)) = (&launch.key_pair, &topology.region) {
        let subject =
            Subject::KeyPair { owners: owners(), name: key.value.clone(), region: region.value.clone() };
        asked.push((key.at, format!("key {}", key.value), subject));
    }
    asked
}

/// How many machines there are: at the maximum of each group, at the surge that adds most, at the budget.
fn add_machines(topology: &Topology, subjects: &mut Subjects) {
    let machines = machines(topology);
    let budget = topology.budget.instances.as_ref().map(|budget| budget.value);
    let vcpu_budget = topology.budget.vcpus.as_ref().map(|budget| budget.value);
    let (mut before, mut vcpus_before) = (0_u32, 0_u32);
    let singles = topology.instances.iter().map(|instance| (&instance.header, instance.header.name.at));
    let groups = topology.auto_scaling_groups.iter().map(|group| (&group.header, group.max.at));
    for ((header, at), one) in groups.chain(singles).zip(&machines) {
        let owner = header.name.value.to_string();
        let (count, vcpus) = (one.max, one.max.saturating_mul(one.vcpus));
        let subject = Subject::Machines { owner, count, before, vcpus, vcpus_before, budget, vcpu_budget };
        subjects.push((at, subject));
        before = before.saturating_add(count);
        vcpus_before = vcpus_before.saturating_add(vcpus);
    }
    let by_count = machines.iter().max_by_key(|one| one.surge);
    let by_vcpus = machines.iter().max_by_key(|one| one.surge.saturating_mul(one.vcpus));
    let mut largest: Vec<&Machines> = by_count.into_iter().chain(by_vcpus).collect();
    largest.dedup();
    for one in largest {
        let Some(group) = one.group.map(|id| &topology[id]) else { continue };
        let subject = Subject::Refresh {
            owner: group.header.name.value.to_string(),
            max: before,
            surge: one.surge,
            max_vcpus: vcpus_before,
            surge_vcpus: one.surge.saturating_mul(one.vcpus),
            budget,
            vcpu_budget,
        };
        subjects.push((group.surge.at, subject));
    }
    if let Some(budget) = &topology.budget.instances {
        let worst = instances(&machines).worst;
        subjects.push((budget.at, Subject::InstanceBudget { budget: budget.value, max: before, worst }));
    }
    if let Some(budget) = &topology.budget.vcpus {
        let worst = vcpus(&machines).worst;
        subjects.push((budget.at, Subject::VcpuBudget { budget: budget.value, max: vcpus_before, worst }));
    }
}

/// The tags of things: once for each set of keys, at the first thing that has it.
fn add_tags(topology: &Topology, subjects: &mut Subjects) {
    let mut sets: OrderedMap<Vec<&str>, (&Header, usize)> = OrderedMap::new();
    for header in topology.headers() {
        let tags = topology.tags.iter().chain(&header.tags);
        let mut keys: Vec<&str> = tags.map(|tag| tag.key.value.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        sets.entry(keys).or_insert((header, 0)).1 += 1;
    }
    for (keys, (first, count)) in sets {
        let name = &first.name.value;
        let things = match count {
            1 => format!("`{name}` is"),
            _ => format!("`{name}` and {} more are", count - 1),
        };
        let keys: String = keys.into_iter().flat_map(|key| [key, "\n"]).collect();
        subjects.push((first.name.at, Subject::Tags { things, keys }));
    }
}

/// What the whole internet may reach: each arrow from it with ports.
fn add_open_ports(topology: &Topology, subjects: &mut Subjects) {
    let world = |end: End| end == End::Internet || end == End::Cidr(ANYWHERE);
    for edge in &topology.edges {
        let Some(source) = edge.from.iter().find(|end| world(end.value)) else { continue };
        let targets = edge.to.iter().filter_map(|end| match end.value {
            End::Group(group) => Some(topology[group].header.name.value.to_string()),
            _ => None,
        });
        let to = targets.collect::<Vec<String>>().join("`, `");
        if to.is_empty() {
            continue;
        }
        for ports in edge.ports.iter().filter(|ports| ports.protocol != Protocol::Icmp) {
            let (first, last) = match ports.protocol {
                Protocol::All => (0, u16::MAX),
                _ => (ports.first, ports.last),
            };
            let subject =
                Subject::OpenToWorld { to: to.clone(), ports: ports.value.to_string(), first, last };
            subjects.push((source.at, subject));
        }
    }
}

/// The counts that AWS limits: of each quota the largest, and all beyond AWS's default.
fn add_quotas(topology: &Topology, subjects: &mut Subjects) {
    let counts = count_quotas(topology);
    let mut largest: OrderedMap<_, &Count> = OrderedMap::new();
    for count in &counts {
        let most = largest.entry(count.quota).or_insert(count);
        if count.count > most.count {
            *most = count;
        }
    }
    for count in counts.iter().filter(|count| count.count > 0) {
        if count.count > count.quota.limit().default || std::ptr::eq(largest[&count.quota], count) {
            let subject =
                Subject::Quota { quota: count.quota, place: count.place.clone(), count: count.count };
            subjects.push((count.at, subject));
        }
    }
}
