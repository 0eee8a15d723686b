//! What a declared thing is made of, defaults included, as words: for `explain`.

use crate::topology::{
    Action, At, AutoScalingGroup, Certificate, GatewayEndpoint, Header, Host, ImageSource, Instance, Launch,
    Listener, LoadBalancer, NatGateway, RouteTable, RouteTarget, Setting, Subnet, TargetGroup, Topology, Vpc,
};

/// A declared thing in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// The word that declares it.
    pub word: &'static str,
    /// Its name.
    pub name: String,
    /// Its doc comment.
    pub docs: String,
    /// Its properties, in the order of the language.
    pub properties: Vec<Property>,
}

/// A property in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: String,
    /// Whether somebody wrote it; otherwise it is the default.
    pub written: bool,
}

/// Every declared thing of this name: one, or the members of a family.
#[must_use]
pub fn describe(topology: &Topology, name: &str) -> Vec<Described> {
    let words = Words { topology };
    let called = |header: &Header| header.name.to_string() == name || header.name.base == name;
    let mut described = Vec::new();
    macro_rules! things {
        ($($word:literal $table:ident $describe:ident;)*) => { $(
            for thing in topology.$table.iter().filter(|thing| called(&thing.header)) {
                let Header { name, docs, .. } = &thing.header;
                let properties = words.$describe(thing);
                described.push(Described { word: $word, name: name.to_string(), docs: docs.clone(), properties });
            }
        )* };
    }
    things! {
        "vpc" vpcs describe_vpc;
        "subnet" subnets describe_subnet;
        "nat_gateway" nat_gateways describe_nat_gateway;
        "route_table" route_tables describe_route_table;
        "gateway_endpoint" gateway_endpoints describe_gateway_endpoint;
        "certificate" certificates describe_certificate;
        "load_balancer" load_balancers describe_load_balancer;
        "auto_scaling_group" auto_scaling_groups describe_auto_scaling_group;
        "instance" instances describe_instance;
    }
    described
}

impl Topology {
    /// The name of every declared thing and family, in order, each once.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let headers = (self.vpcs.iter().map(|thing| &thing.header))
            .chain(self.subnets.iter().map(|thing| &thing.header))
            .chain(self.nat_gateways.iter().map(|thing| &thing.header))
            .chain(self.route_tables.iter().map(|thing| &thing.header))
            .chain(self.gateway_endpoints.iter().map(|thing| &thing.header))
            .chain(self.certificates.iter().map(|thing| &thing.header))
            .chain(self.load_balancers.iter().map(|thing| &thing.header))
            .chain(self.auto_scaling_groups.iter().map(|thing| &thing.header))
            .chain(self.instances.iter().map(|thing| &thing.header));
        let mut names: Vec<String> =
            headers.flat_map(|header| [header.name.base.clone(), header.name.to_string()]).collect();
        names.sort();
        names.dedup();
        names
    }
}

/// Turns values into words.
struct Words<'a> {
    topology: &'a Topology,
}

fn property<T>(name: &'static str, value: &At<T>, show: impl FnOnce(&T) -> String) -> Property {
    Property { name, value: show(&value.value), written: value.written }
}

fn text(name: &'static str, value: impl Into<String>) -> Property {
    Property { name, value: value.into(), written: true }
}

fn seconds(value: &u32) -> String {
    format!("{value} s")
}

fn yes_no(value: &bool) -> String {
    if *value { "yes" } else { "no" }.to_string()
}

fn joined<T>(values: &[T], show: impl Fn(&T) -> String) -> String {
    values.iter().map(show).collect::<Vec<_>>().join(", ")
}

