//! What every call of a run needs: the clients, the clock, whom to tell, when to stop, and the ids that the run has
//! made or seen.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::UNIX_EPOCH;

use aws_sdk_ec2::types::RouteTable;

use crate::client::{Clients, Target};
use crate::clock::Clock;
use crate::connector::Hook;
use crate::event::{Event, Sink};
use crate::resource::Kind;
use crate::resource::schema::Tagging;
use crate::resource::state::Scope;
use crate::stop::Stop;
use crate::watch::Watch;

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
    /// Tells this run from every other one: when it began.
    pub(crate) run: String,
    sink: Sink,
    memory: Mutex<Memory>,
    throttled: Mutex<BTreeSet<&'static str>>,
    /// Who waits for what.
    pub(crate) watch: Watch,
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
        let began = clock.now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Context {
            scope,
            clients,
            clock,
            stop: Stop::new(),
            run: began.as_nanos().to_string(),
            sink,
            memory: Mutex::default(),
            throttled: Mutex::default(),
            watch: Watch::default(),
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

    /// Remembers that this run has seen the thing: if AWS says that it is not there, it is not there yet.
    pub(crate) fn remember(&self, id: &str) {
        self.memory().known.insert(id.to_owned());
    }

    /// Remembers that this run has made the thing, whatever a list says that does not know it yet.
    pub(crate) fn remember_made(&self, kind: Kind, id: &str) {
        let mut memory = self.memory();
        memory.known.insert(id.to_owned());
        memory.made.insert((kind, id.to_owned()));
    }

    /// Remembers that this run has deleted the thing, whatever a list says that still knows it. That it is not there is
    /// no longer waited out. What belongs to another thing may bear its id, and the other stays.
    pub(crate) fn remember_deleted(&self, kind: Kind, id: &str) {
        let mut memory = self.memory();
        if kind.schema().tagging != Tagging::Parent {
            memory.known.remove(id);
        }
        memory.made.remove(&(kind, id.to_owned()));
        memory.deleted.insert((kind, id.to_owned()));
    }

    /// Remembers that the interfaces of the thing are ours: an instance's id, a load balancer's path.
    pub(crate) fn remember_ours(&self, owner: &str) {
        self.memory().ours.insert(owner.to_owned());
    }

    /// Whether the thing is known as ours.
    pub(crate) fn is_ours(&self, owner: &str) -> bool {
        self.memory().ours.contains(owner)
    }

    /// Remembers that this run has seen the thing, and that it is not ours.
    pub(crate) fn remember_foreign(&self, id: &str) {
        self.memory().foreign.insert(id.to_owned());
    }

    /// Whether this run has seen that the thing is not ours.
    pub(crate) fn is_foreign(&self, id: &str) -> bool {
        self.memory().foreign.contains(id)
    }

    /// Remembers that something that goes by itself still holds the thing.
    pub(crate) fn remember_held(&self, id: &str) {
        self.memory().held.insert(id.to_owned());
    }

    /// Whether something that goes by itself held the thing when this run looked.
    pub(crate) fn is_held(&self, id: &str) -> bool {
        self.memory().held.contains(id)
    }

    /// Whether this run has made or seen the thing.
    pub(crate) fn remembers(&self, id: &str) -> bool {
        self.memory().known.contains(id)
    }

    /// What this run has made of a kind, and not deleted.
    pub(crate) fn made(&self, kind: Kind) -> Vec<String> {
        self.memory().made.iter().filter(|(of, _)| *of == kind).map(|(_, id)| id.clone()).collect()
    }

    /// Whether this run has deleted the thing.
    pub(crate) fn deleted(&self, kind: Kind, id: &str) -> bool {
        self.memory().deleted.contains(&(kind, id.to_owned()))
    }

    /// Remembers the newest version that this run has made of a launch template.
    pub(crate) fn remember_version(&self, template: &str, version: i64) {
        self.memory().versions.insert(template.to_owned(), version);
    }

    /// The newest version that this run has made of a launch template, whatever a list says that does not know it yet.
    pub(crate) fn made_version(&self, template: &str) -> Option<i64> {
        self.memory().versions.get(template).copied()
    }

    /// Hands the route tables that were just listed to the next who would list them: their associations stand in them.
    pub(crate) fn hand_over_tables(&self, tables: Vec<RouteTable>) {
        self.memory().tables = Some(tables);
    }

    /// Takes the route tables that were just listed.
    pub(crate) fn take_tables(&self) -> Option<Vec<RouteTable>> {
        self.memory().tables.take()
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a run knows better than a list that lags.
#[derive(Debug, Default)]
struct Memory {
    known: BTreeSet<String>,
    ours: BTreeSet<String>,
    foreign: BTreeSet<String>,
    held: BTreeSet<String>,
    made: BTreeSet<(Kind, String)>,
    deleted: BTreeSet<(Kind, String)>,
    versions: BTreeMap<String, i64>,
    tables: Option<Vec<RouteTable>>,
}
