//! The table of statements: what lowers each kind, in the order in which kinds are lowered.
//!
//! Where a statement may stand and what its header may hold is parsing's.

use crate::syntax::{Body, Declaration, EdgeMode, Statement, StatementKind};

use super::{
    Lowering, Part, auto_scaling_group, certificate, edge, gateway_endpoint, group, head, instance,
    internet_gateway, load_balancer, nat_gateway, output, param, route_table, subnet, vpc,
};

/// A row of the table.
#[derive(Debug)]
pub(crate) struct Kind {
    /// The statement word; for a statement without one, what it is.
    pub word: &'static str,
    /// What of reachability depends on it.
    pub role: Role,
    /// Whether it acts by being there, so that its name need not be used.
    pub acts: bool,
    /// What lowers it.
    pub lower: for<'s> fn(&mut Lowering<'s>, Part<'s>),
}

/// What of reachability depends on a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nothing.
    None,
    /// The way of a packet: blocks, routes, gateways.
    Way,
    /// What stands at the ends of the way: who sends and serves, and which rules its groups have.
    Ends,
}

const OTHER: Kind = Kind { word: "", role: Role::None, acts: true, lower: lower_nothing };
const NETWORK: Kind = Kind { role: Role::Way, acts: false, ..OTHER };
const MACHINES: Kind = Kind { role: Role::Ends, ..OTHER };

/// Every kind of statement, each behind the kinds that it may name.
pub(crate) static KINDS: &[Kind] = &[
    Kind { word: "topology", lower: head::lower_topology, ..OTHER },
    Kind { word: "region", lower: head::lower_region, ..OTHER },
    Kind { word: "zones", lower: head::lower_zones, ..OTHER },
    Kind { word: "enforce", lower: head::lower_enforce, ..OTHER },
    Kind { word: "let", acts: false, ..OTHER },
    Kind { word: "param", acts: false, lower: param::lower_param, ..OTHER },
    Kind { word: "tags", lower: head::lower_tags, ..OTHER },
    Kind { word: "budget", lower: head::lower_budget, ..OTHER },
    Kind { word: "vpc", acts: true, lower: vpc::lower_vpc, ..NETWORK },
    Kind { word: "subnet", lower: subnet::lower_subnet, ..NETWORK },
    Kind { word: "internet_gateway", lower: internet_gateway::lower_internet_gateway, ..NETWORK },
    Kind { word: "nat_gateway", lower: nat_gateway::lower_nat_gateway, ..NETWORK },
    Kind { word: "route_table", lower: route_table::lower_route_table, ..NETWORK },
    Kind { word: "gateway_endpoint", acts: true, lower: gateway_endpoint::lower_gateway_endpoint, ..NETWORK },
    Kind { word: "security", ..OTHER },
    Kind { word: "group", acts: false, lower: group::lower_group, ..MACHINES },
    Kind { word: "certificate", acts: false, lower: certificate::lower_certificate, ..OTHER },
    Kind { word: "auto_scaling_group", lower: auto_scaling_group::lower_auto_scaling_group, ..MACHINES },
    Kind { word: "instance", lower: instance::lower_instance, ..MACHINES },
    Kind { word: "load_balancer", lower: load_balancer::lower_load_balancer, ..MACHINES },
    Kind { word: "->", lower: edge::lower_edge, ..MACHINES },
    Kind { word: "assert", lower: edge::lower_assertion, ..OTHER },
    Kind { word: "output", lower: output::lower_output, ..OTHER },
    UNREAD_IN_VPC,
    UNREAD_IN_SECURITY,
];

/// A part of a VPC that could not be read.
const UNREAD_IN_VPC: Kind = Kind { word: "…", ..NETWORK };
/// A part of `security` that could not be read.
const UNREAD_IN_SECURITY: Kind = Kind { word: "… -> …", ..MACHINES };

fn lower_nothing(_: &mut Lowering<'_>, _: Part<'_>) {}

/// The kind of a statement in the body of `parent`; `None` for what its owner lowers (routes, listeners).
pub(crate) fn kind_of(statement: &Statement, parent: Option<&Kind>) -> Option<&'static Kind> {
    let own;
    let word = match &statement.kind {
        StatementKind::Topology { .. } => "topology",
        StatementKind::Let(..) => "let",
        StatementKind::Param { .. } => "param",
        StatementKind::Output(..) => "output",
        StatementKind::Enforce(_) => "enforce",
        StatementKind::Zones(_) => "zones",
        StatementKind::Edge(edge) => match edge.mode {
            EdgeMode::Need | EdgeMode::Permit(_) => "->",
            EdgeMode::Assert(_) | EdgeMode::AssertNever(_) => "assert",
        },
        StatementKind::Route(..) | StatementKind::Listen { .. } => return None,
        StatementKind::Unread { .. } => match parent?.word {
            "vpc" => UNREAD_IN_VPC.word,
            "security" => UNREAD_IN_SECURITY.word,
            _ => return None,
        },
        StatementKind::Declaration(declaration) => {
            own = declaration.word.to_string();
            own.as_str()
        }
    };
    KINDS.iter().find(|kind| kind.word == word)
}

/// The statements in the braces of a statement, where each is lowered by itself.
pub(crate) fn inner_statements(statement: &Statement) -> &[Statement] {
    match &statement.kind {
        StatementKind::Declaration(Declaration { word, body: Body::Statements(body), .. })
            if word == "vpc" || word == "security" =>
        {
            body
        }
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_word_has_one_row() {
        let words: BTreeSet<&str> = KINDS.iter().map(|kind| kind.word).collect();
        assert_eq!(words.len(), KINDS.len());
    }
}
