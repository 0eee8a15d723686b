//! Asks AWS what is ours: one list a kind, by tags, with the fewest calls. How many they are is held by the
//! formulas of `tests/life`.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::call::Call;
use crate::context::Context;
use crate::error::Error;
use crate::event::Event;
use crate::lookup::look_up;
use crate::resource::attribute::Lookup;
use crate::resource::state::{Found, Observed, Which};
use crate::resource::{self, Kind};
use crate::walk::{Ended, Passed, walk};

/// How many lists are read at a time.
const WIDTH: usize = 8;

/// Who the credentials belong to. The first call of every run.
///
/// # Errors
///
/// Where AWS does not know the credentials, or there are none.
pub async fn identify(cx: &Context) -> Result<String, Error> {
    let request = cx.clients.identity.get_caller_identity();
    // Nothing has begun: the SDK's own attempts are enough, and who gave a wrong address hears of it at once.
    let answer =
        cx.call(Call::once("sts", "GetCallerIdentity"), async || request.clone().send().await).await?;
    let account = answer.account().unwrap_or_default().to_owned();
    cx.tell(Event::Identified { account: account.clone(), arn: answer.arn().unwrap_or_default().to_owned() });
    Ok(account)
}

/// Everything that is ours, and the facts that were asked for.
///
/// # Errors
///
/// The first error of any list: what cannot be read is unknown, never absent.
pub async fn observe(cx: &Context, account: &str, lookups: &BTreeSet<Lookup>) -> Result<Observed, Error> {
    cx.tell(Event::Observing);
    let kinds = Kind::ALL;
    let lookups: Vec<&Lookup> = lookups.iter().collect();
    let place: BTreeMap<Kind, usize> = kinds.iter().enumerate().map(|(index, kind)| (*kind, index)).collect();
    let mut after: Vec<Vec<usize>> = kinds
        .iter()
        .map(|kind| kind.schema().parents.iter().filter_map(|parent| place.get(parent).copied()).collect())
        .collect();
    after.resize(kinds.len() + lookups.len(), Vec::new());

    let observed = RefCell::new(Observed::nothing(cx.scope.clone(), account));
    let ended = walk::<(), Error>(&after, WIDTH, &cx.stop, async |index| {
        if let Some(kind) = kinds.get(index) {
            let parents = parents(&observed.borrow(), *kind);
            let found = observe_kind(cx, *kind, &parents).await?;
            observed.borrow_mut().add(found);
        } else if let Some(lookup) = lookups.get(index - kinds.len()) {
            let fact = look_up(cx, lookup).await?;
            let mut observed = observed.borrow_mut();
            match lookup {
                Lookup::Region(region) if fact == "true" => {
                    observed.elsewhere.insert(region.clone());
                }
                _ => {}
            }
            observed.facts.insert((*lookup).clone(), fact);
        }
        Ok(Passed::Done)
    })
    .await;
    for end in ended {
        match end {
            Ended::Failed(error) => return Err(error),
            Ended::NotStarted => return Err(Error::Stopped),
            Ended::Done | Ended::Waiting(()) | Ended::Skipped(_) | Ended::Held(_) => {}
        }
    }
    let mut observed = observed.into_inner();
    find_lost_parents(cx, &mut observed).await?;
    for found in observed.found.values_mut() {
        found.sort_by(|one, other| one.id.cmp(&other.id));
    }
    for found in observed.all() {
        cx.remember(&found.id);
    }
    cx.tell(Event::Observed { found: observed.all().count() });
    Ok(observed)
}

/// What a kind's reads need of what was found before.
fn parents(observed: &Observed, kind: Kind) -> Observed {
    let mut parents = Observed::nothing(observed.scope.clone(), observed.account.as_str());
    for parent in kind.schema().parents {
        parents.add(observed.of_kind(*parent).cloned());
    }
    parents
}

/// Lists a kind. What this run has made is read by id where the list does not show it yet, and what it has deleted is
/// left out where the list still does.
async fn observe_kind(cx: &Context, kind: Kind, parents: &Observed) -> Result<Vec<Found>, Error> {
    let mut found = resource::observe(kind, cx, Which::Owned, parents).await?;
    found.retain(|one| !cx.deleted(kind, &one.id));
    for id in cx.made(kind) {
        if !found.iter().any(|one| one.id == id) {
            found.extend(resource::observe(kind, cx, Which::Id(&id), parents).await?);
        }
    }
    Ok(found)
}

/// A list can leave out what its children still name: then it is read by id, and made again by nobody.
async fn find_lost_parents(cx: &Context, observed: &mut Observed) -> Result<(), Error> {
    let seen: BTreeSet<(Kind, &str)> =
        observed.all().map(|found| (found.address.kind, found.id.as_str())).collect();
    let lost: BTreeSet<(Kind, String)> = observed
        .all()
        .filter_map(Found::lies_in)
        .filter(|parent| !seen.contains(parent))
        .map(|(kind, id)| (kind, id.to_owned()))
        .collect();
    for (kind, id) in lost {
        let found = resource::observe(kind, cx, Which::Id(&id), &parents(observed, kind)).await?;
        observed.add(found);
    }
    Ok(())
}
