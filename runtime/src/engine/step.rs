//! One step of a plan as calls.

use std::time::Duration;

use crate::class::Class;
use crate::context::Context;
use crate::error::Error;
use crate::foreign::holder_of;
use crate::known::Known;
use crate::naming;
use crate::plan::compare::differences;
use crate::plan::{Action, Difference, Step};
use crate::resource;
use crate::resource::address::Address;
use crate::resource::attribute::Attributes;
use crate::resource::schema::Tagging;
use crate::resource::state::{Found, New, State, Tags, Which, tags_of};
use crate::retag::retag;
use crate::tags;
use crate::wait::{Look, try_until};
use crate::walk::Passed;
use crate::watch::{First, Until, wait_seen};

/// After a create whose answer was lost, it is looked for by tag for so long: tags lag behind ids.
const LOOK_FOR_LOST: Duration = Duration::from_secs(20);
/// A create whose answers are lost, or whose name is not free yet, is sent at most so often.
const ATTEMPTS: u32 = 4;
/// What was just made may stay unseen for so long.
const UNSEEN: Duration = Duration::from_mins(5);
/// An update that AWS is too busy for, and a look for what a lost create made, are tried again after this.
const NEXT_TRY: Duration = Duration::from_secs(5);
/// The holder of what is to be deleted is looked for after this.
const LOOK_FOR_HOLDER: Duration = Duration::from_secs(10);

/// Does one step.
pub(crate) async fn run_step(cx: &Context, known: &Known, step: &Step) -> Result<Passed<String>, Error> {
    match &step.action {
        Action::Create { attributes, tags } => {
            let attributes = known.resolve(attributes)?;
            let tags = tags_of(&known.resolve(tags)?);
            let found = create(cx, known, &step.address, &attributes, tags.clone()).await?;
            known.insert(&found);
            let passed = finish(cx, known, &found, &attributes).await?;
            known.record(Found { attributes, tags, ..found }, &passed);
            Ok(passed)
        }
        Action::Update { found, attributes, tags, differences } => {
            let attributes = known.resolve(attributes)?;
            let tags = tags_of(&known.resolve(tags)?);
            // The planner found it under its old address where it was renamed.
            let found = Found { address: step.address.clone(), ..found.clone() };
            update(cx, known, &found, &attributes, differences).await?;
            update_tags(cx, &found, &tags, differences).await?;
            let found = Found { attributes, tags, ..found };
            let passed = settle(cx, known, &found).await?;
            known.record(found, &passed);
            Ok(passed)
        }
        Action::Delete { found } => {
            delete(cx, known, found).await?;
            known.forget(found);
            Ok(Passed::Done)
        }
        Action::Retag { found, tags } => {
            let generation = found.generation.clone().unwrap_or_default();
            let own = tags_of(&known.resolve(tags)?);
            let remove: Vec<String> =
                found.tags.keys().filter(|key| !own.contains_key(*key)).cloned().collect();
            let mut all = own.clone();
            all.extend(tags::ownership(&cx.scope, &step.address, &generation));
            retag(cx, found, &all, &remove).await?;
            let found = Found { address: step.address.clone(), tags: own, ..found.clone() };
            known.record(found, &Passed::Done);
            Ok(Passed::Done)
        }
        Action::Await { found } => {
            let passed = await_ready(cx, known, found, First::Soon(Duration::ZERO)).await?;
            known.record(found.clone(), &passed);
            Ok(passed)
        }
    }
}

/// Makes a resource. If AWS may have made it without our hearing of it, it is looked for by its tags.
async fn create(
    cx: &Context,
    known: &Known,
    address: &Address,
    attributes: &Attributes,
    own: Tags,
) -> Result<Found, Error> {
    let generation = naming::generation(address.kind, attributes);
    let mut tags = own;
    tags.extend(tags::ownership(&cx.scope, address, &generation));
    let token = naming::token(&cx.run, &cx.scope, address, attributes, &tags);
    let new = New { address, attributes, tags: &tags, generation: &generation, token: &token };
    let mut attempts = 1;
    let made = loop {
        let error = match resource::create(cx, &new).await {
            Ok(made) => break made,
            Err(error) => error,
        };
        let lost = error.is(Class::Unknown);
        if cx.stop.asked() || !(lost || error.is(Class::AlreadyThere)) {
            return Err(error);
        }
        match look_for_lost(cx, known, &new).await? {
            // It may be ready as it is now, and not at once with what is still to be set.
            Some(found) if address.kind.schema().settles && found.state == State::Ready => {
                break Found { state: State::Pending("AWS has made it".to_owned()), ..found };
            }
            Some(found) => break found,
            // What lingers holds its name, or its place in a table, until it is gone, and is shown to nobody who lists.
            None if attempts < ATTEMPTS && (lost || address.kind.schema().lingers.is_some()) => attempts += 1,
            None => return Err(error),
        }
    };
    cx.remember_made(address.kind, &made.id);
    Ok(made)
}

