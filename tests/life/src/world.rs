//! An account on the sandbox, and runs in it: each in a new process, so to speak, of which nothing but the account is
//! kept. Time goes on from run to run.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use groundplan::apply::{Options, apply};
use groundplan::client::Target;
use groundplan::clock::{Clock, ClockMode};
use groundplan::connector::{Hook, Quiet};
use groundplan::context::Context;
use groundplan::destroy::{destroy, plan_destroy};
use groundplan::event::nobody;
use groundplan::observe::{identify, observe};
use groundplan::outcome::Outcome;
use groundplan::plan::{Plan, plan};
use groundplan::resource::state::{Desired, Observed, Scope};
use groundplan::sandboxed::{AfterWrite, SharedSandbox, timestamp};
use groundplan_sandbox::{CallRecord, Sandbox, Settings, Timestamp};

use crate::kill::{Death, Keeper, Kept, Killer};

/// When the first run begins: a noon of November 2026.
const NOON: Timestamp = Timestamp(1_795_867_200_000);

/// How long an apply waits for a person, where one is simulated.
pub const PATIENCE: Duration = Duration::from_mins(15);

/// An account and the deployment that the runs are about.
#[derive(Debug)]
pub struct World {
    sandbox: SharedSandbox,
    scope: Scope,
}

/// What a run does.
#[derive(Clone, Copy, Debug)]
pub enum Work<'a> {
    /// Observes, plans, applies.
    Apply(&'a Desired),
    /// Plans the destruction and does it.
    Destroy,
}

/// How a run ended.
#[derive(Debug)]
pub struct Run {
    /// What it did.
    pub outcome: Outcome,
    /// How long it took by the clock.
    pub took: Duration,
    /// What it called.
    pub calls: Vec<CallRecord>,
}

impl Run {
    /// The calls that change something.
    #[must_use]
    pub fn writes(&self) -> usize {
        self.calls.iter().filter(|call| call.writes).count()
    }

    /// Its calls that AWS refused, though it may have got over them.
    pub fn refused(&self) -> impl Iterator<Item = &CallRecord> {
        self.calls.iter().filter(|call| call.refused.is_some())
    }
}

/// What the accounts of the tests hold from the beginning: no default VPC, the key pair of the warehouse's operators,
/// the account's number that the examples' ARNs name.
#[must_use]
pub fn settings() -> Settings {
    Settings {
        account: "111122223333".to_owned(),
        default_vpc: false,
        key_pairs: vec!["vockey".to_owned(), "operators".to_owned()],
        ..Settings::default()
    }
}

impl World {
    /// A new account.
    #[must_use]
    pub fn new(scope: Scope, settings: Settings) -> World {
        World::of(Sandbox::new(settings), scope)
    }

    /// An account in which somebody sets the DNS records that certificates wait for.
    #[must_use]
    pub fn with_actors(scope: Scope) -> World {
        World::new(scope, Settings { dns_actor: true, ..settings() })
    }

    fn of(mut sandbox: Sandbox, scope: Scope) -> World {
        sandbox.advance(NOON);
        World { sandbox: Arc::new(Mutex::new(sandbox)), scope }
    }

    /// Another account that is now as this one is.
    #[must_use]
    pub fn fork(&self) -> World {
        self.fork_of(&self.sandbox())
    }

    /// Another account that is now as the sandbox is.
    #[must_use]
    pub fn fork_of(&self, sandbox: &Sandbox) -> World {
        World::of(sandbox.clone(), self.scope.clone())
    }

    /// The same account as it is now, seen by another deployment.
    #[must_use]
    pub fn fork_for(&self, scope: Scope) -> World {
        World::of(self.sandbox().clone(), scope)
    }

    /// The account.
    pub fn sandbox(&self) -> MutexGuard<'_, Sandbox> {
        self.sandbox.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets time pass while nothing runs.
    pub fn pass(&self, time: Duration) {
        let mut sandbox = self.sandbox();
        let later = sandbox.store().now.0 + u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        sandbox.advance(Timestamp(later));
    }

    /// Runs something with new clients, on a clock whose waits are over at once.
    ///
    /// # Panics
    ///
    /// Where the account cannot be asked who it is.
    pub fn run<T>(&self, hook: Arc<dyn Hook>, work: impl AsyncFnOnce(&Context, &str) -> T) -> T {
        self.run_watched(hook, None, work)
    }

