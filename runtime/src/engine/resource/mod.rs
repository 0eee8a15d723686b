//! The kinds of AWS resources that the engine makes, one file each.
//!
//! To add a kind: write `resource/<kind>.rs` with a type that implements [`Operations`], and add its line to the table
//! at the end of this file. Nothing else knows kinds: planning, applying, destroying, printing and saving work on
//! attributes and on what a kind's [`Schema`] says of them.

pub mod address;
pub mod attribute;
pub(crate) mod auto_scaling_group;
pub(crate) mod balancing;
pub(crate) mod certificate;
pub(crate) mod ec2;
pub(crate) mod elastic_ip;
pub(crate) mod gateway_endpoint;
mod group_machines;
pub(crate) mod instance;
pub(crate) mod internet_gateway;
pub(crate) mod launch_template;
pub(crate) mod listener;
pub(crate) mod listener_rules;
pub(crate) mod load_balancer;
pub(crate) mod machine;
pub(crate) mod nat_gateway;
pub(crate) mod route_table;
pub(crate) mod route_table_association;
pub mod schema;
pub(crate) mod security_group;
pub(crate) mod security_rules;
pub mod state;
pub(crate) mod subnet;
pub(crate) mod target_group;
pub(crate) mod vpc;

use crate::context::Context;
use crate::error::Error;
use crate::watch::Until;

use self::attribute::Attributes;
use self::schema::Schema;
use self::state::{Found, New, Observed, Seen, State, Which};

/// What the engine does with one kind of resource.
///
/// # Guarantees
///
/// `observe` and `delete` can be repeated at any time. `create` is called only when `observe` did not show the
/// resource; what it cannot say in one call is left to `update`, which mends a half-made resource like any other
/// difference.
pub(crate) trait Operations {
    /// What can be changed, and in which order.
    const SCHEMA: Schema;

    /// Lists what is ours, or reads one by id. Something that is not there is no error but an empty list.
    async fn observe(cx: &Context, which: Which<'_>, parents: &Observed) -> Result<Vec<Found>, Error>;

    /// Looks at those that are waited for, with as few calls as AWS allows: whether each can be used, and its outputs.
    /// What is not there is left out. They are no more than steps that run at a time.
    ///
    /// A kind that can be used when AWS has answered is never waited for.
    async fn look(_: &Context, waiting: &[Found]) -> Result<Vec<Seen>, Error> {
        let ready = |found: &Found| Seen::new(Some(&found.id), State::Ready);
        Ok(waiting.iter().filter_map(ready).collect())
    }

    /// Takes out what has to leave it before AWS deletes it.
    async fn empty(_: &Context, _: &Found) -> Result<(), Error> {
        Ok(())
    }

    /// Looks at those that something has to leave. What is empty is left out.
    async fn look_inside(_: &Context, _: &[Found]) -> Result<Vec<Seen>, Error> {
        Ok(Vec::new())
    }

    /// Looks at those that AWS has agreed to delete. What is gone and holds nothing any more is left out.
    async fn look_behind(cx: &Context, deleted: &[Found]) -> Result<Vec<Seen>, Error> {
        Self::look(cx, deleted).await
    }

    /// Ends what belongs to a resource that is deleted behind it: only what would keep that from going.
    async fn leave(cx: &Context, found: &Found) -> Result<(), Error> {
        Self::delete(cx, found).await
    }

    /// Makes it, with its tags in the same call, and tells how AWS made it: attributes that are not yet as desired are
    /// set by `update`.
    async fn create(cx: &Context, new: &New<'_>) -> Result<Found, Error>;

    /// Brings the `changed` attributes to what `want` says. An attribute that `want` lacks is taken away.
    async fn update(cx: &Context, found: &Found, want: &Attributes, changed: &[String]) -> Result<(), Error>;

    /// Deletes it. Not found is success. Still in use is an error of class `Held` or `Busy`, which the engine retries.
    async fn delete(cx: &Context, found: &Found) -> Result<(), Error>;
}

/// Declares the table of kinds: the word of an address, the type that implements the operations.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $word:literal $operations:path;)*) => {
        /// A kind of AWS resource. The order is the one in which a plan lists resources.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[$doc])* $kind,)* }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Kind] = &[$(Kind::$kind,)*];

            /// The word that addresses of this kind begin with.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Kind::$kind => $word,)* }
            }

