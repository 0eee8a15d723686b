//! What the kinds of Elastic Load Balancing share: tags, and actions of listeners and rules.
//!
//! The service cannot filter by tag: everything is listed, and the tags are read twenty at a time.

use std::collections::BTreeMap;

use aws_sdk_elasticloadbalancingv2::types::{
    Action, ActionTypeEnum, FixedResponseActionConfig, RedirectActionConfig, RedirectActionStatusCodeEnum,
    Tag, TargetHealth, TargetHealthReasonEnum, TargetHealthStateEnum,
};

use super::attribute::{Attributes, Read, Value, attributes};
use super::state::Tags;
use crate::call::Call;
use crate::class::Class;
use crate::context::Context;
use crate::error::Error;
use crate::tags::{self, Owned};

/// The service's name in errors and formulas.
pub(crate) const SERVICE: &str = "elasticloadbalancing";

/// The largest page of its describe calls (botocore model, 2026-09).
pub(crate) const PAGE: i32 = 400;

/// How many resources DescribeTags takes (botocore model, 2026-09).
const TAGGED: usize = 20;

/// Tags as the service takes them.
pub(crate) fn tags_of(tags: &Tags) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag::builder().key(key).value(value).build()).collect()
}

/// Who each of the resources belongs to, by ARN; what is not ours is left out, and what went since it was listed: of
/// twenty the service then tells nothing, so they are asked for one by one.
pub(crate) async fn owners(cx: &Context, arns: &[String]) -> Result<BTreeMap<String, Owned>, Error> {
    let mut owners = BTreeMap::new();
    for arns in arns.chunks(TAGGED) {
        let all = match arns {
            [_] => false,
            several => match describe_tags(cx, several, &mut owners).await {
                Err(error) if error.is(Class::NotFound) => false,
                told => told.map(|()| true)?,
            },
        };
        for arn in arns.iter().filter(|_| !all) {
            match describe_tags(cx, std::slice::from_ref(arn), &mut owners).await {
                Err(error) if error.is(Class::NotFound) && !cx.remembers(arn) => {}
                told => told?,
            }
        }
    }
    Ok(owners)
}

/// Only one that is asked for alone is waited for: of several, one may be somebody else's and gone for good.
async fn describe_tags(
    cx: &Context,
    arns: &[String],
    owners: &mut BTreeMap<String, Owned>,
) -> Result<(), Error> {
    let request = cx.clients.balancing.describe_tags().set_resource_arns(Some(arns.to_vec()));
    let call = Call::new(SERVICE, "DescribeTags");
    let alone: Vec<&str> = if let [one] = arns { vec![one] } else { Vec::new() };
    let answer = cx.call(call.on(&alone), async || request.clone().send().await).await?;
    for description in answer.tag_descriptions() {
        let pairs = description.tags().iter().filter_map(|tag| Some((tag.key()?, tag.value()?)));
        match (description.resource_arn(), tags::read(&cx.scope, pairs)) {
            (Some(arn), Some(owned)) => {
                owners.insert(arn.to_owned(), owned);
            }
            (Some(arn), None) => cx.remember_foreign(arn),
            (None, _) => {}
        }
    }
    Ok(())
}

/// Those of the listed that are ours, each with whose it is.
pub(crate) async fn ours<T>(
    cx: &Context,
    listed: Vec<T>,
    arn: fn(&T) -> Option<&str>,
) -> Result<Vec<(T, Owned)>, Error> {
    let arns: Vec<String> = listed.iter().filter_map(|one| arn(one).map(str::to_owned)).collect();
    let mut owners = owners(cx, &arns).await?;
    let owned = |one: T| {
        let owner = owners.remove(arn(&one)?)?;
        Some((one, owner))
    };
    Ok(listed.into_iter().filter_map(owned).collect())
}

