//! Waits: a named condition, looked at again and again until it holds, is hopeless, or its time is over.

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

/// The first looks are near each other; the longest time between two is a quarter of a minute.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_secs(15);
/// A wait tells of itself so often.
const TELL_EVERY: Duration = Duration::from_secs(10);

/// Looks until the condition holds. A look that fails is hopeless and ends the wait. The user's stop ends it too, since
/// a wait writes nothing.
pub(crate) async fn wait_until<T>(
    cx: &Context,
    address: &Address,
    within: Duration,
    mut look: impl AsyncFnMut() -> Result<Look<T>, Error>,
) -> Result<T, Error> {
    let start = cx.clock.passed();
    let mut told = None;
    let mut pause = FIRST_PAUSE;
    loop {
        let reason = match look().await? {
            Look::Holds(value) => return Ok(value),
            Look::NotYet(reason) => reason,
        };
        let waited = cx.clock.passed() - start;
        if waited >= within {
            return Err(Error::Deadline { what: reason, waited });
        }
        let due = told.as_ref().is_none_or(|(last, said)| waited >= *last + TELL_EVERY || *said != reason);
        if due {
            cx.tell(Event::Waiting { address: address.clone(), reason: reason.clone(), waited });
            told = Some((waited, reason));
        }
        let rest = within.saturating_sub(waited).max(Duration::from_millis(1));
        tokio::select! {
            () = cx.clock.sleep(pause.min(rest)) => {}
            () = cx.stop.wait() => return Err(Error::Stopped),
        }
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}
