//! Security groups and the rules that the arrows write.

use std::collections::{BTreeMap, BTreeSet};

use groundplan_model::reach::{Direction, Peer, security_rules};
use groundplan_model::topology::{GroupId, Thing};

use super::network::service_name;
use super::{Declared, id_of};
use crate::resource::attribute::{Lookup, Value};
use crate::resource::security_rules::{Peer as AwsPeer, Way, desired as rules_of, rule};
use crate::resource::state::Resource;
use crate::resource::{Kind, security_group};

/// Every group, and its whole set of rules. A group without rules has an empty set, so that the egress that AWS gives
/// to a new group is taken away.
pub(super) fn expand(declared: &Declared<'_>, resources: &mut Vec<Resource>) {
    let topology = declared.topology;
    let mut rules: BTreeMap<GroupId, BTreeSet<Value>> = BTreeMap::new();
    for one in security_rules(topology).into_keys() {
        let way = match one.direction {
            Direction::Inbound => Way::In,
            Direction::Outbound => Way::Out,
        };
        let peer = match one.peer {
            Peer::Group(group) => AwsPeer::Group(id_of(topology, Thing::Group(group))),
            Peer::Cidr(cidr) => AwsPeer::Cidr(cidr.to_string().into()),
            Peer::CidrParam(param) => {
                let value = topology[param].default.as_ref().map(|value| value.value.clone());
                AwsPeer::Cidr(value.unwrap_or_default().into())
            }
            Peer::PrefixList(service) => {
                let name = service_name(&declared.scope.region, service.word());
                AwsPeer::PrefixList(Value::Lookup(Lookup::PrefixList(name)))
            }
        };
        rules.entry(one.group).or_default().insert(rule(way, one.ports, peer));
    }
    for (index, group) in (0..).zip(&topology.groups) {
        // Without a VPC it is worn by nobody, which has been reported.
        let Some(vpc) = group.vpc else { continue };
        let wanted = security_group::desired(id_of(topology, Thing::Vpc(vpc)));
        resources.push(declared.resource(Kind::SecurityGroup, &group.header, "", wanted));
        let own = rules.remove(&GroupId(index)).unwrap_or_default();
        let wanted = rules_of(id_of(topology, Thing::Group(GroupId(index))), own.into_iter().collect());
        resources.push(without_tags(declared.resource(Kind::SecurityRules, &group.header, "", wanted)));
    }
}

/// What belongs to another resource has no tags of its own.
pub(super) fn without_tags(mut resource: Resource) -> Resource {
    resource.tags.clear();
    resource
}
