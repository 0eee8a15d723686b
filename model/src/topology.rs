//! The declared topology as plain data, in AWS's own terms.
//!
//! A topology is complete and resolved: names have become indices, families their members, defaults their values.
//! What could not be resolved is left out, and was reported by whoever built it. Values that a user may have to
//! change carry the [`Site`] of their token. The text form ([`Topology::to_text`]) is what the macro puts into the
//! generated code, and what the engine reads back.

#![allow(clippy::question_mark, reason = "nanoserde's derived readers are written so")]

use std::fmt;
use std::ops::Deref;

use nanoserde::{DeJson, DeJsonErr, DeJsonState, SerJson, SerJsonState};

use crate::cidr::Cidr;
use crate::diagnostic::Site;

/// A value and the place where it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// The token that gives it; where nobody wrote it, the token of the thing that takes the default.
    pub at: Site,
    /// Whether somebody wrote it: a default is `false`.
    pub written: bool,
}

impl<T> At<T> {
    /// A written value.
    pub const fn new(value: T, at: Site) -> At<T> {
        At { value, at, written: true }
    }

    /// A value that nobody wrote, for the thing at `at`.
    pub const fn default_at(value: T, at: Site) -> At<T> {
        At { value, at, written: false }
    }
}

impl<T> Deref for At<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: SerJson> SerJson for At<T> {
    fn ser_json(&self, d: usize, s: &mut SerJsonState) {
        s.out.push('[');
        self.value.ser_json(d, s);
        s.out.push(',');
        (self.at.0 * 2 + u32::from(self.written)).ser_json(d, s);
        s.out.push(']');
    }
}

impl<T: DeJson> DeJson for At<T> {
    fn de_json(s: &mut DeJsonState, i: &mut std::str::Chars<'_>) -> Result<At<T>, DeJsonErr> {
        let (value, place) = <(T, u32)>::de_json(s, i)?;
        Ok(At { value, at: Site(place / 2), written: place % 2 == 1 })
    }
}

/// The name of a declaration: `edge`, or `public.a` for the member of a family.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, SerJson, DeJson)]
pub struct Name {
    /// The declared word.
    pub base: String,
    /// The key within the family, where it is a member of one.
    pub key: Option<String>,
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.key {
            Some(key) => write!(f, "{}.{key}", self.base),
            None => f.write_str(&self.base),
        }
    }
}

/// Declares the index of a table of the topology.
macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident indexes $table:ident of $row:ident;)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $id(pub u32);

        impl SerJson for $id {
            fn ser_json(&self, d: usize, s: &mut SerJsonState) {
                self.0.ser_json(d, s);
            }
        }

        impl DeJson for $id {
            fn de_json(s: &mut DeJsonState, i: &mut std::str::Chars<'_>) -> Result<$id, DeJsonErr> {
                u32::de_json(s, i).map($id)
            }
        }

        impl std::ops::Index<$id> for Topology {
            type Output = $row;

            fn index(&self, id: $id) -> &$row {
                &self.$table[id.0 as usize]
            }
        }
    )* };
}

ids! {
    /// One of [`Topology::params`].
    ParamId indexes params of Param;
    /// One of [`Topology::vpcs`].
    VpcId indexes vpcs of Vpc;
    /// One of [`Topology::subnets`].
    SubnetId indexes subnets of Subnet;
    /// One of [`Topology::internet_gateways`].
    InternetGatewayId indexes internet_gateways of InternetGateway;
    /// One of [`Topology::nat_gateways`].
    NatGatewayId indexes nat_gateways of NatGateway;
    /// One of [`Topology::route_tables`].
    RouteTableId indexes route_tables of RouteTable;
    /// One of [`Topology::gateway_endpoints`].
    GatewayEndpointId indexes gateway_endpoints of GatewayEndpoint;
    /// One of [`Topology::groups`].
    GroupId indexes groups of Group;
    /// One of [`Topology::certificates`].
    CertificateId indexes certificates of Certificate;
    /// One of [`Topology::load_balancers`].
    LoadBalancerId indexes load_balancers of LoadBalancer;
    /// One of [`Topology::target_groups`].
    TargetGroupId indexes target_groups of TargetGroup;
    /// One of [`Topology::auto_scaling_groups`].
    AutoScalingGroupId indexes auto_scaling_groups of AutoScalingGroup;
    /// One of [`Topology::instances`].
    InstanceId indexes instances of Instance;
}

