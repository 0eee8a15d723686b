//! A listener of a load balancer, with its certificates and what it does when no rule matches.

use aws_sdk_elasticloadbalancingv2::types::{Certificate, Listener as AwsListener, ProtocolEnum};

use super::attribute::{Attributes, Read, Value, attributes};
use super::balancing::{
    PAGE, SERVICE, action, named_by, ours, read_action, refuse_foreign, tags_of, unless_gone,
};
use super::schema::{Attribute, Schema, Tagging};
use super::state::{Found, New, Observed, State, Which};
use super::{Kind, Operations};
use crate::call::{Call, gone_is_done, items};
use crate::context::Context;
use crate::error::Error;
use crate::tags::Owned;

pub(crate) struct Listener;

const BALANCER: &str = "load_balancer_arn";
const PORT: &str = "port";
const PROTOCOL: &str = "protocol";
const POLICY: &str = "ssl_policy";
const CERTIFICATE: &str = "certificate";
const MORE_CERTIFICATES: &str = "more_certificates";
const ACTION: &str = "default_action";

impl Operations for Listener {
    const SCHEMA: Schema = Schema {
        attributes: &[
            Attribute::replace(BALANCER),
            Attribute::replace(PORT),
            Attribute::in_place(PROTOCOL),
            Attribute::in_place(POLICY),
            Attribute::in_place(CERTIFICATE),
            Attribute::in_place(MORE_CERTIFICATES).unordered(),
            Attribute::in_place(ACTION),
        ],
        parents: &[Kind::LoadBalancer],
        tagging: Tagging::LoadBalancing,
        natural_key: &[BALANCER, PORT],
        ..Schema::PLAIN
    };

    async fn observe(cx: &Context, which: Which<'_>, parents: &Observed) -> Result<Vec<Found>, Error> {
        let mut listeners = Vec::new();
        match which {
            Which::Id(arn) => {
                let request = cx.clients.balancing.describe_listeners().listener_arns(arn);
                let answer = cx.call(Call::new(SERVICE, "DescribeListeners"), async || items!(request));
                listeners.extend(unless_gone(answer.await)?);
            }
            Which::Owned => {
                for balancer in parents.of_kind(Kind::LoadBalancer) {
                    let request = cx
                        .clients
                        .balancing
                        .describe_listeners()
                        .load_balancer_arn(&balancer.id)
                        .page_size(PAGE);
                    let answer = cx.call(Call::new(SERVICE, "DescribeListeners"), async || items!(request));
                    listeners.extend(unless_gone(answer.await)?);
                }
            }
        }
        let mut found = Vec::new();
        for (listener, owner) in ours(cx, listeners, AwsListener::listener_arn).await? {
            found.push(read(cx, &listener, owner).await?);
        }
        Ok(found)
    }

    async fn create(cx: &Context, new: &New<'_>) -> Result<Found, Error> {
        let want = new.attributes;
        let balancer = want.text(BALANCER)?;
        let default_certificate = want.maybe_text(CERTIFICATE)?;
        let default = want.map(ACTION)?;
        let request = cx
            .clients
            .balancing
            .create_listener()
            .load_balancer_arn(balancer)
            .port(want.number(PORT)?)
            .protocol(ProtocolEnum::from(want.text(PROTOCOL)?))
            .set_ssl_policy(want.maybe_text(POLICY)?.map(str::to_owned))
            .set_certificates(default_certificate.map(|arn| vec![certificate(arn)]))
            .default_actions(action(default)?)
            .set_tags(Some(tags_of(new.tags)));
        let ids: Vec<&str> =
            default_certificate.into_iter().chain(named_by(default)).chain([balancer]).collect();
        let call = Call::new(SERVICE, "CreateListener");
        let answer = cx.call(call.on(&ids), async || request.clone().send().await).await?;
        let listener = answer.listeners.unwrap_or_default().into_iter().next();
        let listener = listener.unwrap_or_else(|| AwsListener::builder().build());
        let arn = listener.listener_arn().unwrap_or_default();
        refuse_foreign(cx, "listener", arn).await?;
        Ok(Found::made(new, arn, looks(&listener, Vec::new()), State::Ready))
    }

