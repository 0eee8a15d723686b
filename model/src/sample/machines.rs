//! Groups of instances and instances of a sample.

use super::Sample;
use crate::diagnostic::Site;
use crate::topology::*;

impl Sample {
    /// Machines of this type with Ubuntu for its usual architecture.
    pub fn launch(&mut self, name: &str, instance_type: &str) -> Launch {
        let image = Image {
            source: ImageSource::Ubuntu("22.04".into()),
            architecture: Some(if instance_type.starts_with("t4g") {
                Architecture::Arm64
            } else {
                Architecture::X86_64
            }),
        };
        Launch {
            instance_type: self
                .at(&format!("{name}.instance_type"), Setting::Value(instance_type.to_owned())),
            image: self.at(&format!("{name}.ami"), image),
            key_pair: None,
            instance_profile: None,
            metadata_hop_limit: At::default_at(1, Site(0)),
            detailed_monitoring: At::default_at(Setting::Value(false), Site(0)),
            public_address: None,
            root_volume: None,
            user_data: None,
        }
    }

    /// A group of machines that wears its own security group; `sizes` are min, desired and max.
    pub fn auto_scaling_group(
        &mut self,
        name: &str,
        subnets: &[SubnetId],
        instance_type: &str,
        [min, desired, max]: [u32; 3],
    ) -> AutoScalingGroupId {
        let group = self.push_own_group(name, subnets[0]);
        let scaled = AutoScalingGroup {
            header: self.header(name),
            subnets: self.subnets_of(name, subnets),
            groups: vec![self.at(&format!("{name}.groups"), group)],
            launch: self.launch(name, instance_type),
            min: self.at(&format!("{name}.min"), Setting::Value(min)),
            desired: self.at(&format!("{name}.desired"), Setting::Value(desired)),
            max: self.at(&format!("{name}.max"), Setting::Value(max)),
            cpu_target: None,
            balancer_health: At::default_at(false, Site(0)),
            grace: At::default_at(300, Site(0)),
            warmup: None,
            surge: self.at(&format!("{name}.surge"), 1),
            target: None,
        };
        self.topology.auto_scaling_groups.push(scaled);
        AutoScalingGroupId(self.topology.auto_scaling_groups.len() as u32 - 1)
    }

    /// A root volume of the machines of this group.
    pub fn root_volume(&mut self, group: &str, kind: &str, size: u32) {
        let volume = Volume {
            kind: self.at(&format!("{group}.root_volume.kind"), kind.to_owned()),
            size: self.at(&format!("{group}.root_volume.size"), size),
        };
        let volume = self.at(&format!("{group}.root_volume"), volume);
        self.launch_of(group).root_volume = Some(volume);
    }

    /// User data of the machines of this group, from the file `<group>.sh`.
    pub fn user_data(&mut self, group: &str, text: &str, values: &[(&str, &str)]) {
        let file = self.at(&format!("{group}.user_data"), format!("{group}.sh"));
        let variables = values
            .iter()
            .map(|(name, value)| {
                let label = format!("{group}.user_data.{name}");
                let text = Text(vec![Piece::Literal((*value).to_owned())]);
                Variable { name: self.at(&label, (*name).to_owned()), value: self.at(&label, text) }
            })
            .collect();
        self.launch_of(group).user_data = Some(UserData { file, text: text.to_owned(), variables });
    }

    fn launch_of(&mut self, group: &str) -> &mut Launch {
        let mut groups = self.topology.auto_scaling_groups.iter_mut();
        let found = groups.find(|one| one.header.name.value.to_string() == group);
        &mut found.expect("a group of this name").launch
    }

    /// A single machine that wears its own security group.
    pub fn instance(&mut self, name: &str, subnet: SubnetId, instance_type: &str) -> InstanceId {
        let group = self.push_own_group(name, subnet);
        let instance = Instance {
            header: self.header(name),
            subnet: self.at(&format!("{name}.subnet"), subnet),
            groups: vec![self.at(&format!("{name}.groups"), group)],
            launch: self.launch(name, instance_type),
            target: None,
        };
        self.topology.instances.push(instance);
        InstanceId(self.topology.instances.len() as u32 - 1)
    }
}