/// A whole declaration.
#[derive(Clone, Debug, Default, SerJson, DeJson)]
pub struct Topology {
    /// The name of the type that stands for it, as `Convive`, and its site.
    pub name: Option<At<String>>,
    /// Its doc comment.
    pub docs: String,
    /// The region, as `us-east-1`.
    pub region: Option<At<String>>,
    /// The zones that families are made of: their keys, as `a`. The zone's name is region and key.
    pub zones: Vec<At<String>>,
    /// Tags of everything.
    pub tags: Vec<Tag>,
    /// The paths of the policies to obey, as written.
    pub policies: Vec<At<String>>,
    /// What the topology limits itself to.
    pub budget: Budget,
    /// The values that are known only at run time.
    pub params: Vec<Param>,
    /// Virtual private clouds.
    pub vpcs: Vec<Vpc>,
    /// Subnets of all VPCs.
    pub subnets: Vec<Subnet>,
    /// Internet gateways, each attached to its VPC.
    pub internet_gateways: Vec<InternetGateway>,
    /// Public NAT gateways, each with an elastic IP of its own.
    pub nat_gateways: Vec<NatGateway>,
    /// Route tables with their routes and the subnets that they are on.
    pub route_tables: Vec<RouteTable>,
    /// Gateway endpoints (S3, DynamoDB).
    pub gateway_endpoints: Vec<GatewayEndpoint>,
    /// Security groups: the own ones of things, and those declared by `group`.
    pub groups: Vec<Group>,
    /// What may talk to what: needs and permits, in the order of the source.
    pub edges: Vec<Edge>,
    /// What must hold: `assert` and `assert never`.
    pub assertions: Vec<Assertion>,
    /// Certificates, requested or existing.
    pub certificates: Vec<Certificate>,
    /// Application load balancers with their listeners.
    pub load_balancers: Vec<LoadBalancer>,
    /// Target groups, one for each thing that has `target`.
    pub target_groups: Vec<TargetGroup>,
    /// Groups of instances.
    pub auto_scaling_groups: Vec<AutoScalingGroup>,
    /// Single instances.
    pub instances: Vec<Instance>,
    /// What the topology tells when it stands.
    pub outputs: Vec<Output>,
    /// Findings that the source accepts.
    pub accepts: Vec<Accept>,
}

/// What every declared thing has beside its own properties.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct Header {
    /// The declared name.
    pub name: At<Name>,
    /// The doc comment.
    pub docs: String,
    /// Tags of this thing alone; they win over the topology's.
    pub tags: Vec<Tag>,
    /// The name that it had before, by `#[was(…)]`.
    pub was: Option<Name>,
}

/// A tag.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct Tag {
    /// The key.
    pub key: At<String>,
    /// The value.
    pub value: At<Text>,
}

/// What the topology limits itself to, beside its policies.
#[derive(Clone, Debug, Default, PartialEq, SerJson, DeJson)]
pub struct Budget {
    /// The most EC2 instances at any time.
    pub instances: Option<At<u32>>,
    /// The most vCPUs at any time.
    pub vcpus: Option<At<u32>>,
}

/// A value that is written, or given at run time by a param.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Setting<T> {
    /// Written.
    Value(T),
    /// Given by the param.
    Param(ParamId),
}

impl<T: SerJson> SerJson for Setting<T> {
    fn ser_json(&self, d: usize, s: &mut SerJsonState) {
        s.out.push('[');
        match self {
            Setting::Value(value) => {
                value.ser_json(d, s);
                s.out.push_str(",null");
            }
            Setting::Param(id) => {
                s.out.push_str("null,");
                id.ser_json(d, s);
            }
        }
        s.out.push(']');
    }
}

impl<T: DeJson> DeJson for Setting<T> {
    fn de_json(s: &mut DeJsonState, i: &mut std::str::Chars<'_>) -> Result<Setting<T>, DeJsonErr> {
        match <(Option<T>, Option<ParamId>)>::de_json(s, i)? {
            (Some(value), _) => Ok(Setting::Value(value)),
            (None, Some(id)) => Ok(Setting::Param(id)),
            (None, None) => Err(s.err_parse("a value or a param")),
        }
    }
}

/// A text in pieces, some of which are known only at run time.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, SerJson, DeJson)]
pub struct Text(pub Vec<Piece>);

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, SerJson, DeJson)]
pub enum Piece {
    /// As written.
    Literal(String),
    /// The value of a param.
    Param(ParamId),
    /// What AWS says of a thing, as a load balancer's `dns_name`.
    Attribute(Attribute),
}

