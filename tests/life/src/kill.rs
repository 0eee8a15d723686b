//! A process that is killed at a write call, and every state of the account in which a kill can leave it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use groundplan::connector::{Attempt, Hook, Verdict};
use groundplan::sandboxed::SharedSandbox;
use groundplan_sandbox::Sandbox;
use tokio::sync::Notify;

/// Which write call of a run ends it, and on which side of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Death {
    /// The write, counted from 1.
    pub write: usize,
    /// Whether AWS does it, and only the answer is lost.
    pub after: bool,
}

/// Ends the run there.
#[derive(Debug)]
pub struct Killer {
    death: Death,
    seen: Mutex<usize>,
    dead: Notify,
}

impl Killer {
    /// A hook that kills the run it is given to.
    #[must_use]
    pub fn new(death: Death) -> Arc<Killer> {
        Arc::new(Killer { death, seen: Mutex::new(0), dead: Notify::new() })
    }

    /// Ends when the process is dead.
    pub async fn dead(&self) {
        self.dead.notified().await;
        // The call that is in flight reaches AWS before the process is gone.
        tokio::task::yield_now().await;
    }
}

impl Hook for Killer {
    fn judge(&self, attempt: &Attempt) -> Verdict {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        // What was under way beside the call dies with the process.
        if *seen >= self.death.write {
            return Verdict::EndBefore;
        }
        *seen += usize::from(attempt.writes);
        if *seen < self.death.write {
            return Verdict::Pass;
        }
        self.dead.notify_one();
        if self.death.after { Verdict::EndAfter } else { Verdict::EndBefore }
    }
}

/// Keeps the account as it is before and after each write of a run: in these states a kill leaves it, for a dead
/// process calls nothing more, and AWS does not know that it is dead.
///
/// What is kept once stands for all that look the same: a write that was refused changes nothing, and before a write
/// the account is as after the one before it unless time has passed, or, where that was refused, unless something has
/// happened by itself.
#[derive(Debug)]
pub struct Keeper {
    sandbox: SharedSandbox,
    seen: Mutex<Seen>,
}

/// A state of the account.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Where a kill leaves it so.
    pub death: Death,
    /// The operation that was not called, or whose answer was lost.
    pub operation: String,
    /// The account.
    pub sandbox: Sandbox,
}

/// What was seen of the run.
#[derive(Debug, Default)]
struct Seen {
    /// How many writes are done.
    writes: usize,
    kept: Vec<Kept>,
}

impl Keeper {
    /// A hook for one run in that account, which begins now.
    #[must_use]
    pub fn new(sandbox: SharedSandbox) -> Arc<Keeper> {
        Arc::new(Keeper { sandbox, seen: Mutex::default() })
    }

    /// What was kept, in the order of the run.
    #[must_use]
    pub fn states(&self) -> Vec<Kept> {
        self.seen().kept.clone()
    }

    /// To be called after each call of the run.
    pub fn keep_after(&self, sandbox: &Sandbox) {
        let Some(call) = sandbox.log().last().filter(|call| call.writes) else { return };
        let mut seen = self.seen();
        seen.writes += 1;
        if call.refused.is_none() {
            let death = Death { write: seen.writes, after: true };
            seen.kept.push(Kept { death, operation: call.operation.clone(), sandbox: sandbox.clone() });
        }
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// Whether the account looks otherwise now, before another write.
    fn is_past(&self, sandbox: &Sandbox) -> bool {
        let now = sandbox.store().now;
        let happens = self.sandbox.next_event().is_some_and(|at| at <= now);
        happens || (self.death.after && self.sandbox.store().now < now)
    }
}

impl Hook for Keeper {
    fn judge(&self, attempt: &Attempt) -> Verdict {
        if attempt.writes {
            let sandbox = self.sandbox.lock().unwrap_or_else(PoisonError::into_inner);
            let mut seen = self.seen();
            if seen.kept.last().is_none_or(|last| last.is_past(&sandbox)) {
                let death = Death { write: seen.writes + 1, after: false };
                seen.kept.push(Kept {
                    death,
                    operation: attempt.operation.clone(),
                    sandbox: sandbox.clone(),
                });
            }
        }
        Verdict::Pass
    }
}
