//! One step of a plan as calls.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::class::Class;
use crate::context::Context;
use crate::error::Error;
use crate::foreign::holder_of;
use crate::naming;
use crate::plan::compare::differences;
use crate::plan::{Action, Difference, Plan, Step, outputs};
use crate::resource::address::Address;
use crate::resource::attribute::{Attributes, Value};
use crate::resource::schema::Tagging;
use crate::resource::state::{Found, New, Observed, State, Tags, Which, tags_of};
use crate::resource::{self, Kind};
use crate::retag::retag;
use crate::tags;
use crate::wait::{Look, wait_until};
use crate::walk::Passed;

/// After a create whose answer was lost, it is looked for by tag for so long: tags lag behind ids.
const LOOK_FOR_LOST: Duration = Duration::from_secs(20);
/// A create whose answers are lost is sent at most so often.
const ATTEMPTS: u32 = 4;
/// What was just made may stay unseen for so long.
const UNSEEN: Duration = Duration::from_mins(5);
/// A deletion that something holds is tried again after this.
const TRY_AGAIN: Duration = Duration::from_secs(5);
/// The holder of what is to be deleted is looked for after this.
const LOOK_FOR_HOLDER: Duration = Duration::from_secs(10);

/// Ids and outputs of what stands, growing while steps are done.
#[derive(Debug)]
pub(crate) struct Known(Mutex<BTreeMap<Address, BTreeMap<String, String>>>);

impl Known {
    /// What stood when the plan was made.
    pub(crate) fn new(plan: &Plan) -> Known {
        Known(Mutex::new(plan.known.clone()))
    }

    /// The id of what stands for an address.
    pub(crate) fn id(&self, address: &Address) -> Option<String> {
        self.lock().get(address)?.get("id").cloned()
    }

    /// What a kind's reads need of what stands.
    pub(crate) fn parents(&self, cx: &Context, kind: Kind) -> Observed {
        let mut parents = Observed::nothing(cx.scope.clone(), "");
        let of_kinds = kind.schema().parents;
        parents.add(self.lock().iter().filter(|(address, _)| of_kinds.contains(&address.kind)).map(
            |(address, outputs)| Found {
                address: address.clone(),
                id: outputs.get("id").cloned().unwrap_or_default(),
                attributes: Attributes::new(),
                outputs: outputs.clone(),
                tags: Tags::new(),
                state: State::Ready,
                generation: None,
            },
        ));
        parents
    }

