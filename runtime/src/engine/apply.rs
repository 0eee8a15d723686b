//! Applies a plan: steps to calls, calls to an outcome.
//!
//! An apply goes in rounds. A round walks the steps of one plan. Where nothing is left but what waits for a person, the
//! apply ends so at once, or (if it may wait) waits until the person has done it, plans again and goes on. It goes on
//! too where nobody had to do anything, though the plan was made as if somebody had.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::class::Class;
use crate::context::Context;
use crate::error::Error;
use crate::event::{Event, Verb};
use crate::known::Known;
use crate::observe::observe;
use crate::outcome::{Done, Failure, Outcome, Skipped, Waiting};
use crate::plan::{Action, Plan, fingerprint, plan as make_plan};
use crate::resource::address::Address;
use crate::resource::attribute::Attributes;
use crate::resource::state::{Desired, Observed, Seen, State};
use crate::step::run_step;
use crate::wait::Look;
use crate::walk::{Ended, Passed, walk};
use crate::watch::{First, Until, wait_seen};

/// How many steps run at a time.
const WIDTH: usize = 8;

/// A wait for a person leads to another round; more than so many are a sign that nothing converges.
const ROUNDS: usize = 12;

/// How an apply goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Options {
    /// How long to wait for a person; `None`: not at all.
    pub wait: Option<Duration>,
}

/// Applies a plan.
///
/// # Guarantees
///
/// * Nothing is written where the plan has refusals.
/// * The outcome tells of every step, whatever happens.
/// * A run that ends anywhere leaves nothing that the next run does not find by its tags and mend.
/// * Credentials that end stop the run: what is in flight ends, nothing new begins.
/// * Between rounds nothing is observed again but what was waited for: a run knows what it has done.
pub async fn apply(
    cx: &Context,
    desired: &Desired,
    observed: Observed,
    first: &Plan,
    options: Options,
) -> Outcome {
    if !first.refusals.is_empty() {
        return Outcome::refused(first.refusals.clone());
    }
    let mut outcome = Outcome::default();
    let (mut plan, mut world) = (first.clone(), observed);
    for round in 1..=ROUNDS {
        outcome.waiting.clear();
        let known = Known::new(&plan, world);
        apply_round(cx, &plan, &known, &mut outcome).await;
        let goes_on = match options.wait.filter(|_| !outcome.waiting.is_empty()) {
            _ if !outcome.failed.is_empty() || cx.stop.asked() => Ok(false),
            _ if was_held_for_nothing(&plan, &outcome) => Ok(true),
            Some(within) => wait_for_person(cx, &known, &outcome.waiting, within).await,
            None => Ok(false),
        };
        world = known.into_world();
        match goes_on {
            Ok(true) if round == ROUNDS => {
                let problem = format!("after {ROUNDS} plans there still is something to do");
                outcome.error = Some(Error::Refused(problem));
                break;
            }
            Ok(true) => plan = make_plan(desired, &world),
            Ok(false) => break,
            Err(error) => {
                outcome.error = Some(error);
                break;
            }
        }
        if !plan.refusals.is_empty() {
            outcome.refusals.clone_from(&plan.refusals);
            break;
        }
    }
    if matches!(outcome.error, Some(Error::Stopped)) {
        outcome.error = None;
    }
    outcome.interrupted =
        cx.stop.asked() && !outcome.failed.iter().any(|one| one.error.is(Class::Credentials));
    outcome.stands = Some(world);
    outcome
}

/// Whether something was made idle because of what needed no person in the end, as a certificate whose DNS record still
/// stood from before: then another plan puts it to work.
fn was_held_for_nothing(plan: &Plan, outcome: &Outcome) -> bool {
    let waits = |address: &Address| outcome.waiting.iter().any(|waiting| waiting.address == *address);
    plan.steps.iter().filter_map(|step| step.idles_for.as_ref()).any(|idle| !waits(idle))
}

/// Draws up the plan again that was saved, and tells whether it still is what was agreed to.
///
/// A saved plan is what a person has agreed to, and nothing in it is done for its own sake: what is applied is the plan
/// that the declaration and the world ask for now, so that an edited file can refuse a run and never lead one. Returns
/// that plan and the world as it is.
///
/// # Errors
///
/// Where the world cannot be observed, or the plan was made for another account or deployment, for another state of
/// the world, or for another declaration or other values.
pub async fn check_saved(
    cx: &Context,
    account: &str,
    desired: &Desired,
    plan: &Plan,
) -> Result<(Plan, Observed), Error> {
    if plan.scope != cx.scope {
        return Err(Error::Refused(format!(
            "the plan was made for `{}` ({}) in {}, and this is `{}` ({}) in {}",
            plan.scope.topology,
            plan.scope.deployment,
            plan.scope.region,
            cx.scope.topology,
            cx.scope.deployment,
            cx.scope.region
        )));
    }
    if plan.account != account {
        return Err(Error::Refused(format!(
            "the plan was made for account `{}`, the credentials belong to `{account}`",
            plan.account
        )));
    }
    let observed = observe(cx, account, &desired.lookups()).await?;
    if fingerprint(&observed) != plan.world {
        let problem = "the world has moved since the plan was made: make a new plan";
        return Err(Error::Refused(problem.to_owned()));
    }
    let now = make_plan(desired, &observed);
    if asked(&now) != asked(plan) {
        let problem =
            "the plan was made from another declaration or other values: give the same, or make a new plan";
        return Err(Error::Refused(problem.to_owned()));
    }
    Ok((now, observed))
}

