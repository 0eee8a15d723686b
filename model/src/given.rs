//! The topology with every param replaced by the value that was given for it, so that the rules can be asked again.

use crate::params::Values;
use crate::topology::{
    Edge, End, Host, Launch, OutputValue, Param, ParamId, Piece, Setting, Tag, Text, Topology,
};

impl Topology {
    /// The topology with every param replaced by its value in `values`.
    ///
    /// A param without a value stays a param.
    #[must_use]
    pub fn with_values(&self, values: &Values) -> Topology {
        let mut topology = self.clone();
        let given = Given { params: &self.params, values };
        for certificate in &mut topology.certificates {
            certificate.hosts.iter_mut().for_each(|host| given.host(&mut host.value));
        }
        for balancer in &mut topology.load_balancers {
            given.switch(&mut balancer.deletion_protection.value);
        }
        for target in &mut topology.target_groups {
            target.cross_zone.iter_mut().for_each(|on| given.switch(&mut on.value));
        }
        for listener in topology.load_balancers.iter_mut().flat_map(|balancer| &mut balancer.listeners) {
            for rule in &mut listener.rules {
                rule.hosts.iter_mut().for_each(|host| given.host(&mut host.value));
            }
        }
        for group in &mut topology.auto_scaling_groups {
            for size in [&mut group.min, &mut group.desired, &mut group.max] {
                given.setting(&mut size.value, |text| text.parse().ok());
            }
            given.launch(&mut group.launch);
        }
        topology.instances.iter_mut().for_each(|instance| given.launch(&mut instance.launch));
        for Edge { from, to, .. } in &mut topology.edges {
            from.iter_mut().chain(to).for_each(|end| given.end(&mut end.value));
        }
        for assertion in &mut topology.assertions {
            assertion.from.iter_mut().chain(&mut assertion.to).for_each(|end| given.end(&mut end.value));
        }
        for output in &mut topology.outputs {
            match &mut output.value {
                OutputValue::One(text) => given.text(text),
                OutputValue::List(texts) => texts.iter_mut().for_each(|text| given.text(text)),
            }
        }
        for tag in topology.all_tags_mut() {
            given.text(&mut tag.value.value);
        }
        topology
    }

    fn all_tags_mut(&mut self) -> impl Iterator<Item = &mut Tag> {
        let headers = (self.vpcs.iter_mut().map(|thing| &mut thing.header))
            .chain(self.subnets.iter_mut().map(|thing| &mut thing.header))
            .chain(self.internet_gateways.iter_mut().map(|thing| &mut thing.header))
            .chain(self.nat_gateways.iter_mut().map(|thing| &mut thing.header))
            .chain(self.route_tables.iter_mut().map(|thing| &mut thing.header))
            .chain(self.gateway_endpoints.iter_mut().map(|thing| &mut thing.header))
            .chain(self.groups.iter_mut().map(|thing| &mut thing.header))
            .chain(self.certificates.iter_mut().map(|thing| &mut thing.header))
            .chain(self.load_balancers.iter_mut().map(|thing| &mut thing.header))
            .chain(self.auto_scaling_groups.iter_mut().map(|thing| &mut thing.header))
            .chain(self.instances.iter_mut().map(|thing| &mut thing.header));
        self.tags.iter_mut().chain(headers.flat_map(|header| &mut header.tags))
    }
}

/// The params and the values given for them.
struct Given<'a> {
    params: &'a [Param],
    values: &'a Values,
}

impl Given<'_> {
    fn value(&self, id: ParamId) -> Option<&String> {
        self.values.get(&self.params[id.0 as usize].name.value)
    }

    fn setting<T>(&self, setting: &mut Setting<T>, read: impl Fn(&str) -> Option<T>) {
        if let Setting::Param(id) = setting
            && let Some(value) = self.value(*id).and_then(|text| read(text))
        {
            *setting = Setting::Value(value);
        }
    }

    fn switch(&self, setting: &mut Setting<bool>) {
        self.setting(setting, |text| match text {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        });
    }

    fn host(&self, host: &mut Host) {
        self.setting(host, |text| Some(text.to_string()));
    }

    fn end(&self, end: &mut End) {
        if let End::CidrParam(id) = end
            && let Some(cidr) = self.value(*id).and_then(|text| text.parse().ok())
        {
            *end = End::Cidr(cidr);
        }
    }

    fn text(&self, text: &mut Text) {
        for piece in &mut text.0 {
            if let Piece::Param(id) = piece
                && let Some(value) = self.value(*id)
            {
                *piece = Piece::Literal(value.clone());
            }
        }
    }

    fn launch(&self, launch: &mut Launch) {
        self.switch(&mut launch.detailed_monitoring.value);
        self.setting(&mut launch.instance_type.value, |text| Some(text.to_string()));
        for variable in launch.user_data.iter_mut().flat_map(|user_data| &mut user_data.variables) {
            self.text(&mut variable.value.value);
        }
    }
}
