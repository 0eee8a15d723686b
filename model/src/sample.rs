//! Topologies for tests, built part by part: what would be a token gets a label, so that a test can say where a
//! finding must stand.
//!
//! The label of a thing's name is the name (`public.a`), that of a value is the name and the property
//! (`public.a.cidr`, `web.max`).

#![allow(dead_code, reason = "each test takes the parts that it needs")]

use crate::check;
use crate::diagnostic::{Finding, Site};
use crate::topology::*;

/// A topology being built, with the labels of its sites.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    /// The topology so far.
    pub topology: Topology,
    labels: Vec<String>,
}

/// TCP on one port.
pub(crate) const fn tcp(port: u16) -> Ports {
    Ports { protocol: Protocol::Tcp, first: port, last: port }
}

/// Every protocol and port.
pub(crate) const ALL: Ports = Ports { protocol: Protocol::All, first: 0, last: 65535 };

impl Sample {
    /// A region with two zones, and nothing in it.
    pub fn new() -> Sample {
        let mut sample = Sample { topology: Topology::default(), labels: Vec::new() };
        let name = sample.at("topology", "Sample".to_owned());
        let region = sample.at("region", "us-east-1".to_owned());
        let zones = ["a", "b"].map(|zone| sample.at(&format!("zones.{zone}"), zone.to_owned()));
        sample.topology =
            Topology { name: Some(name), region: Some(region), zones: zones.into(), ..Topology::default() };
        sample
    }

    /// Two public subnets behind an internet gateway, a balancer `edge` in both, a group `web` of two machines that
    /// it forwards to, and a subnet `data.a` without a way out. It breaks no rule.
    pub fn street() -> Sample {
        let mut sample = Sample::new();
        let main = sample.vpc("main", "10.0.0.0/16");
        let public = [("public.a", "10.0.1.0/24", "a"), ("public.b", "10.0.2.0/24", "b")]
            .map(|(name, cidr, zone)| sample.subnet(main, name, cidr, zone));
        for subnet in public {
            sample.topology.subnets[subnet.0 as usize].public_addresses.value = true;
        }
        let data = sample.subnet(main, "data.a", "10.0.11.0/24", "a");
        let gate = sample.internet_gateway(main, "gate");
        sample.route_table(
            main,
            "to_internet",
            &public,
            &[("0.0.0.0/0", RouteTarget::InternetGateway(gate))],
        );
        sample.route_table(main, "isolated", &[data], &[]);
        let edge = sample.load_balancer("edge", true, &public);
        let web = sample.auto_scaling_group("web", &public, "t3.small", [1, 2, 4]);
        let target = sample.target("web", main, 3000);
        let group = &mut sample.topology.auto_scaling_groups[web.0 as usize];
        group.target = Some(target);
        group.balancer_health.value = true;
        let forward = Action::Forward(target);
        sample.listener(edge, ListenerProtocol::Http, 80, forward);
        let (edge, web) = (sample.own_group("edge"), sample.own_group("web"));
        sample.need(End::Internet, edge, tcp(80));
        sample.need(edge, web, tcp(3000));
        sample.permit(web, End::Internet, ALL);
        sample
    }

    /// A new site of this label.
    pub fn site(&mut self, label: &str) -> Site {
        self.labels.push(label.to_owned());
        Site(self.labels.len() as u32 - 1)
    }

    /// A written value with a site of this label.
    pub fn at<T>(&mut self, label: &str, value: T) -> At<T> {
        At::new(value, self.site(label))
    }

    /// The header of a thing of this name, as `public.a`.
    pub fn header(&mut self, name: &str) -> Header {
        let parts = match name.split_once('.') {
            Some((base, key)) => Name { base: base.into(), key: Some(key.into()) },
            None => Name { base: name.into(), key: None },
        };
        Header { name: self.at(name, parts), docs: String::new(), tags: vec![], was: None }
    }

    /// A tag of everything, labelled `tags.key` and `tags.key.value`.
    pub fn tag(&mut self, key: &str, value: &str) {
        let label = format!("tags.{key}");
        let key = self.at(&label, key.to_owned());
        let value = self.at(&format!("{label}.value"), Text(vec![Piece::Literal(value.to_owned())]));
        self.topology.tags.push(Tag { key, value });
    }

    /// A VPC.
    pub fn vpc(&mut self, name: &str, cidr: &str) -> VpcId {
        let vpc = Vpc {
            header: self.header(name),
            cidr: self.at(&format!("{name}.cidr"), cidr.parse().expect("a block")),
            secondary: vec![],
            dns_support: At::default_at(true, Site(0)),
            dns_hostnames: At::default_at(false, Site(0)),
        };
        self.topology.vpcs.push(vpc);
        VpcId(self.topology.vpcs.len() as u32 - 1)
    }