/// The settings that have no parameter of their own, by AWS's key.
pub(crate) fn settings<'a>(
    attributes: impl Iterator<Item = (Option<&'a str>, Option<&'a str>)>,
) -> BTreeMap<&'a str, &'a str> {
    attributes.filter_map(|(key, value)| Some((key?, value?))).collect()
}

/// What a load balancer thinks of each target of a group that is not leaving it: `None` where it finds it healthy, or
/// never checks it because no listener uses the group; else why not. A target that is stopped or terminated is unused too
/// (`Target.InvalidState`), and so is one of a zone that the balancer is not in (`Target.NotInUse`): they get no request
/// (ELBv2 API model, TargetHealth, 2026-09).
pub(crate) async fn health(cx: &Context, group: &str) -> Result<BTreeMap<String, Option<String>>, Error> {
    let request = cx.clients.balancing.describe_target_health().target_group_arn(group);
    let call = Call::new(SERVICE, "DescribeTargetHealth");
    let answer = cx.call(call.on(&[group]), async || request.clone().send().await).await?;
    let mut health = BTreeMap::new();
    for target in answer.target_health_descriptions() {
        let id = target.target().and_then(|target| target.id()).unwrap_or_default();
        match target.target_health().and_then(TargetHealth::state) {
            Some(TargetHealthStateEnum::Draining) => {}
            Some(TargetHealthStateEnum::Healthy) => {
                health.insert(id.to_owned(), None);
            }
            Some(TargetHealthStateEnum::Unused) if is_without_listener(target.target_health()) => {
                health.insert(id.to_owned(), None);
            }
            _ => {
                let why = target.target_health().and_then(TargetHealth::description);
                health.insert(id.to_owned(), Some(why.unwrap_or("its health is not known").to_owned()));
            }
        }
    }
    Ok(health)
}

/// The service has one reason code for a group that no listener uses and for a zone that the balancer is not in.
fn is_without_listener(health: Option<&TargetHealth>) -> bool {
    health.is_some_and(|health| {
        let is_out_of_zone = health.description().is_some_and(|why| why.contains("Availability Zone"));
        health.reason() == Some(&TargetHealthReasonEnum::NotInUse) && !is_out_of_zone
    })
}

/// Takes a creating call's answer for ours only where nobody else has made it: with the same name and settings the
/// service answers with somebody else's. That one the observation has seen, and only then its tags are asked again.
pub(crate) async fn refuse_foreign(cx: &Context, what: &str, arn: &str) -> Result<(), Error> {
    if cx.is_foreign(arn) && owners(cx, &[arn.to_owned()]).await?.is_empty() {
        return Err(Error::Refused(format!("{what} `{arn}` has our name and settings, and is not ours")));
    }
    Ok(())
}

/// Nothing where the thing is gone.
pub(crate) fn unless_gone<T>(result: Result<Vec<T>, Error>) -> Result<Vec<T>, Error> {
    match result {
        Err(error) if error.is(Class::NotFound) => Ok(Vec::new()),
        other => other,
    }
}

const TYPE: &str = "type";
const TARGET_GROUP: &str = "target_group_arn";
const STATUS: &str = "status";
const PROTOCOL: &str = "protocol";
const PORT: &str = "port";
const CONTENT_TYPE: &str = "content_type";
const BODY: &str = "body";

const FORWARD: &str = "forward";
const REDIRECT: &str = "redirect";
const RESPOND: &str = "respond";

/// An action that hands requests to a target group.
pub(crate) fn forward(target_group: Value) -> Value {
    Value::Map(attributes([(TYPE, FORWARD.into()), (TARGET_GROUP, target_group)]))
}

/// An action that sends clients elsewhere with the same host, path and query.
pub(crate) fn redirect(status: u16, protocol: &str, port: u16) -> Value {
    Value::Map(attributes([
        (TYPE, REDIRECT.into()),
        (STATUS, status.into()),
        (PROTOCOL, protocol.to_uppercase().into()),
        (PORT, port.into()),
    ]))
}