impl Words<'_> {
    fn switch(&self, setting: &Setting<bool>) -> String {
        match setting {
            Setting::Value(on) => yes_no(on),
            Setting::Param(id) => format!("param {}", self.topology[*id].name.value),
        }
    }

    fn setting<T: ToString>(&self, setting: &Setting<T>) -> String {
        match setting {
            Setting::Value(value) => value.to_string(),
            Setting::Param(id) => format!("param {}", self.topology[*id].name.value),
        }
    }

    fn host(&self, host: &At<Host>) -> String {
        self.setting(&host.value)
    }

    fn describe_vpc(&self, vpc: &Vpc) -> Vec<Property> {
        vec![
            property("cidr", &vpc.cidr, ToString::to_string),
            text("secondary", joined(&vpc.secondary, |block| block.to_string())),
            property("dns_support", &vpc.dns_support, yes_no),
            property("dns_hostnames", &vpc.dns_hostnames, yes_no),
        ]
    }

    fn describe_subnet(&self, subnet: &Subnet) -> Vec<Property> {
        vec![
            property("cidr", &subnet.cidr, ToString::to_string),
            property("zone", &subnet.zone, String::clone),
            property("public_addresses", &subnet.public_addresses, yes_no),
            text("usable addresses", subnet.cidr.usable().to_string()),
        ]
    }

    fn describe_nat_gateway(&self, gateway: &NatGateway) -> Vec<Property> {
        vec![text("in", self.topology[*gateway.subnet].header.name.to_string())]
    }

    fn describe_route_table(&self, table: &RouteTable) -> Vec<Property> {
        let mut properties = vec![text(
            "on",
            joined(&table.subnets, |subnet| self.topology[**subnet].header.name.to_string()),
        )];
        properties.extend(table.routes.iter().map(|route| {
            let target = match route.target.value {
                RouteTarget::InternetGateway(id) => &self.topology[id].header,
                RouteTarget::NatGateway(id) => &self.topology[id].header,
            };
            text("route", format!("{} -> {}", route.destination.value, target.name.value))
        }));
        properties
    }

    fn describe_gateway_endpoint(&self, endpoint: &GatewayEndpoint) -> Vec<Property> {
        vec![
            property("service", &endpoint.service, |service| service.word().to_string()),
            text("on", joined(&endpoint.tables, |table| self.topology[**table].header.name.to_string())),
        ]
    }

    fn describe_certificate(&self, certificate: &Certificate) -> Vec<Property> {
        let mut properties = vec![text("for", joined(&certificate.hosts, |host| self.host(host)))];
        properties.extend(certificate.existing.as_ref().map(|arn| property("by arn", arn, String::clone)));
        properties
    }

    fn describe_load_balancer(&self, balancer: &LoadBalancer) -> Vec<Property> {
        let scheme = if *balancer.internet_facing { "internet_facing" } else { "internal" };
        let mut properties = vec![
            text("scheme", scheme),
            text("in", joined(&balancer.subnets, |subnet| self.topology[**subnet].header.name.to_string())),
            text("groups", joined(&balancer.groups, |group| self.topology[**group].header.name.to_string())),
            property("idle_timeout", &balancer.idle_timeout, seconds),
            property("deletion_protection", &balancer.deletion_protection, |on| self.switch(on)),
        ];
        properties.extend(balancer.listeners.iter().flat_map(|listener| self.describe_listener(listener)));
        properties
    }

    fn describe_listener(&self, listener: &Listener) -> Vec<Property> {
        let mut head = format!("{} {}", listener.protocol.word(), listener.port.value);
        if let Some(policy) = listener.tls_policy() {
            head.push_str(&format!(", {policy}"));
        }
        let mut properties = vec![text("listen", head)];
        for rule in &listener.rules {
            let hosts = joined(&rule.hosts, |host| self.host(host));
            let paths = joined(&rule.paths, |path| path.value.clone());
            let matched =
                [hosts, paths].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" if ");
            properties.push(text("", format!("{matched} => {}", self.action(&rule.action))));
        }
        properties.extend(
            listener.default.as_ref().map(|action| text("", format!("_ => {}", self.action(action)))),
        );
        properties
    }

    fn action(&self, action: &Action) -> String {
        match action {
            Action::Forward(target) => self.topology[*target].name.to_string(),
            Action::Redirect { status, protocol, port } => {
                format!("redirect {} {} {}", status.value, protocol.word(), port.value)
            }
            Action::Respond { status, .. } => format!("respond {}", status.value),
        }
    }

    fn describe_target(&self, target: &TargetGroup) -> Vec<Property> {
        let health = &target.health;
        let mut properties = vec![
            text("target", format!("http {}", target.port.value)),
            property("health path", &health.path, String::clone),
            property("health codes", &health.codes, |codes| {
                joined(
                    codes,
                    |(first, last)| {
                        if first == last { first.to_string() } else { format!("{first}..={last}") }
                    },
                )
            }),
            property("health interval", &health.interval, seconds),
            property("health timeout", &health.timeout, seconds),
            property("healthy after", &health.healthy, ToString::to_string),
            property("unhealthy after", &health.unhealthy, ToString::to_string),
            property("deregistration_delay", &target.deregistration_delay, seconds),
        ];
        properties
            .extend(health.port.as_ref().map(|port| property("health port", port, ToString::to_string)));
        properties.extend(target.stickiness.as_ref().map(|time| property("stickiness", time, seconds)));
        properties
    }

    fn describe_launch(&self, launch: &Launch) -> Vec<Property> {
        let mut properties = vec![
            property("instance_type", &launch.instance_type, |ty| self.setting(ty)),
            property("ami", &launch.image, |image| {
                let source = match &image.source {
                    ImageSource::Ubuntu(release) => format!("ubuntu {release}"),
                    ImageSource::AmazonLinux(release) => format!("amazon_linux {release}"),
                    ImageSource::Ssm(name) => format!("ssm {name}"),
                    ImageSource::Id(id) => id.clone(),
                };
                image
                    .architecture
                    .map_or(source.clone(), |architecture| format!("{source} {}", architecture.word()))
            }),
            text("metadata tokens", "required"),
            property("metadata_hop_limit", &launch.metadata_hop_limit, ToString::to_string),
            property("detailed_monitoring", &launch.detailed_monitoring, |on| self.switch(on)),
        ];
        properties.extend(launch.key_pair.as_ref().map(|key| property("key_pair", key, String::clone)));
        properties.extend(
            launch
                .instance_profile
                .as_ref()
                .map(|profile| property("instance_profile", profile, String::clone)),
        );
        properties
            .extend(launch.public_address.as_ref().map(|public| property("public_address", public, yes_no)));
        properties.extend(launch.root_volume.as_ref().map(|volume| {
            property("root_volume", volume, |volume| {
                format!("{} {} GiB, encrypted", volume.kind.value, volume.size.value)
            })
        }));
        properties.extend(
            launch.user_data.as_ref().map(|user_data| text("user_data", user_data.file.value.clone())),
        );
        properties
    }

    fn describe_auto_scaling_group(&self, group: &AutoScalingGroup) -> Vec<Property> {
        let mut properties = vec![
            text("in", joined(&group.subnets, |subnet| self.topology[**subnet].header.name.to_string())),
            text("groups", joined(&group.groups, |worn| self.topology[**worn].header.name.to_string())),
            property("min", &group.min, |size| self.setting(size)),
            property("desired", &group.desired, |size| self.setting(size)),
            property("max", &group.max, |size| self.setting(size)),
            property("load balancer's health", &group.balancer_health, yes_no),
            property("grace", &group.grace, seconds),
            property("surge", &group.surge, ToString::to_string),
        ];
        if let Some(cpu) = &group.cpu_target {
            properties.push(property("scaling", cpu, |cpu| format!("cpu {cpu}%")));
            properties.push(text(
                "alarms",
                "two in CloudWatch, which AWS makes for the scaling and deletes with it",
            ));
        }
        properties.extend(group.warmup.as_ref().map(|warmup| property("instance_warmup", warmup, seconds)));
        properties.extend(self.describe_launch(&group.launch));
        properties
            .extend(group.target.iter().flat_map(|target| self.describe_target(&self.topology[*target])));
        properties
    }

    fn describe_instance(&self, instance: &Instance) -> Vec<Property> {
        let mut properties = vec![
            text("in", self.topology[*instance.subnet].header.name.to_string()),
            text("groups", joined(&instance.groups, |worn| self.topology[**worn].header.name.to_string())),
        ];
        properties.extend(self.describe_launch(&instance.launch));
        properties
            .extend(instance.target.iter().flat_map(|target| self.describe_target(&self.topology[*target])));
        properties
    }
}