    /// A secondary block of a VPC, labelled with the VPC's name and the block.
    pub fn secondary(&mut self, vpc: VpcId, cidr: &str) {
        let label = format!("{}.{cidr}", self.topology[vpc].header.name.value);
        let block = self.at(&label, cidr.parse().expect("a block"));
        self.topology.vpcs[vpc.0 as usize].secondary.push(block);
    }

    /// A subnet without public addresses, in a zone given by its key.
    pub fn subnet(&mut self, vpc: VpcId, name: &str, cidr: &str, zone: &str) -> SubnetId {
        let subnet = Subnet {
            header: self.header(name),
            vpc,
            cidr: self.at(&format!("{name}.cidr"), cidr.parse().expect("a block")),
            zone: self.at(&format!("{name}.zone"), format!("us-east-1{zone}")),
            public_addresses: self.at(&format!("{name}.public_addresses"), false),
        };
        self.topology.subnets.push(subnet);
        SubnetId(self.topology.subnets.len() as u32 - 1)
    }

    /// An internet gateway.
    pub fn internet_gateway(&mut self, vpc: VpcId, name: &str) -> InternetGatewayId {
        let header = self.header(name);
        self.topology.internet_gateways.push(InternetGateway { header, vpc });
        InternetGatewayId(self.topology.internet_gateways.len() as u32 - 1)
    }

    /// A NAT gateway in a subnet.
    pub fn nat_gateway(&mut self, name: &str, subnet: SubnetId) -> NatGatewayId {
        let header = self.header(name);
        let vpc = self.topology[subnet].vpc;
        let subnet = self.at(&format!("{name}.subnet"), subnet);
        self.topology.nat_gateways.push(NatGateway { header, vpc, subnet });
        NatGatewayId(self.topology.nat_gateways.len() as u32 - 1)
    }

    /// A route table; a route's labels are `table.destination` and `table.destination.target`.
    pub fn route_table(
        &mut self,
        vpc: VpcId,
        name: &str,
        on: &[SubnetId],
        routes: &[(&str, RouteTarget)],
    ) -> RouteTableId {
        let header = self.header(name);
        let subnets = on
            .iter()
            .map(|subnet| {
                let label = format!("{name}.on.{}", self.topology[*subnet].header.name.value);
                self.at(&label, *subnet)
            })
            .collect();
        let routes = routes
            .iter()
            .map(|(destination, target)| Route {
                destination: self.at(&format!("{name}.{destination}"), destination.parse().expect("a block")),
                target: self.at(&format!("{name}.{destination}.target"), *target),
            })
            .collect();
        self.topology.route_tables.push(RouteTable { header, vpc, subnets, routes });
        RouteTableId(self.topology.route_tables.len() as u32 - 1)
    }

    /// A gateway endpoint.
    pub fn gateway_endpoint(
        &mut self,
        vpc: VpcId,
        name: &str,
        service: GatewayService,
        on: &[RouteTableId],
    ) -> GatewayEndpointId {
        let header = self.header(name);
        let service = self.at(&format!("{name}.service"), service);
        let tables = on
            .iter()
            .map(|table| {
                let label = format!("{name}.on.{}", self.topology[*table].header.name.value);
                self.at(&label, *table)
            })
            .collect();
        self.topology.gateway_endpoints.push(GatewayEndpoint { header, vpc, service, tables });
        GatewayEndpointId(self.topology.gateway_endpoints.len() as u32 - 1)
    }

    /// A group that is declared by `group`.
    pub fn group(&mut self, name: &str) -> GroupId {
        let header = self.header(name);
        let vpc = (self.topology.vpcs.len() == 1).then_some(VpcId(0));
        self.topology.groups.push(Group { header, own: false, vpc });
        GroupId(self.topology.groups.len() as u32 - 1)
    }

    /// The own group of a thing in this subnet: the members of a family share one.
    fn push_own_group(&mut self, name: &str, subnet: SubnetId) -> GroupId {
        let base = name.split_once('.').map_or(name, |(base, _)| base);
        let vpc = Some(self.topology[subnet].vpc);
        let known = self.topology.groups.iter().position(|group| group.header.name.base == base);
        let index = known.unwrap_or_else(|| {
            let header = self.header(base);
            self.topology.groups.push(Group { header, own: true, vpc });
            self.topology.groups.len() - 1
        });
        GroupId(index as u32)
    }

    /// The group of this name, as the end of an arrow.
    pub fn own_group(&self, name: &str) -> End {
        let place = self.topology.groups.iter().position(|group| group.header.name.value.to_string() == name);
        End::Group(GroupId(place.expect("a group of this name") as u32))
    }

