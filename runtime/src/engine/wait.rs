//! Waits: a named condition, looked at again and again until it holds, is hopeless, or its time is over.
//!
//! We look ourselves, and leave the SDK's waiters alone, for three reasons. A waiter sleeps on a clock of its own, and
//! ours can be a sandbox's, where an hour is over at once. A waiter polls for one resource, and one answer of AWS tells
//! of all that are waited for. And a waiter tells nobody what it waits for, and cannot be stopped between two looks.

use std::time::Duration;

use crate::context::Context;
use crate::error::Error;
use crate::event::Event;
use crate::resource::address::Address;

/// What a look at a condition says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Look<T> {
    /// It holds.
    Holds(T),
    /// Not yet; the reason can be shown.
    NotYet(String),
}

/// The shortest and the longest time between two looks.
const SHORTEST_PAUSE: Duration = Duration::from_secs(2);
pub(crate) const LONGEST_PAUSE: Duration = Duration::from_secs(15);
/// The shortest time between two tries of a call that writes.
const TRY_AGAIN: Duration = Duration::from_secs(5);
/// A wait tells of itself so often.
const TELL_EVERY: Duration = Duration::from_secs(10);

/// How long to the next look: the longer it was waited, the longer, since it is late by a part of the whole at most.
pub(crate) fn pause(waited: Duration) -> Duration {
    (waited / 2).clamp(SHORTEST_PAUSE, LONGEST_PAUSE)
}

/// Tries until it succeeds. A failure is hopeless and ends the wait. The user's stop ends it too, between two tries.
pub(crate) async fn try_until<T>(
    cx: &Context,
    address: &Address,
    within: Duration,
    mut attempt: impl AsyncFnMut() -> Result<Look<T>, Error>,
) -> Result<T, Error> {
    let mut wait = Wait::new(cx, address, within);
    loop {
        match attempt().await? {
            Look::Holds(value) => return Ok(value),
            Look::NotYet(reason) => wait.not_yet(reason)?,
        }
        let next = cx.clock.passed() + pause(wait.waited()).max(TRY_AGAIN);
        wait.sleep_until(next.min(wait.deadline())).await?;
    }
}

/// One wait: since when, how long, and what it has told.
pub(crate) struct Wait<'a> {
    cx: &'a Context,
    address: &'a Address,
    start: Duration,
    within: Duration,
    reason: String,
    /// When it told of itself last, and the reason.
    told: Option<(Duration, String)>,
}

impl<'a> Wait<'a> {
    /// A wait that begins now.
    pub(crate) fn new(cx: &'a Context, address: &'a Address, within: Duration) -> Wait<'a> {
        Wait { cx, address, start: cx.clock.passed(), within, reason: String::new(), told: None }
    }

    /// How long it has been waited.
    pub(crate) fn waited(&self) -> Duration {
        self.cx.clock.passed() - self.start
    }

    /// When its time is over.
    pub(crate) fn deadline(&self) -> Duration {
        self.start + self.within
    }

    /// Tells why it goes on.
    ///
    /// # Errors
    ///
    /// Where its time is over.
    pub(crate) fn not_yet(&mut self, reason: String) -> Result<(), Error> {
        self.reason = reason;
        if self.waited() >= self.within {
            return Err(Error::Deadline { what: self.reason.clone(), waited: self.waited() });
        }
        self.tell();
        Ok(())
    }

    /// Sleeps, and tells of itself meanwhile.
    ///
    /// # Errors
    ///
    /// Where the user stops the run.
    pub(crate) async fn sleep_until(&mut self, until: Duration) -> Result<(), Error> {
        loop {
            let now = self.cx.clock.passed();
            if now >= until {
                return Ok(());
            }
            self.tell();
            let tells = self.told.as_ref().map_or(until, |(last, _)| self.start + *last + TELL_EVERY);
            tokio::select! {
                () = self.cx.clock.sleep(tells.min(until).saturating_sub(now)) => {}
                () = self.cx.stop.wait() => return Err(Error::Stopped),
            }
        }
    }

    fn tell(&mut self) {
        let waited = self.waited();
        let due = self
            .told
            .as_ref()
            .is_none_or(|(last, reason)| waited >= *last + TELL_EVERY || *reason != self.reason);
        if due && !self.reason.is_empty() {
            let (address, reason) = (self.address.clone(), self.reason.clone());
            self.cx.tell(Event::Waiting { address, reason: reason.clone(), waited });
            self.told = Some((waited, reason));
        }
    }
}
