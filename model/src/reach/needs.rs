//! Which declared needs no path carries, worked out once for all rules that ask.
//!
//! A need holds for every pair of its ends, every pair of their subnets, every port. Between two groups of one VPC
//! it always does, since the arrow opens both and the local route is always there.

use crate::ordered::{OrderedMap, OrderedSet};
use crate::topology::{End, GroupId, Thing, VpcId};

use super::Reach;
use super::hosts::Host;
use super::interfaces::InterfaceId;
use super::path::Broken;
use super::ports::PortSet;

/// A pair of ends of a need that is not carried everywhere.
#[derive(Clone, Debug)]
pub struct Unmet {
    /// The edge, an index of [`crate::topology::Topology::edges`].
    pub edge: usize,
    /// Which of its sources.
    pub from: usize,
    /// Which of its targets.
    pub to: usize,
    /// The pairs of parties that no path connects, each with its first broken hop.
    pub broken: Vec<(Host, Host, Broken)>,
    /// How many pairs of parties there are.
    pub pairs: usize,
}

impl Unmet {
    /// Whether no pair of parties is connected.
    #[must_use]
    pub fn is_total(&self) -> bool {
        self.broken.len() == self.pairs
    }
}

/// How a need for the internet, or of the internet for a thing, fails for one thing.
#[derive(Clone, Debug)]
pub struct Cut<'u> {
    /// The first need that fails so.
    pub unmet: &'u Unmet,
    /// The thing.
    pub thing: Thing,
    /// Its interfaces that fail, each with the first hop.
    pub broken: Vec<(InterfaceId, &'u Broken)>,
    /// Whether none of its interfaces is left.
    pub total: bool,
}

/// Which side of a need the thing is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The thing needs the internet.
    Outward,
    /// The internet needs the thing.
    Inward,
}

impl Reach<'_> {
    /// The things that the internet cannot reach, or that cannot reach it, though a need says so: each thing once,
    /// at the first need that fails.
    #[must_use]
    pub fn cut_things<'u>(&self, unmet: &'u [Unmet], side: Side) -> Vec<Cut<'u>> {
        let mut seen = OrderedSet::new();
        let mut cuts = Vec::new();
        for unmet in unmet {
            let mut by_thing: OrderedMap<Thing, Vec<(InterfaceId, &Broken)>> = OrderedMap::new();
            for (from, to, broken) in &unmet.broken {
                let interface = match (side, from, to) {
                    (Side::Outward, Host::Interface(id), Host::Public(_))
                    | (Side::Inward, Host::Public(_), Host::Interface(id)) => *id,
                    _ => continue,
                };
                by_thing.entry(self.interfaces[interface].thing).or_default().push((interface, broken));
            }
            for (thing, broken) in by_thing {
                if seen.insert(thing) {
                    let total = broken.len() == self.interfaces.of(thing).len();
                    cuts.push(Cut { unmet, thing, broken, total });
                }
            }
        }
        cuts
    }

    /// Every pair of ends of every need that is not carried for each pair of parties, in the order of the source.
    ///
    /// Pairs with an end that nothing wears, and pairs of groups in different VPCs, are left out: both have rules of
    /// their own.
    #[must_use]
    pub fn unmet_needs(&self) -> Vec<Unmet> {
        let mut unmet = Vec::new();
        for (index, edge) in self.topology.edges.iter().enumerate().filter(|(_, edge)| !edge.permit) {
            let asked = PortSet::of(edge.ports.iter().map(|ports| ports.value));
            for (from, source) in edge.from.iter().enumerate() {
                for (to, target) in edge.to.iter().enumerate() {
                    let (broken, pairs) = self.broken_pairs(source.value, target.value, &asked);
                    if !broken.is_empty() {
                        unmet.push(Unmet { edge: index, from, to, broken, pairs });
                    }
                }
            }
        }
        unmet
    }

    fn broken_pairs(&self, source: End, target: End, asked: &PortSet) -> (Vec<(Host, Host, Broken)>, usize) {
        if matches!((source, target), (End::Group(_), End::Group(_))) {
            return (Vec::new(), 0);
        }
        let mut broken = Vec::new();
        let mut pairs = 0;
        // A group that is worn in two VPCs is a fault of its own.
        let at_home = |end: End, host: &Host| match (host, self.vpc_of(end)) {
            (Host::Interface(id), Some(home)) => self.interfaces[*id].vpc == home,
            _ => true,
        };
        let mut targets = self.parties(target, self.vpc_of(source));
        targets.retain(|host| at_home(target, host));
        for from in self.parties(source, self.vpc_of(target)).into_iter().filter(|host| at_home(source, host))
        {
            for to in &targets {
                pairs += 1;
                // The arrow opens the groups of both sides, so only the way is asked about.
                if let Err(at) = self.carried(&from, to, asked) {
                    broken.push((from.clone(), to.clone(), at));
                }
            }
        }
        (broken, pairs)
    }

    /// The VPC that an end lies in, where it is one.
    #[must_use]
    pub fn vpc_of(&self, end: End) -> Option<VpcId> {
        match end {
            End::Group(group) => self.group_vpc(group),
            End::Vpc(vpc) => Some(vpc),
            End::Endpoint(endpoint) => Some(self.topology[endpoint].vpc),
            End::Internet | End::Cidr(_) | End::CidrParam(_) => None,
        }
    }

    /// The VPC of a group: that of its wearers, or the one it was declared in.
    #[must_use]
    pub fn group_vpc(&self, group: GroupId) -> Option<VpcId> {
        let worn = self.interfaces.wearing(group).first().map(|id| self.interfaces[*id].vpc);
        self.topology[group].vpc.or(worn)
    }
}