    /// A need. Its label is `edge n`, those of its parts `edge n.from`, `edge n.to`, `edge n.ports`.
    pub fn need(&mut self, from: End, to: End, ports: Ports) {
        let edge = self.edge(false, &[from], &[to], &[ports]);
        self.topology.edges.push(edge);
    }

    /// A permission, labelled as a need is.
    pub fn permit(&mut self, from: End, to: End, ports: Ports) {
        let edge = self.edge(true, &[from], &[to], &[ports]);
        self.topology.edges.push(edge);
    }

    /// A need or a permission, each end with each.
    pub fn edge(&mut self, permit: bool, from: &[End], to: &[End], ports: &[Ports]) -> Edge {
        let label = format!("edge {}", self.topology.edges.len());
        Edge {
            at: self.site(&label),
            permit,
            from: from.iter().map(|end| self.at(&format!("{label}.from"), *end)).collect(),
            to: to.iter().map(|end| self.at(&format!("{label}.to"), *end)).collect(),
            ports: ports.iter().map(|ports| self.at(&format!("{label}.ports"), *ports)).collect(),
        }
    }

    /// An assertion. Its label is `assert n`, those of its parts as of an edge.
    pub fn assert(&mut self, never: bool, from: End, to: End, ports: &[Ports]) {
        let label = format!("assert {}", self.topology.assertions.len());
        let assertion = Assertion {
            at: self.site(&label),
            never,
            from: vec![self.at(&format!("{label}.from"), from)],
            to: vec![self.at(&format!("{label}.to"), to)],
            ports: ports.iter().map(|ports| self.at(&format!("{label}.ports"), *ports)).collect(),
        };
        self.topology.assertions.push(assertion);
    }

    /// An arrow as the language writes it: `a -> b: tcp 80`, `permit [a, b] -> internet: all`,
    /// `assert never a -> "10.0.0.0/24"`. Its label is the text, those of its parts `part in text`.
    pub fn arrow(&mut self, text: &str) {
        let mut rest = text;
        let mut prefix = |word| {
            let found = rest.strip_prefix(word);
            rest = found.unwrap_or(rest);
            found.is_some()
        };
        let (permit, assert, never) = (prefix("permit "), prefix("assert "), prefix("never "));
        let (from, rest) = rest.split_once(" -> ").expect("an arrow");
        let (to, ports) = rest.rsplit_once(": ").unwrap_or((rest, ""));
        let at = self.site(text);
        let from = self.parts(from, text, Sample::end);
        let to = self.parts(to, text, Sample::end);
        let ports = self.parts(ports, text, |_, word| ports_of(word));
        if assert {
            self.topology.assertions.push(Assertion { at, never, from, to, ports });
        } else {
            self.topology.edges.push(Edge { at, permit, from, to, ports });
        }
    }

    fn parts<T>(&mut self, words: &str, text: &str, read: impl Fn(&Sample, &str) -> T) -> Vec<At<T>> {
        let words = words.trim_matches(['[', ']']).split(',').map(str::trim);
        words
            .filter(|word| !word.is_empty())
            .map(|word| {
                let value = read(self, word);
                self.at(&format!("{word} in {text}"), value)
            })
            .collect()
    }

    /// The end of an arrow that a word means: `internet`, a quoted block, or a name.
    pub fn end(&self, word: &str) -> End {
        let topology = &self.topology;
        let is = |header: &Header| header.name.value.to_string() == word;
        let place = |position: Option<usize>| position.map(|index| index as u32);
        if word == "internet" {
            End::Internet
        } else if word.starts_with('"') {
            End::Cidr(word.trim_matches('"').parse().expect("a block"))
        } else if let Some(id) = place(topology.groups.iter().position(|thing| is(&thing.header))) {
            End::Group(GroupId(id))
        } else if let Some(id) = place(topology.vpcs.iter().position(|thing| is(&thing.header))) {
            End::Vpc(VpcId(id))
        } else if let Some(id) = place(topology.gateway_endpoints.iter().position(|thing| is(&thing.header)))
        {
            End::Endpoint(GatewayEndpointId(id))
        } else {
            let id = place(topology.params.iter().position(|param| param.name.value == word));
            End::CidrParam(ParamId(id.expect("a group, VPC, endpoint or param of this name")))
        }
    }

    /// A param without a default.
    pub fn param(&mut self, name: &str, ty: ParamType) -> ParamId {
        let name = self.at(name, name.to_owned());
        self.topology.params.push(Param { name, docs: String::new(), ty, default: None });
        ParamId(self.topology.params.len() as u32 - 1)
    }

    /// A requested certificate.
    pub fn certificate(&mut self, name: &str, hosts: &[&str]) -> CertificateId {
        let header = self.header(name);
        let hosts = hosts
            .iter()
            .map(|host| self.at(&format!("{name}.{host}"), Setting::Value((*host).to_owned())))
            .collect();
        self.topology.certificates.push(Certificate { header, hosts, existing: None });
        CertificateId(self.topology.certificates.len() as u32 - 1)
    }

