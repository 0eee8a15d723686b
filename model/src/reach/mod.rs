//! Reachability: which rules the arrows write, and whether a path carries a connection.
//!
//! [`rules`] says what every security group holds; the engine writes exactly that. [`Reach`] indexes a topology once
//! and then answers whether one party reaches another, with the path as evidence or the hop where it breaks. What a
//! rule of the checker makes of the answer is not decided here.
//!
//! | file | what it knows |
//! |---|---|
//! | `rules` | the security-group rules that the arrows write |
//! | `interfaces` | which things have interfaces: where, with which groups and addresses |
//! | `route` | where packets go when they leave a subnet |
//! | `hosts` | who the end of an arrow stands for |
//! | `link` | the way between two parties, without their security groups |
//! | `path` | the hops of one connection |
//! | `egress` | how a subnet reaches the internet |
//! | `balancers` | which ports of its targets and listeners a load balancer has no way to |
//! | `exposure` | which ports nobody should open to everybody |
//! | `needs` | which declared needs no path carries |
//! | `show` | all of this in words |

use crate::topology::{GroupId, Topology};

use addresses::Addresses;

pub mod addresses;
pub mod balancers;
pub mod egress;
pub mod exposure;
pub mod hosts;
pub mod interfaces;
mod link;
pub mod needs;
pub mod path;
pub mod ports;
pub mod route;
pub mod rules;
pub mod show;

pub use hosts::Host;
pub use interfaces::{Interface, InterfaceId, Interfaces};
pub use path::{Broken, Hop, Path, Way};
pub use ports::PortSet;
pub use route::{Routes, Via};
pub use rules::{Direction, Origin, Peer, SecurityRule, SecurityRules, security_rules};

/// A topology, indexed for questions of who reaches whom.
#[derive(Debug)]
pub struct Reach<'t> {
    /// The topology that is asked about.
    pub topology: &'t Topology,
    /// The interfaces of its things.
    pub interfaces: Interfaces<'t>,
    /// Its effective routes.
    pub routes: Routes,
    /// The rules of its security groups.
    pub rules: SecurityRules,
    /// For each group its inbound and its outbound rules, each with the first statement that wrote it.
    by_group: Vec<[Vec<(SecurityRule, Origin)>; 2]>,
    /// Every address that a host of the internet may have.
    public: Addresses,
    /// What the internet is to each subnet, worked out when it is asked for.
    to_internet: Vec<link::ToInternet>,
}

impl<'t> Reach<'t> {
    /// Indexes the topology.
    #[must_use]
    pub fn new(topology: &'t Topology) -> Reach<'t> {
        let rules = security_rules(topology);
        let mut by_group = vec![[Vec::new(), Vec::new()]; topology.groups.len()];
        for (rule, origins) in &rules {
            let origin = origins.first().expect("groundplan bug: a rule without an origin");
            by_group[rule.group.0 as usize][rule.direction as usize].push((*rule, *origin));
        }
        Reach {
            topology,
            interfaces: Interfaces::new(topology),
            routes: Routes::new(topology),
            rules,
            by_group,
            public: Addresses::public(),
            to_internet: vec![link::ToInternet::default(); topology.subnets.len()],
        }
    }

    /// Any public host.
    #[must_use]
    pub fn internet(&self) -> Host {
        Host::Public(self.public.clone())
    }

    /// The rules of a group in one direction, each with the first statement that wrote it.
    #[must_use]
    pub fn rules_in(&self, group: GroupId, direction: Direction) -> &[(SecurityRule, Origin)] {
        &self.by_group[group.0 as usize][direction as usize]
    }
}
