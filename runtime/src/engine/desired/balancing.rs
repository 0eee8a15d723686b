//! Certificates, load balancers, target groups, listeners and their rules.

use std::collections::BTreeSet;

use groundplan_model::topology::{
    Action, Certificate, CertificateId, Host, Listener, LoadBalancer, Setting, TargetGroup, TargetGroupId,
    Thing, Topology,
};

use super::network::internet_gateways;
use super::security::without_tags;
use super::{Declared, address_of, id_of};
use crate::resource::address::Address;
use crate::resource::attribute::{Lookup, Value};
use crate::resource::balancing::{forward, redirect, respond};
use crate::resource::state::Resource;
use crate::resource::{Kind, certificate, listener, listener_rules, load_balancer, target_group};

/// All of them.
pub(super) fn expand(declared: &Declared<'_>, resources: &mut Vec<Resource>) {
    let topology = declared.topology;
    resources.extend(topology.certificates.iter().filter_map(|one| requested(declared, one)));
    for (index, group) in (0..).zip(&topology.target_groups) {
        resources.extend(target_group(declared, TargetGroupId(index), group));
    }
    for balancer in &topology.load_balancers {
        resources.extend(load_balancer(declared, balancer));
        for listener in &balancer.listeners {
            resources.extend(listen(declared, balancer, listener));
        }
    }
}

/// A certificate that is requested; an existing one is used and not touched.
fn requested(declared: &Declared<'_>, certificate: &Certificate) -> Option<Resource> {
    if certificate.existing.is_some() {
        return None;
    }
    let mut hosts = certificate.hosts.iter().map(|host| host_name(&host.value));
    let first = hosts.next()?;
    let wanted = certificate::desired(first.into(), hosts.map(Value::from).collect());
    Some(declared.resource(Kind::Certificate, &certificate.header, "", wanted))
}

/// What is taken for granted of the certificates that are not requested.
pub(super) fn existing(topology: &Topology) -> BTreeSet<Lookup> {
    let question = |certificate: &Certificate| {
        let hosts = certificate.hosts.iter().map(|host| host_name(&host.value)).collect();
        Some(Lookup::Certificate { arn: certificate.existing.as_ref()?.value.clone(), hosts })
    };
    topology.certificates.iter().filter_map(question).collect()
}

/// The ARN of a certificate: known of an existing one, a reference of one that is requested.
pub(super) fn certificate(topology: &Topology, id: CertificateId) -> Value {
    match &topology[id].existing {
        Some(arn) => arn.value.clone().into(),
        None => id_of(topology, Thing::Certificate(id)),
    }
}

fn host_name(host: &Host) -> String {
    match host {
        Setting::Value(name) => name.clone(),
        Setting::Param(_) => String::new(),
    }
}

fn target_group(declared: &Declared<'_>, id: TargetGroupId, group: &TargetGroup) -> Option<Resource> {
    let vpc = id_of(declared.topology, Thing::Vpc(group.vpc));
    let owner = declared.owner_of(id)?;
    let mut resource = declared.resource(Kind::TargetGroup, owner, "", target_group::desired(vpc, group));
    // A family of instances has one target group, named after the family.
    let old = resource.address.clone();
    resource.address = target_group_address(declared.topology, id);
    if old != resource.address {
        resource.was = None;
        resource.tags = declared.tags(&resource.address, owner);
    }
    Some(resource)
}

/// The address of a target group.
pub(super) fn target_group_address(topology: &Topology, id: TargetGroupId) -> Address {
    Address::new(Kind::TargetGroup, topology[id].name.to_string())
}

/// AWS makes an internet-facing balancer only where an internet gateway is attached.
fn load_balancer(declared: &Declared<'_>, balancer: &LoadBalancer) -> Option<Resource> {
    let topology = declared.topology;
    // One without subnets was not understood, which has been reported.
    let vpc = topology[balancer.subnets.first()?.value].vpc;
    let subnets = balancer.subnets.iter().map(|subnet| id_of(topology, Thing::Subnet(subnet.value)));
    let groups = balancer.groups.iter().map(|group| id_of(topology, Thing::Group(group.value)));
    let wanted = load_balancer::desired(
        id_of(topology, Thing::Vpc(vpc)),
        balancer.internet_facing.value,
        subnets.collect(),
        groups.collect(),
        balancer.idle_timeout.value,
        balancer.deletion_protection.is_on(),
    );
    let mut resource = declared.resource(Kind::LoadBalancer, &balancer.header, "", wanted);
    if balancer.internet_facing.value {
        resource.after.extend(internet_gateways(topology, vpc));
    }
    Some(resource)
}

/// A listener, and its rules where it has some.
fn listen(declared: &Declared<'_>, balancer: &LoadBalancer, listener: &Listener) -> Vec<Resource> {
    let topology = declared.topology;
    // One without a default action was not understood, which has been reported.
    let Some(default) = &listener.default else { return Vec::new() };
    let certificates = listener.certificates.iter().map(|id| certificate(topology, id.value));
    let wanted = listener::desired(
        Value::id_of(Address::new(Kind::LoadBalancer, balancer.header.name.to_string())),
        listener.port.value,
        listener.protocol.value.word(),
        listener.tls_policy(),
        certificates.collect(),
        action(topology, &default.value),
    );
    let suffix = format!(".{}", listener.port.value);
    let made = declared.resource(Kind::Listener, &balancer.header, &suffix, wanted);
    let rules = listener.rules.iter().map(|rule| {
        let hosts = rule.hosts.iter().map(|host| host_name(&host.value)).collect();
        let paths = rule.paths.iter().map(|path| path.value.clone()).collect();
        listener_rules::rule(hosts, paths, action(topology, &rule.action.value))
    });
    let rules: Vec<Value> = rules.collect();
    if rules.is_empty() {
        return vec![made];
    }
    let wanted = listener_rules::desired(Value::id_of(made.address.clone()), rules);
    let rules = declared.resource(Kind::ListenerRules, &balancer.header, &suffix, wanted);
    vec![made, without_tags(rules)]
}

fn action(topology: &Topology, action: &Action) -> Value {
    match action {
        Action::Forward(group) => forward(Value::id_of(target_group_address(topology, *group))),
        Action::Redirect { status, protocol, port } => {
            redirect(status.value, protocol.value.word(), port.value)
        }
        Action::Respond { status, content_type, body } => respond(
            status.value,
            content_type.as_ref().map(|text| text.value.as_str()),
            body.as_ref().map(|text| text.value.as_str()),
        ),
    }
}

/// The listeners (and their rules) that send to a target group: before its machines are there, they must be.
pub(super) fn senders(topology: &Topology, group: TargetGroupId) -> Vec<Address> {
    let sends = |action: &Action| matches!(action, Action::Forward(to) if *to == group);
    let mut senders = Vec::new();
    for (index, balancer) in (0..).zip(&topology.load_balancers) {
        let name =
            address_of(topology, Thing::LoadBalancer(groundplan_model::topology::LoadBalancerId(index))).name;
        for listener in &balancer.listeners {
            let name = format!("{name}.{}", listener.port.value);
            if listener.default.as_ref().is_some_and(|default| sends(&default.value)) {
                senders.push(Address::new(Kind::Listener, name.clone()));
            }
            if listener.rules.iter().any(|rule| sends(&rule.action.value)) {
                senders.push(Address::new(Kind::ListenerRules, name));
            }
        }
    }
    senders
}
