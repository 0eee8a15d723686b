//! What happens by itself: an agenda of events, each handled when its time has come, in order.
//!
//! To add something that happens by itself: a line in [`Event`], a line in `happen`, and a function beside the rows
//! that it changes. Handlers may put further events on the agenda, for now or later. When nothing is due, nothing is
//! looked at.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::interface::delete_interface;
use crate::service::{acm, autoscaling, ec2, elbv2};
use crate::settings::Settings;
use crate::store::Region;

/// Something that will happen, with the id of what it happens to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Event {
    /// An interface that lingered after its owner was deleted goes.
    InterfaceGoes(String),
    /// A pending NAT gateway becomes available, or failed.
    NatGatewaySettles(String),
    /// A NAT gateway that is being deleted leaves its subnet.
    NatGatewayGoes(String),
    /// A NAT gateway that is deleted or failed is no longer listed.
    NatGatewayForgotten(String),
    /// A gateway endpoint that was deleted is no longer listed.
    EndpointForgotten(String),
    /// An instance runs, has booted, is terminated or is no longer listed.
    InstanceChanges(String),
    /// A certificate's records are told or set, or it is issued or given up.
    CertificateChanges(String),
    /// Something else has become another thing by time alone: [`settle`] sees what.
    LookAround,
}

/// What will happen, and when.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Agenda {
    due: BTreeSet<Due>,
    entered: u64,
}

/// One entry; of those due at one time the one that was entered first comes first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Due {
    at: Timestamp,
    order: u64,
    event: Event,
}

impl Agenda {
    /// Enters an event.
    pub(crate) fn enter(&mut self, at: Timestamp, event: Event) {
        self.entered += 1;
        self.due.insert(Due { at, order: self.entered, event });
    }

    /// When the next event is due.
    pub(crate) fn next(&self) -> Option<Timestamp> {
        self.due.first().map(|due| due.at)
    }

    fn take(&mut self, now: Timestamp) -> Option<Due> {
        if self.next()? > now {
            return None;
        }
        self.due.pop_first()
    }
}

/// Lets everything happen that is due up to `now`, each at its own time, and leaves the region's clock at `now`.
pub(crate) fn advance(region: &mut Region, settings: &Settings, now: Timestamp) {
    while let Some(due) = region.agenda.take(now) {
        region.now = region.now.max(due.at);
        happen(region, settings, due.event);
        settle(region, settings);
    }
    region.now = region.now.max(now);
}

/// Lets follow what follows from a change, at the time of the change: what balancers find of their targets, what
/// groups launch and let go, what a lab takes away.
pub(crate) fn settle(region: &mut Region, settings: &Settings) {
    elbv2::health::judge_targets(region, settings);
    autoscaling::keep::keep_groups(region, settings);
    ec2::instance_life::keep_to_lab(region, settings);
    // What joined or left a target group meanwhile.
    elbv2::health::judge_targets(region, settings);
}

fn happen(region: &mut Region, settings: &Settings, event: Event) {
    match event {
        Event::InterfaceGoes(id) => delete_interface(region, &id),
        Event::NatGatewaySettles(id) => ec2::settle_nat_gateway(region, settings, &id),
        Event::NatGatewayGoes(id) => ec2::remove_nat_gateway(region, settings, &id),
        Event::NatGatewayForgotten(id) => ec2::forget_nat_gateway(region, &id),
        Event::EndpointForgotten(id) => ec2::forget_endpoint(region, &id),
        Event::InstanceChanges(id) => ec2::instance_life::change_instance(region, &id),
        Event::CertificateChanges(arn) => acm::change_certificate(region, settings, &arn),
        Event::LookAround => {}
    }
}
