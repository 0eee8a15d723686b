//! Everything that a user can be told while a run goes on.
//!
//! The library never prints: it hands events to a [`Sink`], and one renderer makes text of them.

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use crate::resource::address::Address;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// AWS knows who we are.
    Identified {
        /// The account, twelve digits.
        account: String,
        /// The principal.
        arn: String,
    },
    /// The observation begins.
    Observing,
    /// The observation is complete.
    Observed {
        /// How many resources are ours.
        found: usize,
    },
    /// A round of an apply or a destroy begins.
    Round {
        /// How many steps it has.
        steps: usize,
    },
    /// A step begins.
    Started {
        /// The step's number in its plan.
        step: usize,
        /// What it is about.
        address: Address,
        /// What it does.
        verb: Verb,
    },
    /// A step, or the run, waits for something that happens by itself.
    Waiting {
        /// What it is about.
        address: Address,
        /// What it waits for.
        reason: String,
        /// For how long by now.
        #[serde(serialize_with = "seconds")]
        waited: Duration,
    },
    /// A step waits for a person.
    NeedsPerson {
        /// What it is about.
        address: Address,
        /// What the person has to do.
        reason: String,
    },
    /// A step is done.
    Finished {
        /// The step's number in its plan.
        step: usize,
        /// What it is about.
        address: Address,
        /// What it did.
        verb: Verb,
        /// The id in AWS, where there is one.
        id: Option<String>,
        /// How long it took.
        #[serde(serialize_with = "seconds")]
        took: Duration,
    },
    /// A step failed. The outcome says more.
    Failed {
        /// The step's number in its plan.
        step: usize,
        /// What it is about.
        address: Address,
        /// What it tried.
        verb: Verb,
        /// Why it failed.
        error: String,
    },
    /// A step is not done because of another one.
    Skipped {
        /// The step's number in its plan.
        step: usize,
        /// What it is about.
        address: Address,
        /// The one that failed, or waits.
        because: Address,
    },
    /// AWS is slowing us down; told once a run and service.
    Throttled {
        /// The service, as `ec2`.
        service: &'static str,
    },
    /// The run ends when what is in flight has ended.
    Stopping,
}

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// Makes.
    Create,
    /// Changes in place.
    Update,
    /// Deletes.
    Delete,
    /// Writes tags and nothing else.
    Retag,
    /// Waits until it is ready.
    Await,
}

/// Takes the events of a run.
pub type Sink = Arc<dyn Fn(Event) + Send + Sync>;

/// A sink that forgets everything.
#[must_use]
pub fn nobody() -> Sink {
    Arc::new(|_| ())
}

fn seconds<S: serde::Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u64(duration.as_secs())
}
