//! Runs on the sandbox: each in a new process, so to speak, of which nothing but the sandbox is kept.
#![allow(dead_code, reason = "each test file uses some of it")]

pub mod topologies;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use groundplan::apply::{Options, apply};
use groundplan::client::Target;
use groundplan::clock::{Clock, ClockMode};
use groundplan::connector::{Attempt, Hook, Quiet, Verdict};
use groundplan::context::Context;
use groundplan::destroy::{destroy, plan_destroy};
use groundplan::event::{Verb, nobody};
use groundplan::observe::{identify, observe};
use groundplan::outcome::Outcome;
use groundplan::plan::{Plan, plan};
use groundplan::resource::state::{Desired, Scope};
use groundplan::sandboxed::SharedSandbox;
use groundplan_sandbox::{Sandbox, Settings};

const NOON: Duration = Duration::from_secs(1_795_910_400);

pub fn scope() -> Scope {
    Scope { topology: "Shop".into(), deployment: "main".into(), region: "us-east-1".into() }
}

pub fn new_sandbox() -> SharedSandbox {
    Arc::new(Mutex::new(Sandbox::new(Settings { default_vpc: false, ..Settings::default() })))
}

/// Runs in a new process, so to speak: nothing but the sandbox is kept. Time goes on from run to run.
pub fn run<T>(
    sandbox: &SharedSandbox,
    hook: Arc<dyn Hook>,
    body: impl AsyncFnOnce(&Context, &str) -> T,
) -> T {
    run_in("us-east-1", sandbox, hook, body)
}

/// The same, for the deployment in a region.
pub fn run_in<T>(
    region: &str,
    sandbox: &SharedSandbox,
    hook: Arc<dyn Hook>,
    body: impl AsyncFnOnce(&Context, &str) -> T,
) -> T {
    let scope = Scope { region: region.to_owned(), ..scope() };
    let now = sandbox.lock().unwrap().store().now.0;
    let start: SystemTime = UNIX_EPOCH + NOON.max(Duration::from_millis(now)) + Duration::from_secs(1);
    ClockMode::Jump.runtime().unwrap().block_on(async {
        let clock = Clock::new(ClockMode::Jump, start);
        let target = Target::Sandbox(sandbox.clone(), None);
        let cx = Context::new(scope, &target, clock, hook, nobody()).await;
        let account = identify(&cx).await.unwrap();
        body(&cx, &account).await
    })
}

pub fn planned(sandbox: &SharedSandbox, desired: &Desired) -> Plan {
    run(sandbox, Arc::new(Quiet), async |cx, account| {
        plan(desired, &observe(cx, account, &desired.lookups()).await.unwrap())
    })
}

pub async fn apply_all(cx: &Context, account: &str, desired: &Desired) -> Outcome {
    let observed = observe(cx, account, &desired.lookups()).await.unwrap();
    apply(cx, desired, &plan(desired, &observed), Options::default()).await
}

pub fn applied(sandbox: &SharedSandbox, desired: &Desired) -> Outcome {
    run(sandbox, Arc::new(Quiet), async |cx, account| apply_all(cx, account, desired).await)
}

/// Does what the outcome asks a person to do: sets the DNS records.
pub fn set_dns_records(sandbox: &SharedSandbox, outcome: &Outcome) {
    for waiting in &outcome.waiting {
        let words: Vec<&str> = waiting.reason.split_whitespace().collect();
        for record in words.windows(3).filter(|words| words[1] == "CNAME") {
            sandbox.lock().unwrap().set_dns_record(record[0], record[2].trim_end_matches(';'));
        }
    }
}

/// A sandbox in which somebody sets DNS records.
pub fn new_sandbox_with_actor() -> SharedSandbox {
    let settings = Settings { dns_actor: true, default_vpc: false, ..Settings::default() };
    Arc::new(Mutex::new(Sandbox::new(settings)))
}

/// Applies, and waits for what a person has to do.
pub fn waited(sandbox: &SharedSandbox, desired: &Desired) -> Outcome {
    run(sandbox, Arc::new(Quiet), async |cx, account| {
        let observed = observe(cx, account, &desired.lookups()).await.unwrap();
        let options = Options { wait: Some(Duration::from_mins(15)) };
        apply(cx, desired, &plan(desired, &observed), options).await
    })
}

pub async fn destroy_all(cx: &Context, account: &str) -> Outcome {
    destroy(cx, &plan_destroy(cx, account).await.unwrap()).await
}

pub fn destroyed(sandbox: &SharedSandbox) -> Outcome {
    run(sandbox, Arc::new(Quiet), async |cx, account| destroy_all(cx, account).await)
}

pub fn verbs(plan: &Plan) -> Vec<(Verb, String)> {
    plan.steps.iter().map(|step| (step.verb(), step.address.to_string())).collect()
}

pub fn writes(sandbox: &SharedSandbox) -> usize {
    sandbox.lock().unwrap().log().iter().filter(|call| call.writes).count()
}

/// Ends the run at its n-th write call.
#[derive(Debug)]
pub struct KillAt {
    write: u64,
    after: bool,
    seen: Mutex<u64>,
    dead: tokio::sync::Notify,
}

impl Hook for KillAt {
    fn judge(&self, attempt: &Attempt) -> Verdict {
        let mut seen = self.seen.lock().unwrap();
        *seen += u64::from(attempt.writes);
        if !attempt.writes || *seen != self.write {
            return Verdict::Pass;
        }
        self.dead.notify_one();
        if self.after { Verdict::EndAfter } else { Verdict::EndBefore }
    }
}

/// Whether the run was killed.
pub fn killed(
    sandbox: &SharedSandbox,
    write: u64,
    after: bool,
    body: impl AsyncFnOnce(&Context, &str),
) -> bool {
    let kill = Arc::new(KillAt { write, after, seen: Mutex::new(0), dead: tokio::sync::Notify::new() });
    run(sandbox, kill.clone(), async |cx, account| {
        tokio::select! {
            biased;
            () = async {
                kill.dead.notified().await;
                // The call that is in flight reaches AWS before the process is gone.
                tokio::task::yield_now().await;
            } => true,
            () = body(cx, account) => false,
        }
    })
}

/// Breaks the connection behind the first call of an operation.
#[derive(Debug)]
pub struct LoseAnswer(pub &'static str, pub Mutex<BTreeSet<String>>);

impl Hook for LoseAnswer {
    fn judge(&self, attempt: &Attempt) -> Verdict {
        let first = attempt.operation == self.0 && self.1.lock().unwrap().insert(attempt.operation.clone());
        if first { Verdict::BreakAfter } else { Verdict::Pass }
    }
}

/// Asks without any filter.
pub fn assert_nothing_left(sandbox: &SharedSandbox) {
    run(sandbox, Arc::new(Quiet), async |cx, _| {
        let vpcs = cx.clients.ec2.describe_vpcs().send().await.unwrap();
        assert_eq!(vpcs.vpcs().len(), 0);
        let gateways = cx.clients.ec2.describe_internet_gateways().send().await.unwrap();
        assert_eq!(gateways.internet_gateways().len(), 0);
    });
}