/// What a step writes: of what, to which thing that stands, which attributes, which tags.
type Asked<'a> = (&'a Address, Verb, Option<&'a str>, Option<&'a Attributes>, Option<&'a Attributes>);

/// What a plan writes.
fn asked(plan: &Plan) -> Vec<Asked<'_>> {
    let writes = plan.steps.iter().filter(|step| step.writes());
    writes
        .map(|step| {
            let (found, attributes, tags) = match &step.action {
                Action::Create { attributes, tags } => (None, Some(attributes), Some(tags)),
                Action::Update { found, attributes, tags, .. } => (Some(found), Some(attributes), Some(tags)),
                Action::Retag { found, tags } => (Some(found), None, Some(tags)),
                Action::Delete { found } | Action::Await { found } => (Some(found), None, None),
            };
            (&step.address, step.verb(), found.map(|found| found.id.as_str()), attributes, tags)
        })
        .collect()
}

/// Walks the steps of one plan.
pub(crate) async fn apply_round(cx: &Context, plan: &Plan, known: &Known, outcome: &mut Outcome) {
    cx.tell(Event::Round { steps: plan.steps.len() });
    for id in plan.ids() {
        cx.remember(id);
    }
    let after: Vec<Vec<usize>> = plan.steps.iter().map(|step| step.after.clone()).collect();
    let ended_well = Mutex::new(Vec::new());
    let ended = walk(&after, WIDTH, &cx.stop, async |index| {
        let step = &plan.steps[index];
        let (address, verb) = (step.address.clone(), step.verb());
        cx.tell(Event::Started { step: index, address: address.clone(), verb });
        let start = cx.clock.passed();
        let result = run_step(cx, known, step).await;
        match &result {
            Ok(Passed::Done) => {
                let done = Done { address: address.clone(), verb };
                ended_well.lock().unwrap_or_else(PoisonError::into_inner).push(done);
                let id = match &step.action {
                    Action::Delete { found } => Some(found.id.clone()),
                    _ => known.id(&address),
                };
                cx.tell(Event::Finished { step: index, address, verb, id, took: cx.clock.passed() - start });
            }
            Ok(Passed::Waiting(reason)) => {
                // It stands; what is left is up to the person.
                if verb != Verb::Await {
                    let done = Done { address: address.clone(), verb };
                    ended_well.lock().unwrap_or_else(PoisonError::into_inner).push(done);
                }
                cx.tell(Event::NeedsPerson { address, reason: reason.clone() });
            }
            Err(Error::Stopped) => {}
            Err(error) => {
                if error.is(Class::Credentials) {
                    cx.stop.ask();
                }
                cx.tell(Event::Failed { step: index, address, verb, error: error.to_string() });
            }
        }
        result
    })
    .await;
    outcome.done.extend(ended_well.into_inner().unwrap_or_else(PoisonError::into_inner));
    tell_ends(cx, plan, ended, outcome);
}

fn tell_ends(cx: &Context, plan: &Plan, ended: Vec<Ended<String, Error>>, outcome: &mut Outcome) {
    let mut waiting: BTreeMap<usize, Waiting> = BTreeMap::new();
    for (index, end) in ended.iter().enumerate() {
        if let Ended::Waiting(reason) = end {
            let address = plan.steps[index].address.clone();
            waiting.insert(index, Waiting { address, reason: reason.clone(), held: Vec::new() });
        }
    }
    for (index, end) in ended.into_iter().enumerate() {
        let (address, verb) = (plan.steps[index].address.clone(), plan.steps[index].verb());
        match end {
            Ended::Failed(Error::Stopped) | Ended::NotStarted => outcome.not_started.push(address),
            Ended::Failed(error) => outcome.failed.push(Failure { address, verb, error }),
            Ended::Skipped(root) => {
                let because = plan.steps[root].address.clone();
                cx.tell(Event::Skipped { step: index, address: address.clone(), because: because.clone() });
                outcome.skipped.push(Skipped { address, because });
            }
            Ended::Held(root) => {
                if let Some(waiting) = waiting.get_mut(&root) {
                    waiting.held.push(address);
                }
            }
            Ended::Done | Ended::Waiting(_) => {}
        }
    }
    outcome.waiting.extend(waiting.into_values());
    // What was made idle because something waits is held too, though its step is done.
    for step in plan.steps.iter().filter(|step| step.verb() != Verb::Delete) {
        if let Some(idle) = step.idles_for.as_ref()
            && let Some(waiting) = outcome.waiting.iter_mut().find(|waiting| waiting.address == *idle)
            && !waiting.held.contains(&step.address)
        {
            waiting.held.push(step.address.clone());
        }
    }
}

/// Waits until nothing waits for a person any more. `false`: the time is over.
async fn wait_for_person(
    cx: &Context,
    known: &Known,
    waiting: &[Waiting],
    within: Duration,
) -> Result<bool, Error> {
    let start = cx.clock.passed();
    for one in waiting {
        let Some(found) = known.found(&one.address) else { continue };
        let rest = within.saturating_sub(cx.clock.passed() - start);
        let waited = wait_seen(cx, &found, Until::Ready, First::Soon(Duration::ZERO), rest, |seen| {
            Ok(match seen {
                Some(Seen { state: State::Waiting(reason), .. }) => Look::NotYet(reason),
                seen => Look::Holds(seen),
            })
        })
        .await;
        match waited {
            Ok(Some(seen)) => known.see(&found, seen.state),
            Ok(None) => known.forget(&found),
            Err(Error::Deadline { .. }) => return Ok(false),
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}