/// An attribute of a declared thing, known when the thing stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, SerJson, DeJson)]
pub struct Attribute {
    /// The thing.
    pub of: Thing,
    /// The attribute's name, one of [`Thing::attributes`].
    pub name: String,
}

/// Any declared thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, SerJson, DeJson)]
pub enum Thing {
    /// A VPC.
    Vpc(VpcId),
    /// A subnet.
    Subnet(SubnetId),
    /// An internet gateway.
    InternetGateway(InternetGatewayId),
    /// A NAT gateway.
    NatGateway(NatGatewayId),
    /// A route table.
    RouteTable(RouteTableId),
    /// A gateway endpoint.
    GatewayEndpoint(GatewayEndpointId),
    /// A security group.
    Group(GroupId),
    /// A certificate.
    Certificate(CertificateId),
    /// A load balancer.
    LoadBalancer(LoadBalancerId),
    /// A group of instances.
    AutoScalingGroup(AutoScalingGroupId),
    /// A single instance.
    Instance(InstanceId),
}

/// A value that the user gives at run time.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct Param {
    /// Its name, as `web_host`.
    pub name: At<String>,
    /// Its doc comment.
    pub docs: String,
    /// What it may be.
    pub ty: ParamType,
    /// Its value where none is given, as a person would type it.
    pub default: Option<At<String>>,
}

/// What a param may be.
#[derive(Clone, Debug, PartialEq, Eq, SerJson, DeJson)]
pub enum ParamType {
    /// A host name, without wildcard.
    Host,
    /// A number between the two, both included.
    Count(u32, u32),
    /// An IPv4 block, at an edge.
    Cidr,
    /// One of these instance types.
    InstanceType(Vec<String>),
    /// `yes` or `no`.
    Bool,
    /// A text; where there is a pattern, one that matches it wholly.
    Text(Option<String>),
}

/// A virtual private cloud.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct Vpc {
    /// Name, docs, tags.
    pub header: Header,
    /// The primary block.
    pub cidr: At<Cidr>,
    /// Secondary blocks, in the order of the source.
    pub secondary: Vec<At<Cidr>>,
    /// Whether Amazon's DNS answers (default yes).
    pub dns_support: At<bool>,
    /// Whether instances get public names (default no, as AWS's).
    pub dns_hostnames: At<bool>,
}

/// A subnet.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct Subnet {
    /// Name, docs, tags.
    pub header: Header,
    /// Its VPC.
    pub vpc: VpcId,
    /// Its block.
    pub cidr: At<Cidr>,
    /// Its zone's name, as `us-east-1a`.
    pub zone: At<String>,
    /// Whether what is launched in it gets a public address (default no).
    pub public_addresses: At<bool>,
}

/// An internet gateway, attached to its VPC.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct InternetGateway {
    /// Name, docs, tags.
    pub header: Header,
    /// Its VPC.
    pub vpc: VpcId,
}

/// A public NAT gateway with an elastic IP of its own.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct NatGateway {
    /// Name, docs, tags.
    pub header: Header,
    /// Its VPC.
    pub vpc: VpcId,
    /// The subnet that it is in.
    pub subnet: At<SubnetId>,
}

/// A route table.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct RouteTable {
    /// Name, docs, tags.
    pub header: Header,
    /// Its VPC.
    pub vpc: VpcId,
    /// The subnets that it is on.
    pub subnets: Vec<At<SubnetId>>,
    /// Its routes, without the local ones.
    pub routes: Vec<Route>,
}

/// A route.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct Route {
    /// Where to.
    pub destination: At<Cidr>,
    /// Through what.
    pub target: At<RouteTarget>,
}

/// What a route goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, SerJson, DeJson)]
pub enum RouteTarget {
    /// An internet gateway.
    InternetGateway(InternetGatewayId),
    /// A NAT gateway.
    NatGateway(NatGatewayId),
}

/// A gateway endpoint.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct GatewayEndpoint {
    /// Name, docs, tags.
    pub header: Header,
    /// Its VPC.
    pub vpc: VpcId,
    /// The service.
    pub service: At<GatewayService>,
    /// The route tables that it is on.
    pub tables: Vec<At<RouteTableId>>,
}

