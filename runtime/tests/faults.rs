//! What AWS and the way to it can do to a run: it ends well, or says how it ended, and the next one finishes.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test may panic")]

mod common;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use groundplan::class::Class;
use groundplan::connector::{Attempt, Hook, Verdict};
use groundplan::exit::Exit;
use groundplan::outcome::Outcome;
use groundplan::plan::Refusal;
use groundplan::resource::attribute::Lookup;
use groundplan::resource::state::{Desired, Scope};
use groundplan::sandboxed::SharedSandbox;
use groundplan_sandbox::{Durations, Sandbox, Settings, Span};

use common::topologies::{NETWORK, declared};
use common::*;

/// Gives the first calls of each operation a verdict.
#[derive(Debug)]
struct First {
    calls: usize,
    operations: fn(&Attempt) -> bool,
    verdict: Verdict,
    seen: Mutex<BTreeMap<String, usize>>,
}

impl First {
    fn new(calls: usize, verdict: Verdict, operations: fn(&Attempt) -> bool) -> Arc<First> {
        Arc::new(First { calls, operations, verdict, seen: Mutex::default() })
    }
}

impl Hook for First {
    fn judge(&self, attempt: &Attempt) -> Verdict {
        if !(self.operations)(attempt) {
            return Verdict::Pass;
        }
        let mut seen = self.seen.lock().unwrap();
        let calls = seen.entry(attempt.operation.clone()).or_default();
        *calls += 1;
        if *calls <= self.calls { self.verdict.clone() } else { Verdict::Pass }
    }
}

fn refuse(status: u16, code: &str) -> Verdict {
    Verdict::Refuse { status, code: code.into(), message: format!("{code} for a test") }
}

fn apply_with(sandbox: &SharedSandbox, desired: &Desired, hook: Arc<dyn Hook>) -> Outcome {
    run(sandbox, hook, async |cx, account| apply_all(cx, account, desired).await)
}

/// It ends well, and needs nothing more.
fn converges(what: &str, hook: Arc<dyn Hook>) {
    let (sandbox, desired) = (new_sandbox(), declared(NETWORK));
    let outcome = apply_with(&sandbox, &desired, hook);
    assert_eq!(outcome.exit(), Exit::Done, "{what}: {outcome:#?}");
    let again = planned(&sandbox, &desired);
    assert!(again.is_empty(), "{what}: {}", again.to_json());
    assert_eq!(destroyed(&sandbox).exit(), Exit::Done, "{what}");
    assert_nothing_left(&sandbox);
}

#[test]
fn a_throttled_run_is_slower_and_nothing_else() {
    converges("reads", First::new(5, refuse(503, "RequestLimitExceeded"), |call| !call.writes));
    converges("writes", First::new(5, refuse(503, "RequestLimitExceeded"), |call| call.writes));
}

#[test]
fn a_broken_way_is_taken_again() {
    converges("before", First::new(2, Verdict::BreakBefore, |call| call.service != "sts"));
    converges("reads, after", First::new(2, Verdict::BreakAfter, |call| !call.writes));
    converges("writes, after", First::new(1, Verdict::BreakAfter, |call| call.writes));
    converges("a page of a proxy", First::new(2, refuse(502, ""), |_| true));
}

#[test]
fn a_throttling_that_does_not_end_fails_the_run_and_changes_nothing() {
    let (sandbox, desired) = (new_sandbox(), declared(NETWORK));
    let hook = First::new(usize::MAX, refuse(503, "RequestLimitExceeded"), |call| call.writes);
    let outcome = apply_with(&sandbox, &desired, hook);
    assert_eq!(outcome.exit(), Exit::Failed, "{outcome:#?}");
    assert!(outcome.failed.iter().all(|failure| failure.error.is(Class::Throttle)));
    assert_nothing_left(&sandbox);
}

/// New things are not seen for a while, by their tags nor by their ids.
fn slow_sandbox(unseen: u64) -> SharedSandbox {
    let durations = Durations { unseen: Span::seconds(unseen), ..Durations::default() };
    let settings = Settings { default_vpc: false, durations, ..Settings::default() };
    Arc::new(Mutex::new(Sandbox::new(settings)))
}

#[test]
fn what_aws_does_not_know_yet_is_waited_for() {
    for unseen in [1, 10, 60] {
        let (sandbox, desired) = (slow_sandbox(unseen), declared(NETWORK));
        let outcome = applied(&sandbox, &desired);
        assert_eq!(outcome.exit(), Exit::Done, "{unseen} s: {outcome:#?}");
        run(&sandbox, Arc::new(groundplan::connector::Quiet), async |cx, _| {
            cx.clock.sleep(Duration::from_secs(unseen)).await;
        });
        assert!(planned(&sandbox, &desired).is_empty(), "{unseen} s");
    }
}

#[test]
fn a_lost_answer_and_slow_tags_make_no_twin() {
    for operation in ["CreateVpc", "CreateInternetGateway", "AllocateAddress"] {
        let (sandbox, desired) = (slow_sandbox(10), declared(NETWORK));
        let hook = Arc::new(LoseAnswer(operation, Mutex::default()));
        let outcome = apply_with(&sandbox, &desired, hook);
        assert_eq!(outcome.exit(), Exit::Done, "{operation}: {outcome:#?}");
        run(&sandbox, Arc::new(groundplan::connector::Quiet), async |cx, _| {
            cx.clock.sleep(Duration::from_secs(20)).await;
        });
        assert!(planned(&sandbox, &desired).is_empty(), "{operation}");
    }
}