async fn look_for_lost(cx: &Context, known: &Known, new: &New<'_>) -> Result<Option<Found>, Error> {
    let start = cx.clock.passed();
    let kind = new.address.kind;
    let parents = known.parents(cx, kind);
    loop {
        let found = resource::observe(kind, cx, Which::Owned, &parents).await?;
        let ours = found.into_iter().find(|found| {
            let of_parent = kind.schema().tagging == Tagging::Parent;
            found.address == *new.address
                && (of_parent
                    || found.generation.as_deref() == Some(new.generation) && !cx.remembers(&found.id))
        });
        if ours.is_some() || cx.clock.passed() - start >= LOOK_FOR_LOST {
            return Ok(ours);
        }
        cx.clock.sleep(NEXT_TRY).await;
    }
}

/// Sets what the create call could not say, and waits until the resource is ready, where AWS has not made it so.
async fn finish(
    cx: &Context,
    known: &Known,
    found: &Found,
    want: &Attributes,
) -> Result<Passed<String>, Error> {
    let schema = found.address.kind.schema();
    let (mut sorted, mut made) = (want.clone(), found.attributes.clone());
    schema.sort(&mut sorted);
    schema.sort(&mut made);
    let left = differences(schema, &sorted, &made);
    if schema.ready_first && !left.is_empty() {
        await_ready(cx, known, found, First::After((schema.ready_after)(&made))).await?;
    }
    update(cx, known, found, want, &left).await?;
    if found.state == State::Ready {
        return Ok(Passed::Done);
    }
    let found = Found { attributes: want.clone(), ..found.clone() };
    await_ready(cx, known, &found, First::After((schema.ready_after)(want))).await
}

/// Waits until a changed resource is as it was changed to be. Most are when AWS has answered.
async fn settle(cx: &Context, known: &Known, found: &Found) -> Result<Passed<String>, Error> {
    let schema = found.address.kind.schema();
    if found.state == State::Ready && !schema.settles {
        return Ok(Passed::Done);
    }
    await_ready(cx, known, found, First::Soon((schema.ready_after)(&found.attributes))).await
}

/// Changes what differs. If AWS has some of it already (the answer to a call was lost), it is looked at again.
async fn update(
    cx: &Context,
    known: &Known,
    found: &Found,
    want: &Attributes,
    different: &[Difference],
) -> Result<(), Error> {
    let kind = found.address.kind;
    let start = cx.clock.passed();
    let mut found = found.clone();
    let mut changed: Vec<String> = different
        .iter()
        .map(|difference| difference.attribute.clone())
        .filter(|name| !name.starts_with("tags."))
        .collect();
    let mut attempts = 1;
    while !changed.is_empty() {
        match resource::update(cx, &found, want, &changed).await {
            Err(error) if error.is(Class::Busy) && !over(cx, start, kind.schema().ready_within) => {
                pause(cx).await?;
            }
            Err(error) if error.is(Class::AlreadyThere) && attempts < ATTEMPTS => {
                attempts += 1;
                let seen =
                    resource::observe(kind, cx, Which::Id(&found.id), &known.parents(cx, kind)).await?;
                let Some(seen) = seen.into_iter().next() else { return Err(error) };
                changed.retain(|name| want.get(name) != seen.attributes.get(name));
                found = Found { address: found.address, ..seen };
            }
            other => return other,
        }
    }
    Ok(())
}

async fn update_tags(
    cx: &Context,
    found: &Found,
    want: &Tags,
    different: &[Difference],
) -> Result<(), Error> {
    let keys = different.iter().filter_map(|difference| difference.attribute.strip_prefix("tags."));
    let (set, remove): (Vec<&str>, Vec<&str>) = keys.partition(|key| want.contains_key(*key));
    let set = set.into_iter().filter_map(|key| Some((key.to_owned(), want.get(key)?.clone()))).collect();
    let remove: Vec<String> = remove.into_iter().map(ToOwned::to_owned).collect();
    retag(cx, found, &set, &remove).await
}