/// A service that has gateway endpoints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, SerJson, DeJson)]
pub enum GatewayService {
    /// Amazon S3.
    S3,
    /// Amazon DynamoDB.
    DynamoDb,
}

/// A security group.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct Group {
    /// Name, docs, tags. A thing's own group has the thing's name, a family's its base name.
    pub header: Header,
    /// Whether it is a thing's own, or declared by `group`.
    pub own: bool,
    /// The VPC that its wearers lie in; `None` where nobody wears it and several VPCs are possible.
    pub vpc: Option<VpcId>,
}

/// `a -> b: ports`: a need, or a permission.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct Edge {
    /// The arrow.
    pub at: Site,
    /// Whether it only opens the groups and demands no path.
    pub permit: bool,
    /// Who speaks.
    pub from: Vec<At<End>>,
    /// Who is spoken to.
    pub to: Vec<At<End>>,
    /// On what.
    pub ports: Vec<At<Ports>>,
}

/// `assert a -> b: ports` or `assert never a -> b`: a proof that writes nothing.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct Assertion {
    /// The word `assert`.
    pub at: Site,
    /// Whether the connection must be impossible.
    pub never: bool,
    /// Who speaks.
    pub from: Vec<At<End>>,
    /// Who is spoken to.
    pub to: Vec<At<End>>,
    /// On what; empty (only with `never`) is any port.
    pub ports: Vec<At<Ports>>,
}

/// One end of an arrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, SerJson, DeJson)]
pub enum End {
    /// A security group: a thing's own, or a declared one.
    Group(GroupId),
    /// Any public host: 0.0.0.0/0.
    Internet,
    /// An IPv4 block.
    Cidr(Cidr),
    /// An IPv4 block that a param gives.
    CidrParam(ParamId),
    /// Each block of a VPC.
    Vpc(VpcId),
    /// The service behind a gateway endpoint.
    Endpoint(GatewayEndpointId),
}

/// What an arrow carries: a protocol with a range of ports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, SerJson, DeJson)]
pub struct Ports {
    /// The protocol.
    pub protocol: Protocol,
    /// The first port; 0 where the protocol has none.
    pub first: u16,
    /// The last port; 65535 where the protocol has none.
    pub last: u16,
}

/// A protocol of an arrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, SerJson, DeJson)]
pub enum Protocol {
    /// TCP.
    Tcp,
    /// UDP.
    Udp,
    /// ICMP, every type.
    Icmp,
    /// Every protocol.
    All,
}

/// A certificate of AWS Certificate Manager.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct Certificate {
    /// Name, docs, tags.
    pub header: Header,
    /// The hosts that it covers, the first is its common name. At least one.
    pub hosts: Vec<At<Host>>,
    /// The ARN of an existing one, which is used and not touched; without it one is requested with DNS validation.
    pub existing: Option<At<String>>,
}

/// A host name, perhaps with a wildcard, or one that a param gives.
pub type Host = Setting<String>;

/// An application load balancer.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct LoadBalancer {
    /// Name, docs, tags.
    pub header: Header,
    /// Whether it has public addresses; the site is the word `internet_facing` or `internal`.
    pub internet_facing: At<bool>,
    /// The subnets that it is in.
    pub subnets: Vec<At<SubnetId>>,
    /// The groups that it wears.
    pub groups: Vec<At<GroupId>>,
    /// Seconds after which an idle connection is closed (default 60).
    pub idle_timeout: At<u32>,
    /// Whether deletion is refused (default no).
    pub deletion_protection: At<bool>,
    /// Its listeners, in the order of the source.
    pub listeners: Vec<Listener>,
}

/// A listener of a load balancer.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct Listener {
    /// The word `http` or `https`.
    pub protocol: At<ListenerProtocol>,
    /// The port.
    pub port: At<u16>,
    /// Certificates, the first is the default one.
    pub certificates: Vec<At<CertificateId>>,
    /// The TLS policy of an https listener.
    pub ssl_policy: Option<At<String>>,
    /// Its rules, first match wins.
    pub rules: Vec<ListenerRule>,
    /// What happens when no rule matches; `None` where it was missing or not understood, which has been reported.
    pub default: Option<At<Action>>,
}

/// What a listener speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, SerJson, DeJson)]
pub enum ListenerProtocol {
    /// Plain HTTP.
    Http,
    /// HTTP over TLS.
    Https,
}