    fn run_watched<T>(
        &self,
        hook: Arc<dyn Hook>,
        after_write: Option<AfterWrite>,
        work: impl AsyncFnOnce(&Context, &str) -> T,
    ) -> T {
        let start: SystemTime = UNIX_EPOCH + Duration::from_millis(self.sandbox().store().now.0 + 1_000);
        let runtime = ClockMode::Jump.runtime().expect("the system gives an event queue");
        runtime.block_on(async {
            let clock = Clock::new(ClockMode::Jump, start);
            let target = Target::Sandbox(self.sandbox.clone(), after_write);
            let cx = Context::new(self.scope.clone(), &target, clock.clone(), hook, nobody()).await;
            let account = identify(&cx).await.expect("the sandbox knows who we are");
            let done = work(&cx, &account).await;
            self.sandbox().advance(timestamp(clock.now()));
            done
        })
    }

    /// What is there of the deployment.
    #[must_use]
    pub fn observe(&self, desired: &Desired) -> Observed {
        self.run(Arc::new(Quiet), async |cx, account| {
            observe(cx, account, &desired.lookups()).await.expect("the sandbox can be observed")
        })
    }

    /// What is to be done.
    #[must_use]
    pub fn plan(&self, wanted: &Desired) -> Plan {
        plan(wanted, &self.observe(wanted))
    }

    /// Plans and applies; waits for a person where [`World::with_actors`] simulates one.
    #[must_use]
    pub fn apply(&self, wanted: &Desired) -> Run {
        self.apply_with(Arc::new(Quiet), wanted)
    }

    /// The same, with what the hook does to the calls.
    #[must_use]
    pub fn apply_with(&self, hook: Arc<dyn Hook>, wanted: &Desired) -> Run {
        self.timed(hook, Work::Apply(wanted))
    }

    /// Destroys what is there.
    #[must_use]
    pub fn destroy(&self) -> Run {
        self.timed(Arc::new(Quiet), Work::Destroy)
    }

    fn timed(&self, hook: Arc<dyn Hook>, work: Work<'_>) -> Run {
        let before = self.sandbox().log().len();
        let options = self.options();
        let (outcome, took) = self.run(hook, async |cx, account| {
            let outcome = work.run(cx, account, options).await;
            (outcome, cx.clock.passed())
        });
        let calls = self.sandbox().log()[before..].to_vec();
        Run { outcome, took, calls }
    }

    /// Does the work in a process that is killed there. `false`: it had ended before.
    #[must_use]
    pub fn killed(&self, death: Death, work: Work<'_>) -> bool {
        let killer = Killer::new(death);
        let options = self.options();
        self.run(killer.clone(), async |cx, account| {
            tokio::select! {
                biased;
                () = killer.dead() => true,
                _ = work.run(cx, account, options) => false,
            }
        })
    }

    /// Does the work, and keeps every state in which a kill can leave the account.
    #[must_use]
    pub fn kept(&self, work: Work<'_>) -> Vec<Kept> {
        let keeper = Keeper::new(self.sandbox.clone());
        let after = {
            let keeper = keeper.clone();
            Arc::new(move |sandbox: &Sandbox| keeper.keep_after(sandbox))
        };
        let options = self.options();
        self.run_watched(keeper.clone(), Some(after), async |cx, account| {
            work.run(cx, account, options).await;
        });
        keeper.states()
    }

    fn options(&self) -> Options {
        Options { wait: self.sandbox().settings().dns_actor.then_some(PATIENCE) }
    }
}

impl Work<'_> {
    /// Does it; one that cannot even observe ends with that error.
    pub async fn run(self, cx: &Context, account: &str, options: Options) -> Outcome {
        match self {
            Work::Apply(wanted) => match observe(cx, account, &wanted.lookups()).await {
                Ok(observed) => {
                    let plan = plan(wanted, &observed);
                    apply(cx, wanted, observed, &plan, options).await
                }
                Err(error) => Outcome::broken(error),
            },
            Work::Destroy => match plan_destroy(cx, account).await {
                Ok(plan) => destroy(cx, &plan).await,
                Err(error) => Outcome::broken(error),
            },
        }
    }
}
