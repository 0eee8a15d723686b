//! What time and others do to instances: they boot, are taken away, end, and are forgotten.

use std::net::Ipv4Addr;

use super::instance::interface_of;
use super::prefix_list::prefix_lists;
use super::volume::let_go_of_volumes;
use crate::clock::{Span, Timestamp};
use crate::interface::delete_interface;
use crate::packet::{End, INTERNET_HOST, Packet, TCP, trace};
use crate::settings::Settings;
use crate::store::Region;
use crate::store::machine::{Ending, Instance};
use crate::world::Event;

/// Begins the end of an instance. One that is ending already goes on ending.
pub(crate) fn end_instance(region: &mut Region, settings: &Settings, id: &str, code: &str, message: &str) {
    let at = region.now + settings.durations.terminate;
    let Some(instance) = region.instances.get_mut(id).filter(|instance| instance.is_alive()) else { return };
    instance.ending = Some(Ending { at, code: code.to_owned(), message: format!("{code}: {message}") });
    region.agenda.enter(at, Event::InstanceChanges(id.to_owned()));
}

/// Terminates what is above the number that a lab lets run, the youngest first (AWS Academy Learner Lab, readme: 9
/// instances, whichever service started them).
pub(crate) fn keep_to_lab(region: &mut Region, settings: &Settings) {
    let Some(most) = settings.lab_instances else { return };
    let alive = region.instances.values().filter(|instance| instance.is_alive());
    let mut alive: Vec<(Timestamp, String)> =
        alive.map(|instance| (instance.made_at, instance.id.clone())).collect();
    alive.sort();
    for (_, id) in alive.into_iter().skip(most) {
        end_instance(
            region,
            settings,
            &id,
            "Server.LabLimit",
            "The lab terminated it: too many instances run",
        );
    }
}

/// How long a terminated instance stays listed (EC2 user guide, "Terminate Amazon EC2 instances": for a while, usually
/// an hour).
const LISTED: Span = Span::hours(1);

/// What time does to an instance: it boots, it is gone, it is forgotten.
pub(crate) fn change_instance(region: &mut Region, id: &str) {
    let now = region.now;
    let Some(instance) = region.instances.get(id) else { return };
    match &instance.ending {
        None if instance.ready.is_none() && now >= instance.boots_at => {
            let ready = instance.user_data.is_none() || reaches_internet(region, instance);
            if let Some(instance) = region.instances.get_mut(id) {
                instance.ready = Some(ready);
            }
        }
        Some(ending) if now >= ending.at + LISTED => {
            region.instances.remove(id);
        }
        Some(ending) if now >= ending.at && instance.interface.is_some() => {
            let forgotten = ending.at + LISTED;
            let interface = instance.interface.clone().unwrap_or_default();
            delete_interface(region, &interface);
            let_go_of_volumes(region, id);
            if let Some(instance) = region.instances.get_mut(id) {
                instance.interface = None;
                instance.volumes.clear();
            }
            region.agenda.enter(forgotten, Event::InstanceChanges(id.to_owned()));
        }
        _ => {}
    }
}

/// Whether a machine could load what its user data needs: TCP 443 of the internet, or of a gateway endpoint.
fn reaches_internet(region: &Region, instance: &Instance) -> bool {
    let Some(interface) = interface_of(instance, region) else { return false };
    let endpoints = region.endpoints.values().filter(|endpoint| endpoint.vpc_id == interface.vpc_id);
    let services: Vec<&str> = endpoints.map(|endpoint| endpoint.service.as_str()).collect();
    let lists = prefix_lists(&region.name).into_iter().filter(|list| services.contains(&list.name.as_str()));
    let hosts = lists.flat_map(|list| list.blocks).map(|block| Ipv4Addr::from_bits(block.first() + 1));
    let mut hosts = std::iter::once(INTERNET_HOST).chain(hosts);
    hosts.any(|host| {
        let packet = Packet {
            from: End::Interface(interface.id.clone()),
            to: End::Host(host),
            protocol: TCP,
            port: 443,
        };
        trace(region, &packet).is_ok()
    })
}