            /// What can be changed, and in which order.
            #[must_use]
            pub fn schema(self) -> &'static Schema {
                match self { $(Kind::$kind => const { &<$operations as Operations>::SCHEMA },)* }
            }
        }

        /// [`Operations::observe`] of a kind.
        pub(crate) async fn observe(
            kind: Kind,
            cx: &Context,
            which: Which<'_>,
            parents: &Observed,
        ) -> Result<Vec<Found>, Error> {
            match kind { $(Kind::$kind => <$operations as Operations>::observe(cx, which, parents).await,)* }
        }

        /// The look of a kind that shows what is waited for.
        pub(crate) async fn look(
            kind: Kind,
            until: Until,
            cx: &Context,
            waiting: &[Found],
        ) -> Result<Vec<Seen>, Error> {
            match kind {
                $(Kind::$kind => match until {
                    Until::Ready => <$operations as Operations>::look(cx, waiting).await,
                    Until::Empty => <$operations as Operations>::look_inside(cx, waiting).await,
                    Until::Gone => <$operations as Operations>::look_behind(cx, waiting).await,
                },)*
            }
        }

        /// [`Operations::empty`] of a kind.
        pub(crate) async fn empty(cx: &Context, found: &Found) -> Result<(), Error> {
            match found.address.kind { $(Kind::$kind => <$operations as Operations>::empty(cx, found).await,)* }
        }

        /// [`Operations::leave`] of a kind.
        pub(crate) async fn leave(cx: &Context, found: &Found) -> Result<(), Error> {
            match found.address.kind { $(Kind::$kind => <$operations as Operations>::leave(cx, found).await,)* }
        }

        /// [`Operations::create`] of a kind.
        pub(crate) async fn create(cx: &Context, new: &New<'_>) -> Result<Found, Error> {
            match new.address.kind { $(Kind::$kind => <$operations as Operations>::create(cx, new).await,)* }
        }

        /// [`Operations::update`] of a kind.
        pub(crate) async fn update(
            cx: &Context,
            found: &Found,
            want: &Attributes,
            changed: &[String],
        ) -> Result<(), Error> {
            match found.address.kind {
                $(Kind::$kind => <$operations as Operations>::update(cx, found, want, changed).await,)*
            }
        }

        /// [`Operations::delete`] of a kind.
        pub(crate) async fn delete(cx: &Context, found: &Found) -> Result<(), Error> {
            match found.address.kind { $(Kind::$kind => <$operations as Operations>::delete(cx, found).await,)* }
        }
    };
}

impl Kind {
    /// The kind that a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.word() == word)
    }
}

kinds! {
    /// A VPC.
    Vpc "vpc" vpc::Vpc;
    /// A subnet.
    Subnet "subnet" subnet::Subnet;
    /// An internet gateway and its attachment.
    InternetGateway "internet_gateway" internet_gateway::InternetGateway;
    /// An elastic IP address.
    ElasticIp "elastic_ip" elastic_ip::ElasticIp;
    /// A NAT gateway.
    NatGateway "nat_gateway" nat_gateway::NatGateway;
    /// A route table with its routes.
    RouteTable "route_table" route_table::RouteTable;
    /// Which route table a subnet uses.
    RouteTableAssociation "route_table_association" route_table_association::RouteTableAssociation;
    /// A gateway endpoint.
    GatewayEndpoint "gateway_endpoint" gateway_endpoint::GatewayEndpoint;
    /// A security group.
    SecurityGroup "security_group" security_group::SecurityGroup;
    /// What a security group lets through.
    SecurityRules "security_rules" security_rules::SecurityRules;
    /// A certificate.
    Certificate "certificate" certificate::Certificate;
    /// A load balancer.
    LoadBalancer "load_balancer" load_balancer::LoadBalancer;
    /// A target group.
    TargetGroup "target_group" target_group::TargetGroup;
    /// A listener of a load balancer.
    Listener "listener" listener::Listener;
    /// The rules of a listener.
    ListenerRules "listener_rules" listener_rules::ListenerRules;
    /// A launch template.
    LaunchTemplate "launch_template" launch_template::LaunchTemplate;
    /// A group of instances.
    AutoScalingGroup "auto_scaling_group" auto_scaling_group::AutoScalingGroup;
    /// A single instance.
    Instance "instance" instance::Instance;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_their_words_are_one_to_one() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_word(kind.word()), Some(*kind));
        }
    }

    #[test]
    fn a_kind_names_each_attribute_once_and_its_parents_before_itself() {
        for kind in Kind::ALL {
            let schema = kind.schema();
            let mut names: Vec<&str> = schema.attributes.iter().map(|attribute| attribute.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), schema.attributes.len(), "{}", kind.word());
            for key in schema.natural_key {
                assert!(schema.attribute(key).is_some(), "{}: `{key}` is no attribute", kind.word());
            }
        }
    }
}
