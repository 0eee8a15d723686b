//! What happened: every step of a run, error or not.

use serde::Serialize;

use crate::class::Class;
use crate::error::Error;
use crate::event::Verb;
use crate::exit::Exit;
use crate::plan::Refusal;
use crate::resource::address::Address;
use crate::resource::state::Observed;

/// What a run did.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Steps that are done, in the order in which they ended.
    pub done: Vec<Done>,
    /// Steps that failed.
    pub failed: Vec<Failure>,
    /// Steps that were not started because another one failed.
    pub skipped: Vec<Skipped>,
    /// What a person has to do, and what waits for it.
    pub waiting: Vec<Waiting>,
    /// What was not started, or not waited for to its end, because the run was stopped.
    pub not_started: Vec<Address>,
    /// Why nothing was begun.
    pub refusals: Vec<Refusal>,
    /// The run's own error: it could not observe, or its credentials ended.
    pub error: Option<Error>,
    /// Whether the user ended it.
    pub interrupted: bool,
    /// What is still there after a destroy, and is ours.
    pub left: Vec<Address>,
    /// What stands after an apply, as far as the run knows it: all of it where every step is done.
    pub stands: Option<Observed>,
}

/// A step that is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Done {
    /// What it was about.
    pub address: Address,
    /// What it did.
    pub verb: Verb,
}

/// A step that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What it was about.
    pub address: Address,
    /// What it tried.
    pub verb: Verb,
    /// Why it failed.
    pub error: Error,
}

/// A step that was not started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// What it was about.
    pub address: Address,
    /// What failed.
    pub because: Address,
}

/// Something that a person has to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// What it is about.
    pub address: Address,
    /// What to do.
    pub reason: String,
    /// What waits for it.
    pub held: Vec<Address>,
}

impl Outcome {
    /// An outcome of a run that was refused before it began.
    #[must_use]
    pub fn refused(refusals: Vec<Refusal>) -> Outcome {
        Outcome { refusals, ..Outcome::default() }
    }

    /// An outcome of a run that could not begin.
    #[must_use]
    pub fn broken(error: Error) -> Outcome {
        Outcome { error: Some(error), ..Outcome::default() }
    }

    /// How the command ends.
    #[must_use]
    pub fn exit(&self) -> Exit {
        let errors = || self.error.iter().chain(self.failed.iter().map(|failure| &failure.error));
        let foreign = errors().any(|error| matches!(error, Error::Foreign { .. }));
        if errors().any(|error| error.is(Class::Credentials)) {
            Exit::Credentials
        } else if (!self.refusals.is_empty() || foreign) && self.done.is_empty() {
            Exit::Refused
        } else if self.interrupted {
            Exit::Interrupted
        } else if errors().next().is_some() || !self.left.is_empty() || !self.refusals.is_empty() {
            if self.done.is_empty() { Exit::Failed } else { Exit::Partial }
        } else if !self.waiting.is_empty() {
            Exit::Waiting
        } else {
            Exit::Done
        }
    }
}