#[test]
fn a_kind_that_is_forbidden_stops_its_branch_and_no_other() {
    let (sandbox, desired) = (new_sandbox(), declared(NETWORK));
    let hook = First::new(usize::MAX, refuse(403, "UnauthorizedOperation"), |call| {
        call.operation == "CreateNatGateway"
    });
    let outcome = apply_with(&sandbox, &desired, hook);
    assert_eq!(outcome.exit(), Exit::Partial, "{outcome:#?}");
    assert!(outcome.failed.iter().all(|failure| failure.error.is(Class::Permission)));
    let done: Vec<String> = outcome.done.iter().map(|done| done.address.to_string()).collect();
    assert!(done.contains(&"load_balancer.edge".to_owned()), "{done:?}");
    assert!(outcome.skipped.iter().any(|skipped| skipped.address.to_string() == "route_table.to_nat.a"));
    assert_eq!(applied(&sandbox, &desired).exit(), Exit::Done);
}

#[test]
fn a_kind_that_cannot_be_read_is_unknown_and_never_absent() {
    let (sandbox, desired) = (new_sandbox(), declared(NETWORK));
    assert_eq!(applied(&sandbox, &desired).exit(), Exit::Done);
    let hook = First::new(usize::MAX, refuse(403, "UnauthorizedOperation"), |call| {
        call.operation == "DescribeSubnets"
    });
    let before = writes(&sandbox);
    run(&sandbox, hook, async |cx, account| {
        let error = groundplan::observe::observe(cx, account, &desired.lookups()).await.unwrap_err();
        assert!(error.is(Class::Permission));
    });
    assert_eq!(writes(&sandbox), before);
}

#[test]
fn credentials_that_end_at_any_call_stop_the_run_at_once_and_the_next_one_finishes() {
    #[derive(Debug)]
    struct ExpireAt(u64);
    impl Hook for ExpireAt {
        fn judge(&self, attempt: &Attempt) -> Verdict {
            // The first calls of a run are its reads; those of the observation are another test's.
            if attempt.number < self.0 { Verdict::Pass } else { refuse(400, "ExpiredToken") }
        }
    }
    let desired = declared(NETWORK);
    for call in (30..120).step_by(9) {
        let sandbox = new_sandbox();
        let outcome = apply_with(&sandbox, &desired, Arc::new(ExpireAt(call)));
        assert_eq!(outcome.exit(), Exit::Credentials, "call {call}: {outcome:#?}");
        assert_eq!(applied(&sandbox, &desired).exit(), Exit::Done, "call {call}");
    }
}

#[test]
fn a_stop_ends_what_is_in_flight_and_the_next_run_goes_on() {
    let (sandbox, desired) = (new_sandbox(), declared(NETWORK));
    let outcome = run(&sandbox, Arc::new(groundplan::connector::Quiet), async |cx, account| {
        let stop = cx.stop.clone();
        let clock = cx.clock.clone();
        tokio::join!(apply_all(cx, account, &desired), async move {
            clock.sleep(Duration::from_secs(30)).await;
            stop.ask();
        })
        .0
    });
    assert_eq!(outcome.exit(), Exit::Interrupted, "{outcome:#?}");
    assert!(!outcome.not_started.is_empty());
    assert_eq!(applied(&sandbox, &desired).exit(), Exit::Done);
    assert!(planned(&sandbox, &desired).is_empty());
}

#[test]
fn a_deployment_that_moved_is_refused_while_the_old_region_holds_something() {
    let sandbox = new_sandbox();
    assert_eq!(applied(&sandbox, &declared(NETWORK)).exit(), Exit::Done);
    let mut moved = Desired::nothing(Scope { region: "us-west-2".into(), ..scope() });
    moved.questions.insert(Lookup::Region("us-east-1".into()));
    let refusals =
        run_in("us-west-2", &sandbox, Arc::new(groundplan::connector::Quiet), async |cx, account| {
            let observed = groundplan::observe::observe(cx, account, &moved.lookups()).await.unwrap();
            groundplan::plan::plan(&moved, &observed).refusals
        });
    assert!(matches!(&refusals[..], [Refusal::Elsewhere { regions }] if regions == &["us-east-1"]));
}

#[test]
fn an_existing_certificate_must_be_there_and_cover_the_hosts() {
    let arn = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-4000-8000-000000000001";
    let text = |host: &str| {
        format!(
            r#"
            topology Shop;
            region "us-east-1";
            zones a, b;
            vpc main "10.0.0.0/16" {{
                subnet public per zone {{ a: "10.0.1.0/24", b: "10.0.2.0/24" }}
                internet_gateway gate;
                route_table to_internet on public {{ "0.0.0.0/0" -> gate; }}
            }}
            security {{ internet -> edge: tcp 443; }}
            existing certificate site for ["{host}"] by arn "{arn}";
            load_balancer edge internet_facing in public {{
                listen https 443 with {{ certificates: [site] }} => respond 404;
            }}
            "#
        )
    };
    let sandbox = new_sandbox();
    let told = |sandbox: &SharedSandbox, host: &str| {
        let lookups = declared(&text(host)).lookups();
        run(sandbox, Arc::new(groundplan::connector::Quiet), async |cx, account| {
            groundplan::observe::observe(cx, account, &lookups).await.map_err(|error| error.to_string())
        })
    };
    assert!(told(&sandbox, "www.example.com").unwrap_err().contains("there is no certificate"));
    sandbox.lock().unwrap().add_certificate(arn, &["*.example.com"]);
    assert!(told(&sandbox, "example.org").unwrap_err().contains("does not cover `example.org`"));
    let desired = declared(&text("www.example.com"));
    assert_eq!(applied(&sandbox, &desired).exit(), Exit::Done);
    assert!(planned(&sandbox, &desired).is_empty());
    assert_eq!(destroyed(&sandbox).exit(), Exit::Done);
}
