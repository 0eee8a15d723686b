//! Walks a graph of steps: each starts when all that it comes after are done. It has never heard of AWS.

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;

use crate::stop::Stop;

/// What became of a step that ran without failing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passed<W> {
    /// It is done.
    Done,
    /// It cannot go on before something outside has happened.
    Waiting(W),
}

/// What became of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended<W, E> {
    /// It is done.
    Done,
    /// It failed.
    Failed(E),
    /// It waits for something outside.
    Waiting(W),
    /// It was not started because this step, which it comes after, failed. The root, not what was skipped between.
    Skipped(usize),
    /// It was not started because this step, which it comes after, waits.
    Held(usize),
    /// It was not started because the walk was stopped.
    NotStarted,
}

/// Walks the steps `0..after.len()`; `after[n]` lists what step `n` comes after.
///
/// # Guarantees
///
/// * A step starts only when everything that it comes after is done, and at most `width` run at a time.
/// * Of the steps that can start, the lowest starts first.
/// * A failure, or a step that waits, keeps back only what comes after it.
/// * When `stop` is asked for, no step starts any more, and those that run are waited for.
///
/// # Assumptions
///
/// `after` has no cycle and no index out of range: steps of a cycle end as [`Ended::NotStarted`].
pub async fn walk<W, E>(
    after: &[Vec<usize>],
    width: usize,
    stop: &Stop,
    run: impl AsyncFn(usize) -> Result<Passed<W>, E>,
) -> Vec<Ended<W, E>> {
    let mut ended: Vec<Option<Ended<W, E>>> = after.iter().map(|_| None).collect();
    let mut followers: Vec<Vec<usize>> = vec![Vec::new(); after.len()];
    let mut missing: Vec<usize> = after.iter().map(Vec::len).collect();
    for (step, before) in after.iter().enumerate() {
        for one in before {
            followers[*one].push(step);
        }
    }
    let mut ready: std::collections::BTreeSet<usize> =
        (0..after.len()).filter(|step| missing[*step] == 0).collect();
    let mut running = FuturesUnordered::new();
    loop {
        while running.len() < width.max(1) && !stop.asked() {
            let Some(step) = ready.pop_first() else { break };
            let run = &run;
            running.push(async move { (step, run(step).await) });
        }
        let Some((step, result)) = running.next().await else { break };
        let end = match result {
            Ok(Passed::Done) => Ended::Done,
            Ok(Passed::Waiting(reason)) => Ended::Waiting(reason),
            Err(error) => Ended::Failed(error),
        };
        let done = matches!(end, Ended::Done);
        let failed = matches!(end, Ended::Failed(_));
        ended[step] = Some(end);
        if done {
            for follower in &followers[step] {
                missing[*follower] -= 1;
                if missing[*follower] == 0 && ended[*follower].is_none() {
                    ready.insert(*follower);
                }
            }
        } else {
            hold_back(step, failed, &followers, &mut ended);
        }
    }
    ended.into_iter().map(|end| end.unwrap_or(Ended::NotStarted)).collect()
}