/// An arm of `match host` or `match path`.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct ListenerRule {
    /// The first token of the arm.
    pub at: Site,
    /// Hosts, any of which matches; empty is every host.
    pub hosts: Vec<At<Host>>,
    /// Path patterns, any of which matches; empty is every path.
    pub paths: Vec<At<String>>,
    /// What to do.
    pub action: At<Action>,
}

/// What a listener does with a request.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub enum Action {
    /// Hands it to a target group.
    Forward(TargetGroupId),
    /// Sends the client elsewhere, with the same host, path and query.
    Redirect {
        /// 301 or 302.
        status: At<u16>,
        /// The protocol to use.
        protocol: At<ListenerProtocol>,
        /// The port to use.
        port: At<u16>,
    },
    /// Answers by itself.
    Respond {
        /// The status.
        status: At<u16>,
        /// The content type.
        content_type: Option<At<String>>,
        /// The body.
        body: Option<At<String>>,
    },
}

/// A target group: what a thing's `target` says.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct TargetGroup {
    /// The name of the thing that it belongs to; a family of instances has one.
    pub name: At<Name>,
    /// The VPC of its targets.
    pub vpc: VpcId,
    /// The port.
    pub port: At<u16>,
    /// How health is checked.
    pub health: HealthCheck,
    /// How long a client stays with its target, in seconds; `None` is off (default).
    pub stickiness: Option<At<u32>>,
    /// Seconds that a leaving target may finish its requests (default 300).
    pub deregistration_delay: At<u32>,
    /// Whether each node of the balancer sends to every zone; `None` takes the balancer's setting (yes).
    pub cross_zone: Option<At<bool>>,
}

/// How a load balancer checks a target. AWS's defaults are filled in.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct HealthCheck {
    /// The path (default `/`).
    pub path: At<String>,
    /// The port where it is not the target's own.
    pub port: Option<At<u16>>,
    /// The status codes that are healthy, as ranges with both ends (default 200).
    pub codes: At<Vec<(u16, u16)>>,
    /// Seconds between checks (default 30).
    pub interval: At<u32>,
    /// Seconds to wait for an answer (default 5).
    pub timeout: At<u32>,
    /// Answers until a target is healthy (default 5).
    pub healthy: At<u32>,
    /// Failures until it is unhealthy (default 2).
    pub unhealthy: At<u32>,
}

/// What a machine is made of: a launch template's data.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct Launch {
    /// The instance type.
    pub instance_type: At<Setting<String>>,
    /// The machine image.
    pub image: At<Image>,
    /// The name of a key pair.
    pub key_pair: Option<At<String>>,
    /// The name of an instance profile.
    pub instance_profile: Option<At<String>>,
    /// Hops that a metadata answer may take (default 1); tokens are always required.
    pub metadata_hop_limit: At<u32>,
    /// Metrics each minute (default no).
    pub detailed_monitoring: At<bool>,
    /// Whether machines get a public address; `None` leaves it to the subnet.
    pub public_address: Option<At<bool>>,
    /// The root volume; `None` leaves it to the image.
    pub root_volume: Option<At<Volume>>,
    /// What the machine runs at its first boot.
    pub user_data: Option<UserData>,
}

/// A machine image.
#[derive(Clone, Debug, PartialEq, Eq, SerJson, DeJson)]
pub struct Image {
    /// Which.
    pub source: ImageSource,
    /// Its architecture, where it is known: written, or the source's default.
    pub architecture: Option<Architecture>,
}

/// Where a machine image comes from.
#[derive(Clone, Debug, PartialEq, Eq, SerJson, DeJson)]
pub enum ImageSource {
    /// Canonical's newest image of this release, as `22.04`.
    Ubuntu(String),
    /// Amazon's newest image of this release, as `2023`.
    AmazonLinux(String),
    /// What a public SSM parameter names.
    Ssm(String),
    /// This very image.
    Id(String),
}

/// A processor architecture, as EC2 spells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, SerJson, DeJson)]
pub enum Architecture {
    /// `x86_64`.
    X86_64,
    /// `arm64`.
    Arm64,
}

/// An EBS volume; always encrypted, and deleted with its machine.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct Volume {
    /// The type, as `gp3`; the rules know which exist.
    pub kind: At<String>,
    /// Its size in GiB.
    pub size: At<u32>,
}

/// A script for a machine's first boot.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct UserData {
    /// The path as written; the site is the string.
    pub file: At<String>,
    /// The file's text, with its `{{ name }}`.
    pub text: String,
    /// What stands for each name. `region` is always there and not listed.
    pub variables: Vec<Variable>,
}