/// An action that answers by itself.
pub(crate) fn respond(status: u16, content_type: Option<&str>, body: Option<&str>) -> Value {
    let mut action = attributes([(TYPE, RESPOND.into()), (STATUS, status.into())]);
    action.extend(content_type.map(|text| (CONTENT_TYPE.to_owned(), text.into())));
    action.extend(body.map(|text| (BODY.to_owned(), text.into())));
    Value::Map(action)
}

/// An action as the service shows it.
pub(crate) fn read_action(actions: &[Action]) -> Value {
    let Some(action) = actions.last() else { return Value::Map(Attributes::new()) };
    if let Some(config) = action.redirect_config() {
        let status = match config.status_code() {
            Some(RedirectActionStatusCodeEnum::Http302) => 302,
            _ => 301,
        };
        let port = config.port().and_then(|port| port.parse().ok()).unwrap_or_default();
        redirect(status, config.protocol().unwrap_or_default(), port)
    } else if let Some(config) = action.fixed_response_config() {
        let status = config.status_code().and_then(|code| code.parse().ok()).unwrap_or_default();
        respond(status, config.content_type(), config.message_body().filter(|body| !body.is_empty()))
    } else {
        let forwarded = action.forward_config().and_then(|config| config.target_groups().first());
        let arn = action.target_group_arn().or(forwarded.and_then(|tuple| tuple.target_group_arn()));
        forward(arn.unwrap_or_default().into())
    }
}

/// An action as the service takes it.
pub(crate) fn action(value: &Attributes) -> Result<Action, Error> {
    let built = match value.text(TYPE)? {
        REDIRECT => Action::builder().r#type(ActionTypeEnum::Redirect).redirect_config(
            RedirectActionConfig::builder()
                .protocol(value.text(PROTOCOL)?)
                .port(value.number(PORT)?.to_string())
                .status_code(match value.number(STATUS)? {
                    302 => RedirectActionStatusCodeEnum::Http302,
                    _ => RedirectActionStatusCodeEnum::Http301,
                })
                .build(),
        ),
        RESPOND => Action::builder().r#type(ActionTypeEnum::FixedResponse).fixed_response_config(
            FixedResponseActionConfig::builder()
                .status_code(value.number(STATUS)?.to_string())
                .set_content_type(value.maybe_text(CONTENT_TYPE)?.map(str::to_owned))
                .set_message_body(value.maybe_text(BODY)?.map(str::to_owned))
                .build(),
        ),
        _ => Action::builder().r#type(ActionTypeEnum::Forward).target_group_arn(value.text(TARGET_GROUP)?),
    };
    Ok(built.build())
}

/// The ids that an action names.
pub(crate) fn named_by(action: &Attributes) -> Option<&str> {
    action.maybe_text(TARGET_GROUP).ok().flatten()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn an_action_is_read_as_it_was_written() {
        for value in [
            forward("arn:tg".into()),
            redirect(302, "https", 443),
            respond(404, None, None),
            respond(200, Some("text/plain"), Some("ok")),
        ] {
            let Value::Map(map) = &value else { unreachable!() };
            assert_eq!(read_action(&[action(map).unwrap()]), value);
        }
    }

    #[test]
    fn of_unused_targets_only_those_without_a_listener_are_none_to_wait_for() {
        let unused = |reason: TargetHealthReasonEnum, why: &str| {
            is_without_listener(Some(&TargetHealth::builder().reason(reason).description(why).build()))
        };
        assert!(unused(
            TargetHealthReasonEnum::NotInUse,
            "Target group is not configured to receive traffic from the load balancer",
        ));
        assert!(!unused(
            TargetHealthReasonEnum::NotInUse,
            "Target is in an Availability Zone that is not enabled for the load balancer",
        ));
        assert!(!unused(TargetHealthReasonEnum::InvalidState, "Target is in the stopped state"));
        assert!(!is_without_listener(None));
    }
}
