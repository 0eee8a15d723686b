//! Which things have network interfaces: where, with which groups, and whether with a public address.
//!
//! A thing in several subnets has an interface in each: what holds for a group of machines has to hold wherever one
//! of them may be started. A new kind of thing with interfaces is one more loop here.

use crate::ordered::OrderedMap;
use crate::topology::{
    At, AutoScalingGroupId, GroupId, InstanceId, LoadBalancerId, SubnetId, Thing, Topology, VpcId,
};

/// The interface of a thing in one subnet.
#[derive(Clone, Debug)]
pub struct Interface<'t> {
    /// The thing; of a group of machines each one.
    pub thing: Thing,
    /// The subnet; the site is where the thing names it.
    pub subnet: At<SubnetId>,
    /// The subnet's VPC.
    pub vpc: VpcId,
    /// The groups that it wears.
    pub groups: &'t [At<GroupId>],
    /// Whether it has a public address; the site is what decides it.
    pub public: At<bool>,
}

/// The index of an [`Interface`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InterfaceId(pub usize);

/// All interfaces, and where to find them.
#[derive(Debug)]
pub struct Interfaces<'t> {
    list: Vec<Interface<'t>>,
    by_group: Vec<Vec<InterfaceId>>,
    by_subnet: Vec<Vec<InterfaceId>>,
    by_thing: OrderedMap<Thing, Vec<InterfaceId>>,
}

impl<'t> Interfaces<'t> {
    /// Finds the interfaces of all things.
    #[must_use]
    pub fn new(topology: &'t Topology) -> Interfaces<'t> {
        let mut all = Interfaces {
            list: Vec::new(),
            by_group: vec![Vec::new(); topology.groups.len()],
            by_subnet: vec![Vec::new(); topology.subnets.len()],
            by_thing: OrderedMap::new(),
        };
        let own = |written: Option<At<bool>>, subnet: SubnetId| {
            written.unwrap_or_else(|| topology[subnet].public_addresses)
        };
        for (index, balancer) in topology.load_balancers.iter().enumerate() {
            let thing = Thing::LoadBalancer(LoadBalancerId(index as u32));
            for subnet in &balancer.subnets {
                all.add(topology, thing, *subnet, &balancer.groups, balancer.internet_facing);
            }
        }
        for (index, machines) in topology.auto_scaling_groups.iter().enumerate() {
            let thing = Thing::AutoScalingGroup(AutoScalingGroupId(index as u32));
            for subnet in &machines.subnets {
                let public = own(machines.launch.public_address, subnet.value);
                all.add(topology, thing, *subnet, &machines.groups, public);
            }
        }
        for (index, instance) in topology.instances.iter().enumerate() {
            let thing = Thing::Instance(InstanceId(index as u32));
            let public = own(instance.launch.public_address, instance.subnet.value);
            all.add(topology, thing, instance.subnet, &instance.groups, public);
        }
        all
    }

    fn add(
        &mut self,
        topology: &Topology,
        thing: Thing,
        subnet: At<SubnetId>,
        groups: &'t [At<GroupId>],
        public: At<bool>,
    ) {
        let id = InterfaceId(self.list.len());
        for group in groups {
            let wearers = &mut self.by_group[group.value.0 as usize];
            if wearers.last() != Some(&id) {
                wearers.push(id);
            }
        }
        self.by_subnet[subnet.value.0 as usize].push(id);
        self.by_thing.entry(thing).or_default().push(id);
        self.list.push(Interface { thing, subnet, vpc: topology[subnet.value].vpc, groups, public });
    }

    /// All of them, thing by thing.
    #[must_use]
    pub fn all(&self) -> &[Interface<'t>] {
        &self.list
    }

    /// Those of each thing that has any.
    pub fn by_thing(&self) -> impl Iterator<Item = (Thing, &[InterfaceId])> {
        self.by_thing.iter().map(|(thing, ids)| (*thing, ids.as_slice()))
    }

    /// Those of the thing.
    #[must_use]
    pub fn of(&self, thing: Thing) -> &[InterfaceId] {
        self.by_thing.get(&thing).map_or(&[], Vec::as_slice)
    }

    /// Those that wear the group.
    #[must_use]
    pub fn wearing(&self, group: GroupId) -> &[InterfaceId] {
        &self.by_group[group.0 as usize]
    }

    /// Those in the subnet.
    #[must_use]
    pub fn within(&self, subnet: SubnetId) -> &[InterfaceId] {
        &self.by_subnet[subnet.0 as usize]
    }
}

impl<'t> std::ops::Index<InterfaceId> for Interfaces<'t> {
    type Output = Interface<'t>;

    fn index(&self, id: InterfaceId) -> &Interface<'t> {
        &self.list[id.0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Sample;

    #[test]
    fn a_thing_has_an_interface_in_each_of_its_subnets() {
        let sample = Sample::street();
        let all = Interfaces::new(&sample.topology);
        assert_eq!(all.all().len(), 4);
        assert_eq!(all.wearing(GroupId(1)).len(), 2);
        assert_eq!(all.within(SubnetId(0)).len(), 2);
    }

    #[test]
    fn a_launch_wins_over_its_subnet() {
        let mut sample = Sample::street();
        let no = sample.at("web.public_address", false);
        sample.topology.auto_scaling_groups[0].launch.public_address = Some(no);
        let all = Interfaces::new(&sample.topology);
        let web = &all[all.wearing(GroupId(1))[0]];
        assert!(!web.public.value);
        assert_eq!(sample.label(web.public.at), "web.public_address");
    }
}
