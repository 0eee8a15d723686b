//! One look for all who wait: whoever is due first asks AWS about everything of the kind that is waited for, in the one
//! call that such a list takes, and the others have their answer without a call of their own.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use crate::context::Context;
use crate::error::Error;
use crate::resource::state::{Found, Seen, State};
use crate::resource::{self, Kind};
use crate::wait::{LONGEST_PAUSE, Look, Wait, pause};

/// Who waits, in all of a run.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    waiting: Mutex<BTreeMap<Key, Waiting>>,
    news: Notify,
}

/// One who waits.
#[derive(Debug)]
struct Waiting {
    found: Found,
    start: Duration,
    /// No look makes sense before this, but one that is due at once.
    not_before: Duration,
    deadline: Duration,
    due: Duration,
    /// Whether somebody looks just now.
    looking: bool,
    answer: Option<Result<Option<Seen>, Error>>,
}

/// In this time others come to wait who can be looked at in the same call.
const MOMENT: Duration = Duration::from_secs(1);

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Until {
    /// That it can be used.
    Ready,
    /// That everything has left it that has to.
    Empty,
    /// That it is gone, and holds nothing any more.
    Gone,
}

/// For whom a look is: kind, what is waited for, id.
type Key = (Kind, Until, String);

/// When a wait looks first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum First {
    /// In a moment, with those whose wait begins together with it: it may be ready already. If it is not, then not
    /// before this time is over.
    Soon(Duration),
    /// When this time is over: it cannot be ready sooner.
    After(Duration),
}

/// What one who waits does next.
enum Turn {
    /// Judges what was seen.
    Judge(Result<Option<Seen>, Error>),
    /// Looks, for itself and for others.
    Look(Vec<Found>),
    /// Sleeps until then, or until somebody has looked.
    Sleep(Duration),
}

/// Waits for a resource until `judge` is content with what a look at it shows; `None` is what AWS does not show.
pub(crate) async fn wait_seen<T>(
    cx: &Context,
    found: &Found,
    until: Until,
    first: First,
    within: Duration,
    mut judge: impl FnMut(Option<Seen>) -> Result<Look<T>, Error>,
) -> Result<T, Error> {
    let kind = found.address.kind;
    let mut wait = Wait::new(cx, &found.address, within);
    let _place = Place::take(cx, found, until, first, wait.deadline());
    if let State::Pending(reason) = &found.state {
        wait.not_yet(reason.clone())?;
    }
    loop {
        let news = cx.watch.news.notified();
        tokio::pin!(news);
        // What is answered from here on is heard.
        news.as_mut().enable();
        match cx.watch.turn(kind, until, &found.id, cx.clock.passed()) {
            Turn::Judge(seen) => match judge(seen?)? {
                Look::Holds(value) => return Ok(value),
                Look::NotYet(reason) => wait.not_yet(reason)?,
            },
            Turn::Look(batch) => {
                let seen = resource::look(kind, until, cx, &batch).await;
                cx.watch.answer(kind, until, &batch, &seen, cx.clock.passed());
            }
            Turn::Sleep(due) => tokio::select! {
                slept = wait.sleep_until(due) => slept?,
                () = news => {}
            },
        }
    }
}

/// A place among those who wait, given up when the wait ends however it does.
struct Place<'a> {
    watch: &'a Watch,
    key: Key,
}

impl<'a> Place<'a> {
    fn take(cx: &'a Context, found: &Found, until: Until, first: First, deadline: Duration) -> Place<'a> {
        let start = cx.clock.passed();
        let (due, not_before) = match first {
            First::Soon(not_before) => (start + MOMENT, start + not_before),
            First::After(not_before) => (start + not_before, start + not_before),
        };
        let waiting = Waiting {
            found: found.clone(),
            start,
            not_before,
            deadline,
            due: due.min(deadline),
            looking: false,
            answer: None,
        };
        let key = (found.address.kind, until, found.id.clone());
        cx.watch.lock().insert(key.clone(), waiting);
        Place { watch: &cx.watch, key }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.watch.lock().remove(&self.key);
    }
}

impl Watch {
    fn turn(&self, kind: Kind, until: Until, id: &str, now: Duration) -> Turn {
        let mut all = self.lock();
        let me = all.get_mut(&(kind, until, id.to_owned()));
        let me = me.expect("groundplan bug: a resource is waited for twice at a time");
        if let Some(answer) = me.answer.take() {
            return Turn::Judge(answer);
        }
        if me.looking {
            // Who looks for it tells.
            return Turn::Sleep(now + LONGEST_PAUSE);
        }
        if now < me.due {
            return Turn::Sleep(me.due);
        }
        let with_me = |waiting: &Waiting| {
            !waiting.looking && waiting.answer.is_none() && (waiting.due <= now || waiting.not_before <= now)
        };
        let batch = all
            .iter_mut()
            .filter(|((of, state, _), waiting)| (*of, *state) == (kind, until) && with_me(waiting));
        let found = batch.map(|(_, waiting)| {
            waiting.looking = true;
            waiting.found.clone()
        });
        Turn::Look(found.collect())
    }

    /// Hands everyone of the batch what was seen, and says when to look again if it is not enough.
    fn answer(
        &self,
        kind: Kind,
        until: Until,
        batch: &[Found],
        seen: &Result<Vec<Seen>, Error>,
        now: Duration,
    ) {
        let mut all = self.lock();
        for found in batch {
            if let Some(waiting) = all.get_mut(&(kind, until, found.id.clone())) {
                let of_it = |seen: &Vec<Seen>| seen.iter().find(|seen| seen.id == found.id).cloned();
                waiting.answer = Some(seen.as_ref().map(of_it).map_err(Clone::clone));
                waiting.looking = false;
                let next = now + pause(now - waiting.start);
                waiting.due = next.max(waiting.not_before).min(waiting.deadline);
            }
        }
        drop(all);
        self.news.notify_waiters();
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Key, Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