    /// A load balancer that wears its own group.
    pub fn load_balancer(
        &mut self,
        name: &str,
        internet_facing: bool,
        subnets: &[SubnetId],
    ) -> LoadBalancerId {
        let group = self.push_own_group(name, subnets[0]);
        let balancer = LoadBalancer {
            header: self.header(name),
            internet_facing: self.at(&format!("{name}.internet_facing"), internet_facing),
            subnets: self.subnets_of(name, subnets),
            groups: vec![self.at(&format!("{name}.groups"), group)],
            idle_timeout: At::default_at(60, Site(0)),
            deletion_protection: At::default_at(false, Site(0)),
            listeners: vec![],
        };
        self.topology.load_balancers.push(balancer);
        LoadBalancerId(self.topology.load_balancers.len() as u32 - 1)
    }

    fn subnets_of(&mut self, name: &str, subnets: &[SubnetId]) -> Vec<At<SubnetId>> {
        let label = |sample: &Sample, subnet: &SubnetId| {
            format!("{name}.in.{}", sample.topology[*subnet].header.name.value)
        };
        subnets.iter().map(|subnet| self.at(&label(self, subnet), *subnet)).collect()
    }

    /// A listener with a default action and no rules; its labels are `edge:80` and `edge:80.default`.
    pub fn listener(
        &mut self,
        balancer: LoadBalancerId,
        protocol: ListenerProtocol,
        port: u16,
        default: Action,
    ) -> &mut Listener {
        let label = format!("{}:{port}", self.topology[balancer].header.name.value);
        let listener = Listener {
            protocol: self.at(&label, protocol),
            port: self.at(&format!("{label}.port"), port),
            certificates: vec![],
            ssl_policy: None,
            rules: vec![],
            default: Some(self.at(&format!("{label}.default"), default)),
        };
        let listeners = &mut self.topology.load_balancers[balancer.0 as usize].listeners;
        listeners.push(listener);
        listeners.last_mut().expect("just pushed")
    }

    /// A target group with AWS's defaults, for the thing of this name.
    pub fn target(&mut self, name: &str, vpc: VpcId, port: u16) -> TargetGroupId {
        let target = TargetGroup {
            name: self.at(&format!("{name}.target"), Name { base: name.into(), key: None }),
            vpc,
            port: self.at(&format!("{name}.target.port"), port),
            health: HealthCheck {
                path: self.at(&format!("{name}.health.path"), "/".to_owned()),
                port: None,
                codes: self.at(&format!("{name}.health.codes"), vec![(200, 200)]),
                interval: self.at(&format!("{name}.health.interval"), 30),
                timeout: self.at(&format!("{name}.health.timeout"), 5),
                healthy: self.at(&format!("{name}.health.healthy"), 5),
                unhealthy: self.at(&format!("{name}.health.unhealthy"), 2),
            },
            stickiness: None,
            deregistration_delay: At::default_at(300, Site(0)),
            cross_zone: None,
        };
        self.topology.target_groups.push(target);
        TargetGroupId(self.topology.target_groups.len() as u32 - 1)
    }

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
            detailed_monitoring: At::default_at(false, Site(0)),
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

    /// Every finding about the topology.
    pub fn findings(&self) -> Vec<Finding> {
        check::check_all(&self.topology)
    }

    /// The label of a site.
    pub fn label(&self, site: Site) -> &str {
        &self.labels[site.0 as usize]
    }

    /// Every finding as `rule at label`, in the order told.
    pub fn told(&self) -> Vec<String> {
        self.findings().iter().map(|f| format!("{} at {}", f.rule.name, self.label(f.at))).collect()
    }

    /// The labels at which this rule speaks.
    pub fn speaks(&self, rule: &str) -> Vec<String> {
        assert!(check::find_rule(rule).is_some(), "no rule `{rule}`");
        let findings = self.findings();
        findings.iter().filter(|f| f.rule.name == rule).map(|f| self.label(f.at).to_owned()).collect()
    }
}

fn ports_of(word: &str) -> Ports {
    let (protocol, range) = word.split_once(' ').unwrap_or((word, "0..=65535"));
    let protocol = match protocol {
        "tcp" => Protocol::Tcp,
        "udp" => Protocol::Udp,
        "icmp" => Protocol::Icmp,
        _ => Protocol::All,
    };
    let (first, last) = range.split_once("..=").unwrap_or((range, range));
    let port = |text: &str| text.parse().expect("a port");
    Ports { protocol, first: port(first), last: port(last) }
}

#[test]
fn the_street_breaks_no_rule() {
    assert_eq!(Sample::street().told(), Vec::<String>::new());
}