/// A value for `{{ name }}` in user data.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct Variable {
    /// The name.
    pub name: At<String>,
    /// The value.
    pub value: At<Text>,
}

/// An auto scaling group with its launch template and scaling policy.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct AutoScalingGroup {
    /// Name, docs, tags.
    pub header: Header,
    /// The subnets that it launches in.
    pub subnets: Vec<At<SubnetId>>,
    /// The groups that its machines wear.
    pub groups: Vec<At<GroupId>>,
    /// What a machine is made of.
    pub launch: Launch,
    /// The fewest machines.
    pub min: At<Setting<u32>>,
    /// How many to run where nothing scales it (default: the fewest).
    pub desired: At<Setting<u32>>,
    /// The most machines.
    pub max: At<Setting<u32>>,
    /// The average CPU use, in percent, that scaling keeps.
    pub cpu_target: Option<At<u32>>,
    /// Whether the load balancer's verdict replaces a machine (default: the instance's status alone).
    pub balancer_health: At<bool>,
    /// Seconds in which a new machine's failures do not count (default 0, as AWS's API).
    pub grace: At<u32>,
    /// Seconds until a new machine's metrics count.
    pub warmup: Option<At<u32>>,
    /// Machines that a refresh may add at a time (default 1).
    pub surge: At<u32>,
    /// Its target group.
    pub target: Option<TargetGroupId>,
}

/// A single instance.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct Instance {
    /// Name, docs, tags.
    pub header: Header,
    /// The subnet that it is in.
    pub subnet: At<SubnetId>,
    /// The groups that it wears.
    pub groups: Vec<At<GroupId>>,
    /// What it is made of.
    pub launch: Launch,
    /// Its target group; a family shares one.
    pub target: Option<TargetGroupId>,
}

/// What the topology tells when it stands.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct Output {
    /// Its name.
    pub name: At<String>,
    /// Its doc comment.
    pub docs: String,
    /// Its value.
    pub value: OutputValue,
}

/// The value of an output.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub enum OutputValue {
    /// One text.
    One(Text),
    /// A list of texts.
    List(Vec<Text>),
}

/// `#[accept(rule, …, reason = "…")]`: findings of these rules that the source accepts at a place.
#[derive(Clone, Debug, PartialEq, SerJson, DeJson)]
pub struct Accept {
    /// The rules' names.
    pub rules: Vec<At<String>>,
    /// Why.
    pub reason: String,
    /// What the attribute stands before: the first and the last site of each stretch of it.
    pub places: Vec<(Site, Site)>,
}

impl Accept {
    /// Whether the place lies in what the attribute stands before.
    #[must_use]
    pub fn covers(&self, at: Site) -> bool {
        self.places.iter().any(|(first, last)| (*first..=*last).contains(&at))
    }
}

impl Protocol {
    /// The word of the language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Protocol::Tcp => "tcp",
            Protocol::Udp => "udp",
            Protocol::Icmp => "icmp",
            Protocol::All => "all",
        }
    }
}

impl fmt::Display for Ports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = self.protocol.word();
        match self.protocol {
            Protocol::Icmp | Protocol::All => f.write_str(word),
            _ if self.first == self.last => write!(f, "{word} {}", self.first),
            _ => write!(f, "{word} {}..={}", self.first, self.last),
        }
    }
}

impl Vpc {
    /// All its blocks, the primary one first.
    pub fn blocks(&self) -> impl Iterator<Item = Cidr> {
        std::iter::once(self.cidr.value).chain(self.secondary.iter().map(|block| block.value))
    }
}

impl Listener {
    /// The TLS policy of an https listener: the written one, or the one that is recommended, not AWS's default.
    #[must_use]
    pub fn tls_policy(&self) -> Option<&str> {
        let written = self.ssl_policy.as_ref().map(|policy| policy.value.as_str());
        let safe = (self.protocol.value == ListenerProtocol::Https).then_some(crate::data::tls::RECOMMENDED);
        written.or(safe)
    }
}

impl ListenerProtocol {
    /// The word of the language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            ListenerProtocol::Http => "http",
            ListenerProtocol::Https => "https",
        }
    }
}

impl GatewayService {
    /// The service's word, as in `com.amazonaws.us-east-1.s3`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            GatewayService::S3 => "s3",
            GatewayService::DynamoDb => "dynamodb",
        }
    }
}

