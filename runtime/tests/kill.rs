//! A process that dies before or after any write call, of an apply or of a destroy, is finished by the next run:
//! nothing twice, nothing left.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test may panic")]

mod common;

use std::sync::atomic::{AtomicU64, Ordering};

use groundplan::apply::{Options, apply};
use groundplan::exit::Exit;
use groundplan::observe::observe;
use groundplan::plan::plan;
use groundplan::resource::state::Desired;

use common::topologies::{NETWORK, SERVICE, declared};
use common::*;

/// Kills both runs at the write, and says whether one of them was still alive to be killed.
fn survive(desired: &Desired, write: u64, after: bool) -> bool {
    let what = format!("write {write}, after it: {after}");
    let sandbox = new_sandbox_with_actor();
    let options = Options { wait: Some(std::time::Duration::from_mins(15)) };
    let apply_killed = killed(&sandbox, write, after, async |cx, account| {
        let observed = observe(cx, account, &desired.lookups()).await.unwrap();
        apply(cx, desired, &plan(desired, &observed), options).await;
    });
    let outcome = waited(&sandbox, desired);
    assert_eq!(outcome.exit(), Exit::Done, "apply, {what}: {outcome:#?}");
    let again = planned(&sandbox, desired);
    assert!(again.is_empty(), "apply, {what}: {}", again.to_json());
    let destroy_killed = killed(&sandbox, write, after, async |cx, account| {
        destroy_all(cx, account).await;
    });
    let outcome = destroyed(&sandbox);
    assert_eq!(outcome.exit(), Exit::Done, "destroy, {what}: {outcome:#?}");
    assert_nothing_left(&sandbox);
    apply_killed || destroy_killed
}

fn survive_all(text: &str, at_least: u64) {
    let desired = declared(text);
    let (next, end) = (AtomicU64::new(1), AtomicU64::new(u64::MAX));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                loop {
                    let write = next.fetch_add(1, Ordering::Relaxed);
                    if write >= end.load(Ordering::Relaxed) {
                        break;
                    }
                    let before = survive(&desired, write, false);
                    let after = survive(&desired, write, true);
                    if !before && !after {
                        end.fetch_min(write, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    let writes = end.into_inner();
    assert!(writes > at_least, "{writes}");
}

#[test]
fn a_network_survives_a_kill_at_each_write() {
    survive_all(NETWORK, 40);
}

#[test]
fn a_service_survives_a_kill_at_each_write() {
    survive_all(SERVICE, 40);
}
