//! `launch: { … }`: what a machine is made of.

use groundplan_model::check::language::VALUE_TYPE;
use groundplan_model::diagnostic::Site;
use groundplan_model::property::{Block, Property};
use groundplan_model::topology::{Image, ImageSource, Launch, Setting, Thing, Volume};

use crate::syntax::{Value, ValueKind};

use super::Lowering;
use super::properties::{Properties, line};
use super::values::map_at;

/// A launch whose user data is still to be read: it may name any machine, also one that is lowered later.
#[derive(Debug)]
pub(super) struct PendingLaunch<'s> {
    /// The statement that it stands in.
    item: usize,
    /// What is launched, where it was made.
    thing: Option<Thing>,
    properties: Properties<'s>,
}

impl<'s> Lowering<'s> {
    /// Notes what the launch that was read last belongs to.
    pub(super) fn launch_made(&mut self, thing: Thing) {
        let here = self.here;
        if let Some(launch) = self.launches.last_mut().filter(|launch| launch.item == here) {
            launch.thing = Some(thing);
        }
    }

    /// Reads the user data of every launch.
    pub(super) fn lower_user_data(&mut self) {
        for PendingLaunch { item, thing, properties } in std::mem::take(&mut self.launches) {
            let data = self.within(item, |lowering| {
                lowering.owner = Some(properties.owner());
                lowering.with_property(&properties, "user_data", Lowering::read_user_data).flatten()
            });
            let launch = match thing {
                Some(Thing::AutoScalingGroup(id)) => {
                    self.topology.auto_scaling_groups.get_mut(id.0 as usize).map(|group| &mut group.launch)
                }
                Some(Thing::Instance(id)) => {
                    self.topology.instances.get_mut(id.0 as usize).map(|instance| &mut instance.launch)
                }
                _ => None,
            };
            if let Some(launch) = launch {
                launch.user_data = data;
            }
        }
    }

    /// The launch of a thing, from its properties; `None` where there is none that could be read at all.
    pub(super) fn lower_launch(&mut self, properties: &Properties<'s>, owner: Site) -> Option<Launch> {
        let launch = self.with_property(properties, "launch", |lowering, value, property| {
            lowering.read_launch(value, property, owner)
        });
        match launch {
            Some(launch) => launch,
            None => {
                self.tell_missing(properties, "launch");
                None
            }
        }
    }

    fn read_launch(&mut self, value: &'s Value, property: &'static Property, owner: Site) -> Option<Launch> {
        let resolved = self.resolve(value);
        let ValueKind::Map(map) = &resolved.kind else {
            self.tell_type(resolved, property);
            return None;
        };
        let properties = self.open(Block::Launch, Some(map), owner, value.span);
        let nothing = Setting::Value(String::new());
        let instance_type =
            self.required(&properties, "instance_type", Lowering::read_instance_type, nothing);
        let no_image = Image { source: ImageSource::Id(String::new()), architecture: None };
        let image = self.required(&properties, "ami", Lowering::read_image, no_image);
        let key_pair = self.optional(&properties, "key_pair", Lowering::read_text);
        let instance_profile = self.optional(&properties, "instance_profile", Lowering::read_text);
        let metadata_hop_limit = self.or_default(&properties, "metadata_hop_limit", Lowering::read_number, 1);
        let detailed_monitoring =
            self.or_default(&properties, "detailed_monitoring", Lowering::read_switch, Setting::Value(false));
        let public_address = self.with_property(&properties, "public_address", Lowering::read_yes_no);
        if public_address.as_ref().is_some_and(Result::is_err) {
            self.leave_gap();
        }
        let public_address = public_address.and_then(Result::ok);
        let root_volume = self.optional(&properties, "root_volume", Lowering::read_volume);
        self.launches.push(PendingLaunch { item: self.here, thing: None, properties });
        Some(Launch {
            instance_type,
            image,
            key_pair,
            instance_profile,
            metadata_hop_limit,
            detailed_monitoring,
            public_address,
            root_volume,
            user_data: None,
        })
    }

    /// `gp3 8 GiB`.
    fn read_volume(
        &mut self,
        value: &'s Value,
        property: &'static Property,
    ) -> super::properties::Read<Volume> {
        let value = self.resolve(value);
        let (word, arguments, map) = self.read_typed(value, property)?;
        let [size] = arguments else { return Err(self.tell_type(value, property)) };
        if let Some(map) = map {
            let message = format!("`{word}` takes no properties");
            return Err(self.tell_with_help(&VALUE_TYPE, map.span, message, format!("write `{word} 8 GiB`")));
        }
        let kind = self.at(word.to_string(), word.span());
        let size = self.read_number(size, line(Block::Volume, "size"))?;
        let at = kind.clone();
        Ok(map_at(at, |_| Volume { kind, size }))
    }
}
