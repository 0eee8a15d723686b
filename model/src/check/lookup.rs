//! Look-ups that several rules share.

use crate::cidr::ANYWHERE;
use crate::ordered::OrderedSet;
use crate::topology::{
    Action, At, Listener, LoadBalancer, OutputValue, Piece, Route, RouteTable, TargetGroupId, Text, Thing,
    Topology, UserData, VpcId,
};

/// The rows of a table with their ids.
pub(super) fn with_ids<T, Id>(table: &[T], id: fn(u32) -> Id) -> impl DoubleEndedIterator<Item = (Id, &T)> {
    table.iter().enumerate().map(move |(index, row)| (id(index as u32), row))
}

/// The route of `0.0.0.0/0`.
pub(super) fn default_route(table: &RouteTable) -> Option<&Route> {
    table.routes.iter().find(|route| route.destination.value == ANYWHERE)
}

/// The VPC that a load balancer lies in: that of its first subnet.
pub(super) fn vpc_of(topology: &Topology, balancer: &LoadBalancer) -> Option<VpcId> {
    balancer.subnets.first().map(|subnet| topology[subnet.value].vpc)
}

/// What a listener may do: the actions of its rules, and the default one.
pub(super) fn actions(listener: &Listener) -> impl Iterator<Item = &At<Action>> {
    listener.rules.iter().map(|rule| &rule.action).chain(&listener.default)
}

/// The target group that an action forwards to.
pub(super) fn forwarded(action: &Action) -> Option<TargetGroupId> {
    match action {
        Action::Forward(target) => Some(*target),
        Action::Redirect { .. } | Action::Respond { .. } => None,
    }
}

/// The things whose attributes a text somewhere names.
pub(super) fn mentioned(topology: &Topology) -> OrderedSet<Thing> {
    let outputs = topology.outputs.iter().flat_map(|output| match &output.value {
        OutputValue::One(text) => std::slice::from_ref(text),
        OutputValue::List(texts) => texts.as_slice(),
    });
    let launches = (topology.auto_scaling_groups.iter().map(|group| &group.launch))
        .chain(topology.instances.iter().map(|instance| &instance.launch));
    let variables = launches
        .filter_map(|launch| launch.user_data.as_ref())
        .flat_map(|UserData { variables, .. }| variables)
        .map(|variable| &variable.value.value);
    let pieces = outputs.chain(variables).flat_map(|Text(pieces)| pieces);
    pieces
        .filter_map(|piece| match piece {
            Piece::Attribute(attribute) => Some(attribute.of),
            Piece::Literal(_) | Piece::Param(_) => None,
        })
        .collect()
}