impl Architecture {
    /// EC2's spelling.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Architecture::X86_64 => "x86_64",
            Architecture::Arm64 => "arm64",
        }
    }
}

impl Thing {
    /// The word that declares such a thing.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Thing::Vpc(_) => "vpc",
            Thing::Subnet(_) => "subnet",
            Thing::InternetGateway(_) => "internet_gateway",
            Thing::NatGateway(_) => "nat_gateway",
            Thing::RouteTable(_) => "route_table",
            Thing::GatewayEndpoint(_) => "gateway_endpoint",
            Thing::Group(_) => "group",
            Thing::Certificate(_) => "certificate",
            Thing::LoadBalancer(_) => "load_balancer",
            Thing::AutoScalingGroup(_) => "auto_scaling_group",
            Thing::Instance(_) => "instance",
        }
    }

    /// The attributes that such a thing has, for outputs and values.
    #[must_use]
    pub const fn attributes(self) -> &'static [&'static str] {
        match self {
            Thing::LoadBalancer(_) => &["arn", "dns_name", "zone_id"],
            Thing::Certificate(_) => &["arn"],
            Thing::NatGateway(_) => &["id", "public_address"],
            Thing::Instance(_) => &["id", "private_address", "public_address"],
            Thing::AutoScalingGroup(_) => &["arn", "id"],
            _ => &["id"],
        }
    }
}

impl Topology {
    /// The text form: what the macro puts into the generated code.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.serialize_json()
    }

    /// Reads the text form.
    ///
    /// # Errors
    ///
    /// Where the text was not made by [`Topology::to_text`] of this version.
    pub fn from_text(text: &str) -> Result<Topology, DeJsonErr> {
        Topology::deserialize_json(text)
    }

    /// The header of every thing, kind by kind.
    pub fn headers(&self) -> impl Iterator<Item = &Header> {
        (self.vpcs.iter().map(|thing| &thing.header))
            .chain(self.subnets.iter().map(|thing| &thing.header))
            .chain(self.internet_gateways.iter().map(|thing| &thing.header))
            .chain(self.nat_gateways.iter().map(|thing| &thing.header))
            .chain(self.route_tables.iter().map(|thing| &thing.header))
            .chain(self.gateway_endpoints.iter().map(|thing| &thing.header))
            .chain(self.groups.iter().map(|thing| &thing.header))
            .chain(self.certificates.iter().map(|thing| &thing.header))
            .chain(self.load_balancers.iter().map(|thing| &thing.header))
            .chain(self.auto_scaling_groups.iter().map(|thing| &thing.header))
            .chain(self.instances.iter().map(|thing| &thing.header))
    }

    /// The header of any thing.
    #[must_use]
    pub fn header(&self, thing: Thing) -> &Header {
        match thing {
            Thing::Vpc(id) => &self[id].header,
            Thing::Subnet(id) => &self[id].header,
            Thing::InternetGateway(id) => &self[id].header,
            Thing::NatGateway(id) => &self[id].header,
            Thing::RouteTable(id) => &self[id].header,
            Thing::GatewayEndpoint(id) => &self[id].header,
            Thing::Group(id) => &self[id].header,
            Thing::Certificate(id) => &self[id].header,
            Thing::LoadBalancer(id) => &self[id].header,
            Thing::AutoScalingGroup(id) => &self[id].header,
            Thing::Instance(id) => &self[id].header,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topology_survives_its_text_form() {
        let at = Site(7);
        let name = Name { base: "public".into(), key: Some("a".into()) };
        let header =
            Header { name: At::new(name, at), docs: "two\nlines \"quoted\"".into(), tags: vec![], was: None };
        let topology = Topology {
            region: Some(At::new("us-east-1".into(), at)),
            vpcs: vec![Vpc {
                header,
                cidr: At::new("10.0.0.0/16".parse().expect("a block"), at),
                secondary: vec![],
                dns_support: At::default_at(true, at),
                dns_hostnames: At::new(false, at),
            }],
            params: vec![Param {
                name: At::new("web_count".into(), at),
                docs: String::new(),
                ty: ParamType::Count(1, 4),
                default: Some(At::new("2".into(), at)),
            }],
            ..Topology::default()
        };
        let read = Topology::from_text(&topology.to_text()).expect("its own text");
        assert_eq!(read.vpcs, topology.vpcs);
        assert_eq!(read.params, topology.params);
        assert_eq!(read.region, topology.region);
    }
}
