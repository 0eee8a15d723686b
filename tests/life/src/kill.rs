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
/// The state before a write is that after the write before it but for the time that has passed; where none has, one of
/// the two is kept.
#[derive(Debug)]
pub struct Keeper {
    sandbox: SharedSandbox,
    kept: Mutex<Vec<Kept>>,
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

impl Keeper {
    /// A hook for one run in that account, which begins now.
    #[must_use]
    pub fn new(sandbox: SharedSandbox) -> Arc<Keeper> {
        Arc::new(Keeper { sandbox, kept: Mutex::default() })
    }

    /// What was kept, in the order of the run.
    #[must_use]
    pub fn states(&self) -> Vec<Kept> {
        self.kept().clone()
    }

    /// To be called after each call of the run.
    pub fn keep_after(&self, sandbox: &Sandbox) {
        let mut kept = self.kept();
        if let Some(call) = sandbox.log().last().filter(|call| call.writes) {
            let write = kept.last().map_or(0, Kept::done) + 1;
            let death = Death { write, after: true };
            kept.push(Kept { death, operation: call.operation.clone(), sandbox: sandbox.clone() });
        }
    }

    fn kept(&self) -> MutexGuard<'_, Vec<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// How many writes are done.
    fn done(&self) -> usize {
        if self.death.after { self.death.write } else { self.death.write - 1 }
    }
}

impl Hook for Keeper {
    fn judge(&self, attempt: &Attempt) -> Verdict {
        if attempt.writes {
            let sandbox = self.sandbox.lock().unwrap_or_else(PoisonError::into_inner);
            let mut kept = self.kept();
            let last = kept.last();
            if last.is_none_or(|last| last.sandbox.store().now < sandbox.store().now) {
                let death = Death { write: last.map_or(0, Kept::done) + 1, after: false };
                kept.push(Kept { death, operation: attempt.operation.clone(), sandbox: sandbox.clone() });
            }
        }
        Verdict::Pass
    }
}