    async fn update(cx: &Context, found: &Found, want: &Attributes, changed: &[String]) -> Result<(), Error> {
        let arn = found.id.as_str();
        let (have, wanted) = (found.attributes.texts(MORE_CERTIFICATES)?, want.texts(MORE_CERTIFICATES)?);
        let (default, default_certificate) = (want.map(ACTION)?, want.maybe_text(CERTIFICATE)?);
        let ids: Vec<&str> = (wanted.iter().map(String::as_str))
            .chain(default_certificate)
            .chain(named_by(default))
            .chain([arn])
            .collect();
        if changed.iter().any(|name| name != MORE_CERTIFICATES) {
            let request = cx
                .clients
                .balancing
                .modify_listener()
                .listener_arn(arn)
                .protocol(ProtocolEnum::from(want.text(PROTOCOL)?))
                .set_ssl_policy(want.maybe_text(POLICY)?.map(str::to_owned))
                .set_certificates(default_certificate.map(|arn| vec![certificate(arn)]))
                .default_actions(action(default)?);
            let call = Call::new(SERVICE, "ModifyListener");
            cx.call(call.on(&ids), async || request.clone().send().await).await?;
        }
        let added: Vec<Certificate> =
            wanted.iter().filter(|arn| !have.contains(arn)).map(|arn| certificate(arn)).collect();
        let removed: Vec<Certificate> =
            have.iter().filter(|arn| !wanted.contains(arn)).map(|arn| certificate(arn)).collect();
        if !added.is_empty() {
            let request = cx
                .clients
                .balancing
                .add_listener_certificates()
                .listener_arn(arn)
                .set_certificates(Some(added));
            let call = Call::new(SERVICE, "AddListenerCertificates");
            cx.call(call.on(&ids), async || request.clone().send().await).await?;
        }
        if !removed.is_empty() {
            let request = cx
                .clients
                .balancing
                .remove_listener_certificates()
                .listener_arn(arn)
                .set_certificates(Some(removed));
            let call = Call::new(SERVICE, "RemoveListenerCertificates");
            gone_is_done(cx.call(call, async || request.clone().send().await).await)?;
        }
        Ok(())
    }

    async fn delete(cx: &Context, found: &Found) -> Result<(), Error> {
        let request = cx.clients.balancing.delete_listener().listener_arn(&found.id);
        let call = Call::new(SERVICE, "DeleteListener");
        gone_is_done(cx.call(call, async || request.clone().send().await).await)
    }
}

fn certificate(arn: &str) -> Certificate {
    Certificate::builder().certificate_arn(arn).build()
}

async fn read(cx: &Context, listener: &AwsListener, owner: Owned) -> Result<Found, Error> {
    let arn = listener.listener_arn().unwrap_or_default();
    let default = default_certificate(listener);
    let mut more = Vec::new();
    if default.is_some() {
        let request = cx.clients.balancing.describe_listener_certificates().listener_arn(arn).page_size(PAGE);
        let ids = [arn];
        let answer =
            cx.call(Call::new(SERVICE, "DescribeListenerCertificates").on(&ids), async || items!(request));
        more = (answer.await?.iter())
            .filter(|certificate| certificate.is_default() != Some(true))
            .filter_map(|certificate| certificate.certificate_arn())
            .filter(|arn| Some(*arn) != default)
            .map(Value::from)
            .collect();
    }
    Ok(owner.found(arn, looks(listener, more), State::Ready))
}

fn default_certificate(listener: &AwsListener) -> Option<&str> {
    listener.certificates().first().and_then(|certificate| certificate.certificate_arn())
}

fn looks(listener: &AwsListener, more_certificates: Vec<Value>) -> Attributes {
    let default = default_certificate(listener);
    desired(
        listener.load_balancer_arn().unwrap_or_default().into(),
        listener.port().and_then(|port| u16::try_from(port).ok()).unwrap_or_default(),
        listener.protocol().map(ProtocolEnum::as_str).unwrap_or_default(),
        listener.ssl_policy().filter(|_| default.is_some()),
        default.map(Value::from).into_iter().chain(more_certificates).collect(),
        read_action(listener.default_actions()),
    )
}

/// The attributes of a listener; the first certificate is the default one.
pub(crate) fn desired(
    balancer: Value,
    port: u16,
    protocol: &str,
    policy: Option<&str>,
    certificates: Vec<Value>,
    default: Value,
) -> Attributes {
    let mut certificates = certificates.into_iter();
    let mut wanted = attributes([
        (BALANCER, balancer),
        (PORT, port.into()),
        (PROTOCOL, protocol.to_uppercase().into()),
        (ACTION, default),
    ]);
    wanted.extend(certificates.next().map(|certificate| (CERTIFICATE.to_owned(), certificate)));
    wanted.insert(MORE_CERTIFICATES.to_owned(), Value::List(certificates.collect()));
    wanted.extend(policy.map(|policy| (POLICY.to_owned(), policy.into())));
    wanted
}