    fn insert(&self, found: &Found) {
        self.lock().insert(found.address.clone(), outputs(found));
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Address, BTreeMap<String, String>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts ids and outputs for references.
    fn resolve(&self, attributes: &Attributes) -> Result<Attributes, Error> {
        let known = self.lock();
        let text = |part: &Value| match part {
            Value::Ref(reference) => {
                known.get(&reference.address)?.get(&reference.attribute).cloned().map(Value::Text)
            }
            _ => None,
        };
        let resolved: Attributes =
            attributes.iter().map(|(name, value)| (name.clone(), value.map_parts(&text))).collect();
        for value in resolved.values() {
            let mut unknown = None;
            value.visit_references(&mut |reference| unknown = Some(Value::Ref(reference.clone())));
            if let Some(reference) = unknown {
                return Err(Error::Refused(format!("groundplan bug: `{reference}` is not known yet")));
            }
        }
        Ok(resolved)
    }
}

/// Does one step.
pub(crate) async fn run_step(cx: &Context, known: &Known, step: &Step) -> Result<Passed<String>, Error> {
    match &step.action {
        Action::Create { attributes, tags } => {
            let attributes = known.resolve(attributes)?;
            let tags = tags_of(&known.resolve(tags)?);
            let found = create(cx, known, &step.address, &attributes, tags).await?;
            known.insert(&found);
            finish(cx, known, found, &attributes).await
        }
        Action::Update { found, attributes, tags, differences } => {
            let want = known.resolve(attributes)?;
            // The planner found it under its old address where it was renamed.
            let found = Found { address: step.address.clone(), ..found.clone() };
            update(cx, known, &found, &want, differences).await?;
            let wanted_tags = tags_of(&known.resolve(tags)?);
            update_tags(cx, &found, &wanted_tags, differences).await?;
            await_ready(cx, known, &found).await
        }
        Action::Delete { found } => {
            delete(cx, found).await?;
            Ok(Passed::Done)
        }
        Action::Retag { found, tags } => {
            let generation = found.generation.clone().unwrap_or_default();
            let mut all = tags_of(&known.resolve(tags)?);
            let remove: Vec<String> =
                found.tags.keys().filter(|key| !all.contains_key(*key)).cloned().collect();
            all.extend(tags::ownership(&cx.scope, &step.address, &generation));
            retag(cx, found, &all, &remove).await?;
            Ok(Passed::Done)
        }
        Action::Await { found } => await_ready(cx, known, found).await,
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
            Some(found) => break found,
            None if lost && attempts < ATTEMPTS => attempts += 1,
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
        cx.clock.sleep(TRY_AGAIN).await;
    }
}

/// Sets what the create call could not say, and waits until the resource is ready.
async fn finish(
    cx: &Context,
    known: &Known,
    found: Found,
    want: &Attributes,
) -> Result<Passed<String>, Error> {
    let schema = found.address.kind.schema();
    let (mut sorted, mut made) = (want.clone(), found.attributes.clone());
    schema.sort(&mut sorted);
    schema.sort(&mut made);
    let left = differences(schema, &sorted, &made);
    update(cx, known, &found, want, &left).await?;
    match &found.state {
        State::Ready if left.is_empty() => Ok(Passed::Done),
        _ => await_ready(cx, known, &found).await,
    }
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
async fn await_ready(cx: &Context, known: &Known, found: &Found) -> Result<Passed<String>, Error> {
    let (address, id) = (&found.address, found.id.as_str());
    let schema = address.kind.schema();
    let parents = known.parents(cx, address.kind);
    let start = cx.clock.passed();
    wait_until(cx, address, schema.ready_within, async || {
        let seen = resource::observe(address.kind, cx, Which::Id(id), &parents).await?;
        let Some(mut seen) = seen.into_iter().next() else {
            // A tag that was just written may lag behind, and so may the thing itself.
            return if over(cx, start, UNSEEN) {
                Err(Error::Moved(address.clone()))
            } else {
                Ok(Look::NotYet("AWS does not show it yet".to_owned()))
            };
        };
        seen.address = address.clone();
        known.insert(&seen);
        match seen.state {
            State::Ready => Ok(Look::Holds(Passed::Done)),
            State::Waiting(reason) => Ok(Look::Holds(Passed::Waiting(reason))),
            State::Pending(reason) => Ok(Look::NotYet(reason)),
            State::Failed(reason) => Err(Error::Broken { address: address.clone(), reason }),
        }
    })
    .await
}

/// Deletes a resource, and waits until nothing holds it and it is gone.
async fn delete(cx: &Context, found: &Found) -> Result<(), Error> {
    let schema = found.address.kind.schema();
    let start = cx.clock.passed();
    let mut looked = start;
    wait_until(cx, &found.address, schema.gone_within, async || match resource::delete(cx, found).await {
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
    .await?;
    cx.remember_deleted(found.address.kind, &found.id);
    if !schema.lingers {
        return Ok(());
    }
    let parents = Observed::nothing(cx.scope.clone(), "");
    let rest = schema.gone_within.saturating_sub(cx.clock.passed() - start);
    wait_until(cx, &found.address, rest, async || {
        match resource::observe(found.address.kind, cx, Which::Id(&found.id), &parents).await {
            Ok(seen) if !seen.is_empty() => Ok(Look::NotYet("AWS deletes it".to_owned())),
            // It may go between two calls of one observation.
            Err(error) if !error.is(Class::NotFound) => Err(error),
            Ok(_) | Err(_) => Ok(Look::Holds(())),
        }
    })
    .await
}

fn over(cx: &Context, start: Duration, within: Duration) -> bool {
    cx.clock.passed() - start >= within
}

async fn pause(cx: &Context) -> Result<(), Error> {
    tokio::select! {
        () = cx.clock.sleep(TRY_AGAIN) => Ok(()),
        () = cx.stop.wait() => Err(Error::Stopped),
    }
}