/// Marks everything that comes after `root`. A failure is told rather than a wait.
fn hold_back<W, E>(root: usize, failed: bool, followers: &[Vec<usize>], ended: &mut [Option<Ended<W, E>>]) {
    let mut open = followers[root].clone();
    while let Some(step) = open.pop() {
        let told =
            matches!((&ended[step], failed), (Some(Ended::Skipped(_)), _) | (Some(Ended::Held(_)), false));
        if !told {
            ended[step] = Some(if failed { Ended::Skipped(root) } else { Ended::Held(root) });
            open.extend(&followers[step]);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use std::cell::{Cell, RefCell};
    use std::time::Duration;

    use super::*;
    use crate::clock::ClockMode;

    type End = Ended<&'static str, &'static str>;

    fn block_on<T>(future: impl Future<Output = T>) -> T {
        ClockMode::Jump.runtime().unwrap().block_on(future)
    }

    /// A diamond with a tail: 0 → 1, 2 → 3 → 4, and 5 alone.
    fn diamond() -> Vec<Vec<usize>> {
        vec![vec![], vec![0], vec![0], vec![1, 2], vec![3], vec![]]
    }

    fn walked(fails: &[usize], waits: &[usize]) -> Vec<End> {
        block_on(walk(&diamond(), 4, &Stop::new(), async |step| {
            tokio::time::sleep(Duration::from_secs(1)).await;
            match step {
                step if fails.contains(&step) => Err("broken"),
                step if waits.contains(&step) => Ok(Passed::Waiting("a person")),
                _ => Ok(Passed::Done),
            }
        }))
    }

    #[test]
    fn a_step_starts_when_all_before_it_are_done() {
        let order = RefCell::new(Vec::new());
        let ended: Vec<End> = block_on(walk(&diamond(), 4, &Stop::new(), async |step| {
            for before in &diamond()[step] {
                assert!(order.borrow().contains(before), "{step} before {before}");
            }
            tokio::time::sleep(Duration::from_secs(7 - step as u64)).await;
            order.borrow_mut().push(step);
            Ok(Passed::Done)
        }));
        assert_eq!(ended, vec![Ended::Done; 6]);
    }

    #[test]
    fn a_failure_skips_what_comes_after_it_and_nobody_else() {
        use Ended::{Done, Failed, Skipped};
        assert_eq!(walked(&[1], &[]), [Done, Failed("broken"), Done, Skipped(1), Skipped(1), Done]);
    }

    #[test]
    fn what_comes_after_a_wait_is_held_and_a_failure_is_told_rather() {
        use Ended::{Done, Failed, Held, Skipped, Waiting};
        assert_eq!(walked(&[], &[2]), [Done, Done, Waiting("a person"), Held(2), Held(2), Done]);
        assert_eq!(
            walked(&[2], &[1]),
            [Done, Waiting("a person"), Failed("broken"), Skipped(2), Skipped(2), Done]
        );
    }

    #[test]
    fn no_more_run_at_a_time_than_allowed() {
        let (running, most) = (Cell::new(0), Cell::new(0));
        let after = vec![vec![]; 50];
        let ended: Vec<End> = block_on(walk(&after, 8, &Stop::new(), async |_| {
            running.set(running.get() + 1);
            most.set(most.get().max(running.get()));
            tokio::time::sleep(Duration::from_secs(1)).await;
            running.set(running.get() - 1);
            Ok(Passed::Done)
        }));
        assert_eq!((ended.len(), most.get()), (50, 8));
    }

    #[test]
    fn a_stop_lets_what_runs_end_and_starts_nothing() {
        let stop = Stop::new();
        let ended: Vec<End> = block_on(walk(&diamond(), 1, &stop, async |step| {
            tokio::time::sleep(Duration::from_secs(1)).await;
            if step == 1 {
                stop.ask();
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
            Ok(Passed::Done)
        }));
        use Ended::{Done, NotStarted};
        assert_eq!(ended, [Done, Done, NotStarted, NotStarted, NotStarted, NotStarted]);
    }

    #[test]
    fn a_cycle_is_not_walked() {
        let ended: Vec<End> =
            block_on(walk(&[vec![1], vec![0], vec![]], 4, &Stop::new(), async |_| Ok(Passed::Done)));
        assert_eq!(ended, [Ended::NotStarted, Ended::NotStarted, Ended::Done]);
    }

    #[test]
    fn a_long_chain_and_a_wide_fan_are_walked_in_order() {
        let chain: Vec<Vec<usize>> =
            (0..2000usize).map(|step| step.checked_sub(1).into_iter().collect()).collect();
        let order = RefCell::new(Vec::new());
        let ended: Vec<End> = block_on(walk(&chain, 8, &Stop::new(), async |step| {
            order.borrow_mut().push(step);
            Ok(Passed::Done)
        }));
        assert_eq!(ended.len(), 2000);
        assert!(order.borrow().is_sorted());
    }
}