/// Waits until a resource can be used, and learns its outputs.
async fn await_ready(
    cx: &Context,
    known: &Known,
    found: &Found,
    first: First,
) -> Result<Passed<String>, Error> {
    let address = &found.address;
    let start = cx.clock.passed();
    wait_seen(cx, found, Until::Ready, first, address.kind.schema().ready_within, |seen| {
        let Some(seen) = seen else {
            // A tag that was just written may lag behind, and so may the thing itself.
            return if over(cx, start, UNSEEN) {
                Err(Error::Moved(address.clone()))
            } else {
                Ok(Look::NotYet("AWS does not show it yet".to_owned()))
            };
        };
        known.learn(address, &seen);
        match seen.state {
            State::Ready => Ok(Look::Holds(Passed::Done)),
            State::Waiting(reason) => Ok(Look::Holds(Passed::Waiting(reason))),
            State::Pending(reason) => Ok(Look::NotYet(reason)),
            State::Failed(reason) => Err(Error::Broken { address: address.clone(), reason }),
        }
    })
    .await
}

/// Deletes a resource, and waits until nothing holds it and it is gone. What belongs to a resource that is deleted behind
/// it goes with that.
async fn delete(cx: &Context, known: &Known, found: &Found) -> Result<(), Error> {
    let schema = found.address.kind.schema();
    let start = cx.clock.passed();
    let rest = || schema.gone_within.saturating_sub(cx.clock.passed() - start);
    if let Some(after) = schema.empty_after {
        free(cx, found, rest(), async || resource::empty(cx, found).await).await?;
        wait_gone(cx, found, Until::Empty, First::Soon(after), rest()).await?;
    }
    match known.leaves_with_owner(found) {
        true if schema.goes_with_owner => {}
        true => free(cx, found, rest(), async || resource::leave(cx, found).await).await?,
        false => free(cx, found, rest(), async || resource::delete(cx, found).await).await?,
    }
    cx.remember_deleted(found.address.kind, &found.id);
    let holds_on = schema.holds_on.filter(|_| known.comes_before_others(found));
    match schema.lingers.or(holds_on) {
        Some(after) => wait_gone(cx, found, Until::Gone, First::After(after), rest()).await,
        None => Ok(()),
    }
}

/// Waits until a look shows nothing any more.
async fn wait_gone(
    cx: &Context,
    found: &Found,
    until: Until,
    first: First,
    within: Duration,
) -> Result<(), Error> {
    let reason = "it is going".to_owned();
    let going = Found { state: State::Pending(reason.clone()), ..found.clone() };
    wait_seen(cx, &going, until, first, within, |seen| match seen.map(|seen| seen.state) {
        Some(State::Pending(reason)) => Ok(Look::NotYet(reason)),
        Some(_) => Ok(Look::NotYet(reason.clone())),
        None => Ok(Look::Holds(())),
    })
    .await
}

/// Sends a call that AWS refuses while something holds the resource, until nothing does. A holder that is not ours is
/// not waited for.
async fn free(
    cx: &Context,
    found: &Found,
    within: Duration,
    mut send: impl AsyncFnMut() -> Result<(), Error>,
) -> Result<(), Error> {
    let mut looked = cx.clock.passed();
    try_until(cx, &found.address, within, async || match send().await {
        Ok(()) => Ok(Look::Holds(())),
        Err(error) if error.is(Class::Held) || error.is(Class::Busy) => {
            let mut reason = "something still holds it".to_owned();
            if over(cx, looked, LOOK_FOR_HOLDER) {
                looked = cx.clock.passed();
                if let Some(holder) = holder_of(cx, found).await? {
                    if holder.foreign {
                        let address = found.address.clone();
                        return Err(Error::Foreign { address, holder: Box::new(holder.thing) });
                    }
                    reason = format!("{} `{}` still holds it", holder.thing.what, holder.thing.id);
                }
            }
            Ok(Look::NotYet(reason))
        }
        Err(error) => Err(error),
    })
    .await
}

fn over(cx: &Context, start: Duration, within: Duration) -> bool {
    cx.clock.passed() - start >= within
}

async fn pause(cx: &Context) -> Result<(), Error> {
    tokio::select! {
        () = cx.clock.sleep(NEXT_TRY) => Ok(()),
        () = cx.stop.wait() => Err(Error::Stopped),
    }
}
