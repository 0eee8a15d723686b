//! What every call of a run needs: the clients, the clock, whom to tell, when to stop, and the ids that the run has
//! made or seen.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use crate::client::{Clients, Target};
use crate::clock::Clock;
use crate::connector::Hook;
use crate::event::{Event, Sink};
use crate::resource::state::Scope;
use crate::stop::Stop;

/// A run against AWS or the sandbox.
pub struct Context {
    /// Whose resources it is about.
    pub scope: Scope,
    /// The clients.
    pub clients: Clients,
    /// The clock.
    pub clock: Clock,
    /// Ends the run when what is in flight has ended.
    pub stop: Stop,
    sink: Sink,
    known: Mutex<BTreeSet<String>>,
    throttled: Mutex<BTreeSet<&'static str>>,
}

impl Context {
    /// A run. Nothing is called yet.
    pub async fn new(
        scope: Scope,
        target: &Target,
        clock: Clock,
        hook: Arc<dyn Hook>,
        sink: Sink,
    ) -> Context {
        let clients = Clients::new(target, &scope.region, &clock, hook).await;
        Context {
            scope,
            clients,
            clock,
            stop: Stop::new(),
            sink,
            known: Mutex::default(),
            throttled: Mutex::default(),
        }
    }

    /// Tells the user.
    pub fn tell(&self, event: Event) {
        (self.sink)(event);
    }

    /// Tells once that a service slows us down.
    pub(crate) fn tell_throttled(&self, service: &'static str) {
        if self.throttled.lock().unwrap_or_else(PoisonError::into_inner).insert(service) {
            self.tell(Event::Throttled { service });
        }
    }

    /// Remembers that this run has made or seen the thing: if AWS says that it is not there, it is not there yet.
    pub(crate) fn remember(&self, id: &str) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned());
    }

    /// Whether this run has made or seen the thing.
    pub(crate) fn remembers(&self, id: &str) -> bool {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).contains(id)
    }
}
