//! The index of each table, and a declared thing of any kind.

#[cfg(feature = "decode")]
use nanoserde::{DeJson, DeJsonErr, DeJsonState};
use nanoserde::{SerJson, SerJsonState};

use super::{
    AutoScalingGroup, Certificate, GatewayEndpoint, Group, Instance, InternetGateway, LoadBalancer,
    NatGateway, Param, RouteTable, Subnet, TargetGroup, Topology, Vpc,
};

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

        #[cfg(feature = "decode")]
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

/// Any declared thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, SerJson)]
#[cfg_attr(feature = "decode", derive(DeJson))]
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
